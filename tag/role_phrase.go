package tag

import (
	"tocsin/report"
	"tocsin/text"
)

// governed returns the preposition before a name, -1 without one.
func (r *reading) governed(i, first int) int {
	for j := i - 1; j >= first && j >= i-5; j-- {
		if r.is(j, cPrep|cOf|cBy|cTarget) && !r.is(j, cMod) {
			return j
		}
		if r.hyphen(j) || r.idle(j) && j == i-2 {
			continue // the article of an Arabic name
		}
		if j > first && r.d.Tokens[j].Fold == "and" && r.actorAt[j-1] > 0 { // what governs a name governs those joined to it
			return r.governed(r.actors[r.actorAt[j-1]-1].first, first)
		}
		if !(r.is(j, cDet|cMod) || r.d.Tokens[j].Kind == text.Number || r.d.Tokens[j].Kind == text.Word && r.d.Tokens[j].Shape == text.Lower && r.class[j] == 0 && r.actorAt[j] == 0 && j == i-1) {
			return -1
		}
	}
	return -1
}

// ofGroup says whether the preposition at g joins a name to its people: "members of", "a group of", "fighters from".
func (r *reading) ofGroup(g, first int) bool {
	t := r.d.Tokens[g].Fold
	if t != "of" && t != "from" && t != "with" || g-1 < first {
		return false
	}
	if r.is(g-1, cGroup) || t == "of" && (r.d.Tokens[g-1].Kind == text.Number || r.value[g-1] > 0) {
		return true
	}
	n := r.actorAt[g-1]
	return n > 0 && r.actorInfo(&r.actors[n-1]).generic
}

// right returns the actors behind token i up to the end of the noun phrase.
func (r *reading) right(i, end int) []int32 { return r.object(i, end, nil) }

// object returns what right does for a deed of doers: "its positions" are not theirs.
func (r *reading) object(i, end int, doers []int32) (who []int32) {
	out, owner := []int32(nil), int32(-1)
	defer func() {
		if who == nil && owner >= 0 {
			who = []int32{owner}
		}
	}()
	for j := i; j < end && j < i+22; j++ {
		if n := r.actorAt[j]; n > 0 {
			h := &r.actors[n-1]
			if r.says(h) {
				return out
			}
			if !(h.place && !r.is(j-1, cTarget)) && !r.owns(h) && !contains(doers, h.actor) && !(len(out) > 0 && r.ofState(h)) {
				out = union(out, []int32{h.actor})
			}
			j = h.last
			continue
		}
		if both := r.bothSides(j); len(out) == 0 && both != nil {
			return both
		}
		if len(out) > 0 && r.verbBehind(j) || j > i+1 && r.is(j-1, cAnd) && r.past(j) && r.actorAt[j+1-1] == 0 && r.stem[j] != 0 {
			return out
		}
		if owner < 0 {
			owner = r.facility(j, end, doers)
		}
		if r.stops(j) || r.is(j, cRel|cSay|cBe|cModal) {
			return out
		}
		if r.comma(j) && (len(out) > 0 || r.d.Tokens[j].Fold == ",") {
			if len(out) > 0 && j+1 < end && (r.actorAt[j+1] > 0 || r.is(j+1, cAnd)) {
				continue
			}
			return out
		}
		if r.is(j, cSub) && !r.is(j, cPrep) || r.is(j, cBy) {
			return out
		}
		if r.is(j, cPrep) && !r.is(j, cTarget|cOf) {
			return out
		}
		if r.is(j, cTarget) && len(out) > 0 && r.d.Tokens[j].Fold != "against" {
			return out
		}
	}
	return out
}

// ofState says whether a name only tells whose state those before it are of: "guerrillas of Colombia".
func (r *reading) ofState(h *actorHit) bool {
	j := h.first - 1
	if r.is(j, cDet) {
		j--
	}
	return r.is(j, cOf) && r.actorAt[j-1] > 0 && r.actorInfo(h).kind == report.State
}

// says whether an actor behind a comma only tells the news: "killing two, Iraqi police said".
func (r *reading) says(h *actorHit) bool {
	s := r.sentence(h.first)
	comma := false
	for j := h.first - 1; j >= s.First && j >= h.first-8 && !comma; j-- {
		comma = r.comma(j)
	}
	for j := h.last + 1; comma && j < s.End && j < h.last+6; j++ {
		if r.is(j, cSay) {
			return true
		}
		if r.comma(j) || r.stops(j) || r.is(j, cBe|cSub|cAnd) || r.past(j) {
			return false
		}
	}
	return false
}

// afterBy returns the actors of the "by" phrase, or what else names a doer, behind token i.
func (r *reading) afterBy(i, end int) []int32 {
	for j := i + 1; j < end && j < i+16; j++ {
		if r.stops(j) {
			return nil
		}
		if r.is(j, cBy) {
			if r.is(j+1, cSay) {
				continue
			}
			if st := r.sideFrom(j+2, end); st >= 0 {
				return []int32{st}
			}
			if out := r.right(j+1, r.wayEnd(j+1, end)); out != nil {
				return out
			}
		}
		if r.d.Tokens[j].Fold == "hands" && r.is(j+1, cOf) {
			return r.right(j+2, end)
		}
	}
	return nil
}

// sideFrom returns the state from whose side it came if token i is "from": "fire from the Azerbaijani side"; -1 otherwise.
func (r *reading) sideFrom(i, end int) int32 {
	if i+2 >= end || r.d.Tokens[i].Fold != "from" {
		return -1
	}
	for j := i + 2; j < end && j < i+5; j++ {
		switch r.d.Tokens[j].Fold {
		case "side", "lines", "positions", "territory", "post", "posts":
			return r.adjState(j - 1)
		}
	}
	return -1
}

// wayEnd returns where a "by" phrase ends that tells the way rather than the doer: "the murder by gunfire of two priests", or
// one whose name nobody knows: "planned by X on the orders of Y".
func (r *reading) wayEnd(i, end int) int {
	if r.lang.code != "en" {
		return end
	}
	for j := i; j < end && j < i+8 && r.actorAt[j] == 0; j++ {
		if j < i+5 && r.is(j, cOf) && !r.ofGroup(j, i) || j > i && r.is(j, cTarget) {
			return j
		}
	}
	return end
}

// owns says whether a state's name only says whose the actor behind it is: "Yemen's Houthi rebels".
func (r *reading) owns(h *actorHit) bool {
	i := h.last + 1
	if i+1 >= len(r.d.Tokens) || r.d.Tokens[i].Kind != text.Possessive || r.actorInfo(h).kind != report.State {
		return false
	}
	for i++; i < len(r.d.Tokens) && r.is(i, cMod); {
		i++
	}
	return i < len(r.d.Tokens) && r.actorAt[i] > 0
}

// verbBehind says whether the word at j is the verb of a new clause behind a name rather than part of the names.
func (r *reading) verbBehind(j int) bool {
	return r.d.Tokens[j].Kind == text.Word && r.past(j) && !r.is(j-1, cAnd|cDet|cMod) && !r.comma(j-1) &&
		r.d.Tokens[j-1].Kind != text.Number && r.value[j-1] == 0
}
