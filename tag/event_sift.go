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
		if t.typ == report.Bombing && t.verb && t.first == t.last && r.d.Tokens[t.first].Stem == "bomb" && len(t.initiators) > 0 && r.fly(t.initiators) {
			t.typ = report.Airstrike
			continue
		}
		if t.typ == report.Protest && strings.HasPrefix(r.d.Tokens[t.first].Fold, "block") && len(t.initiators) > 0 && r.official(t.initiators) {
			t.typ = report.Blockade
			continue
		}
		if t.typ == report.ArmedClash && (r.demonstrate(t.initiators) || r.demonstrate(t.targets)) {
			t.typ = report.Riot
			continue
		}
		if t.typ == report.Attack && r.d.Tokens[t.first].Stem == "raid" && r.policeRaid(t) {
			t.typ = report.Arrest
			continue
		}
		if t.typ == report.Attack && len(t.initiators) > 0 && r.putDown(t) {
			t.typ = report.Crackdown
			continue
		}
		if t.typ == report.Crackdown && r.abroad(t) {
			t.typ = report.Attack
		}
		if t.typ != report.Attack || len(t.initiators) == 0 || len(t.targets) == 0 || !r.fight(t.initiators, true) || !r.fight(t.targets, false) {
			continue
		}
		t.typ = report.ArmedClash
	}
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
	if len(t.initiators) == 0 || !r.fight(t.initiators, true) {
		return false
	}
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
	case t.typ == report.Agreement && t.verb && next.typ == report.Ceasefire && !next.verb && next.status == report.Reported:
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

// dropGeneral takes away nouns that speak of violence in general: "terrorist attacks must end", "repression".
func (r *reading) dropGeneral() {
	out := r.triggers[:0]
	for _, t := range r.triggers {
		if !r.general(&t) {
			out = append(out, t)
		}
	}
	r.triggers = out
}

func (r *reading) general(t *trigger) bool {
	if t.typ == report.TerritoryGained && t.first == t.last && strings.HasPrefix(r.d.Tokens[t.first].Fold, "enter") {
		return !r.takesPlace(t)
	}
	f := r.d.Tokens[t.last].Fold
	mass := f == "repression" || f == "torture" || f == "genocide" || f == "terrorism" || f == "sabotage" || f == "violence" || f == "censorship" || f == "carnage" || f == "bloodshed" || f == "unrest"
	if !isViolent(t.typ) || t.verb || !mass && !strings.HasSuffix(f, "s") || r.lang.code != "en" {
		return false
	}
	s := r.sentence(t.first)
	if s.InTitle || int(r.d.Tokens[t.first].Sentence)-r.firstSentence < 2 || len(t.initiators)+len(t.targets) > 0 {
		return false
	}
	for i := range r.tolls {
		if h := r.tolls[i].trigger; h >= s.First && h < s.End && !r.tolls[i].aside {
			return false
		}
	}
	for j := t.first - 1; j >= s.First && j >= t.first-3; j-- {
		if r.d.Tokens[j].Kind == text.Number || r.value[j] > 0 {
			return false
		}
		if f := r.d.Tokens[j].Fold; f == "the" || f == "these" || f == "two" {
			return mass
		}
	}
	for j := t.last + 1; j < s.End && j < t.last+6; j++ { // clashes that break out, occur, continue
		switch r.d.Tokens[j].Stem {
		case "erupt", "broke", "broken", "break", "occur", "took", "rage", "continu", "took_place", "kill", "left", "rock", "rang", "were", "report", "heard":
			return false
		}
	}
	return true
}

