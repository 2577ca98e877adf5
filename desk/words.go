package desk

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// And joins words for people: "a", "a and b", "a, b and c".
func And(words []string) string {
	switch n := len(words); n {
	case 0:
		return ""
	case 1:
		return words[0]
	default:
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
}

// clip cuts s to at most n code points, with an ellipsis where something is left out.
func clip(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	end := 0
	for i := range s {
		if n--; n == 0 {
			end = i
			break
		}
	}
	return strings.TrimRight(s[:end], " ,;") + "…"
}

// sentence makes a sentence of a message that begins in lower case and has no full stop.
func sentence(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	s = string(unicode.ToUpper(r)) + s[n:]
	if last, _ := utf8.DecodeLastRuneInString(s); !unicode.IsPunct(last) || last == ')' || last == '"' || last == '”' {
		s += "."
	}
	return s
}
