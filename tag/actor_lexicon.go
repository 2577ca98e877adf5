package tag

import (
	"fmt"
	"io/fs"
	"strconv"
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

// A term is a time in office in years; to is 0 for today's.
type term struct{ from, to int }

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
	exact   string // must be written so, capitals and all; empty when it need not
	acronym bool   // written in capitals only
	lower   bool   // written without capitals: needs none
	words   int
}

// A spelling is a name of an actor, folded.
type spelling struct {
	fold  string
	actor int32
}

// actors is the lexicon.
type actors struct {
	cut    *text.Analyser
	words  map[string]int32 // the words of all tries
	all    []actor
	byID   map[string]int32
	names  trie // values index alias
	alias  []alias
	spelt  []spelling // names as people type them, for completion
	forces []force
	alone  map[string]bool             // nouns of forces that may stand without a country, as written
	nouns  trie                        // forces by their nouns; values index forces
	adj    trie                        // adjectives and inhabitants; values index all
	people trie                        // generic nouns; values index all
	states map[string]int32            // ISO code -> index in all
	heads  map[string]report.ActorKind // words that make a capitalised name an actor's
}

// A trie maps sequences of folded words to values. Words that names carry or leave at will (al, the, of) may be
// skipped on both sides.
type trie struct {
	next  map[int64]int32 // node<<32 | word -> node
	ends  map[int32][]int32
	nodes int32
}

func newTrie() trie {
	return trie{next: make(map[int64]int32), ends: make(map[int32][]int32)}
}

