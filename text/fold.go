package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold returns a word as it is compared: lower case, compatibility forms made plain, without accents and apostrophes.
// Marks go where they are ornaments (Latin, Greek, Hebrew points, Arabic vowels) and stay where they make letters
// (Cyrillic й and ї, Devanagari vowels).
func Fold(w string) string {
	if plainLower(w) {
		return w
	}
	var b strings.Builder
	b.Grow(len(w))
	base := rune(0) // the letter that a following mark sits on
	for _, r := range norm.NFKD.String(w) {
		if unicode.Is(unicode.Mn, r) {
			if keepsMark(base) {
				b.WriteRune(r)
			}
			continue
		}
		if isFormat(r) || isApostrophe(r) || r == 'ـ' {
			continue
		}
		base = r
		if s, ok := letters[r]; ok {
			b.WriteString(s)
			continue
		}
		b.WriteRune(unicode.ToLower(r))
	}
	s := norm.NFC.String(b.String())
	return strings.ReplaceAll(s, "ё", "е")
}

func plainLower(w string) bool {
	for i := 0; i < len(w); i++ {
		if c := w[i]; c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' || c == '\'' || c == '`' {
			return false
		}
	}
	return true
}

func keepsMark(base rune) bool {
	return !unicode.In(base, unicode.Latin, unicode.Greek, unicode.Hebrew, unicode.Arabic)
}

// letters are those that decomposition leaves alone but that readers write plainly.
var letters = map[rune]string{
	'ß': "ss", 'ẞ': "ss", 'ø': "o", 'Ø': "o", 'ł': "l", 'Ł': "l", 'đ': "d", 'Đ': "d", 'ı': "i", 'æ': "ae", 'Æ': "ae",
	'œ': "oe", 'Œ': "oe", 'ð': "d", 'Ð': "d", 'þ': "th", 'Þ': "th", 'ħ': "h", 'Ħ': "h", 'ə': "a", 'Ə': "a", 'ς': "σ",
	'أ': "ا", 'إ': "ا", 'آ': "ا", 'ٱ': "ا", 'ى': "ي", 'ی': "ي", 'ې': "ي", 'ة': "ه", 'ۀ': "ه", 'ک': "ك", 'ؤ': "و", 'ئ': "ي",
}
