package tag

import (
	"tocsin/report"
	"tocsin/text"
)

// A world is a topic in which words of war are figures of speech or told for pleasure, with how many points of cues make a
// report one of it: a word of the title counts 2, one of the lead 1, each once; a word that only sport uses counts 2, a
// result 3.
type world struct {
	topic topic
	need  int
	whole bool // the cues are looked for in the whole report
	name  string
}

// Politics needs more, since its violence is often real; a tale has what it tells as evidence against it and needs cues
// from all of its text.
var worlds = [...]world{
	{cSport, 4, false, "sport"}, {cMarkets, 4, false, "markets"}, {cCulture, 4, false, "culture"}, {cKitchen, 3, false, "cooking"},
	{cPolitics, 5, false, "a debate"}, {cTale | cWork, 4, true, "what is told or played"},
}

// leadSentences is how many sentences of the text tell what a report is about.
const leadSentences = 3

// dropFigures takes away the violence and the losses of a report that is about sport, markets, culture, cooking or a debate,
// except in sentences that have evidence of their own: "the striker attacked", but "the striker was shot dead". Of a work that
// is reviewed it takes away all, and of any report the sentences that tell what happens in a work.
func (r *reading) dropFigures() {
	r.world = r.about()
	r.tales = r.findTales()
	if r.world == nil && r.tales == nil {
		return
	}
	r.figures = make([]bool, len(r.d.Sentences))
	for s := range r.d.Sentences {
		if r.world != nil {
			r.figures[s] = r.world.whole || r.evidence(s, s+1, r.world.topic) < 2
		}
	}
	triggers := r.triggers[:0]
	for _, t := range r.triggers {
		if r.figures[r.d.Tokens[t.first].Sentence] && r.maybeFigure(&t) || r.inTale(t.first) {
			continue
		}
		triggers = append(triggers, t)
	}
	r.triggers = triggers
	tolls := r.tolls[:0]
	for _, h := range r.tolls {
		if !r.figures[r.d.Tokens[h.trigger].Sentence] && !r.inTale(h.trigger) {
			tolls = append(tolls, h)
		}
	}
	r.tolls = tolls
}

// about returns the world that the report is about, nil for what really happened.
func (r *reading) about() *world {
	lead := min(len(r.d.Sentences), r.firstSentence+leadSentences)
	for k := range worlds {
		w := &worlds[k]
		end := lead
		if w.whole {
			end = len(r.d.Sentences)
		}
		need := w.need
		if len(r.d.Sentences) <= 2 && w.topic == cSport {
			need-- // a line has no room for more
		}
		if w.whole && r.toldInPresent() {
			need -= 2
		}
		points := r.cuesOf(w, end)
		if points < need && w.topic == cSport && r.full(w) {
			end = len(r.d.Sentences)
			points = r.cuesOf(w, end)
		}
		if points < need {
			continue
		}
		if w.whole && !r.asNews() || !w.whole && points > 2*r.evidence(0, end, w.topic) {
			return w
		}
	}
	return nil
}

// full says whether at least a quarter of a report's sentences have a word of a world.
func (r *reading) full(w *world) bool {
	n := 0
	for s := range r.d.Sentences {
		for i := r.d.Sentences[s].First; i < r.d.Sentences[s].End; i++ {
			if r.is(i, w.topic) && r.actorAt[i] == 0 {
				n++
				break
			}
		}
	}
	return len(r.d.Sentences) > leadSentences && 4*n >= len(r.d.Sentences)
}

// cuesOf weighs the different words of a world in the sentences before end.
func (r *reading) cuesOf(w *world, end int) int {
	points := 0
	seen := make(map[string]bool)
	for s := 0; s < end; s++ {
		if r.gist[s]&w.topic == 0 && w.topic != cSport {
			continue
		}
		st := &r.d.Sentences[s]
		for i := st.First; i < st.End; i++ {
			if w.topic == cSport && r.d.Tokens[i].Kind == text.Number && !seen["result"] && i+2 < st.End && r.hyphen(i+1) && r.score(i, st) {
				seen["result"] = true
				points += 3
			}
			f := r.d.Tokens[i].Stem
			if !r.is(i, w.topic) || seen[f] || r.actorAt[i] != 0 && r.actorInfo(&r.actors[r.actorAt[i]-1]).kind != report.People {
				continue
			}
			seen[f] = true
			if points++; st.InTitle || r.is(i, cSure) {
				points++
			}
			if w.whole && i == 0 && st.InTitle {
				points++ // "Memoir of a hangman's daughter"
			}
		}
	}
	return points
}

