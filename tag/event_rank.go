package tag

import (
	"strings"

	"tocsin/report"
)

// prominence says how likely a trigger tells what the report is about, with the reasons.
func (r *reading) prominence(t *trigger) (float64, []string) {
	var why []string
	sum := 0.0
	add := func(points float64, reason string) {
		if points != 0 {
			sum += points
			if r.explaining {
				why = append(why, reason)
			}
		}
	}
	switch {
	case isViolent(t.typ):
		add(6, "violent")
	case t.typ == report.Coup || t.typ == report.Nuclear:
		add(6.5, "a coup or nuclear event")
	case t.typ == report.TerritoryGained && r.takes(t):
		add(6.3, "ground changes hands")
	case classOf(t.typ) == report.MaterialConflict:
		add(5, "material conflict")
	case t.typ == report.Appeal || t.typ == report.Disaster || t.typ == report.Accident:
		add(4, "an appeal or accident")
	case t.typ == report.Statement && t.verb && r.sayingIsAll(t):
		add(3, "a statement")
	case classOf(t.typ) == report.Neutral:
		add(1.5, "neutral")
	default:
		add(4.5, "of words or cooperation")
	}
	if t.loss {
		add(1.5, "with a loss")
	}
	switch s := int(r.d.Tokens[t.first].Sentence); {
	case r.d.Tokens[t.first].InTitle:
		add(4, "in the title")
	default:
		if s -= r.firstSentence; s == 0 {
			add(3, "in the first sentence")
		} else if s == 1 {
			add(2, "in the second sentence")
		} else if s < 5 {
			add(1, "near the beginning")
		}
	}
	if isViolent(t.typ) && r.background(t.first) {
		add(-3, "in the background")
	} else if t.typ == report.Abduction && t.aside == 0 && r.ends(t) {
		add(-4, "what a release ends")
	}
	if r.stopsAttack(t) {
		add(-4, "against those who attack")
	}
	if t.typ == report.Assassination {
		add(0.5, "somebody who was meant")
	}
	if t.typ == report.Accusation && r.blamesLoss(t) {
		add(-2.5, "of a loss that is told beside it")
	}
	if t.verb {
		add(1, "told by a verb")
	}
	if len(t.initiators) > 0 {
		add(0.3, "somebody does it")
	}
	if aside := float64(t.aside); t.loss && len(t.accused) > 0 {
		add(-0.5*aside, "in a subordinate place, but blamed")
	} else {
		add(-1.5*aside, "in a subordinate place")
	}
	switch t.status {
	case report.Claimed:
		add(-2, "only claimed")
		if !t.loss && len(t.accused) > 0 {
			add(-2, "and nobody lost")
		}
	case report.Threatened:
		add(-3, "only threatened")
	case report.Denied:
		add(-4, "denied")
	case report.Hypothetical:
		add(-5, "hypothetical")
	case report.Historical:
		add(-4.5, "of the past")
	case report.Exercise:
		add(-3, "an exercise")
		if isViolent(t.typ) {
			add(-3, "of deeds only rehearsed")
		}
	}
	return sum, why
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
