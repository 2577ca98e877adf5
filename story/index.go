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
// rises with the time between them, up to double after a day: events of one kind resemble each other, and one of
// yesterday is rarely today's. Violence in another country is another event unless much else agrees.
const (
	alike     = 0.22
	enough    = 2 // features in common besides kinds of events: one word is chance
	elsewhere = 1.5
	aDay      = 24 * time.Hour
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
	features  []weighted // in order of feature
	specifics []feature  // what its title names; in order
	formula   []feature  // the other words of its title; in order
}

func (x *Index) read(r *report.Report, d *text.Doc, t *report.Tags) *told {
	m := &told{at: r.When(), link: report.CanonicalLink(r.Link), publisher: r.Publisher, features: x.hash.features(d, t)}
	m.specifics, m.formula = x.hash.specifics(d, t)
	return m
}

// A cluster is a story as the index knows it.
type cluster struct {
	reports  int // in the window
	last     time.Time
	latest   []*told // its latest reports
	sum      map[feature]float32
	length   float64 // of sum, weighed; 0 when it must be measured
	measured int     // when: x.added
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
		if c.another(m) {
			continue
		}
		if l := x.likeness(v, norm, c) / c.bar(m.at, scenes(t)); l > margin || l == margin && (best == 0 || id > best) {
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

// bar returns how alike a report must be to a story.
func (c *cluster) bar(at time.Time, scenes []string) float64 {
	bar := alike
	if len(scenes) > 0 && len(c.scenes) > 0 && !slices.ContainsFunc(scenes, func(cc string) bool { return c.scenes[cc] }) {
		bar *= elsewhere
	}
	if at.IsZero() || c.last.IsZero() {
		return bar
	}
	gap := at.Sub(c.last).Abs()
	if gap > Window {
		return math.Inf(1)
	}
	return bar * (1 + min(float64(gap)/float64(aDay), 1))
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
		v[i] = weighted{f.feature, float32(w)}
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

// likeness is the cosine of a report and a story.
func (x *Index) likeness(v []weighted, norm float64, c *cluster) float64 {
	var dot float64
	common := 0
	for _, f := range v {
		if w, ok := c.sum[f.feature]; ok {
			if !f.feature.ofEvent() {
				common++
			}
			dot += float64(f.weight) * float64(w) * x.rarity(f.feature)
		}
	}
	if common < enough || dot == 0 {
		return 0
	}
	return dot / (norm * x.length(c))
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

// Add puts a report into the window, as one of the story id.
func (x *Index) Add(id int64, r *report.Report, d *text.Doc, t *report.Tags) {
	m := x.read(r, d, t)
	m.story = id
	if m.link != "" {
		x.byLink[m.link] = id
	}
	c := x.stories[id]
	if c == nil {
		c = &cluster{sum: map[feature]float32{}, scenes: map[string]bool{}}
		x.stories[id] = c
	}
	c.reports++
	c.length = 0
	x.added++
	if m.at.After(c.last) {
		c.last = m.at
	}
	for _, cc := range scenes(t) {
		c.scenes[cc] = true
	}
	for _, f := range m.features {
		x.seen[f.feature]++
		if _, ok := c.sum[f.feature]; !ok {
			x.where[f.feature] = append(x.where[f.feature], id)
		}
		c.sum[f.feature] += f.weight
	}
	if c.latest = append(c.latest, m); len(c.latest) > maxTold {
		x.subtract(id, c, c.latest[0].features)
		c.latest = c.latest[1:]
	}
	x.window = append(x.window, m)
	x.expire(m.at)
}

// subtract takes what one report said out of its story.
func (x *Index) subtract(id int64, c *cluster, fs []weighted) {
	const rest = 1e-3 // of adding and subtracting, where nothing is left
	for _, f := range fs {
		if c.sum[f.feature] -= f.weight; c.sum[f.feature] > rest {
			continue
		}
		delete(c.sum, f.feature)
		in := x.where[f.feature]
		if i := slices.Index(in, id); i >= 0 {
			in = slices.Delete(in, i, i+1)
		}
		if x.where[f.feature] = in; len(in) == 0 {
			delete(x.where, f.feature)
		}
	}
}

// expire lets go of the reports that came first, when they are older than the window or too many.
func (x *Index) expire(now time.Time) {
	for len(x.window) > maxReports || len(x.window) > 0 && now.Sub(x.window[0].at) > Window && !x.window[0].at.IsZero() {
		m := x.window[0]
		x.window = x.window[1:]
		for _, f := range m.features {
			if x.seen[f.feature]--; x.seen[f.feature] == 0 {
				delete(x.seen, f.feature)
			}
		}
		if x.byLink[m.link] == m.story {
			delete(x.byLink, m.link)
		}
		c := x.stories[m.story]
		if c.reports--; c.reports == 0 {
			for _, o := range c.latest {
				x.subtract(m.story, c, o.features)
			}
			delete(x.stories, m.story)
		}
	}
}

// scenes returns where violence happens according to a report; nothing for one that tells of none.
func scenes(t *report.Tags) []string {
	if t.Class != report.MaterialConflict {
		return nil
	}
	return t.Focus
}
