package places

import (
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"tocsin/report"
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

func TestLoadIsSmall(t *testing.T) {
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
	runtime.KeepAlive(g)
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(); err != nil {
			b.Fatal(err)
		}
	}
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
				shared.Find(d, nil, nil).Where(nil)
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
		shared.Find(doc, nil, nil).Where(nil)
	}
}

func TestPositionOfThePublisherCounts(t *testing.T) {
	a := text.NewAnalyser()
	at := func(lat, lon float64) *report.Report {
		return &report.Report{Position: &report.Position{Lat: lat, Lon: lon}}
	}
	d := a.Analyse("Shots fired in Tripoli", "", "en")
	for _, tc := range []struct {
		r     *report.Report
		place string
		focus string
	}{
		{nil, "tripoli-ly", "LY"},
		{at(34.4, 35.8), "tripoli-lb", "LB"},
	} {
		w := shared.Find(d, tc.r, nil).Where(nil)
		if len(w.Places) != 1 || w.Places[0].ID != tc.place || len(w.Focus) == 0 || w.Focus[0] != tc.focus {
			t.Errorf("at %v: %+v", tc.r, w)
		}
	}
	w := shared.Find(a.Analyse("Flood warning", "", "en"), at(50.45, 30.52), nil).Where(nil)
	if len(w.Focus) != 1 || w.Focus[0] != "UA" || len(w.FocusAdmin1) != 1 || w.FocusAdmin1[0] != "UA.12" {
		t.Errorf("a report without a name but with a position happens in %v, %v", w.Focus, w.FocusAdmin1)
	}
	if len(w.Places) != 1 || w.Places[0].ID != "UA.12" || !w.Places[0].Focus {
		t.Errorf("a report without a name but with a position has the places %v", w.Places)
	}
}

func TestHintsAreAPlaceWhereNoneIsNamed(t *testing.T) {
	d := text.NewAnalyser().Analyse("", "Boko Haram fighters killed twelve farmers", "en")
	w := shared.Find(d, nil, nil).Where(nil, Hint{Country: "NG", First: 0, Last: 1, Weight: 1})
	if len(w.Places) != 1 || w.Places[0].ID != "NG" || !w.Places[0].Focus || w.Places[0].Mentions[0].Text != "Boko Haram" {
		t.Errorf("the places are %v", w.Places)
	}
}

func TestCandidates(t *testing.T) {
	for _, tc := range []struct{ name, country, want string }{
		{"Iraq", "", "IQ"}, {"IQ", "", "IQ"}, {"iq.07", "", "IQ.07"}, {"baghdad-iq", "", "baghdad-iq"},
		{"Baghdad", "", "baghdad-iq IQ.07"}, {"Idlib Governorate", "", "SY.12"}, {"Province of Idlib", "SY", "SY.12"},
		{"Hirat province", "AF", "AF.11"}, {"Georgia", "", "GE US.GA"}, {"Tripoli", "", "tripoli-ly tripoli-lb"},
		{"Sahel", "", "sahel"}, {"Харків", "", "kharkiv-ua"}, {"بغداد", "", "baghdad-iq"}, {"北京", "", "beijing-cn"},
		{"Norveld Province", "NO", ""}, {"Ostermark", "", ""}, {"", "", ""},
	} {
		var got []string
		for _, c := range shared.Candidates(tc.name, tc.country) {
			got = append(got, c.ID)
		}
		all := strings.Join(got, " ")
		if tc.want == "" && all != "" || !strings.HasPrefix(all, tc.want) {
			t.Errorf("Candidates(%q, %q) = %s, want %s first", tc.name, tc.country, all, tc.want)
		}
	}
}

func TestCompleteAndNearest(t *testing.T) {
	for prefix, want := range map[string]string{"bagh": "baghdad-iq", "ira": "IR", "Éthi": "ET", "sah": "sahel", "new y": "new-york-us"} {
		if c := shared.Complete(prefix, 5); len(c) == 0 || !has(c, want) {
			t.Errorf("Complete(%q) = %v, want %s among them", prefix, c, want)
		}
	}
	for name, want := range map[string]string{"Irak": "IQ", "Bagdhad": "baghdad-iq", "Aleppoo": "aleppo-sy"} {
		if c := shared.Nearest(name, 3); len(c) == 0 || !has(c, want) {
			t.Errorf("Nearest(%q) = %v, want %s among them", name, c, want)
		}
	}
}

func TestCompleteRanksTheShownNameFirst(t *testing.T) {
	for _, tc := range []struct{ prefix, first, alias string }{
		{"pak", "PK", ""}, {"zaporizhzhia o", "UA.26", ""}, {"gaza s", "gaza-strip", ""}, {"kiev", "kyiv-ua", "Kiev"}, {"éthi", "ET", ""},
		{"el fash", "al-fashir-sd", ""}, {"constantinop", "istanbul-tr", "Constantinople"}, {"москв", "moscow-ru", "Москва"},
	} {
		c := shared.Complete(tc.prefix, 5)
		if len(c) == 0 || c[0].ID != tc.first || c[0].Alias != tc.alias {
			t.Errorf("Complete(%q) = %+v, want %s first, by %q", tc.prefix, c, tc.first, tc.alias)
		}
	}
	for _, c := range shared.Complete("pak", 25) {
		if c.Alias != "" && c.Country != "PK" {
			t.Errorf("Complete(pak) shows %s, found by %s", c.Name, c.Alias)
		}
	}
	for _, c := range shared.Nearest("Narnia", 5) {
		if c.ID == "DK" {
			t.Error("Narnia is taken for Denmark")
		}
	}
}

func has(all []report.Candidate, id string) bool {
	return slices.ContainsFunc(all, func(c report.Candidate) bool { return c.ID == id })
}

func TestWithin(t *testing.T) {
	for id, want := range map[string]string{"baghdad-iq": "IQ.07 IQ middle-east", "UA.05": "donbas UA", "gaza-strip": "PS", "bamako-ml": "ML sahel"} {
		i, ok := shared.data.ByID(id)
		if !ok {
			t.Fatalf("no place %s", id)
		}
		within := " " + strings.Join(shared.within(i), " ") + " "
		at := 0
		for _, w := range strings.Fields(want) {
			k := strings.Index(within[at:], " "+w+" ")
			if k < 0 {
				t.Errorf("%s lies within%s, want %s in this order", id, within, want)
				break
			}
			at += k
		}
	}
}
