package rules

import (
	"bytes"
	"strings"
	"testing"

	"tocsin/text"
)

// A packed report meets the rules that the report meets.
func TestPackedReportMeetsTheSameRules(t *testing.T) {
	a := text.NewAnalyser()
	var u Unpacker
	met := 0
	for seed := range 3000 {
		ch := seeded(seed)
		it := randomItem(ch, a)
		if ch.chance(5) {
			it.Report = nil
		}
		it.Sources = 0
		blob := Pack(it)
		for range 5 {
			e := parsed(t, randomRule(ch, 2))
			if e.ReadsExact() {
				continue
			}
			packed, err := u.Item(blob, e.ReadsText())
			if err != nil {
				t.Fatal(err)
			}
			want := e.Match(it)
			if got := e.Match(packed); got != want {
				t.Fatalf("seed %d: %s meets the packed report: %v, the report: %v\n%+v", seed, e, got, want, it.Tags)
			}
			if want {
				met++
			}
		}
	}
	if met < 1000 {
		t.Errorf("only %d matches: the test shows little", met)
	}
}

func TestReadsExact(t *testing.T) {
	for src, want := range map[string]bool{`drone`: false, `drone -="US"`: true, `title:x1,="US"`: true, `region:P1`: false} {
		if got := parsed(t, src).ReadsExact(); got != want {
			t.Errorf("%s: %v", src, got)
		}
	}
}

// What is not a packed report is refused, at no great cost.
func FuzzUnpack(f *testing.F) {
	a := text.NewAnalyser()
	for seed := range 20 {
		b := Pack(randomItem(seeded(seed), a))
		f.Add(b)
		f.Add(b[:len(b)/2])
	}
	f.Add([]byte{})
	f.Add([]byte{packVersion, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff})
	f.Add(append([]byte{packVersion}, bytes.Repeat([]byte{0}, 40)...))
	e := parsed(f, `region:P1 OR drone* OR "dangerous escalation" OR by:a1 event:talks OR near:P1,50km`)
	f.Fuzz(func(t *testing.T, b []byte) {
		var u Unpacker
		it, err := u.Item(b, true)
		if (it == nil) == (err == nil) {
			t.Fatalf("%x gives %v, %v", b, it, err)
		}
		if it != nil {
			e.Match(it)
		}
	})
}

// BenchmarkBacktest is one stored report, unpacked and tried.
func BenchmarkBacktest(b *testing.B) {
	m := newStall()
	var packed [][]byte
	size, all := 0, 0
	for _, it := range m.items(100) {
		p := Pack(it)
		packed = append(packed, p)
		size += len(p)
		all += len(it.Doc.Text)
	}
	for name, src := range map[string]string{"words": m.Words[500] + " OR " + m.Words[600][:4] + "*", "tags": "region:C1 severity>=high",
		"phrase": `"` + strings.Join(m.Words[500:502], " ") + `"`} {
		e := &Expr{root: m.clause(src)}
		b.Run(name, func(b *testing.B) {
			var u Unpacker
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				it, err := u.Item(packed[i%len(packed)], e.ReadsText())
				if err != nil {
					b.Fatal(err)
				}
				e.Match(it)
				i++
			}
			b.ReportMetric(float64(size)/float64(len(packed)), "packed-B/report")
			b.ReportMetric(float64(all)/float64(len(packed)), "text-B/report")
		})
	}
}
