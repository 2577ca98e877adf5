package tag

import (
	"slices"
	"sort"

	"tocsin/report"
)

// An event is what the triggers of one thing that happened say together.
type event struct {
	trigger
	score    float64
	mentions [][2]int // token ranges
	because  []string // why it stands where it does, for Explain
	losses   bool     // nothing but words of loss tell of it: "seven were killed"
}

// markLosses gives each loss to the violent trigger nearest to it in its sentence.
func (r *reading) markLosses() {
	for i := range r.tolls {
		h := &r.tolls[i]
		if h.aside || h.n == 0 {
			continue
		}
		best, s := -1, r.sentence(h.trigger)
		for k := range r.triggers {
			t := &r.triggers[k]
			if t.first < s.First || t.first >= s.End || t.typ == "" || !isViolent(t.typ) && t.typ != report.Accident && t.typ != report.Disaster {
				continue
			}
			if best < 0 || abs(t.first-h.trigger) < abs(r.triggers[best].first-h.trigger) {
				best = k
			}
		}
		for k := range r.triggers {
			if best >= 0 && (k == best || r.triggers[k].first == r.triggers[best].first) {
				r.triggers[k].loss = true
			}
		}
	}
}

// mergeEvents makes events of the triggers, the main one first.
func (r *reading) mergeEvents() {
	r.absorbLosses()
	r.markLosses()
	out := r.events
	for i := range r.triggers {
		t := &r.triggers[i]
		if t.typ == "" {
			continue
		}
		score, why := r.prominence(t)
		merged := false
		for k := range out {
			e := &out[k]
			if e.typ != t.typ || e.status != t.status || e.answer != t.answer || r.conflict(&e.trigger, t) || r.elsewhere(e, t) {
				continue
			}
			e.initiators = union(e.initiators, t.initiators)
			e.targets = union(e.targets, t.targets)
			e.accused = union(e.accused, t.accused)
			e.mentions = append(e.mentions, [2]int{t.first, t.last})
			e.losses = e.losses && r.saysLost(t)
			if score > e.score {
				e.score, e.because, e.first, e.last, e.why, e.cue = score, why, t.first, t.last, t.why, t.cue
			}
			merged = true
			break
		}
		if !merged {
			out = append(out, event{trigger: *t, score: score, because: why, losses: r.saysLost(t), mentions: append(make([][2]int, 0, 4), [2]int{t.first, t.last})})
		}
	}
	out = r.joinEvents(out)
	for k := range out {
		out[k].score += min(1, 0.25*float64(len(out[k].mentions)-1))
	}
	r.linkKillings(out)
	sort.SliceStable(out, func(i, j int) bool { return out[i].score > out[j].score })
	out = r.joinSpecific(out)
	r.attribute(out)
	r.events = r.dropPassing(out)
}

// dropPassing takes away violence that a longer report mentions once, behind its beginning, and of which it tells neither
// whom it hit nor what was lost; in a speech, comment or interview also what is told without a doer or a loss.
func (r *reading) dropPassing(evs []event) []event {
	if len(r.d.Sentences)-r.firstSentence < 4 {
		return evs
	}
	opinion := r.opinion()
	out := evs[:0]
	for _, e := range evs {
		late := int(r.d.Tokens[e.first].Sentence)-r.firstSentence >= 2
		passing := len(e.mentions) == 1 && late && len(e.targets) == 0 && !e.loss
		if len(e.mentions) == 1 && late && !passing && r.ofAnybody(&e.trigger) {
			r.dropVague(&e.trigger)
			passing = true
		}
		if opinion {
			passing = passing || !e.loss && (len(e.targets) == 0 || len(e.initiators) == 0) && len(e.mentions) < 4
		}
		if passing && isViolent(e.typ) {
			continue
		}
		out = append(out, e)
	}
	return out
}

// ofAnybody says whether an attack is on uncounted people without a name, at no time: "they are killing our people".
func (r *reading) ofAnybody(t *trigger) bool {
	s := r.sentence(t.first)
	if t.typ != report.Attack || !r.vague(t.targets) || r.lang.code != "en" || t.status != report.Reported || r.dated(s) || r.d.Tokens[t.first-1].Fold == "the" {
		return false
	}
	return !slices.ContainsFunc(r.tolls, func(h tollHit) bool {
		return h.trigger >= s.First && h.trigger < s.End && !h.vague && !h.aside
	})
}

// dropVague takes away the uncounted losses that a trigger tells of.
func (r *reading) dropVague(t *trigger) {
	r.tolls = slices.DeleteFunc(r.tolls, func(h tollHit) bool { // "bandits who kill farmers"
		return h.vague && t.first <= h.trigger && h.trigger <= t.last
	})
}

// opinion says whether the title or the head of the text calls the report a comment, a speech or an interview.
func (r *reading) opinion() bool {
	for i := 0; i < len(r.d.Tokens); i++ {
		t := &r.d.Tokens[i]
		if !t.InTitle && i-r.d.TitleEnd > 40 {
			return false
		}
		if !r.is(i, cOpinion) {
			continue
		}
		// It must be set off: in brackets, before a colon or a bar, or at the head.
		if i == 0 || i == r.d.TitleEnd || opens(r.d.Tokens[i-1].Fold) || i+1 < len(r.d.Tokens) && (r.d.Tokens[i+1].Fold == ":" || r.d.Tokens[i+1].Fold == "|") ||
			r.d.Tokens[i-1].Fold == "|" {
			return true
		}
	}
	return false
}

func abs(x int) int {
	if x < 0 {
		return -x
	}
	return x
}

// attribute gives the blame to the main violent event when no event of an accusing sentence took it.
func (r *reading) attribute(evs []event) {
	for k := range evs {
		if e := &evs[k]; isViolent(e.typ) && e.status.Happened() {
			if r.vague(e.initiators) {
				e.initiators = union(e.initiators, r.claimants(e))
			}
			break
		}
	}
	r.releasedBy(evs)
	for k := range evs { // a crackdown hits those who demonstrate
		if e := &evs[k]; e.typ == report.Crackdown && !slices.ContainsFunc(e.targets, func(n int32) bool { return !victim(r.actorOf(n)) }) {
			e.targets = union(e.targets, []int32{r.t.actors.byID["protesters"]})
		}
	}
	for k := range evs {
		if len(r.blamed) == 0 {
			break
		}
		e := &evs[k]
		if isViolent(e.typ) && e.status != report.Denied {
			e.accused = without(union(e.accused, r.blamed), e.targets)
			for j := k + 1; j < len(evs); j++ { // the killing that the strike did
				if o := &evs[j]; o.typ == report.Assassination && len(without(o.targets, e.targets)) < len(o.targets) {
					o.accused = without(union(o.accused, r.blamed), o.targets)
				}
			}
			break
		}
	}
	for k := range evs {
		e := &evs[k]
		if len(e.initiators) == 0 {
			continue
		}
		if len(e.accused) > 0 {
			e.initiators = without(e.initiators, e.accused)
		}
		if slices.ContainsFunc(e.initiators, func(n int32) bool { return victim(r.actorOf(n)) && contains(e.targets, n) }) {
			e.initiators = slices.DeleteFunc(slices.Clone(e.initiators), func(n int32) bool { return victim(r.actorOf(n)) && contains(e.targets, n) })
		}
	}
}
