package story

import (
	"cmp"
	"hash/maphash"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"tocsin/report"
	"tocsin/text"
)

// What a feature of a report counts for, before its rarity. Names and numbers tell one event from another like it; what
// tagging found counts beside the words, since it sees through spellings. Chosen so that the same values serve one-line
// headlines and whole articles.
const (
	wordWeight  = 1.0
	nameWeight  = 2.0 // capitalised
	digitWeight = 2.0
	titleTwice  = 2.0 // a word of the title counts as often
	placeWeight = 1.25
	actorWeight = 1.0
	eventWeight = 1.0
	smallWord   = 3   // letters up to which words of scripts with capitals say nothing: "the", "und", "für"
	leadWords   = 150 // words of the text that are considered: news begins with what is new
	eventsTaken = 3
	triggerOnly = 0.5 // words that name a kind of event, "strike", "killed": every report of such an event has them
	toldTwice   = 0.5 // words that name a country or an actor, which counts by itself
)

// A feature is a word, place, actor or kind of event, by its hash.
type feature uint64

// A bearing says how far a feature tells one event from others like it.
type bearing uint8

const (
	telling  bearing = iota
	scenery          // where, what sort of people, the words for what happened: any such event there has them
	kindOnly         // a kind of event
)

type weighted struct {
	feature feature
	weight  float32
	bearing bearing
}

// A hasher gives features their numbers.
type hasher struct{ seed maphash.Seed }

func (h hasher) of(kind byte, s string) feature {
	return feature(maphash.Comparable(h.seed, struct {
		kind byte
		s    string
	}{kind, s}))
}

// A heap gathers the features of one report.
type heap map[feature]weighted

func (p heap) add(f feature, weight float64, b bearing) {
	w := p[f]
	p[f] = weighted{f, w.weight + float32(weight), max(w.bearing, b)}
}

// features returns what a report is compared by, in order of feature, each once. A toll is not among it: it changes while
// the event stays the same.
func (h hasher) features(d *text.Doc, t *report.Tags, marks []mark) []weighted {
	p := heap{}
	n := 0
	for i := range d.Tokens {
		tok := &d.Tokens[i]
		if i >= d.TitleEnd && (tok.Kind == text.Word || tok.Kind == text.Number) {
			if n++; n > leadWords {
				break
			}
		}
		if tok.Kind != text.Number || !toll(tok.Fold, t) {
			h.word(p, tok, marks[i])
		}
	}
	for i := range t.Places {
		p.add(h.of('p', t.Places[i].ID), placeWeight, scenery)
	}
	for i := range t.Actors {
		b := telling
		if t.Actors[i].Kind == report.People {
			b = scenery
		}
		p.add(h.of('a', t.Actors[i].ID), actorWeight, b)
	}
	for i := range t.Events[:min(len(t.Events), eventsTaken)] {
		f := h.of('e', string(t.Events[i].Type))
		p[f] = weighted{f, eventWeight, kindOnly}
	}
	out := make([]weighted, 0, len(p))
	for _, w := range p {
		if w.weight > 1 {
			w.weight = float32(1 + math.Log(float64(w.weight)))
		}
		out = append(out, w)
	}
	slices.SortFunc(out, func(a, b weighted) int { return cmp.Compare(a.feature, b.feature) })
	return out
}

func (h hasher) word(p heap, tok *text.Token, m mark) {
	w := wordWeight
	switch {
	case tok.Kind == text.Number:
		w = digitWeight
	case tok.Kind != text.Word || small(tok):
		return
	case tok.Shape != text.Lower:
		w = nameWeight
	}
	if tok.InTitle {
		w *= titleTwice
	}
	b := telling
	if m&(ofPlace|ofPeople|ofEvent) != 0 {
		b = scenery
	}
	if m&ofEvent != 0 {
		w *= triggerOnly
	}
	if m&ofKnown != 0 {
		w *= toldTwice
	}
	p.add(h.of('w', tok.Stem), w, b)
}

// small says whether a word is too short to say anything. "M23" and "UN" say something.
func small(tok *text.Token) bool {
	return !tok.Caseless && tok.Shape != text.Upper && utf8.RuneCountInString(tok.Fold) <= smallWord &&
		!strings.ContainsAny(tok.Fold, "0123456789")
}
