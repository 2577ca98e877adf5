package tag

import (
	"strings"
	"unicode"

	"tocsin/text"
)

// ambiguous are acronyms that are words when a text has no capitals or nothing but capitals.
var ambiguous = map[string]bool{"is": true, "us": true, "who": true, "it": true, "let": true, "raw": true, "car": true, "au": true, "ap": true,
	"un": false, "ec": true, "cis": true, "aa": true, "ji": true, "sis": true, "eta": true, "pdf": true, "mend": true, "tip": true, "tak": true,
	"saf": true, "aid": true, "sco": true, "plan": true, "who's": true, "eu": true, "ue": true, "mir": true, "up": true, "arena": true, "afa": true, "rss": false, "isi": false}

// capitals says whether a name is written as it must be, where capitals say anything.
func (r *reading) capitals(al *alias, first, last int) bool {
	s := r.sentence(first)
	t := &r.d.Tokens[first]
	if t.Caseless || al.lower {
		return true
	}
	short := al.words == 1 && (al.exact != "" || al.acronym)
	if s.Upper || s.NoCase {
		return !short || !ambiguous[t.Fold] || s.Upper && ambiguous[t.Fold] && len(t.Fold) > 3
	}
	if al.exact != "" {
		return strings.EqualFold(al.exact, "us") && r.raw(first, last) == "US" || r.raw(first, last) == al.exact
	}
	if al.acronym {
		return t.Shape == text.Upper || t.Shape == text.Mixed || len(t.Fold) == 1 || hasDigit(t.Fold)
	}
	if r, _ := firstRune(t.Fold); !unicode.Is(unicode.Latin, r) {
		return true
	}
	if al.words == 1 {
		return t.Shape != text.Lower
	}
	for i := first; i <= last; i++ {
		if r.d.Tokens[i].Kind == text.Word && r.d.Tokens[i].Shape != text.Lower {
			return true
		}
	}
	return al.words > 2
}

func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }

func firstRune(s string) (rune, bool) {
	for _, r := range s {
		return r, true
	}
	return 0, false
}

// adjective says whether the adjective at these tokens is written as one.
func (r *reading) adjective(first, last int) bool {
	t := &r.d.Tokens[first]
	s := r.sentence(first)
	if t.Fold == "us" {
		return !s.NoCase && !s.Upper && t.Shape == text.Upper
	}
	return t.Shape != text.Lower || s.NoCase || t.Caseless
}
