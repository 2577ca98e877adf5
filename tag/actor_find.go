package tag

import (
	"slices"
	"strings"
	"tocsin/report"
)

// An actorHit is an actor named at tokens first to last.
type actorHit struct {
	actor       int32 // index in the lexicon, or len(lexicon)+index in reading.open
	first, last int
	weight      int  // words of the name; longer ones win
	adj         bool // only an adjective or a demonym: names no actor itself, gives others their country
	place       bool // a country where something is, rather than one that acts
	bare        bool // composed without a country
	own         bool // "its forces": bare, of the one that the pronoun stands for
	members     bool // "its members": own, of whoever it is
	plural      bool
}

// properNames returns the names of several words that the lexicon of actors knows whatever the report speaks of, first and last
// tokens in the order of the text. Those of states, their forces and organisations are none: they are called after where they
// are at work, "Puntland forces", "the Gaza health ministry". Homes are the countries where those who are named fight.
func (r *reading) properNames() (names [][2]int, homes []string) {
	l := r.t.actors
	for i := 0; i < len(r.d.Tokens); i++ {
		if r.nameIDs[i] == 0 {
			continue
		}
		end, known := i, len(homes)
		r.walk(&l.names, i, func(last, _ int, values []int32) {
			homes = homes[:known]
			for _, v := range values {
				al := &l.alias[v]
				a := &l.all[al.actor]
				proper := last > i && !official(a.kind) && a.kind != report.Police && a.kind != report.Organisation
				if !proper && a.home == "" || !r.capitals(al, i, last) {
					continue
				}
				if proper {
					end = last
				}
				if a.home != "" && al.where == nil && !slices.Contains(homes, a.home) { // others are known only in a report that names a country
					homes = append(homes, a.home)
				}
			}
		})
		if end > i {
			names = append(names, [2]int{i, end})
			i = end
		}
	}
	return names, homes
}

// findActors fills r.actors in the order of the text.
func (r *reading) findActors() {
	ahead := 0 // the first place that does not end before token i
	for i := 0; i < len(r.d.Tokens); {
		for ahead < len(r.places.Hits) && r.places.Hits[ahead].Last < i {
			ahead++
		}
		if len(r.lang.forces) == 0 && !r.mayName(i) && (ahead == len(r.places.Hits) || r.places.Hits[ahead].First > i) {
			i++
			continue
		}
		h, ok := r.actorFrom(i)
		if !ok {
			h, ok = r.seat(i, ahead)
		}
		if !ok {
			h, ok = r.forceAbroad(i, ahead)
		}
		if !ok {
			i++
			continue
		}
		if r.street(&h) || r.partOfPlace(&h, ahead) || r.takenSo(&h) {
			i = h.last + 1
			continue
		}
		if f, ok := r.commanded(&h); ok {
			h.place = true // his forces act, not he
			r.actors = append(r.actors, h)
			h = f
		}
		r.withPeople(&h)
		r.actors = append(r.actors, h)
		i = h.last + 1
	}
	r.distribute()
	r.appose()
	r.dominant()
	r.settle()
	r.openActors()
	r.actors = slices.DeleteFunc(r.actors, func(h actorHit) bool { // a title may be cut within a name
		return r.d.Tokens[h.first].InTitle != r.d.Tokens[h.last].InTitle
	})
	r.index()
}

// mayName says whether an actor may be named from token i on.
func (r *reading) mayName(i int) bool {
	l, id := r.t.actors, r.nameIDs[i]
	return r.traits[i]&tOwn != 0 || id != 0 && l.names.begin(id)|l.adj.begin(id)|l.nouns.begin(id)|l.people.begin(id) != 0
}

// actorFrom returns the actor that is named from token i on.
func (r *reading) actorFrom(i int) (actorHit, bool) {
	if !r.mayName(i) {
		return actorHit{}, false
	}
	l := r.t.actors
	best, ok := actorHit{}, false
	take := func(h actorHit) {
		if !ok || h.weight > best.weight || h.weight == best.weight && h.last > best.last {
			best, ok = h, true
		}
	}
	r.walk(&l.names, i, func(last, words int, values []int32) {
		if a, found := r.pick(values, i, last); found {
			h := actorHit{actor: a, first: i, last: last, weight: 4 * words}
			take(h)
		}
	})
	r.walk(&l.adj, i, func(last, words int, values []int32) {
		if !r.adjective(i, last) {
			return
		}
		take(actorHit{actor: values[0], first: i, last: last, weight: 4*words - 1, adj: true, plural: strings.HasSuffix(r.d.Tokens[last].Fold, "s")})
	})
	if ok && l.all[best.actor].state {
		if h, composed := r.compose(best); composed {
			return h, true
		}
		if r.sided(i) {
			best.adj, best.plural = true, false // "a pro-Iran group" names no Iran that acts
		}
		if !best.adj {
			best.place = r.isPlace(best) || r.behind(best.last)
		}
		return best, true
	}
	if r.traits[i]&tOwn != 0 && r.possessed(i) {
		return actorHit{first: i, last: i, weight: 2, bare: true, own: true, members: true}, true
	}
	r.walk(&l.nouns, i, func(last, words int, values []int32) {
		if h, composed := r.composeOf(values[0], i, last); composed {
			take(h)
			return
		}
		if own := r.possessed(i); own || l.alone[r.folds(i, last)] {
			take(actorHit{actor: values[0], first: i, last: last, weight: 4*words - 2, bare: true, own: own})
		}
	})
	r.walk(&l.people, i, func(last, words int, values []int32) {
		take(actorHit{actor: values[0], first: i, last: last, weight: 4*words - 2})
	})
	return best, ok
}

// index maps tokens to the hits on them. What stands within a proper name has no part in the sentence: the "State" of
// Islamic State says nothing.
func (r *reading) index() {
	for i := range r.actors {
		h := &r.actors[i]
		named := h.last > h.first && !r.actorInfo(h).generic
		for j := h.first; j <= h.last; j++ {
			r.actorAt[j] = int32(i + 1)
			if named {
				r.class[j] &^= cSay | cNeg
			}
		}
	}
}

// actorInfo returns the row of a hit, from the lexicon or from what the report itself defines.
func (r *reading) actorInfo(h *actorHit) *actor {
	if n := len(r.t.actors.all); int(h.actor) >= n {
		return &r.open[int(h.actor)-n]
	}
	return &r.t.actors.all[h.actor]
}
