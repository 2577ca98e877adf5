package report

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// plain returns s in lower case with single spaces between words.
func plain(s string) string { return strings.Join(strings.FieldsFunc(strings.ToLower(s), isGap), " ") }

// isGap says whether r stands between words: white space, and what is as invisible.
func isGap(r rune) bool { return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' }

// FNV-1a of 64 bits.
const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

func hash(kind byte, s string) Key {
	h := (fnvOffset ^ uint64(kind)) * fnvPrime
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * fnvPrime
	}
	return Key(h)
}

// hashWords returns the hash of what plain makes of s, and the number of its words, without making it.
func hashWords(kind byte, s string) (Key, int) {
	h, words, gap := (fnvOffset^uint64(kind))*fnvPrime, 0, true
	var buf [utf8.UTFMax]byte
	for _, r := range s {
		if r < utf8.RuneSelf && r > ' ' {
			if 'A' <= r && r <= 'Z' {
				r |= 0x20
			}
		} else if isGap(r) {
			gap = true
			continue
		} else {
			r = unicode.ToLower(r)
		}
		if gap {
			if words > 0 {
				h = (h ^ ' ') * fnvPrime
			}
			gap = false
			words++
		}
		for _, c := range buf[:utf8.EncodeRune(buf[:], r)] {
			h = (h ^ uint64(c)) * fnvPrime
		}
	}
	return Key(h), words
}
