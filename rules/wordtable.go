package rules

import (
	"strings"
)

// A wordTable finds the words, phrases and beginnings that rules ask for among the tokens of a report.
type wordTable struct {
	stems    stemTable
	entries  []stemEntry           // the stems of words of rules; the first is of none
	unused   []uint32              // places in entries
	terms    map[string]*termEntry // by folded word
	phrases  map[string]*phraseEntry
	pairs    map[pair][]*phraseEntry // by their first two words
	prefixes prefixTable
}

// A stemEntry is a stem with the words that have it, each in some languages.
type stemEntry struct {
	stem string
	uses []stemUse
}

type stemUse struct {
	term  *termEntry
	langs langSet
}

// A termEntry is a word of rules: by itself, and as a part of phrases.
type termEntry struct {
	features [2]feature // sought everywhere, in titles; 0 when no rule does
	starts   int        // how many phrases begin with it
	parts    int        // how many phrases it is part of, counting each time
	word     word
}

// A pair is the first two words of a phrase.
type pair [2]*termEntry

// A phraseEntry is a phrase of rules.
type phraseEntry struct {
	features [2]feature
	words    []*termEntry
}

func (p *phraseEntry) pair() pair { return pair{p.words[0], p.words[1]} }

func newWordTable() wordTable {
	return wordTable{stems: newStemTable(), entries: make([]stemEntry, 1), terms: make(map[string]*termEntry),
		phrases: make(map[string]*phraseEntry), pairs: make(map[pair][]*phraseEntry), prefixes: newPrefixTable()}
}

// term returns the entry of a word, made when there is none.
func (w *wordTable) term(word *word) *termEntry {
	t := w.terms[word.fold]
	if t != nil {
		return t
	}
	t = &termEntry{word: *word}
	w.terms[word.fold] = t
	for _, f := range word.forms {
		e := w.entry(f.stem)
		w.entries[e].uses = append(w.entries[e].uses, stemUse{t, f.langs})
	}
	return t
}

// entry returns the place of a stem, made when there is none.
func (w *wordTable) entry(stem string) uint32 {
	if s := w.stems.find(stem); s != nil {
		return s.entry
	}
	e := uint32(len(w.entries))
	if n := len(w.unused); n > 0 {
		e, w.unused = w.unused[n-1], w.unused[:n-1]
		w.entries[e].stem = stem
	} else {
		w.entries = append(w.entries, stemEntry{stem: stem})
	}
	w.stems.add(stem, e)
	return e
}

// sweep brings the stems of a word up to date with what rules ask of it, and forgets the word when they ask nothing.
func (w *wordTable) sweep(t *termEntry) {
	gone := t.features == [2]feature{} && t.parts == 0
	if gone {
		delete(w.terms, t.word.fold)
	}
	for _, f := range t.word.forms {
		slot := w.stems.find(f.stem)
		e := &w.entries[slot.entry]
		if gone {
			e.uses = remove(e.uses, stemUse{t, f.langs})
		}
		if len(e.uses) > 0 {
			slot.sum(e.uses)
			continue
		}
		*e = stemEntry{}
		w.unused = append(w.unused, slot.entry)
		w.stems.remove(f.stem)
	}
}

// phraseKey is what phrases are known by.
func phraseKey(words []word) string {
	var b strings.Builder
	for i := range words {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(words[i].fold)
	}
	return b.String()
}

// phrase returns the entry of a phrase, made when there is none.
func (w *wordTable) phrase(key string, words []word) *phraseEntry {
	p := w.phrases[key]
	if p != nil {
		return p
	}
	p = &phraseEntry{words: make([]*termEntry, len(words))}
	w.phrases[key] = p
	for i := range words {
		t := w.term(&words[i])
		t.parts++
		p.words[i] = t
	}
	p.words[0].starts++
	w.pairs[p.pair()] = append(w.pairs[p.pair()], p)
	return p
}

// sweepPhrase does for a phrase what sweep does for a word.
func (w *wordTable) sweepPhrase(key string, p *phraseEntry) {
	if p.features == [2]feature{} {
		delete(w.phrases, key)
		p.words[0].starts--
		if w.pairs[p.pair()] = remove(w.pairs[p.pair()], p); len(w.pairs[p.pair()]) == 0 {
			delete(w.pairs, p.pair())
		}
		for _, t := range p.words {
			t.parts--
		}
	}
	for _, t := range p.words {
		if w.terms[t.word.fold] == t {
			w.sweep(t)
		}
	}
}

// forget takes a feature from what it is the feature of.
func (w *wordTable) forget(info *featureInfo) {
	slot := slot(info.title)
	switch info.kind {
	case ofTerm:
		w.terms[info.key].features[slot] = 0
	case ofPhrase:
		w.phrases[info.key].features[slot] = 0
	case ofPrefix:
		w.prefixes.entry(info.key).features[slot] = 0
	}
	w.changed(info)
}

// changed brings the table up to date when something has got or lost a feature.
func (w *wordTable) changed(info *featureInfo) {
	switch info.kind {
	case ofTerm:
		w.sweep(w.terms[info.key])
	case ofPhrase:
		w.sweepPhrase(info.key, w.phrases[info.key])
	case ofPrefix:
		w.prefixes.sweep(info.key)
	}
}
