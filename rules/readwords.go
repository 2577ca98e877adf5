package rules

import (
	"slices"

	"tocsin/text"
)

// A hit is a token whose stem rules ask for.
type hit struct {
	token int32
	stem  uint32
}

// read sets the words, phrases and beginnings of a document that rules ask for.
func (w *wordTable) read(d *text.Doc, s *scratch) {
	if w.byStem.used > 0 {
		w.readStems(d, s)
	}
	w.prefixes.read(d, s)
}

// readStems goes over the tokens in several rounds. In each, the visits to memory do not wait for one another, nor for
// what is decided by them: that is most of what matching costs otherwise.
func (w *wordTable) readStems(d *text.Doc, s *scratch) {
	t := &w.byStem
	for from := 0; from < len(d.Keys); from += ahead {
		some := d.Keys[from:min(from+ahead, len(d.Keys))]
		for i := range some {
			s.touched += uint32(t.slots[t.home(some[i].Stem)])
		}
		for i := range some {
			if h := some[i].Stem; h != 0 {
				if stem := t.guess(h); stem != 0 {
					s.hits = append(s.hits, hit{int32(from + i), stem})
				}
			}
		}
	}
	if cap(s.stems) < len(d.Keys) {
		s.stems = make([]uint32, len(d.Keys)+len(d.Keys)/4)
	}
	s.stems = s.stems[:len(d.Keys)]
	clear(s.stems)
	lang := langBit(d.Lang)
	for some := range slices.Chunk(s.hits, ahead) {
		for _, h := range some {
			s.touched += w.stems.all[h.stem].term
		}
		for _, h := range some {
			if key := d.Keys[h.token].Stem; w.stems.all[h.stem].hash != key {
				if h.stem = t.find(key); h.stem == 0 {
					continue
				}
			}
			w.readStem(h, int(h.token) < d.TitleEnd, lang, s)
		}
	}
	for _, i := range s.starts {
		w.readPhrases(d, int(i), lang, s)
	}
}

// readStem sets the words that have the stem of a token.
func (w *wordTable) readStem(h hit, title bool, lang langSet, s *scratch) {
	e := &w.stems.all[h.stem]
	if e.parts {
		s.stems[h.token] = h.stem
	}
	if e.starts {
		s.starts = append(s.starts, h.token)
	}
	if !e.many {
		if e.langs&lang != 0 {
			s.setBoth(&e.features, title)
		}
		return
	}
	for _, u := range w.uses[h.stem] {
		if u.langs&lang != 0 {
			s.setBoth(&w.terms.all[u.term].features, title)
		}
	}
}

// readPhrases sets the phrases that begin with the token at i.
func (w *wordTable) readPhrases(d *text.Doc, i int, lang langSet, s *scratch) {
	j := w.part(d, i, s)
	if j < 0 {
		return
	}
	for n, more := 0, true; more; n++ {
		var u stemUse
		if u, more = w.use(s.stems[i], n); u.langs&lang != 0 {
			w.readOn(d, u.term, true, j, lang, s)
		}
	}
}

// readOn sets the phrases that go on from a term or node with the token at i.
func (w *wordTable) readOn(d *text.Doc, from uint32, first bool, i int, lang langSet, s *scratch) {
	for n, more := 0, true; more; n++ {
		var u stemUse
		if u, more = w.use(s.stems[i], n); u.langs&lang == 0 {
			continue
		}
		at := w.phrases.edges.find(edge(from, u.term, first))
		if at == 0 {
			continue
		}
		node := &w.phrases.nodes.all[at]
		s.setBoth(&node.features, i < d.TitleEnd)
		if node.longer > 0 {
			if j := w.part(d, i, s); j >= 0 {
				w.readOn(d, at, false, j, lang, s)
			}
		}
	}
}

// use returns the nth use of a stem, and whether there are more.
func (w *wordTable) use(stem uint32, n int) (u stemUse, more bool) {
	if e := &w.stems.all[stem]; !e.many {
		return stemUse{e.term, e.langs}, false
	}
	uses := w.uses[stem]
	return uses[n], n+1 < len(uses)
}

// part returns the token that follows token i in a phrase, -1 when there is none or it is no word of phrases.
func (w *wordTable) part(d *text.Doc, i int, s *scratch) int {
	j := i + 1
	if j == len(d.Keys) {
		return -1
	}
	if d.Keys[j].Stem == 0 || j == d.TitleEnd {
		if j = following(d, i); j < 0 {
			return -1
		}
	}
	if s.stems[j] == 0 {
		return -1
	}
	return j
}
