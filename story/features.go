package story

import (
	"cmp"
	"hash/maphash"
	"math"
	"slices"
	"unicode/utf8"

	"tocsin/report"
	"tocsin/text"
)

// What a feature of a report counts for, before its rarity. Names and numbers tell one event from another like it; what
// tagging found counts beside the words, since it sees through spellings. Chosen so that the same values serve one-line
// headlines and whole articles.
const (
	wordWeight  = 1.0
	nameWeight  = 1.5 // capitalised
	digitWeight = 2.0
	titleTwice  = 2.0 // a word of the title counts as often
	placeWeight = 1.0
	actorWeight = 1.0
	eventWeight = 1.0
	smallWord   = 3   // letters up to which words of scripts with capitals say nothing: "the", "und", "для"
	leadWords   = 150 // words of the text that are considered: news begins with what is new
	eventsTaken = 3
	triggerOnly = 0.5 // words that name a kind of event, "strike", "killed": every report of such an event has them
)

// A feature is a word, place, actor or kind of event, by its hash. The lowest bit is set for a kind of event.
type feature uint64

func (f feature) ofEvent() bool { return f&1 != 0 }

type weighted struct {
	feature feature
	weight  float32
}

// A hasher gives features their numbers.
type hasher struct{ seed maphash.Seed }

func (h hasher) of(kind byte, s string) feature {
	f := feature(maphash.Comparable(h.seed, struct {
		kind byte
		s    string
	}{kind, s})) &^ 1
	if kind == 'e' {
		f |= 1
	}
	return f
}

// features returns what a report is compared by, in order of feature, each once.
func (h hasher) features(d *text.Doc, t *report.Tags) []weighted {
	sum := map[feature]float64{}
	trigger := triggers(t)
	for i := range d.Tokens[:d.TitleEnd] {
		h.word(sum, &d.Tokens[i], titleTwice*trigger.weight(&d.Tokens[i]))
	}
	n := 0
	for i := d.TitleEnd; i < len(d.Tokens) && n < leadWords; i++ {
		if k := d.Tokens[i].Kind; k == text.Word || k == text.Number {
			n++
			h.word(sum, &d.Tokens[i], trigger.weight(&d.Tokens[i]))
		}
	}
	for i := range t.Places {
		sum[h.of('p', t.Places[i].ID)] = placeWeight
	}
	for i := range t.Actors {
		sum[h.of('a', t.Actors[i].ID)] = actorWeight
	}
	for i := range t.Events[:min(len(t.Events), eventsTaken)] {
		sum[h.of('e', string(t.Events[i].Type))] = eventWeight
	}
	out := make([]weighted, 0, len(sum))
	for f, w := range sum {
		if w > 1 {
			w = 1 + math.Log(w)
		}
		out = append(out, weighted{f, float32(w)})
	}
	slices.SortFunc(out, func(a, b weighted) int { return cmp.Compare(a.feature, b.feature) })
	return out
}

func (h hasher) word(sum map[feature]float64, tok *text.Token, times float64) {
	w := wordWeight
	switch {
	case tok.Kind == text.Number:
		w = digitWeight
	case tok.Kind != text.Word:
		return
	case !tok.Caseless && tok.Shape != text.Upper && utf8.RuneCountInString(tok.Fold) <= smallWord:
		return
	case tok.Shape != text.Lower:
		w = nameWeight
	}
	sum[h.of('w', tok.Stem)] += w * times
}

// stretches are parts of a report.
type stretches []report.Mention

// triggers returns the words that name the events of a report.
func triggers(t *report.Tags) (s stretches) {
	for i := range t.Events {
		s = append(s, t.Events[i].Mentions...)
	}
	return s
}

// weight is less for a token that names an event.
func (s stretches) weight(tok *text.Token) float64 {
	for i := range s {
		if (s[i].Field == report.Title) == tok.InTitle && s[i].Start <= int(tok.Start) && int(tok.End) <= s[i].End {
			return triggerOnly
		}
	}
	return 1
}
