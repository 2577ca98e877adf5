package rules

import (
	"strings"

	"tocsin/text"
)

// readWords sets the words, phrases and beginnings that rules ask for.
func (b *book) readWords(d *text.Doc, s *scratch) {
	w := &b.words
	if cap(s.stems) < len(d.Tokens) {
		s.stems = make([]uint32, len(d.Tokens)+len(d.Tokens)/4)
	}
	s.stems = s.stems[:len(d.Tokens)]
	lang := langBit(d.Lang)
	prefixes := len(w.prefixes.byHead) > 0
	for i := range d.Tokens {
		tok := &d.Tokens[i]
		if !sought(tok) {
			s.stems[i] = 0
			continue
		}
		e := w.stems[tok.Stem]
		if s.stems[i] = e; e != 0 {
			w.readStem(e, i, i < d.TitleEnd, lang, s)
		}
		if prefixes {
			w.prefixes.read(tok.Fold, i < d.TitleEnd, s)
		}
	}
	for _, i := range s.starts {
		w.readPhrases(d, int(i), lang, s)
	}
}

func (w *wordTable) readStem(e uint32, i int, title bool, lang langSet, s *scratch) {
	for _, u := range w.entries[e].uses {
		if u.langs&lang == 0 {
			continue
		}
		s.set(u.term.features[0])
		if title {
			s.set(u.term.features[1])
		}
		if n := len(s.starts); len(u.term.phrases) > 0 && (n == 0 || s.starts[n-1] != int32(i)) {
			s.starts = append(s.starts, int32(i))
		}
	}
}

// readPhrases sets the phrases that begin with the token at i.
func (w *wordTable) readPhrases(d *text.Doc, i int, lang langSet, s *scratch) {
	for _, u := range w.entries[s.stems[i]].uses {
		if u.langs&lang == 0 {
			continue
		}
		for _, p := range u.term.phrases {
			if w.follows(d, i, p.words[1:], lang, s) {
				s.set(p.features[0])
				if i < d.TitleEnd {
					s.set(p.features[1])
				}
			}
		}
	}
}

// follows says whether the words follow the token at i.
func (w *wordTable) follows(d *text.Doc, i int, words []*termEntry, lang langSet, s *scratch) bool {
	for _, t := range words {
		if i = following(d, i); i < 0 || s.stems[i] == 0 {
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

// read sets the beginnings that a folded word has.
func (p *prefixTable) read(fold string, title bool, s *scratch) {
	for n := 1; n <= headBytes && n <= len(fold); n++ {
		if p.heads[n] == 0 {
			continue
		}
		h := head(fold, n)
		if b := filterBit(h); p.filter[b/64]&(1<<(b%64)) == 0 {
			continue
		}
		for _, e := range p.byHead[h] {
			if strings.HasPrefix(fold, e.fold) {
				s.set(e.features[0])
				if title {
					s.set(e.features[1])
				}
			}
		}
	}
}
