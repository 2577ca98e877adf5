package tag

import (
	"strings"

	"tocsin/report"
	"tocsin/text"
)

// roles finds who does what to whom around trigger n.
func (r *reading) roles(n int) {
	t := &r.triggers[n]
	s := r.sentence(t.first)
	if r.lang.code != "en" {
		t.initiators = r.afterBy(t.last, s.End)
		return
	}
	switch t.pos {
	case posFixed:
	case posHit:
		t.targets = r.left(t.first, s.First)
		t.initiators = r.afterBy(t.last, s.End)
	case posAccuse:
		if t.verb {
			t.initiators = r.left(t.first, s.First)
			t.targets = r.right(t.first+1, s.End, false)
			if r.isPassive(t.first, s.First) {
				t.initiators, t.targets = r.afterBy(t.last, s.End), t.initiators
			}
			r.blame(n, t.targets)
		}
	default:
		if t.verb {
			r.verbRoles(t, s)
		} else {
			r.nounRoles(t, s)
		}
	}
	// "police firing", "militants attacked": the doer is among the words of the pattern.
	if a := r.actorAt[t.first]; a > 0 && t.pos != posHit && t.pos != posFixed && t.last > t.first && r.actors[a-1].last < t.last {
		t.initiators = union([]int32{r.actors[a-1].actor}, t.initiators)
		t.targets = without(t.targets, t.initiators)
	}
	t.initiators = without(t.initiators, t.targets)
}

// verbRoles reads subject and object, the other way round in the passive.
func (r *reading) verbRoles(t *trigger, s *text.Sentence) {
	if t.passive = r.isPassive(t.first, s.First) || past(r.d.Tokens[t.first].Fold) && r.bareParticiple(t, s); t.passive {
		t.targets = r.left(t.first, s.First)
		t.initiators = r.afterBy(t.last, s.End)
		return
	}
	if t.pos == posClause && weapon(t.typ) { // "a missile struck": its subject is a thing, which only an adjective or a name before it owns
		t.initiators = r.owner(t.first-1, s.First)
	} else {
		t.initiators = r.left(t.first, s.First)
	}
	if before := r.verbBefore(t); before != nil {
		t.initiators = before.initiators
	}
	if t.pos != posIntr {
		t.targets = r.right(t.last+1, s.End, false)
		if t.last > t.first { // what stands in the gap of "shoot _ dead"
			t.targets = union(t.targets, r.right(t.first, t.last+1, false))
		}
	}
}

// owner returns whose thing stands behind token j: "Russian" or "Russia's" missile.
func (r *reading) owner(j, first int) []int32 {
	for j >= first && (r.is(j, cMod) || r.d.Tokens[j].Kind == text.Possessive || r.d.Tokens[j].Kind == text.Number) {
		j--
	}
	if j < first {
		return nil
	}
	if n := r.actorAt[j]; n > 0 && !r.actors[n-1].place {
		return []int32{r.actors[n-1].actor}
	}
	if st := r.adjState(j); st >= 0 {
		return []int32{st}
	}
	return nil
}

// verbBefore returns the active verb that t is joined to by "and" or a comma, whose subject is t's too: "removed the
// president, closed the borders and suspended the constitution"; nil without one.
func (r *reading) verbBefore(t *trigger) *trigger {
	if t.first == 0 || !past(r.d.Tokens[t.first].Fold) || !r.comma(t.first-1) && !r.is(t.first-1, cAnd) {
		return nil
	}
	for i := len(r.triggers) - 1; i >= 0; i-- {
		o := &r.triggers[i]
		if o.first >= t.first || r.d.Tokens[o.first].Sentence != r.d.Tokens[t.first].Sentence {
			continue
		}
		if !o.verb || o.passive || len(o.initiators) == 0 || t.first-o.last > 12 {
			return nil
		}
		for j := o.last + 1; j < t.first; j++ {
			if r.is(j, cRel|cSub|cSay) && !r.is(j, cPrep) || r.stops(j) {
				return nil
			}
		}
		return o
	}
	return nil
}

// isPassive says whether a form of be stands before the verb, with at most three words between.
func (r *reading) isPassive(i, first int) bool {
	if !past(r.d.Tokens[i].Fold) {
		return false
	}
	for j := i - 1; j >= first && j >= i-4; j-- {
		if r.is(j, cBe) && r.d.Tokens[j].Kind != text.Possessive {
			return true
		}
		if r.is(j, cSub|cRel|cPrep|cHave|cSay) || r.stops(j) || r.actorAt[j] > 0 || r.comma(j) {
			return false
		}
	}
	return false
}

