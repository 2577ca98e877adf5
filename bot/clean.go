package bot

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"golang.org/x/net/idna"
	"golang.org/x/text/unicode/norm"
)

// maxMarks is how many marks may stand on one letter: more than any orthography needs, fewer than make noise.
const maxMarks = 4

// clean makes text from outside harmless to look at: no control characters, no bidi overrides, nothing invisible but
// what joins emoji and letters, no towers of marks, no letters dressed up as other letters. Lines stay lines.
func clean(s string) string {
	s = norm.NFC.String(strings.ToValidUTF8(s, "\uFFFD"))
	var b strings.Builder
	b.Grow(len(s))
	marks, prev := 0, rune(0)
	for i, r := range s {
		switch {
		case r == '\n' || r == '\u2028' || r == '\u2029' || r == '\u0085':
			b.WriteByte('\n')
			r = 0 // nothing that a mark could stand on
		case unicode.IsSpace(r) || blank(r):
			b.WriteByte(' ')
			r = 0
		case r == '\u200d' || r == '\u200c':
			next, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):])
			if joins(r, prev, next) {
				b.WriteRune(r)
			}
			continue
		case r == '\ufe0f':
			if pictorial(prev) || prev >= '0' && prev <= '9' || prev == '#' || prev == '*' {
				b.WriteRune(r)
			}
			continue
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Co, r), unicode.Is(unicode.Variation_Selector, r),
			unicode.Is(unicode.Noncharacter_Code_Point, r):
			continue
		case unicode.IsMark(r):
			if marks++; marks <= maxMarks && prev != 0 {
				b.WriteRune(r)
			}
			continue
		default:
			r = undress(r)
			b.WriteRune(r)
		}
		marks, prev = 0, r
	}
	return norm.NFC.String(tidy(b.String()))
}

// line is clean on one line.
func line(s string) string { return strings.Join(strings.Fields(clean(s)), " ") }

// blank says whether a letter or symbol looks like nothing.
func blank(r rune) bool {
	switch r {
	case '\u115f', '\u1160', '\u3164', '\uffa0', '\u2800', '\u17b4', '\u17b5', '\ufffc':
		return true
	}
	return false
}

// joins says whether a joiner is part of writing: of an emoji, or between letters of a script that needs it.
func joins(joiner, prev, next rune) bool {
	if joiner == '\u200d' && pictorial(prev) && pictorial(next) {
		return true
	}
	return needsJoiners(prev) && needsJoiners(next)
}

func needsJoiners(r rune) bool {
	return unicode.In(r, unicode.Arabic, unicode.Syriac, unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi, unicode.Gujarati,
		unicode.Oriya, unicode.Tamil, unicode.Telugu, unicode.Kannada, unicode.Malayalam, unicode.Sinhala, unicode.Khmer, unicode.Mongolian)
}

// pictorial says whether a character is likely an emoji or part of one.
func pictorial(r rune) bool {
	return r >= 0x1F000 && r <= 0x1FAFF || r >= 0x2190 && r <= 0x2BFF || r == 0x3030 || r == 0x303D || r == 0x3297 || r == 0x3299 || r == 0xA9 || r == 0xAE
}

// undress makes plain letters and digits of mathematical, fullwidth and circled ones.
func undress(r rune) rune {
	switch {
	case r >= 0x1D400 && r <= 0x1D7FF, r >= 0xFF10 && r <= 0xFF19, r >= 0xFF21 && r <= 0xFF3A, r >= 0xFF41 && r <= 0xFF5A,
		r >= 0x24B6 && r <= 0x24E9, r >= 0x2100 && r <= 0x214F && unicode.IsLetter(r):
		plain := norm.NFKC.String(string(r))
		if p, n := utf8.DecodeRuneInString(plain); n == len(plain) {
			return p
		}
	}
	return r
}

