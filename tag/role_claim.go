package tag

import (
	"tocsin/report"
	"tocsin/text"
)

// claims says whether an accusation is of those who speak: "said that it was behind it".
func (r *reading) claims(t *trigger, s *text.Sentence) bool {
	for j := t.first - 3; j <= t.last+6 && j < s.End; j++ {
		if j >= s.First && (r.is(j, cNeg) || r.d.Tokens[j].Fold == "denied" || j < t.first && r.d.Tokens[j].Fold == "no") {
			return false
		}
	}
	for j := t.first; j <= t.last+6 && j < s.End; j++ {
		switch r.d.Tokens[j].Fold {
		case "behind":
			return (r.d.Tokens[j-1].Fold == "was" || r.d.Tokens[j-1].Fold == "were") && r.speaker(j-2)
		}
	}
	return false
}

// speaker says whether the word at token i stands for those who speak: "it", "the group", "the agency".
func (r *reading) speaker(i int) bool {
	switch r.d.Tokens[i].Fold {
	case "it", "they":
		return true
	case "group", "agency", "movement", "organisation", "organization", "service", "faction", "fighters", "militia":
		return r.is(i-1, cDet)
	}
	return false
}

// claim notes who takes what the report tells of upon himself with the words of a file of blame at tokens i to last.
func (r *reading) claim(i, last int, where int32) {
	if r.ofAnother(i, last) {
		return
	}
	who := r.blamedBehind(last)
	if where == claimedBefore {
		who = r.subject(i, r.sentence(i).First)
	}
	r.claimed = union(r.claimed, r.blamable(who))
}

// ofAnother says whether the words at tokens i to last are about another deed than that of the report: "claimed a similar attack",
// "claimed responsibility for the raid at the time".
func (r *reading) ofAnother(i, last int) bool {
	s := r.sentence(i)
	for j := last + 1; j < s.End && j < last+8 && !r.stops(j) && !r.comma(j); j++ {
		if r.lang.another[r.d.Tokens[j].Fold] {
			return true
		}
	}
	for k := r.cuesFrom(s.First); k < len(r.cues) && r.cues[k].first < s.End; k++ {
		if c := &r.cues[k]; c.cue.status == report.Historical && (c.cue.anywhere || c.cue.behind || c.last < i) {
			return true
		}
	}
	for _, d := range r.pastDates {
		if s.First <= d.at && d.at < s.End && !r.inAside(d.at, i, s) {
			return true
		}
	}
	return false
}

// ofThemselves says whether those who are blamed before token i speak of themselves: "A said that its men were behind it".
func (r *reading) ofThemselves(i int, who []int32) bool {
	own := false
	for j := i - 1; j >= r.sentence(i).First; j-- {
		switch n := r.actorAt[j]; {
		case possessive(r.d.Tokens[j].Fold), r.possessed(j), r.speaker(j):
			own = true
		case own && (r.is(j, cSay) || r.d.Tokens[j].Fold == "wrote"):
			return len(who) > 0
		case n > 0 && !own && !contains(who, r.actors[n-1].actor):
			return false
		}
	}
	return false
}

// findAvowed notes the violence of which those who did it tell: "A said that its men had attacked the hotel".
func (r *reading) findAvowed() {
	for i := range r.triggers {
		t := &r.triggers[i]
		if isViolent(t.typ) && (t.status == report.Reported || t.status == report.Claimed) && len(t.initiators) > 0 && !t.answer && r.ofThemselves(t.first, t.initiators) && !r.ofAnother(t.first, t.last) {
			r.avowed = append(r.avowed, *t)
		}
	}
}

// claimants returns who claims, or tells of himself, what an event is whose doers have no name.
func (r *reading) claimants(e *event) []int32 {
	who := without(r.claimed, e.targets)
	for i := range r.avowed {
		t := &r.avowed[i]
		if !r.sameDeed(e, t) || r.conflict(&e.trigger, t) {
			continue
		}
		for _, n := range r.blamable(t.initiators) {
			if a := r.actorOf(n); a.kind == report.ArmedGroup || len(e.initiators)+len(e.accused) == 0 {
				who = union(who, []int32{n})
			}
		}
	}
	return without(who, e.targets)
}

// sameDeed says whether what somebody tells of himself may be an event: by its type, one of them a word for any.
func (r *reading) sameDeed(e *event, t *trigger) bool {
	return e.typ == t.typ || anyDeed(e.typ) || anyDeed(t.typ) || weapon(e.typ) && weapon(t.typ)
}

// anyDeed says whether words of a type are said of whatever was done.
func anyDeed(t report.EventType) bool {
	return t == report.Attack || t == report.PropertyDestruction || t == report.Assassination || t == report.ArmedClash
}
