package tag

import (
	"fmt"
	"strings"

	"tocsin/text"
)

// In other languages than English a state's forces are composed of a word of data/events/forces.CODE.txt and a place or people that
// the gazetteer knows in that language: "soldats maliens", "армия Мали", "российские войска".

// A forceNoun is what a word for forces in another language than English stands for.
type forceNoun struct {
	suffix string // of forces.txt, or the id of an actor that is always meant
	alone  bool   // it may stand without a country: "l'armée"
}

// mostForceWords is how many words a noun of forces.CODE.txt has at most.
const mostForceWords = 3

// forceLine reads "suffix | noun; *noun", or "id | noun" for an actor that is always meant, of a file of forces in another language than English.
func (l *language) forceLine(s string) error {
	c, err := columns(s, 2)
	if err != nil {
		return err
	}
	for _, w := range list(c[1]) {
		noun, alone := strings.CutPrefix(w, "*")
		words := strings.Fields(text.Fold(noun))
		if len(words) > mostForceWords {
			return fmt.Errorf("more than %d words: %q", mostForceWords, noun)
		}
		for i := range words {
			words[i] = text.Stem(l.code, words[i])
		}
		stems := strings.Join(words, " ")
		l.forces[stems] = forceNoun{c[0], alone || l.forces[stems].alone}
	}
	return nil
}

// forceAbroad returns a state's force that is named from token i on in another language than English. Place is the first that does not
// end before i.
func (r *reading) forceAbroad(i, place int) (actorHit, bool) {
	l := r.t.actors
	if len(r.lang.forces) == 0 {
		return actorHit{}, false
	}
	if place < len(r.places.Hits) {
		if p := &r.places.Hits[place]; p.First == i && p.People { // "российские войска"
			if noun, last := r.forceNoun(p.Last + 1); last > 0 && r.sentence(last) == r.sentence(i) {
				return r.forceIn(noun, place, i, last)
			}
			return actorHit{}, false
		}
	}
	noun, last := r.forceNoun(i)
	if last < 0 {
		return actorHit{}, false
	}
	j := last + 1
	for j < last+3 && r.is(j, cOf|cDet) {
		j++
	}
	for k := place; k < len(r.places.Hits) && r.places.Hits[k].First <= j; k++ {
		if p := &r.places.Hits[k]; p.First == j && r.sentence(i) == r.sentence(j) {
			return r.forceIn(noun, k, i, p.Last)
		}
	}
	n := l.forceNumber(noun.suffix)
	if n < 0 {
		return actorHit{actor: l.byID[noun.suffix], first: i, last: last, weight: 2}, true
	}
	return actorHit{actor: n, first: i, last: last, weight: 2, bare: true}, noun.alone
}

// forceIn returns the force of the country of a place.
func (r *reading) forceIn(noun forceNoun, place, first, last int) (actorHit, bool) {
	l := r.t.actors
	n := l.forceNumber(noun.suffix)
	if n < 0 {
		return actorHit{actor: l.byID[noun.suffix], first: first, last: last, weight: 2}, true // "hommes armés maliens"
	}
	st, known := l.states[r.places.Country(place)]
	if !known {
		return actorHit{}, false
	}
	return actorHit{actor: l.forceOf(st, n), first: first, last: last, weight: 4}, true
}

// forceNoun returns the noun of forces that begins at token i and its last token, -1 without one. Words that join do not count.
func (r *reading) forceNoun(i int) (forceNoun, int) {
	if i >= len(r.d.Tokens) {
		return forceNoun{}, -1
	}
	found, last := forceNoun{}, -1
	s, words := r.sentence(i), ""
	for j, n := i, 0; j < s.End && n < mostForceWords; j++ {
		switch t := &r.d.Tokens[j]; {
		case t.Kind != text.Word:
			return found, last
		case j > i && r.is(j, cOf|cDet|cAnd):
			continue
		case j > i:
			words += " " + t.Stem
		default:
			words = t.Stem
		}
		n++
		if f, ok := r.lang.forces[words]; ok {
			found, last = f, j
		}
	}
	return found, last
}

// forceNumber returns the row of forces.txt with a suffix, -1 without one.
func (l *actors) forceNumber(suffix string) int32 {
	for i := range l.forces {
		if l.forces[i].suffix == suffix {
			return int32(i)
		}
	}
	return -1
}