// bareParticiple says whether a past form without be is a participle: "five people killed in an attack", "killed by".
func (r *reading) bareParticiple(t *trigger, s *text.Sentence) bool {
	after := t.last + 1
	if after >= s.End {
		return true
	}
	if r.is(after, cBy) {
		return true
	}
	if r.is(t.first-1, cHave) {
		return false
	}
	if t.last > t.first { // "stormed the prison" has its object, "shot dead" has none
		switch r.d.Tokens[t.last].Fold {
		case "dead", "death", "alive", "up", "down", "hostage", "captive", "wounded", "killed", "injured":
		default:
			if !r.is(t.first+1, cPrep) {
				return false
			}
		}
	}
	return (r.is(after, cPrep|cSub|cTime) || r.comma(after) || r.stops(after)) && !r.is(after, cTarget) && transitive(t.typ)
}

// transitive says whether verbs of a type need an object, so that a past form without one is a participle.
func transitive(t report.EventType) bool {
	switch t {
	case report.Attack, report.Assassination, report.Abduction, report.Arrest, report.Bombing, report.PropertyDestruction, report.Airstrike:
		return true
	}
	return false
}

// left returns the subject: the nearest actors before token i that no preposition governs.
func (r *reading) left(i, first int) []int32 {
	var out []int32
	rel, pronoun := false, false
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
			if g := r.governed(h.first, first); g >= 0 && !r.is(g, cAnd) {
				if !r.ofGroup(g, first) {
					j = g
					continue
				}
				if by := r.governed(g-1, first); by >= 0 && r.is(by, cBy) { // "pagers carried by members of X"
					j = by
					continue
				}
			}
			out = append(out, h.actor)
			k := h.first - 1
			for k >= first && (r.is(k, cDet|cMod) || r.d.Tokens[k].Kind == text.Number) {
				k--
			}
			if k >= first && (r.is(k, cAnd) && r.d.Tokens[k].Fold == "and" || r.comma(k) && k > first && r.actorAt[k-1] > 0) && k > first {
				j = k
				if r.actorAt[k-1] > 0 {
					continue
				}
			}
			return out
		}
		if r.stops(j) {
			return out
		}
		if r.is(j, cRel) {
			rel = true
			continue
		}
		// A subordinate clause with its own verb has its own subject; without one ("after killing") the main clause's.
		if r.is(j, cSub) && !rel && j < i-1 && !strings.HasSuffix(r.d.Tokens[i].Fold, "ing") && !r.is(j, cPrep) {
			return out
		}
	}
	return out
}

