package story

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"tocsin/report"
	"tocsin/text"
)

var words = text.NewAnalyser()

// arrive puts reports through an index as the service does, and returns the story of each.
func arrive(x *Index, reports ...report.Report) []int64 {
	var last int64
	out := make([]int64, len(reports))
	for i := range reports {
		r := &reports[i]
		d := words.Analyse(r.Title, r.Text, "en")
		tags := tagged(d)
		id, ok := x.Find(r, d, tags)
		if !ok {
			for id = last + 1; x.stories[id] != nil; id++ {
			}
			last = id
		}
		x.Add(id, r, d, tags)
		out[i] = id
	}
	return out
}

// tagged concludes the little that these reports need: who strikes or kills is violent, by what, and where.
func tagged(d *text.Doc) *report.Tags {
	t := &report.Tags{Class: report.Neutral}
	country := map[string]string{"baghdad": "IQ", "odesa": "UA", "kharkiv": "UA", "nairobi": "KE"}
	for i, tok := range d.Tokens {
		switch tok.Stem {
		case "strike", "kill":
			t.Class = report.MaterialConflict
			first := i
			if i > 0 && d.Tokens[i-1].Stem == "drone" {
				first--
			}
			t.Events = append(t.Events, report.Event{Type: report.Airstrike, Mentions: []report.Mention{d.Mention(first, i)}})
		}
		if tok.Kind == text.Number && (tok.Fold == "3" || tok.Fold == "9") {
			n := int(tok.Fold[0] - '0')
			t.Killed = &n
		}
		if cc := country[tok.Fold]; cc != "" {
			t.Focus = append(t.Focus, cc)
		}
	}
	return t
}

func headlines(titles ...string) []report.Report {
	out := make([]report.Report, len(titles))
	for i, t := range titles {
		out[i] = report.Report{Title: t, Published: monday.Add(time.Duration(i) * time.Minute)}
	}
	return out
}

var monday = time.Date(2024, 1, 8, 9, 0, 0, 0, time.UTC)

func TestGrouping(t *testing.T) {
	got := arrive(NewIndex(), headlines(
		"Drone strike on militia headquarters in Baghdad kills commander",     // 1
		"Flood waters reach the old town of Maribor after three days of rain", // 2
		"Militia commander killed in Baghdad drone strike",                    // 1
		"Drone strike hits fuel depot near Odesa",                             // 3
		"Maribor flood: old town evacuated as rain goes on",                   // 2
		"Fuel depot near Odesa burns after drone strike",                      // 3
		"Parliament in Nairobi passes budget",                                 // 4
		"Baghdad: prime minister condemns drone strike that killed commander", // 1
		"Drone strike kills three on market square of Kharkiv",                // 5
	)...)
	if want := []int64{1, 2, 1, 3, 2, 3, 4, 1, 5}; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("stories %v, want %v", got, want)
	}
}

func TestSameLinkIsTheSameStory(t *testing.T) {
	got := arrive(NewIndex(),
		report.Report{Title: "Live: the night in the capital", Link: "https://www.a.example/live/1?utm_source=x"},
		report.Report{Title: "Ministry speaks of eleven arrests", Link: "http://a.example/live/1"})
	if got[0] != got[1] {
		t.Errorf("stories %v: want one", got)
	}
}

func TestFormulaOfAnotherDayIsAnotherStory(t *testing.T) {
	const title = "Rocket alert in the border communities of the north"
	a := report.Report{Title: title, Published: monday}
	b := report.Report{Title: title, Published: monday.Add(Window + time.Hour)}
	if got := arrive(NewIndex(), a, b); got[0] == got[1] {
		t.Error("a report joined a story that ended days ago")
	}
}

func TestOnePublisherTellsEventsApart(t *testing.T) {
	reports := headlines(
		"Rocket alert in the town of Haifa", "Rocket alert in the town of Acre",
		"Air strike on depot number 6", "Air strike on depot number 7",
		"Blast at the Basra refinery kills 3", "Basra refinery blast: toll rises to 9 killed")
	for i := range reports {
		reports[i].Publisher = "a.example"
		reports[i].Text = "Witnesses speak of smoke over the place; an official promised an inquiry within days."
	}
	got := arrive(NewIndex(), reports...)
	if want := []int64{1, 2, 3, 4, 5, 5}; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("stories %v, want %v", got, want)
	}
}

