package tag

import (
	"slices"
	"strings"

	"tocsin/report"
	"tocsin/text"
)

// A wordOrder is how the sentences of a language say who does what to whom. The zero value is subject, verb, object.
type wordOrder struct {
	cases       bool     // adjectives stand before their nouns, and doers of what was suffered without a preposition
	verbFirst   bool     // the subject stands behind the verb
	participles []string // how the words end for what was suffered
	finite      []string // how those end that are verbs for sure
}

var orders = map[string]wordOrder{
	"ar": {verbFirst: true},
	"es": {participles: []string{"ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas", "uerto", "uerta", "uertos", "uertas"}, finite: []string{"ó", "aron", "ieron"}},
	"fr": {participles: []string{"é", "ée", "és", "ées", "i", "ie", "is", "ies", "u", "ue", "us", "ues", "ert", "erts"}},
	"ru": {cases: true, participles: []string{"ан", "ана", "ано", "аны", "ен", "ена", "ено", "ены", "ён", "бит", "бита", "биты", "ят", "яты"}, finite: []string{"ал", "ала", "али", "ял", "яла", "яли", "ил", "ила", "или"}},
	"uk": {cases: true, participles: []string{"ано", "ані", "аний", "ана", "ено", "ені", "ений", "ена", "бито", "биті", "битий"}, finite: []string{"ав", "ала", "али", "яв", "яла", "яли", "ив", "ила", "или"}},
}

// endsAs says whether the word at token i, as it is written, ends as one of these.
func (r *reading) endsAs(i int, ends []string) bool {
	w := strings.ToLower(r.d.Raw(i))
	return slices.ContainsFunc(ends, func(end string) bool { return strings.HasSuffix(w, end) })
}

// verbAbroad says whether the words of a trigger are used as a verb, whatever its pattern says, since nouns share their stem: by their
// ending or behind "have" or "be".
func (r *reading) verbAbroad(t *trigger, s *text.Sentence) bool {
	if t.verb || r.endsAs(t.first, r.lang.order.finite) {
		return true
	}
	return t.first > s.First && r.is(t.first-1, cHave|cBe) && r.endsAs(t.first, r.lang.order.participles)
}

// rolesAbroad finds who does what to whom around a trigger in another language than English, by the order of words, prepositions and
// the adjectives of states.
func (r *reading) rolesAbroad(t *trigger, s *text.Sentence) {
	t.initiators = r.afterBy(t.first, s.End)
	if c := classOf(t.typ); c != report.MaterialConflict && t.typ != report.Release && t.typ != report.Threat {
		return
	}
	switch {
	case r.lang.order.verbFirst && t.verb && r.tellsLoss(t): // "killed three" and "three were killed" are one word
		t.targets = without(r.objectAbroad(t.last+1, min(t.last+6, s.End), nil), t.initiators)
	case t.pos == posFixed && r.actorAt[t.first] > 0: // "policía _ dispara contra _ manifestantes", a pattern of its own
		t.initiators = []int32{r.actors[r.actorAt[t.first]-1].actor}
		t.targets = without(r.within(t), t.initiators)
	case !r.verbAbroad(t, s):
		r.nounAbroad(t, s)
	case r.passiveAbroad(t, s):
		t.passive = true
		if t.targets = r.subjectAbroad(t.first, s.First); t.targets == nil && r.lang.order.cases {
			t.targets = without(r.objectAbroad(t.first+1, s.End, t.initiators), t.initiators) // "разгромлена колонна армии"
		} else if t.initiators == nil && r.lang.order.cases {
			t.initiators = r.adjacent(t.last+1, s.End)
		}
	default:
		if t.initiators == nil {
			t.initiators = r.subjectAbroad(t.first, s.First)
		}
		if t.initiators == nil && r.lang.order.verbFirst {
			t.initiators = r.adjacent(t.last+1, s.End)
		}
		t.targets = without(r.objectAbroad(t.first+1, s.End, t.initiators), t.initiators)
	}
	t.initiators = without(t.initiators, t.targets)
}

