// Package places finds the places that a report names, tells which of the places of a name is meant, and where the
// reported event happens.
package places

import (
	_ "embed"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"tocsin/report"
	"tocsin/tag/internal/gaz"
	"tocsin/text"
)

//go:embed places.bin
var file []byte

// A Gazetteer knows the places of the world by all their names. It may be used by several goroutines.
type Gazetteer struct {
	data  *gaz.Data
	fold  *text.Analyser
	words lexicon
	cues  map[string]int // words and phrases that are said in one country
	spare sync.Pool      // of finders, see put
}

// Load reads the gazetteer that the program carries.
func Load() (*Gazetteer, error) {
	d, err := gaz.Read(file)
	if err != nil {
		return nil, fmt.Errorf("load places: %w", err)
	}
	words, err := loadLexicon()
	if err != nil {
		return nil, err
	}
	g := &Gazetteer{data: d, fold: text.NewAnalyser(), words: words}
	return g, g.loadCues()
}

var kinds = [...]report.PlaceKind{gaz.Country: report.Country, gaz.Territory: report.Territory, gaz.Admin1: report.Admin1,
	gaz.Admin2: report.Admin2, gaz.City: report.City, gaz.Area: report.Area, gaz.Water: report.Water}

// country returns the ISO code of a place's country, empty for none.
func (g *Gazetteer) country(i int) string {
	if c := g.data.Places[i].Country; c != gaz.None {
		return g.data.ID(int(c))
	}
	return ""
}

// region returns a place's first-level region, a region's own, or gaz.None.
func (g *Gazetteer) region(i int) uint32 {
	p := &g.data.Places[i]
	if p.Kind == gaz.Admin1 && p.Admin1 == gaz.None { // a province may lie in a region
		return uint32(i)
	}
	return p.Admin1
}

// admin1 returns the CC.CODE of a place's first-level region, its own for a region, empty for none.
func (g *Gazetteer) admin1(i int) string {
	if r := g.region(i); r != gaz.None {
		return g.data.ID(int(r))
	}
	return ""
}

// place returns a place without mentions.
func (g *Gazetteer) place(i int) report.Place {
	p := &g.data.Places[i]
	id, name := g.data.Text(i)
	return report.Place{ID: id, Name: name, Kind: kinds[p.Kind], Country: g.country(i), Admin1: g.admin1(i),
		Lat: round(p.Lat), Lon: round(p.Lon), Within: g.within(i)}
}

func round(v float32) float64 { return math.Round(float64(v)*1e4) / 1e4 }

// within returns the ids of everything that contains a place, nearest first.
func (g *Gazetteer) within(i int) []string {
	queue := make([]int, 0, 8)
	add := func(j int) {
		if j != i && !slices.Contains(queue, j) {
			queue = append(queue, j)
		}
	}
	p := &g.data.Places[i]
	if p.Admin1 != gaz.None {
		add(int(p.Admin1))
	}
	for _, a := range g.data.Within(i) {
		add(a)
	}
	for n := 0; n < len(queue); n++ {
		for _, a := range g.data.Within(queue[n]) {
			if g.data.Places[queue[n]].Kind != gaz.Country {
				add(a)
			}
		}
	}
	if p.Country != gaz.None {
		add(int(p.Country))
		for n := 0; n < len(queue); n++ {
			for _, a := range g.data.Within(queue[n]) {
				add(a)
			}
		}
	}
	ids := make([]string, len(queue))
	for n, j := range queue {
		ids[n] = g.data.ID(j)
	}
	return ids
}

// Position returns where a place lies, by its id.
func (g *Gazetteer) Position(id string) (report.Position, bool) {
	i, ok := g.data.ByID(id)
	if !ok {
		return report.Position{}, false
	}
	p := &g.data.Places[i]
	return report.Position{Lat: round(p.Lat), Lon: round(p.Lon)}, true
}

// contains says whether place a contains place b: as its country, its region, or as an area that holds one of them.
func (g *Gazetteer) contains(a, b int) bool {
	if a == b {
		return false
	}
	p := &g.data.Places[b]
	if int(p.Country) == a || int(p.Admin1) == a {
		return true
	}
	if k := g.data.Places[a].Kind; k != gaz.Area && k != gaz.Water {
		return false
	}
	return g.inArea(a, b, 0) || p.Admin1 != gaz.None && g.inArea(a, int(p.Admin1), 0) ||
		p.Country != gaz.None && g.inArea(a, int(p.Country), 0)
}

func (g *Gazetteer) inArea(a, b, depth int) bool {
	for _, w := range g.data.Within(b) {
		if w == a || depth < 6 && g.inArea(a, w, depth+1) {
			return true
		}
	}
	return false
}

// folded returns a name as the gazetteer keeps names.
func (g *Gazetteer) folded(name string) string {
	if utf8.RuneCountInString(name) > 200 {
		return ""
	}
	d := g.fold.Analyse("", name, "und")
	var words []string
	for i := range d.Tokens {
		if k := d.Tokens[i].Kind; k == text.Word || k == text.Number {
			words = append(words, d.Tokens[i].Fold)
		}
	}
	return strings.Join(words, " ")
}