func TestOneFormulaOfTwoPublishersTellsEventsApart(t *testing.T) {
	reports := headlines("Shelling reported near Kharkiv, bulletin 12", "Shelling reported near Kharkiv, bulletin 13",
		"Shelling reported near Kharkiv, bulletin 12")
	for i := range reports {
		reports[i].Publisher = fmt.Sprint(i, ".example")
	}
	if got := arrive(NewIndex(), reports...); got[0] == got[1] || got[0] != got[2] {
		t.Errorf("stories %v, want the first and the last to be one", got)
	}
}

// Two trials of one court read alike; the names of the accused tell them apart, and bring each together.
func TestNamesOfStrangersTellEventsApart(t *testing.T) {
	reports := []report.Report{
		{Text: "The guard Marc Tellier was jailed for four years on Tuesday by the court of the old harbour town for smuggling telephones."},
		{Text: "Four years for Marc Tellier: the court of the old harbour town found the guard guilty of smuggling telephones."},
		{Text: "On Tuesday the court of the old harbour town jailed the nurse Odile Garnier, who poisoned two patients, for nine years."},
		{Text: "Nurse Odile Garnier, who gave poison to two patients, was sentenced to nine years on Tuesday."},
		{Text: "Marc Tellier, the guard who smuggled telephones, will appeal, his lawyer said."},
	}
	for i := range reports {
		reports[i].Published = monday.Add(time.Duration(i) * time.Minute)
	}
	if got, want := arrive(NewIndex(), reports...), []int64{1, 1, 2, 2, 1}; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("stories %v, want %v", got, want)
	}
}

// What is let go of leaves nothing behind, however reports come and go.
func TestIndexForgets(t *testing.T) {
	x := NewIndex()
	rng := rand.New(rand.NewPCG(1, 2))
	vocabulary := make([]string, 300)
	for i := range vocabulary {
		vocabulary[i] = fmt.Sprintf("word%c%c", 'a'+i%26, 'a'+i/26)
	}
	var at time.Duration
	for range 2000 {
		title := ""
		for range 6 {
			title += vocabulary[rng.IntN(len(vocabulary))] + " "
		}
		at += time.Duration(rng.IntN(20)) * time.Minute
		arrive(x, report.Report{Title: title, Link: "https://a.example/" + title, Published: monday.Add(at)})
	}
	if len(x.window) == 0 || len(x.window) > 2000/2 {
		t.Fatalf("%d reports in the window: this test shows nothing", len(x.window))
	}
	arrive(x, report.Report{Title: "", Published: monday.Add(at + 2*Window)})
	if len(x.window) != 1 || len(x.stories) != 1 || len(x.seen) != 0 || len(x.where) != 0 || len(x.byLink) != 0 {
		t.Errorf("left behind: %d reports, %d stories, %d features seen, %d placed, %d links",
			len(x.window), len(x.stories), len(x.seen), len(x.where), len(x.byLink))
	}
}

func BenchmarkFindAndAdd(b *testing.B) {
	x := NewIndex()
	rng := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(rng, 1.1, 8, 20_000)
	made := make([]report.Report, 5000)
	docs := make([]*text.Doc, len(made))
	for i := range made {
		title, body := "", ""
		for range 10 {
			title += fmt.Sprintf("w%dx ", zipf.Uint64())
		}
		for range 150 {
			body += fmt.Sprintf("w%dx ", zipf.Uint64())
		}
		made[i] = report.Report{Title: title, Text: body, Published: monday}
		docs[i] = words.Analyse(title, body, "en")
	}
	var last int64
	b.ReportAllocs()
	for n := 0; b.Loop(); n++ {
		i := n % len(made)
		id, ok := x.Find(&made[i], docs[i], &report.Tags{})
		if !ok {
			last++
			id = last
		}
		x.Add(id, &made[i], docs[i], &report.Tags{})
	}
}
