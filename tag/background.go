package tag

import (
	"tocsin/report"
)

// behindLead is how many sentences of the text tell what is new; what a report of something else adds behind them is background.
const behindLead = 2

// findBackground sees whether the report has a title and begins with something else than violence, or tells of a ceasefire, release or
// withdrawal: then the violence and the losses behind its beginning, or in subordinate clauses of it, are background, such as
// the war that sanctions are about.
func (r *reading) findBackground() {
	short := len(r.d.Sentences)-r.firstSentence < behindLead+2
	news := false
	for i := range r.triggers {
		t := &r.triggers[i]
		if t.typ == "" || r.late(t.first) {
			continue
		}
		if grave(t.typ) && t.aside < 2 && !(t.typ == report.Abduction && r.ends(t)) && (t.status == report.Reported || t.status == report.Claimed) {
			return
		}
		if t.aside == 0 && t.status == report.Reported && eases(t.typ) {
			news = true
		}
		if short {
			continue
		}
		news = news || t.aside == 0 && t.status == report.Reported && byLaw(t.typ)
		s := int(r.d.Tokens[t.first].Sentence)
		news = news || s < r.firstSentence && !grave(t.typ) && classOf(t.typ) != report.Neutral && t.status == report.Reported
	}
	for i := range r.tolls {
		if h := &r.tolls[i]; h.n > 0 && !h.aside && !r.late(h.trigger) && !r.subordinate(h.trigger) {
			return
		}
	}
	r.calm = news
}

// eases says whether a type is of deeds that end violence.
func eases(t report.EventType) bool {
	return t == report.Ceasefire || t == report.Release || t == report.Withdrawal
}

// byLaw says whether a type is of what police and courts do, who deal with violence of another time.
func byLaw(t report.EventType) bool {
	return t == report.Arrest || t == report.WeaponsSeizure || t == report.Extradition
}

// grave says whether a type is of violence or a mishap, which losses may be of.
func grave(t report.EventType) bool {
	return isViolent(t) || t == report.Accident || t == report.Disaster || t == report.Nuclear
}

// late says whether token i stands behind the beginning of the report.
func (r *reading) late(i int) bool { return int(r.d.Tokens[i].Sentence)-r.firstSentence >= behindLead }

// background says whether what token i tells is background of a report of something else.
func (r *reading) background(i int) bool { return r.calm && (r.late(i) || r.subordinate(i)) }

// subordinate says whether token i is of violence that a relative or other subordinate clause tells of.
func (r *reading) subordinate(i int) bool {
	for k := range r.triggers {
		if t := &r.triggers[k]; t.first <= i && i <= t.last && t.aside >= 2 && (t.typ == "" || grave(t.typ)) {
			return true
		}
	}
	return false
}
