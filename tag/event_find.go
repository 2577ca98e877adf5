package tag

import (
	"slices"
	"strings"

	"tocsin/report"
	"tocsin/text"
)

// A trigger is a stretch of text that tells of an event.
type trigger struct {
	typ         report.EventType
	pos         pos
	verb        bool // used as a verb
	passive     bool
	weak        bool
	first, last int
	status      report.Status
	aside       int    // points off because it stands in a subordinate place
	why         string // the pattern
	cue         string // what gave the status
	initiators  []int32
	targets     []int32
	accused     []int32
	loss        bool // a loss is told in its sentence
	again       bool // "the attack": an event told before
	chief       bool // a leader or commander is among those lost
	answer      bool // what another event answers: "in retaliation for"
}

// most bounds how many triggers, losses and cues are looked at: what a report says behind so many changes nothing, and the
// time that pairs of them take stays bounded.
const most = 400

// findTriggers fills r.triggers in the order of the text.
func (r *reading) findTriggers() {
	for i := 0; i < len(r.d.Tokens) && len(r.triggers) < most; i++ {
		if r.stem[i] == 0 && r.exact[i] == 0 && r.actorAt[i] == 0 {
			continue
		}
		var verb bool
		last, p := r.lang.events.longest(r, i, func(p *pattern, last int) bool { return r.fits(p, i, last) })
		if p == nil {
			continue
		}
		if r.month(i) || r.tended(i) || r.bodiesKnown(i) {
			continue
		}
		k := &r.lang.kinds[p.value]
		if k.typ == "" {
			r.tolls = slices.DeleteFunc(r.tolls, func(h tollHit) bool { return i <= h.trigger && h.trigger <= last })
			i = last
			continue
		}
		if r.kills(i, last) && r.otherObject(last) || r.nobodyLost(i, last, k) {
			continue
		}
		if r.inName(i, last) || i > 0 && r.hyphen(i-1) && !r.d.Tokens[i].Space && r.past(i) {
			continue // "US-backed", "Saudi-led"
		}
		verb = k.pos == posVerb || k.pos == posClause || k.pos == posIntr || k.pos == posHit || k.pos == posAccuse || k.pos == posEither && r.verbal(i)
		r.triggers = append(r.triggers, trigger{typ: k.typ, pos: k.pos, verb: verb, weak: k.weak, first: i, last: last, why: p.src})
		if last > i && k.pos != posVerb && k.pos != posClause && k.pos != posHit {
			i = last
		}
	}
	r.dropCovered()
	r.dropFigures()
	r.dropWeak()
	r.anaphora()
	for i := range r.triggers {
		r.triggers[i].answer = r.answers(&r.triggers[i])
	}
	for i := range r.triggers {
		r.roles(i)
		r.setStatus(i)
	}
	r.findBlame()
	r.findAvowed()
	r.titleOfPast()
	r.judged()
	r.pastLosses()
	r.ofLead()
	r.victims()
	r.betweenForces()
	r.dropGeneral()
	r.findBackground()
}

// kills says whether a word is of killing, whose object tells whether it is violence.
func (r *reading) kills(first, last int) bool {
	switch r.d.Tokens[first].Stem {
	case "kill", "slaughter", "massacr", "shot", "shoot", "destroy":
		return first == last && r.d.Tokens[first].Stem != "destroy"
	}
	return false
}

// nobodyLost says whether a verb of loss tells that nobody was lost: "nobody was killed".
func (r *reading) nobodyLost(first, last int, k *eventPattern) bool {
	if k.typ != report.Attack || first != last {
		return false
	}
	for i := range r.tolls {
		if h := &r.tolls[i]; h.trigger == first {
			return h.n == 0 && r.d.Tokens[h.first].Kind != text.Number
		}
	}
	return false
}

// otherObject says whether what is counted behind a verb is no people: "kills 1,200 jobs", "killed two of her bills".
func (r *reading) otherObject(last int) bool {
	s := r.sentence(last)
	n, _, end, ok := r.number(last+1, s.End)
	if !ok || n == 0 {
		return false
	}
	if end++; r.is(end, cOf) {
		for end++; end < s.End && r.is(end, cDet); {
			end++
		}
	}
	return end < s.End && r.notPeople(end, s)
}

// inName says whether the words are part of an actor's proper name: "Save the Children", "Islamic Resistance".
func (r *reading) inName(first, last int) bool {
	n := r.actorAt[first]
	if n == 0 {
		return false
	}
	h := &r.actors[n-1]
	return h.last > h.first && !r.actorInfo(h).generic && h.last >= last
}

// fits says whether the words are of the part of speech that the pattern wants.
func (r *reading) fits(p *pattern, first, last int) bool {
	if r.lang.code != "en" {
		return true
	}
	k := &r.lang.kinds[p.value]
	if n := r.next(first); k.typ == report.TerritoryGained && k.pos != posHit && n < last && (r.d.Tokens[n].Fold == "place" || r.is(n, cTo)) {
		return false // "took place in the village", "took to the streets of the town"
	}
	switch k.pos {
	case posClause:
		return !bombed(r.d.Tokens[first].Fold) && !r.agent(first)
	case posNoun:
		if p.single && strings.HasSuffix(p.src, "ing") && !strings.Contains(r.d.Tokens[first].Fold, "ing") {
			return false // "kills" is no killing
		}
		if r.past(last) && last > first && !p.gapped() {
			return false // "guerrillas attacked"
		}
		return first != last || !r.past(first) && !(r.is(first-1, cTo|cModal|cMaybe))
	case posVerb, posIntr, posHit, posAccuse:
		if first == last || len(p.elems) > 1 && p.elems[1].gap > 0 {
			return r.verbal(first)
		}
		return r.past(first) || !r.is(first-1, cDet) && !(first > 0 && r.d.Tokens[first-1].Fold == "in") || r.d.Tokens[first-1].Fold == "that" || r.d.Tokens[first-1].Fold == "this"
	}
	return true
}

