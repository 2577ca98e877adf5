package tag

import (
	"tocsin/report"
)

// roles finds who does what to whom around trigger n.
func (r *reading) roles(n int) {
	t := &r.triggers[n]
	s := r.sentence(t.first)
	if r.lang.code != "en" {
		t.initiators = r.afterBy(t.last, s.End)
		return
	}
	switch t.pos {
	case posFixed:
	case posHit:
		t.targets = r.left(t.first, s.First)
		t.initiators = r.afterBy(t.last, s.End)
	case posAccuse:
		if t.verb {
			t.initiators = r.left(t.first, s.First)
			t.targets = r.right(t.first+1, s.End, false)
			if r.isPassive(t.first, s.First) {
				t.initiators, t.targets = r.afterBy(t.last, s.End), t.initiators
			}
			r.blame(n, t.targets)
		}
	default:
		if t.verb {
			r.verbRoles(t, s)
		} else {
			r.nounRoles(t, s)
		}
	}
	// "police firing", "militants attacked": the doer is among the words of the pattern.
	if a := r.actorAt[t.first]; a > 0 && t.pos != posHit && t.pos != posFixed && t.last > t.first && r.actors[a-1].last < t.last {
		t.initiators = union([]int32{r.actors[a-1].actor}, t.initiators)
		t.targets = without(t.targets, t.initiators)
	}
	t.initiators = without(t.initiators, t.targets)
}

// blame makes the actors accused of the violent events told in the same sentence; what an accusation only is about
// becomes an allegation of its own when nothing else tells of it.
func (r *reading) blame(n int, who []int32) {
	if len(who) == 0 {
		return
	}
	t := &r.triggers[n]
	s := r.d.Tokens[t.first].Sentence
	for i := range r.triggers {
		o := &r.triggers[i]
		if i == n || r.d.Tokens[o.first].Sentence != s || o.typ.Class() != report.MaterialConflict {
			continue
		}
		o.accused = union(o.accused, who)
	}
	r.blamed = union(r.blamed, who)
}
