package tag

import (
	"strings"

	"tocsin/report"
	"tocsin/text"
)

// seat returns the government, or what is its, whose capital stands for it at token i: "Moscow accused Kyiv", "talks with
// Tehran", "Kyiv's forces". Place is the first that does not end before i.
func (r *reading) seat(i, place int) (actorHit, bool) {
	if place == len(r.places.Hits) {
		return actorHit{}, false
	}
	p := &r.places.Hits[place]
	if p.First != i || p.People || p.Body || p.Dateline || !r.places.Capital(place) {
		return actorHit{}, false
	}
	st, known := r.t.actors.states[r.places.Country(place)]
	if !known {
		return actorHit{}, false
	}
	h := actorHit{actor: st, first: i, last: p.Last, weight: 4}
	if next := p.Last + 1; next < len(r.d.Tokens) && r.d.Tokens[next].Kind == text.Possessive {
		return r.compose(h)
	}
	return h, r.rules(&h) || r.addressed(&h)
}

// rules says whether a capital is the subject of a verb of what governments do: "Moscow has accused".
func (r *reading) rules(h *actorHit) bool {
	if j := h.first - 1; j >= r.sentence(h.first).First {
		named := r.capital(j) && r.class[j] == 0 && !strings.HasSuffix(r.d.Tokens[j].Fold, "day")
		if named || r.is(j, cPrep|cOf|cTarget|cTo|cLocative) { // "Denzel Washington said", "police in Kabul said"
			return false
		}
	}
	for j := h.last + 1; j < len(r.d.Tokens) && j < h.last+4 && r.d.Tokens[j].Sentence == r.d.Tokens[h.last].Sentence; j++ {
		if r.is(j, cGoverns|cSay) {
			return true
		}
		if !r.is(j, cHave|cModal|cNeg) && !adverb(r.d.Tokens[j].Fold) {
			return false
		}
	}
	return false
}

// addressed says whether a capital is spoken to or dealt with: "accused Moscow", "sanctions against Tehran", "a deal between
// Baghdad and Erbil"; also the second of two.
func (r *reading) addressed(h *actorHit) bool {
	first := r.sentence(h.first).First
	j := h.first - 1
	if j >= first && r.is(j, cAnd) && len(r.actors) > 0 && r.actors[len(r.actors)-1].last == j-1 && r.actors[len(r.actors)-1].first >= first {
		return r.addressed(&r.actors[len(r.actors)-1])
	}
	if j >= first && (r.is(j, cGoverns) || r.lang.code == "ar" && r.is(j, cSay)) {
		return true
	}
	if r.lang.code == "ar" && j >= first && len(r.actors) > 0 && r.actors[len(r.actors)-1].last == j { // verb, subject, object
		return r.addressed(&r.actors[len(r.actors)-1])
	}
	switch {
	case j <= first:
		return false
	case r.d.Tokens[j].Fold == "between" || r.d.Tokens[j].Fold == "with" || r.is(j, cTarget):
		return r.is(j-1, cDealing) || j-1 > first && r.is(j-2, cDealing) && !r.is(j-1, cPrep|cAnd)
	}
	return false
}

// street says whether a state's name is only that of a street: "Palestine Street", "the Damascus Road".
func (r *reading) street(h *actorHit) bool {
	if h.bare || r.t.actors.all[h.actor].kind != report.State || h.last+1 >= len(r.d.Tokens) || r.d.Tokens[h.last+1].Sentence != r.d.Tokens[h.last].Sentence {
		return false
	}
	switch r.d.Tokens[h.last+1].Fold {
	case "street", "st", "road", "avenue", "square", "boulevard", "highway", "roundabout":
		return true
	}
	return false
}

// takenSo says whether a word for captives only says how others were taken: "was taken captive", "held hostage".
func (r *reading) takenSo(h *actorHit) bool {
	if h.first == 0 || h.first != h.last {
		return false
	}
	if f := r.d.Tokens[h.first].Fold; f != "captive" && f != "hostage" && f != "prisoner" {
		return false
	}
	switch r.d.Tokens[h.first-1].Fold {
	case "taken", "held", "kept":
		return true
	}
	return false
}

// partOfPlace says whether a name is only part of a place's: the AU of "PORT-AU-PRINCE", the West of "West Darfur", and of a state
// or what is its that of one elsewhere: "Port of Spain", "Puerto Jordan". Place is the first that does not end before it.
func (r *reading) partOfPlace(h *actorHit, place int) bool {
	country := r.t.actors.all[h.actor].country
	if place < len(r.places.Hits) && country == "" {
		p := &r.places.Hits[place]
		return !p.Body && p.First <= h.first && p.Last >= h.last && p.Last-p.First > h.last-h.first
	}
	if h.bare || h.first == 0 || country == "" {
		return false
	}
	if place < len(r.places.Hits) && r.places.Hits[place].First < h.first && r.places.Country(place) != country {
		return true
	}
	before := &r.d.Tokens[h.first-1]
	if before.Shape == text.Lower || before.Sentence != r.d.Tokens[h.first].Sentence {
		return false
	}
	switch before.Fold {
	case "puerto", "port", "villa", "ciudad", "fort", "mount", "lake", "cape", "santa", "san", "saint":
		return true
	}
	return false
}

// isPlace says whether a country's name stands for where something is.
func (r *reading) isPlace(h actorHit) bool {
	i := h.first - 1
	for i >= 0 && (r.d.Tokens[i].Fold == "the" || r.is(i, cMod)) {
		i--
	}
	if i < 0 || r.d.Tokens[i].Sentence != r.d.Tokens[h.first].Sentence {
		return false
	}
	if r.d.Tokens[i].Fold == "," && i > 0 && r.d.Tokens[i-1].Shape != text.Lower {
		for k := len(r.actors) - 1; k >= 0 && k > len(r.actors)-3; k-- {
			if r.actors[k].last == i-1 {
				return r.actors[k].place
			}
		}
		return true
	}
	return r.is(i, cLocative)
}
