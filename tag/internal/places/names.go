package places

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"tocsin/report"
	"tocsin/tag/internal/gaz"
	"tocsin/text"
)

// Candidates returns every place that is called name, best first; country, an ISO code, keeps only those of one country
// unless it is empty. Ids are names too, and so are a region's name with its kind or without: "Idlib", "Idlib
// Governorate", "Province of Idlib". A name that is not known gives none.
func (g *Gazetteer) Candidates(name, country string) []report.Candidate {
	name = strings.TrimSpace(name)
	if i, ok := g.data.ByID(name); ok {
		return g.candidates([]gaz.Ref{gaz.NewRef(i, gaz.Official)}, country)
	}
	if i, ok := g.data.ByID(strings.ToUpper(name)); ok {
		return g.candidates([]gaz.Ref{gaz.NewRef(i, gaz.Official)}, country)
	}
	if i, ok := g.data.ByID(strings.ToLower(name)); ok {
		return g.candidates([]gaz.Ref{gaz.NewRef(i, gaz.Official)}, country)
	}
	folded := g.folded(name)
	var refs []gaz.Ref
	if n := g.data.Find(folded); n >= 0 {
		refs = slices.Clone(g.data.Refs(n))
	}
	refs = append(refs, g.regionsCalled(folded, country)...)
	if first, bare, ok := strings.Cut(folded, " "); ok && len(refs) == 0 && g.words.of.Find(text.Hash(first))&article != 0 {
		return g.Candidates(bare, country) // "Al-Quneitra"
	}
	return g.candidates(refs, country)
}

// regionsCalled returns the regions that a name with the word for their kind stands for.
func (g *Gazetteer) regionsCalled(folded, country string) []gaz.Ref {
	words := strings.Fields(folded)
	bare := slices.DeleteFunc(slices.Clone(words), gaz.Generic)
	if len(bare) == 0 || len(bare) == len(words) {
		return nil
	}
	for len(bare) > 1 && (bare[0] == "of" || bare[0] == "de" || bare[0] == "d" || bare[0] == "the") {
		bare = bare[1:]
	}
	n := g.data.Find(strings.Join(bare, " "))
	if n < 0 {
		return g.soundAlike(strings.Join(bare, " "), country)
	}
	var out []gaz.Ref
	for _, r := range g.data.Refs(n) {
		switch g.data.Places[r.Place()].Kind {
		case gaz.Admin1, gaz.Area, gaz.Territory:
			out = append(out, r)
		}
	}
	return out
}

// soundAlike returns the regions of a country whose names differ only as transliterations do: Hirat and Herat, Panjsher and
// Panjshir. Without a country it returns none: that would be a guess.
func (g *Gazetteer) soundAlike(bare, country string) []gaz.Ref {
	var out []gaz.Ref
	want := skeleton(bare)
	if country == "" || len(want) < 3 {
		return nil
	}
	for i := range g.data.Places {
		p := &g.data.Places[i]
		if p.Kind > gaz.Admin1 {
			if p.Kind == gaz.City {
				break // they come last
			}
			continue
		}
		if _, name := g.data.Text(i); p.Kind == gaz.Admin1 && strings.EqualFold(g.country(i), country) {
			words := slices.DeleteFunc(strings.Fields(g.folded(name)), gaz.Generic)
			if skeleton(strings.Join(words, " ")) == want {
				out = append(out, gaz.NewRef(i, gaz.Other))
			}
		}
	}
	return out
}

// skeleton is what transliterations of one name share: its first letter and its consonants, those that are written in
// several ways as one.
func skeleton(folded string) string {
	var out []byte
	for i := 0; i < len(folded); i++ {
		c := folded[i]
		switch c {
		case 'q':
			c = 'k'
		case 'z', 'j':
			c = 'z'
		case 'v':
			c = 'w'
		}
		switch {
		case i > 0 && strings.IndexByte("aeiouyhw '", c) >= 0, len(out) > 0 && out[len(out)-1] == c && folded[i-1] == folded[i]:
		default:
			out = append(out, c)
		}
	}
	return string(out)
}

// candidates turns what a name stands for into candidates, likeliest first.
func (g *Gazetteer) candidates(refs []gaz.Ref, country string) []report.Candidate {
	seen := make(map[int]bool, len(refs))
	out := []report.Candidate{}
	var at []int
	for _, r := range refs {
		i := r.Place()
		if seen[i] || country != "" && !strings.EqualFold(g.country(i), country) {
			continue
		}
		switch r.Name() {
		case gaz.Short, gaz.Stem:
			continue
		}
		seen[i] = true
		p := &g.data.Places[i]
		id, name := g.data.Text(i)
		out = append(out, report.Candidate{ID: id, Name: name, Kind: string(kinds[p.Kind]), Country: g.country(i), Admin1: g.admin1(i),
			Weight: weight(p, r.Name())})
		at = append(at, i)
	}
	g.nest(out, at)
	slices.SortStableFunc(out, func(x, y report.Candidate) int { return cmp.Compare(y.Weight, x.Weight) })
	return out
}

// nest makes little of a place when another of the name holds it or lies in it, for they are no alternatives: of a city and
// its region the city stays, of a city and the territory or area that it fills the whole: Gaza is the Strip.
func (g *Gazetteer) nest(out []report.Candidate, at []int) {
	weights := make([]float64, len(out))
	for k := range out {
		weights[k] = out[k].Weight
	}
	for a := range out {
		for b := range out {
			if a == b || !g.contains(at[a], at[b]) && !g.same(at[a], at[b]) {
				continue
			}
			outer, inner := a, b
			if g.same(at[a], at[b]) && g.data.Places[at[a]].Kind != gaz.Area {
				outer, inner = b, a
			}
			less := inner
			if g.data.Places[at[outer]].Kind == gaz.Admin1 {
				less = outer
			}
			out[less].Weight = min(out[less].Weight, weights[outer+inner-less]/50)
		}
	}
}

// same says whether two places are one seen in two ways: an area and the region that fills it.
func (g *Gazetteer) same(a, b int) bool {
	return int(g.data.Places[a].Admin1) == b && g.data.Places[a].Kind == gaz.Area || int(g.data.Places[b].Admin1) == a && g.data.Places[b].Kind == gaz.Area
}

// weight says how likely a place is meant by one of its names. It grows with the square root of how well known the
// place is, so that a capital weighs some seven times a large namesake and not a hundred times.
func weight(p *gaz.Place, name gaz.NameKind) float64 {
	v := p.Prominence()
	if name == gaz.Other {
		v -= 0.7
	}
	return math.Pow(10, v/2)
}
