package rules

import (
	"slices"

	"tocsin/text"
)

// read sets the words, phrases and beginnings of a document that rules ask for.
func (w *wordTable) read(d *text.Doc, s *scratch) {
	lang := langBit(d.Lang)
	w.readStems(d, lang, s)
	w.readPhrases(d, lang, s)
	w.prefixes.read(d, s)
}

// readStems sets the words that have the stems of the tokens, and finds the words of phrases among them.
func (w *wordTable) readStems(d *text.Doc, lang langSet, s *scratch) {
	s.hashes = slices.Grow(s.hashes[:0], len(d.Keys))[:len(d.Keys)]
	for i := range d.Keys {
		s.hashes[i] = d.Keys[i].Stem
	}
	hits := s.in(&w.byStem)
	for _, h := range hits {
		s.touch += w.stems.all[h.number].hash
	}
	s.stems = slices.Grow(s.stems[:0], len(d.Keys))[:len(d.Keys)]
	clear(s.stems)
	s.more = s.more[:0]
	for _, h := range hits {
		e := &w.stems.all[h.number]
		if e.hash != s.hashes[h.at] {
			if h.number = w.byStem.find(s.hashes[h.at]); h.number == 0 {
				continue
			}
			e = &w.stems.all[h.number]
		}
		s.stems[h.at] = e.part >> 1
		s.meet(&e.stemUse, h.at, d, lang, e.part&1)
		if e.next != 0 {
			s.more = append(s.more, hit{h.at, e.next})
		}
	}
	for len(s.more) > 0 { // other words with these stems, in rounds again
		for _, h := range s.more {
			s.touch += uint64(w.uses.all[h.number].next)
		}
		n := 0
		for _, h := range s.more {
			u := &w.uses.all[h.number]
			s.meet(u, h.at, d, lang, w.stems.all[s.stems[h.at]].part&1)
			if s.more[n] = (hit{h.at, u.next}); u.next != 0 {
				n++
			}
		}
		s.more = s.more[:n]
	}
}

// meet sets the features of a word met at a token, and begins phrases with it.
func (s *scratch) meet(u *stemUse, at int32, d *text.Doc, lang langSet, starts uint32) {
	if u.langs&lang == 0 {
		return
	}
	s.setBoth(&u.features, int(at) < d.TitleEnd)
	if starts != 0 {
		s.begun = append(s.begun, begun{u.term, at, true})
	}
}

// another returns the next use of the same stem, nil behind the last.
func (w *wordTable) another(u *stemUse) *stemUse {
	if u.next == 0 {
		return nil
	}
	return &w.uses.all[u.next]
}

// A begun is the beginning of a phrase that was found, and where it ends so far.
type begun struct {
	from  uint32 // a term when first, else a node
	at    int32
	first bool
}

// readPhrases sets the phrases that go on from those begun: in each round by a word.
func (w *wordTable) readPhrases(d *text.Doc, lang langSet, s *scratch) {
	t := &w.phrases.edges
	for len(s.begun) > 0 {
		s.hashes, s.ends = s.hashes[:0], s.ends[:0]
		for _, b := range s.begun {
			j := part(d, int(b.at), s)
			if j < 0 {
				continue
			}
			for u := &w.stems.all[s.stems[j]].stemUse; u != nil; u = w.another(u) {
				if u.langs&lang != 0 {
					s.hashes, s.ends = append(s.hashes, edge(b.from, u.term, b.first)), append(s.ends, int32(j))
				}
			}
		}
		s.begun = s.begun[:0]
		for _, h := range s.in(t) {
			at := s.sure(t, h)
			if at == 0 {
				continue
			}
			n := &w.phrases.nodes.all[at]
			end := s.ends[h.at]
			s.setBoth(&n.features, int(end) < d.TitleEnd)
			if n.longer > 0 {
				s.begun = append(s.begun, begun{at, end, false})
			}
		}
	}
}

// part returns the token that follows token i in a phrase, -1 when there is none or it is no word of phrases.
func part(d *text.Doc, i int, s *scratch) int {
	j := following(d, i)
	if j < 0 || s.stems[j] == 0 {
		return -1
	}
	return j
}