// agent says whether the noun at token i belongs to what stands before it, so that no clause begins with it: "a raid by jets".
func (r *reading) agent(i int) bool {
	first := r.sentence(i).First
	for i > first && r.adjState(i-1) >= 0 {
		i--
	}
	g := r.governed(i, first)
	return g >= 0 && (r.is(g, cBy|cOf|cTarget) || r.d.Tokens[g].Fold == "with" || r.d.Tokens[g].Fold == "from") && !r.ofGroup(g, first)
}

// verbal says whether the word at token i is used as a verb, by its form and its neighbours.
func (r *reading) verbal(i int) bool {
	t := &r.d.Tokens[i]
	if r.past(i) {
		return true
	}
	s := r.sentence(i)
	if i > s.First && t.Shape == text.Initial && !s.InTitle && !s.Upper {
		return false // part of a name: "Press Club"
	}
	before, after := i-1, r.next(i)
	if before >= 0 && r.d.Tokens[before].Sentence != t.Sentence {
		before = -1
	}
	if after < len(r.d.Tokens) && r.d.Tokens[after].Sentence != t.Sentence {
		after = len(r.d.Tokens)
	}
	if strings.HasSuffix(t.Fold, "ing") && after < len(r.d.Tokens) && !r.is(before, cBe) && (r.is(after, cLight) || r.past(after) || r.is(before, cMod) && r.actorAt[after] == 0 && !r.is(after, cDet)) && !r.is(after, cBy) {
		return false // "border shelling resumes"
	}
	if strings.HasSuffix(t.Fold, "ing") {
		if r.is(after, cBe) && !r.is(before, cBe) {
			return false // "shooting was heard"
		}
		if r.is(after, cPrep) && !r.is(after, cTarget) && !r.is(before, cBe) {
			return false // "shelling in two towns"
		}
		return !(before >= 0 && r.nameIDs[before] != 0 && r.actorAt[before] == 0 && r.adjState(before) >= 0 || r.is(before, cDet) || before >= 0 && r.d.Tokens[before].Kind == text.Possessive || r.is(after, cOf) || after < len(r.d.Tokens) && r.d.Tokens[after].Fold == "between")
	}
	third := strings.HasSuffix(t.Fold, "s") && (!strings.HasSuffix(t.Stem, "s") || t.Fold == t.Stem+"es")
	if r.is(before, cTo|cModal|cMaybe|cPron|cNeg|cRel) && !r.is(before, cDet) {
		return !(third && r.is(before, cTo|cModal|cMaybe)) // "in response to attacks"
	}
	if r.is(before, cDet|cPrep|cOf|cBy|cTarget) || before >= 0 && (r.d.Tokens[before].Kind == text.Possessive || r.d.Tokens[before].Kind == text.Number) {
		return false
	}
	if after >= len(r.d.Tokens) {
		return false
	}
	if r.is(after, cDet|cPron) || r.d.Tokens[after].Kind == text.Number || r.actorAt[after] > 0 {
		return true
	}
	if r.value[after] > 0 && !r.is(r.next(after), cTime) {
		return true // "kill four villagers", but "attack two days ago"
	}
	if r.is(after, cBe|cHave|cModal|cMaybe|cSay|cOf|cBy) || r.d.Tokens[after].Kind == text.Punct {
		return false
	}
	if before < 0 || r.verbAt(before) {
		return false // "condemns attack"
	}
	// "Rebels attack army base", "Protesters clash with police", but "rebel attack kills five".
	plural := strings.HasSuffix(r.d.Tokens[before].Fold, "s") && (r.d.Tokens[before].Shape != text.Upper || s.Upper) || r.d.Tokens[before].Fold == "police" || r.d.Tokens[before].Fold == "gunmen" || r.d.Tokens[before].Fold == "people"
	if n := r.actorAt[before]; n > 0 {
		h := &r.actors[n-1]
		plural = plural || h.first > 1 && (r.is(h.first-1, cAnd) || r.comma(h.first-1)) && r.actorAt[h.first-2] > 0
		return plural != third && !h.adj && (!r.is(after, cPrep) || plural)
	}
	if third {
		return !r.is(after, cPrep|cAnd) && !plural
	}
	return plural && !r.is(after, cAnd)
}

// isViolent says whether a type is of force against people or property.
func isViolent(t report.EventType) bool {
	switch t {
	case report.Airstrike, report.Shelling, report.Bombing, report.SuicideBombing, report.ArmedClash, report.Attack, report.Assassination,
		report.Abduction, report.SexualViolence, report.ChemicalAttack, report.PropertyDestruction, report.MobViolence, report.Riot,
		report.Crackdown:
		return true
	}
	return false
}

// bombed says whether a word is a verb that shares its stem with a weapon: "bombed", "shelled".
func bombed(fold string) bool {
	switch fold {
	case "bombed", "bombing", "shelled", "shelling", "mined", "mining", "rocketed", "charged", "charging", "fired", "firing", "blasted":
		return true
	}
	return false
}
