package tag

import (
	"sort"
	"strings"

	"tocsin/report"
	"tocsin/text"
)

// openActors finds organisations that no lexicon knows but that their name shows to be one (a Ministry, Council, Brigade)
// and the acronyms that the report itself defines: "Full Name (FN)".
func (r *reading) openActors() {
	r.index()
	var found []actorHit
	for s := range r.d.Sentences {
		found = r.openNames(&r.d.Sentences[s], found)
	}
	if len(found) > 0 {
		r.replace(found)
	}
	r.ships()
	r.defined()
	clear(r.actorAt)
	r.index()
	r.calledElse()
	r.offices()
	clear(r.actorAt)
}

// openNames appends the organisations of a sentence: runs of capitalised words with a head word among them.
func (r *reading) openNames(s *text.Sentence, found []actorHit) []actorHit {
	if s.Upper || s.NoCase {
		return found
	}
	heads := &r.t.actors.heads
	for i := s.First; i < s.End; i++ {
		if !r.capital(i) && !r.ordinal(i, s.End) {
			continue
		}
		end, last, caps := i, i, 0
		kind := report.ActorKind("")
		lower := 0
		for j := i; j < s.End; j++ {
			t := &r.d.Tokens[j]
			switch {
			case r.capital(j), j == i:
				lower = 0
				last = j
				caps++
				if h := heads.Find(r.d.Keys[j].Fold); h.kind != "" && (h.leads || j > i || s.End > j+1 && ofFor(r.d.Tokens[j+1].Fold)) {
					kind, end = h.kind, j
				} else if kind != "" {
					end = j
				}
			case lower == 0 && (t.Fold == "of" || t.Fold == "for" || t.Fold == "and" || t.Fold == "de" || t.Fold == "la") && kindBefore(kind, t.Fold):
				lower++
			case t.Fold == "the" && lower == 1:
			case kind != "" && t.Fold == "al" && j+1 < s.End && r.hyphen(j+1): // "Liwa Ahrar al-Furat"
			case t.Kind == text.Possessive && r.ownsPart(i, j): // "the European Union's Youth Forum"
				i, end, last, caps, kind, lower = j+1, j, j, 0, "", 0
			case t.Kind == text.Possessive, r.hyphen(j) && !t.Space: // a dash parts: "BOGOTA - Guerrillas"
			default:
				j = s.End
			}
		}
		if kind != "" && caps > 1 && end > i {
			first := i
			if first == s.First && r.value[first] > 0 {
				first++ // "Twenty Arakan Army fighters"
			} else if first == s.First && !s.InTitle && r.class[first] != 0 {
				for first < end && (r.class[first]&^(cMod|cLocative|cGroup|topical) != 0) {
					first++
				}
			}
			if first < end && !r.known(first, end) {
				found = append(found, actorHit{actor: r.define(r.raw(first, end), kind), first: first, last: end})
			}
		}
		i = last
	}
	return found
}

// kindBefore says whether a connecting word may stand here: "of" and "for" behind a head word, "and" anywhere before one.
func kindBefore(k report.ActorKind, w string) bool { return k != "" || w == "and" || w == "of" }

func ofFor(w string) bool { return w == "of" || w == "for" }

// ordinal says whether a number in a row begins the name of a unit at token i: "the 72nd Brigade".
func (r *reading) ordinal(i, end int) bool {
	return i+1 < end && isOrdinal(r.d.Tokens[i].Fold) && r.capital(i+1)
}

func isOrdinal(f string) bool {
	if len(f) < 3 || f[0] < '0' || f[0] > '9' {
		return false
	}
	switch f[len(f)-2:] {
	case "st", "nd", "rd", "th":
		return true
	}
	return false
}

// ownsPart says whether the words from token i to the possessive are a known actor of whom something else is a part. What is a
// state's has the state in its name.
func (r *reading) ownsPart(i, possessive int) bool {
	n := r.actorAt[possessive-1]
	if n == 0 {
		return false
	}
	h := &r.actors[n-1]
	a := r.actorInfo(h)
	return h.first <= i && h.last == possessive-1 && !a.generic && !a.state
}

func (r *reading) capital(i int) bool {
	t := &r.d.Tokens[i]
	return t.Kind == text.Word && t.Shape != text.Lower && t.Fold != "the" && t.Fold != "i"
}

// known says whether a named actor already covers most of the run.
func (r *reading) known(first, last int) bool {
	for j := first; j <= last; j++ {
		if n := r.actorAt[j]; n > 0 {
			h := &r.actors[n-1]
			if h.first <= first && h.last >= last {
				return true
			}
			if h.first == first && h.last == last-2 && r.is(h.last+1, cAnd) && r.actorAt[last] > 0 && !h.bare {
				return true // "Forces of Oman and Qatar"
			}
			if a := r.actorInfo(h); !a.generic && !a.state && h.last == last {
				return true
			}
		}
	}
	return false
}

// define returns the actor of a name that only this report knows.
func (r *reading) define(name string, kind report.ActorKind) int32 {
	id := slug(name)
	if n, ok := r.t.actors.byID[id]; ok {
		return n
	}
	for i := range r.open {
		if r.open[i].id == id {
			return int32(len(r.t.actors.all) + i)
		}
	}
	r.open = append(r.open, actor{id: id, name: strings.Join(strings.Fields(name), " "), kind: kind})
	return int32(len(r.t.actors.all) + len(r.open) - 1)
}

// replace puts the found hits in place of those that they overlap.
func (r *reading) replace(found []actorHit) {
	out := r.actors[:0:0]
	for _, h := range r.actors {
		k := sort.Search(len(found), func(i int) bool { return found[i].last >= h.first })
		if k < len(found) && found[k].first <= h.last {
			continue
		}
		out = append(out, h)
	}
	out = append(out, found...)
	sort.Slice(out, func(i, j int) bool { return out[i].first < out[j].first })
	r.actors = out
	clear(r.actorAt)
	r.index()
}
