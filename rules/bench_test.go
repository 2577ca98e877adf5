package rules

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"tocsin/report"
	"tocsin/text"
)

// A market is where realistic rules and reports come from: places, actors and words drawn by Zipf's law, as often as people
// write and ask about them. Everything is made up and the same in every run.
type market struct {
	rnd     *rand.Rand
	words   []string
	places  []report.Place
	actors  []report.Actor
	wordOf  zipf
	placeOf zipf
	actorOf zipf
	types   []report.EventKind
	clauses map[string]*node // parsed before: rules are put together of them
	parser  *parser
}

// A zipf draws ranks from 0, the first most often.
type zipf struct{ sums []float64 }

func newZipf(n int, s float64) zipf {
	z := zipf{make([]float64, n)}
	sum := 0.0
	for i := range z.sums {
		sum += math.Pow(float64(i+2), -s)
		z.sums[i] = sum
	}
	return z
}

func (z zipf) draw(r *rand.Rand) int {
	i, _ := slices.BinarySearch(z.sums, r.Float64()*z.sums[len(z.sums)-1])
	return min(i, len(z.sums)-1)
}

const (
	marketWords     = 30_000
	marketCountries = 200
	marketCities    = 4_000
	marketActors    = 1_500
	commonWords     = 400 // of the words, that nobody makes a rule of
)

func newMarket() *market {
	m := &market{rnd: rand.New(rand.NewPCG(11, 12)), clauses: make(map[string]*node), types: report.EventKinds()}
	m.wordOf, m.placeOf, m.actorOf = newZipf(marketWords, 1.0), newZipf(marketCountries+marketCities, 0.9), newZipf(marketActors, 0.9)
	seen := map[string]bool{}
	for len(m.words) < marketWords {
		var b strings.Builder
		for range 2 + m.rnd.IntN(3) {
			b.WriteByte("bcdfghklmnprstvz"[m.rnd.IntN(16)])
			b.WriteByte("aeiou"[m.rnd.IntN(5)])
		}
		b.WriteString([]string{"", "n", "r", "ing", "ed", "s", "tion"}[m.rnd.IntN(7)])
		if w := b.String(); !seen[w] {
			seen[w] = true
			m.words = append(m.words, w)
		}
	}
	for i := range marketCountries {
		m.places = append(m.places, report.Place{ID: fmt.Sprintf("C%d", i), Kind: report.Country, Within: []string{fmt.Sprintf("area%d", i%12)}})
	}
	for i := range marketCities {
		c := fmt.Sprintf("C%d", i%marketCountries)
		m.places = append(m.places, report.Place{ID: fmt.Sprintf("city%d", i), Kind: report.City,
			Within: []string{fmt.Sprintf("%s.%d", c, i%17), c, fmt.Sprintf("area%d", i%marketCountries%12)}})
	}
	m.rnd.Shuffle(len(m.places), func(i, j int) { m.places[i], m.places[j] = m.places[j], m.places[i] })
	for i := range marketActors {
		a := report.Actor{ID: fmt.Sprintf("actor%d", i)}
		if i%3 == 0 {
			a.Within = []string{fmt.Sprintf("actor%d", i/2)}
		}
		m.actors = append(m.actors, a)
	}
	m.parser = &parser{names: m, words: text.NewAnalyser()}
	return m
}

// Everything that a rule of the market names is an id.
func (m *market) Place(name, _ string) []report.Candidate {
	return []report.Candidate{{ID: name, Name: name, Weight: 1}}
}
func (m *market) Actor(name, _ string) []report.Candidate {
	return []report.Candidate{{ID: name, Name: name, Weight: 1}}
}
func (m *market) NearestPlace(string, int) []report.Candidate { return nil }
func (m *market) NearestActor(string, int) []report.Candidate { return nil }
func (m *market) Position(string) (report.Position, bool)     { return report.Position{}, false }
func (m *market) chance(p int) bool                           { return m.rnd.IntN(100) < p }
func (m *market) place() string                               { return m.places[m.placeOf.draw(m.rnd)].ID }
func (m *market) actor() string                               { return m.actors[m.actorOf.draw(m.rnd)].ID }

// word is one that rules ask for: not the commonest.
func (m *market) word() string {
	return m.words[commonWords+m.wordOf.draw(m.rnd)*(marketWords-commonWords)/marketWords]
}

