package tag

import "tocsin/report"

// bothSides returns the two whom "both armies", "the two sides" or "the neighbours" at token i stand for: those that "and" joined last
// before it; nil for other words.
func (r *reading) bothSides(i int) []int32 {
	switch r.d.Tokens[i].Fold {
	case "sides", "armies", "forces", "countries", "neighbours", "neighbors", "parties", "militaries", "rivals", "states":
	default:
		return nil
	}
	if i == 0 || r.d.Tokens[i-1].Fold != "both" && r.d.Tokens[i-1].Fold != "two" {
		return nil
	}
	for k := len(r.actors) - 1; k > 0; k-- {
		b, a := &r.actors[k], &r.actors[k-1]
		if b.last >= i || b.first > a.last+3 || a.last+1 >= b.first {
			continue
		}
		if r.is(a.last+1, cAnd) && a.actor != b.actor && body(r.actorInfo(a)) && body(r.actorInfo(b)) && !a.adj && !b.adj {
			return []int32{a.actor, b.actor}
		}
	}
	return nil
}

// paired returns both sides of a clash that a hyphen joins before it: "a police-farmer clash".
func (r *reading) paired(t *trigger) []int32 {
	j := t.first - 2
	if t.typ != report.ArmedClash && t.typ != report.Riot || j < 1 || !r.hyphen(j) || r.d.Tokens[j+1].Space {
		return nil
	}
	a, b := r.actorAt[j-1], r.actorAt[j+1]
	if a == 0 || b == 0 || a == b || r.d.Tokens[j-1].Sentence != r.d.Tokens[j+1].Sentence {
		return nil
	}
	return []int32{r.actors[a-1].actor, r.actors[b-1].actor}
}

// betweenBehind returns the "between" that names the sides of fighting some words behind token i, 0 without one: "fighting broke out
// in the capital on Monday between".
func (r *reading) betweenBehind(i, end int) int {
	for j := i; j < end && j < i+14; j++ {
		if r.d.Tokens[j].Fold == "between" {
			return j
		}
		if r.comma(j) || r.stops(j) || r.is(j, cSay|cRel|cOf) || r.triggerAt(j) || r.actorAt[j] > 0 && !r.actors[r.actorAt[j]-1].place {
			return 0
		}
	}
	return 0
}
