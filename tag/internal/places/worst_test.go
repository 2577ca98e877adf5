package places

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tocsin/text"
)

// ambiguous is a text of as many names as fit, those with the most readings, each before a comma: every pair must be tried
// for whether one contains the other.
func ambiguous() string {
	d := shared.data
	names := make([]int, d.Names())
	for n := range names {
		names[n] = n
	}
	slices.SortStableFunc(names, func(a, b int) int { return len(d.Refs(b)) - len(d.Refs(a)) })
	var b strings.Builder
	for i := 0; b.Len() < text.MaxBytes; i++ {
		b.WriteString(strings.ToUpper(d.Name(names[i*7%500])))
		b.WriteString(", ")
	}
	return b.String()
}

func TestWorstTextIsBounded(t *testing.T) {
	doc := text.NewAnalyser().Analyse("", ambiguous(), "en")
	start := time.Now()
	found := shared.Find(doc, nil, nil)
	var events []Event
	for i := range doc.Tokens {
		events = append(events, Event{First: i, Last: i, Weight: 1})
	}
	found.Where(events)
	t.Logf("%d places in %v", len(found.Hits), time.Since(start))
	if took := time.Since(start); took > 5*time.Second { // some 0.2 s on an idle machine
		t.Errorf("a text of nothing but names took %v", took)
	}
}

func BenchmarkFindAmbiguous(b *testing.B) {
	doc := text.NewAnalyser().Analyse("", ambiguous(), "en")
	b.SetBytes(int64(len(doc.Text)))
	for b.Loop() {
		shared.Find(doc, nil, nil).Where(nil)
	}
}
