// Package tag reads a report and says where it happened, who did what to whom, and how bad it is, each with the words
// that say so. Names and words come from the embedded files in data, which people may read and correct.
package tag

import (
	"slices"
	"sync"

	"tocsin/report"
	"tocsin/text"
)

// A Tagger holds the lexicons, which are read-only once made. It may be used by several goroutines.
type Tagger struct {
	places    *gazetteer
	actors    *actors
	languages map[string]*language
	spare     sync.Pool // of readings, see put
}

// New reads the embedded lexicons. An error means that they are broken, which the tests rule out.
func New() (*Tagger, error) {
	t := &Tagger{languages: make(map[string]*language)}
	var err error
	if t.places, err = loadGazetteer(); err != nil {
		return nil, err
	}
	if t.actors, err = loadActors(); err != nil {
		return nil, err
	}
	for _, code := range eventLanguages {
		if t.languages[code], err = loadLanguage(code); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// Tag concludes from an analysed report where, who, what and how bad. r may be nil and its dates and position zero; the
// slices of the result are never nil.
func (t *Tagger) Tag(d *text.Doc, r *report.Report) report.Tags {
	rd := t.analyse(d, r, false)
	defer t.put(rd)
	return rd.tags()
}

// analyse does the work of Tag and keeps what Explain needs.
func (t *Tagger) analyse(d *text.Doc, rep *report.Report, explaining bool) *reading {
	r := t.read(d)
	r.explaining = explaining
	if rep != nil {
		r.when = rep.When()
	}
	names, homes := r.properNames()
	r.places = t.places.Find(d, rep, names, homes...)
	r.find()
	return r
}

// find concludes step by step; each builds on those before it.
func (r *reading) find() {
	r.firstSentence = r.leadSentence()
	r.countries = r.countriesNamed()
	r.findActors()
	r.findTopics()
	r.wholeTopic()
	r.findCues()
	r.findDates()
	r.findTolls()
	r.findTriggers()
	r.mergeEvents()
}

// countriesNamed counts how often the report names places of each country.
func (r *reading) countriesNamed() map[string]int {
	m := make(map[string]int)
	for i := range r.places.Hits {
		m[r.places.Country(i)]++
	}
	return m
}

// leadSentence returns the first sentence of the text proper.
func (r *reading) leadSentence() int {
	for i := range r.d.Sentences {
		if !r.d.Sentences[i].InTitle && !r.onlyDateline(i) {
			return i
		}
	}
	return 0
}

// tags writes down what was found.
func (r *reading) tags() report.Tags {
	out := report.Tags{Lang: r.d.Lang, Class: report.Neutral}
	where := r.places.Where(r.eventSpans(), r.homes()...)
	out.Places, out.Countries, out.Focus, out.FocusAdmin1 = where.Places, where.Countries, where.Focus, where.FocusAdmin1
	var killed, wounded *tollHit
	out.Killed, killed = r.total(false)
	out.Wounded, wounded = r.total(true)
	out.Events = make([]report.Event, 0, len(r.events))
	for i := range r.events {
		out.Events = append(out.Events, r.event(&r.events[i]))
	}
	if len(out.Events) > 0 {
		out.Class = out.Events[0].Class
	}
	out.Actors = r.actorTags()
	out.Severity = r.severity(r.events, killed, wounded, where.Places)
	return out
}

func (r *reading) event(e *event) report.Event {
	ev := report.Event{Type: e.typ, Class: classOf(e.typ), Status: e.status, Initiators: r.ids(e.initiators), Targets: r.ids(e.targets),
		Accused: r.ids(e.accused), Mentions: make([]report.Mention, 0, len(e.mentions))}
	for _, m := range e.mentions {
		ev.Mentions = append(ev.Mentions, r.d.Mention(m[0], m[1]))
	}
	return ev
}

func (r *reading) ids(actors []int32) []string {
	out := make([]string, 0, len(actors))
	for _, a := range actors {
		out = append(out, r.actorOf(a).id)
	}
	return out
}

// actorOf returns the row of an actor by its number.
func (r *reading) actorOf(n int32) *actor {
	if k := int(n) - len(r.t.actors.all); k >= 0 {
		return &r.open[k]
	}
	return &r.t.actors.all[n]
}

// actorTags lists the actors in the order in which they matter: those of the main event, then as they are named.
func (r *reading) actorTags() []report.Actor {
	var main trigger
	if len(r.events) > 0 {
		main = r.events[0].trigger
	}
	var named []int32 // in the order of the text
	var count []int
	for i := range r.actors {
		k := slices.Index(named, r.actors[i].actor)
		if k < 0 {
			k = len(named)
			named, count = append(named, r.actors[i].actor), append(count, 0)
		}
		count[k]++
	}
	all, mentions := make([]report.Mention, len(r.actors)), make([][]report.Mention, len(named))
	for k, n := range count {
		mentions[k], all = all[:0:n], all[n:]
	}
	for i := range r.actors {
		h := &r.actors[i]
		k := slices.Index(named, h.actor)
		mentions[k] = append(mentions[k], r.d.Mention(r.withArticle(h), h.last))
	}
	r.unnamed(&main, func(n int32, m []report.Mention) {
		if !contains(named, n) {
			named, mentions = append(named, n), append(mentions, m)
		}
	})
	out := make([]report.Actor, 0, len(named))
	for _, leads := range [2]bool{true, false} {
		for k, n := range named {
			if (k >= len(count) || roleIn(&main, n) != report.Mentioned) != leads {
				continue
			}
			a := r.actorOf(n)
			out = append(out, report.Actor{ID: a.id, Name: a.name, Kind: a.kind, Country: a.country, Role: r.role(n), Within: r.actsFor(a), Mentions: mentions[k]})
		}
	}
	return out
}

// unnamed calls found for the states and armies that have a role in an event though only an adjective names them: "an Israeli strike".
func (r *reading) unnamed(e *trigger, found func(n int32, m []report.Mention)) {
	for _, n := range union(union(union(nil, e.initiators), e.accused), e.targets) {
		a := r.actorOf(n)
		if a.kind != report.State && a.kind != report.Military || a.country == "" {
			continue
		}
		st := r.t.actors.states[a.country]
		var ms []report.Mention
		for i := range r.d.Tokens {
			if r.nameIDs[i] != 0 && r.actorAt[i] == 0 && r.adjState(i) == st {
				ms = append(ms, r.d.Mention(i, i))
			}
		}
		if len(ms) > 0 {
			found(n, ms)
		}
	}
}

// withArticle returns the first token of a mention, that of its article where it has one, as "al-" or "the"; offices have none.
func (r *reading) withArticle(h *actorHit) int {
	if i := h.first - 2; i >= 0 && r.d.Tokens[i].InTitle == r.d.Tokens[h.first].InTitle && r.idle(i) && r.hyphen(i+1) && !r.d.Tokens[i+1].Space && !r.d.Tokens[h.first].Space {
		return i
	}
	if i := h.first - 1; i >= 0 && !isOffice(r.d.Tokens[h.first].Fold) && r.d.Tokens[i].Fold == "the" && r.d.Tokens[i].Sentence == r.d.Tokens[h.first].Sentence && r.actorAt[i] == 0 {
		return i
	}
	return h.first
}

// near is how much less prominent than the main event another may be that is told beside it, and nearTaking how much less than
// the taking of a town the fight for it, and than a release the abduction that it ends.
const near, nearTaking = 4, 6

// role returns an actor's role in the main event, else in another violent one that is told beside it.
func (r *reading) role(n int32) report.Role {
	within := float64(near)
	if len(r.events) > 0 && (r.events[0].typ == report.TerritoryGained || r.events[0].typ == report.Release) {
		within = nearTaking
	}
	for i := range r.events {
		e := &r.events[i]
		if e.typ == report.Statement {
			continue // who only says something does nothing
		}
		if i > 0 && isViolent(e.typ) && e.status == report.Denied && contains(e.accused, n) {
			return report.Accused
		}
		if i > 0 && isViolent(r.events[0].typ) && e.answer {
			continue // what the main event answers is told beside it
		}
		if i > 0 && (!isViolent(e.typ) || !e.status.Happened() || e.score < r.events[0].score-within && !r.stopsAttack(&e.trigger)) {
			continue
		}
		if role := roleIn(&e.trigger, n); role != report.Mentioned {
			return role
		}
	}
	return report.Mentioned
}

func roleIn(e *trigger, n int32) report.Role {
	switch {
	case contains(e.initiators, n):
		return report.Initiator
	case contains(e.accused, n):
		return report.Accused
	case contains(e.targets, n):
		return report.Target
	}
	return report.Mentioned
}

// eventSpans says where the report tells of its events, the main one first, and how much a place says beside each.
func (r *reading) eventSpans() []eventSpan {
	n := 0
	for i := range r.events {
		n += len(r.events[i].mentions)
	}
	out := make([]eventSpan, 0, n)
	for i := range r.events {
		e := &r.events[i]
		weight := 1.3
		switch {
		case !e.status.Happened():
			weight = 0.5
		case i == 0:
			weight = 1.7
		case grave(r.events[0].typ) && !grave(e.typ) && classOf(e.typ) != report.MaterialConflict:
			weight = 0.8
		}
		for _, m := range e.mentions {
			w := weight
			switch {
			case m[0] == e.first || i > 0:
			case r.d.Tokens[m[0]].InTitle && (r.is(m[0]-1, cSub) || r.is(m[0]-2, cSub)):
				w = 1 // "minister in Paris as shelling resumes"
			default:
				w = 1.5 // best where it is told best
			}
			out = append(out, eventSpan{First: m[0], Last: m[1], Weight: w})
		}
	}
	return out
}
