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
}

// An element is one place of a pattern.
type element struct {
	gap      bool // up to maxGap words of any kind
	number   bool // a number in digits or words
	optional bool
	alts     []alternative // in the order of their first words
}

// An alternative is one or several words in a row.
type alternative struct {
	first int32
	rest  []int32
}

// gapped says whether words of any kind may stand between those of the pattern.
func (p *pattern) gapped() bool {
	for i := range p.elems {
		if p.elems[i].gap {
			return true
		}
	}
	return false
}

// maxGap is how many words "_" stands for at most.
const maxGap = 5

// patterns is an index of patterns by their first word.
type patterns struct {
	vocab *vocab
	all   []pattern
	first [][]int32 // word -> patterns that may begin with it
}

func newPatterns(v *vocab) *patterns { return &patterns{vocab: v} }

// add compiles a pattern.
func (ps *patterns) add(src string, value int32) error {
	p := pattern{src: src, value: value}
	for rest := strings.TrimSpace(src); rest != ""; {
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
			if piece == "_" {
				p.elems = append(p.elems, element{gap: true})
				continue
			}
			if piece == "#" {
				p.elems = append(p.elems, element{number: true})
				continue
			}
		}
		p.elems = append(p.elems, ps.element(piece))
	}
	if len(p.elems) == 0 || p.elems[0].gap || p.elems[0].number || p.elems[0].optional {
		return fmt.Errorf("pattern %q: must begin with a word", src)
	}
	for i := range p.elems {
		if !p.elems[i].gap && !p.elems[i].optional {
			p.words++
		}
	}
	p.single = len(p.elems) == 1 && !slices.ContainsFunc(p.elems[0].alts, func(a alternative) bool { return len(a.rest) > 0 })
	n := int32(len(ps.all))
	ps.all = append(ps.all, p)
	for i, a := range p.elems[0].alts {
		if i > 0 && p.elems[0].alts[i-1].first == a.first {
			continue
		}
		for int(a.first) >= len(ps.first) {
			ps.first = append(ps.first, nil)
		}
		ps.first[a.first] = append(ps.first[a.first], n)
	}
	return nil
}

func (ps *patterns) element(piece string) element {
	var e element
	for _, alt := range strings.Split(piece, "|") {
		if ps.vocab.lang == "fr" {
			alt = elided.Replace(alt)
		}
		words := splitWords(alt)
		if len(words) == 0 {
			e.optional = true
			continue
		}
		ids := make([]int32, len(words))
		for i, w := range words {
			ids[i] = ps.vocab.add(w)
		}
		e.alts = append(e.alts, alternative{ids[0], ids[1:]})
	}
	slices.SortStableFunc(e.alts, func(a, b alternative) int { return cmp.Compare(a.first, b.first) })
	return e
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
	try := func(id int32) {
		if id == 0 || int(id) >= len(ps.first) {
			return
		}
		for _, n := range ps.first[id] {
			c := &ps.all[n]
			end := i
			if !c.single {
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
	try(r.exact[i]) // first, since among equals what is written in quotes is meant
	try(r.stem[i])
	return last, p
}

// match returns the last token of the match of p's elements from e on at token i, -1 without one.
func (r *reading) match(p *pattern, e, i int) int {
	last := -1
	s := r.sentence(i)
	for ; e < len(p.elems); e++ {
		el := &p.elems[e]
		if el.gap {
			for n := 0; n <= maxGap && i < s.End && !r.stops(i); {
				if r.stem[i] != 0 || r.exact[i] != 0 {
					if end := r.match(p, e+1, i); end >= 0 {
						return end
					}
				}
				if r.reports(i) || r.clauseAt(i) {
					return -1
				}
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

// clauseAt says whether a clause of its own begins at token i, which no gap reaches into.
func (r *reading) clauseAt(i int) bool {
	switch r.d.Tokens[i].Fold {
	case "when", "while", "because", "although", "though", "whereas", "unless":
		return true
	case "that": // "judges found that the rifles"
		return i > 0 && (r.d.Tokens[i-1].Fold == "found" || r.d.Tokens[i-1].Fold == "finds")
	}
	return false
}

// reports says whether what follows token i is only what somebody says of others: "villagers said that".
func (r *reading) reports(i int) bool {
	if f := r.d.Tokens[i].Fold; f != "said" && f != "says" && f != "say" || r.lang.code != "en" {
		return false
	}
	i = r.next(i)
	if i < len(r.d.Tokens) && r.d.Tokens[i].Fold == "that" {
		i = r.next(i)
	}
	return !r.is(i, cPron) // "soldiers say they have removed the president"
}

// element returns the last token of an alternative that stands at token i, -1 without one.
func (r *reading) element(el *element, i int) int {
	if el.number {
		if _, _, last, ok := r.number(i, r.sentence(i).End); ok {
			return last
		}
		return -1
	}
	best := -1
	for _, id := range [2]int32{r.stem[i], r.exact[i]} {
		if id == 0 {
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

// next returns the token after i, over a hyphen.
func (r *reading) next(i int) int {
	i++
	for i < len(r.d.Tokens) && r.d.Tokens[i].Kind == text.Punct && isHyphen(r.d.Tokens[i].Fold) {
		i++
	}
	return i
}

func isHyphen(s string) bool { return s == "-" || s == "‑" || s == "‐" }
