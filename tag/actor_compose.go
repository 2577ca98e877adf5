package tag

import (
	"strings"

	"tocsin/report"
	"tocsin/text"
)

// distribute gives the first of two adjectives the noun of the second: "Indian and Pakistani soldiers".
func (r *reading) distribute() {
	l := r.t.actors
	for k := 0; k+1 < len(r.actors); k++ {
		h, next := &r.actors[k], &r.actors[k+1]
		r.joinOf(h, next)
		if !h.adj || h.plural || next.first != h.last+2 || !r.is(h.last+1, cAnd) || next.bare || next.adj {
			continue
		}
		a, b := &l.all[h.actor], &l.all[next.actor]
		if st, ok := l.states[b.country]; ok && strings.HasPrefix(b.id, l.all[st].id) {
			if n, ok := l.byID[a.id+strings.TrimPrefix(b.id, l.all[st].id)]; ok {
				h.actor, h.adj = n, false
			}
		}
	}
}

// joinOf gives the second of two states the noun of the first: "forces of Oman and Qatar".
func (r *reading) joinOf(h, next *actorHit) {
	if h.bare || next.bare || next.adj || !r.is(h.last+1, cAnd) || next.first > h.last+3 {
		return
	}
	l := r.t.actors
	a, b := &l.all[h.actor], &l.all[next.actor]
	st, ok := l.states[a.country]
	if !ok || a.state || !b.state {
		return
	}
	of := false
	for j := h.first + 1; j < h.last; j++ {
		of = of || r.is(j, cOf)
	}
	if n, ok := l.byID[b.id+strings.TrimPrefix(a.id, l.all[st].id)]; of && ok && strings.HasPrefix(a.id, l.all[st].id+"-") {
		next.actor, next.place = n, false
	}
}

// appose gives a state's force the name that stands beside it between commas: "Ukraine's security service, the SBU," and "the GRU,
// Russia's military intelligence," are each one.
func (r *reading) appose() {
	l := r.t.actors
	for k := 0; k+1 < len(r.actors); k++ {
		h, next := &r.actors[k], &r.actors[k+1]
		i := h.last + 1
		if i >= next.first || !r.comma(i) || next.first > i+2 || next.first == i+2 && !r.is(i+1, cDet) || h.bare || next.bare || next.last+1 >= len(r.d.Tokens) || !r.comma(next.last+1) && !r.stops(next.last+1) || r.is(next.last+2, cAnd) {
			continue
		}
		a, b := &l.all[h.actor], &l.all[next.actor]
		switch forces := a.country == b.country && armed(a) && armed(b); {
		case forces && l.composed(h.actor) && !l.composed(next.actor):
			h.actor = next.actor
		case forces && l.composed(next.actor) && !l.composed(h.actor):
			next.actor = h.actor
		}
	}
}

// armed says whether an actor is a force of a state.
func armed(a *actor) bool {
	return !a.generic && (a.kind == report.Military || a.kind == report.Police || a.kind == report.Intelligence)
}

// withPeople lengthens the name of a group by its people: "Boko Haram fighters", "M23 rebels" are the group.
func (r *reading) withPeople(h *actorHit) {
	l := r.t.actors
	if h.bare || h.adj {
		return
	}
	switch a := &l.all[h.actor]; {
	case a.generic:
		return
	case a.kind != report.ArmedGroup && a.kind != report.Party && a.kind != report.Coalition && a.kind != report.Military && a.kind != report.Organisation:
		return
	}
	i := h.last + 1
	if i < len(r.d.Tokens) && closesBracket(r.d.Tokens[i].Fold) { // "the National Liberation Army (ELN) guerrillas"
		i++
	}
	if i >= len(r.d.Tokens) || r.nameIDs[i] == 0 || r.d.Tokens[i].Sentence != r.d.Tokens[h.last].Sentence {
		return
	}
	r.walk(&l.people, i, func(last, _ int, values []int32) {
		switch l.all[values[0]].id {
		case "rebels", "militants", "gunmen", "bandits", "soldiers", "group":
			h.last = last
		}
	})
}

