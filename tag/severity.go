package tag

import (
	"fmt"
	"slices"

	"tocsin/report"
)

// The sum behind a severity. Points are given once each; the level is read off the sum:
//
//	 0-1   info
//	 2-4   low
//	 5-8   moderate
//	 9-18  high
//	19-    critical
//
//	main event             its type (typePoints), halved when claimed, threatened; none when denied, hypothetical, historical, an exercise
//	another kind           of violence that happened: 1
//	killed                 1: 2, 2: 3, 5: 5, 20: 6, 50: 10, 100: 15
//	killed by a mishap     1: 1, 5: 2, 8: 3, 20: 4, 50: 7, 100: 8, 300: 10 (accidents, disasters, disease)
//	wounded                1: 1, 20: 2, 100: 3
//	abducted               3: 1, 20: 2, 100: 4
//	target                 a commander or leader 2, an official 1 (unless a targeted killing counts), civilians 1
//	parties                state against state 4, a coalition 2
//	words of escalation    2 each, at most 4 ("dangerous escalation", "all-out war", "red line")
//	capital                violence in a capital 1, a capital that is taken 5
//	cooperation            a ceasefire, agreement, release or withdrawal told at the beginning, talks that are the main event: -2
//
// What a report of something else tells as background counts for nothing, see background.go.
var levelFrom = [...]int{0, 2, 5, 9, 19}

var typePoints = map[report.EventType]int{
	report.Nuclear: 9, report.ChemicalAttack: 9, report.Coup: 9, report.SuicideBombing: 6, report.Airstrike: 5, report.Shelling: 5,
	report.Bombing: 5, report.ArmedClash: 5, report.Attack: 4, report.Assassination: 5, report.Abduction: 3, report.SexualViolence: 3,
	report.PropertyDestruction: 2, report.MobViolence: 3, report.Riot: 3, report.Crackdown: 3, report.Protest: 1, report.Arrest: 1,
	report.WeaponsSeizure: 1, report.TerritoryGained: 5, report.Mobilization: 3, report.Blockade: 3, report.Cyberattack: 3,
	report.Threat: 3, report.Sanctions: 2, report.Expulsion: 2, report.Demand: 1, report.Rejection: 1, report.Condemnation: 1, report.Accusation: 1,
	report.Disaster: 3, report.Accident: 2, report.Crime: 1, report.Displacement: 2,
}

// severity sums up how bad the report is, with the reasons.
func (r *reading) severity(evs []event, killed, wounded *tollHit, where []report.Place) report.Severity {
	sev := report.Severity{Because: []report.Reason{}}
	add := func(reason string, points int, text string) {
		if points != 0 {
			sev.Because = append(sev.Because, report.Reason{Reason: reason, Points: points, Text: text})
			sev.Score += points
		}
	}
	violent := r.sevEvents(evs, add)
	if killed != nil && killed.n > 0 && !killed.aside {
		points := steps(killed.n, 1, 2, 2, 3, 5, 5, 20, 6, 50, 10, 100, 15)
		if mishap(evs) {
			points = steps(killed.n, 1, 1, 5, 2, 8, 3, 20, 4, 50, 7, 100, 8, 300, 10)
		}
		add(fmt.Sprintf("%d killed", killed.n), points, r.raw(killed.first, killed.last))
	}
	if wounded != nil && wounded.n > 0 && !wounded.aside {
		add(fmt.Sprintf("%d wounded", wounded.n), steps(wounded.n, 1, 1, 20, 2, 100, 3), r.raw(wounded.first, wounded.last))
	}
	if n, h := r.taken(evs); n > 0 {
		add(fmt.Sprintf("%d abducted", n), steps(n, 3, 1, 20, 2, 100, 4), r.raw(h.first, h.last))
	}
	if violent {
		r.sevTargets(evs, add)
		r.sevCapital(where, add)
	}
	r.sevFallen(evs, add)
	r.sevWords(add)
	r.sevCooperation(evs, violent, add)
	sev.Score = max(sev.Score, 0)
	for l, from := range levelFrom {
		if sev.Score >= from {
			sev.Level = report.Level(l)
		}
	}
	return sev
}

// mishap says whether a report tells first of an accident or disaster, words about it aside.
func mishap(evs []event) bool {
	for i := range evs {
		if grave(evs[i].typ) || evs[i].typ.Class() == report.MaterialConflict {
			return grave(evs[i].typ) && !isViolent(evs[i].typ)
		}
	}
	return false
}

// steps returns the points of the last threshold that n reaches; thresholds and points alternate.
func steps(n int, table ...int) int {
	p := 0
	for i := 0; i+1 < len(table); i += 2 {
		if n >= table[i] {
			p = table[i+1]
		}
	}
	return p
}

// sevEvents counts the worst of the events that happened or are threatened, and a second kind of violence.
func (r *reading) sevEvents(evs []event, add func(string, int, string)) (violent bool) {
	best, second := -1, -1
	points := func(e *event) int {
		p := typePoints[e.typ]
		switch e.status {
		case report.Reported:
			return p
		case report.Claimed, report.Threatened:
			return (p + 1) / 2
		}
		return 0
	}
	for i := range evs {
		e := &evs[i]
		if i > 0 && e.score < evs[0].score-5 || points(e) == 0 || isViolent(e.typ) && r.background(e.first) {
			continue
		}
		violent = violent || isViolent(e.typ) && e.status != report.Threatened
		switch {
		case best < 0 || points(e) > points(&evs[best]):
			best, second = i, best
		case second < 0 || points(e) > points(&evs[second]):
			second = i
		}
	}
	if best >= 0 {
		e := &evs[best]
		label := e.typ.Label()
		if e.status != report.Reported {
			label += ", " + string(e.status)
		}
		add(label, points(e), r.raw(e.first, e.last))
	}
	if second >= 0 && isViolent(evs[second].typ) && evs[second].status != report.Threatened && evs[second].typ != evs[best].typ {
		add("also "+evs[second].typ.Label(), 1, r.raw(evs[second].first, evs[second].last))
	}
	return violent
}

