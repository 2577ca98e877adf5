package tag

import (
	"fmt"
	"io/fs"
	"strings"
	"unicode"

	"tocsin/report"
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
	aliases []string // as written in the file; the name is not among them
}

// A force is a row of forces.txt: what a state is composed with.
type force struct {
	suffix string
	name   string
	kind   report.ActorKind
	parent string
}

// An alias is one way of writing an actor.
type alias struct {
	actor   int32
	exact   string   // must be written so, capitals and all; empty when it need not
	where   []string // the report must speak of one of these countries; nil when it need not
	acronym bool     // written in capitals only
	lower   bool     // written without capitals: needs none
	words   int
}

// A spelling is a name of an actor, folded.
type spelling struct {
	fold  string
	actor int32
}

// actors is the lexicon.
type actors struct {
	cut   *text.Analyser
	words map[string]int32 // the words of all tries
	all   []actor
	byID  map[string]int32
	// composedEnd is behind the states and what they are composed with in all.
	composedEnd int32
	forced      []int32 // what each state is composed with: the states' rows of all forces
	names       trie    // values index alias
	alias       []alias
	spelt       []spelling // names as people type them, for completion
	forces      []force
	alone       map[string]bool             // nouns of forces that may stand without a country, as written
	nouns       trie                        // forces by their nouns; values index forces
	adj         trie                        // adjectives and inhabitants; values index all
	people      trie                        // generic nouns; values index all
	states      map[string]int32            // ISO code -> index in all
	heads       map[string]report.ActorKind // words that make a capitalised name an actor's
}

// ids returns the numbers of words, giving new ones. A word and its spelling across the Atlantic have one number.
func (l *actors) ids(words []string) []int32 {
	ids := make([]int32, len(words))
	for i, w := range words {
		id, ok := l.words[w]
		if !ok {
			id = int32(len(l.words) + 1)
			l.words[w] = id
			if other := respelt(w); other != w {
				l.words[other] = id
			}
		}
		ids[i] = id
	}
	return ids
}

// respelt turns British into American spelling and back, for the words that names are made of.
func respelt(w string) string {
	for _, p := range [][2]string{{"isation", "ization"}, {"defence", "defense"}, {"labour", "labor"}, {"centre", "center"},
		{"programme", "program"}, {"mujahideen", "mujahidin"}, {"brigades", "brigade"}, {"martyrs", "martyr"}, {"rebels", "rebel"}} {
		if strings.HasSuffix(w, p[0]) {
			return strings.TrimSuffix(w, p[0]) + p[1]
		}
		if strings.HasSuffix(w, p[1]) {
			return strings.TrimSuffix(w, p[1]) + p[0]
		}
	}
	return w
}

// idle are words that names have or lack at will.
var idle = map[string]bool{"al": true, "el": true, "ul": true, "the": true, "'s": true, "as": true, "ash": true, "an": true, "ar": true, "ad": true,
	"az": true, "at": true, "e": true, "i": true, "ur": true, "us": false, "il": true}

// nameWords returns the folded words of a name as they stand in tries, cut as texts are cut.
func (l *actors) nameWords(name string) []string {
	var ws []string
	tokens := l.cut.Tokens(name, "")
	for i, t := range tokens {
		if t.Kind != text.Punct && (!idle[t.Fold] || i == len(tokens)-1) { // ULFA-I is not ULFA
			ws = append(ws, t.Fold)
		}
	}
	return ws
}

func loadActors() (*actors, error) {
	l := &actors{cut: text.NewAnalyser(), words: make(map[string]int32), byID: make(map[string]int32), alone: make(map[string]bool), heads: make(map[string]report.ActorKind), names: newTrie(), nouns: newTrie(), adj: newTrie(), people: newTrie(),
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
		case "leaders.txt":
			line = l.leaderLine
		case "people.txt":
			line = l.peopleLine
		}
		if err := eachLine(f, line); err != nil {
			return nil, err
		}
	}
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

func (l *actors) addAlias(n int32, name string) {
	al := alias{actor: n}
	name, al.where = whereNamed(name)
	if strings.HasPrefix(name, "=") {
		name = name[1:]
		al.exact = name
	}
	if capitals := strings.Count(strings.Map(upperOnly, name), "A"); al.exact == "" && capitals > 1 && capitals < len(name) && len(name) < 5 {
		al.exact = name // LeT is no "let"
	}
	words := l.nameWords(name)
	if len(words) == 0 {
		return
	}
	l.spelt = append(l.spelt, spelling{text.Fold(name), n})
	al.words = len(words)
	al.acronym = len(words) == 1 && strings.ToUpper(name) == name && strings.ToLower(name) != name
	al.lower = strings.ToLower(name) == name
	l.names.add(l.ids(words), int32(len(l.alias)))
	if i := strings.Index(name, "'s "); i > 0 { // Peoples Army
		l.names.add(l.ids(l.nameWords(name[:i]+name[i+1:])), int32(len(l.alias)))
	}
	l.alias = append(l.alias, al)
}

// whereNamed parts a name from the countries behind its "@", of one of which a report must speak that means it.
func whereNamed(name string) (string, []string) {
	bare, where, ok := strings.Cut(name, "@")
	if !ok {
		return name, nil
	}
	return strings.TrimSpace(bare), strings.Split(where, ",")
}

// upperOnly keeps capitals, as A.
func upperOnly(r rune) rune {
	if unicode.IsUpper(r) {
		return 'A'
	}
	return -1
}

// closeWithin makes the chains of parents complete and refuses unknown parents.
func (l *actors) closeWithin() error {
	for i := range l.all {
		a := &l.all[i]
		var err error
		if a.within, err = l.chain(a.id, a.within); err != nil {
			return err
		}
		for k := range a.terms {
			if a.terms[k].within, err = l.chain(a.id, a.terms[k].within); err != nil {
				return err
			}
		}
	}
	return nil
}

// chain returns what an actor is part of through its parents, nearest first.
func (l *actors) chain(id string, parents []string) ([]string, error) {
	var chain []string
	seen := map[string]bool{id: true}
	for queue := append([]string(nil), parents...); len(queue) > 0; {
		p := queue[0]
		queue = queue[1:]
		if seen[p] {
			continue
		}
		seen[p] = true
		n, ok := l.byID[p]
		if !ok {
			return nil, fmt.Errorf("actor %s: no parent %q", id, p)
		}
		chain = append(chain, p)
		queue = append(queue, l.all[n].within...)
	}
	return chain, nil
}
