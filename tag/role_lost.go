package tag

import (
	"slices"

	"tocsin/report"
	"tocsin/text"
)

// fatal says whether a clash is told only as that in which somebody was lost: "two rebels were killed in a clash with troops", "in a
// series of clashes with"; whom it hit then is told before, and who did it behind.
func (r *reading) fatal(t *trigger, s *text.Sentence) bool {
	j := t.first - 1
	for j > s.First && (r.is(j, cDet|cMod|cOf) || r.is(j+1, cOf) || r.d.Tokens[j].Kind != text.Word || r.class[j] == 0 && r.d.Tokens[j].Shape == text.Lower) {
		j--
	}
	return j > s.First && (r.d.Tokens[j].Fold == "in" || r.d.Tokens[j].Fold == "during") && r.lostAt(j-1)
}

// foes returns those of who that bear arms, are the police or demonstrate, and of whom no loss is told: where both sides have one,
// both are hit.
func (r *reading) foes(who []int32) []int32 {
	if len(who) > 0 {
		who = without(who, r.lost(0, len(r.d.Tokens)))
	}
	return slices.DeleteFunc(slices.Clone(who), func(n int32) bool {
		return r.actorOf(n).kind != report.Police && !r.fight([]int32{n}, true) && !r.demonstrate([]int32{n})
	})
}

// lost returns the actors that are counted as lost from token i to end.
func (r *reading) lost(i, end int) (out []int32) {
	for k := range r.tolls {
		h := &r.tolls[k]
		if h.n == 0 || h.aside || h.first < i || h.trigger >= end {
			continue
		}
		for j := h.first; j <= h.last; j++ {
			if n := r.actorAt[j]; n > 0 && !r.actors[n-1].place && !r.leadsOthers(&r.actors[n-1]) {
				out = union(out, []int32{r.actors[n-1].actor})
			}
		}
	}
	return out
}

// forces returns those of who are a state's police or soldiers.
func (r *reading) forces(who []int32) []int32 {
	return slices.DeleteFunc(who, func(n int32) bool {
		k := r.actorOf(n).kind
		return k != report.Police && k != report.Military
	})
}

// lostAt says whether the word at token i tells of the dead or wounded that are counted, or ends what does: "gunned down".
func (r *reading) lostAt(i int) bool {
	if f := r.d.Tokens[i].Fold; f == "down" || f == "dead" {
		i--
	}
	for k := range r.tolls {
		if h := &r.tolls[k]; h.trigger == i && h.n > 0 {
			return true
		}
	}
	return false
}
