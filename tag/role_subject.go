package tag

import (
	"strings"

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
	for j := r.beforeAside(i, first) - 1; j >= first; j-- {
		pronoun = pronoun || r.is(j, cPron)
		if r.is(j, cSay) && !r.is(j, cMod) && !pronoun && (j < i-1 || r.d.Tokens[j].Fold == "says" && !r.past(i)) {
			return out // "X said a strike killed": X is no subject of killed
		}
		if n := r.actorAt[j]; n > 0 {
			h := &r.actors[n-1]
			j = h.first
			if h.place {
				continue
			}
			if r.inWhere(h, first) && strings.HasSuffix(r.d.Tokens[i].Fold, "ing") {
				continue // "hit a camp where Turkey keeps troops, wounding two"
			}
			if r.busy(h, i, rel) {
				return out
			}
			if v := r.acted(h, first); v >= 0 {
				j = v
				continue
			}
			begin, over := r.phrase(h, first)
			if over >= 0 {
				j = over
				continue
			}
			out = union(out, []int32{h.actor})
			k := r.joinedTo(begin, first)
			if k < 0 || r.actorAt[k-1] == 0 {
				return out
			}
			j = k
			continue
		}
		if st := r.crew(j, first); st >= 0 {
			return union(out, []int32{st})
		}
		if both := r.bothSides(j); both != nil {
			return union(out, both)
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

// phrase returns where what an actor is named in begins, "members" of "members of X", or the preposition that keeps it from being
// a subject, -1 for none: "pagers carried by members of X", "a strike on a base of X".
func (r *reading) phrase(h *actorHit, first int) (begin, over int) {
	g := r.governed(h.first, first)
	if g < 0 || r.is(g, cAnd) {
		return h.first, -1
	}
	if !r.ofGroup(g, first) {
		return 0, g
	}
	if by := r.governed(g-1, first); by >= 0 && r.is(by, cBy|cTarget) {
		return 0, by
	}
	if r.joins(g, h.first) {
		return h.first, -1
	}
	return g - 1, -1
}

// joinedTo returns the "and" or the comma that joins what begins at token i to what stands before it, -1 without one.
func (r *reading) joinedTo(i, first int) int {
	k := i - 1
	for k >= first && (r.is(k, cDet|cMod) || r.d.Tokens[k].Kind == text.Number) {
		k--
	}
	if k > first && r.d.Tokens[k-1].Fold == "and" && r.class[k] == 0 && r.d.Tokens[k].Shape == text.Lower && r.actorAt[k] == 0 {
		k-- // "troops and clan fighters"
	}
	if k > first && (r.is(k, cAnd) && r.d.Tokens[k].Fold == "and" || r.comma(k) && r.actorAt[k-1] > 0) {
		return k
	}
	return -1
}

// beforeAside returns where a relative clause or description begins that commas set off before the verb at token i, i without one: "the
// M23, which the UN says is backed by Rwanda, took", "the M23, a group that fights the army, took".
func (r *reading) beforeAside(i, first int) int {
	if i-1 <= first || !r.comma(i-1) || !r.past(i) {
		return i
	}
	for j := i - 2; j > first+1 && j > i-25 && !r.stops(j); j-- {
		if r.comma(j - 1) {
			name := j - 2
			if r.d.Tokens[name].Fold == ")" { // "the A (B), the armed wing of the C, admitted"
				name--
			}
			if r.is(j, cRel) && r.d.Tokens[j].Fold != "that" || r.is(j, cDet|cPrep) && (r.actorAt[name] > 0 || r.capital(name) && !r.sentence(j).Upper) {
				return j - 1
			}
			if !r.is(j, cAnd) {
				return i
			}
		}
	}
	return i
}

// inWhere says whether an actor is the subject of a clause that "where" begins.
func (r *reading) inWhere(h *actorHit, first int) bool {
	j := h.first - 1
	if j > first && r.is(j, cDet) {
		j--
	}
	return j >= first && r.d.Tokens[j].Fold == "where"
}

// joins says whether "and" joins the name at token i to another behind the preposition at g: "fighters of A and the B".
func (r *reading) joins(g, i int) bool {
	for j := g + 1; j < i; j++ {
		if r.is(j, cAnd) {
			return true
		}
	}
	return false
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
		if o.pos != posAccuse || !o.verb || o.passive || !r.past(i) {
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
	for v > first && (r.is(v, cDet|cMod) || r.d.Tokens[v].Kind == text.Number || quantity(r.d.Tokens[v].Fold)) {
		v--
	}
	if v > first && r.keeps(v) && r.actorAt[v-1] > 0 {
		return v
	}
	if v <= first || r.actorAt[v] > 0 || r.is(v, cSay|cLight) {
		return -1
	}
	switch f := r.d.Tokens[v].Fold; {
	case strings.HasSuffix(f, "ing") && len(f) > 5 && (r.is(v-1, cBe|cPron) || r.comma(v-1)):
		return v
	case r.past(v) && (r.actorAt[r.beforeTime(v-1)] > 0 || r.is(v-1, cHave|cRel|cPron)):
		return v
	}
	return -1
}

// beforeTime returns the token before those that only tell when or how, back from token i: "gunmen | on Friday", "troops | reportedly".
func (r *reading) beforeTime(i int) int {
	for i > 1 && (r.has(i, tWeekday) || adverb(r.d.Tokens[i].Fold) || r.d.Tokens[i].Fold == "on" && r.has(i+1, tWeekday)) {
		i--
	}
	return i
}

// attackerAs returns the attackers if a pronoun before a passive verb stands for whoever does what its sentence told before: "a man
// stabbed two people before he was shot".
func (r *reading) attackerAs(t *trigger, s *text.Sentence) []int32 {
	if t.first == s.First {
		return nil
	}
	j := t.first - 1
	for j > s.First && r.is(j, cBe|cHave) {
		j--
	}
	if j < s.First {
		return nil
	}
	if f := r.d.Tokens[j].Fold; f != "he" && f != "she" && f != "they" {
		return nil
	}
	for k := range r.triggers {
		if o := &r.triggers[k]; o.first > s.First && o.last < j && isViolent(o.typ) && o.verb && !o.passive && len(o.initiators) > 0 && r.vague(o.initiators) {
			return []int32{r.t.actors.gunmen}
		}
	}
	return nil
}

// lastBefore returns the actor that acts as a body and is named last before token i: whose base falls in "a command of the army fell".
func (r *reading) lastBefore(i, first int) []int32 {
	for j := i - 1; j >= first && !r.comma(j) && !r.stops(j); j-- {
		if n := r.actorAt[j]; n > 0 {
			if h := &r.actors[n-1]; !h.place && body(r.actorInfo(h)) {
				return []int32{h.actor}
			}
		}
	}
	return nil
}
