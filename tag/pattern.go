package tag

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A pattern is a sequence of words with alternatives, optional words and gaps, as the files in data/events describe it.
type pattern struct {
	elems  []element
	src    string
	value  int32 // what the owner of the pattern set keeps about it
	words  int   // least number of words that it matches
	single bool  // one word, each alternative one too
	clause bool  // its first element is the subject of what follows
}

// A candidate is a pattern that may begin with a word or name, with what most of them are passed over by.
type candidate struct {
	pattern int32
	need    int32  // the number of its need, 0 for none
	near    bool   // its need stands within the reach of one gap
	several bool   // its first element is not known to be the one word
	next    uint64 // of the number n of each word that may follow right behind, bit n%64
}

// An element is one place of a pattern.
type element struct {
	gap      int   // up to so many words of any kind, 0 for none
	plain    bool  // a gap over words that belong to what stands before it: no verb, negation or clause
	number   bool  // a number in digits or words
	named    named // a name of this kind, 0 for words
	optional bool
	alts     []alternative // in the order of their first words
	firsts   uint64        // bit n%64 of the number n of each first word: most words are none of them
}

// An alternative is one or several words in a row.
type alternative struct {
	first int32
	rest  []int32
}

// several says whether the element may be more than one word.
func (e *element) several() bool {
	return e.named > 0 || slices.ContainsFunc(e.alts, func(a alternative) bool { return len(a.rest) > 0 })
}

// gapped says whether words of any kind may stand between those of the pattern.
func (p *pattern) gapped() bool {
	for i := range p.elems {
		if p.elems[i].gap > 0 {
			return true
		}
	}
	return false
}

// How many words "_" and "~" stand for at most.
const (
	maxGap   = 5
	plainGap = 4

	nearWords = 6 // one gap and a word
)

// patterns is an index of patterns by their first word.
type patterns struct {
	vocab  *vocab
	bit    uint8 // of the words that its patterns begin with, in vocab.heads
	called bool  // some begin with a name
	all    []pattern
	first  [][]candidate      // word -> patterns that may begin with it
	named  [kinds][]candidate // patterns that begin with a name of a kind
	groups map[string]string  // words that patterns write as {group}
}

func newPatterns(v *vocab) *patterns {
	v.sets++
	return &patterns{vocab: v, bit: 1 << (v.sets - 1), groups: make(map[string]string)}
}

// add compiles a pattern.
func (ps *patterns) add(src string, value int32) error {
	p := pattern{src: src, value: value}
	whole, err := ps.expand(src)
	if err != nil {
		return err
	}
	for rest := strings.TrimSpace(whole); rest != ""; {
		var piece string
		if strings.Contains(rest, ")") && !strings.Contains(rest, "(") {
			return fmt.Errorf("pattern %q: ) without (", src)
		}
		if rest[0] == '(' {
			end := strings.IndexByte(rest, ')')
			if end < 0 {
				return fmt.Errorf("pattern %q: ( without )", src)
			}
			if strings.IndexByte(rest[1:end], '(') >= 0 {
				return fmt.Errorf("pattern %q: ( within (", src)
			}
			piece, rest = rest[1:end], strings.TrimSpace(rest[end+1:])
		} else {
			piece, rest, _ = strings.Cut(rest, " ")
			rest = strings.TrimSpace(rest)
			if e, ok := special(piece); ok {
				p.elems = append(p.elems, e)
				continue
			}
		}
		e, err := ps.element(piece)
		if err != nil {
			return fmt.Errorf("pattern %q: %w", src, err)
		}
		p.elems = append(p.elems, e)
	}
	if len(p.elems) == 0 || p.elems[0].gap > 0 || p.elems[0].number || p.elems[0].optional || p.elems[0].named == namedPlace {
		return fmt.Errorf("pattern %q: must begin with a word or name", src)
	}
	for i := range p.elems {
		if p.elems[i].gap == 0 && !p.elems[i].optional {
			p.words++
		}
	}
	p.single = len(p.elems) == 1 && !p.elems[0].several()
	ps.index(p)
	return nil
}

// index makes a compiled pattern a candidate wherever it may begin.
func (ps *patterns) index(p pattern) {
	first := &p.elems[0]
	need, near := p.scarce()
	c := candidate{pattern: int32(len(ps.all)), need: ps.vocab.need(need), near: near, next: p.follows()}
	ps.all = append(ps.all, p)
	if k := first.named; k > 0 {
		ps.named[k] = append(ps.named[k], c) // where a name stands, it is the first element
		ps.called = true
	}
	c.several = first.several()
	for i, a := range first.alts {
		if i > 0 && first.alts[i-1].first == a.first {
			continue
		}
		for int(a.first) >= len(ps.first) {
			ps.first = append(ps.first, nil)
		}
		c.next = p.behind(a.first)
		ps.first[a.first] = append(ps.first[a.first], c)
		ps.vocab.begin(a.first, ps.bit)
	}
}

func (ps *patterns) element(piece string) (element, error) {
	var e element
	for _, alt := range strings.Split(piece, "|") {
		if strings.HasPrefix(alt, "<") {
			k, known := namedKinds[alt]
			if !known || e.named > 0 {
				return e, fmt.Errorf("no kind of name, or a second one: %s", alt)
			}
			e.named = k
			continue
		}
		if ps.vocab.lang == "fr" {
			alt = elided.Replace(alt)
		}
		words := splitWords(alt)
		if slices.ContainsFunc(words, func(w string) bool { _, gap := special(w); return gap }) {
			return e, fmt.Errorf("a gap or number among alternatives: %s", alt)
		}
		if len(words) == 0 {
			e.optional = true
			continue
		}
		ids := make([]int32, len(words))
		for i, w := range words {
			ids[i] = ps.vocab.add(w)
		}
		e.alts = append(e.alts, alternative{ids[0], ids[1:]})
		e.firsts |= 1 << (ids[0] & 63)
	}
	slices.SortStableFunc(e.alts, func(a, b alternative) int { return cmp.Compare(a.first, b.first) })
	return e, nil
}

// elided parts the French articles and pronouns that texts write onto words, as text does.
var elided = strings.NewReplacer("d'", "d ", "l'", "l ", "s'", "s ", "qu'", "qu ", "n'", "n ")

// splitWords cuts what a pattern or a name writes as one into words as texts are cut: at blanks and hyphens.
func splitWords(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '-' || r == '‑' || r == '–' || r == '/' })
}
