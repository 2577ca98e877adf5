package places

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tocsin/report"
	"tocsin/tag/internal/gaz"
)

// How much less a place weighs that is found by a further name than one that is found by the name it is shown by.
const (
	byOwnName   = 0.3  // by another English one: Kiev for Kyiv
	byOtherName = 0.03 // by one in any language
)

// A match is a place with the heaviest of its names that were found.
type match struct {
	place  int
	weight float64
	name   int // number of the name, -1 when it is the one shown
}

// matches gathers places by the names that find them.
type matches map[int]match

// add counts a name of a place, as much as factor says of it.
func (m matches) add(g *Gazetteer, name int, r gaz.Ref, factor float64, shown bool) {
	w := weight(&g.data.Places[r.Place()], r.Name()) * factor
	switch {
	case shown:
		name = -1
	case r.Name() == gaz.Other:
		w *= byOtherName
	default:
		w *= byOwnName
	}
	old := m[r.Place()]
	if w > old.weight || w == old.weight && name >= 0 && old.name >= 0 && len(g.data.Name(name)) < len(g.data.Name(old.name)) {
		m[r.Place()] = match{place: r.Place(), weight: w, name: name}
	}
}

// Complete returns up to n places with a name that begins with prefix, best known first; those whose shown name begins so
// come before those of which only a further name does, which Alias tells.
func (g *Gazetteer) Complete(prefix string, n int) []report.Candidate {
	folded := g.folded(prefix)
	if folded == "" || n <= 0 {
		return []report.Candidate{}
	}
	found := make(matches)
	const most = 60000 // names looked at: a prefix of one letter has some 40,000
	for k, seen := g.data.Search(folded), 0; g.data.HasPrefix(k, folded) && seen < most; k, seen = k+1, seen+1 {
		for _, r := range g.data.Refs(k) {
			switch r.Name() {
			case gaz.Official, gaz.Other, gaz.Capitals:
				factor := 1.0
				if len(g.data.Name(k)) == len(folded) {
					factor = 3
				}
				_, name := g.data.Text(r.Place())
				found.add(g, k, r, factor, startsWith(name, folded))
			}
		}
	}
	return g.top(found, n)
}

// startsWith says whether a shown name begins with a folded prefix, whatever its capitals, accents and marks.
func startsWith(name, folded string) bool {
	at := 0
	for _, r := range name {
		if at == len(folded) {
			return true
		}
		w, size := utf8.DecodeRuneInString(folded[at:])
		switch {
		case unicode.ToLower(r) == w:
			at += size
		case unicode.IsPunct(r), r == ' ':
			if w == ' ' {
				at += size
			}
		case r > unicode.MaxASCII && unicode.IsLetter(r): // an accent
			at += size
		default:
			return false
		}
	}
	return at == len(folded)
}

// top returns the n heaviest places.
func (g *Gazetteer) top(found matches, n int) []report.Candidate {
	all := make([]match, 0, len(found))
	for _, m := range found {
		all = append(all, m)
	}
	slices.SortFunc(all, func(x, y match) int {
		return cmp.Or(cmp.Compare(y.weight, x.weight), cmp.Compare(x.place, y.place))
	})
	out := make([]report.Candidate, 0, min(n, len(all)))
	for _, m := range all[:min(n, len(all))] {
		p := &g.data.Places[m.place]
		c := report.Candidate{Kind: string(kinds[p.Kind]), Country: g.country(m.place), Admin1: g.admin1(m.place), Weight: m.weight}
		c.ID, c.Name = g.data.Text(m.place)
		if m.name >= 0 {
			c.Alias = titled(g.data.Name(m.name))
		}
		out = append(out, c)
	}
	return out
}

// titled gives every word of a folded name a capital.
func titled(folded string) string {
	words := strings.Fields(folded)
	for i, w := range words {
		r, size := utf8.DecodeRuneInString(w)
		words[i] = string(unicode.ToTitle(r)) + w[size:]
	}
	return strings.Join(words, " ")
}

// Nearest returns up to n places whose name is written nearly like name, for "did you mean": with one letter else, or two in
// a long name. Only names of the same beginning or end are looked at.
func (g *Gazetteer) Nearest(name string, n int) []report.Candidate {
	folded := g.folded(name)
	if len(folded) < 3 || n <= 0 {
		return []report.Candidate{}
	}
	most := 1
	if len(folded) >= 8 {
		most = 2
	}
	found := make(matches)
	for k := range g.data.Names() {
		s := g.data.Name(k)
		if len(s) > len(folded)+most || len(s) < len(folded)-most || s[0] != folded[0] && s[len(s)-1] != folded[len(folded)-1] {
			continue
		}
		far := distance(s, folded, most)
		if far > most {
			continue
		}
		for _, r := range g.data.Refs(k) {
			if r.Name() <= gaz.Other {
				_, shown := g.data.Text(r.Place())
				found.add(g, k, r, math.Pow(0.02, float64(far)), startsWith(shown, s))
			}
		}
	}
	return g.top(found, n)
}

// distance is the number of letters to change, add, leave out or exchange with a neighbour between two names, as long
// as it is at most limit; limit+1 else. It compares bytes: names of one script differ alike.
func distance(a, b string, limit int) int {
	if len(a) > 64 || len(b) > 64 {
		return limit + 1
	}
	var rows [3][65]uint8
	for j := 0; j <= len(b); j++ {
		rows[1][j] = uint8(j)
	}
	for i := 1; i <= len(a); i++ {
		before, last, now := &rows[(i+2)%3], &rows[i%3], &rows[(i+1)%3]
		now[0] = uint8(i)
		least := now[0]
		for j := 1; j <= len(b); j++ {
			cost := uint8(1)
			if a[i-1] == b[j-1] {
				cost = 0
			}
			now[j] = min(last[j]+1, now[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				now[j] = min(now[j], before[j-2]+1)
			}
			least = min(least, now[j])
		}
		if int(least) > limit {
			return limit + 1
		}
	}
	return int(rows[(len(a)+1)%3][len(b)])
}