// victims makes those who are counted as lost the ones hit; the death of a commander, leader or official is a targeted
// killing besides.
func (r *reading) victims() {
	n := len(r.triggers)
	for i := range n {
		t := &r.triggers[i]
		if !isViolent(t.typ) {
			continue
		}
		for k := range r.tolls {
			h := &r.tolls[k]
			if h.trigger < t.first || h.trigger > t.last || h.first > h.last {
				continue
			}
			chief, leader := -1, false
			for j := h.first; j <= h.last; j++ {
				if a := r.actorAt[j]; a > 0 {
					hit := &r.actors[a-1]
					if contains(t.initiators, hit.actor) || hit.place || r.says(hit) {
						continue
					}
					t.targets = union(t.targets, []int32{hit.actor})
					if a := r.actorInfo(hit); isChief(a) || r.leads(j, h.last) {
						chief, leader = j, a.id != "officials"
					}
				}
			}
			if j := r.highRank(h); chief < 0 && j >= 0 {
				chief, leader = j, true
				if st := r.adjState(j - 1); st >= 0 {
					t.targets = union(t.targets, []int32{r.t.actors.byID[r.actorOf(st).id+"-military"]})
				}
			}
			for j := h.last + 1; j < len(r.d.Tokens) && j < h.last+10 && chief < 0 && r.d.Tokens[j].Sentence == r.d.Tokens[h.last].Sentence; j++ {
				// "two members, including a commander"
				if f := r.d.Tokens[h.last+1].Fold; f != "," && f != "including" && f != "among" {
					break
				}
				if a := r.actorAt[j]; a > 0 && isChief(r.actorInfo(&r.actors[a-1])) {
					chief, leader = j, r.actorInfo(&r.actors[a-1]).id != "officials"
					t.targets = union(t.targets, []int32{r.actors[a-1].actor})
				}
			}
			if chief >= 0 && !h.wounded && h.n < 10 {
				c := *t
				c.typ, c.aside, c.chief = report.Assassination, t.aside, leader
				r.triggers = append(r.triggers, c)
			}
		}
	}
}

// leads says whether the name at token j is that of an armed group or party whose leader is meant: "a Hamas leader".
func (r *reading) leads(j, last int) bool {
	hit := &r.actors[r.actorAt[j]-1]
	if a := r.actorInfo(hit); a.generic || a.kind != report.ArmedGroup && a.kind != report.Party {
		return false
	}
	if i := hit.first - 1; i > 0 {
		if r.is(i, cDet) {
			i--
		}
		if i > 0 && r.is(i, cOf) {
			switch r.d.Tokens[i-1].Fold {
			case "leader", "chief", "head", "founder", "mastermind", "commander":
				return true
			}
		}
	}
	for j = hit.last + 1; j <= last && j <= hit.last+4; j++ {
		switch r.d.Tokens[j].Fold {
		case "leader", "chief", "head", "founder", "mastermind", "commander":
			return true
		}
		if !r.is(j, cMod) && r.d.Tokens[j].Kind != text.Possessive {
			return false
		}
	}
	return false
}

// highRank returns the token of a general's or admiral's rank among those lost, -1 without one.
func (r *reading) highRank(h *tollHit) int {
	for j := h.first + 1; j <= h.last; j++ {
		switch r.d.Tokens[j].Fold {
		case "general", "admiral", "brigadier":
			if k := j + 1; r.is(j-1, cDet|cMod) || r.nameIDs[j-1] != 0 || r.d.Tokens[j].Shape == text.Initial && k < len(r.d.Tokens) && r.d.Tokens[k].Shape == text.Initial {
				return j
			}
		}
	}
	return -1
}

// isChief says whether an actor is one whose killing is an assassination.
func isChief(a *actor) bool {
	return a.kind == report.Leader || a.id == "commanders" || a.id == "officials"
}

