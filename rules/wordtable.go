package rules

// A wordTable finds the words, phrases and beginnings that rules ask for among the tokens of a report. Rules ask for terms,
// reports have stems: a term has a stem in every language, and terms may share one.
type wordTable struct {
	byFold   table // of terms
	terms    slab[termEntry]
	byStem   table // of stems
	stems    slab[stemEntry]
	uses     slab[stemUse] // those that are not the first of their stems
	phrases  phraseTable
	prefixes prefixTable
}

// A termEntry is a word of rules: by itself, and as a part of phrases.
type termEntry struct {
	features [2]feature // sought everywhere, in titles; 0 when no rule does
	starts   int32      // how many beginnings of phrases it is the first word of
	parts    int32      // how often it is a word of phrases
	forms    []form
}

// A stemEntry is what a token with the stem means: all of it when one term has the stem, as is most often so.
type stemEntry struct {
	hash uint64
	stemUse
	part uint32 // 0 unless a term that has it is a word of phrases: its number twice, and one when phrases begin with it
}

// A stemUse is a term that has a stem in some languages.
type stemUse struct {
	features [2]feature // of the term
	langs    langSet
	term     uint32
	next     uint32 // another of the same stem
}

// term returns the number of a word, made when there is none.
func (w *wordTable) term(word *word) uint32 {
	h := word.hash()
	if n := w.byFold.find(h); n != 0 {
		return n
	}
	n := w.terms.keep(termEntry{forms: word.forms})
	w.byFold.put(h, n)
	for _, f := range word.forms {
		use := stemUse{term: n, langs: f.langs}
		at := w.byStem.find(f.hash)
		if at == 0 {
			w.byStem.put(f.hash, w.stems.keep(stemEntry{hash: f.hash, stemUse: use}))
			continue
		}
		e := &w.stems.all[at]
		use.next = e.next
		e.next = w.uses.keep(use)
	}
	return n
}

// sweep brings the stems of a word up to date with what rules ask of it, and forgets the word when they ask nothing.
func (w *wordTable) sweep(term uint32) {
	t := w.terms.all[term]
	gone := t.features == [2]feature{} && t.parts == 0
	for _, f := range t.forms {
		at := w.byStem.find(f.hash)
		if gone && !w.unuse(at, term) {
			w.byStem.remove(at)
			w.stems.drop(at)
			continue
		}
		e := &w.stems.all[at]
		e.part = 0
		for u := &e.stemUse; ; u = &w.uses.all[u.next] {
			t := &w.terms.all[u.term]
			u.features = t.features
			if t.parts > 0 {
				e.part |= at << 1
			}
			if t.starts > 0 {
				e.part |= 1
			}
			if u.next == 0 {
				break
			}
		}
	}
	if gone {
		w.byFold.remove(term)
		w.terms.drop(term)
	}
}

// unuse takes a term from a stem; ok is false when it was the last.
func (w *wordTable) unuse(at, term uint32) (ok bool) {
	u := &w.stems.all[at].stemUse
	if u.term != term {
		for w.uses.all[u.next].term != term {
			u = &w.uses.all[u.next]
		}
		gone := u.next
		u.next = w.uses.all[gone].next
		w.uses.drop(gone)
		return true
	}
	if u.next == 0 {
		return false
	}
	next := u.next
	*u = w.uses.all[next]
	w.uses.drop(next)
	return true
}

// feature is where the feature of something that is sought in words stands.
func (w *wordTable) feature(info *featureInfo) *feature {
	slot := 0
	if info.title {
		slot = 1
	}
	switch info.kind {
	case ofTerm:
		return &w.terms.all[info.entry].features[slot]
	case ofPhrase:
		return &w.phrases.nodes.all[info.entry].features[slot]
	}
	return &w.prefixes.entries.all[info.entry].features[slot]
}

// changed brings the table up to date when something has got or lost a feature.
func (w *wordTable) changed(info *featureInfo) {
	switch info.kind {
	case ofTerm:
		w.sweep(info.entry)
	case ofPhrase:
		w.sweepPhrase(info.entry)
	case ofPrefix:
		w.prefixes.sweep(info.entry)
	}
}
