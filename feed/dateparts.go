package feed

import (
	"unicode"
	"unicode/utf8"
)

// A datePart is a number, a word or a sign of a date. A used part has found its place.
type datePart struct {
	kind byte   // '9' for a number, 'a' for a word, else the sign itself
	n    int    // a number's value
	text string // as written; a number's digits
	used bool

	spaced bool // white space stands before it
}

// maxParts bounds the parts of a date.
const maxParts = 40

// split cuts text into parts, leaving out white space; it fails when there are too many.
func (d *looseDate) split(text string) bool {
	spaced := false
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		start := i
		p := datePart{spaced: spaced}
		switch {
		case unicode.IsSpace(r):
			i += size
			spaced = true
			continue
		case isDigit(text[i]):
			for i < len(text) && isDigit(text[i]) {
				i++
			}
			p.kind, p.n = '9', number(text[start:i])
		case unicode.IsDigit(r): // of another script
			var digits []byte
			for i < len(text) {
				r, size := utf8.DecodeRuneInString(text[i:])
				if !unicode.IsDigit(r) {
					break
				}
				digits = append(digits, '0'+digitOf(r))
				i += size
			}
			p.kind, p.n, p.text = '9', number(string(digits)), string(digits)
		case unicode.IsLetter(r):
			for i < len(text) {
				r, size := utf8.DecodeRuneInString(text[i:])
				if !unicode.IsLetter(r) && !unicode.IsMark(r) {
					break
				}
				i += size
			}
			p.kind = 'a'
		default:
			i += size
			p.kind = text[start]
		}
		if p.text == "" {
			p.text = text[start:i]
		}
		if d.count == maxParts {
			return false
		}
		d.store[d.count] = p
		d.count++
		spaced = false
	}
	return true
}

// digitOf returns the value of a decimal digit of any script: they stand in tens from a zero.
func digitOf(r rune) byte {
	n := byte(0)
	for n < 9 && unicode.IsDigit(r-1) {
		r--
		n++
	}
	return n
}
