package store_test

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tocsin/alert"
	"tocsin/desk"
	"tocsin/feed"
	"tocsin/report"
	"tocsin/rules"
	"tocsin/store"
	"tocsin/text"
)

// A press makes reports as news makes them: words, places and actors by Zipf's law, some 2.4 KB of text, tags with the
// mentions that real ones have.
type press struct {
	rng             *rand.Rand
	words, subjects *rand.Zipf
	analyser        *text.Analyser
	made            int64
	length          int           // of a text, in words
	span            time.Duration // in which all are published
}

func newPress() *press {
	rng := rand.New(rand.NewPCG(7, 7))
	return &press{rng: rng, words: rand.NewZipf(rng, 1.1, 10, 40_000), subjects: rand.NewZipf(rng, 1.2, 4, 2_000),
		analyser: text.NewAnalyser(), length: 400, span: 7 * 24 * time.Hour}
}

// word spells a number with letters, so that it is a word.
func word(n uint64) string {
	const letters = "etaoinshrdlu"
	s := []byte{"bcdfghjklm"[n%10]}
	for n++; n > 0; n /= uint64(len(letters)) {
		s = append(s, letters[n%uint64(len(letters))])
	}
	return string(s)
}

func (p *press) text(words int) string {
	var b strings.Builder
	for i := range words {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(word(p.words.Uint64()))
		if i%18 == 17 {
			b.WriteByte('.')
		}
	}
	return b.String()
}

func (p *press) mentions(n int) (m []report.Mention) {
	for range n {
		at := p.rng.IntN(2000)
		m = append(m, report.Mention{Field: report.Text, Start: at, End: at + 8, Text: word(p.subjects.Uint64())})
	}
	return m
}

func (p *press) tags() report.Tags {
	t := report.Tags{Lang: "en", Class: report.MaterialConflict, Severity: report.Severity{Level: report.Level(p.rng.IntN(5)), Score: 40,
		Because: []report.Reason{{Reason: "people killed", Points: 30, Text: "two killed"}, {Reason: "an air strike", Points: 10, Text: "drone strike"}}}}
	for i := range 5 {
		n := p.subjects.Uint64()
		id := fmt.Sprintf("city-%d", n)
		t.Places = append(t.Places, report.Place{ID: id, Name: word(n), Kind: report.City, Country: fmt.Sprintf("C%d", n%90), Admin1: fmt.Sprintf("C%d.01", n%90),
			Lat: 33.3, Lon: 44.4, Focus: i == 0, Within: []string{fmt.Sprintf("C%d.01", n%90), fmt.Sprintf("C%d", n%90), "area-1"}, Mentions: p.mentions(2)})
		if i == 0 {
			t.Focus = []string{fmt.Sprintf("C%d", n%90)}
		}
	}
	for range 3 {
		n := p.subjects.Uint64()
		t.Actors = append(t.Actors, report.Actor{ID: fmt.Sprintf("actor-%d", n), Name: word(n), Kind: report.ArmedGroup, Role: report.Target, Mentions: p.mentions(2)})
	}
	for _, e := range []report.EventType{report.Airstrike, report.Assassination} {
		t.Events = append(t.Events, report.Event{Type: e, Class: report.MaterialConflict, Status: report.Reported,
			Initiators: []string{t.Actors[0].ID}, Targets: []string{t.Actors[1].ID}, Accused: []string{}, Mentions: p.mentions(1)})
	}
	return t
}

func (p *press) report(at time.Time) alert.Stored {
	p.made++
	r := report.Report{SourceID: p.made%20 + 1, Source: "Source", Publisher: fmt.Sprintf("p%d.example", p.made%20), GUID: fmt.Sprint("urn:", p.made),
		Link: fmt.Sprintf("https://p.example/news/%d", p.made), Title: p.text(10), Text: p.text(p.length), Lang: "en", Published: at, Fetched: at}
	return alert.Stored{Report: r, Doc: p.analyser.Analyse(r.Title, r.Text, "en"), Tags: p.tags(), Keys: report.Keys(&r)}
}

