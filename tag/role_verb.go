package tag

import (
	"tocsin/report"
	"tocsin/text"
)

// verbRoles reads subject and object, the other way round in the passive.
func (r *reading) verbRoles(t *trigger, s *text.Sentence) {
	if t.pos == posClause && r.passiveClause(t) {
		if t.passive, t.targets = true, r.within(t); r.actorAt[t.first] > 0 {
			t.targets = union([]int32{r.actors[r.actorAt[t.first]-1].actor}, t.targets)
		} else if t.targets == nil {
			t.targets = r.left(t.first, s.First)
		}
		t.initiators = r.afterBy(t.first, s.End)
		return
	}
	if t.passive = r.actorAt[t.first] == 0 && r.isPassive(t.first, s.First) || r.is(t.first, cBe) && r.past(t.last) || r.past(t.first) && r.bareParticiple(t, s); t.passive {
		if t.first < s.First+2 || r.d.Tokens[t.first-1].Fold != "those" || r.d.Tokens[t.first-2].Fold == "among" { // not "the families of those killed"
			if t.targets = r.left(t.first, s.First); t.targets == nil {
				t.targets = r.attackerAs(t, s)
			}
		}
		if t.initiators = r.afterBy(t.last, s.End); t.initiators == nil && t.last > t.first {
			t.initiators = r.afterBy(t.first, t.last+1) // "bombed by the air force", a pattern of its own
		}
		return
	}
	r.activeSubject(t, s)
	if t.pos != posIntr {
		r.activeObject(t, s)
	}
}

// activeSubject reads who does what an active verb tells.
func (r *reading) activeSubject(t *trigger, s *text.Sentence) {
	switch {
	case t.pos == posClause && weapon(t.typ):
		// "a missile struck": its subject is a thing, which an adjective or a name before it owns or who fired it
		if t.initiators = r.owner(t.first-1, s.First); t.initiators == nil {
			t.initiators = r.sender(t.first, min(t.last+2, s.End), s.End)
		}
		if of := t.first + 1; t.initiators == nil && r.is(of, cOf) { // "a jet of the army dropped"
			t.initiators = r.right(of+1, t.last)
		}
	case (t.first == t.last || t.last == r.next(t.first)) && r.attributive(t.first, s), r.alleged(t):
	case t.pos == posClause && r.actorAt[t.first] > 0:
		end := r.actors[r.actorAt[t.first]-1].last + 1
		for end+1 < t.last && r.is(end, cAnd) && r.actorAt[end+1] > 0 {
			end = r.actors[r.actorAt[end+1]-1].last + 1
		}
		t.initiators = r.left(end, s.First)
	default:
		t.initiators = r.subject(t.first, s.First)
	}
	if before := r.verbBefore(t); before != nil {
		t.initiators = before.initiators
	}
}

// activeObject reads who is hit by what an active verb tells.
func (r *reading) activeObject(t *trigger, s *text.Sentence) {
	if t.typ == report.ArmedClash || t.typ == report.Riot {
		if with := r.next(t.last); with < s.End && r.d.Tokens[with].Fold == "with" { // clash with the police
			t.targets = r.right(with+1, s.End)
			return
		}
	}
	t.targets = r.object(t.last+1, s.End, t.initiators)
	if t.targets == nil && len(t.initiators) > 0 && (weapon(t.typ) || t.typ == report.Attack && hits(r.d.Tokens[t.first].Stem)) {
		t.targets = without(union(r.landsIn(t.last, s.End), r.siteIn(t.first, s.End)), t.initiators)
	}
	if t.targets == nil && t.typ == report.TerritoryGained {
		t.targets = without(r.lostBy(t.last+1, s.End), t.initiators)
	}
	if t.last == t.first {
		return
	}
	if t.targets = union(t.targets, r.within(t)); r.is(t.first+1, cOf) { // what stands in the gap of "shoot _ dead"
		t.targets = without(t.targets, t.initiators)
	}
	if r.d.Tokens[t.last].Fold == "between" { // "fighting between": both sides
		t.initiators, t.targets = union(t.initiators, r.right(t.last+1, s.End)), nil
		return
	}
	if t.targets == nil { // "destroyed a Russian ammunition depot"
		t.targets = r.object(t.first+1, s.End, t.initiators)
	}
}

