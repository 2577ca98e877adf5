package tag

import (
	"slices"
	"sort"

	"tocsin/report"
)

// joinSpecific makes one event of what is told in general words and of the weapon named beside it, in the same sentence or
// the next: "a blast killed a leader" and "a drone strike", "rockets hit a village" and "two were killed". The killing of a
// leader stays an event of its own, behind the strike that killed him. The events come and go sorted by score.
func (r *reading) joinSpecific(evs []event) []event {
	for i := range evs {
		a := &evs[i]
		if !weapon(a.typ) && !(a.typ == report.ArmedClash && a.loss) || r.onlyBlast(a) || a.status != report.Reported && (a.status != report.Claimed || len(a.accused) == 0) {
			continue
		}
		for k := range evs {
			b := &evs[k]
			if k == i || b.typ == "" || b.status != report.Reported || !r.near(a, b, 1) || r.conflict(&a.trigger, &b.trigger) {
				continue
			}
			switch {
			case b.typ == report.Attack && r.onlyLoss(b) && (b.aside < 2 || len(b.initiators) == 0) && len(without(b.initiators, union(union(nil, a.initiators), a.accused))) == 0,
				b.typ == report.Bombing && (r.onlyBlast(b) || a.typ == report.Airstrike && r.onlyBombed(b)):
				a.loss = a.loss || b.loss
				a.status = report.Reported
				a.take(b)
			case b.typ == report.Assassination && r.onlyLoss(b):
				a.status, a.loss = report.Reported, true
				a.score = max(a.score, b.score+0.1)
			}
		}
	}
	evs = slices.DeleteFunc(evs, func(e event) bool { return e.typ == "" })
	sort.SliceStable(evs, func(i, j int) bool { return evs[i].score > evs[j].score })
	return evs
}

// sameStory is how many sentences apart a general attack and what it was in particular may be told. What is farther off is
// background: the kidnappings that a gang lives on, the uprising that a group began as.
const sameStory = 3

// near says whether two events are told at most so many sentences apart, or in the title and the lead.
func (r *reading) near(a, b *event, sentences int) bool {
	for _, m := range a.mentions {
		for _, n := range b.mentions {
			s, t := int(r.d.Tokens[m[0]].Sentence), int(r.d.Tokens[n[0]].Sentence)
			if abs(s-t) <= sentences || min(s, t) < r.firstSentence && max(s, t) <= r.firstSentence+1 {
				return true
			}
		}
	}
	return false
}

// onlyLoss says whether all words of an event tell who was lost or hit, and none how.
func (r *reading) onlyLoss(e *event) bool {
	if r.lang.code != "en" {
		return !slices.ContainsFunc(e.mentions, func(m [2]int) bool { return !r.lossAt(m[0]) })
	}
	for _, m := range e.mentions {
		switch r.d.Tokens[m[0]].Stem {
		case "kill", "die", "dead", "death", "wound", "injur", "hurt", "hit", "struck", "strike", "lost", "lose":
		default:
			if !r.blast(m) {
				return false
			}
		}
	}
	return true
}

// onlyBlast says whether all words of a bombing are of a blast that any weapon may cause.
func (r *reading) onlyBlast(e *event) bool {
	for _, m := range e.mentions {
		if !r.blast(m) {
			return false
		}
	}
	return r.lang.code == "en"
}

// onlyBombed says whether all words of a bombing are "bombing" or "bombed", which aircraft may do.
func (r *reading) onlyBombed(e *event) bool {
	for _, m := range e.mentions {
		if m[0] != m[1] || r.d.Tokens[m[0]].Stem != "bomb" || r.d.Tokens[m[0]].Fold == "bomb" {
			return false
		}
	}
	return true
}

// blast says whether the words of a mention begin or end with a blast: "hurt in a blast".
func (r *reading) blast(m [2]int) bool {
	for _, i := range m {
		switch r.d.Tokens[i].Stem {
		case "blast", "explos", "explod":
			return true
		}
	}
	return false
}
