package tag

import (
	"slices"
	"strings"

	"tocsin/report"
	"tocsin/text"
)

// betweenForces makes a clash of an attack by armed men on soldiers, as conflict data do: an attack is on people. What states
// bomb they bomb from the air.
func (r *reading) betweenForces() {
	for i := range r.triggers {
		t := &r.triggers[i]
		if i+1 < len(r.triggers) {
			r.joinNext(t, &r.triggers[i+1])
		}
		if r.fromTheAir(t) {
			t.typ = report.Airstrike
			continue
		}
		if t.typ == report.Protest && strings.HasPrefix(r.d.Tokens[t.first].Fold, "block") && len(t.initiators) > 0 && r.official(t.initiators) {
			t.typ = report.Blockade
			continue
		}
		if t.typ == report.ArmedClash && (r.demonstrate(t.initiators) || r.demonstrate(t.targets) || r.withPolice(t)) {
			t.typ = report.Riot
			continue
		}
		if t.typ == report.Shelling && !t.verb && r.seized(t) {
			t.typ = "" // "four rocket-propelled grenades were seized"
			continue
		}
		if t.typ == report.Riot && !t.verb && r.bearArms(t) {
			t.typ = report.ArmedClash // "militants were killed in a clash with the police"
		}
		if t.typ == report.Attack && r.d.Tokens[t.first].Stem == "raid" && r.policeRaid(t) {
			t.typ = report.Arrest
			continue
		}
		if t.typ == report.ArmedClash && !t.verb && r.d.Tokens[t.last].Stem == "oper" && r.policeRaid(t) {
			t.typ = "" // the arrests and arms that it brought are the event
			continue
		}
		if t.typ == report.Attack && len(t.initiators) > 0 && r.putDown(t) {
			t.typ = report.Crackdown
			continue
		}
		if t.typ == report.Withdrawal && r.d.Tokens[t.first].Stem == "surrend" && len(t.initiators) > 0 && !slices.ContainsFunc(t.initiators, func(n int32) bool { return !namedPeople.holds(r.actorOf(n)) }) {
			t.typ = report.Arrest // "a man surrendered"
			continue
		}
		if t.typ == report.TerritoryGained && t.verb && r.takesLeader(t) {
			t.typ = report.Arrest
			continue
		}
		if t.typ == report.Crackdown && (r.abroad(t) || r.unlawful(t.initiators)) {
			t.typ = report.Attack
		}
		if t.typ != report.Attack || len(t.initiators) == 0 || len(t.targets) == 0 || !r.fight(t.initiators, true) || !r.fight(t.targets, false) {
			continue
		}
		t.typ = report.ArmedClash
	}
}

// fromTheAir says whether a state or its army bombs or strikes: "Turkey hits camps", "the coalition carried out strikes on".
func (r *reading) fromTheAir(t *trigger) bool {
	if len(t.initiators) == 0 || !r.fly(t.initiators) {
		return false
	}
	if t.first != t.last {
		return t.typ == report.Attack && t.verb && hits(r.d.Tokens[t.first].Stem) && facilities[r.d.Tokens[t.last-1].Fold] // "had struck nine sites in"
	}
	if t.typ == report.Bombing {
		return t.verb && r.d.Tokens[t.first].Stem == "bomb"
	}
	return t.typ == report.Attack && hits(r.d.Tokens[t.first].Stem) && len(without(t.targets, t.initiators)) > 0
}

// withPolice says whether people who bear no arms and the police clash, which is a riot.
func (r *reading) withPolice(t *trigger) bool {
	police, people := false, false
	for _, n := range union(union(nil, t.initiators), t.targets) {
		police = police || r.actorOf(n).kind == report.Police
		people = people || namedPeople.holds(r.actorOf(n))
	}
	return police && people
}

// bearArms says whether all whom a clash hit bear arms that no state gave them.
func (r *reading) bearArms(t *trigger) bool {
	return len(t.targets) > 0 && !slices.ContainsFunc(t.targets, func(n int32) bool {
		a := r.actorOf(n)
		return a.kind != report.ArmedGroup && a.id != "rebels" && a.id != "militants" && a.id != "gunmen" && a.id != "bandits"
	})
}

// seized says whether a trigger only names arms whose seizure its sentence tells of.
func (r *reading) seized(t *trigger) bool {
	return slices.ContainsFunc(r.triggers, func(o trigger) bool {
		return o.typ == report.WeaponsSeizure && r.d.Tokens[o.first].Sentence == r.d.Tokens[t.first].Sentence
	})
}

// official says whether all of these are states, their forces or named groups, who block a road as a blockade.
func (r *reading) official(who []int32) bool {
	for _, n := range who {
		switch r.actorOf(n).kind {
		case report.State, report.Military, report.Police, report.ArmedGroup, report.Coalition:
		default:
			return false
		}
	}
	return true
}

// demonstrate says whether demonstrators or rioters are among these, whose clashes with the police are a riot.
func (r *reading) demonstrate(who []int32) bool {
	for _, n := range who {
		if id := r.actorOf(n).id; id == "protesters" || id == "rioters" {
			return true
		}
	}
	return false
}

