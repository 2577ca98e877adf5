package tag

import (
	"slices"
	"strings"

	"tocsin/report"
)

// elsewhere says whether a trigger tells of something else than an event of its type: other people are hit, far from it.
func (r *reading) elsewhere(e *event, t *trigger) bool {
	if s := r.sentence(t.first); r.d.Tokens[s.First].Fold == "elsewhere" && e.first < s.First {
		return true // "Elsewhere in the country, nine people were killed"
	}
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
			if a.answer != b.answer {
				continue
			}
			claim := (a.typ == b.typ || b.typ == report.Attack && len(b.initiators) > 0) && a.status == report.Reported && b.status == report.Claimed
			general := b.typ == report.Attack && (weapon(a.typ) || a.typ == report.Crackdown || a.first <= b.first) && a.typ != report.Attack && a.typ != report.Assassination && a.typ != report.PropertyDestruction && a.typ != report.ArmedClash &&
				b.status == a.status && (b.aside < 2 || len(b.initiators) == 0) && (r.vague(a.initiators) || len(without(b.initiators, union(union(nil, a.initiators), a.accused))) == 0) &&
				(len(b.targets) == 0 || len(a.targets) == 0 || len(without(b.targets, a.targets)) < len(b.targets)) && (a.score >= b.score || r.near(a, b, sameStory))
			lost := a.typ == report.ArmedClash && a.aside == 0 && b.typ == report.Attack && len(b.initiators) == 0 && (b.losses && a.first < b.first || len(b.targets) == 0 && !b.loss) && !r.late(a.first) && a.status == b.status
			if claim || general || lost || r.headed(a, b) {
				a.take(b)
			}
		}
	}
	out := evs[:0]
	for _, e := range evs {
		if e.typ != "" {
			out = append(out, e)
		}
	}
	return out
}

// headed says whether a title only counts those whom the clash told at the head of the text hit: "Eight rebels killed in the north".
func (r *reading) headed(a, b *event) bool {
	return a.typ == report.ArmedClash && a.loss && a.aside == 0 && !r.late(a.first) && a.status == b.status &&
		b.typ == report.Attack && r.d.Tokens[b.first].InTitle && r.saysLost(&b.trigger) && len(b.initiators) == 0 && len(without(b.targets, a.targets)) < len(b.targets)
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
			apart := abs(int(r.d.Tokens[w.first].Sentence - r.d.Tokens[k.first].Sentence))
			near := apart == 0 || apart <= 2 && len(w.initiators) > 0 && r.akin(w.initiators, k.initiators) && r.vague(w.targets)
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
	if len(a.initiators) > 0 && len(b.initiators) > 0 && !r.vague(a.initiators) && !r.vague(b.initiators) {
		return !r.akin(a.initiators, b.initiators)
	}
	return r.opposed(a.initiators, b.targets) || r.opposed(b.initiators, a.targets) || r.repels(a, b) || r.repels(b, a)
}

// repels says whether one trigger tells of those hit in another attacking somebody: "a man stabbed two tourists" and "police shot
// the attacker".
func (r *reading) repels(a, b *trigger) bool {
	if len(a.targets) != 1 || len(b.initiators) == 0 {
		return false
	}
	gunmen := r.t.actors.gunmen
	return a.targets[0] == gunmen && !contains(b.targets, gunmen) && r.vague(b.initiators)
}

// opposed says whether somebody who does it is among those whom it hits; people in general may be different ones.
func (r *reading) opposed(doers, hit []int32) bool {
	for _, x := range doers {
		if contains(hit, x) && !victim(r.actorOf(x)) {
			return true
		}
	}
	return false
}

// akin says whether somebody of a is somebody of b or one's state is the other: "Israel" and "Israel's military".
func (r *reading) akin(a, b []int32) bool {
	for _, x := range a {
		for _, y := range b {
			if x == y || slices.Contains(r.actorOf(x).within, r.actorOf(y).id) || slices.Contains(r.actorOf(y).within, r.actorOf(x).id) {
				return true
			}
		}
	}
	return false
}

