package tag

import (
	"sort"

	"tocsin/report"
	"tocsin/text"
)

// nounRoles reads the roles around an event's noun: "A's attack on B", "attack by A", "A carried out an attack".
func (r *reading) nounRoles(t *trigger, s *text.Sentence) {
	j := t.first - 1
	if t.last > t.first && r.nameIDs[t.first] != 0 && r.adjState(t.first) >= 0 {
		j = t.first // "Israeli strike", a pattern of its own
	}
	for j >= s.First && j < t.first && (r.is(j, cMod) || r.d.Tokens[j].Kind == text.Possessive || r.hyphen(j) || r.d.Tokens[j].Fold == "led" || r.d.Tokens[j].Fold == "claimed" ||
		r.d.Tokens[j].Kind == text.Word && r.d.Tokens[j].Shape == text.Lower && r.class[j] == 0 && r.actorAt[j] == 0 && j == t.first-1 && !r.past(j) && !r.verbAt(j)) {
		j--
	}
	if j >= s.First {
		if n := r.actorAt[j]; n > 0 && !r.actors[n-1].place {
			h := &r.actors[n-1]
			if victim(r.actorInfo(h)) && isViolent(t.typ) {
				t.targets = []int32{h.actor} // the student massacre
			} else if !ofTarget(t.typ) || r.d.Tokens[t.first-1].Kind == text.Possessive {
				t.initiators = []int32{h.actor}
			} else if k := r.actorInfo(h).kind; k == report.Police || k == report.Military || k == report.ArmedGroup && r.sally(t) {
				t.initiators = []int32{h.actor}
			}
		} else if st := r.adjState(j); st >= 0 && !ofPeople(t.typ) {
			t.initiators = []int32{st}
		}
	}
	if who := r.paired(t); who != nil {
		t.initiators, t.targets = who, nil
		return
	}
	if t.initiators == nil {
		t.initiators = r.afterBy(t.last, r.ownPhrase(t, s))
	}
	if t.initiators == nil {
		t.initiators = r.claimant(t, s)
	}
	if t.initiators == nil && t.targets == nil {
		t.initiators = r.lightSubject(t, s)
	}
	r.nounObject(t, s)
}

// sally says whether an event's noun is of what those named before it set out to do: "Hamas attack", but not "Hamas killings".
func (r *reading) sally(t *trigger) bool {
	switch r.d.Tokens[t.first].Stem {
	case "attack", "ambush", "raid", "assault":
		return true
	}
	return false
}

// nounObject reads what stands behind an event's noun: "on B", "of B", "against B", "between A and B", "from A".
func (r *reading) nounObject(t *trigger, s *text.Sentence) {
	k := t.last + 1
	if f := r.d.Tokens[t.last].Fold; f == "between" || f == "with" {
		k = t.last
	}
	for j := t.first + 1; j <= t.last; j++ {
		if f := r.d.Tokens[j].Fold; r.is(j, cTarget) || f == "between" || f == "with" { // "strike on Homs", a pattern of its own
			k = j
			break
		}
	}
	if t.typ == report.ArmedClash && t.initiators == nil {
		if b := r.betweenBehind(t.last+1, s.End); b > 0 {
			k = b
		}
	}
	for ; k < s.End && (k < t.last+8 || r.d.Tokens[k].Fold == "between"); k++ {
		if k >= t.last+4 && !r.is(k, cTarget) && r.d.Tokens[k].Fold != "between" {
			if r.stops(k) || r.comma(k) || r.verbBehind(k) || r.triggerAt(k) {
				return
			}
			continue
		}
		switch {
		case r.d.Tokens[k].Fold == "from" && t.initiators == nil && (isViolent(t.typ) || t.typ == report.Threat):
			t.initiators = r.actsFrom(k+1, s.End)
			return
		case r.is(k, cTarget), r.d.Tokens[k].Fold == "targeting":
			t.targets = r.object(k, s.End, t.initiators)
			if t.initiators == nil && r.sally(t) && r.unlawful(t.targets) && r.fatal(t, s) {
				t.initiators = without(r.forces(r.lost(s.First, t.first)), t.targets) // "a soldier was killed in a raid on smugglers"
			}
			return
		case r.is(k, cOf):
			who := r.object(k+1, s.End, t.initiators)
			if ofTarget(t.typ) {
				t.targets = who
			} else if t.initiators == nil {
				t.initiators = who
			}
			return
		case r.d.Tokens[k].Fold == "between" || r.d.Tokens[k].Fold == "with":
			who := r.object(k+1, s.End, t.initiators)
			if r.d.Tokens[k].Fold == "with" && r.fatal(t, s) {
				t.initiators = union(t.initiators, r.foes(who))
				t.targets = without(union(t.targets, r.lost(s.First, t.first)), t.initiators)
				return
			} else if r.d.Tokens[k].Fold == "with" {
				t.targets = who
			} else {
				t.initiators = union(t.initiators, who)
			}
			return
		case r.stops(k) || r.comma(k) || r.d.Tokens[k].Fold == "blamed":
			return
		}
	}
}

// ofPeople says whether a state's adjective before the noun tells where it happens rather than who does it: "Somali piracy", "French
// riots".
func ofPeople(t report.EventType) bool {
	switch t {
	case report.Abduction, report.Crime, report.MobViolence, report.Riot, report.Protest, report.SexualViolence, report.Coup, report.Accident, report.Disaster:
		return true
	}
	return false
}

