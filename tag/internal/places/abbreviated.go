package places

import (
	"strings"

	"tocsin/tag/internal/gaz"
	"tocsin/text"
)

// abbreviates says whether a name that begins at token i and ends at last is a state's abbreviation here: behind a comma, "Yakima,
// Wash.", behind a party, "D-Calif.", or with its point before the word that it belongs to, "an S.C. trooper", "Mass. voters".
func (f *finder) abbreviates(i, last, name int) bool {
	if f.g.data.Refs(name)[0].Name() != gaz.Short || i == 0 {
		return false
	}
	if f.cased(i) && f.d.Tokens[i].Shape == text.Lower {
		return false // "on Thursday, al-Hayat"
	}
	return f.d.Tokens[i-1].Fold == "," || f.abbreviated(i, last)
}

// abbreviated says whether the tokens i to last are an abbreviation that needs no comma before it.
func (f *finder) abbreviated(i, last int) bool {
	t := f.d.Tokens
	if i >= 2 && t[i-1].Fold == "-" && !t[i].Space && (t[i-2].Fold == "d" || t[i-2].Fold == "r") {
		return t[i].Shape != text.Upper || strings.Contains(t[i].Fold, ".") // "D-CA" says who somebody is
	}
	n := last + 2
	if i != last || n >= len(t) || t[n-1].Fold != "." || t[n-1].Space || !t[n].Space || t[n].InTitle != t[i].InTitle || !f.cased(i) || t[i].Shape == text.Lower {
		return false
	}
	if strings.Contains(t[i].Fold, ".") {
		return t[n].Sentence == t[i].Sentence && !f.sentenceStart(i) // "N.B."
	}
	// A small letter behind a point says that no sentence ends there.
	return t[n].Kind == text.Word && t[n].Shape == text.Lower && (len(t[i].Fold) > 2 || twoLetters[t[i].Fold])
}

// twoLetters are the abbreviations of two letters that are written with a point.
var twoLetters = map[string]bool{"ga": true, "la": true, "md": true, "pa": true, "va": true, "vt": true, "ky": true}

// abbreviation lets a span mean the state that it abbreviates.
func (f *finder) abbreviation(s *span) {
	sn := &f.senses[s.sense]
	if sn.refs[0].Name() == gaz.Short && f.abbreviated(s.first, s.first) {
		s.certain = true
		sn.chosen, sn.fixed = 0, true
	}
}
