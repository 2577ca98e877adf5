package rules

import (
	"strings"
	"unicode"
)

// A scanner walks over a rule. Positions count code points. What phones and other keyboards make of quotation marks,
// commas and comparison signs is read as the plain sign.
type scanner struct {
	src  string
	text []rune // as written
	r    []rune // with plain signs; as long as text
	pos  int
}

var plainSigns = map[rune]rune{
	'“': '"', '”': '"', '„': '"', '‟': '"', '«': '"', '»': '"', '＂': '"', '，': ',', '、': ',', '،': ',', '：': ':',
	'（': '(', '）': ')', '－': '-', '＊': '*', '＝': '=', '＞': '>', '＜': '<',
}

func newScanner(src string) *scanner {
	s := &scanner{src: src, text: []rune(src)}
	s.r = make([]rune, len(s.text))
	for i, r := range s.text {
		if p, ok := plainSigns[r]; ok {
			r = p
		} else if unicode.IsSpace(r) || unicode.IsControl(r) {
			r = ' '
		}
		s.r[i] = r
	}
	return s
}

// peek returns the sign at offset n from here, 0 behind the end.
func (s *scanner) peek(n int) rune {
	if s.pos+n >= len(s.r) {
		return 0
	}
	return s.r[s.pos+n]
}

func (s *scanner) spaces() {
	for s.peek(0) == ' ' {
		s.pos++
	}
}

func (s *scanner) slice(start, end int) string { return string(s.text[start:end]) }

// name returns the letters that stand here, without moving.
func (s *scanner) name() string {
	n := 0
	for unicode.IsLetter(s.peek(n)) || n > 0 && s.peek(n) == '_' {
		n++
	}
	return s.slice(s.pos, s.pos+n)
}

// word returns the word that stands here and moves behind it. A comma ends it unless digits stand on both sides and
// inList is false.
func (s *scanner) word(inList bool) string {
	start := s.pos
	for s.pos < len(s.r) {
		switch s.r[s.pos] {
		case ' ', '(', ')', '"':
			return s.slice(start, s.pos)
		case ',':
			if inList || s.pos == start || !unicode.IsDigit(s.r[s.pos-1]) || !unicode.IsDigit(s.peek(1)) {
				return s.slice(start, s.pos)
			}
		}
		s.pos++
	}
	return s.slice(start, s.pos)
}

// quoted returns what stands between this quotation mark and the next and moves behind it; ok is false without a next.
func (s *scanner) quoted() (inner string, ok bool) {
	start := s.pos + 1
	for i := start; i < len(s.r); i++ {
		if s.r[i] == '"' {
			s.pos = i + 1
			return strings.Join(strings.Fields(s.slice(start, i)), " "), true
		}
	}
	return "", false
}

// keyword says whether w stands here as a word of its own, and moves behind it if so.
func (s *scanner) keyword(w string) bool {
	for i, r := range w {
		if s.peek(i) != r {
			return false
		}
	}
	switch s.peek(len(w)) {
	case 0, ' ', '(', ')', '"', '=':
		s.pos += len(w)
		return true
	}
	return false
}

// operator returns the comparison that stands here and how many signs it takes.
func (s *scanner) operator() (c cmp, n int) {
	switch s.peek(0) {
	case '≥':
		return cmpAtLeast, 1
	case '≤':
		return cmpAtMost, 1
	case '>', '<':
		over, least := cmpOver, cmpAtLeast
		if s.peek(0) == '<' {
			over, least = cmpUnder, cmpAtMost
		}
		if s.peek(1) == '=' {
			return least, 2
		}
		return over, 1
	case '=':
		if s.peek(1) == '=' {
			return cmpIs, 2
		}
		return cmpIs, 1
	}
	return cmpNone, 0
}
