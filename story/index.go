package story

import (
	"cmp"
	"hash/maphash"
	"math"
	"slices"
	"time"

	"tocsin/report"
	"tocsin/text"
)

const (
	// Window is how far back a report looks for its story.
	Window = 72 * time.Hour

	maxReports = 20_000 // in the window, however many come
	maxTold    = 30     // the latest reports of a story speak for it
	candidates = 12     // stories that are compared in full
	maxVisits  = 20_000 // entries read to find those
	// Rarities change slowly: the length of a story is good for so many reports.
	measureEvery = 100
)

// A report tells a story when the cosine of what both say, each feature weighed by its rarity, reaches alike. The bar
// rises with the time between them: events of one kind resemble each other, and one of yesterday is rarely today's. It
// rises with each reason to doubt, too: violence in another country; nothing in common but the scene, as two attacks in one
// town have; a stranger as the one it is about.
const (
	alike  = 0.21
	enough = 2   // features in common besides kinds of events: one word is chance
	later  = 0.7 // after a day
	aDay   = 24 * time.Hour

	doubt   = 1.5
	strange = 1.7
	// Rarity counts as if so many reports had been seen before, none of which had the feature more than half: without
	// that, the first reports after a start would all seem alike.
	priorReports = 300
	priorSeen    = 0.5
)

// An Index finds the story that a report tells, among those of the window. It is not safe for concurrent use.
type Index struct {
	hash    hasher
	window  []*told
	seen    map[feature]int32   // in how many reports of the window
	where   map[feature][]int64 // in which stories
	stories map[int64]*cluster
	byLink  map[string]int64
	added   int // reports, ever
}

// told is one report of the window.
type told struct {
	story     int64
	at        time.Time
	link      string
	publisher string
	scenes    []string   // countries of the violence it tells of
	features  []weighted // in order of feature, as all that follow
	names     []feature  // of people whom nobody knows yet, in its head
	specifics []feature  // what its title names
	formula   []feature  // the other words of its title
	around    []feature  // its places and what contains them
}

// has says whether a report speaks of something.
func (m *told) has(f feature) bool {
	_, ok := slices.BinarySearchFunc(m.features, f, func(w weighted, f feature) int { return cmp.Compare(w.feature, f) })
	return ok
}

func (x *Index) read(r *report.Report, d *text.Doc, t *report.Tags) *told {
	marks := marksOf(d, t)
	m := &told{at: r.When(), link: report.CanonicalLink(r.Link), publisher: r.Publisher, scenes: scenes(t),
		features: x.hash.features(d, t, marks), names: x.hash.names(d, marks), around: x.hash.around(t)}
	m.specifics, m.formula = x.hash.specifics(d, t, marks)
	return m
}

// A cluster is a story as the index knows it.
type cluster struct {
	reports  int // in the window
	last     time.Time
	latest   []*told             // its latest reports
	sum      map[feature]float32 // of the features of those
	names    map[feature]int     // in how many of those
	length   float64             // of sum, weighed; 0 when it must be measured
	measured int                 // when: x.added
	scenes   map[string]bool
}

// NewIndex returns an Index that knows no story.
func NewIndex() *Index {
	return &Index{hash: hasher{maphash.MakeSeed()}, seen: map[feature]int32{}, where: map[feature][]int64{},
		stories: map[int64]*cluster{}, byLink: map[string]int64{}}
}

// Find returns the story that a report tells: that of a report with the same link, or else the one that it is most like,
// if it is like it enough.
func (x *Index) Find(r *report.Report, d *text.Doc, t *report.Tags) (id int64, ok bool) {
	m := x.read(r, d, t)
	if id, ok := x.byLink[m.link]; ok {
		return id, true
	}
	v, norm := x.vector(m.features)
	best, margin := int64(0), 1.0
	for _, id := range x.candidates(v) {
		c := x.stories[id]
		l, telling := x.likeness(v, norm, c)
		l /= c.bar(m, telling)
		if (l > margin || l == margin && (best == 0 || id > best)) && !c.another(m) {
			best, margin = id, l
		}
	}
	return best, best != 0
}

