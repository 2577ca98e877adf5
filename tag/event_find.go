package tag

import (
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
}

// most bounds how many triggers, losses and cues are looked at: what a report says behind so many changes nothing, and the
// time that pairs of them take stays bounded.
const most = 400

// findTriggers fills r.triggers in the order of the text.
func (r *reading) findTriggers() {
	r.triggers = make([]trigger, 0, 48)
	for i := 0; i < len(r.d.Tokens) && len(r.triggers) < most; i++ {
		if r.stem[i] == 0 && r.exact[i] == 0 {
			continue
		}
		var verb bool
		last, p := r.lang.events.longest(r, i, func(p *pattern, last int) bool { return r.fits(p, i, last) })
		if p == nil {
			continue
		}
		k := &r.lang.kinds[p.value]
		if k.typ == "" {
			i = last
			continue
		}
		if r.inName(i, last) || i > 0 && isHyphen(r.d.Tokens[i-1].Fold) && !r.d.Tokens[i].Space && past(r.d.Tokens[i].Fold) {
			continue // "US-backed", "Saudi-led"
		}
		verb = k.pos == posVerb || k.pos == posClause || k.pos == posIntr || k.pos == posHit || k.pos == posAccuse || k.pos == posEither && r.verbal(i)
		r.triggers = append(r.triggers, trigger{typ: k.typ, pos: k.pos, verb: verb, weak: k.weak, first: i, last: last, why: p.src})
		if last > i && k.pos != posVerb && k.pos != posClause && k.pos != posHit {
			i = last
		}
	}
	r.dropFigures()
	r.dropWeak()
	r.anaphora()
	for i := range r.triggers {
		r.roles(i)
		r.setStatus(i)
	}
	r.victims()
	r.betweenForces()
	r.dropGeneral()
}

// betweenForces makes a clash of an attack by armed men on soldiers, as conflict data do: an attack is on people. What states
// bomb they bomb from the air.
func (r *reading) betweenForces() {
	for i := range r.triggers {
		t := &r.triggers[i]
		if t.typ == report.Bombing && t.verb && t.first == t.last && r.d.Tokens[t.first].Stem == "bomb" && len(t.initiators) > 0 && r.fly(t.initiators) {
			t.typ = report.Airstrike
			continue
		}
		if t.typ != report.Attack || len(t.initiators) == 0 || len(t.targets) == 0 || !r.fight(t.initiators, true) || !r.fight(t.targets, false) {
			continue
		}
		t.typ = report.ArmedClash
	}
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
		if r.d.Tokens[j].Kind == text.Number || r.lang.numbers[r.d.Tokens[j].Fold] > 0 {
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
			chief := -1
			for j := h.first; j <= h.last; j++ {
				if a := r.actorAt[j]; a > 0 {
					hit := &r.actors[a-1]
					if contains(t.initiators, hit.actor) || hit.place || r.says(hit) {
						continue
					}
					t.targets = union(t.targets, []int32{hit.actor})
					if isChief(r.actorInfo(hit)) {
						chief = j
					}
				}
			}
			for j := h.last + 1; j < len(r.d.Tokens) && j < h.last+10 && chief < 0 && r.d.Tokens[j].Sentence == r.d.Tokens[h.last].Sentence; j++ {
				// "two members, including a commander"
				if f := r.d.Tokens[h.last+1].Fold; f != "," && f != "including" && f != "among" {
					break
				}
				if a := r.actorAt[j]; a > 0 && isChief(r.actorInfo(&r.actors[a-1])) {
					chief = j
					t.targets = union(t.targets, []int32{r.actors[a-1].actor})
				}
			}
			if chief >= 0 && !h.wounded && h.n < 10 {
				c := *t
				c.typ, c.aside = report.Assassination, t.aside
				r.triggers = append(r.triggers, c)
			}
		}
	}
}

// isChief says whether an actor is one whose killing is an assassination.
func isChief(a *actor) bool {
	return a.kind == report.Leader || a.id == "commanders" || a.id == "officials"
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
	switch k.pos {
	case posNoun:
		if past(r.d.Tokens[last].Fold) && last > first && !p.gapped() {
			return false // "guerrillas attacked"
		}
		return first != last || !past(r.d.Tokens[first].Fold) && !(r.is(first-1, cTo|cModal|cMaybe))
	case posVerb, posIntr, posHit, posAccuse:
		if first == last || p.gapped() {
			return r.verbal(first)
		}
		return past(r.d.Tokens[first].Fold) || !r.is(first-1, cDet) || r.d.Tokens[first-1].Fold == "that" || r.d.Tokens[first-1].Fold == "this"
	}
	return true
}

