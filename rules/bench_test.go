package rules

import (
	"fmt"
	"runtime"
	"slices"
	"testing"
	"time"

	"tocsin/report"
	"tocsin/rules/internal/market"
	"tocsin/text"
)

// A stall sells rules and reports of the market ready made. Each clause is parsed once: what is measured is matching.
type stall struct {
	*market.Market
	parser  *parser
	clauses map[string]*node
}

func newStall() *stall {
	m := market.New()
	return &stall{Market: m, parser: &parser{Reader: NewReader(m)}, clauses: make(map[string]*node)}
}

// clause parses one clause, from memory where it was met before.
func (s *stall) clause(src string) *node {
	n := s.clauses[src]
	if n == nil {
		s.parser.scanner, s.parser.terms = newScanner(src), 0
		var err error
		if n, err = s.parser.rule(); err != nil {
			panic(err) // the market is wrong
		}
		s.clauses[src] = n
	}
	return n
}

func (s *stall) rule(dense bool) *Expr {
	r := s.Selective
	if dense {
		r = s.Dense
	}
	var all []*node
	for _, group := range r() {
		var any []*node
		for _, src := range group {
			any = append(any, s.clause(src))
		}
		all = append(all, join(opOr, any))
	}
	return &Expr{root: join(opAnd, all)}
}

// items makes n reports.
func (s *stall) items(n int) []*Item {
	a := text.NewAnalyser()
	items := make([]*Item, n)
	for i := range items {
		r := s.Report()
		items[i] = &Item{Report: &report.Report{Source: "A source", Publisher: "source.example"}, Doc: a.Analyse(r.Title, r.Text, "en"), Tags: &r.Tags}
	}
	return items
}

// fill puts n rules into a matcher.
func fill(s *stall, x Matcher, n int, dense bool) {
	for id := range int64(n) {
		x.Add(id, s.rule(dense))
	}
}

var sizes = []int{1_000, 10_000, 100_000, 1_000_000}

// BenchmarkMatch is one report against standing rules, on one core. The report is analysed and tagged already, as it is
// where reports are matched: the same analysis serves tags, stories and rules.
func BenchmarkMatch(b *testing.B) {
	for _, n := range sizes {
		benchSizes(b, n, func() Matcher { return NewIndex() })
	}
}

// BenchmarkLinear is the same with the plain scan.
func BenchmarkLinear(b *testing.B) {
	for _, n := range sizes[:3] {
		benchSizes(b, n, func() Matcher { return NewLinear() })
	}
}

// benchSizes measures with n rules of each kind; the rules are made for what is measured only.
func benchSizes(b *testing.B, n int, empty func() Matcher) {
	for _, kind := range []string{"selective", "dense"} {
		var m *stall
		var x Matcher
		b.Run(fmt.Sprintf("%s/rules=%d", kind, n), func(b *testing.B) {
			if x == nil {
				m, x = newStall(), empty()
				fill(m, x, n, kind == "dense")
			}
			benchMatch(b, m, x)
		})
	}
}

// BenchmarkAnalyse is what comes before, once for tags, stories and rules: the analysis of a report's text.
func BenchmarkAnalyse(b *testing.B) {
	m := newStall()
	a := text.NewAnalyser()
	reports := make([]market.Report, 100)
	for i := range reports {
		reports[i] = m.Report()
		a.Analyse(reports[i].Title, reports[i].Text, "en")
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		r := &reports[i%len(reports)]
		a.Analyse(r.Title, r.Text, "en")
	}
}

// warm reads the tokens of a document, as the analysis and the tagging of it just have where reports are matched. It is
// not counted.
func warm(d *text.Doc) (n int) {
	for i := range d.Tokens {
		if f := d.Tokens[i].Stem; f != "" {
			n += int(f[0])
		}
		n += int(d.Keys[i].Stem)
	}
	return n
}

func benchMatch(b *testing.B, m *stall, x Matcher) {
	items := m.items(100)
	dst := make([]int64, 0, 1<<20)
	for _, it := range items {
		dst = x.Match(it, dst[:0])
	}
	took := make([]time.Duration, 0, b.N+1)
	matched, i := 0, 0
	b.ReportAllocs()
	b.ResetTimer()
	for range b.N {
		it := items[i%len(items)]
		warm(it.Doc)
		start := time.Now()
		dst = x.Match(it, dst[:0])
		took = append(took, time.Since(start))
		matched += len(dst)
		i++
	}
	b.StopTimer()
	sum := time.Duration(0)
	for _, d := range took {
		sum += d
	}
	mean := float64(sum) / float64(len(took))
	slices.Sort(took)
	b.ReportMetric(mean, "ns/op")
	b.ReportMetric(float64(time.Second)/mean, "reports/s")
	b.ReportMetric(float64(took[len(took)/2])/1000, "p50-µs")
	b.ReportMetric(float64(took[len(took)*99/100])/1000, "p99-µs")
	b.ReportMetric(100*float64(matched)/float64(b.N)/float64(x.Len()), "%met")
}

// BenchmarkBuild is what it takes to put 100,000 rules into an empty index, and what they weigh there.
func BenchmarkBuild(b *testing.B) {
	const n = 100_000
	for _, kind := range []string{"selective", "dense"} {
		b.Run(kind, func(b *testing.B) {
			m := newStall()
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
	m := newStall()
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
