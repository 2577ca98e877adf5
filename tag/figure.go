package tag

import (
	"tocsin/report"
	"tocsin/text"
)

// worlds are the topics in which words of war are figures of speech, with how many cues of the title and the lead make one:
// a word of the title counts 2, one of the lead 1, each once. Politics needs more, since its violence is often real.
var worlds = [...]struct {
	topic topic
	need  int
}{{cSport, 4}, {cMarkets, 4}, {cCulture, 4}, {cKitchen, 3}, {cPolitics, 5}}

// leadSentences is how many sentences of the text tell what a report is about.
const leadSentences = 3

// dropFigures takes away the violence and the losses of a report that is about sport, markets, culture, cooking or a debate,
// except in sentences that have evidence of their own: "the striker attacked", but "the striker was shot dead".
func (r *reading) dropFigures() {
	if !r.figurative() {
		return
	}
	r.figures = make([]bool, len(r.d.Sentences))
	for s := range r.d.Sentences {
		r.figures[s] = r.evidence(s, s+1) < 2
	}
	triggers := r.triggers[:0]
	for _, t := range r.triggers {
		if r.figures[r.d.Tokens[t.first].Sentence] && r.maybeFigure(&t) {
			continue
		}
		triggers = append(triggers, t)
	}
	r.triggers = triggers
	tolls := r.tolls[:0]
	for _, h := range r.tolls {
		if !r.figures[r.d.Tokens[h.trigger].Sentence] {
			tolls = append(tolls, h)
		}
	}
	r.tolls = tolls
}

// figurative says whether the cues of one world outweigh twice the evidence that something really happened.
func (r *reading) figurative() bool {
	end := min(len(r.d.Sentences), r.firstSentence+leadSentences)
	evidence := -1
	for _, w := range worlds {
		points := 0
		seen := make(map[string]bool)
		for s := 0; s < end; s++ {
			st := &r.d.Sentences[s]
			for i := st.First; i < st.End; i++ {
				f := r.d.Tokens[i].Fold
				if w.topic == cSport && r.d.Tokens[i].Kind == text.Number && !seen["result"] && i+2 < st.End && isHyphen(r.d.Tokens[i+1].Fold) && r.score(i, st) {
					seen["result"] = true
					points += 3
				}
				if !r.is(i, w.topic) || seen[f] || r.actorAt[i] != 0 && r.actorInfo(&r.actors[r.actorAt[i]-1]).kind != report.People {
					continue
				}
				seen[f] = true
				if points++; st.InTitle {
					points++
				}
			}
		}
		if points < w.need {
			continue
		}
		if evidence < 0 {
			evidence = r.evidence(0, end)
		}
		if points > 2*evidence {
			return true
		}
	}
	return false
}

// evidence weighs what in the sentences from first to end (exclusive) can hardly be meant otherwise than literally: words of
// the class literal, armed groups, ways of attack in several words ("car bomb"), counted losses.
func (r *reading) evidence(first, end int) int {
	points := 0
	seen := make(map[string]bool)
	for s := first; s < end; s++ {
		weight := 1
		if r.d.Sentences[s].InTitle && end-first > 1 {
			weight = 2
		}
		for i := r.d.Sentences[s].First; i < r.d.Sentences[s].End; i++ {
			if f := r.d.Tokens[i].Fold; r.is(i, cLiteral) && !seen[f] {
				seen[f] = true
				points += weight
			}
		}
		for i := range r.tolls {
			if h := &r.tolls[i]; int(r.d.Tokens[h.trigger].Sentence) == s && r.countedLoss(h) {
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
		switch r.d.Tokens[j].Fold {
		case "near", "outside", "heard", "rocks", "rocked", "kills", "killed", "ripped", "rips", "tore", "shook", "shakes":
			return true
		}
	}
	return false
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
	case report.Coup, report.TerritoryGained, report.Threat, report.Nuclear:
		return true
	case report.Accident, report.Disaster:
		switch r.d.Tokens[t.first].Stem {
		case "storm", "crash", "blaze", "drought", "tremor", "avalanch", "erupt", "explos":
			return t.first == t.last
		}
		return false
	}
	return isViolent(t.typ)
}