// nounAbroad reads the roles around an event's noun: "ataque del ELN contra", "российский обстрел", "غارة شنتها طائرة إسرائيلية".
func (r *reading) nounAbroad(t *trigger, s *text.Sentence) {
	if st := r.ownerAbroad(t); st >= 0 && !ofPeople(t.typ) && t.initiators == nil {
		t.initiators = []int32{st}
	}
	if j := t.last + 1; t.initiators == nil && j < s.End && r.is(j, cLight) { // "غارة شنها"
		t.initiators = r.adjacent(j+1, s.End)
	}
	for j := t.first - 1; r.lang.order.verbFirst && t.initiators == nil && j >= s.First && j > t.first-6; j-- { // "شنت طائرات إسرائيلية غارات"
		if r.is(j, cLight) {
			t.initiators = r.adjacent(j+1, t.first)
		}
	}
	for j := t.last + 1; j < s.End && j < t.last+4; j++ {
		switch {
		case r.stops(j) || r.comma(j):
			return
		case r.is(j, cTarget):
			t.targets = without(r.objectAbroad(j+1, s.End, t.initiators), t.initiators)
			return
		case r.is(j, cOf) && !r.is(j, cDet) || r.actorAt[j] > 0 && j == t.last+1:
			r.genitive(t, j, s.End)
		}
	}
	if j := t.first - 1; t.initiators == nil && j > s.First && (r.is(j, cLight) || r.is(j, cDet) && r.is(j-1, cLight)) {
		t.initiators = without(r.subjectAbroad(j, s.First), t.targets)
	}
}

// genitive gives whom the noun of an event has at token j its role: who does it for strikes and for attacks of those who have no
// state, else who suffers it.
func (r *reading) genitive(t *trigger, j, end int) {
	who := r.adjacent(j, end)
	if len(who) == 0 || t.initiators != nil {
		return
	}
	group := r.actorOf(who[0]).kind == report.ArmedGroup
	if !ofTarget(t.typ) || group && t.typ == report.Attack || weapon(t.typ) {
		t.initiators = who
	} else {
		t.targets = who
	}
}

// ownerAbroad returns the state whose adjective belongs to the noun of an event, -1 without one.
func (r *reading) ownerAbroad(t *trigger) int32 {
	for k := range r.places.Hits {
		p := &r.places.Hits[k]
		if !p.People || p.Last < t.first-2 || p.First > t.last+2 {
			continue
		}
		st, known := r.t.actors.states[r.places.Country(k)]
		switch {
		case !known || r.d.Tokens[p.First].Sentence != r.d.Tokens[t.first].Sentence:
		case t.first <= p.First && p.Last <= t.last:
			return st
		case p.Last < t.first && (r.lang.order.cases || t.verb):
			if p.Last == t.first-1 || r.plainWord(p.Last+1) {
				return st
			}
		case p.First > t.last && !r.lang.order.cases:
			if p.First == t.last+1 || r.plainWord(t.last+1) {
				return st
			}
		}
	}
	return -1
}

// plainWord says whether token i is a word without a part in the grammar.
func (r *reading) plainWord(i int) bool {
	return r.d.Tokens[i].Kind == text.Word && r.class[i]&^topical == 0 && r.actorAt[i] == 0
}

// passiveAbroad says whether a verb is in the passive: behind a form of being, or a participle without "have".
func (r *reading) passiveAbroad(t *trigger, s *text.Sentence) bool {
	participle := r.endsAs(t.first, r.lang.order.participles)
	for j := t.first - 1; j >= s.First && j >= t.first-3; j-- {
		if r.is(j, cBe) && (participle || r.is(j-1, cHave)) {
			return true
		}
		if r.is(j, cHave) {
			return false
		}
	}
	return participle
}