// ofTarget says whether "of X" and "X" before the noun name who is hit: "killing of X", "arrest of X".
func ofTarget(t report.EventType) bool {
	switch t {
	case report.Attack, report.Assassination, report.Abduction, report.Arrest, report.PropertyDestruction, report.SexualViolence,
		report.TerritoryGained, report.Release, report.Extradition, report.Expulsion, report.Recognition, report.Blockade, report.Condemnation,
		report.Bombing, report.Shelling:
		return true
	}
	return false
}

// adjState returns the state whose adjective ends at token i, -1 without one: "an Israeli strike".
func (r *reading) adjState(i int) int32 {
	st := int32(-1)
	for k := max(0, i-1); k <= i; k++ {
		if r.t.actors.adj.begin(r.nameIDs[k]) == 0 || r.sided(k) {
			continue
		}
		r.walk(&r.t.actors.adj, k, func(last, _ int, values []int32) {
			if last == i && r.adjective(k, last) && st < 0 {
				st = values[0]
			}
		})
	}
	return st
}

// sided says whether the word at token i only tells whose side somebody is on: "pro-Iranian", "anti-Russian".
func (r *reading) sided(i int) bool {
	if i < 2 || !r.hyphen(i-1) {
		return false
	}
	f := r.d.Tokens[i-2].Fold
	return f == "pro" || f == "anti" || f == "non"
}

// behind says whether the name that ends at token i only tells who is behind those that act: "Iran-backed militias".
func (r *reading) behind(i int) bool {
	if i+2 >= len(r.d.Tokens) || !r.hyphen(i+1) {
		return false
	}
	switch r.d.Tokens[i+2].Fold {
	case "backed", "aligned", "allied", "linked", "affiliated", "supported", "sponsored", "funded", "trained", "armed", "controlled", "installed":
		return true
	}
	return false
}

// lightSubject returns the subject of "carried out an attack", "launched", "claimed responsibility for".
func (r *reading) lightSubject(t *trigger, s *text.Sentence) []int32 {
	for j := t.first - 1; j >= s.First && j >= t.first-7; j-- {
		if r.is(j, cLight) || r.d.Tokens[j].Fold == "responsibility" {
			if r.isPassive(j, s.First) {
				return nil
			}
			if r.d.Tokens[j].Fold == "responsibility" {
				t.status = report.Claimed
			}
			return r.left(j, s.First)
		}
		if r.is(j, cSub|cRel) || r.stops(j) || r.comma(j) {
			return nil
		}
	}
	for j := t.last + 1; j < s.End && j < t.last+6; j++ {
		if r.is(j, cLight) && r.isPassive(j, s.First) {
			return r.afterBy(j, s.End)
		}
		if f := r.d.Tokens[j].Fold; f == "claimed" {
			return r.afterBy(j, s.End)
		}
	}
	return nil
}

// lostBy returns from whom something is taken: "captured the town from the army".
func (r *reading) lostBy(i, end int) []int32 {
	for j := i; j < end && j < i+9 && !r.stops(j) && !r.comma(j) && !r.is(j, cBe|cRel|cSay); j++ {
		if r.d.Tokens[j].Fold != "from" {
			continue
		}
		for k := j + 1; k < end && k < j+4; k++ {
			if n := r.actorAt[k]; n > 0 && !r.actors[n-1].place {
				return []int32{r.actors[n-1].actor}
			}
		}
		return nil
	}
	return nil
}

// claimant returns who claims what a noun tells of, and makes it claimed: "A claimed the attack".
func (r *reading) claimant(t *trigger, s *text.Sentence) []int32 {
	j := t.first - 1
	for j > s.First && (r.is(j, cDet|cMod) || r.d.Tokens[j].Kind == text.Number) {
		j--
	}
	if j <= s.First {
		return nil
	}
	switch r.d.Tokens[j].Fold {
	case "claim", "claims", "claimed":
		who := r.subject(j, s.First)
		if len(who) > 0 {
			t.status = report.Claimed
		}
		return who
	}
	return nil
}

// actsFrom returns the actor behind "from" if it is one that acts: "fire from Hezbollah", not "an attack from the south".
func (r *reading) actsFrom(i, end int) []int32 {
	for j := i; j < end && j < i+3; j++ {
		if n := r.actorAt[j]; n > 0 {
			h := &r.actors[n-1]
			if a := r.actorInfo(h); a.kind == report.State || a.kind == report.People {
				return nil
			}
			return []int32{h.actor}
		}
		if !r.is(j, cDet|cMod) {
			return nil
		}
	}
	return nil
}

// victim says whether an actor is people who suffer violence rather than do it, unless a verb says that they do.
func victim(a *actor) bool {
	switch a.id {
	case "civilians", "children", "women", "journalists", "aid-workers", "clergy", "refugees", "prisoners", "persons":
		return true
	}
	return false
}

// verbAt says whether token i is a verb that tells of another event: the "condemns" of "A condemns attack".
func (r *reading) verbAt(i int) bool {
	for k := range r.triggers {
		if o := &r.triggers[k]; o.first <= i && i <= o.last {
			return o.verb
		}
	}
	return false
}

// triggerAt says whether words that tell of an event begin at token i.
func (r *reading) triggerAt(i int) bool {
	k := sort.Search(len(r.triggers), func(k int) bool { return r.triggers[k].first >= i })
	return k < len(r.triggers) && r.triggers[k].first == i
}

// ownPhrase returns where what belongs to an event's noun ends: at the next event that its sentence tells of.
func (r *reading) ownPhrase(t *trigger, s *text.Sentence) int {
	for j := t.last + 1; j < s.End; j++ {
		if r.triggerAt(j) {
			return j
		}
	}
	return s.End
}