// passiveClause says whether what a clause begins with is hit by its verb: "passengers were taken", "cables cut by".
func (r *reading) passiveClause(t *trigger) bool {
	for j := t.last; j > t.first; j-- {
		if r.past(j) {
			return r.isPassive(j, t.first) || r.is(j+1, cBy)
		}
	}
	return false
}

// owner returns whose thing stands behind token j: "Russian" or "Russia's" missile.
func (r *reading) owner(j, first int) []int32 {
	for j >= first && (r.is(j, cMod) || r.d.Tokens[j].Kind == text.Possessive || r.d.Tokens[j].Kind == text.Number) {
		j--
	}
	if j < first {
		return nil
	}
	if n := r.actorAt[j]; n > 0 && !r.actors[n-1].place {
		return []int32{r.actors[n-1].actor}
	}
	if st := r.adjState(j); st >= 0 {
		return []int32{st}
	}
	return nil
}

// verbBefore returns the active verb that t is joined to by "and" or a comma, whose subject is t's too: "removed the
// president, closed the borders and suspended the constitution"; nil without one.
func (r *reading) verbBefore(t *trigger) *trigger {
	if t.first == 0 || !r.past(t.first) || !r.comma(t.first-1) && !r.is(t.first-1, cAnd) {
		return nil
	}
	for i := len(r.triggers) - 1; i >= 0; i-- {
		o := &r.triggers[i]
		if o.first >= t.first || r.d.Tokens[o.first].Sentence != r.d.Tokens[t.first].Sentence {
			continue
		}
		if !o.verb || o.passive || len(o.initiators) == 0 || t.first-o.last > 12 {
			return nil
		}
		for j := o.last + 1; j < t.first; j++ {
			if r.is(j, cRel|cSub|cSay) && !r.is(j, cPrep) || r.stops(j) {
				return nil
			}
		}
		return o
	}
	return nil
}

// isPassive says whether a form of be stands before the verb, with at most three words between.
func (r *reading) isPassive(i, first int) bool {
	if !r.past(i) {
		return false
	}
	for j := i - 1; j >= first && j >= i-4; j-- {
		if r.is(j, cBe) && r.d.Tokens[j].Kind != text.Possessive {
			return true
		}
		if r.is(j, cSub|cRel|cPrep|cHave|cSay) || r.stops(j) || r.actorAt[j] > 0 || r.comma(j) {
			return false
		}
	}
	return false
}

// bareParticiple says whether a past form without be is a participle: "five people killed in an attack", "killed by".
func (r *reading) bareParticiple(t *trigger, s *text.Sentence) bool {
	after := t.last + 1
	if t.typ == report.Accusation && t.last > t.first && r.headsCharge(t.first+1, s.End) {
		return true // "charged with"
	}
	if after >= s.End {
		return true
	}
	if r.is(after, cBy) {
		return true
	}
	if r.is(t.first-1, cHave) {
		return false
	}
	for j := t.first + 1; j < t.last; j++ {
		if r.actorAt[j] > 0 || r.is(j, cDet|cPron) || r.d.Tokens[j].Kind == text.Number {
			return false // "shot a demonstrator dead"
		}
	}
	if t.last > t.first { // "stormed the prison" has its object, "shot dead" has none
		switch r.d.Tokens[t.last].Fold {
		case "dead", "death", "alive", "up", "down", "hostage", "captive", "wounded", "killed", "injured":
		default:
			if !r.is(t.first+1, cPrep) {
				return false
			}
		}
	}
	return (r.is(after, cPrep|cSub|cTime) || r.comma(after) || r.stops(after)) && (!r.is(after, cTarget) || r.suffered(t.first, after)) && transitive(t.typ)
}