func fill(tb testing.TB, s *store.Store, p *press, n, batch int, until time.Time) (bytes int) {
	for i := 0; i < n; i += batch {
		err := s.Save(context.Background(), func(tx alert.Tx) error {
			for j := range batch {
				v := p.report(until.Add(-time.Duration(n-i-j) * (p.span / time.Duration(n))))
				bytes += len(v.Report.Title) + len(v.Report.Text)
				if err := tx.AddReport(&v); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			tb.Fatal(err)
		}
	}
	return bytes
}

// BenchmarkSave saves reports with search: as they come in a poll of 20, and one by one.
func BenchmarkSave(b *testing.B) {
	for _, batch := range []int{20, 1} {
		b.Run(fmt.Sprint("poll of ", batch), func(b *testing.B) {
			path := filepath.Join(b.TempDir(), "t.db")
			s, err := store.Open(b.Context(), path, store.Options{})
			if err != nil {
				b.Fatal(err)
			}
			defer s.Close()
			p := newPress()
			made := make([]alert.Stored, 400)
			for i := range made {
				made[i] = p.report(time.Now())
			}
			size, n := 0, 0
			b.ResetTimer()
			for n < b.N {
				err := s.Save(b.Context(), func(tx alert.Tx) error {
					for range batch {
						v := made[n%len(made)]
						size += len(v.Report.Title) + len(v.Report.Text)
						n++
						if err := tx.AddReport(&v); err != nil {
							return err
						}
					}
					return nil
				})
				if err != nil {
					b.Fatal(err)
				}
			}
			b.StopTimer()
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "reports/s")
			s.Close()
			if fi, err := os.Stat(path); err == nil {
				b.ReportMetric(float64(fi.Size())/float64(size), "x-text")
			}
		})
	}
}

// atlas takes every name for an id, as the press makes them.
type atlas struct{}

func (atlas) Place(name, _ string) []report.Candidate {
	return []report.Candidate{{ID: name, Name: name, Weight: 1}}
}
func (a atlas) Actor(name, _ string) []report.Candidate    { return a.Place(name, "") }
func (atlas) NearestPlace(string, int) []report.Candidate  { return nil }
func (atlas) Within(string) []string                       { return nil }
func (atlas) NearestActor(string, int) []report.Candidate  { return nil }
func (atlas) CompletePlace(string, int) []report.Candidate { return nil }
func (atlas) CompleteActor(string, int) []report.Candidate { return nil }
func (atlas) Position(id string) (report.Position, bool) {
	return report.Position{Lat: 10 * float64(id[len(id)-1]-'0'), Lon: 5}, true
}

// BenchmarkBacktest tries rules of every kind on 100,000 stored reports (10,000 with -short), as /rules test does.
func BenchmarkBacktest(b *testing.B) {
	s, err := store.Open(b.Context(), filepath.Join(b.TempDir(), "t.db"), store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	n, now := 100_000, time.Now()
	if testing.Short() {
		n = 10_000
	}
	fill(b, s, newPress(), n, 1000, now)
	backtests(b, s, now)
}

func backtests(b *testing.B, s *store.Store, now time.Time) {
	d := desk.New(s, atlas{}, nil, desk.Options{Now: func() time.Time { return now }})
	common, usual, rare := word(0), word(20), word(2000)
	for _, rule := range []string{"severity>=moderate", "-" + usual, "class:material_conflict", "region:C1", "region:C1 " + usual, common, rare, usual + " -" + common,
		`"` + common + " " + word(1) + `"`, `="` + word(1) + `"`, common[:2] + "*", "title:" + common, "near:P3,50km", "by:actor-1 event:airstrike", "sources>=2", rare + " region:C89 near:P3,1km"} {
		b.Run(rule, func(b *testing.B) {
			stories := 0
			for b.Loop() {
				_, t, err := d.TestRule(b.Context(), desk.Caller{Guild: "g", Channel: "c"}, "", rule, "30d")
				if err != nil {
					b.Fatal(err)
				}
				stories = t.Stories
			}
			b.ReportMetric(float64(stories), "stories")
		})
	}
}

var summaryReports = flag.Int("reports", 100_000, "how many stored reports BenchmarkSummary sums up")

// BenchmarkSummary sums up stored reports of two months, as /summary does, all of them and by what they are about. Their
// texts are short: no summary reads them.
func BenchmarkSummary(b *testing.B) {
	s, err := store.Open(b.Context(), filepath.Join(b.TempDir(), "t.db"), store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	p, now := newPress(), time.Now()
	p.length, p.span = 20, 60*24*time.Hour
	fill(b, s, p, *summaryReports, 1000, now)
	d := desk.New(s, atlas{}, nil, desk.Options{Now: func() time.Time { return now }})
	for _, q := range []desk.Question{{Since: "24h"}, {Since: "7d"}, {Since: "30d"}, {Since: "30d", Region: "C1"}, {Since: "30d", Region: "area-1"},
		{Since: "30d", Actor: "actor-1"}, {Since: "30d", Region: "C1", Actor: "actor-100"}} {
		b.Run(strings.Join(strings.Fields(q.Since+" "+q.Region+" "+q.Actor), " "), func(b *testing.B) {
			stories := 0
			for b.Loop() {
				sum, err := d.Summary(b.Context(), desk.Caller{Guild: "g", Channel: "c"}, q)
				if err != nil {
					b.Fatal(err)
				}
				stories = sum.Now.Stories
			}
			b.ReportMetric(float64(stories), "stories")
		})
	}
}

// A stopwatch takes deliveries and says when.
type stopwatch struct{ posted chan time.Time }

func (w *stopwatch) Deliver(ctx context.Context, d *alert.Delivery) (alert.Receipt, error) {
	w.posted <- time.Now()
	return alert.Receipt{Message: d.Nonce, Channel: d.Channel}, nil
}

func (w *stopwatch) Find(context.Context, *alert.Delivery) (*alert.Receipt, error) { return nil, nil }

// BenchmarkSavedToPosted measures from the commit of a poll to the notifier.
func BenchmarkSavedToPosted(b *testing.B) {
	s, err := store.Open(b.Context(), filepath.Join(b.TempDir(), "t.db"), store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	if _, _, err := s.PutRule(b.Context(), rules.Rule{Guild: "g", Channel: "c", Name: "r", Text: "strike"}, 10); err != nil {
		b.Fatal(err)
	}
	src, err := s.AddSource(b.Context(), feed.Source{URL: "https://alpha.example/feed", Name: "Alpha"}, 0)
	if err != nil {
		b.Fatal(err)
	}
	news := &newsroom{items: map[int64][]report.Report{}, err: map[int64]error{}, polls: map[int64]int{}}
	watch := &stopwatch{make(chan time.Time, 1)}
	saved := make(chan time.Time, 1)
	pipe := alert.New(s, news, wordTagger{}, watch, alert.Options{Cap: 1 << 30, CrashAt: func(point string) {
		if point == "after-save" {
			saved <- time.Now()
		}
	}})
	ctx, cancel := context.WithCancel(b.Context())
	done := make(chan error)
	go func() { done <- pipe.Run(ctx) }()
	defer func() { cancel(); <-done }()
	poll := func() {
		if err := s.PauseSource(b.Context(), "", src.ID, true); err != nil {
			b.Fatal(err)
		}
		if err := s.PauseSource(b.Context(), "", src.ID, false); err != nil { // due at once
			b.Fatal(err)
		}
		if err := pipe.Tick(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
	poll()
	<-saved
	var waits []time.Duration
	for n := 0; b.Loop(); n++ {
		news.items[src.ID] = nil
		news.publish(src.ID, fmt.Sprintf("strike alpha%d bravo%d charlie%d delta%d echo%d", n, n, n, n, n)) // each a story of its own
		poll()
		at := <-saved
		waits = append(waits, (<-watch.posted).Sub(at))
	}
	slices.Sort(waits)
	b.ReportMetric(float64(waits[len(waits)/2].Microseconds()), "p50-us")
	b.ReportMetric(float64(waits[len(waits)*99/100].Microseconds()), "p99-us")
}
