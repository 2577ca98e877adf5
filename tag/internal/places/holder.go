package places

import (
	"tocsin/tag/internal/gaz"
	"tocsin/text"
)

// refOf returns what a span stands for.
func (w *telling) refOf(s *span) gaz.Ref {
	sn := &w.senses[s.sense]
	return sn.refs[sn.chosen]
}

func (w *telling) countryOf(r gaz.Ref) gaz.Ref {
	if c := w.g.data.Places[r.Place()].Country; c != gaz.None {
		return gaz.NewRef(int(c), gaz.Official)
	}
	return r
}

// holder returns what the words from first to last lie in: the place behind "in", "of" or a comma, the one before "'s", else the
// country that their sentence or the report speaks of.
func (w *telling) holder(first, last int) (gaz.Ref, bool) {
	for i := last + 1; i < len(w.d.Tokens) && i <= last+6 && w.d.Tokens[i].Sentence == w.d.Tokens[last].Sentence; i++ {
		if k := int(w.kept[i]) - 1; k >= 0 {
			if r := w.refOf(&w.spans[k]); i > last+1 && r.Name() != gaz.People && w.holds(r) {
				return r, true
			}
			break
		}
		if t := &w.d.Tokens[i]; t.Fold != "in" && t.Fold != "of" && t.Fold != "," && t.Fold != "(" && !w.is(i, skip|kind) {
			break
		}
	}
	for i := first - 1; i >= 0 && i >= first-5 && w.d.Tokens[i].Sentence == w.d.Tokens[first].Sentence; i-- {
		if k := int(w.kept[i]) - 1; k >= 0 {
			if r := w.refOf(&w.spans[k]); (r.Name() == gaz.People || w.d.Tokens[i+1].Kind == text.Possessive) && w.holds(r) {
				return r, true
			}
			break
		}
		if w.d.Tokens[i].Kind != text.Possessive && !w.is(i, skip|kind) {
			break
		}
	}
	return w.main(w.d.Tokens[first].Sentence)
}

func (w *telling) holds(r gaz.Ref) bool {
	p := &w.g.data.Places[r.Place()]
	return p.Country != gaz.None && p.Kind != gaz.Water
}

// main returns the country that a sentence names alone, else the one that the report names most.
func (w *telling) main(sentence int32) (gaz.Ref, bool) {
	if w.lands == nil {
		w.count()
	}
	c := w.lands[sentence]
	if c == nowhere || c == mixed {
		c = w.land
	}
	return gaz.NewRef(int(c), gaz.Official), c != nowhere
}

// What a sentence names that does not name one country.
const (
	nowhere = gaz.None
	mixed   = gaz.None - 1
)

// count finds out which country each sentence names alone, and which one the report names most.
func (w *telling) count() {
	w.lands, w.land = make([]uint32, len(w.d.Sentences)), nowhere
	for i := range w.lands {
		w.lands[i] = nowhere
	}
	counts := make(map[uint32]float64)
	for k := range w.spans[:w.known] {
		s := &w.spans[k]
		c := w.g.data.Places[w.refOf(s).Place()].Country
		if s.dropped || c == nowhere {
			continue
		}
		if here := &w.lands[w.d.Tokens[s.first].Sentence]; !s.dateline && *here == nowhere {
			*here = c
		} else if !s.dateline && *here != c {
			*here = mixed
		}
		counts[c] += 0.5
		if w.refOf(s).Name() != gaz.People {
			counts[c] += 0.5
		}
		if w.land == nowhere || counts[c] > counts[w.land] {
			w.land = c
		}
	}
}
