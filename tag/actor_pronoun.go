package tag

import "tocsin/report"

// possessed says whether "its" or "their" stands before token i, at most with words between that describe: "its armed
// forces".
func (r *reading) possessed(i int) bool {
	for j := i - 1; j >= 0 && j >= i-3 && r.d.Tokens[j].Sentence == r.d.Tokens[i].Sentence; j-- {
		if f := r.d.Tokens[j].Fold; possessive(f) || (f == "his" || f == "her") && r.traits[i]&tOwn != 0 { // "the commander said that his men"
			return true
		}
		if !r.is(j, cMod) {
			return false
		}
	}
	return false
}

func possessive(f string) bool { return f == "its" || f == "their" || f == "whose" }

// owned returns the force of the one that "its" stands for, out of the hits before it: Ukraine's army for "Ukraine says its
// forces", the group itself for "the group said its fighters"; the force of no country when nobody is meant that could have
// one, -1 when it may not stand alone.
func (r *reading) owned(h *actorHit, before []actorHit) int32 {
	l := r.t.actors
	if h.members {
		if o := r.holder(h.first, before, nil); o == nil {
			return -1
		} else if a := &l.all[o.actor]; a.kind == report.State {
			return l.byID[a.id+"-military"]
		} else {
			return o.actor
		}
	}
	f := &l.forces[h.actor]
	if o := r.holder(h.first, before, nil); o != nil {
		a := &l.all[o.actor]
		st, ok := l.states[a.country]
		switch {
		case a.kind != report.State && a.kind != report.Leader:
			return o.actor
		case !ok:
		case f.suffix == "-":
			return st
		default:
			return l.byID[l.all[st].id+"-"+f.suffix]
		}
	}
	if !l.alone[r.folds(h.first, h.last)] {
		return -1
	}
	if st, ok := l.states[r.focus]; ok && f.suffix != "-" {
		return l.byID[l.all[st].id+"-"+f.suffix]
	} else if ok {
		return st
	}
	if f.suffix == "-" {
		return l.byID["government"]
	}
	return l.byID[f.suffix]
}

// holder returns the hit that a pronoun at token i stands for: the subject nearest before it in its sentence, else the
// nearest name there, else the first subject of the sentence before; nil without one that acts as a body.
func (r *reading) holder(i int, before []actorHit, not []int32) *actorHit {
	at := r.d.Tokens[i].Sentence
	nearest := i > 0 && (r.d.Tokens[i].Fold == "whose" || r.d.Tokens[i-1].Fold == "whose")
	var named, earlier *actorHit
	aside, said := r.speech(i)
	for k := len(before) - 1; k >= 0; k-- {
		h := &before[k]
		s := r.d.Tokens[h.first].Sentence
		if s < at-1 || s < at && r.d.Tokens[h.first].InTitle != r.d.Tokens[i].InTitle {
			break
		}
		if h.place || !body(r.actorInfo(h)) || contains(not, h.actor) || aside < h.first && h.first < said {
			continue
		}
		subject := nearest || !r.behindPreposition(h.first) && r.acted(h, r.sentence(h.first).First) < 0
		switch {
		case s == at && subject:
			return h
		case s == at && named == nil:
			named = h
		case s < at && subject:
			earlier = h
		}
	}
	if named != nil {
		return named
	}
	return earlier
}

// speech returns where what commas set off before the verb of saying nearest before token i begins, and that verb, twice i without one:
// "a commander of the A, the largest wing of the B, said that his men".
func (r *reading) speech(i int) (aside, said int) {
	for j := i - 1; j > r.sentence(i).First; j-- {
		if r.is(j, cSay) {
			return r.beforeAside(j, r.sentence(i).First), j
		}
	}
	return i, i
}

// behindPreposition says whether a preposition or a possessive joins a name to something before it.
func (r *reading) behindPreposition(i int) bool {
	s := r.sentence(i)
	for j := i - 1; j >= s.First && j >= i-3; j-- {
		if r.is(j, cPrep|cOf|cBy|cTarget) && !r.is(j, cMod|cTime) {
			return true
		}
		if !r.is(j, cDet|cMod) {
			return false
		}
	}
	return false
}

// body says whether an actor is one that has forces: a state, a force, a named group.
func body(a *actor) bool {
	switch a.kind {
	case report.State, report.Military, report.Police, report.Intelligence, report.ArmedGroup, report.Party, report.Coalition, report.Leader:
		return !a.generic
	}
	return a.kind == report.Organisation && !a.generic
}

// standsFor returns whom a pronoun at token i stands for, none of not, -1 when nobody.
func (r *reading) standsFor(i int, not []int32) int32 {
	n := 0
	for n < len(r.actors) && r.actors[n].first < i {
		n++
	}
	if h := r.holder(i, r.actors[:n], not); h != nil {
		return h.actor
	}
	return -1
}