func (m *market) list(n int, f func() string) string {
	out := f()
	for range n - 1 {
		out += "," + f()
	}
	return out
}

// clause parses one clause, from memory where it was met before.
func (m *market) clause(src string) *node {
	n := m.clauses[src]
	if n == nil {
		m.parser.scanner, m.parser.terms = newScanner(src), 0
		var err error
		if n, err = m.parser.rule(); err != nil {
			panic(err) // the generator is wrong
		}
		m.clauses[src] = n
	}
	return n
}

// keywords are words that a rule asks for any of.
func (m *market) keywords(n int) *node {
	var kids []*node
	for range n {
		switch w := m.word(); {
		case m.chance(12):
			kids = append(kids, m.clause(`"`+w+" "+m.word()+`"`))
		case m.chance(6) && len(w) > 5:
			kids = append(kids, m.clause(w[:5]+"*"))
		default:
			kids = append(kids, m.clause(w))
		}
	}
	return join(opOr, kids)
}

// rule makes a rule: selective as people write them who know what they want, or dense as those who want everything
// about something.
func (m *market) rule(dense bool) *Expr {
	var kids []*node
	n := 1
	if m.chance(25) {
		n += 1 + m.rnd.IntN(3)
	}
	if dense {
		kids = append(kids, m.clause("region:"+m.list(n, m.place)))
		if m.chance(70) {
			kids = append(kids, m.keywords(4+m.rnd.IntN(12)))
		}
		if m.chance(60) {
			kids = append(kids, m.clause("severity>="+report.Levels()[1+m.rnd.IntN(3)].String()))
		}
		return &Expr{root: join(opAnd, kids)}
	}
	kids = append(kids, m.clause("region:"+m.list(n, m.place)))
	if m.chance(55) {
		kids = append(kids, m.clause([]string{"actor:", "actor:", "by:", "target:"}[m.rnd.IntN(4)]+m.list(n, m.actor)))
	}
	if m.chance(70) || len(kids) == 1 {
		kids = append(kids, m.keywords(1+m.rnd.IntN(5)))
	}
	if m.chance(20) {
		kids = append(kids, m.clause("event:"+string(m.types[m.rnd.IntN(len(m.types))].Type)))
	}
	if m.chance(45) {
		kids = append(kids, m.clause("severity>="+report.Levels()[1+m.rnd.IntN(4)].String()))
	}
	if m.chance(5) {
		kids = append(kids, m.clause(fmt.Sprintf("killed>=%d", 1+m.rnd.IntN(20))))
	}
	if m.chance(3) {
		kids = append(kids, m.clause("title:"+m.word()))
	}
	if m.chance(10) {
		kids = append(kids, negate(m.clause(m.word())))
	}
	return &Expr{root: join(opAnd, kids)}
}

// reportWords is the length of the news texts that facts of peers were measured with.
const reportWords = 635

func (m *market) report(a *text.Analyser) *Item {
	var b strings.Builder
	for i := range reportWords {
		b.WriteString(m.words[m.wordOf.draw(m.rnd)])
		switch {
		case i%17 == 16:
			b.WriteString(". ")
		case i%9 == 8:
			b.WriteString(", ")
		default:
			b.WriteByte(' ')
		}
	}
	title := strings.Join(strings.Fields(b.String())[:9], " ")
	d := a.Analyse(title, "The troops of the army and of the state were in the "+b.String(), "en")
	t := &report.Tags{Lang: "en"}
	for i := range 6 {
		p := m.places[m.placeOf.draw(m.rnd)]
		p.Focus = i < 2
		t.Places = append(t.Places, p)
	}
	for range 4 {
		t.Actors = append(t.Actors, m.actors[m.actorOf.draw(m.rnd)])
	}
	for i := range 3 {
		k := m.types[m.rnd.IntN(len(m.types))]
		t.Events = append(t.Events, report.Event{Type: k.Type, Class: k.Class, Status: report.Reported,
			Initiators: []string{t.Actors[i].ID}, Targets: []string{t.Actors[(i+1)%4].ID}})
	}
	killed := m.rnd.IntN(15)
	t.Killed = &killed
	t.Severity.Level = report.Level(m.rnd.IntN(5))
	return &Item{Report: &report.Report{Source: "A source", Publisher: "source.example"}, Doc: d, Tags: t, Sources: 1}
}