func (t *trie) add(words []int32, value int32) {
	node := int32(0)
	for _, id := range words {
		key := int64(node)<<32 | int64(id)
		n, ok := t.next[key]
		if !ok {
			t.nodes++
			n = t.nodes
			t.next[key] = n
		}
		node = n
	}
	for _, v := range t.ends[node] {
		if v == value {
			return
		}
	}
	t.ends[node] = append(t.ends[node], value)
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

// step follows one word from a node; 0 when there is no way.
func (t *trie) step(node, word int32) int32 {
	if word == 0 {
		return 0
	}
	return t.next[int64(node)<<32|int64(word)]
}

// idle are words that names have or lack at will.
var idle = map[string]bool{"al": true, "el": true, "ul": true, "the": true, "'s": true, "as": true, "ash": true, "an": true, "ar": true, "ad": true,
	"az": true, "at": true, "e": true, "i": true, "ur": true, "us": false, "il": true}

// nameWords returns the folded words of a name as they stand in tries, cut as texts are cut.
func (l *actors) nameWords(name string) []string {
	var ws []string
	for _, t := range l.cut.Tokens(name, "") {
		if t.Kind != text.Punct && !idle[t.Fold] {
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

// columns cuts a row at its bars.
func columns(s string, n int) ([]string, error) {
	c := strings.Split(s, "|")
	if len(c) != n {
		return nil, fmt.Errorf("want %d columns, have %d: %q", n, len(c), s)
	}
	for i := range c {
		c[i] = strings.TrimSpace(c[i])
	}
	return c, nil
}

// list cuts a column at its semicolons.
func list(s string) []string {
	var out []string
	for _, x := range strings.Split(s, ";") {
		if x = strings.TrimSpace(x); x != "" {
			out = append(out, x)
		}
	}
	return out
}

func (l *actors) put(a actor) (int32, error) {
	if _, dup := l.byID[a.id]; dup {
		return 0, fmt.Errorf("id %q is there twice", a.id)
	}
	n := int32(len(l.all))
	l.all = append(l.all, a)
	l.byID[a.id] = n
	if !a.generic {
		for _, name := range append([]string{a.name}, a.aliases...) {
			l.addAlias(n, name)
		}
	}
	return n, nil
}

func (l *actors) addAlias(n int32, name string) {
	al := alias{actor: n}
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

// upperOnly keeps capitals, as A.
func upperOnly(r rune) rune {
	if unicode.IsUpper(r) {
		return 'A'
	}
	return -1
}

func (l *actors) stateLine(s string) error {
	c, err := columns(s, 5)
	if err != nil {
		return err
	}
	n, err := l.put(actor{id: slug(c[1]), name: c[1], kind: report.State, country: c[0], aliases: list(c[3]), state: true})
	if err != nil {
		return err
	}
	l.states[c[0]] = n
	for _, a := range list(c[2]) {
		exact := strings.TrimPrefix(a, "=")
		l.adj.add(l.ids(l.nameWords(exact)), n)
		if !strings.HasSuffix(exact, "s") && !strings.HasSuffix(exact, "ese") && !strings.HasSuffix(exact, "h") && exact != "US" {
			l.adj.add(l.ids(l.nameWords(exact+"s")), n)
		}
	}
	return nil
}

func (l *actors) forceLine(s string) error {
	c, err := columns(s, 5)
	if err != nil {
		return err
	}
	n := int32(len(l.forces))
	l.forces = append(l.forces, force{suffix: c[0], name: c[1], kind: report.ActorKind(c[2]), parent: c[3]})
	for _, w := range list(c[4]) {
		if strings.HasPrefix(w, "*") {
			w = w[1:]
			l.alone[w] = true
		}
		l.nouns.add(l.ids(l.nameWords(w)), n)
	}
	return nil
}

// composeForces makes an actor of every state and force, so that ids exist whether a text has named them or not.
func (l *actors) composeForces() {
	states := len(l.all)
	for _, f := range l.forces { // without a country
		id, name := f.suffix, f.name
		if id == "-" {
			id, name = "government", "government"
		}
		l.byID[id] = int32(len(l.all))
		l.all = append(l.all, actor{id: id, name: name, kind: f.kind, generic: true})
	}
	for i := 0; i < states; i++ {
		l.byID[l.all[i].id+"-people"] = int32(len(l.all))
		l.all = append(l.all, actor{id: l.all[i].id + "-people", name: "people of " + l.all[i].name, kind: report.People, country: l.all[i].country, within: []string{l.all[i].id}})
		for _, f := range l.forces {
			if f.suffix == "-" {
				continue
			}
			st := l.all[i]
			within := []string{st.id}
			if f.parent != "" {
				within = []string{st.id + "-" + f.parent, st.id}
			}
			id := st.id + "-" + f.suffix
			l.byID[id] = int32(len(l.all))
			l.all = append(l.all, actor{id: id, name: st.name + " " + f.name, kind: f.kind, country: st.country, within: within})
		}
	}
}

func (l *actors) groupLine(s string) error {
	c, err := columns(s, 6)
	if err != nil {
		return err
	}
	_, err = l.put(actor{id: c[0], name: c[1], kind: report.ActorKind(c[2]), country: c[3], within: list(c[4]), aliases: list(c[5])})
	return err
}

func (l *actors) leaderLine(s string) error {
	c, err := columns(s, 6)
	if err != nil {
		return err
	}
	a := actor{id: c[0], name: c[1], kind: report.Leader, country: c[3], within: list(c[4]), aliases: list(c[5])}
	for _, t := range list(c[2]) {
		from, to, ok := strings.Cut(t, "-")
		f, err := strconv.Atoi(strings.TrimSpace(from))
		if err != nil || !ok {
			return fmt.Errorf("time in office %q: want from-to", t)
		}
		e := 0
		if to = strings.TrimSpace(to); to != "" {
			if e, err = strconv.Atoi(to); err != nil {
				return fmt.Errorf("time in office %q: want from-to", t)
			}
		}
		a.terms = append(a.terms, term{f, e})
	}
	_, err = l.put(a)
	return err
}

func (l *actors) peopleLine(s string) error {
	c, err := columns(s, 4)
	if err != nil {
		return err
	}
	n, err := l.put(actor{id: c[0], name: c[1], kind: report.ActorKind(c[2]), generic: true})
	if err != nil {
		return err
	}
	for _, w := range list(c[3]) {
		l.people.add(l.ids(l.nameWords(w)), n)
		if !strings.HasSuffix(w, "s") {
			l.people.add(l.ids(l.nameWords(w+"s")), n)
		}
	}
	return nil
}

func (l *actors) headLine(s string) error {
	c, err := columns(s, 2)
	if err != nil {
		return err
	}
	for _, w := range strings.Fields(c[1]) {
		l.heads[text.Fold(w)] = report.ActorKind(c[0])
	}
	return nil
}

// closeWithin makes the chains of parents complete and refuses unknown parents and circles.
func (l *actors) closeWithin() error {
	for i := range l.all {
		a := &l.all[i]
		var chain []string
		seen := map[string]bool{a.id: true}
		for queue := append([]string(nil), a.within...); len(queue) > 0; {
			id := queue[0]
			queue = queue[1:]
			if seen[id] {
				continue
			}
			seen[id] = true
			n, ok := l.byID[id]
			if !ok {
				return fmt.Errorf("actor %s: no parent %q", a.id, id)
			}
			chain = append(chain, id)
			queue = append(queue, l.all[n].within...)
		}
		a.within = chain
	}
	return nil
}

// slug makes an id of a name: folded, words joined by hyphens.
func slug(name string) string {
	var b strings.Builder
	for _, r := range text.Fold(name) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	return strings.TrimSuffix(b.String(), "-")
}