// suffered says whether the "on" or "at" at token i tells when, where or why the deed of a verb's past form was suffered, rather than
// whom it hit or how many: "arrested on a warrant", "killed at home", but "killed at least", "shot at police".
func (r *reading) suffered(verb, i int) bool {
	if next := i + 1; next < len(r.d.Tokens) && (r.d.Tokens[next].Fold == "least" || r.d.Tokens[next].Fold == "most") {
		return false
	}
	return r.isForm(verb, tSuffered)
}

// transitive says whether verbs of a type need an object, so that a past form without one is a participle.
func transitive(t report.EventType) bool {
	switch t {
	case report.Attack, report.Assassination, report.Abduction, report.Arrest, report.Bombing, report.PropertyDestruction, report.Airstrike:
		return true
	}
	return false
}

// attributive says whether a participle stands before the people that it describes: "for wounded children", "two murdered
// priests".
func (r *reading) attributive(i int, s *text.Sentence) bool {
	if !r.past(i) || i+1 >= s.End || i <= s.First {
		return false
	}
	if n := &r.d.Tokens[i+1]; r.actorAt[i+1] == 0 && (n.Kind != text.Word || n.Shape != text.Lower || r.class[i+1]&^(cMod|cGroup|topical) != 0) {
		return false
	}
	return r.is(i-1, cPrep|cOf|cDet) && !r.is(i-1, cRel|cBy|cTime)
}

// sender returns who fired or planted what the tokens from i to end name: "missiles fired by the Houthis hit".
func (r *reading) sender(i, end, stop int) []int32 {
	for j := i; j < end; j++ {
		if r.is(j, cBy) && j > i && r.past(j-1) {
			return r.right(j+1, stop)
		}
	}
	return nil
}

// downedRoles reads whose aircraft were shot down by whom: drones are sent against those who shoot them down, a plane's owner
// is hit.
func (r *reading) downedRoles(t *trigger, s *text.Sentence) {
	down := -1
	for j := t.first; j <= t.last; j++ {
		switch r.d.Tokens[j].Fold {
		case "shot", "shoot", "downed", "intercept", "intercepted":
			down = j
		}
	}
	if down < 0 {
		return
	}
	whose := r.owner(t.first-1, s.First)
	for j := t.first; j <= t.last; j++ {
		if n := r.actorAt[j]; n > 0 {
			whose = union(whose, []int32{r.actors[n-1].actor})
		}
	}
	who := r.afterBy(t.last, s.End)
	if down == t.first && who == nil {
		whose = without(whose, r.owner(t.first-1, s.First))
		who = r.subject(t.first, s.First)
		if whose == nil {
			whose = r.right(t.first+1, s.End)
		}
	}
	if t.typ == report.Airstrike {
		t.initiators, t.targets = whose, without(who, whose)
		return
	}
	t.initiators, t.targets = without(who, whose), whose
}

// landsIn returns the state on whose land something that was fired comes down: "rockets fired by A landed near a town in B".
func (r *reading) landsIn(verb, end int) []int32 {
	switch r.d.Tokens[verb].Fold {
	case "landed", "land", "fell", "fall", "crashed", "came":
	default:
		return nil
	}
	for j := verb + 1; j < end && j < verb+9 && !r.stops(j) && !r.comma(j); j++ {
		if n := r.actorAt[j]; n > 0 && r.actors[n-1].place {
			return []int32{r.actors[n-1].actor}
		}
	}
	return nil
}

// within returns the actors among the words of a pattern behind the doer with whom it may begin: "gunmen carried off children".
func (r *reading) within(t *trigger) []int32 {
	var out []int32
	for j := t.first; j <= t.last; j++ {
		n := r.actorAt[j]
		if n == 0 {
			continue
		}
		if h := &r.actors[n-1]; (j > t.first || t.pos == posHit) && !h.place && !r.is(j-1, cBy) && !(j > 1 && r.d.Tokens[j-2].Fold == "blamed") {
			out = union(out, []int32{h.actor})
		}
		j = max(j, r.actors[n-1].last)
	}
	return out
}
