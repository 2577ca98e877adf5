// Package market makes up realistic rules and reports for benchmarks: places, actors and words drawn by Zipf's law, as
// often as people write of them and ask for them. Nothing in it is real, and it is the same in every run.
package market

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"tocsin/report"
)

const (
	vocabulary  = 30_000
	countries   = 200
	cities      = 4_000
	actors      = 1_500
	common      = 400 // the most frequent words, that nobody makes a rule of
	reportWords = 635 // the length of the news texts that the figures of other engines were measured with
)

// A Market is where rules and reports come from. It is for one goroutine.
type Market struct {
	Words   []string // the most frequent first
	rnd     *rand.Rand
	places  []report.Place
	actors  []report.Actor
	types   []report.EventKind
	wordOf  zipf
	placeOf zipf
	actorOf zipf
}

// A Rule is groups joined by AND, of clauses joined by OR, in the rule language. A group that begins with a minus is one
// clause that must not be met.
type Rule [][]string

// A Report is a text with its tags.
type Report struct {
	Title, Text string
	Tags        report.Tags
}

// A zipf draws ranks from 0, the first most often.
type zipf []float64

func newZipf(n int, s float64) zipf {
	z := make(zipf, n)
	sum := 0.0
	for i := range z {
		sum += math.Pow(float64(i+2), -s)
		z[i] = sum
	}
	return z
}

func (z zipf) draw(r *rand.Rand) int {
	i, _ := slices.BinarySearch(z, r.Float64()*z[len(z)-1])
	return min(i, len(z)-1)
}

// New opens the market.
func New() *Market {
	m := &Market{rnd: rand.New(rand.NewPCG(11, 12)), types: report.EventKinds(), wordOf: newZipf(vocabulary, 1),
		placeOf: newZipf(countries+cities, 0.9), actorOf: newZipf(actors, 0.9)}
	seen := map[string]bool{}
	for len(m.Words) < vocabulary {
		if w := m.newWord(); !seen[w] {
			seen[w] = true
			m.Words = append(m.Words, w)
		}
	}
	for i := range countries {
		m.places = append(m.places, report.Place{ID: fmt.Sprintf("C%d", i), Kind: report.Country, Within: []string{fmt.Sprintf("area%d", i%12)}})
	}
	for i := range cities {
		c := i % countries
		m.places = append(m.places, report.Place{ID: fmt.Sprintf("city%d", i), Kind: report.City,
			Within: []string{fmt.Sprintf("C%d.%d", c, i%17), fmt.Sprintf("C%d", c), fmt.Sprintf("area%d", c%12)}})
	}
	m.rnd.Shuffle(len(m.places), func(i, j int) { m.places[i], m.places[j] = m.places[j], m.places[i] })
	for i := range actors {
		a := report.Actor{ID: fmt.Sprintf("actor%d", i)}
		if i%3 == 0 {
			a.Within = []string{fmt.Sprintf("actor%d", i/2)}
		}
		m.actors = append(m.actors, a)
	}
	return m
}

func (m *Market) newWord() string {
	var b strings.Builder
	for range 2 + m.rnd.IntN(3) {
		b.WriteByte("bcdfghklmnprstvz"[m.rnd.IntN(16)])
		b.WriteByte("aeiou"[m.rnd.IntN(5)])
	}
	return b.String() + []string{"", "n", "r", "ing", "ed", "s", "tion"}[m.rnd.IntN(7)]
}

func (m *Market) chance(percent int) bool { return m.rnd.IntN(100) < percent }

func (m *Market) place() string { return m.places[m.placeOf.draw(m.rnd)].ID }

func (m *Market) actor() string { return m.actors[m.actorOf.draw(m.rnd)].ID }

// word is one that rules ask for.
func (m *Market) word() string {
	return m.Words[common+m.wordOf.draw(m.rnd)*(vocabulary-common)/vocabulary]
}

// list is a field with n values.
func list(field string, n int, value func() string) []string {
	out := field + value()
	for range n - 1 {
		out += "," + value()
	}
	return []string{out}
}

