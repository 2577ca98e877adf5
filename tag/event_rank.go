package tag

import (
	"strings"

	"tocsin/report"
)

// A rank is how likely a trigger tells what the report is about, with the reasons where they are wanted.
type rank struct {
	sum        float64
	why        []string
	explaining bool
}

func (k *rank) add(points float64, reason string) {
	if points != 0 {
		k.sum += points
		if k.explaining {
			k.why = append(k.why, reason)
		}
	}
}

// prominence says how likely a trigger tells what the report is about, with the reasons.
func (r *reading) prominence(t *trigger) (float64, []string) {
	k := rank{explaining: r.explaining}
	r.rankKind(t, &k)
	if t.loss {
		k.add(1.5, "with a loss")
	}
	r.rankPlace(t, &k)
	if isViolent(t.typ) && r.background(t.first) {
		k.add(-3, "in the background")
	} else if t.typ == report.Abduction && t.aside == 0 && r.ends(t) {
		k.add(-4, "what a release ends")
	}
	if r.stopsAttack(t) {
		k.add(-4, "against those who attack")
	}
	if t.typ == report.Assassination {
		k.add(0.5, "somebody who was meant")
	}
	if t.typ == report.Accusation && r.blamesLoss(t) {
		k.add(-2.5, "of a loss that is told beside it")
	}
	if t.verb {
		k.add(1, "told by a verb")
	}
	if len(t.initiators) > 0 {
		k.add(0.3, "somebody does it")
	}
	if aside := float64(t.aside); t.loss && len(t.accused) > 0 {
		k.add(-0.5*aside, "in a subordinate place, but blamed")
	} else {
		k.add(-1.5*aside, "in a subordinate place")
	}
	t.rankStatus(&k)
	return k.sum, k.why
}

// rankKind weighs what is told.
func (r *reading) rankKind(t *trigger, k *rank) {
	switch {
	case isViolent(t.typ):
		k.add(6, "violent")
	case t.typ == report.Coup || t.typ == report.Nuclear:
		k.add(6.5, "a coup or nuclear event")
	case t.typ == report.TerritoryGained && r.takes(t):
		k.add(6.3, "ground changes hands")
	case classOf(t.typ) == report.MaterialConflict:
		k.add(5, "material conflict")
	case t.typ == report.Appeal || t.typ == report.Disaster || t.typ == report.Accident:
		k.add(4, "an appeal or accident")
	case t.typ == report.Statement && t.verb && r.sayingIsAll(t):
		k.add(3, "a statement")
	case classOf(t.typ) == report.Neutral:
		k.add(1.5, "neutral")
	default:
		k.add(4.5, "of words or cooperation")
	}
}

// rankPlace weighs where in the report it is told.
func (r *reading) rankPlace(t *trigger, k *rank) {
	at := &r.d.Tokens[t.first]
	switch s := int(at.Sentence) - r.firstSentence; {
	case at.InTitle:
		k.add(4, "in the title")
	case s == 0:
		k.add(3, "in the first sentence")
	case s == 1:
		k.add(2, "in the second sentence")
	case s < 5:
		k.add(1, "near the beginning")
	}
}

// rankStatus weighs whether it happened.
func (t *trigger) rankStatus(k *rank) {
	switch t.status {
	case report.Claimed:
		k.add(-2, "only claimed")
		if !t.loss && len(t.accused) > 0 {
			k.add(-2, "and nobody lost")
		}
	case report.Threatened:
		k.add(-3, "only threatened")
	case report.Denied:
		k.add(-4, "denied")
	case report.Hypothetical:
		k.add(-5, "hypothetical")
	case report.Historical:
		k.add(-4.5, "of the past")
	case report.Exercise:
		k.add(-3, "an exercise")
		if isViolent(t.typ) {
			k.add(-3, "of deeds only rehearsed")
		}
	}
}

// takes says whether a trigger tells that ground was taken, by naming it: "captured the village", not "captured a suspect", "the
// occupied city".
func (r *reading) takes(t *trigger) bool {
	if !t.verb || strings.HasPrefix(r.d.Tokens[t.first].Fold, "occup") {
		return false
	}
	return t.last > t.first || r.placeBehind(t)
}

// ends says whether a release is told beside an abduction, or at the head of the report: those who are freed were taken before.
func (r *reading) ends(t *trigger) bool {
	for i := range r.triggers {
		o := &r.triggers[i]
		at := r.d.Tokens[o.first].Sentence
		if o.typ == report.Release && o.status == report.Reported && o.aside == 0 && (at == r.d.Tokens[t.first].Sentence || int(at) <= r.firstSentence) {
			return true
		}
	}
	return false
}

// blamesLoss says whether the sentence of an accusation tells of violence with a loss.
func (r *reading) blamesLoss(t *trigger) bool {
	for i := range r.triggers {
		if o := &r.triggers[i]; o.loss && o.typ != "" && isViolent(o.typ) && r.d.Tokens[o.first].Sentence == r.d.Tokens[t.first].Sentence {
			return true
		}
	}
	return false
}

// sayingIsAll says whether a statement is told for its own sake: a denial, condolences, no comment.
func (r *reading) sayingIsAll(t *trigger) bool {
	return !r.is(t.first, cSay) && !strings.HasPrefix(r.d.Tokens[t.first].Fold, "announc")
}

// stopsAttack says whether a trigger tells of those hit who attack somebody in another.
func (r *reading) stopsAttack(t *trigger) bool {
	if len(t.targets) != 1 || t.targets[0] != r.t.actors.gunmen {
		return false
	}
	for i := range r.triggers {
		if o := &r.triggers[i]; o.status == t.status && isViolent(o.typ) && r.repels(t, o) {
			return true
		}
	}
	return false
}
