package rules

import (
	"slices"
	"strings"
)

// A wordTable finds the words, phrases and beginnings that rules ask for among the tokens of a report.
type wordTable struct {
	stems    map[string]uint32 // stem to its place in entries
	entries  []stemEntry
	unused   []uint32              // places in entries
	terms    map[string]*termEntry // by folded word
	phrases  map[string]*phraseEntry
	prefixes prefixTable
}

// A stemEntry is a stem with the words that have it, each in some languages.
type stemEntry struct {
	uses []stemUse
	stem string
}

type stemUse struct {
	term  *termEntry
	langs langSet
}

// A termEntry is a word of rules: by itself, and as a part of phrases.
type termEntry struct {
	features [2]feature     // sought everywhere, in titles; 0 when no rule does
	phrases  []*phraseEntry // that begin with it
	parts    int            // how many phrases it is part of, counting each time
	word     word
}

// A phraseEntry is a phrase of rules.
type phraseEntry struct {
	features [2]feature
	words    []*termEntry
}

func newWordTable() wordTable {
	return wordTable{stems: make(map[string]uint32), entries: make([]stemEntry, 1), terms: make(map[string]*termEntry),
		phrases: make(map[string]*phraseEntry)}
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
		i, ok := w.stems[f.stem]
		if !ok {
			i = w.entry(f.stem)
		}
		w.entries[i].uses = append(w.entries[i].uses, stemUse{t, f.langs})
	}
	return t
}

func (w *wordTable) entry(stem string) uint32 {
	var i uint32
	if n := len(w.unused); n > 0 {
		i, w.unused = w.unused[n-1], w.unused[:n-1]
	} else {
		i = uint32(len(w.entries))
		w.entries = append(w.entries, stemEntry{})
	}
	w.entries[i].stem = stem
	w.stems[stem] = i
	return i
}

// dropTerm forgets a feature of a word, and the word when nobody asks for it.
func (w *wordTable) dropTerm(fold string, slot int) {
	t := w.terms[fold]
	t.features[slot] = 0
	w.sweep(t)
}

func (w *wordTable) sweep(t *termEntry) {
	if t.features != [2]feature{} || t.parts > 0 {
		return
	}
	delete(w.terms, t.word.fold)
	for _, f := range t.word.forms {
		i := w.stems[f.stem]
		e := &w.entries[i]
		if e.uses = remove(e.uses, stemUse{t, f.langs}); len(e.uses) == 0 {
			delete(w.stems, f.stem)
			*e = stemEntry{}
			w.unused = append(w.unused, i)
		}
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
	p.words[0].phrases = append(p.words[0].phrases, p)
	return p
}

func (w *wordTable) dropPhrase(key string, slot int) {
	p := w.phrases[key]
	if p.features[slot] = 0; p.features != [2]feature{} {
		return
	}
	delete(w.phrases, key)
	p.words[0].phrases = remove(p.words[0].phrases, p)
	for _, t := range p.words {
		t.parts--
	}
	for _, t := range p.words {
		if w.terms[t.word.fold] == t {
			w.sweep(t)
		}
	}
}

func (w *wordTable) prefix(fold string) *prefixEntry { return w.prefixes.get(fold) }

func (w *wordTable) dropPrefix(fold string, slot int) { w.prefixes.drop(fold, slot) }

// A prefixTable finds the beginnings that a word has. Few words have any: a filter over their first bytes says so fast.
type prefixTable struct {
	byHead map[uint32][]*prefixEntry // by the first four bytes, fewer where the beginning is shorter
	filter [filterWords]uint64
	counts map[uint32]int     // of the heads in each bit of the filter
	heads  [headBytes + 1]int // how many beginnings have a head of so many bytes
}

type prefixEntry struct {
	features [2]feature
	fold     string
}

const (
	headBytes   = 4
	filterWords = 1 << 9
)

// head packs the first n bytes of s with their number.
func head(s string, n int) uint32 {
	h := uint32(n)
	for i := range n {
		h = h*0x01000193 ^ uint32(s[i])
	}
	return h
}

func filterBit(h uint32) uint32 { return h * 0x9E3779B1 >> (32 - 15) }

func (p *prefixTable) get(fold string) *prefixEntry {
	n := min(len(fold), headBytes)
	h := head(fold, n)
	i := slices.IndexFunc(p.byHead[h], func(e *prefixEntry) bool { return e.fold == fold })
	if i >= 0 {
		return p.byHead[h][i]
	}
	if p.byHead == nil {
		p.byHead, p.counts = make(map[uint32][]*prefixEntry), make(map[uint32]int)
	}
	e := &prefixEntry{fold: fold}
	p.byHead[h] = append(p.byHead[h], e)
	b := filterBit(h)
	p.filter[b/64] |= 1 << (b % 64)
	p.counts[b]++
	p.heads[n]++
	return e
}

func (p *prefixTable) drop(fold string, slot int) {
	n := min(len(fold), headBytes)
	h := head(fold, n)
	i := slices.IndexFunc(p.byHead[h], func(e *prefixEntry) bool { return e.fold == fold })
	e := p.byHead[h][i]
	if e.features[slot] = 0; e.features != [2]feature{} {
		return
	}
	if p.byHead[h] = remove(p.byHead[h], e); len(p.byHead[h]) == 0 {
		delete(p.byHead, h)
	}
	p.heads[n]--
	b := filterBit(h)
	if p.counts[b]--; p.counts[b] == 0 {
		delete(p.counts, b)
		p.filter[b/64] &^= 1 << (b % 64)
	}
}