// governed returns the preposition before a name, -1 without one.
func (r *reading) governed(i, first int) int {
	for j := i - 1; j >= first && j >= i-5; j-- {
		if r.is(j, cPrep|cOf|cBy|cTarget) && !r.is(j, cMod) {
			return j
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
	if r.is(g-1, cGroup) {
		return true
	}
	n := r.actorAt[g-1]
	return n > 0 && r.actorInfo(&r.actors[n-1]).generic
}

// right returns the object: the actors behind token i up to the end of the noun phrase. far lets it cross prepositions.
func (r *reading) right(i, end int, far bool) []int32 {
	var out []int32
	for j := i; j < end && j < i+22; j++ {
		if n := r.actorAt[j]; n > 0 {
			h := &r.actors[n-1]
			if r.says(h) {
				return out
			}
			if !(h.place && !r.is(j-1, cTarget)) {
				out = append(out, h.actor)
			}
			j = h.last
			continue
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
		if r.is(j, cPrep) && !r.is(j, cTarget|cOf) && !far {
			return out
		}
		if r.is(j, cTarget) && len(out) > 0 && r.d.Tokens[j].Fold != "against" {
			return out
		}
	}
	return out
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
			if out := r.right(j+1, end, false); out != nil {
				return out
			}
		}
		if r.d.Tokens[j].Fold == "hands" && r.is(j+1, cOf) {
			return r.right(j+2, end, false)
		}
	}
	return nil
}

// nounRoles reads the roles around an event's noun: "A's attack on B", "attack by A", "A carried out an attack".
func (r *reading) nounRoles(t *trigger, s *text.Sentence) {
	j := t.first - 1
	for j >= s.First && (r.is(j, cMod) || r.d.Tokens[j].Kind == text.Possessive || isHyphen(r.d.Tokens[j].Fold) || r.d.Tokens[j].Fold == "led" ||
		r.d.Tokens[j].Kind == text.Word && r.d.Tokens[j].Shape == text.Lower && r.class[j] == 0 && r.actorAt[j] == 0 && j == t.first-1) {
		j--
	}
	if j >= s.First {
		if n := r.actorAt[j]; n > 0 && !r.actors[n-1].place {
			h := &r.actors[n-1]
			if !ofTarget(t.typ) || r.d.Tokens[t.first-1].Kind == text.Possessive {
				t.initiators = []int32{h.actor}
			} else if r.actorInfo(h).kind == report.Police || r.actorInfo(h).kind == report.Military {
				t.initiators = []int32{h.actor}
			}
		} else if st := r.adjState(j); st >= 0 {
			t.initiators = []int32{st}
		}
	}
	if t.initiators == nil {
		t.initiators = r.afterBy(t.last, s.End)
	}
	if t.initiators == nil {
		t.initiators = r.lightSubject(t, s)
	}
	k := t.last + 1
	for ; k < s.End && k < t.last+4; k++ {
		switch {
		case r.is(k, cTarget), r.d.Tokens[k].Fold == "targeting":
			t.targets = r.right(k, s.End, false)
			return
		case r.is(k, cOf):
			who := r.right(k+1, s.End, false)
			if ofTarget(t.typ) {
				t.targets = who
			} else if t.initiators == nil {
				t.initiators = who
			}
			return
		case r.d.Tokens[k].Fold == "between" || r.d.Tokens[k].Fold == "with":
			who := r.right(k+1, s.End, false)
			if r.d.Tokens[k].Fold == "with" {
				t.targets = who
			} else {
				t.initiators = union(t.initiators, who)
			}
			return
		case r.stops(k) || r.comma(k):
			return
		}
	}
}

// ofTarget says whether "of X" and "X" before the noun name who is hit: "killing of X", "arrest of X".
func ofTarget(t report.EventType) bool {
	switch t {
	case report.Attack, report.Assassination, report.Abduction, report.Arrest, report.PropertyDestruction, report.SexualViolence,
		report.TerritoryGained, report.Release, report.Extradition, report.Expulsion, report.Recognition, report.Blockade, report.Condemnation,
		report.Bombing, report.Shelling:
		return true
	}
	return false
}

// adjState returns the state whose adjective ends at token i, -1 without one: "an Israeli strike".
func (r *reading) adjState(i int) int32 {
	st := int32(-1)
	for k := max(0, i-1); k <= i; k++ {
		if r.nameIDs[k] == 0 {
			continue
		}
		r.walk(&r.t.actors.adj, k, func(last, _ int, values []int32) {
			if last == i && r.adjective(k, last) && st < 0 {
				st = values[0]
			}
		})
	}
	return st
}

// lightSubject returns the subject of "carried out an attack", "launched", "claimed responsibility for".
func (r *reading) lightSubject(t *trigger, s *text.Sentence) []int32 {
	for j := t.first - 1; j >= s.First && j >= t.first-7; j-- {
		if r.is(j, cLight) || r.d.Tokens[j].Fold == "responsibility" {
			if r.isPassive(j, s.First) {
				return nil
			}
			if r.d.Tokens[j].Fold == "responsibility" {
				t.status = report.Claimed
			}
			return r.left(j, s.First)
		}
		if r.is(j, cSub|cRel) || r.stops(j) || r.comma(j) {
			return nil
		}
	}
	for j := t.last + 1; j < s.End && j < t.last+6; j++ {
		if r.is(j, cLight) && r.isPassive(j, s.First) {
			return r.afterBy(j, s.End)
		}
		if f := r.d.Tokens[j].Fold; f == "claimed" {
			return r.afterBy(j, s.End)
		}
	}
	return nil
}

// blame makes the actors accused of the violent events told in the same sentence; what an accusation only is about
// becomes an allegation of its own when nothing else tells of it.
func (r *reading) blame(n int, who []int32) {
	if len(who) == 0 {
		return
	}
	t := &r.triggers[n]
	s := r.d.Tokens[t.first].Sentence
	for i := range r.triggers {
		o := &r.triggers[i]
		if i == n || r.d.Tokens[o.first].Sentence != s || o.typ.Class() != report.MaterialConflict {
			continue
		}
		o.accused = union(o.accused, who)
	}
	r.blamed = union(r.blamed, who)
}

func union(a, b []int32) []int32 {
	for _, x := range b {
		if !contains(a, x) {
			a = append(a, x)
		}
	}
	return a
}

func contains(a []int32, x int32) bool {
	for _, y := range a {
		if y == x {
			return true
		}
	}
	return false
}

// without returns a without what is in b.
func without(a, b []int32) []int32 {
	out := a[:0:0]
	for _, x := range a {
		if !contains(b, x) {
			out = append(out, x)
		}
	}
	return out
}