// sevTargets counts who is hit and whether states fight states.
func (r *reading) sevTargets(evs []event, add func(string, int, string)) {
	var state, force, victim, chief bool
	meant := false // a targeted killing counts by its type
	for i := range evs {
		meant = meant || evs[i].typ == report.Assassination
		if e := &evs[i]; e.chief && e.status.Happened() && !chief && !r.background(e.first) {
			chief = true
			add("a leader or commander is hit", 2, r.raw(e.first, e.last))
		}
	}
	for i := range evs {
		e := &evs[i]
		if !isViolent(e.typ) || !e.status.Happened() || e.status == report.Threatened || r.background(e.first) {
			continue
		}
		hit := e.targets
		if e.typ == report.ArmedClash {
			hit = union(union(nil, e.targets), e.initiators) // both sides are named as those who fight
		}
		for _, t := range hit {
			a := r.actorOf(t)
			switch {
			case (a.kind == report.Leader || a.id == "commanders") && !chief:
				chief = true
				add("a leader or commander is hit", 2, a.name)
			case a.id == "officials" && !chief && !meant:
				chief = true
				add("an official or politician is hit", 1, a.name)
			case (a.id == "civilians" || a.id == "children" || a.id == "women" || a.id == "refugees" || a.id == "journalists" || a.id == "aid-workers") && !victim:
				victim = true
				add("civilians are hit", 1, a.name)
			}
			for _, b := range append(append([]int32(nil), e.initiators...), e.accused...) {
				if b == t {
					continue
				}
				o := r.actorOf(b)
				if a.country != "" && o.country != "" && a.country != o.country && official(a.kind) && official(o.kind) && !state {
					state = true
					add("state against state", 4, o.name+" / "+a.name)
				} else if o.kind == report.Coalition && !force {
					force = true
					add("a coalition takes part", 2, o.name)
				}
			}
		}
	}
}

// lawless says whether gunmen or gangs are among these: what they release eases nothing.
func (r *reading) lawless(who []int32) bool {
	for _, n := range who {
		switch r.actorOf(n).id {
		case "bandits", "gunmen":
			return true
		}
	}
	return false
}

// armed says whether an armed group is among these: whom it detains it has taken.
func (r *reading) armed(who []int32) bool {
	return slices.ContainsFunc(who, func(n int32) bool { return r.actorOf(n).kind == report.ArmedGroup })
}

// taken returns how many people an abduction that happened took, with where it says so.
func (r *reading) taken(evs []event) (int, tollHit) {
	for i := range evs {
		e := &evs[i]
		if e.status != report.Reported || e.typ != report.Abduction && !(e.typ == report.Arrest && r.armed(e.initiators)) {
			continue
		}
		for _, m := range e.mentions {
			s := r.sentence(m[0])
			for j := m[0]; j < s.End && j < m[1]+8; j++ {
				n, _, last, ok := r.number(j, s.End)
				if !ok || r.dateOrAge(j, s) || r.notPeople(last+1, s) {
					continue
				}
				return n, tollHit{first: j, last: last}
			}
			if h, ok := r.countLeft(m[0], s); ok && h.n > 1 {
				return h.n, h
			}
		}
	}
	return 0, tollHit{}
}

func official(k report.ActorKind) bool {
	return k == report.State || k == report.Military || k == report.Intelligence
}

// sevWords counts the words of escalation.
func (r *reading) sevWords(add func(string, int, string)) {
	n := 0
	var first *pattern // each word counts once
	for i := 0; i < len(r.d.Tokens) && n < 2; i++ {
		if r.stem[i] == 0 && r.exact[i] == 0 || r.figures != nil && (r.figures[r.d.Tokens[i].Sentence] || r.inTale(i)) {
			continue
		}
		if last, p := r.lang.words.longest(r, i, nil); p != nil && p != first && !r.background(i) && !r.bygone(i) && !r.drill(i) && !r.longAgo(i, r.sentence(i)) {
			add("words of escalation", 2, r.raw(i, last))
			first = p
			n++
			i = last
		}
	}
}

// bygone says whether token i tells of an event that did not happen now: the genocide that a film is about.
func (r *reading) bygone(i int) bool {
	for k := range r.triggers {
		if t := &r.triggers[k]; t.first <= i && i <= t.last && !t.status.Happened() {
			return true
		}
	}
	return false
}

// drill says whether the sentence of token i tells of an exercise: a mass casualty event that it includes.
func (r *reading) drill(i int) bool {
	s := r.sentence(i)
	for k := r.cuesFrom(s.First); k < len(r.cues) && r.cues[k].first < s.End; k++ {
		if c := r.cues[k].cue; c.anywhere && c.status == report.Exercise {
			return true
		}
	}
	return false
}

// sevCooperation takes off points where the report tells of easing.
func (r *reading) sevCooperation(evs []event, violent bool, add func(string, int, string)) {
	for i := range evs {
		e := &evs[i]
		switch e.typ {
		case report.Ceasefire, report.Release, report.Withdrawal, report.Agreement, report.Talks:
			if e.typ == report.Talks && i > 0 {
				continue // talks ease where they are the news, not where an attack overshadows them
			}
			if e.status == report.Reported && i < 3 && !r.late(e.first) && !r.lawless(e.initiators) {
				add("easing: "+e.typ.Label(), -2, r.raw(e.first, e.last))
				return
			}
		}
	}
}
