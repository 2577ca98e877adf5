package tag

import (
	"strings"

	"tocsin/text"
)

// A vocab gives words numbers, so that patterns compare numbers. Inflected forms of a word share its number (attack,
// attacks, attacked); words derived from it do not (attacker), although they share its stem.
type vocab struct {
	lang  string
	stems [len(derivations) + 1]map[string]int32 // by how the word is derived from the stem
	exact map[string]int32                       // words that patterns write in quotes
	n     int32
}

// derivations are the English endings that make another word of a stem.
var derivations = [...]string{"er", "or", "ist", "ive", "ion", "able", "ible", "ment", "ness", "ful", "less", "ity", "al",
	"ly", "ant", "ent", "ance", "ence", "ary", "ism", "ize", "ise", "izing", "ising", "ized", "ised", "ical", "ial", "ure", "ous", "ate", "ated", "ating"}

func newVocab(lang string) *vocab {
	v := &vocab{lang: lang, exact: make(map[string]int32)}
	for i := range v.stems {
		v.stems[i] = make(map[string]int32)
	}
	return v
}

// derived tells which ending made fold of its stem: 0 for none.
func (v *vocab) derived(fold, stem string) int {
	if v.lang != "en" || len(fold) <= len(stem) {
		return 0
	}
	w := strings.TrimSuffix(fold, "s")
	if w == stem+"e" && !strings.HasSuffix(w, "ate") && !strings.HasSuffix(w, "ise") && !strings.HasSuffix(w, "ize") {
		return 0 // injure, arrive: the stem only lost its e
	}
	for i, e := range derivations {
		if strings.HasSuffix(w, e) && (!strings.HasSuffix(stem, e) || w == stem+e) {
			switch e {
			case "ise", "izing", "ising", "ized", "ised":
				return 1 + 20 // all are forms of -ize
			case "ated", "ating":
				return len(derivations) - 2 // forms of -ate
			}
			return 1 + i
		}
	}
	return 0
}

// add returns the number of a word as patterns write it, giving it one if it has none.
func (v *vocab) add(word string) int32 {
	if q := strings.Trim(word, `"`); q != word {
		return v.put(v.exact, text.Fold(q))
	}
	fold := text.Fold(word)
	stem := text.Stem(v.lang, fold)
	return v.put(v.stems[v.derived(fold, stem)], stem)
}

func (v *vocab) put(m map[string]int32, key string) int32 {
	if id, ok := m[key]; ok {
		return id
	}
	v.n++
	m[key] = v.n
	return v.n
}

// of returns the numbers of a token: by its stem, and as it is written; 0 for a word that no pattern has.
func (v *vocab) of(t *text.Token) (stem, exact int32) {
	stem = v.stems[v.derived(t.Fold, t.Stem)][t.Stem]
	if len(v.exact) > 0 {
		exact = v.exact[t.Fold]
	}
	if stem == 0 && v.lang == "ar" && len(t.Fold) > 6 {
		stem = v.withoutParticle(t.Fold)
	}
	return stem, exact
}

// withoutParticle returns the number of an Arabic word that a conjunction or preposition is written onto.
func (v *vocab) withoutParticle(fold string) int32 {
	for _, p := range [...]string{"و", "ف", "ب", "ل", "ك"} {
		if w, ok := strings.CutPrefix(fold, p); ok {
			return v.stems[0][text.Stem(v.lang, w)]
		}
	}
	return 0
}
