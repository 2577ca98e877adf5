package tag

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// explainWidth is how many columns of a terminal an explanation takes: those of the narrowest in use.
const explainWidth = 80

// laidOut breaks the lines of an explanation at blanks to explainWidth; what belongs to an entry stands further in than it.
func laidOut(s string) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		line = strings.TrimSuffix(line, "\n")
		words := strings.TrimLeft(line, "* ") // a star marks the first entry of a list
		column := len(line) - len(words)
		indent := column
		if indent > 0 {
			indent += 4
		}
		b.WriteString(line[:column])
		begun := false
		for word := range strings.SplitSeq(words, " ") {
			w := cells(word)
			switch {
			case !begun:
			case column+1+w > explainWidth:
				b.WriteString("\n" + strings.Repeat(" ", indent))
				column = indent
			default:
				b.WriteByte(' ')
				column++
			}
			b.WriteString(word)
			column += w
			begun = true
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// cells returns how many columns of a terminal a word takes: two for a wide letter, none for marks that sit on others.
func cells(word string) (n int) {
	for _, r := range word {
		switch {
		case r < 0x300:
			n++
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		default:
			n++
			if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
				n++
			}
		}
	}
	return n
}

// shown returns text of a report as a terminal may be given it: what would move the cursor or turn the direction of the line is
// written out, line ends stay.
func shown(s string) string {
	if !strings.ContainsFunc(s, steers) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if steers(r) {
			fmt.Fprintf(&b, "\\u%04x", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// steers says whether a character is a control, but no line end, or one that sets the direction of what follows.
func steers(r rune) bool {
	return r != '\n' && unicode.IsControl(r) || r >= '\u202A' && r <= '\u202E' || r >= '\u2066' && r <= '\u2069'
}

// Isolates keep the order of what stands around words that run from right to left, and of labels among such words.
const (
	isolateOwn   = "\u2068" // in the direction of what is isolated
	isolateLeft  = "\u2066" // from left to right
	isolateEnded = "\u2069"
)

// rightToLeft says whether s has letters of a script that runs from right to left.
func rightToLeft(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return r >= 0x590 && unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko)
	})
}

// inQuotes returns words of a report in quotation marks, on one line.
func inQuotes(s string) string {
	s = shown(strings.Join(strings.Fields(s), " "))
	if rightToLeft(s) {
		s = isolateOwn + s + isolateEnded
	}
	return "“" + s + "”"
}
