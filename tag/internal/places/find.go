package places

import (
	"math"

	"tocsin/report"
	"tocsin/tag/internal/gaz"
	"tocsin/text"
)

// A Hit is a place named at tokens First to Last of a document.
type Hit struct {
	First, Last int
	Place       int  // its number in the gazetteer
	People      bool // named by its inhabitants or an adjective
	Body        bool // named by an institution that stands for it
	Dateline    bool // at the head of a report, where it was written
	Located     bool // behind a preposition of place, or what is hit
	Based       bool // where somebody is at home: "Beirut-based"
	Acts        bool // as one who acts: "U.S. ambassador", "the Iraqi government"
	Beside      bool // as what lies beside the place: "near the Syrian border", "Jordan's border with Syria"
	Away        bool // where somebody or something goes: "diverted to", "fled to"
	Speaks      bool // where somebody speaks: "speaking in Paris", "the council in New York condemned"
}

// A Found is what Find found in one document.
type Found struct {
	g    *Gazetteer
	d    *text.Doc
	Hits []Hit // in the order of the text
	at   int   // the city nearest to the position that the publisher gives, -1 for none
}

// finder is the work on one document.
type finder struct {
	g         *Gazetteer
	d         *text.Doc
	classes   []class // of the tokens, 0 for one that was not looked up yet
	spans     []span
	senses    []sense
	bySense   map[int]int // number of the name -> index in senses
	countries map[uint32]float64
	regions   map[uint32]float64
	votes     float64         // the sum of countries
	peopled   map[int]bool    // countries named by their people: "Georgian" says which Georgia is meant
	most      float64         // the greatest of countries
	at        int             // the city nearest to the position that the publisher gives, -1 for none
	persons   map[string]bool // folded words seen as a person's family name
}

// Find returns the places that a document names. r may be nil; a position that its publisher gives counts as evidence.
func (g *Gazetteer) Find(d *text.Doc, r *report.Report) *Found {
	f := &finder{g: g, d: d, classes: make([]class, len(d.Tokens)), bySense: make(map[int]int), countries: make(map[uint32]float64), regions: make(map[uint32]float64),
		peopled: make(map[int]bool), persons: make(map[string]bool), at: -1}
	if r != nil && r.Position != nil {
		if f.at = g.nearest(*r.Position); f.at >= 0 {
			f.vote(gaz.NewRef(f.at, gaz.Official), 2)
		}
	}
	f.spans = make([]span, 0, min(8+len(d.Tokens)/16, 256))
	f.senses = make([]sense, 0, cap(f.spans)/2)
	f.hear()
	f.scan()
	f.context()
	f.datelines()
	f.prefixes()
	f.containers()
	f.unknown()
	f.borrowed()
	f.lists()
	f.decide()
	f.told()
	out := &Found{g: g, d: d, at: f.at, Hits: make([]Hit, 0, len(f.spans))}
	for i := range f.spans {
		s := &f.spans[i]
		if s.dropped {
			continue
		}
		ref := f.senses[s.sense].refs[f.senses[s.sense].chosen]
		out.Hits = append(out.Hits, Hit{First: s.first, Last: s.last, Place: ref.Place(), People: ref.Name() == gaz.People,
			Body: ref.Name() == gaz.Body, Dateline: s.dateline, Located: s.locative || s.struck, Based: s.based, Acts: f.acts(s, ref), Beside: f.beside(s, ref), Away: f.away(s),
			Speaks: f.speaks(s)})
	}
	return out
}

// Country returns the ISO code of the country in which the k-th hit lies, empty for none.
func (f *Found) Country(k int) string { return f.g.country(f.Hits[k].Place) }

// acts says whether a country or its capital is named as one who acts, wherever that is: by its government, army or envoys.
func (f *finder) acts(s *span, ref gaz.Ref) bool {
	p := &f.g.data.Places[ref.Place()]
	if p.Kind > gaz.Territory && p.Seat < 3 {
		return false
	}
	n := f.wordAfter(s.last)
	if n < 0 && s.last+2 < len(f.d.Tokens) && (f.d.Tokens[s.last+1].Fold == "." || f.d.Tokens[s.last+1].Fold == "-" || f.d.Tokens[s.last+1].Kind == text.Possessive) {
		n = s.last + 2
	}
	return n >= 0 && f.d.Tokens[n].Sentence == f.d.Tokens[s.last].Sentence && f.is(n, power)
}

// beside says whether a country or region is named for its border only: "near the Syrian border", "the border with Iraq".
func (f *finder) beside(s *span, ref gaz.Ref) bool {
	if f.g.data.Places[ref.Place()].Kind > gaz.Admin1 {
		return false
	}
	if n := f.wordAfter(s.last); n >= 0 && f.is(n, border) { // but "an Armenian border village" is in Armenia
		m := f.wordAfter(n)
		return m < 0 || f.is(m, function) || f.is(m, says)
	}
	p := f.wordBefore(s.first)
	if p < 0 || f.d.Tokens[p].Fold != "with" {
		return p >= 0 && f.is(p, border)
	}
	q := f.wordBefore(p)
	return q >= 0 && f.is(q, border)
}

// speaks says whether a span is where somebody speaks of what may have happened elsewhere: "said on Monday in Caracas".
func (f *finder) speaks(s *span) bool {
	if !s.locative {
		return false
	}
	if n := f.wordAfter(s.last); n >= 0 && f.is(n, says) {
		return true
	}
	p := f.wordBefore(s.first)
	if p < 0 {
		return false
	}
	q := f.wordBefore(p)
	for n := 0; q >= 0 && n < 2 && f.is(q, when); n++ {
		q = f.wordBefore(q)
	}
	return q >= 0 && (f.d.Tokens[q].Fold == "speaking" || f.is(q, speech|audience))
}

// away says whether a span is where somebody goes after what happened: "diverted to the Dominican Republic".
func (f *finder) away(s *span) bool {
	p := f.wordBefore(s.first)
	for n := 0; p >= 0 && n < 2 && f.is(p, skip); n++ {
		p = f.wordBefore(p)
	}
	if p < 0 || f.d.Tokens[p].Fold != "to" && f.d.Tokens[p].Fold != "into" && f.d.Tokens[p].Fold != "for" {
		return false
	}
	q := f.wordBefore(p)
	return q >= 0 && f.is(q, travel)
}

// nearest returns the city nearest to a position, -1 when there is none within some 200 km.
func (g *Gazetteer) nearest(at report.Position) int {
	best, city := 200.0*200, -1
	shrink := math.Cos(at.Lat * math.Pi / 180)
	for i := range g.data.Places {
		p := &g.data.Places[i]
		dy := (float64(p.Lat) - at.Lat) * 111
		if p.Kind != gaz.City || dy*dy > best {
			continue
		}
		dx := (float64(p.Lon) - at.Lon) * 111 * shrink
		if d := dx*dx + dy*dy; d < best {
			best, city = d, i
		}
	}
	return city
}
