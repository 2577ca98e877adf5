package tag

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"tocsin/report"
	"tocsin/text"
)

const newsText = `Gunmen attacked an army post near the northern town of Gao on Tuesday, killing at least 12 soldiers and wounding 20 others, the
defence ministry said. The attackers, who arrived on motorcycles before dawn, set fire to vehicles and fled with weapons, according to two
residents. No group has claimed responsibility for the raid, but militants linked to al-Qaeda and Islamic State are active in the area.
The president condemned what he called a cowardly attack and promised that the perpetrators would be brought to justice. The United Nations
mission in Mali said that it had sent a helicopter to evacuate the wounded. More than 400 people have been killed in the region since January.
French troops left the country last year after a decade of fighting the insurgents, and talks with the rebel coalition have stalled. `

// TestNothing holds that empty and odd input gives tags without nulls.
func TestNothing(t *testing.T) {
	for _, s := range []string{"", " ", "\x00\xff", strings.Repeat("(", 500), "\u202e\u200b", "🙂", "IS", "US", "?"} {
		tags := newTagger(t).Tag(analyser.Analyse(s, s, ""), nil)
		b, err := json.Marshal(tags)
		if err != nil {
			t.Fatal(err)
		}
		for _, key := range []string{"places", "countries", "focus", "focus_admin1", "actors", "events", "because"} {
			if strings.Contains(string(b), `"`+key+`":null`) {
				t.Errorf("%q: %s is null", s, key)
			}
		}
		if tags.Class == "" {
			t.Errorf("%q: no class", s)
		}
	}
}

// check holds what must be true of the tags of any text.
func check(t *testing.T, title, body string, tags report.Tags) {
	t.Helper()
	fields := map[report.Field][]rune{}
	d := analyser.Analyse(title, body, "")
	fields[report.Title], fields[report.Text] = []rune(d.Title), []rune(d.Text)
	span := func(what string, ms []report.Mention) {
		if len(ms) == 0 {
			t.Errorf("%s without a mention", what)
		}
		for _, m := range ms {
			f := fields[m.Field]
			if m.Start < 0 || m.End > len(f) || m.Start >= m.End || string(f[m.Start:m.End]) != m.Text {
				t.Errorf("%s: mention %+v does not stand in %q", what, m, string(f))
			}
		}
	}
	ids := map[string]bool{}
	for _, a := range tags.Actors {
		if ids[a.ID] {
			t.Errorf("actor %s twice", a.ID)
		}
		ids[a.ID] = true
		span("actor "+a.ID, a.Mentions)
	}
	for _, e := range tags.Events {
		if _, ok := e.Type.Kind(); !ok || e.Class != e.Type.Class() || e.Status == "" {
			t.Errorf("event %+v", e)
		}
		span("event "+string(e.Type), e.Mentions)
	}
	sum := 0
	for _, b := range tags.Severity.Because {
		sum += b.Points
	}
	if max(sum, 0) != tags.Severity.Score {
		t.Errorf("severity %d, its reasons sum up to %d", tags.Severity.Score, sum)
	}
	for _, n := range []*int{tags.Killed, tags.Wounded} {
		if n != nil && *n < 0 {
			t.Errorf("toll %d", *n)
		}
	}
}

func FuzzTag(f *testing.F) {
	f.Add("Drone strike kills two", newsText)
	f.Add("", "the group (the) [US] “killed” 12 and, of and by US-led")
	f.Add("غارة", "مقتل 12 شخصا وإصابة 30 آخرين")
	f.Add("IRAQ", "DEATH TOLL ROSE TO 1,000,000,000,000 AND 99999999999999 DEAD")
	f.Fuzz(func(t *testing.T, title, body string) {
		check(t, title, body, tagText(t, title, body, time.Time{}))
	})
}

// TestWorst holds that texts made to cost much stay cheap: time grows with length, not with its square.
func TestWorst(t *testing.T) {
	for name, unit := range map[string]string{
		"actors": "Iraqi army, ", "kills": "killed 1 and ", "strikes": "strike on strike by ", "numbers": "one hundred and ", "brackets": "(FMLN) [",
		"capitals": "The New Front Army Brigade of ", "no end": "attack ", "people": "people who were ", "works": "in the film ", "offices": "President John Smith ", "losses": "three dead, ",
	} {
		start := time.Now()
		tagText(t, "", strings.Repeat(unit, text.MaxBytes/len(unit)), time.Time{})
		if took := time.Since(start); took > 3*time.Second {
			t.Errorf("%s: 200 KB took %v", name, took)
		}
	}
}

func BenchmarkTag(b *testing.B) {
	tg := newTagger(b)
	body := strings.Repeat(newsText, 6)[:4096]
	d := analyser.Analyse("Gunmen kill 12 soldiers in Mali", body, "")
	r := &report.Report{Published: time.Date(2024, 1, 4, 0, 0, 0, 0, time.UTC)}
	b.ReportAllocs()
	for b.Loop() {
		tg.Tag(d, r)
	}
}

// BenchmarkEvents is BenchmarkTag without places.
func BenchmarkEvents(b *testing.B) {
	tg := newTagger(b)
	body := strings.Repeat(newsText, 6)[:4096]
	d := analyser.Analyse("Gunmen kill 12 soldiers in Mali", body, "")
	found := tg.places.Find(d, nil, nil)
	b.ReportAllocs()
	for b.Loop() {
		r := tg.read(d)
		r.places = found
		r.find()
		r.tags()
		tg.put(r)
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		if _, err := New(); err != nil {
			b.Fatal(err)
		}
	}
}
