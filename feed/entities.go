package feed

import (
	"html"
	"strings"
	"unicode/utf8"
)

// Bounds on what a document may declare and have expanded, so that no document grows by its own entities.
const (
	maxExpansion   = 64 << 10 // bytes given by declared entities, a document
	maxEntityValue = 1000     // bytes
	maxEntities    = 500
	maxReference   = 40 // bytes between "&" and ";"
)

// resolve replaces the references in character data: those of XML and HTML, and those that the document declares.
// What is no reference, such as a stray "&", stays as it is. It returns its argument when there is nothing to do.
func (s *scanner) resolve(text string) string {
	i := strings.IndexByte(text, '&')
	if i < 0 {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	for i >= 0 {
		b.WriteString(text[:i])
		text = text[i:]
		r, named, n := reference(text)
		if n == 0 {
			named, n = s.declared(text)
		}
		switch {
		case n == 0:
			b.WriteByte('&')
			n = 1
		case named != "":
			b.WriteString(named)
		case r != 0:
			b.WriteRune(r)
		}
		text = text[n:]
		i = strings.IndexByte(text, '&')
	}
	b.WriteString(text)
	return b.String()
}

// reference reads the numeric or named reference that text, which begins with "&", begins with. It returns the
// character or, for names of HTML, the characters that it stands for and its length, which is 0 when it is none. Names
// need their semicolon: "&copy=1" in an address is no sign.
func reference(text string) (r rune, named string, n int) {
	end := strings.IndexByte(text[:min(len(text), maxReference)], ';')
	if end < 2 {
		return 0, "", 0
	}
	name := text[1:end]
	switch name {
	case "amp":
		return '&', "", end + 1
	case "lt":
		return '<', "", end + 1
	case "gt":
		return '>', "", end + 1
	case "quot":
		return '"', "", end + 1
	case "apos":
		return '\'', "", end + 1
	}
	if name[0] == '#' {
		if r, ok := numericReference(name[1:]); ok {
			return r, "", end + 1
		}
		return 0, "", 0
	}
	for i := range len(name) {
		if !isNameByte(name[i]) {
			return 0, "", 0
		}
	}
	if named = html.UnescapeString(text[:end+1]); named[0] != '&' {
		return 0, named, end + 1
	}
	return 0, "", 0
}

// numericReference reads the digits of &#...;. Numbers that name no character of text give the replacement character;
// 128 to 159 are what Windows-1252 has there, as in HTML.
func numericReference(digits string) (rune, bool) {
	base := rune(10)
	if digits != "" && (digits[0] == 'x' || digits[0] == 'X') {
		base, digits = 16, digits[1:]
	}
	if digits == "" {
		return 0, false
	}
	var r rune
	for i := range len(digits) {
		d := digitValue(digits[i])
		if d >= base {
			return 0, false
		}
		if r = r*base + d; r > utf8.MaxRune {
			r = utf8.MaxRune + 1 // stays too large, cannot overflow
		}
	}
	switch {
	case r >= 0x80 && r < 0xA0:
		return windows1252[r-0x80], true
	case r > utf8.MaxRune, r >= 0xD800 && r < 0xE000, r < ' ' && r != '\t' && r != '\n' && r != '\r':
		return utf8.RuneError, true
	}
	return r, true
}

func digitValue(c byte) rune {
	switch {
	case c >= '0' && c <= '9':
		return rune(c - '0')
	case c >= 'a' && c <= 'f':
		return rune(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return rune(c-'A') + 10
	}
	return 99
}

// declared resolves an entity of the document type, as long as the document has expansion left.
func (s *scanner) declared(text string) (string, int) {
	if len(s.entities) == 0 {
		return "", 0
	}
	end := strings.IndexByte(text[:min(len(text), maxReference)], ';')
	if end < 2 {
		return "", 0
	}
	value, ok := s.entities[text[1:end]]
	if !ok || len(value) > s.expansion {
		return "", 0
	}
	s.expansion -= len(value)
	return value, end + 1
}

// doctype reads a document type declaration and returns its length. Of its internal subset only general entities whose
// value is short and refers to no other entity are kept: they cannot multiply, and nothing external is ever fetched.
func (s *scanner) doctype(rest string) int {
	subset := strings.IndexAny(rest, "[>")
	if subset < 0 {
		s.cut = true
		return len(rest)
	}
	if rest[subset] == '>' {
		return subset + 1
	}
	i := subset + 1
	for i < len(rest) {
		switch {
		case rest[i] == ']':
			return min(nextByte(rest, '>', i)+1, len(rest))
		case strings.HasPrefix(rest[i:], "<!--"):
			end := strings.Index(rest[i:], "-->")
			if end < 0 {
				return len(rest)
			}
			i += end + 3
		case strings.HasPrefix(rest[i:], "<!ENTITY"):
			end := tagEnd(rest[i:], len("<!ENTITY"))
			if end < 0 {
				return len(rest)
			}
			s.declare(rest[i+len("<!ENTITY") : i+end])
			i += max(end, 1)
		default:
			i++
		}
	}
	return len(rest)
}

// declare remembers the entity of a declaration such as ` name "value"`.
func (s *scanner) declare(decl string) {
	decl = strings.TrimSpace(decl)
	i := strings.IndexAny(decl, " \t\r\n")
	if i < 0 {
		return
	}
	name, value := decl[:i], strings.TrimSpace(decl[i:])
	if len(value) < 2 || len(value) > maxEntityValue || len(s.entities) >= maxEntities {
		return
	}
	quote := value[0]
	if quote != '"' && quote != '\'' || value[len(value)-1] != quote {
		return
	}
	value = (&scanner{}).resolve(value[1 : len(value)-1])
	if strings.ContainsAny(value, "&<%") {
		return
	}
	if s.entities == nil {
		s.entities = map[string]string{}
	}
	s.entities[name] = value
}

// windows1252 is what the bytes 0x80 to 0x9F mean in Windows-1252 (WHATWG Encoding Standard).
var windows1252 = [32]rune{
	'€', 0x81, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0x8D, 'Ž', 0x8F,
	0x90, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0x9D, 'ž', 'Ÿ',
}
