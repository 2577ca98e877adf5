package rules

import "testing"

// BenchmarkParse is what each rule costs when the service starts.
func BenchmarkParse(b *testing.B) {
	const src = `region:P1,P2 (actor:a1 OR actor:a2) (strike OR drone OR "dangerous escalation") severity>=high -exercise`
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(src, world{}); err != nil {
			b.Fatal(err)
		}
	}
}