// irregular are the past forms that do not end in -ed.
var irregular = func() map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(`struck hit shot fought took taken blew blown stole stolen beat beaten slew slain overthrew overthrown fled
		led left broke broken drove driven fell fallen withdrew withdrawn held met spoke said told sent gave given swore sworn threw thrown
		set burnt put brought rose went gone overran sank wrote made built sought bought lost won shut cut split hurt rode dealt forbade
		felt kept laid bound sued mowed hung hanged rammed flew flown retook found caught drew fed froze frozen`) {
		m[w] = true
	}
	return m
}()

func past(fold string) bool {
	return strings.HasSuffix(fold, "ed") && len(fold) > 4 && fold != "hundred" && fold != "indeed" || irregular[fold]
}

// verbal says whether the word at token i is used as a verb, by its form and its neighbours.
func (r *reading) verbal(i int) bool {
	t := &r.d.Tokens[i]
	if past(t.Fold) {
		return true
	}
	if s := r.sentence(i); i > s.First && t.Shape == text.Initial && !s.InTitle && !s.Upper {
		return false // part of a name: "Press Club"
	}
	before, after := i-1, r.next(i)
	if before >= 0 && r.d.Tokens[before].Sentence != t.Sentence {
		before = -1
	}
	if after < len(r.d.Tokens) && r.d.Tokens[after].Sentence != t.Sentence {
		after = len(r.d.Tokens)
	}
	if strings.HasSuffix(t.Fold, "ing") {
		return !(r.is(before, cDet) || before >= 0 && r.d.Tokens[before].Kind == text.Possessive || r.is(after, cOf))
	}
	if r.is(before, cTo|cModal|cMaybe|cPron|cNeg|cRel) && !r.is(before, cDet) {
		return true
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
	if r.is(after, cBe|cHave|cModal|cMaybe|cSay|cOf|cBy) || r.d.Tokens[after].Kind == text.Punct {
		return false
	}
	if before < 0 {
		return false
	}
	// "Rebels attack army base", "Protesters clash with police", but "rebel attack kills five".
	plural := strings.HasSuffix(r.d.Tokens[before].Fold, "s") || r.d.Tokens[before].Fold == "police" || r.d.Tokens[before].Fold == "gunmen" || r.d.Tokens[before].Fold == "people"
	third := strings.HasSuffix(t.Fold, "s") && !strings.HasSuffix(t.Stem, "s")
	if n := r.actorAt[before]; n > 0 {
		h := &r.actors[n-1]
		return plural != third && !h.adj && (!r.is(after, cPrep) || plural)
	}
	if third {
		return !r.is(after, cPrep|cAnd) && !plural
	}
	return plural && !r.is(after, cAnd)
}

// dropWeak takes away weak triggers that nothing around them supports.
func (r *reading) dropWeak() {
	sentences := len(r.d.Sentences)
	armed := make([]bool, sentences)
	for i := range r.triggers {
		t := &r.triggers[i]
		s := r.d.Tokens[t.first].Sentence
		if !t.weak && t.typ.Class() == report.MaterialConflict && t.typ != report.Protest && t.typ != report.Arrest && (r.topics[s] == 0 || t.last > t.first) {
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
		if t.weak && violent && !armed[s] {
			continue
		}
		if t.weak && !violent && !armed[s] && t.typ.Class() == report.MaterialConflict {
			continue
		}
		out = append(out, t)
	}
	r.triggers = out
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

// topic is a world in which words of war are figures of speech, 0 for none.
type topic = class

// findTopics tells for each sentence whether it is of sport, markets or culture.
func (r *reading) findTopics() {
	r.topics = make([]topic, len(r.d.Sentences))
	for s := range r.d.Sentences {
		st := &r.d.Sentences[s]
		for _, c := range [...]class{cSport, cMarkets, cCulture} {
			seen := ""
			for i := st.First; i < st.End; i++ {
				if r.is(i, c) && r.actorAt[i] == 0 {
					if w := r.d.Tokens[i].Fold; seen == "" {
						seen = w
					} else if w != seen {
						r.topics[s] = c
						break
					}
				}
			}
		}
	}
}

// wholeTopic makes all of a report sport when most of its sentences are.
func (r *reading) wholeTopic() {
	count := 0
	for _, t := range r.topics {
		if t == cSport {
			count++
		}
	}
	if count*2 < len(r.topics) {
		return
	}
	for s := range r.topics {
		r.topics[s] = cSport
	}
}
