package rules

import (
	"testing"

	"tocsin/rules/internal/market"
)

// BenchmarkParse is what a rule costs that is read by itself, and one of many, as when the service starts.
func BenchmarkParse(b *testing.B) {
	const src = `region:P1,P2 (actor:a1 OR actor:a2) (strike OR drone OR "dangerous escalation") severity>=high -exercise`
	b.Run("alone", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := Parse(src, world{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("many", func(b *testing.B) {
		m := market.New()
		srcs := make([]string, 10_000)
		for i := range srcs {
			srcs[i] = m.Selective().String()
		}
		r := NewReader(m)
		for _, src := range srcs {
			if _, err := r.Parse(src); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			if _, err := r.Parse(srcs[i%len(srcs)]); err != nil {
				b.Fatal(err)
			}
		}
	})
}
