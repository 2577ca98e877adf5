package tag

import (
	"fmt"
	"strings"

	"tocsin/tag/internal/words"
	"tocsin/text"
)

// A vocab gives words numbers, so that patterns compare numbers. Inflected forms of a word share its number (attack,
// attacks, attacked); words derived from it do not (attacker), although they share its stem.
type vocab struct {
	lang  string
	stems words.Table[stem]
	exact map[string]int32 // words that patterns write in quotes
	n     int32
	sets  int              // how many sets of patterns there are, at most 8
	heads []uint8          // word -> the sets in which a pattern begins with it, a bit each
	needs []need           // words of which patterns need one; none at 0
	known map[string]int32 // need -> its number
}

// A need is the words of which a pattern needs one.
type need struct {
	signature signature
	words     []int32
}

// need numbers words of which patterns need one; it is 0 for none.
func (v *vocab) need(words []int32) int32 {
	if len(words) == 0 {
		return 0
	}
	key := fmt.Sprint(words)
	if v.known[key] == 0 {
		v.known[key] = int32(len(v.needs))
		n := need{words: words}
		for _, w := range words {
			n.signature.add(w)
		}
		v.needs = append(v.needs, n)
	}
	return v.known[key]
}

// begin marks a word as one that patterns of a set begin with.
func (v *vocab) begin(word int32, set uint8) {
	for int(word) >= len(v.heads) {
		v.heads = append(v.heads, 0)
	}
	v.heads[word] |= set
}

// begins returns the sets in which a pattern begins with a word.
func (v *vocab) begins(word int32) uint8 {
	if int(word) < len(v.heads) {
		return v.heads[word]
	}
	return 0
}

// A stem is what is known of the words made of it.
type stem struct {
	forms  []form
	topics class // of all of them, in languages whose nouns have many forms
}

// A form is a word made of a stem.
type form struct {
	derived int // by which of the derivations, 0 for none
	id      int32
}

// derivations are the English endings that make another word of a stem.
var derivations = [...]string{"er", "or", "ist", "ive", "ion", "able", "ible", "ment", "ness", "ful", "less", "ity", "al",
	"ly", "ant", "ent", "ance", "ence", "ary", "ism", "ize", "ise", "izing", "ising", "ized", "ised", "ical", "ial", "ure", "ous", "ate", "ated", "ating"}

// endings are the derivations by their last letter, in their order.
var endings = func() (by [256][]int) {
	for i, e := range derivations {
		last := e[len(e)-1]
		by[last] = append(by[last], i)
	}
	return by
}()

func newVocab(lang string) *vocab {
	return &vocab{lang: lang, stems: words.New[stem](), exact: make(map[string]int32), needs: make([]need, 1), known: make(map[string]int32)}
}

// derived tells which ending made fold of its stem: 0 for none.
func (v *vocab) derived(fold, stem string) int {
	if v.lang != "en" || len(fold) <= len(stem) {
		return 0
	}
	w := strings.TrimSuffix(fold, "s")
	if joined(w, stem, "e") && !strings.HasSuffix(w, "ate") && !strings.HasSuffix(w, "ise") && !strings.HasSuffix(w, "ize") {
		return 0 // injure, arrive: the stem only lost its e
	}
	for _, i := range endings[w[len(w)-1]] {
		e := derivations[i]
		if strings.HasSuffix(w, e) && (!strings.HasSuffix(stem, e) || joined(w, stem, e)) {
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

// joined says whether a word is a stem and an ending.
func joined(w, stem, ending string) bool {
	return len(w) == len(stem)+len(ending) && strings.HasPrefix(w, stem) && strings.HasSuffix(w, ending)
}

// add returns the number of a word as patterns write it, giving it one if it has none.
func (v *vocab) add(word string) int32 {
	if q := strings.Trim(word, `"`); q != word {
		fold := text.Fold(q)
		if v.exact[fold] == 0 {
			v.n++
			v.exact[fold] = v.n
		}
		return v.exact[fold]
	}
	fold := text.Fold(word)
	root := text.Stem(v.lang, fold)
	by := v.derived(fold, root)
	s := v.stems.At(root)
	for _, f := range s.forms {
		if f.derived == by {
			return f.id
		}
	}
	v.n++
	s.forms = append(s.forms, form{by, v.n})
	return v.n
}

// of returns the number of a token, the forms of whose stem are given, 0 for a word that no pattern has so.
func (v *vocab) of(t *text.Token, forms []form) int32 {
	if forms != nil {
		by := 0
		if t.Fold != t.Stem {
			by = v.derived(t.Fold, t.Stem)
		}
		for _, f := range forms {
			if f.derived == by {
				return f.id
			}
		}
	}
	if v.lang == "ar" && len(t.Fold) > 6 {
		return v.withoutParticle(t.Fold)
	}
	return 0
}

// withoutParticle returns the number of an Arabic word that a conjunction or preposition is written onto.
func (v *vocab) withoutParticle(fold string) int32 {
	for _, p := range [...]string{"و", "ف", "ب", "ل", "ك"} {
		if w, ok := strings.CutPrefix(fold, p); ok {
			for _, f := range v.stems.Find(text.Hash(text.Stem(v.lang, w))).forms {
				if f.derived == 0 {
					return f.id
				}
			}
			return 0
		}
	}
	return 0
}
