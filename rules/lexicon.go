package rules

import (
	"sync"

	"tocsin/text"
)

// A lexicon remembers the words of rules with their stems, which take nine stemmers to find. It may be used by several
// goroutines.
type lexicon struct {
	*text.Analyser
	mu    sync.RWMutex
	known map[string]word // by fold
}

// maxLexicon bounds how many words a lexicon remembers, some 20 MB.
const maxLexicon = 1 << 16

func newLexicon() *lexicon {
	return &lexicon{Analyser: text.NewAnalyser(), known: make(map[string]word)}
}

// word returns the word of a token, from memory where it was met before. Its forms are shared: nobody changes them.
func (l *lexicon) word(t *text.Token) word {
	l.mu.RLock()
	w, ok := l.known[t.Fold]
	l.mu.RUnlock()
	if ok {
		return w
	}
	w = newWord(t)
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.known) >= maxLexicon {
		clear(l.known)
	}
	l.known[w.fold] = w
	return w
}
