package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

func isFormat(r rune) bool { return unicode.Is(unicode.Cf, r) || r == 0xFEFF }

// zeroWidthSpace is where a long word may be broken; some texts have it within names.
const zeroWidthSpace = '\u200B'

// longestJoint bounds how much text a word is put together of, in bytes.
const longestJoint = 200

// trimFormat returns a segment without the invisible marks at its end, empty for one of such marks alone.
func trimFormat(w string) string {
	if w[len(w)-1] < utf8.RuneSelf {
		return w
	}
	return strings.TrimRightFunc(w, isFormat)
}

// joins says whether two stretches that a zero-width space parts are one word: letters of scripts that part words by blanks
// stand on both sides.
func joins(before, after string) bool {
	x, _ := utf8.DecodeLastRuneInString(before)
	y, _ := utf8.DecodeRuneInString(after)
	return unicode.In(x, unicode.Latin, unicode.Cyrillic, unicode.Greek, unicode.Arabic, unicode.Hebrew) &&
		unicode.In(y, unicode.Latin, unicode.Cyrillic, unicode.Greek, unicode.Arabic, unicode.Hebrew)
}

// gluedStop returns where a full stop ends a sentence whose successor a page wrote without a space ("ended.The"), 0 without one:
// small letters stand before it and a capital with a small letter behind it.
func gluedStop(w string) int {
	stop := strings.IndexByte(w, '.')
	if stop < 3 {
		return 0
	}
	before, _ := utf8.DecodeLastRuneInString(w[:stop])
	first, n := utf8.DecodeRuneInString(w[stop+1:])
	second, _ := utf8.DecodeRuneInString(w[stop+1+n:])
	if unicode.IsLower(before) && unicode.IsUpper(first) && unicode.IsLower(second) {
		return stop
	}
	return 0
}

func isApostrophe(r rune) bool {
	switch r {
	case '\'', '’', '‘', 'ʼ', 'ʻ', 'ʿ', 'ʾ', '`', '´', 'ʹ', '＇':
		return true
	}
	return false
}

// kindOf tells a segment's kind by its first letter or digit.
func kindOf(w string) Kind {
	number := false
	for _, r := range w {
		if unicode.IsLetter(r) {
			return Word
		}
		number = number || unicode.IsDigit(r)
	}
	if number {
		return Number
	}
	if r, _ := utf8.DecodeRuneInString(w); unicode.IsMark(r) || unicode.IsNumber(r) {
		return Word
	}
	return Punct
}

// elision returns where the word proper begins behind an elided French or Italian article or pronoun, 0 without one.
func elision(w string) int {
	for i, r := range w {
		if !isApostrophe(r) {
			continue
		}
		switch strings.ToLower(w[:i]) {
		case "l", "d", "qu", "j", "n", "s", "c", "m", "dell", "all", "nell", "dall", "sull":
			end := i + utf8.RuneLen(r)
			if end < len(w) && utf8.RuneCountInString(w[end:]) > 2 {
				return end
			}
		}
		return 0
	}
	return 0
}

// possessive returns where a possessive ending begins, 0 without one; in Turkish also any ending that an apostrophe parts from a
// name: Ankara'da.
func possessive(w, lang string) int {
	if lang == "tr" || lang == "az" {
		if i := strings.IndexFunc(w, isApostrophe); i > 0 && len(w)-i <= 8 {
			return i
		}
	}
	last, n := utf8.DecodeLastRuneInString(w)
	if isApostrophe(last) && len(w) > n {
		return len(w) - n
	}
	if last != 's' && last != 'S' {
		return 0
	}
	r, m := utf8.DecodeLastRuneInString(w[:len(w)-n])
	if isApostrophe(r) && len(w) > n+m {
		return len(w) - n - m
	}
	return 0
}

// digits folds the digits of every script to 0-9 and keeps the separators.
func digits(w string) string {
	ascii := true
	for i := 0; i < len(w); i++ {
		ascii = ascii && w[i] < utf8.RuneSelf
	}
	if ascii {
		return w
	}
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsDigit(r) && r > '9':
			// The digits of a script stand in a row of ten that begins with its zero.
			z := r
			for unicode.IsDigit(z-1) && r-z < 9 {
				z--
			}
			return '0' + (r - z)
		case r == '٫':
			return '.'
		case r == '٬':
			return ','
		}
		return r
	}, w)
}

func shape(w string) (s Shape, caseless bool) {
	upper, lower, letters := 0, 0, 0
	first := false
	for _, r := range w {
		if !unicode.IsLetter(r) {
			continue
		}
		letters++
		switch {
		case unicode.IsUpper(r) || unicode.IsTitle(r):
			if letters == 1 {
				first = true
			}
			upper++
		case unicode.IsLower(r):
			lower++
		}
	}
	switch {
	case upper+lower == 0:
		return Lower, true
	case upper == 0:
		return Lower, false
	case lower == 0 && upper > 1:
		return Upper, false
	case first && upper == 1:
		return Initial, false
	}
	return Mixed, false
}