// keywords are words and phrases that a rule asks for any of.
func (m *Market) keywords(n int) []string {
	var out []string
	for range n {
		switch w := m.word(); {
		case m.chance(12):
			out = append(out, `"`+w+" "+m.word()+`"`)
		case m.chance(6) && len(w) > 5:
			out = append(out, w[:5]+"*")
		default:
			out = append(out, w)
		}
	}
	return out
}

// values is how many values a list has: mostly one.
func (m *Market) values() int {
	if m.chance(25) {
		return 2 + m.rnd.IntN(3)
	}
	return 1
}

func (m *Market) severity(from, n int) []string {
	return []string{"severity>=" + report.Levels()[from+m.rnd.IntN(n)].String()}
}

// Selective makes a rule of somebody who knows what they want.
func (m *Market) Selective() Rule {
	n := m.values()
	r := Rule{list("region:", n, m.place)}
	if m.chance(55) {
		r = append(r, list([]string{"actor:", "actor:", "by:", "target:"}[m.rnd.IntN(4)], n, m.actor))
	}
	if m.chance(70) || len(r) == 1 {
		r = append(r, m.keywords(1+m.rnd.IntN(5)))
	}
	if m.chance(20) {
		r = append(r, []string{"event:" + string(m.types[m.rnd.IntN(len(m.types))].Type)})
	}
	if m.chance(45) {
		r = append(r, m.severity(1, 4))
	}
	if m.chance(5) {
		r = append(r, []string{fmt.Sprintf("killed>=%d", 1+m.rnd.IntN(20))})
	}
	if m.chance(3) {
		r = append(r, []string{"title:" + m.word()})
	}
	if m.chance(10) {
		r = append(r, []string{"-" + m.word()})
	}
	return r
}

// Dense makes a rule of somebody who wants everything about something.
func (m *Market) Dense() Rule {
	r := Rule{list("region:", m.values(), m.place)}
	if m.chance(70) {
		r = append(r, m.keywords(4+m.rnd.IntN(12)))
	}
	if m.chance(60) {
		r = append(r, m.severity(1, 3))
	}
	return r
}

// Report makes a report.
func (m *Market) Report() Report {
	var b strings.Builder
	b.WriteString("The troops of the army and of the state were in the ") // tells the language
	for i := range reportWords {
		b.WriteString(m.Words[m.wordOf.draw(m.rnd)])
		switch {
		case i%17 == 16:
			b.WriteString(". ")
		case i%9 == 8:
			b.WriteString(", ")
		default:
			b.WriteByte(' ')
		}
	}
	r := Report{Text: b.String()}
	r.Title = strings.Join(strings.Fields(r.Text)[11:20], " ")
	t := &r.Tags
	t.Lang = "en"
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
			Initiators: []string{t.Actors[i].ID}, Targets: []string{t.Actors[i+1].ID}})
	}
	killed := m.rnd.IntN(15)
	t.Killed = &killed
	t.Severity.Level = report.Level(m.rnd.IntN(5))
	return r
}

// Place, Actor, NearestPlace, NearestActor and Position make a Market the names of its own rules: every name is an id.
func (m *Market) Place(name, _ string) []report.Candidate {
	return []report.Candidate{{ID: name, Name: name, Weight: 1}}
}

func (m *Market) Actor(name, _ string) []report.Candidate { return m.Place(name, "") }

func (m *Market) NearestPlace(string, int) []report.Candidate { return nil }

func (m *Market) NearestActor(string, int) []report.Candidate { return nil }

func (m *Market) Position(string) (report.Position, bool) { return report.Position{}, false }

// String writes a rule in the rule language.
func (r Rule) String() string {
	var parts []string
	for _, g := range r {
		if len(g) == 1 {
			parts = append(parts, g[0])
		} else {
			parts = append(parts, "("+strings.Join(g, " OR ")+")")
		}
	}
	return strings.Join(parts, " ")
}
