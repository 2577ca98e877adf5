package tag

import (
	"strings"

	"tocsin/report"
	"tocsin/text"
)

// dropGeneral takes away what speaks of violence in general: "terrorist attacks must end", "repression", "officers who torture".
func (r *reading) dropGeneral() {
	out := r.triggers[:0]
	for _, t := range r.triggers {
		if !r.general(&t) {
			out = append(out, t)
			continue
		}
		r.dropVague(&t)
	}
	r.triggers = out
}

func (r *reading) general(t *trigger) bool {
	if t.typ == report.TerritoryGained && t.first == t.last && strings.HasPrefix(r.d.Tokens[t.first].Fold, "enter") {
		return !r.takesPlace(t)
	}
	if t.typ == report.TerritoryGained && t.pos == posHit && t.aside >= 2 {
		return true // "since the town fell to the rebels"
	}
	if r.habit(t) || r.denied(t) || t.typ == report.Accusation && r.onlyAlleged(t) {
		return true
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

// habit says whether a verb behind the beginning of a report tells in the present tense what somebody does again and again, or a
// noun with an uncounted plural does so of no time: "who kidnap and murder", "the killing of journalists".
func (r *reading) habit(t *trigger) bool {
	s := r.sentence(t.first)
	if r.lang.code != "en" || !isViolent(t.typ) || t.status != report.Reported || !r.late(t.first) || s.InTitle || s.Headline || r.dated(s) {
		return false
	}
	f := r.d.Tokens[t.first].Fold
	switch {
	case t.verb:
		if r.past(t.first) {
			b := r.d.Tokens[t.first-1].Fold
			return b == "are" || adverb(b) && r.d.Tokens[t.first-2].Fold == "are" || r.ofKind(t, s) // "suspects are executed at once"
		}
		return !strings.HasSuffix(f, "ing") && t.first == t.last && !r.is(t.first-1, cTo|cModal|cMaybe)
	case strings.HasSuffix(f, "s"):
		return true
	}
	of := t.last + 1
	return r.is(of, cOf) && !r.is(of+1, cDet) && r.anybody(of+1, s)
}

// ofKind says whether a participle only tells what kind of people are meant: "relatives of missing and murdered students".
func (r *reading) ofKind(t *trigger, s *text.Sentence) bool {
	i := t.first - 1
	for i > s.First && (r.is(i, cAnd) || r.comma(i)) {
		i -= 2
	}
	return t.first == t.last && (r.is(i, cOf) || r.is(i, cPrep)) && r.anybody(t.first+1, s)
}

// anybody says whether uncounted people without a name or an article stand at token i: "human beings", "security officers".
func (r *reading) anybody(i int, s *text.Sentence) bool {
	for end := min(i+3, s.End); i < end && !r.is(i, cDet|cPrep|cAnd|cBe|cHave|cSay) && r.d.Tokens[i].Kind == text.Word; i++ {
		if r.pluralPeople(i) || r.d.Tokens[i].Fold == "beings" {
			return true
		}
	}
	return false
}

// dated says whether a sentence has a number, a loss, a day or a month: what it tells of is no matter of habit.
func (r *reading) dated(s *text.Sentence) bool {
	for i := s.First; i < s.End; i++ {
		switch f := r.d.Tokens[i].Fold; f {
		case "today", "yesterday", "tonight", "morning", "afternoon", "evening", "night", "overnight", "ago", "week", "weekend":
			return true
		default:
			if r.d.Tokens[i].Kind == text.Number || r.has(i, tWeekday|tMonth) || r.value[i] > 0 && f != "many" {
				return true
			}
		}
	}
	return false
}

// denied says whether an accusation is only what somebody denies or rejects in the same breath: "has denied charges that".
func (r *reading) denied(t *trigger) bool {
	if t.typ != report.Accusation || t.verb && r.d.Tokens[t.first].Stem != "charg" {
		return false
	}
	for i := range r.triggers {
		if o := &r.triggers[i]; o.typ == report.Statement && o.verb && o.first < t.first && o.last >= t.first-4 && r.d.Tokens[o.first].Sentence == r.d.Tokens[t.first].Sentence {
			switch r.d.Tokens[o.first].Stem {
			case "deni", "deny", "reject", "dismiss", "refut":
				return true
			}
		}
	}
	return false
}

// onlyAlleged says whether "alleged" only describes somebody: "an alleged smuggler", at the head of a title.
func (r *reading) onlyAlleged(t *trigger) bool {
	return t.first == t.last && r.d.Tokens[t.first].Fold == "alleged" && (t.first == r.sentence(t.first).First || r.is(t.first-1, cDet|cPrep|cOf|cBy|cAnd))
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
					if contains(t.initiators, hit.actor) || hit.place || r.says(hit) || r.leadsOthers(hit) {
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
				t = &r.triggers[i]
			}
		}
	}
}

// leadsOthers says whether a name only tells who leads those behind it: "soldiers of the NATO-led force".
func (r *reading) leadsOthers(h *actorHit) bool {
	return h.last+2 < len(r.d.Tokens) && r.hyphen(h.last+1) && (r.d.Tokens[h.last+2].Fold == "led" || r.behind(h.last))
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
