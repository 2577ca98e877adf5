package tag

import (
	"fmt"
	"io/fs"
	"strings"

	"tocsin/report"
	"tocsin/tag/internal/words"
	"tocsin/text"
)

// An actor is a row of the lexicon.
type actor struct {
	id      string
	name    string
	kind    report.ActorKind
	country string
	within  []string // ids, nearest first, complete once the lexicon is loaded
	terms   []term   // of office, for leaders
	state   bool     // a state: may be composed with a word of forces.txt
	generic bool     // has no name of its own: gunmen, civilians
	abroad  bool     // fights mostly elsewhere than in its country
	home    string   // where an armed group, or a mission of several states, mostly fights; empty where that is not known
	aliases []string // as written in the file; the name is not among them
}

// actors is the lexicon.
type actors struct {
	cut    *text.Analyser
	words  words.Table[int32] // the words of all tries
	uses   []int32            // word -> how many names have it
	all    []actor
	byID   map[string]int32
	gunmen int32 // the row of those who attack without a name, in all
	// composedFrom and composedEnd bound what states are composed with in all; the states stand before it.
	composedFrom, composedEnd int32

	forced []int32 // what each state is composed with: the states' rows of all forces
	names  trie    // values index alias
	alias  []alias
	spelt  []spelling // names as people type them, for completion
	forces []force
	alone  map[string]bool   // nouns of forces that may stand without a country, as written
	nouns  trie              // forces by their nouns; values index forces
	adj    trie              // adjectives and inhabitants; values index all
	people trie              // generic nouns; values index all
	states map[string]int32  // ISO code -> index in all
	heads  words.Table[head] // words that make a capitalised name an actor's
}

// ids returns the numbers of words, giving new ones. A word and its spelling across the Atlantic have one number.
func (l *actors) ids(words []string) []int32 {
	ids := make([]int32, len(words))
	for i, w := range words {
		ids[i] = *l.words.At(w)
		if ids[i] == 0 {
			ids[i] = int32(l.words.Len())
			for _, spelt := range [...]string{w, respelt(w)} {
				*l.words.At(spelt) = ids[i]
			}
		}
		for len(l.uses) <= int(ids[i]) {
			l.uses = append(l.uses, 0)
		}
		l.uses[ids[i]]++
	}
	return ids
}

func loadActors() (*actors, error) {
	l := &actors{cut: text.NewAnalyser(), words: words.New[int32](), byID: make(map[string]int32), alone: make(map[string]bool), heads: words.New[head](), names: newTrie(), nouns: newTrie(), adj: newTrie(), people: newTrie(),
		states: make(map[string]int32)}
	if err := eachLine("data/actors/states.txt", l.stateLine); err != nil {
		return nil, err
	}
	if err := eachLine("data/actors/forces.txt", l.forceLine); err != nil {
		return nil, err
	}
	l.composeForces()
	files, err := fs.Glob(data, "data/actors/*.txt")
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		line := l.groupLine
		switch strings.TrimPrefix(f, "data/actors/") {
		case "states.txt", "forces.txt":
			continue
		case "heads.txt":
			line = l.headLine
		case "leaders.txt", "leaders-past.txt":
			line = l.leaderLine
		case "people.txt":
			line = l.peopleLine
		}
		if err := eachLine(f, line); err != nil {
			return nil, err
		}
	}
	l.gunmen = l.byID["gunmen"]
	return l, l.closeWithin()
}

func (l *actors) put(a actor) (int32, error) {
	if _, dup := l.byID[a.id]; dup {
		return 0, fmt.Errorf("id %q is there twice", a.id)
	}
	n := int32(len(l.all))
	names := append([]string{a.name}, a.aliases...)
	a.name, _ = whereNamed(a.name)
	l.all = append(l.all, a)
	l.byID[a.id] = n
	if !a.generic {
		for _, name := range names {
			l.addAlias(n, name)
		}
	}
	return n, nil
}