// subjectAbroad returns the nearest actor before token i in its clause that no preposition governs, else the people or the owner of
// the thing right before it: "росіяни вдарили", "un dron ruso mató".
func (r *reading) subjectAbroad(i, first int) []int32 {
	for j := i - 1; j >= first && j > i-14; j-- {
		if r.d.Tokens[j].Fold == ")" {
			for j > first && r.d.Tokens[j].Fold != "(" {
				if n := r.actorAt[j]; n > 0 {
					return []int32{r.actors[n-1].actor}
				}
				j--
			}
			continue
		}
		if r.stops(j) || r.comma(j) || r.is(j, cSub|cSay) {
			break
		}
		n := r.actorAt[j]
		if n == 0 {
			continue
		}
		h := &r.actors[n-1]
		j = h.first
		if !h.place && !r.governedAbroad(h, first) {
			return []int32{h.actor}
		}
	}
	for k := range r.places.Hits {
		if p := &r.places.Hits[k]; p.People && p.Last < i && p.Last >= i-3 && p.First >= first && !r.is(p.First-1, cPrep|cTarget|cOf) && r.clear(p.Last+1, i) {
			if st, known := r.t.actors.states[r.places.Country(k)]; known {
				return []int32{st}
			}
		}
	}
	return nil
}

// clear says whether nothing from token i to j begins another phrase.
func (r *reading) clear(i, j int) bool {
	for ; i < j; i++ {
		if r.d.Tokens[i].Kind == text.Punct || r.is(i, cPrep|cOf|cTarget|cSub|cRel|cAnd) || r.actorAt[i] > 0 {
			return false
		}
	}
	return true
}

// governedAbroad says whether a preposition makes an actor something else than the subject. "Combatientes del ELN" are the ELN.
func (r *reading) governedAbroad(h *actorHit, first int) bool {
	j := h.first - 1
	if r.lang.order.cases && j >= first && r.actorInfo(h).state && r.plainWord(j) {
		return true // "граждане Китая"
	}
	for j > first && r.is(j, cDet) && !r.is(j, cOf) {
		j--
	}
	if j < first || !r.is(j, cPrep|cTarget|cOf|cBy) || r.is(j, cOf) && (j == first || r.comma(j-1) || r.is(j-1, cAnd)) {
		return false // "Des hommes armés ont"
	}
	return !r.is(j, cOf) || !body(r.actorInfo(h)) || r.actorInfo(h).kind == report.State
}

// objectAbroad returns the first actor of the phrase that begins at token i, besides those who do it.
func (r *reading) objectAbroad(i, end int, doers []int32) []int32 {
	for j := i; j < end && j < i+12; j++ {
		if r.stops(j) || r.comma(j) || r.is(j, cSub|cRel|cSay|cBy) {
			return nil
		}
		if n := r.actorAt[j]; n > 0 {
			h := &r.actors[n-1]
			if j = h.last; contains(doers, h.actor) {
				continue
			}
			if h.place || r.actorInfo(h).state && (r.is(h.first-1, cPrep) || r.lang.order.cases && r.plainWord(h.first-1)) {
				return nil // "в Афганистане", "граждан Китая"
			}
			out := []int32{h.actor}
			if next := h.last + 1; next < end && r.is(next, cAnd) && !r.is(next, cSub) {
				out = union(out, r.adjacent(next+1, end)) // "колонна армии и боевиков"
			}
			return without(out, doers)
		}
	}
	return nil
}

// adjacent returns the actor, or the state of the people or thing, at token i or behind few plain words from there.
func (r *reading) adjacent(i, end int) []int32 {
	for j := i; j < end && j < i+4; j++ {
		if n := r.actorAt[j]; n > 0 {
			if h := &r.actors[n-1]; !h.place && !(j > i && r.actorInfo(h).state && r.lang.order.cases) {
				return []int32{h.actor}
			}
			return nil
		}
		if st := r.nationAt(j); st >= 0 {
			return []int32{st}
		}
		if quote := strings.Contains("«\"“„", r.d.Tokens[j].Fold); !quote && !r.plainWord(j) && !r.is(j, cOf|cDet) {
			return nil
		}
	}
	return nil
}

// nationAt returns the state whose people or adjective is named at token i, -1 without one.
func (r *reading) nationAt(i int) int32 {
	for k := range r.places.Hits {
		if p := &r.places.Hits[k]; p.First == i && p.People {
			if st, known := r.t.actors.states[r.places.Country(k)]; known {
				return st
			}
		}
	}
	return -1
}
