package tag

import (
	"strings"

	"tocsin/report"
	"tocsin/text"
)

// subject returns the actors that a verb at token i has as its subject, those that a pronoun stands for among them.
func (r *reading) subject(i, first int) []int32 {
	if out := r.left(i, first); out != nil {
		return out
	}
	for j := i - 1; j >= first && j >= i-4; j-- {
		switch r.d.Tokens[j].Fold {
		case "it", "they":
			if a := r.standsFor(j, nil); a >= 0 {
				return []int32{a}
			}
			return nil
		}
		if !r.is(j, cHave|cModal|cMaybe|cBe) && !adverb(r.d.Tokens[j].Fold) {
			return nil
		}
	}
	return nil
}

// left returns the nearest actors before token i that no preposition governs.
func (r *reading) left(i, first int) []int32 {
	var out []int32
	rel, pronoun := -1, false
	for j := i - 1; j >= first; j-- {
		pronoun = pronoun || r.is(j, cPron)
		if r.is(j, cSay) && !r.is(j, cMod) && !pronoun && (j < i-1 || r.d.Tokens[j].Fold == "says" && !past(r.d.Tokens[i].Fold)) {
			return out // "X said a strike killed": X is no subject of killed
		}
		if n := r.actorAt[j]; n > 0 {
			h := &r.actors[n-1]
			j = h.first
			if h.place {
				continue
			}
			if r.busy(h, i, rel) {
				return out
			}
			if v := r.acted(h, first); v >= 0 {
				j = v
				continue
			}
			begin := h.first
			if g := r.governed(h.first, first); g >= 0 && !r.is(g, cAnd) {
				if !r.ofGroup(g, first) {
					j = g
					continue
				}
				if by := r.governed(g-1, first); by >= 0 && r.is(by, cBy|cTarget) { // "pagers carried by members of X", "a strike on a base of X"
					j = by
					continue
				}
				if r.d.Tokens[max(h.first-1, first)].Fold != "and" {
					begin = g - 1
				}
			}
			out = union(out, []int32{h.actor})
			k := begin - 1
			for k >= first && (r.is(k, cDet|cMod) || r.d.Tokens[k].Kind == text.Number) {
				k--
			}
			if k > first && r.d.Tokens[k-1].Fold == "and" && r.class[k] == 0 && r.d.Tokens[k].Shape == text.Lower && r.actorAt[k] == 0 {
				k-- // "troops and clan fighters"
			}
			if k >= first && (r.is(k, cAnd) && r.d.Tokens[k].Fold == "and" || r.comma(k) && k > first && r.actorAt[k-1] > 0) && k > first {
				j = k
				if r.actorAt[k-1] > 0 {
					continue
				}
			}
			return out
		}
		if st := r.crew(j, first); st >= 0 {
			return union(out, []int32{st})
		}
		if r.stops(j) {
			return out
		}
		if r.is(j, cRel) {
			if rel < 0 {
				rel = j
			}
			continue
		}
		// A subordinate clause with its own verb has its own subject; without one ("after killing") the main clause's.
		if r.is(j, cSub) && rel < 0 && j < i-1 && !strings.HasSuffix(r.d.Tokens[i].Fold, "ing") && !r.is(j, cPrep) {
			return out
		}
	}
	return out
}

// busy says whether an actor before the verb at token i has another part in the sentence: it is the subject of a verb
// between them that nothing joins to this one ("a strike that the army blamed on B killed"), or the relative pronoun at rel
// stands for an event rather than for it ("A condemned the strike that killed").
func (r *reading) busy(h *actorHit, i, rel int) bool {
	for k := range r.triggers {
		o := &r.triggers[k]
		if o.first <= h.last || o.last >= i {
			continue
		}
		if rel > 0 && o.last < rel && !o.verb && r.d.Tokens[rel].Fold != "who" {
			return true
		}
		if o.pos != posAccuse || !o.verb || o.passive || !past(r.d.Tokens[i].Fold) {
			continue
		}
		joined := false
		for j := o.last + 1; j < i; j++ {
			joined = joined || r.is(j, cAnd|cSub|cRel) || r.comma(j)
		}
		if !joined {
			return true
		}
	}
	return false
}

// governed returns the preposition before a name, -1 without one.
func (r *reading) governed(i, first int) int {
	for j := i - 1; j >= first && j >= i-5; j-- {
		if r.is(j, cPrep|cOf|cBy|cTarget) && !r.is(j, cMod) {
			return j
		}
		if isHyphen(r.d.Tokens[j].Fold) || idle[r.d.Tokens[j].Fold] && j == i-2 {
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
		if len(out) > 0 && r.verbBehind(j) || j > i+1 && r.is(j-1, cAnd) && past(r.d.Tokens[j].Fold) && r.actorAt[j+1-1] == 0 && r.stem[j] != 0 {
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
		if r.comma(j) || r.stops(j) || r.is(j, cBe|cSub|cAnd) || past(r.d.Tokens[j].Fold) {
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

// wayEnd returns where a "by" phrase ends that tells the way rather than the doer: "the murder by gunfire of two priests".
func (r *reading) wayEnd(i, end int) int {
	for j := i; j < end && j < i+5 && r.actorAt[j] == 0; j++ {
		if r.is(j, cOf) && !r.ofGroup(j, i) {
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

// crew returns the state whose ships or units end at token j: "Chinese ships"; -1 without one.
func (r *reading) crew(j, first int) int32 {
	if !r.is(j, cGroup) || r.is(j, cPrep) || j <= first {
		return -1
	}
	st := r.adjState(j - 1)
	if st >= 0 && r.governed(j-1, first) >= 0 {
		return -1
	}
	return st
}

// acted returns the verb whose object an actor is, -1 without one: "which has been fighting the government", "who shot the
// officer".
func (r *reading) acted(h *actorHit, first int) int {
	v := h.first - 1
	for v > first && (r.is(v, cDet|cMod) || r.d.Tokens[v].Kind == text.Number) {
		v--
	}
	if v <= first || r.actorAt[v] > 0 || r.is(v, cSay|cLight) {
		return -1
	}
	switch f := r.d.Tokens[v].Fold; {
	case strings.HasSuffix(f, "ing") && len(f) > 5 && (r.is(v-1, cBe|cPron) || r.comma(v-1)):
		return v
	case past(f) && (r.actorAt[v-1] > 0 || r.is(v-1, cHave|cRel|cPron)):
		return v
	}
	return -1
}