// compose looks for a word of forces.txt behind a state's name or adjective: Iraqi army, Iraq's army.
func (r *reading) compose(h actorHit) (actorHit, bool) {
	l := r.t.actors
	j := h.last + 1
	possessive := j < len(r.d.Tokens) && r.d.Tokens[j].Kind == text.Possessive
	if possessive {
		j++
	}
	s := r.d.Tokens[h.first].Sentence
	for skipped := 0; skipped < 4 && j < len(r.d.Tokens) && r.d.Tokens[j].Sentence == s; skipped++ {
		if r.hyphen(j) {
			j++
			continue
		}
		if r.d.Tokens[j].Kind != text.Word {
			break
		}
		found, value := -1, int32(0)
		r.walk(&l.nouns, j, func(last, _ int, values []int32) { found, value = last, values[0] })
		if found >= 0 {
			c := r.composed(h, value)
			c.first, c.last, c.weight = h.first, found, 4*(found-h.first+1)
			return c, true
		}
		if !r.is(j, cMod) && !isOrdinal(r.d.Tokens[j].Fold) {
			break
		}
		j++
	}
	return h, false
}

// commanded returns the force behind the name of a head of state, whose state's it is: "Assad's forces", "the Maduro government".
func (r *reading) commanded(h *actorHit) (actorHit, bool) {
	l := r.t.actors
	a := r.actorInfo(h)
	if a.kind != report.Leader || h.adj || h.bare {
		return actorHit{}, false
	}
	whose := r.actsFor(a)
	if len(whose) == 0 || !l.all[l.byID[whose[0]]].state {
		return actorHit{}, false
	}
	f, ok := r.compose(actorHit{actor: l.byID[whose[0]], first: h.last, last: h.last})
	if !ok {
		return actorHit{}, false
	}
	f.first = h.last + 1
	if r.d.Tokens[f.first].Kind == text.Possessive {
		f.first++
	}
	return f, true
}

// composeOf looks for a state behind a noun of forces.txt: army of Iraq.
func (r *reading) composeOf(value int32, first, last int) (actorHit, bool) {
	l := r.t.actors
	j := last + 1
	if !r.is(j, cOf) {
		return actorHit{}, false
	}
	if j++; j < len(r.d.Tokens) && r.d.Tokens[j].Fold == "the" {
		j++
	}
	if j >= len(r.d.Tokens) || r.nameIDs[j] == 0 || r.d.Tokens[j].Sentence != r.d.Tokens[first].Sentence { // "the army of", says a title that was cut
		return actorHit{}, false
	}
	var out actorHit
	ok := false
	r.walk(&l.names, j, func(end, words int, values []int32) {
		if next := end + 1; next < len(r.d.Tokens) && r.d.Tokens[next].Kind == text.Possessive {
			return // "an officer of Serbia's security agency"
		}
		if a, found := r.pick(values, j, end); found && l.all[a].state {
			out = r.composed(actorHit{actor: a}, value)
			out.first, out.last, out.weight, ok = first, end, 4*(end-first+1), true
		}
	})
	return out, ok
}

// composed returns the actor of a state and a force.
func (r *reading) composed(h actorHit, f int32) actorHit {
	l := r.t.actors
	h.adj, h.place = false, false
	h.actor = l.forceOf(h.actor, f)
	return h
}

// ofManyStates says whether troops are those of a force that an alliance or the United Nations sends: "soldiers of the NATO-led force
// KFOR", "troops of MONUSCO".
func (r *reading) ofManyStates(h *actorHit) bool {
	if !r.is(h.last+1, cOf) {
		return false
	}
	for j := h.last + 2; j < len(r.d.Tokens) && j < h.last+9 && !r.stops(j) && !r.comma(j) && !r.is(j, cBe|cHave|cSay); j++ {
		if r.nameIDs[j] == 0 {
			continue
		}
		next, ok := r.actorFrom(j)
		if !ok || next.bare || next.adj {
			continue
		}
		a := r.actorInfo(&next)
		if len(a.within) > 0 && (a.kind == report.Military || a.kind == report.Organisation) {
			if n, known := r.t.actors.byID[a.within[0]]; known && r.actorOf(n).kind == report.Organisation {
				return true
			}
		}
		j = next.last
	}
	return false
}

// ofNamed says whether a word for fighters only joins a group's name to its people: "fighters of the Islamic State".
func (r *reading) ofNamed(h *actorHit) bool {
	switch r.t.actors.all[h.actor].id {
	case "militants", "rebels":
	default:
		return false
	}
	i := h.last + 1
	if r.is(i, cOf) {
		for i++; i < len(r.d.Tokens) && r.is(i, cDet); {
			i++
		}
	}
	if i >= len(r.d.Tokens) || r.nameIDs[i] == 0 {
		return false
	}
	next, ok := r.actorFrom(i)
	return ok && !next.bare && !next.adj && r.actorInfo(&next).kind == report.ArmedGroup && !r.actorInfo(&next).generic
}
