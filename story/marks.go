package story

import (
	"sort"

	"tocsin/report"
	"tocsin/text"
)

// A mark says what tagging found in a token: the sum of what it names.
type mark uint8

const (
	ofEvent  mark = 1 << iota
	ofPlace       // any
	ofPeople      // a sort of people: gunmen, villagers
	ofKnown       // a country, or an actor that has a name
)

// marksOf returns the mark of each token.
func marksOf(d *text.Doc, t *report.Tags) []mark {
	out := make([]mark, len(d.Tokens))
	for i := range t.Events {
		put(out, d, t.Events[i].Mentions, ofEvent)
	}
	for i := range t.Places {
		m := ofPlace
		if t.Places[i].Kind == report.Country {
			m |= ofKnown
		}
		put(out, d, t.Places[i].Mentions, m)
	}
	for i := range t.Actors {
		m := ofKnown
		if t.Actors[i].Kind == report.People {
			m = ofPeople
		}
		put(out, d, t.Actors[i].Mentions, m)
	}
	return out
}

// put marks the tokens of mentions.
func put(out []mark, d *text.Doc, mentions []report.Mention, m mark) {
	for _, at := range mentions {
		i, end := 0, d.TitleEnd
		if at.Field == report.Text {
			i, end = d.TitleEnd, len(d.Tokens)
		}
		i += sort.Search(end-i, func(k int) bool { return int(d.Tokens[i+k].Start) >= at.Start })
		for ; i < end && int(d.Tokens[i].End) <= at.End; i++ {
			out[i] |= m
		}
	}
}