// dropWeak takes away weak triggers that nothing around them supports.
func (r *reading) dropWeak() {
	sentences := len(r.d.Sentences)
	armed := make([]bool, sentences)
	for i := range r.triggers {
		t := &r.triggers[i]
		s := r.d.Tokens[t.first].Sentence
		if r.heard(t) || !t.weak && classOf(t.typ) == report.MaterialConflict && t.typ != report.Protest && t.typ != report.Arrest && (r.topics[s] == 0 || t.last > t.first) {
			armed[s] = true
		}
	}
	for i := range r.tolls {
		armed[r.d.Tokens[r.tolls[i].trigger].Sentence] = true
	}
	for i := range r.actors {
		h := &r.actors[i]
		switch r.actorInfo(h).kind {
		case report.Military, report.ArmedGroup, report.Police, report.Intelligence, report.Coalition:
			armed[r.d.Tokens[h.first].Sentence] = true
		case report.People:
			switch r.actorInfo(h).id {
			case "gunmen", "rebels", "militants", "bandits", "commanders", "rioters", "civilians":
				armed[r.d.Tokens[h.first].Sentence] = true
			}
		}
	}
	out := r.triggers[:0]
	for _, t := range r.triggers {
		s := r.d.Tokens[t.first].Sentence
		violent := isViolent(t.typ)
		if topic := r.topics[s]; topic != 0 && (violent || t.typ == report.Protest || t.typ == report.Release) && !armed[s] {
			continue
		}
		if t.weak && violent && !armed[s] && !r.attributed(&t) && !r.personShot(&t) && !r.hitsFacility(&t) {
			continue
		}
		if t.weak && !violent && !armed[s] && classOf(t.typ) == report.MaterialConflict {
			continue
		}
		out = append(out, t)
	}
	r.triggers = out
}

// personShot says whether somebody "shot" is told of: "scientist shot in his car".
func (r *reading) personShot(t *trigger) bool {
	if r.d.Tokens[t.first].Fold != "shot" || t.first == 0 || !r.is(t.last+1, cPrep|cBy) {
		return false
	}
	n := r.actorAt[t.first-1]
	return n > 0 && r.actorInfo(&r.actors[n-1]).kind == report.People && r.topics[r.d.Tokens[t.first].Sentence] == 0
}

// hitsFacility says whether what is hit belongs to a state's forces: "hit a Russian airbase".
func (r *reading) hitsFacility(t *trigger) bool {
	if !t.verb || !hits(r.d.Tokens[t.first].Stem) {
		return false
	}
	s := r.sentence(t.first)
	for j := t.last + 1; j < s.End && j < t.last+3; j++ {
		if r.facility(j, s.End, nil) >= 0 {
			return true
		}
	}
	return false
}

// attributed says whether somebody is said to have done what a noun tells of: "a strike blamed on", "an attack claimed by".
func (r *reading) attributed(t *trigger) bool {
	i := t.last + 1
	if t.verb || i+1 >= len(r.d.Tokens) {
		return false
	}
	switch f := r.d.Tokens[i].Fold; f {
	case "blamed":
		return r.d.Tokens[i+1].Fold == "on"
	case "claimed":
		return r.is(i+1, cBy)
	}
	return false
}

// anaphora gives "the strike", "the attack", "the blast" the type of the violent event told before.
func (r *reading) anaphora() {
	var before *trigger
	for i := range r.triggers {
		t := &r.triggers[i]
		if !isViolent(t.typ) || t.first != t.last && t.typ != report.Attack {
			if isViolent(t.typ) && before == nil {
				before = t
			}
			continue
		}
		definite := !t.verb && t.first == t.last && t.first > 0 && (r.d.Tokens[t.first-1].Fold == "the" || r.d.Tokens[t.first-1].Fold == "this") && !strings.HasSuffix(r.d.Tokens[t.first].Fold, "s")
		if definite && before != nil && kindred(t.typ, before.typ) && !r.is(t.last+1, cOf|cTarget) {
			t.typ, t.again = before.typ, true
			continue
		}
		if before == nil {
			before = t
		}
	}
}

// kindred says whether a general word of one type may stand for an event of another: "the attack" for a bombing.
func kindred(general, special report.EventType) bool {
	switch general {
	case report.Attack:
		return true
	case report.Bombing:
		return special == report.SuicideBombing || special == report.Airstrike
	case report.Airstrike:
		return special == report.Shelling
	}
	return false
}
