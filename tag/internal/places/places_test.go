package places

import (
	"runtime"
	"strings"
	"testing"
	"time"

	"tocsin/text"
)

// shared is loaded once for all tests and benchmarks: it is read-only.
var shared = func() *Gazetteer {
	g, err := Load()
	if err != nil {
		panic(err)
	}
	return g
}()

func TestLoadIsSmallAndFast(t *testing.T) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start := time.Now()
	g, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	took := time.Since(start)
	runtime.GC()
	runtime.ReadMemStats(&after)
	held := int64(after.HeapAlloc) - int64(before.HeapAlloc)
	t.Logf("ready in %v, %d MB resident, %d MB embedded, %d places, %d names", took, held>>20, len(file)>>20, len(g.data.Places), g.data.Names())
	if held > 45<<20 {
		t.Errorf("the gazetteer holds %d MB, at most 45 are meant", held>>20)
	}
	if took > 2*time.Second { // 0.2 s on an idle machine
		t.Errorf("loading took %v", took)
	}
	runtime.KeepAlive(g)
}

const newsText = `BAGHDAD (Agency) - A drone strike hit the headquarters of an armed group on Palestine Street in eastern Baghdad on Thursday,
killing two members and wounding seven others, Iraqi officials said. The Iraqi government held the US-led coalition responsible.
Attacks on bases in Syria and Iraq have risen since the war in Gaza began in October. In Erbil, capital of the Kurdistan Region,
officials said that rockets had landed near the airport. Police in Mosul and Kirkuk were put on alert. Washington did not comment.
`

func BenchmarkFind(b *testing.B) {
	a := text.NewAnalyser()
	for name, s := range map[string]string{"news": strings.Repeat(newsText, 8)[:4096], "upper": strings.ToUpper(strings.Repeat(newsText, 8)[:4096])} {
		b.Run(name, func(b *testing.B) {
			d := a.Analyse("Drone strike kills two in Baghdad", s, "en")
			b.SetBytes(int64(len(s)))
			b.ReportAllocs()
			for b.Loop() {
				shared.Find(d, nil).Where(nil)
			}
		})
	}
}

func BenchmarkFindWorst(b *testing.B) {
	var sb strings.Builder
	d := shared.data
	for i := 0; sb.Len() < text.MaxBytes; i += 31 {
		_, n := d.Text(i % len(d.Places))
		sb.WriteString(n)
		sb.WriteString(", ")
	}
	doc := text.NewAnalyser().Analyse("", sb.String(), "en")
	b.SetBytes(int64(len(doc.Text)))
	b.ReportAllocs()
	for b.Loop() {
		shared.Find(doc, nil).Where(nil)
	}
}