// fill puts n rules into a matcher and says how many bytes of memory each took beyond the rules themselves.
func fill(m *market, x Matcher, n int, dense bool) {
	for id := range int64(n) {
		x.Add(id, m.rule(dense))
	}
}

var sizes = []int{1_000, 10_000, 100_000, 1_000_000}

// BenchmarkMatch is one report against standing rules, on one core. The tokens of the report are there already.
func BenchmarkMatch(b *testing.B) {
	for _, kind := range []string{"selective", "dense"} {
		for _, n := range sizes {
			m := newMarket()
			x := NewIndex()
			fill(m, x, n, kind == "dense")
			b.Run(fmt.Sprintf("%s/rules=%d", kind, n), func(b *testing.B) { benchMatch(b, m, x) })
		}
	}
}

// BenchmarkLinear is the same with the plain scan.
func BenchmarkLinear(b *testing.B) {
	for _, kind := range []string{"selective", "dense"} {
		for _, n := range sizes[:3] {
			m := newMarket()
			x := NewLinear()
			fill(m, x, n, kind == "dense")
			b.Run(fmt.Sprintf("%s/rules=%d", kind, n), func(b *testing.B) { benchMatch(b, m, x) })
		}
	}
}

func benchMatch(b *testing.B, m *market, x Matcher) {
	items := marketItems(m, 100)
	dst := make([]int64, 0, 1<<20)
	for _, it := range items {
		dst = x.Match(it, dst[:0])
	}
	took := make([]time.Duration, 0, b.N+1)
	matched, i := 0, 0
	b.ReportAllocs()
	b.ResetTimer()
	for range b.N {
		start := time.Now()
		dst = x.Match(items[i%len(items)], dst[:0])
		took = append(took, time.Since(start))
		matched += len(dst)
		i++
	}
	b.StopTimer()
	slices.Sort(took)
	b.ReportMetric(float64(time.Second)/(float64(b.Elapsed())/float64(b.N)), "reports/s")
	b.ReportMetric(float64(took[len(took)*99/100])/1000, "p99-µs")
	b.ReportMetric(100*float64(matched)/float64(b.N)/float64(x.Len()), "%met")
}

func marketItems(m *market, n int) []*Item {
	a := text.NewAnalyser()
	items := make([]*Item, n)
	for i := range items {
		items[i] = m.report(a)
	}
	return items
}

// BenchmarkBuild is what it takes to put 100,000 rules into an empty index, and what they weigh there.
func BenchmarkBuild(b *testing.B) {
	const n = 100_000
	for _, kind := range []string{"selective", "dense"} {
		b.Run(kind, func(b *testing.B) {
			m := newMarket()
			exprs := make([]*Expr, n)
			for i := range exprs {
				exprs[i] = m.rule(kind == "dense")
			}
			var x *Index
			before := heap()
			for b.Loop() {
				x = NewIndex()
				for id, e := range exprs {
					x.Add(int64(id), e)
				}
			}
			all := heap() - before
			first := heap()
			for id, e := range exprs {
				x.Add(int64(n+id), e) // the same words again: what a rule weighs without them
			}
			b.ReportMetric(float64(all)/n, "B/rule-with-words")
			b.ReportMetric(float64(heap()-first)/n, "B/rule")
			runtime.KeepAlive(x)
			runtime.KeepAlive(exprs)
		})
	}
}

func heap() int64 {
	var s runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&s)
	return int64(s.HeapAlloc)
}

// BenchmarkChange is one rule put in and one taken out at 100,000.
func BenchmarkChange(b *testing.B) {
	m := newMarket()
	x := NewIndex()
	const n = 100_000
	fill(m, x, n, false)
	more := make([]*Expr, 10_000)
	for i := range more {
		more[i] = m.rule(false)
	}
	var adds, removes []time.Duration
	i := 0
	for b.Loop() {
		start := time.Now()
		x.Add(int64(n+i), more[i%len(more)])
		added := time.Now()
		x.Remove(int64(i))
		adds, removes = append(adds, added.Sub(start)), append(removes, time.Since(added))
		i++
	}
	slices.Sort(adds)
	slices.Sort(removes)
	b.ReportMetric(float64(adds[len(adds)*99/100])/1000, "add-p99-µs")
	b.ReportMetric(float64(removes[len(removes)*99/100])/1000, "remove-p99-µs")
}