// evidence weighs what in the sentences from first to end (exclusive) can hardly be meant otherwise than literally: words of
// the class literal, armed groups, ways of attack in several words ("car bomb"), counted losses. Injuries say nothing in sport.
func (r *reading) evidence(first, end int, about topic) int {
	points := 0
	seen := make(map[string]bool)
	sport := about == cSport
	for s := first; s < end; s++ {
		weight := 1
		if r.d.Sentences[s].InTitle && end-first > 1 {
			weight = 2
		}
		for i := r.d.Sentences[s].First; i < r.d.Sentences[s].End; i++ {
			if f := r.d.Tokens[i].Fold; r.is(i, cLiteral) && !(sport && r.is(i, cInjury)) && !seen[f] {
				seen[f] = true
				points += weight
			}
		}
		for i := range r.tolls {
			if h := &r.tolls[i]; int(r.d.Tokens[h.trigger].Sentence) == s && !(sport && h.wounded) && r.countedLoss(h) {
				points += 3 * weight
			}
		}
		for i := range r.actors {
			if h := &r.actors[i]; int(r.d.Tokens[h.first].Sentence) == s && r.actorInfo(h).kind == report.ArmedGroup && !seen[r.actorInfo(h).id] {
				seen[r.actorInfo(h).id] = true
				points += 2 * weight
			}
		}
		for i := range r.triggers {
			if t := &r.triggers[i]; int(r.d.Tokens[t.first].Sentence) == s {
				switch {
				case r.heard(t):
					points += 3 * weight
				case t.last > t.first && weapon(t.typ):
					points += 2 * weight
				case r.toDeath(t):
					points += 3 * weight
				case t.verb && !weapon(t.typ) && r.is(t.first, cLiteral) && !r.is(t.first, cInjury) && r.toldAsNews(t.first):
					points += 2 * weight // "was stabbed on Sunday"
				}
			}
		}
	}
	return points
}

// heard says whether a blast is told of as a sound or by where it was: "blast near the stadium", "an explosion was heard".
func (r *reading) heard(t *trigger) bool {
	if f := r.d.Tokens[t.first].Fold; f != "blast" && f != "explosion" {
		return false
	}
	for j := t.first + 1; j < len(r.d.Tokens) && j < t.first+4; j++ {
		if r.has(j, tHeard) {
			return true
		}
	}
	return false
}

// toDeath says whether a trigger tells of a death in words that have no other sense: "shot dead", "stabbed to death".
func (r *reading) toDeath(t *trigger) bool {
	f := r.d.Tokens[t.last].Fold
	return t.last > t.first && isViolent(t.typ) && (f == "dead" || f == "death" || f == "down" && r.d.Tokens[t.first].Fold == "gunned")
}

// countedLoss says whether a loss has a number or is told in words that have no other sense: "four killed", "shot dead".
func (r *reading) countedLoss(h *tollHit) bool {
	if h.n == 0 || h.vague {
		return false
	}
	if h.trigger+1 < len(r.d.Tokens) && r.lang.code == "en" {
		if last, p := r.loss(h.trigger); p != nil && last > h.trigger {
			return true
		}
	}
	if i := h.trigger; r.d.Tokens[i].Fold == "killed" && r.is(i-1, cBe) && !(i+1 < len(r.d.Tokens) && r.d.Tokens[i+1].Fold == "off") {
		return true
	}
	for i := h.first; i <= h.last; i++ {
		if _, _, last, ok := r.number(i, h.last+1); ok {
			s := r.sentence(h.trigger)
			return !r.notPeople(last+1, s) && !r.dateOrAge(i, s)
		}
	}
	return false
}

// weapon says whether a type tells by what people were hit.
func weapon(t report.EventType) bool {
	switch t {
	case report.Airstrike, report.Shelling, report.Bombing, report.SuicideBombing, report.ChemicalAttack:
		return true
	}
	return false
}

// maybeFigure says whether a trigger may be a figure of speech: all violence, and single words for storms and crashes.
func (r *reading) maybeFigure(t *trigger) bool {
	switch t.typ {
	case report.Coup, report.TerritoryGained, report.Threat, report.Nuclear, report.Blockade, report.Mobilization:
		return true
	case report.Accident, report.Disaster:
		if r.world != nil && r.world.whole {
			return true // what a novel tells
		}
		if r.blast([2]int{t.first, t.last}) {
			return true // fireworks over a stadium
		}
		switch r.d.Tokens[t.first].Stem {
		case "storm", "crash", "blaze", "drought", "tremor", "avalanch", "erupt":
			return t.first == t.last
		}
		return false
	}
	return isViolent(t.typ)
}