// tidy takes out space that is not needed: at the ends of lines, repeated, and more than one empty line.
func tidy(s string) string {
	var out []string
	empty := true
	for l := range strings.SplitSeq(s, "\n") {
		l = strings.Join(strings.Fields(l), " ")
		if l == "" && empty {
			continue
		}
		empty = l == ""
		out = append(out, l)
	}
	return strings.TrimRight(strings.Join(out, "\n"), "\n")
}

// escape makes clean text show as it is, without Markdown, mentions and masked links, cut to at most limit units at a
// character's end.
func escape(s string, limit int) string {
	var b strings.Builder
	left := limit
	atStart := true
	lastFit := 0 // length of b at which an ellipsis still fits
	g := graphemes.FromString(s)
	for g.Next() {
		piece := escapeCharacter(g.Value(), atStart)
		if n := units(piece); n > left {
			return strings.TrimRight(b.String()[:lastFit], " \n\\") + "…"
		} else if left -= n; left >= 1 {
			lastFit = b.Len() + len(piece)
		}
		b.WriteString(piece)
		atStart = g.Value() == "\n" || atStart && (g.Value() == " " || isDigits(g.Value()))
	}
	return b.String()
}

func isDigits(s string) bool { return len(s) == 1 && s[0] >= '0' && s[0] <= '9' }

// escapeCharacter writes one character so that Discord takes it for nothing else.
func escapeCharacter(c string, atStart bool) string {
	if len(c) == 0 {
		return c
	}
	switch c[0] {
	case '\\', '*', '_', '~', '`', '|', '[', ']', '<', '>':
		return `\` + c
	case '#', '-', '+', '.':
		if atStart {
			return `\` + c
		}
	case '@':
		return "@\u200b" + c[1:] // a backslash does not keep @everyone from being highlighted
	}
	return c
}

// units is the length of s as Discord's strictest clients count it: in UTF-16.
func units(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

// clip cuts s to at most limit units at a character's end, with an ellipsis. It escapes nothing.
func clip(s string, limit int) string {
	if units(s) <= limit {
		return s
	}
	left, end := limit-1, 0
	g := graphemes.FromString(s)
	for g.Next() {
		if left -= units(g.Value()); left < 0 {
			break
		}
		end = g.End()
	}
	return strings.TrimRight(s[:end], " \n") + "…"
}

// code shows s in a fixed width, as it is.
func code(s string, limit int) string {
	s = strings.ReplaceAll(clean(s), "`", "ˋ")
	return "`" + clip(strings.ReplaceAll(s, "\n", " "), limit-2) + "`"
}

// block shows lines in a fixed width, as they are: spaces count, so only what is invisible goes.
func block(s string, limit int) string {
	s = strings.Map(func(r rune) rune {
		if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return "```\n" + clip(strings.ReplaceAll(s, "`", "ˋ"), limit-8) + "\n```"
}

// A link is an address that may be shown and followed.
type link struct {
	url  string
	host string // what it really leads to, in ASCII
}

// maxLink bounds addresses, in bytes: Discord refuses those of embeds beyond it.
const maxLink = 1500

// readLink returns the address of a report; ok is false for anything but a plain web address.
func readLink(s string) (l link, ok bool) {
	if s == "" || len(s) > maxLink || strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) }) {
		return link{}, false
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.User != nil || u.Hostname() == "" || u.Opaque != "" {
		return link{}, false
	}
	host, err := idna.Lookup.ToASCII(u.Hostname())
	if err != nil || strings.ContainsAny(host, `\"<>[]()@`) {
		return link{}, false
	}
	if port := u.Port(); port != "" {
		u.Host = host + ":" + port
	} else {
		u.Host = host
	}
	out := u.String()
	// What would end a masked link early is written as it may be in an address.
	out = strings.NewReplacer("(", "%28", ")", "%29", "<", "%3C", ">", "%3E", "[", "%5B", "]", "%5D", "|", "%7C", "*", "%2A", "`", "%60", `\`, "%5C").Replace(out)
	if len(out) > maxLink {
		return link{}, false
	}
	return link{url: out, host: strings.TrimPrefix(host, "www.")}, true
}
