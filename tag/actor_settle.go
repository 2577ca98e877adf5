package tag

import (
	"slices"

	"tocsin/report"
	"tocsin/text"
)

// antecedents are whom the report has named so far that a description may stand for; -1 for nobody.
type antecedents struct {
	group     int32 // the last group, party or coalition
	coalition int32 // the last coalition, before any the only one of the report
	sole      int32 // the only armed group of the whole report
}

// settle says whom descriptions stand for: it gives bare nouns their country, "the group" its antecedent, and drops what names
// no actor.
func (r *reading) settle() {
	before := antecedents{group: -1, coalition: r.sole(report.Coalition), sole: r.sole(report.ArmedGroup)}
	out := r.actors[:0]
	for _, h := range r.actors {
		if !r.settled(&h, out, &before) {
			continue
		}
		switch r.t.actors.all[h.actor].kind {
		case report.Coalition:
			before.group, before.coalition = h.actor, h.actor
		case report.ArmedGroup, report.Party:
			before.group = h.actor
		}
		out = append(out, h)
	}
	r.actors = out
}

// settled says whether a hit names an actor, and makes it that actor's. Others are the hits before it.
func (r *reading) settled(h *actorHit, others []actorHit, before *antecedents) bool {
	l := r.t.actors
	switch {
	case h.own:
		h.actor = r.owned(h, others)
		return h.actor >= 0
	case h.bare && (r.formerly(h) || r.local(h) || r.ofManyStates(h)):
		return false
	case h.bare:
		if st := r.keeper(h, others); st >= 0 {
			h.actor = r.t.actors.forceOf(st, h.actor)
		} else {
			h.actor = r.bareForce(h.actor)
		}
		return true
	case h.adj:
		h.actor = l.byID[l.all[h.actor].id+"-people"]
		return h.plural
	}
	the := h.first > 0 && r.d.Tokens[h.first-1].Fold == "the" && !r.is(h.last+1, cOf)
	switch l.all[h.actor].id {
	case "rebels", "militants":
		if the && before.sole >= 0 {
			h.actor = before.sole
			return true
		}
		return !r.ofNamed(h)
	case "group":
		h.actor = before.group
		return the && h.actor >= 0
	case "alliance":
		h.actor = before.coalition
		return (the || h.last > h.first) && h.actor >= 0 // "coalition jets" need no article
	}
	return true
}

// bareForce returns the force of the country that the report speaks of, that of no country when it speaks of none.
func (r *reading) bareForce(force int32) int32 {
	l := r.t.actors
	if st, ok := l.states[r.focus]; ok {
		return l.forceOf(st, force)
	}
	if id := l.forces[force].suffix; id != "-" {
		return l.byID[id]
	}
	return l.byID["government"]
}

// formerly says whether a bare word for a head of state names one of the past: "ex-president", "former prime minister".
func (r *reading) formerly(h *actorHit) bool {
	if h.first == 0 || r.t.actors.forces[h.actor].suffix != "head" {
		return false
	}
	j := h.first - 1
	if r.hyphen(j) {
		j--
	}
	return j >= 0 && (r.d.Tokens[j].Fold == "former" || r.d.Tokens[j].Fold == "ex")
}

// local says whether a bare word for a government means one below the state: "the local authorities", "Zurmi local government".
func (r *reading) local(h *actorHit) bool {
	if h.first == 0 || r.t.actors.forces[h.actor].suffix != "-" {
		return false
	}
	switch r.d.Tokens[h.first-1].Fold {
	case "local", "regional", "provincial", "municipal", "district", "county", "city":
		return true
	}
	return false
}

// fightsAbroad says whether an actor is an armed group in a report of other countries than its own, which it may fight in.
func (r *reading) fightsAbroad(h *actorHit) bool {
	a := &r.t.actors.all[h.actor]
	return a.kind == report.ArmedGroup && len(r.countries) > 0 && (r.countries[a.country] == 0 || len(r.countries) > 1)
}

// keeper returns the state whose troops a bare noun names as what it has: "Turkey has some 3,000 troops in Libya"; -1 without one.
// Others are the hits before it.
func (r *reading) keeper(h *actorHit, others []actorHit) int32 {
	j := h.first - 1
	for j > 0 && (r.is(j, cDet|cMod) || r.d.Tokens[j].Kind == text.Number || r.value[j] > 0 || quantity(r.d.Tokens[j].Fold)) {
		j--
	}
	if len(others) == 0 || j < 1 {
		return -1
	}
	if !r.keeps(j) {
		return -1
	}
	if r.is(j-1, cHave|cModal) {
		j--
	}
	if o := &others[len(others)-1]; o.last == j-1 && r.t.actors.all[o.actor].state && !o.adj && !o.place {
		return o.actor
	}
	return -1
}

// keeps says whether the word at token j tells that somebody has troops somewhere: "Turkey keeps".
func (r *reading) keeps(j int) bool {
	switch r.d.Tokens[j].Stem {
	case "has", "have", "had", "keep", "kept", "maintain", "station", "deploy", "send", "sent":
		return true
	}
	return false
}

// quantity says whether a word only tells how sure a number is: "some 3,000 troops".
func quantity(f string) bool {
	return f == "some" || f == "about" || f == "around" || f == "roughly" || f == "nearly" || f == "almost" || f == "more" || f == "than"
}

// sole returns the only actor of a kind that the report names, whose parts count as it; -1 for none or several. "The rebels" of a
// report that names one armed group are that group.
func (r *reading) sole(kind report.ActorKind) int32 {
	l := r.t.actors
	sole := int32(-1)
	for i := range r.actors {
		h := &r.actors[i]
		a := &l.all[h.actor]
		switch {
		case h.bare || h.adj || a.generic || a.kind != kind || h.actor == sole || r.onlyAlly(h):
		case sole < 0 || slices.Contains(l.all[sole].within, a.id):
			sole = h.actor
		case !slices.Contains(a.within, l.all[sole].id):
			return -1
		}
	}
	return sole
}

// onlyAlly says whether a group is named only as that whom others are close to: "loyalty to the Islamic State", "linked to al-Qaeda".
func (r *reading) onlyAlly(h *actorHit) bool {
	j := h.first - 1
	if r.is(j, cDet) {
		j--
	}
	if j < 1 || r.d.Tokens[j].Fold != "to" && r.d.Tokens[j].Fold != "with" {
		return false
	}
	switch r.d.Tokens[j-1].Stem {
	case "alleg", "loyalti", "loyal", "link", "alli", "affili", "close", "tie", "bound":
		return true
	}
	return false
}

// dominant finds the country that the report speaks of most, from the states, adjectives and actors that it names, without
// any from the places.
func (r *reading) dominant() {
	if r.focus != "" {
		return
	}
	count := make(map[string]int)
	best := 0
	for i := range r.actors {
		h := &r.actors[i]
		k, c := r.t.actors.all[h.actor].kind, r.t.actors.all[h.actor].country
		if h.bare || c == "" || k == report.Media || k == report.Organisation || r.fightsAbroad(h) { // who tells of a war is elsewhere
			continue
		}
		w := 2
		if r.d.Tokens[h.first].InTitle || r.d.Tokens[h.first].Sentence < 2 {
			w = 3
		}
		count[c] += w
		if count[c] > best || count[c] == best && c < r.focus {
			best, r.focus = count[c], c
		}
	}
	if best > 0 {
		return
	}
	for c, n := range r.countries { // "the junta's jets" of a report that names only a town
		if n > best || n == best && c < r.focus {
			best, r.focus = n, c
		}
	}
}
