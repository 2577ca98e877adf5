package tag

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tocsin/text"
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
	next    uint64 // of the number n of each word that may follow right behind, bit n%64; 0 where more may follow
	single  bool
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
)

// patterns is an index of patterns by their first word.
type patterns struct {
	vocab  *vocab
	all    []pattern
	first  [][]candidate      // word -> patterns that may begin with it
	named  [kinds][]candidate // patterns that begin with a name of a kind
	groups map[string]string  // words that patterns write as {group}
}

func newPatterns(v *vocab) *patterns { return &patterns{vocab: v, groups: make(map[string]string)} }

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
	p.single = len(p.elems) == 1 && p.elems[0].named == 0 && !slices.ContainsFunc(p.elems[0].alts, func(a alternative) bool { return len(a.rest) > 0 })
	c := candidate{int32(len(ps.all)), ps.vocab.need(p.scarce()), p.follows(), p.single}
	ps.all = append(ps.all, p)
	if k := p.elems[0].named; k > 0 {
		ps.named[k] = append(ps.named[k], c)
	}
	for i, a := range p.elems[0].alts {
		if i > 0 && p.elems[0].alts[i-1].first == a.first {
			continue
		}
		for int(a.first) >= len(ps.first) {
			ps.first = append(ps.first, nil)
		}
		ps.first[a.first] = append(ps.first[a.first], c)
	}
	return nil
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

// longest returns the longest match at token i: its last token and the index of its pattern, or ok false. Among matches of
// one length the pattern with more words wins. accept may refuse a pattern.
func (ps *patterns) longest(r *reading, i int, accept func(p *pattern, last int) bool) (last int, p *pattern) {
	last = -1
	follows := r.wordsAt(r.next(i))
	among := func(candidates []candidate) {
		for k := range candidates {
			n := &candidates[k]
			if n.next != 0 && n.next&follows == 0 || n.need > 0 && !r.met(n.need, i) || n.single && last > i {
				continue
			}
			c, end := &ps.all[n.pattern], i
			if !n.single {
				end = r.match(c, 0, i)
			}
			if end < 0 || end < last || end == last && c.words <= p.words {
				continue
			}
			if accept == nil || accept(c, end) {
				last, p = end, c
			}
		}
	}
	for _, id := range [2]int32{r.exact[i], r.stem[i]} { // what is written in quotes first, since among equals it is meant
		if id > 0 && int(id) < len(ps.first) {
			among(ps.first[id])
		}
	}
	if r.actorAt[i] > 0 {
		for k, candidates := range ps.named {
			if len(candidates) > 0 && r.nameAt(named(k), i) >= 0 {
				among(candidates)
			}
		}
	}
	return last, p
}

// match returns the last token of the match of p's elements from e on at token i, -1 without one.
func (r *reading) match(p *pattern, e, i int) int {
	last := -1
	s := r.sentence(i)
	for ; e < len(p.elems); e++ {
		el := &p.elems[e]
		if el.gap > 0 {
			being := false
			for n := 0; n <= el.gap && i < s.End && !r.stops(i); {
				if (r.stem[i] != 0 || r.exact[i] != 0 || p.elems[e+1].named > 0) && !(el.plain && r.noVerb(i, being && !(e+2 < len(p.elems) && r.is(i+1, cBy)), p.clause && e == 1)) {
					if end := r.match(p, e+1, i); end >= 0 {
						return end
					}
				}
				if r.walled(i) || el.plain && r.breaks(i, p.clause && e == 1) {
					return -1
				}
				being = being || el.plain && r.is(i, cBe)
				if t := &r.d.Tokens[i]; t.Kind != text.Punct || t.Fold == "," {
					n++ // quotation marks are no words
				}
				i = r.next(i)
			}
			return -1
		}
		end := -1
		if i < s.End {
			end = r.element(el, i)
		}
		if end < 0 {
			if el.optional {
				continue
			}
			return -1
		}
		last, i = end, r.next(end)
	}
	return last
}

// element returns the last token of an alternative that stands at token i, -1 without one.
func (r *reading) element(el *element, i int) int {
	if el.named > 0 {
		if end := r.nameAt(el.named, i); end >= 0 {
			return end
		}
	}
	if el.number {
		if _, _, last, ok := r.number(i, r.sentence(i).End); ok {
			return last
		}
		return -1
	}
	best := -1
	for _, id := range [2]int32{r.stem[i], r.exact[i]} {
		if id == 0 || el.firsts>>(id&63)&1 == 0 {
			continue
		}
		k, high := 0, len(el.alts)
		for k < high { // the first alternative that begins with id
			if mid := int(uint(k+high) >> 1); el.alts[mid].first < id {
				k = mid + 1
			} else {
				high = mid
			}
		}
	alt:
		for ; k < len(el.alts) && el.alts[k].first == id; k++ {
			j := i
			for _, want := range el.alts[k].rest {
				j = r.next(j)
				if j >= len(r.d.Tokens) || r.stem[j] != want && r.exact[j] != want || r.d.Tokens[j].Sentence != r.d.Tokens[i].Sentence {
					continue alt
				}
			}
			best = max(best, j)
		}
	}
	return best
}
