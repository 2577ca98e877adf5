package rules

// A wordTable finds the words, phrases and beginnings that rules ask for among the tokens of a report. Rules ask for terms,
// reports have stems: a term has a stem in every language, and terms may share one.
type wordTable struct {
	byFold   table // of terms
	terms    slab[termEntry]
	byStem   table // of stems
	stems    slab[stemEntry]
	uses     [][]stemUse // by stem
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
	hash     uint64
	features [2]feature // of its first term
	langs    langSet    // in which that has it
	term     uint32     // the first
	many     bool       // there are more, see uses
	starts   bool       // phrases begin with one of them
	parts    bool       // one of them is a word of phrases
}

// A stemUse is a term that has a stem in some languages.
type stemUse struct {
	term  uint32
	langs langSet
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
		at := w.byStem.find(f.hash)
		if at == 0 {
			at = w.stems.keep(stemEntry{hash: f.hash})
			w.byStem.put(f.hash, at)
		}
		for len(w.uses) <= int(at) {
			w.uses = append(w.uses, nil)
		}
		w.uses[at] = append(w.uses[at], stemUse{n, f.langs})
	}
	return n
}

// sweep brings the stems of a word up to date with what rules ask of it, and forgets the word when they ask nothing.
func (w *wordTable) sweep(term uint32) {
	t := w.terms.all[term]
	gone := t.features == [2]feature{} && t.parts == 0
	for _, f := range t.forms {
		at := w.byStem.find(f.hash)
		if gone {
			w.uses[at] = remove(w.uses[at], stemUse{term, f.langs})
		}
		if len(w.uses[at]) > 0 {
			w.sum(at)
			continue
		}
		w.uses[at] = nil
		w.byStem.remove(at)
		w.stems.drop(at)
	}
	if gone {
		w.byFold.remove(term)
		w.terms.drop(term)
	}
}

// sum says in the entry of a stem what its terms are about.
func (w *wordTable) sum(at uint32) {
	uses := w.uses[at]
	e := stemEntry{hash: w.byStem.hashes[at], features: w.terms.all[uses[0].term].features, langs: uses[0].langs, term: uses[0].term, many: len(uses) > 1}
	for _, u := range uses {
		t := &w.terms.all[u.term]
		e.starts = e.starts || t.starts > 0
		e.parts = e.parts || t.parts > 0
	}
	w.stems.all[at] = e
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

// remove takes the first x out of s, which loses its order.
func remove[T comparable](s []T, x T) []T {
	for i := range s {
		if s[i] == x {
			s[i] = s[len(s)-1]
			return s[:len(s)-1]
		}
	}
	return s
}
