package places

import (
	"strings"

	"tocsin/tag/internal/gaz"
	"tocsin/text"
)

// titled says whether a word stands behind a person's title, and so is a name.
func (f *finder) titled(i int) bool {
	p := f.wordBefore(i)
	return p >= 0 && f.is(p, title) && f.capitalised(i)
}

// stranger says whether a word of a text in capitals is neither an everyday word nor a form of one nor a place, and so likely
// a person's name.
func (f *finder) stranger(i int) bool {
	w := f.d.Tokens[i].Fold
	n, _ := f.g.data.Lookup(gaz.NewHash().Add(w))
	return n < 0 && len(w) > 3 && f.classes[i] == 0 && !strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ed") && !strings.HasSuffix(w, "ing")
}

// nameLike says whether a token looks like part of a name: capitalised, or where capitals say nothing a word that is not
// an everyday one.
func (f *finder) nameLike(i int) bool {
	t := &f.d.Tokens[i]
	if f.cased(i) && !f.headline(i) {
		return f.capitalised(i)
	}
	if t.Kind != text.Word || t.Caseless || len(t.Fold) < 3 || f.is(i, function|speech) {
		return false
	}
	flags := f.flags(i)
	return flags&gaz.GivenName != 0 || flags&gaz.CommonWord == 0
}

// bracketed says whether a span stands alone in square brackets.
func (f *finder) bracketed(s *span) bool {
	t := f.d.Tokens
	return s.first > 0 && s.last+1 < len(t) && t[s.first-1].Fold == "[" && t[s.last+1].Fold == "]"
}

// particle are small words inside names of persons.
var particle = map[string]bool{"de": true, "da": true, "di": true, "del": true, "du": true, "van": true, "von": true, "bin": true, "ibn": true,
	"ben": true, "al": true, "el": true}

// aged says whether an age follows a name: "Florence, 34," and "Florence is 34".
func (f *finder) aged(last int) bool {
	t := f.d.Tokens
	return last+2 < len(t) && t[last+2].Kind == text.Number && t[last+2].Sentence == t[last].Sentence &&
		(t[last+1].Fold == "," || t[last+1].Fold == "is" || t[last+1].Fold == "was")
}
