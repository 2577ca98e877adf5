package store_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"tocsin/alert"
	"tocsin/report"
	"tocsin/text"
)

// A maker makes a world that is small, so that rules and reports meet often, and has every kind of word that is hard to cut.
type maker struct {
	*rand.Rand
	analyser *text.Analyser
}

func newMaker(seed uint64) *maker {
	return &maker{rand.New(rand.NewPCG(seed, 11)), text.NewAnalyser()}
}

var (
	worldWords = strings.Fields("strike strikes Strikes striking STRIKE drone drones drone-strike escalation exercise exercises attaque attaques " +
		"États-Unis удар удары ударов غارة الغارة 北京 空袭 北 U.S. US us Iraq's l'Irak al-Sha'abi 2,500 F-16 Größe groesse troops Troops o'clock x")
	worldMarks  = []string{" ", " ", " ", " ", ", ", ". ", "-", " - ", "\n", "\" ", " “", "”", "’s ", "/", ": #"}
	worldPlaces = []string{"P0", "P1", "P2", "P3", "P4", "P5"}
	worldActors = []string{"A0", "A1", "A2", "A3"}
	worldLangs  = []string{"en", "fr", "ru", "ar", ""}
)

func pick[T any](w *maker, list []T) T { return list[w.IntN(len(list))] }

func (w *maker) text(words int) string {
	var b strings.Builder
	for range words {
		b.WriteString(pick(w, worldWords) + pick(w, worldMarks))
	}
	return b.String()
}

// within is what contains a place or an actor: the one half its number, and so on.
func within(id string) (in []string) {
	for n := int(id[1]-'0') / 2; n > 0; n /= 2 {
		in = append(in, fmt.Sprintf("%c%d", id[0], n))
	}
	return in
}

func (w *maker) ids() (ids []string) {
	for range w.IntN(3) {
		ids = append(ids, pick(w, worldActors))
	}
	return ids
}

func (w *maker) toll() *int {
	if n := w.IntN(5) - 1; n >= 0 {
		return &n
	}
	return nil
}

func (w *maker) tags(lang string) report.Tags {
	t := report.Tags{Lang: lang, Killed: w.toll(), Wounded: w.toll(), Severity: report.Severity{Level: pick(w, report.Levels())}}
	for range w.IntN(3) {
		id := pick(w, worldPlaces)
		t.Places = append(t.Places, report.Place{ID: id, Kind: pick(w, []report.PlaceKind{report.City, report.Country}), Lat: 10 * float64(id[1]-'0'), Lon: 5,
			Focus: w.IntN(2) == 0, Within: within(id)})
		if p := t.Places[len(t.Places)-1]; p.Focus {
			t.Focus = append(t.Focus, "C"+p.ID)
		}
	}
	named := w.ids()
	for range w.IntN(3) {
		kind := pick(w, []report.EventType{report.Airstrike, report.Shelling, report.Talks})
		t.Events = append(t.Events, report.Event{Type: kind, Class: kind.Class(), Status: pick(w, []report.Status{report.Reported, report.Denied, report.Historical}),
			Initiators: w.ids(), Targets: w.ids(), Accused: w.ids()})
		e := t.Events[len(t.Events)-1]
		named = slices.Concat(named, e.Initiators, e.Targets, e.Accused) // who takes part is named
	}
	slices.Sort(named)
	for _, id := range slices.Compact(named) {
		t.Actors = append(t.Actors, report.Actor{ID: id, Within: within(id)})
	}
	return t
}

// report makes one of some publisher, of the operator's sources or a guild's, that joins one of the last stories or begins one.
func (w *maker) report(n int, now time.Time) *alert.Stored {
	r := report.Report{SourceID: 1, Source: pick(w, []string{"BBC World", "Agence"}), Publisher: fmt.Sprintf("p%d.example", w.IntN(4)),
		GUID: fmt.Sprint(n), Title: w.text(w.IntN(5)), Text: w.text(w.IntN(20)), Published: now.Add(-time.Duration(w.IntN(600)) * time.Minute)}
	r.Fetched = r.Published
	if w.IntN(5) == 0 {
		r.Position = &report.Position{Lat: 10 * float64(w.IntN(6)), Lon: 5}
	}
	s := &alert.Stored{Report: r, Guild: pick(w, []string{"", "", "g1", "g2"}), Keys: report.Keys(&r)}
	w.read(s)
	return s
}

// read says what is concluded from a report.
func (w *maker) read(s *alert.Stored) {
	s.Doc = w.analyser.Analyse(s.Report.Title, s.Report.Text, pick(w, worldLangs))
	s.Tags = w.tags(s.Doc.Lang)
}

// rule writes a rule with every kind of clause.
func (w *maker) rule(depth int) string {
	if depth > 0 && w.IntN(2) == 0 {
		var parts []string
		for range 2 + w.IntN(2) {
			parts = append(parts, w.rule(depth-1))
		}
		return pick(w, []string{"", "", "-"}) + "(" + strings.Join(parts, pick(w, []string{" ", " ", " OR "})) + ")"
	}
	return pick(w, []string{"", "", "", "-"}) + w.clause()
}

func (w *maker) clause() string {
	op := pick(w, []string{">=", "<=", ">", "<", "="})
	switch w.IntN(16) {
	case 0:
		return "region:" + pick(w, worldPlaces)
	case 1:
		return "mentions:" + pick(w, worldPlaces) + "," + pick(w, worldPlaces)
	case 2:
		return fmt.Sprintf("near:%s,%dkm", pick(w, worldPlaces), 1+w.IntN(3000))
	case 3:
		return pick(w, []string{"actor:", "by:", "target:", "blamed:"}) + pick(w, worldActors)
	case 4:
		return "event:" + pick(w, []string{"airstrike", "talks"})
	case 5:
		return "class:" + pick(w, []string{"material_conflict", "neutral"})
	case 6:
		return "severity" + op + pick(w, report.Levels()).String()
	case 7:
		return pick(w, []string{"killed", "wounded", "sources"}) + op + fmt.Sprint(w.IntN(4))
	case 8:
		return "source:" + pick(w, []string{`"BBC World"`, "Agence", "p1.example"})
	case 9:
		return "lang:" + pick(w, []string{"en", "fr", "ru"})
	case 10:
		return "title:" + w.term()
	}
	return w.term()
}

func (w *maker) term() string {
	word := pick(w, worldWords)
	switch w.IntN(7) {
	case 0, 1:
		return `"` + word + " " + pick(w, worldWords) + `"`
	case 2:
		return `="` + word + `"`
	case 3:
		return `="` + word + pick(w, []string{" ", ", ", "-", ". "}) + pick(w, worldWords) + `"`
	case 4:
		return pick(w, []string{"str*", "dro*", "уда*", "esc*", "tro*"})
	}
	return `"` + word + `"`
}
