package places

import (
	"cmp"
	"slices"

	"tocsin/text"
)

// A tale holds the events of a document by sentence, in the order of the text.
type tale struct {
	f      *Found
	events []Event        // in the order of the text
	only   map[uint32]int // see onlyPlaces
}

func (f *Found) tell(events []Event) tale {
	t := tale{f: f, events: slices.Clone(events), only: f.onlyPlaces()}
	slices.SortStableFunc(t.events, func(x, y Event) int { return cmp.Compare(x.First, y.First) })
	return t
}

// maxEvents is how many events on either side of a mention are looked at: it bounds the work on a text that is nothing but events.
const maxEvents = 8

// nearest returns the event that is told next to a token in its sentence and how far off, nil for none.
func (t tale) nearest(token int) (e *Event, distance int) {
	all := t.events
	at, _ := slices.BinarySearchFunc(all, token, func(e Event, token int) int { return cmp.Compare(e.First, token) })
	for k := max(0, at-maxEvents); k < min(len(all), at+maxEvents); k++ {
		if t.f.d.Tokens[all[k].First].Sentence != t.f.d.Tokens[token].Sentence {
			continue
		}
		d := t.f.distance(token, &all[k])
		if e == nil || d < distance || d == distance && all[k].Weight > e.Weight {
			e, distance = &all[k], d
		}
	}
	return e, distance
}

// at is how much more a mention says by the event that is told next to it, the main one most, and how much less where that did
// not happen or long ago. In another clause than the event it says less, least when that has a place of its own.
// apart says that it stands in another.
func (t tale) at(h *Hit, sentence []Hit) (weight float64, apart bool) {
	e, far := t.nearest(h.First)
	if e == nil {
		return 1, false
	}
	if far < clause {
		return e.Weight, false
	}
	k, _ := slices.BinarySearchFunc(sentence, e.First-reach, func(o Hit, token int) int { return cmp.Compare(o.First, token) })
	for ; k < len(sentence) && sentence[k].First < e.Last+reach; k++ {
		if o := &sentence[k]; o.Part.happens() && t.f.distance(o.First, e) < clause && !t.f.alike(h, o) {
			return 0.4 * e.Weight, true
		}
	}
	if h.Part.happens() {
		return 0.5 * e.Weight, true
	}
	return e.Weight, true
}

// clause is what stands for the border of a clause in distances, and reach how many tokens a clause has at the most.
const (
	clause = 1000
	reach  = 60
)

// distance is how many tokens lie between a token and an event, and the borders of clauses among them.
func (f *Found) distance(token int, e *Event) int {
	from, to := token, e.First
	if token > e.Last {
		from, to = e.Last, token
	}
	d := max(0, to-from)
	if d > reach {
		return clause + d
	}
	for i := from + 1; i < to; i++ {
		if t := &f.d.Tokens[i]; t.Fold == ";" || t.Kind == text.Word && f.g.words.of.Find(f.d.Keys[i].Fold)&conjunction != 0 {
			d += clause
		}
	}
	return d
}
