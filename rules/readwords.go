package rules

import "tocsin/text"

// readWords sets the words, phrases and beginnings that rules ask for.
func (b *book) readWords(d *text.Doc, s *scratch) {
	w := &b.words
	if cap(s.stems) < len(d.Tokens) {
		s.stems = make([]uint32, len(d.Tokens)+len(d.Tokens)/4)
	}
	s.stems = s.stems[:len(d.Tokens)]
	lang := langBit(d.Lang)
	prefixes := w.prefixes.heads.used > 0
	for from := 0; from < len(d.Tokens); from += ahead {
		to := min(from+ahead, len(d.Tokens))
		if w.stems.used > 0 {
			w.readStems(d, from, to, lang, s)
		}
		if prefixes {
			w.readPrefixes(d, from, to, s)
		}
	}
	for _, i := range s.starts {
		w.readPhrases(d, int(i), lang, s)
	}
}

// readStems sets the words that have the stems of some tokens. It asks memory for all of their slots before it reads the
// first.
func (w *wordTable) readStems(d *text.Doc, from, to int, lang langSet, s *scratch) {
	var hashes [ahead]uint64
	for i := from; i < to; i++ {
		s.stems[i] = 0
		if tok := &d.Tokens[i]; sought(tok) {
			h := w.stems.hash(tok.Stem)
			hashes[i-from] = h
			s.touched += uint32(w.stems.slots[w.stems.home(h)].hash)
		}
	}
	for i := from; i < to; i++ {
		if h := hashes[i-from]; h != 0 {
			if slot := w.stems.findHash(h); slot != nil {
				w.readStem(slot, i, i < d.TitleEnd, lang, s)
			}
		}
	}
}

func (w *wordTable) readPrefixes(d *text.Doc, from, to int, s *scratch) {
	for i := from; i < to; i++ {
		if tok := &d.Tokens[i]; sought(tok) {
			w.prefixes.read(tok.Fold, i < d.TitleEnd, s)
		}
	}
}

// readStem sets the words that have the stem of the token at i.
func (w *wordTable) readStem(slot *stemSlot, i int, title bool, lang langSet, s *scratch) {
	if slot.parts {
		s.stems[i] = slot.entry
	}
	if slot.starts {
		s.starts = append(s.starts, int32(i))
	}
	if !slot.many {
		if slot.langs&lang != 0 {
			s.setBoth(&slot.features, title)
		}
		return
	}
	for _, u := range w.entries[slot.entry].uses {
		if u.langs&lang != 0 {
			s.setBoth(&u.term.features, title)
		}
	}
}

// readPhrases sets the phrases that begin with the token at i.
func (w *wordTable) readPhrases(d *text.Doc, i int, lang langSet, s *scratch) {
	j := following(d, i)
	if j < 0 || s.stems[j] == 0 {
		return
	}
	for _, a := range w.entries[s.stems[i]].uses {
		if a.term.starts == 0 || a.langs&lang == 0 {
			continue
		}
		for _, b := range w.entries[s.stems[j]].uses {
			if b.term.parts == 0 || b.langs&lang == 0 {
				continue
			}
			for _, p := range w.pairs[pair{a.term, b.term}] {
				if w.follows(d, j, p.words[2:], lang, s) {
					s.setBoth(&p.features, i < d.TitleEnd)
				}
			}
		}
	}
}

// follows says whether the words follow the token at i.
func (w *wordTable) follows(d *text.Doc, i int, words []*termEntry, lang langSet, s *scratch) bool {
	for _, t := range words {
		if i = following(d, i); i < 0 {
			return false
		}
		found := false
		for _, u := range w.entries[s.stems[i]].uses {
			found = found || u.term == t && u.langs&lang != 0
		}
		if !found {
			return false
		}
	}
	return true
}
