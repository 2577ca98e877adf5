package tag

import (
	"slices"

	"tocsin/report"
	"tocsin/text"
)

// roles finds who does what to whom around trigger n.
func (r *reading) roles(n int) {
	t := &r.triggers[n]
	s := r.sentence(t.first)
	if r.lang.code != "en" {
		r.rolesAbroad(t, s)
		return
	}
	switch t.pos {
	case posFixed:
		r.downedRoles(t, s)
	case posHit:
		if t.typ == report.TerritoryGained { // "fell to the rebels"
			if t.initiators, t.targets = r.within(t), r.left(t.first, s.First); t.targets == nil {
				t.targets = r.lastBefore(t.first, s.First)
			}
			break
		}
		if t.targets = r.within(t); t.targets == nil {
			t.targets = r.left(t.first, s.First)
		}
		if t.initiators = r.afterBy(t.last, s.End); t.initiators == nil && t.last+2 < s.End {
			switch f := r.d.Tokens[t.last+1].Fold; {
			case f == "from":
				t.initiators = r.right(t.last+2, s.End) // "came under fire from"
			case f == "with" && t.typ == report.ArmedClash:
				t.initiators = r.foes(r.right(t.last+2, s.End)) // "killed in fighting with"
			}
		}
	case posAccuse:
		if t.verb {
			r.accuse(n, s)
		}
	default:
		if t.verb {
			r.verbRoles(t, s)
		} else {
			r.nounRoles(t, s)
			if r.alleged(t) {
				t.initiators = nil
			}
		}
	}
	// "police firing", "militants attacked": the doer is among the words of the pattern.
	if a := r.actorAt[t.first]; a > 0 && !t.passive && t.pos != posHit && t.pos != posFixed && t.last > t.first && r.actors[a-1].last < t.last {
		t.initiators = union([]int32{r.actors[a-1].actor}, t.initiators)
		t.targets = without(t.targets, t.initiators)
	}
	if t.typ == report.Accusation && t.pos != posAccuse {
		t.accused = r.blamable(t.targets)
	}
	if t.typ == report.Statement {
		t.targets = nil // what is said hits nobody
	}
	media := func(n int32) bool { return r.actorOf(n).kind == report.Media }
	if isViolent(t.typ) && slices.ContainsFunc(t.initiators, media) { // an agency that tells of an attack did not do it
		t.initiators = slices.DeleteFunc(slices.Clone(t.initiators), media)
	}
	if (t.typ == report.Statement || t.typ == report.Accusation) && r.claims(t, s) {
		r.claimed = union(r.claimed, t.initiators)
		t.typ = report.Statement // "A said it was behind" accuses nobody else
	}
	t.initiators = without(t.initiators, t.targets)
	if isViolent(t.typ) {
		r.accuseAlleged(t, s)
	}
}

// accuseAlleged makes those accused who are named only as alleged doers: "alleged members of A", "an alleged squad of A".
func (r *reading) accuseAlleged(t *trigger, s *text.Sentence) {
	for i := s.First; i < s.End; i++ {
		if r.d.Tokens[i].Fold != "alleged" {
			continue
		}
		for j := i + 1; j < s.End && j < i+6 && !r.comma(j) && !r.stops(j); j++ {
			n := r.actorAt[j]
			if n == 0 {
				continue
			}
			if who := r.blamable([]int32{r.actors[n-1].actor}); len(who) > 0 && contains(t.initiators, who[0]) {
				t.initiators, t.accused = without(t.initiators, who), union(t.accused, who)
				break
			}
		}
	}
}

// answers says whether a trigger is what another event answers: "in retaliation for the attack by A".
func (r *reading) answers(t *trigger) bool {
	s := r.sentence(t.first)
	if t.verb && r.d.Tokens[t.last].Fold != "back" && t.last+1 < s.End && r.d.Tokens[t.last+1].Fold == "back" {
		return true // "fired back"
	}
	for j := t.first - 1; j >= s.First && j >= t.first-7; j-- {
		if r.comma(j) || r.stops(j) {
			return false
		}
		switch r.d.Tokens[j].Fold {
		case "retaliation", "response", "revenge", "reprisal", "reprisals", "retaliating", "responding", "avenge", "avenging", "reaction", "vengeance", "answer", "retaliated", "responded":
			return j < t.first-1
		case "after":
			return (!t.verb || t.pos == posClause) && r.deedBefore(j, s)
		}
	}
	return false
}

// deedBefore says whether violence that somebody chose to do is told before token i in its sentence: what stands behind
// "after" there came first, and another did it.
func (r *reading) deedBefore(i int, s *text.Sentence) bool {
	for k := range r.triggers {
		o := &r.triggers[k]
		if o.first < s.First || o.last >= i || !isViolent(o.typ) {
			continue
		}
		switch r.d.Tokens[o.last].Stem {
		case "strike", "attack", "raid", "bomb", "shell", "bombard", "pound", "airstrik", "storm", "offens":
			return true
		}
	}
	return false
}