// another says whether a report is of another event although it may read alike: its publisher, or somebody in the same
// formula, told of this one in reports that all name something else.
func (c *cluster) another(m *told) bool {
	before := false
	for _, o := range c.latest {
		if o.publisher == m.publisher && m.publisher != "" || sameFormula(o, m) {
			if !conflicts(m, o) {
				return false
			}
			before = true
		}
	}
	return before
}

// bar returns how alike a report must be to a story; telling is whether they have more in common than the scene.
func (c *cluster) bar(m *told, telling bool) float64 {
	bar := alike
	if len(m.scenes) > 0 && len(c.scenes) > 0 && !slices.ContainsFunc(m.scenes, func(cc string) bool { return c.scenes[cc] }) {
		bar *= doubt
	}
	if !telling {
		bar *= doubt
	}
	if c.strangers(m) {
		bar *= strange
	}
	if m.at.IsZero() || c.last.IsZero() {
		return bar
	}
	gap := m.at.Sub(c.last).Abs()
	if gap > Window {
		return math.Inf(1)
	}
	return bar * (1 + later*min(float64(gap)/float64(aDay), 1))
}

// rarity of a feature: the logarithm of one over the share of reports that have it.
func (x *Index) rarity(f feature) float64 {
	return max(math.Log((float64(len(x.window))+1+priorReports)/(float64(x.seen[f])+1+priorSeen)), 0)
}

// vector weighs features by their rarity, the heaviest first, and returns their length as a vector.
func (x *Index) vector(fs []weighted) (v []weighted, norm float64) {
	v = make([]weighted, len(fs))
	for i, f := range fs {
		w := float64(f.weight) * x.rarity(f.feature)
		v[i] = weighted{f.feature, float32(w), f.bearing}
		norm += w * w
	}
	slices.SortStableFunc(v, func(a, b weighted) int { return cmp.Compare(b.weight, a.weight) })
	return v, math.Sqrt(norm)
}

// candidates returns the stories that have most of the heaviest features.
func (x *Index) candidates(v []weighted) []int64 {
	score := map[int64]float32{}
	visits := 0
	for _, f := range v {
		stories := x.where[f.feature]
		if visits += len(stories); visits > maxVisits {
			break
		}
		for _, id := range stories {
			score[id] += f.weight * f.weight
		}
	}
	ids := make([]int64, 0, len(score))
	for id := range score {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b int64) int { return cmp.Or(cmp.Compare(score[b], score[a]), cmp.Compare(b, a)) })
	return ids[:min(candidates, len(ids))]
}

// likeness is the cosine of a report and a story, and whether something is common to both besides the scene.
func (x *Index) likeness(v []weighted, norm float64, c *cluster) (cos float64, tell bool) {
	var dot float64
	common := 0
	for _, f := range v {
		if w, ok := c.sum[f.feature]; ok {
			if f.bearing != kindOnly {
				common++
			}
			tell = tell || f.bearing == telling
			dot += float64(f.weight) * float64(w) * x.rarity(f.feature)
		}
	}
	if common < enough || dot == 0 {
		return 0, false
	}
	return dot / (norm * x.length(c)), tell
}

// length returns the length of a story as a vector. It is measured again when the story has changed, or rarities may have.
func (x *Index) length(c *cluster) float64 {
	if c.length > 0 && x.added-c.measured < measureEvery {
		return c.length
	}
	var sum float64
	for f, w := range c.sum {
		s := float64(w) * x.rarity(f)
		sum += s * s
	}
	c.length, c.measured = math.Sqrt(sum), x.added
	return c.length
}

// scenes returns where violence happens according to a report; nothing for one that tells of none.
func scenes(t *report.Tags) []string {
	if t.Class != report.MaterialConflict {
		return nil
	}
	return t.Focus
}
