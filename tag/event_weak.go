package tag

import (
	"slices"

	"tocsin/report"
)

// dropWeak takes away weak triggers that nothing around them supports.
func (r *reading) dropWeak() {
	sentences := len(r.d.Sentences)
	armed := make([]bool, sentences)
	for i := range r.triggers {
		t := &r.triggers[i]
		s := r.d.Tokens[t.first].Sentence
		if armed[s] || r.heard(t) || !t.weak && classOf(t.typ) == report.MaterialConflict && t.typ != report.Protest && t.typ != report.Arrest && (r.topics[s] == 0 || t.last > t.first) {
			armed[s] = true
		}
	}
	for i := range r.tolls {
		if h := &r.tolls[i]; r.topics[r.d.Tokens[h.trigger].Sentence] != 0 && r.assumed(h) {
			continue
		}
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
	r.tolls = slices.DeleteFunc(r.tolls, func(h tollHit) bool {
		s := r.d.Tokens[h.trigger].Sentence
		return r.topics[s] != 0 && !armed[s] && r.assumed(&h)
	})
	out := r.triggers[:0]
	for _, t := range r.triggers {
		s := r.d.Tokens[t.first].Sentence
		violent := isViolent(t.typ)
		if topic := r.topics[s]; topic != 0 && (violent || t.typ == report.Protest || t.typ == report.Release) && !armed[s] {
			continue
		}
		if r.topics[s] == cMarkets && r.lang.code != "en" && !armed[s] && (t.typ == report.Accident || t.typ == report.Disaster || t.typ == report.Coup) {
			continue // "el peso se desploma"
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

// assumed says whether a loss is one only because a verb of killing stands there, with nobody counted: in languages whose
// sentences are not taken apart that is all there is to go by.
func (r *reading) assumed(h *tollHit) bool {
	return r.lang.code != "en" && h.n == 1 && h.vague && h.first == h.trigger
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