// putDown says whether the state's own forces use force against demonstrators.
func (r *reading) putDown(t *trigger) bool {
	for _, n := range t.initiators {
		if k := r.actorOf(n).kind; k != report.Police && k != report.Military {
			return false
		}
	}
	return (r.demonstrate(t.targets) || r.rallyIn(t)) && !r.abroad(t)
}

// takesPlace says whether those who bear arms enter a place that is named: "rebels entered Aleppo".
func (r *reading) takesPlace(t *trigger) bool {
	return len(t.initiators) > 0 && r.fight(t.initiators, true) && r.placeBehind(t)
}

// placeBehind says whether a place is named right behind a trigger.
func (r *reading) placeBehind(t *trigger) bool {
	for i := range r.places.Hits {
		if h := &r.places.Hits[i]; h.First > t.last && h.First <= t.last+4 {
			return true
		}
	}
	return false
}

// joinNext gives a threat the targets of what is threatened, and takes an agreement for the ceasefire or release agreed on.
func (r *reading) joinNext(t, next *trigger) {
	if next.typ == "" || r.d.Tokens[next.first].Sentence != r.d.Tokens[t.first].Sentence || next.first-t.last > 8 || next.first <= t.last {
		return
	}
	switch {
	case t.typ == report.Threat && t.verb && t.targets == nil && next.status == report.Threatened:
		t.targets = without(next.targets, t.initiators)
	case t.typ == report.Agreement && (t.verb || r.lang.code != "en") && next.typ == report.Ceasefire && !next.verb && next.status == report.Reported:
		next.initiators = union(next.initiators, t.initiators)
		next.verb, next.aside = true, min(next.aside, t.aside)
		t.typ = ""
	}
}

// policeRaid says whether a raid is one in which people are arrested or arms seized, and nobody is lost.
func (r *reading) policeRaid(t *trigger) bool {
	at := r.d.Tokens[t.first].Sentence
	for i := range r.tolls {
		if h := &r.tolls[i]; h.n > 0 && r.d.Tokens[h.trigger].Sentence == at {
			return false
		}
	}
	return slices.ContainsFunc(r.triggers, func(o trigger) bool {
		return (o.typ == report.Arrest || o.typ == report.WeaponsSeizure) && o.first != t.first && r.d.Tokens[o.first].Sentence == at
	})
}

// rallyIn says whether a crowd is hit in a sentence that tells of a protest.
func (r *reading) rallyIn(t *trigger) bool {
	if !slices.ContainsFunc(t.targets, func(n int32) bool { return r.actorOf(n).id == "persons" }) {
		return false
	}
	return slices.ContainsFunc(r.triggers, func(o trigger) bool {
		return o.typ == report.Protest && r.d.Tokens[o.first].Sentence == r.d.Tokens[t.first].Sentence
	})
}

// abroad says whether a force is used against another country's people or ships, which is no crackdown.
func (r *reading) abroad(t *trigger) bool {
	for _, a := range t.initiators {
		for _, b := range t.targets {
			if x, y := r.actorOf(a).country, r.actorOf(b).country; x != "" && y != "" && x != y {
				return true
			}
		}
	}
	return false
}

// unlawful says whether those who do it are known and all of them are such as no state sends: they attack a crowd, they do not
// put it down.
func (r *reading) unlawful(who []int32) bool {
	return len(who) > 0 && !slices.ContainsFunc(who, func(n int32) bool { return !namedOutlaw.holds(r.actorOf(n)) })
}

// takesLeader says whether it is a leader who is taken, not ground: "capture Venezuela's Maduro", but not "capture Assad's town".
func (r *reading) takesLeader(t *trigger) bool {
	if len(t.targets) == 0 || !strings.HasPrefix(r.d.Tokens[t.last].Fold, "captur") {
		return false
	}
	for i := t.last + 1; i < len(r.d.Tokens) && i < t.last+8; i++ {
		if n := r.actorAt[i]; n > 0 && r.actorInfo(&r.actors[n-1]).kind == report.Leader {
			last := r.actors[n-1].last
			return last+1 == len(r.d.Tokens) || r.d.Tokens[last+1].Kind != text.Possessive
		}
	}
	return false
}

// fly says whether all of these are states or their forces, who bomb from the air.
func (r *reading) fly(who []int32) bool {
	for _, n := range who {
		if k := r.actorOf(n).kind; k != report.State && k != report.Military && k != report.Coalition {
			return false
		}
	}
	return true
}

// fight says whether all of these bear arms in a war; rebels without a name do so only as those who attack.
func (r *reading) fight(who []int32, rebels bool) bool {
	for _, n := range who {
		a := r.actorOf(n)
		switch {
		case a.kind == report.Military, a.kind == report.Coalition, rebels && a.kind == report.ArmedGroup:
		case rebels && (a.id == "rebels" || a.id == "militants" || a.id == "gunmen"):
		case a.id == "soldiers" || a.id == "commanders":
		default:
			return false
		}
	}
	return true
}