// vague says whether all of these are people without a name, who may be any named group.
func (r *reading) vague(who []int32) bool {
	for _, n := range who {
		switch r.actorOf(n).id {
		case "gunmen", "militants", "rebels", "bandits", "persons", "civilians", "soldiers", "commanders":
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
		tells[i] = r.tellsLoss(t) || t.typ == report.Attack && t.pos == posFixed || t.typ == report.PropertyDestruction && t.verb || t.typ == report.Attack && hits(r.d.Tokens[t.first].Stem)
	}
	lead := r.mishapAtHead()
	for i := range r.triggers {
		t := &r.triggers[i]
		if r.onlyMishap(t, lead) || r.setByWeapon(t) {
			t.typ = ""
			continue
		}
		if t.typ != report.Attack && t.typ != report.PropertyDestruction || !tells[i] {
			continue
		}
		n, s := int(r.d.Tokens[t.first].Sentence), r.sentence(t.first)
		from, end := r.d.Sentences[max(n-1, 0)].First, r.d.Sentences[min(n+1, len(r.d.Sentences)-1)].End
		best := -1
		for k := range r.triggers {
			o := &r.triggers[k]
			if o.first < from || o.first >= end {
				continue
			}
			mishap := o.typ == report.Accident || o.typ == report.Disaster
			if k == i || o.typ == "" || o.answer != t.answer || !mishap && (o.first < s.First || o.first >= s.End || !isViolent(o.typ)) || o.typ == report.Attack && tells[k] || o.typ == report.PropertyDestruction ||
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
		if best < 0 && lead >= 0 && len(t.initiators) == 0 && t.status == r.triggers[lead].status {
			best = lead
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
		o.targets = union(o.targets, without(t.targets, o.initiators))
		o.loss = true
		o.aside = min(o.aside, t.aside)
		t.typ = ""
	}
}

// setByWeapon says whether a fire is of guns, or what the strike told in its sentence or beside it did: "a fire broke out after a drone
// attack".
func (r *reading) setByWeapon(t *trigger) bool {
	if f := r.d.Tokens[t.first].Fold; t.typ != report.Accident || f != "fire" && f != "fires" && f != "blaze" {
		return false
	}
	if t.first > 0 && (strings.HasPrefix(r.d.Tokens[t.first-1].Fold, "open") || r.actorAt[t.first-1] > 0 && r.is(t.first+1, cTarget)) {
		return true // "opened fire, killing two", "gunmen fire on a bus"
	}
	for i := range r.triggers {
		o := &r.triggers[i]
		if (o.typ == report.Airstrike || o.typ == report.Shelling) && o.status.Happened() && o.status == t.status && abs(int(r.d.Tokens[o.first].Sentence-r.d.Tokens[t.first].Sentence)) <= 1 {
			return true
		}
	}
	return false
}

// hits says whether a verb only says that something struck.
func hits(stem string) bool { return stem == "hit" || stem == "struck" || stem == "strike" }

// saysLost says whether a trigger tells no more than that people were lost or hit.
func (r *reading) saysLost(t *trigger) bool {
	return t.typ == report.Attack && (r.tellsLoss(t) || hits(r.d.Tokens[t.first].Stem))
}

// tellsLoss says whether a trigger is a word of loss rather than of a way to attack.
func (r *reading) tellsLoss(t *trigger) bool {
	if _, p := r.loss(t.first); p != nil && t.typ == report.Attack && r.lang.lossKinds[p.value].form != lossTotal {
		return true
	}
	for i := range r.tolls {
		if h := &r.tolls[i]; h.trigger >= t.first && h.trigger <= t.last {
			return true
		}
	}
	return false
}

// releasedBy takes those who took captives for those who let them go, where nobody else is said to have done it.
func (r *reading) releasedBy(evs []event) {
	if len(evs) == 0 || evs[0].typ != report.Release || len(evs[0].initiators) > 0 {
		return
	}
	switch r.d.Tokens[evs[0].first].Stem {
	case "releas", "let", "hand", "turn":
	default:
		return // "freed", "rescued": perhaps by others
	}
	for i := range evs {
		if e := &evs[i]; e.typ == report.Abduction && !r.vague(e.initiators) && !r.opposed(e.initiators, evs[0].targets) {
			evs[0].initiators = e.initiators
			return
		}
	}
}
