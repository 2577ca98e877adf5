package tag

import (
	"sort"
	"strings"

	"tocsin/report"
)

// An event is what the triggers of one thing that happened say together.
type event struct {
	trigger
	score    float64
	mentions [][2]int // token ranges
	because  []string // why it stands where it does, for Explain
}

// markLosses gives each loss to the violent trigger nearest to it in its sentence.
func (r *reading) markLosses() {
	for i := range r.tolls {
		h := &r.tolls[i]
		if h.aside || h.n == 0 {
			continue
		}
		best := -1
		for k := range r.triggers {
			t := &r.triggers[k]
			if t.typ == "" || !isViolent(t.typ) && t.typ != report.Accident && t.typ != report.Disaster || r.d.Tokens[t.first].Sentence != r.d.Tokens[h.trigger].Sentence {
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
func (r *reading) mergeEvents() []event {
	r.absorbLosses()
	r.markLosses()
	var out []event
	for i := range r.triggers {
		t := &r.triggers[i]
		if t.typ == "" {
			continue
		}
		score, why := r.prominence(t)
		merged := false
		for k := range out {
			e := &out[k]
			if e.typ != t.typ || e.status != t.status || r.conflict(&e.trigger, t) || r.elsewhere(e, t) {
				continue
			}
			e.initiators = union(e.initiators, t.initiators)
			e.targets = union(e.targets, t.targets)
			e.accused = union(e.accused, t.accused)
			e.mentions = append(e.mentions, [2]int{t.first, t.last})
			if score > e.score {
				e.score, e.because, e.first, e.last, e.why, e.cue = score, why, t.first, t.last, t.why, t.cue
			}
			merged = true
			break
		}
		if !merged {
			out = append(out, event{trigger: *t, score: score, because: why, mentions: [][2]int{{t.first, t.last}}})
		}
	}
	out = r.joinEvents(out)
	for k := range out {
		out[k].score += min(1, 0.25*float64(len(out[k].mentions)-1))
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].score > out[j].score })
	out = r.joinSpecific(out)
	r.attribute(out)
	return r.dropPassing(out)
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

// elsewhere says whether a trigger tells of something else than an event of its type: other people are hit, far from it.
func (r *reading) elsewhere(e *event, t *trigger) bool {
	if len(e.targets) == 0 || len(t.targets) == 0 || len(without(t.targets, e.targets)) < len(t.targets) || r.vague(t.targets) {
		return false
	}
	for _, m := range e.mentions {
		if abs(int(r.d.Tokens[m[0]].Sentence-r.d.Tokens[t.first].Sentence)) <= 1 {
			return false
		}
	}
	return true
}

// joinEvents joins what is only claimed to the same thing reported, and a general attack to the strike or bombing that it
// speaks of.
func (r *reading) joinEvents(evs []event) []event {
	for i := range evs {
		a := &evs[i]
		if a.typ == "" || !isViolent(a.typ) {
			continue
		}
		for k := range evs {
			b := &evs[k]
			if i == k || b.typ == "" || r.conflict(&a.trigger, &b.trigger) {
				continue
			}
			claim := a.typ == b.typ && a.status == report.Reported && b.status == report.Claimed
			general := b.typ == report.Attack && a.typ != report.Attack && a.typ != report.Assassination && a.typ != report.PropertyDestruction && a.typ != report.ArmedClash &&
				b.status == a.status && len(without(b.initiators, union(union(nil, a.initiators), a.accused))) == 0 &&
				(len(b.targets) == 0 || len(without(b.targets, a.targets)) < len(b.targets))
			if claim || general {
				a.take(b)
			}
		}
	}
	r.linkKillings(evs)
	out := evs[:0]
	for _, e := range evs {
		if e.typ != "" {
			out = append(out, e)
		}
	}
	return out
}

// linkKillings joins a targeted killing to the strike or bombing that did it: they hit the same, and the way comes first.
func (r *reading) linkKillings(evs []event) {
	for i := range evs {
		k := &evs[i]
		if k.typ != report.Assassination || !k.status.Happened() {
			continue
		}
		for j := range evs {
			w := &evs[j]
			switch w.typ {
			case report.Airstrike, report.Shelling, report.Bombing, report.SuicideBombing:
			default:
				continue
			}
			near := abs(int(r.d.Tokens[w.first].Sentence-r.d.Tokens[k.first].Sentence)) == 0
			if !w.status.Happened() || !near && len(without(k.targets, w.targets)) == len(k.targets) || r.conflict(&w.trigger, &k.trigger) {
				continue
			}
			w.targets = union(w.targets, k.targets)
			w.initiators, w.accused = union(w.initiators, k.initiators), union(w.accused, k.accused)
			k.initiators, k.accused = w.initiators, w.accused
			w.score = max(w.score, k.score+0.1)
			break
		}
	}
}

// take makes b part of a.
func (a *event) take(b *event) {
	a.initiators = union(a.initiators, b.initiators)
	a.targets = union(a.targets, b.targets)
	a.accused = union(a.accused, b.accused)
	a.mentions = append(a.mentions, b.mentions...)
	a.score = max(a.score, b.score)
	b.typ = ""
}

// conflict says whether two triggers cannot tell of one event: who does it in one is hit in the other.
func (r *reading) conflict(a, b *trigger) bool {
	if len(a.initiators) > 0 && len(b.initiators) > 0 && len(without(b.initiators, a.initiators)) == len(b.initiators) &&
		!r.vague(a.initiators) && !r.vague(b.initiators) {
		return true
	}
	for _, x := range a.initiators {
		if contains(b.targets, x) {
			return true
		}
	}
	for _, x := range a.targets {
		if contains(b.initiators, x) {
			return true
		}
	}
	return false
}

// vague says whether all of these are people without a name, who may be any named group.
func (r *reading) vague(who []int32) bool {
	for _, n := range who {
		switch r.actorOf(n).id {
		case "gunmen", "militants", "rebels", "bandits", "persons", "soldiers", "commanders":
		default:
			return false
		}
	}
	return true
}

// absorbLosses lets "killed" and "wounded" speak for the strike, bombing or clash that they stand beside.
func (r *reading) absorbLosses() {
	tells := make([]bool, len(r.triggers))
	for i := range r.triggers {
		t := &r.triggers[i]
		tells[i] = r.tellsLoss(t) || t.typ == report.PropertyDestruction && t.verb || t.typ == report.Attack && hits(r.d.Tokens[t.first].Stem)
	}
	for i := range r.triggers {
		t := &r.triggers[i]
		if t.typ != report.Attack && t.typ != report.PropertyDestruction || !tells[i] {
			continue
		}
		s := r.d.Tokens[t.first].Sentence
		best := -1
		for k := range r.triggers {
			o := &r.triggers[k]
			os := r.d.Tokens[o.first].Sentence
			mishap := o.typ == report.Accident || o.typ == report.Disaster
			if k == i || o.typ == "" || !mishap && os != s || mishap && abs(int(os-s)) > 1 || !mishap && !isViolent(o.typ) || o.typ == report.Attack && tells[k] || o.typ == report.PropertyDestruction ||
				o.typ == report.Assassination && o.first == t.first || o.status != t.status {
				continue
			}
			if best >= 0 && (mishap && isViolent(r.triggers[best].typ)) {
				continue
			}
			if best < 0 || abs(o.first-t.first) < abs(r.triggers[best].first-t.first) || !mishap && !isViolent(r.triggers[best].typ) {
				best = k
			}
		}
		if best < 0 {
			for k := range r.triggers { // the killing of a leader is told as that alone
				if k != i && r.triggers[k].typ == report.Assassination && r.triggers[k].first == t.first {
					t.typ = ""
				}
			}
			continue
		}
		o := &r.triggers[best]
		if len(o.initiators) == 0 {
			o.initiators = without(t.initiators, o.targets)
		}
		if len(o.targets) == 0 {
			o.targets = without(t.targets, o.initiators)
		}
		o.loss = true
		o.aside = min(o.aside, t.aside)
		t.typ = ""
	}
}

// hits says whether a verb only says that something struck.
func hits(stem string) bool { return stem == "hit" || stem == "struck" || stem == "strike" }

// tellsLoss says whether a trigger is a word of loss rather than of a way to attack.
func (r *reading) tellsLoss(t *trigger) bool {
	if _, p := r.lang.losses.longest(r, t.first, nil); p != nil && t.typ == report.Attack && r.lang.lossKinds[p.value].form != lossTotal {
		return true
	}
	for i := range r.tolls {
		if h := &r.tolls[i]; h.trigger >= t.first && h.trigger <= t.last {
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

// prominence says how likely a trigger tells what the report is about, with the reasons.
func (r *reading) prominence(t *trigger) (float64, []string) {
	var why []string
	sum := 0.0
	add := func(points float64, reason string) {
		if points != 0 {
			sum += points
			if r.explaining {
				why = append(why, reason)
			}
		}
	}
	switch {
	case isViolent(t.typ):
		add(6, "violent")
	case t.typ == report.Coup || t.typ == report.Nuclear:
		add(6.5, "a coup or nuclear event")
	case t.typ.Class() == report.MaterialConflict:
		add(5, "material conflict")
	case t.typ == report.Appeal || t.typ == report.Disaster || t.typ == report.Accident:
		add(4, "an appeal or accident")
	case t.typ == report.Statement && t.verb && r.sayingIsAll(t):
		add(3, "a statement")
	case t.typ.Class() == report.Neutral:
		add(1.5, "neutral")
	default:
		add(4.5, "of words or cooperation")
	}
	if t.loss {
		add(1.5, "with a loss")
	}
	switch s := int(r.d.Tokens[t.first].Sentence); {
	case r.d.Tokens[t.first].InTitle:
		add(4, "in the title")
	default:
		if s -= r.firstSentence; s == 0 {
			add(3, "in the first sentence")
		} else if s == 1 {
			add(2, "in the second sentence")
		} else if s < 5 {
			add(1, "near the beginning")
		}
	}
	if t.typ == report.Assassination {
		add(0.5, "somebody who was meant")
	}
	if t.typ == report.Accusation && r.blamesLoss(t) {
		add(-2.5, "of a loss that is told beside it")
	}
	if t.verb {
		add(1, "told by a verb")
	}
	if len(t.initiators) > 0 {
		add(0.3, "somebody does it")
	}
	if aside := float64(t.aside); t.loss && len(t.accused) > 0 {
		add(-0.5*aside, "in a subordinate place, but blamed")
	} else {
		add(-1.5*aside, "in a subordinate place")
	}
	switch t.status {
	case report.Claimed:
		add(-2, "only claimed")
	case report.Threatened:
		add(-3, "only threatened")
	case report.Denied:
		add(-4, "denied")
	case report.Hypothetical:
		add(-5, "hypothetical")
	case report.Historical:
		add(-4.5, "of the past")
	case report.Exercise:
		add(-3, "an exercise")
	}
	return sum, why
}

// blamesLoss says whether the sentence of an accusation tells of violence with a loss.
func (r *reading) blamesLoss(t *trigger) bool {
	for i := range r.triggers {
		if o := &r.triggers[i]; o.loss && o.typ != "" && isViolent(o.typ) && r.d.Tokens[o.first].Sentence == r.d.Tokens[t.first].Sentence {
			return true
		}
	}
	return false
}

// sayingIsAll says whether a statement is told for its own sake: a denial, condolences, no comment.
func (r *reading) sayingIsAll(t *trigger) bool {
	return !r.is(t.first, cSay) && !strings.HasPrefix(r.d.Tokens[t.first].Fold, "announc")
}

// attribute gives the blame to the main violent event when no event of an accusing sentence took it.
func (r *reading) attribute(evs []event) {
	for k := range evs {
		defer func(e *event) { e.initiators = without(e.initiators, e.accused) }(&evs[k])
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
}
