package feed

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// HTMLText returns the text that an HTML fragment shows: references resolved, white space as a browser would have it,
// block elements and empty lines as line breaks. Scripts and styles show nothing. Only the first 256 KiB are read.
func HTMLText(fragment string) string {
	return htmlText(fragment, false)
}

func htmlText(src string, xml bool) string {
	src = clip(src, maxHTMLSize)
	w := &textWriter{}
	w.out.Grow(len(src))
	s := &htmlScanner{src: src, xml: xml}
	for {
		t := s.next()
		switch t.kind {
		case endOfInput:
			return w.out.String()
		case charData:
			w.write(unescape(t.text))
		case cdataText:
			w.write(t.text)
		case startTag, endTag:
			switch {
			case blockElements[t.name]:
				w.pending = '\n'
			case (t.name == "td" || t.name == "th") && w.pending == 0:
				w.pending = ' '
			}
		}
	}
}

// A textWriter joins pieces of text, with one space or line break for each run of white space.
type textWriter struct {
	out     strings.Builder
	pending byte // 0, ' ' or '\n': what stands before the next word
}

func (w *textWriter) write(text string) {
	breaks := 0
	for i := 0; i < len(text); {
		c := text[i]
		if isSpace(c) || c == '\v' {
			if c == '\n' {
				breaks++
			}
			if breaks > 1 {
				w.pending = '\n'
			} else if w.pending == 0 {
				w.pending = ' '
			}
			i++
			continue
		}
		breaks = 0
		start := i
		for i < len(text) && text[i] > ' ' && text[i] != 0x7F {
			i++
		}
		if start == i { // a control character
			i++
			continue
		}
		if w.pending != 0 && w.out.Len() > 0 {
			w.out.WriteByte(w.pending)
		}
		w.pending = 0
		w.out.WriteString(text[start:i])
	}
}

// unescape resolves the references of HTML in text.
func unescape(text string) string {
	if strings.IndexByte(text, '&') < 0 {
		return text
	}
	return (&scanner{}).resolve(text)
}

// oneLine returns text with white space collapsed and control characters removed, its own copy, cut after max runes.
func oneLine(text string, max int) string {
	var b strings.Builder
	b.Grow(min(len(text), max*utf8.UTFMax))
	space, n := false, 0
	for _, r := range text {
		switch {
		case unicode.IsSpace(r):
			space = b.Len() > 0
			continue
		case unicode.IsControl(r):
			continue
		}
		if n++; n > max {
			b.WriteString("…")
			break
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// clip cuts s after at most max bytes, between characters.
func clip(s string, max int) string {
	if len(s) <= max {
		return s
	}
	for max > 0 && !utf8.RuneStart(s[max]) {
		max--
	}
	return s[:max]
}
