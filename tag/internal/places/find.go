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
	Qualifies   bool // only as what somebody or something is: "Syrian", "U.S."
	Part        part // what it is in its sentence
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
	classes   []class // of the tokens
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
	proper    [][2]int        // see Find
}

// finder begins the work on a document.
func (g *Gazetteer) finder(d *text.Doc) *finder {
	f, _ := g.spare.Get().(*finder)
	if f == nil {
		f = new(finder)
	}
	f.classes = f.classes[:0]
	for i := range d.Keys {
		f.classes = append(f.classes, g.words.of.Find(d.Keys[i].Fold))
	}
	f.g, f.d, f.at = g, d, -1
	f.bySense, f.countries, f.regions = make(map[int]int), make(map[uint32]float64), make(map[uint32]float64)
	f.peopled, f.persons = make(map[int]bool), make(map[string]bool)
	return f
}

// put keeps the room that a finder took for the next.
func (g *Gazetteer) put(f *finder) {
	*f = finder{classes: f.classes, spans: f.spans[:0], senses: f.senses[:0]}
	g.spare.Put(f)
}

// homeVote is what an armed group says for the country where it fights.
const homeVote = 1

// Find returns the places that a document names. r may be nil; a position that its publisher gives counts as evidence.
// Proper are the names of others, first and last tokens in the order of the text: what is a part of one is no place unless it
// is a country, "Levant Front" but "Sudan Liberation Army". Homes are countries, ISO 3166-1 alpha-2, that those whom the document
// names speak for.
func (g *Gazetteer) Find(d *text.Doc, r *report.Report, proper [][2]int, homes ...string) *Found {
	f := g.finder(d)
	defer g.put(f)
	f.proper = proper
	if r != nil && r.Position != nil {
		if f.at = g.nearest(*r.Position); f.at >= 0 {
			f.vote(gaz.NewRef(f.at, gaz.Official), 2)
		}
	}
	for _, c := range homes {
		if i, ok := g.data.ByID(c); ok {
			f.vote(gaz.NewRef(i, gaz.Official), homeVote)
		}
	}
	f.hear()
	f.scan()
	f.context()
	f.datelines()
	f.prefixes()
	f.containers()
	f.unknown()
	f.borrowed()
	f.lists()
	f.teams()
	f.decide()
	f.told()
	out := &Found{g: g, d: d, at: f.at, Hits: make([]Hit, 0, len(f.spans))}
	for i := range f.spans {
		s := &f.spans[i]
		if s.dropped {
			continue
		}
		ref := f.senses[s.sense].refs[f.senses[s.sense].chosen]
		h := Hit{First: s.first, Last: s.last, Place: ref.Place(), People: ref.Name() == gaz.People, Body: ref.Name() == gaz.Body, Qualifies: f.attribute(s, ref), Dateline: s.dateline,
			Part: f.part(s, ref)}
		if n := len(out.Hits); n > 0 && h.Part == named && !h.People {
			h.Part = f.inherits(s, &h, &out.Hits[n-1])
		}
		out.Hits = append(out.Hits, h)
	}
	out.governments()
	return out
}

// governments makes a capital one who acts wherever nothing else is said of it, if the report has it act and tells of nothing that
// happens there: "Kyiv tried to kill him ... Kyiv denied it".
func (f *Found) governments() {
	var acts, lies map[int]bool
	for k := range f.Hits {
		if h := &f.Hits[k]; f.g.data.Places[h.Place].Seat == 3 {
			if acts == nil {
				acts, lies = make(map[int]bool), make(map[int]bool)
			}
			acts[h.Place] = acts[h.Place] || h.Part == acting
			lies[h.Place] = lies[h.Place] || h.Part.happens()
		}
	}
	for k := range f.Hits {
		if h := &f.Hits[k]; h.Part == named && acts[h.Place] && !lies[h.Place] {
			h.Part = acting
		}
	}
}

// Water says whether hit k is of a sea, strait or river.
func (f *Found) Water(k int) bool { return f.g.data.Places[f.Hits[k].Place].Kind == gaz.Water }

// Country returns the ISO code of the country in which the k-th hit lies, empty for none.
func (f *Found) Country(k int) string { return f.g.country(f.Hits[k].Place) }

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
