package rules

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"tocsin/report"
	"tocsin/text"
)

// A chooser returns a random number from 0 to n-1.
type chooser func(n int) int

func seeded(seed int) chooser { return rand.New(rand.NewPCG(uint64(seed), 6)).IntN }

func pick[T any](ch chooser, list []T) T { return list[ch(len(list))] }

// chance is true p times in 100.
func (ch chooser) chance(p int) bool { return ch(100) < p }

// world is a small world for properties: few names and words, so that rules and reports meet often.
type world struct{}

var (
	worldPlaces = []string{"P0", "P1", "P2", "P3", "P4", "P5", "P6"} // each lies in the one half its number
	worldActors = []string{"a0", "a1", "a2", "a3", "a4"}             // the same
	worldWords  = strings.Fields("strike strikes striking drone drones drone-strike escalation Escalation dangerous attaque attaques États-Unis " +
		"удар удары ударов غارة الغارة 北京 空袭 北 ドローン攻撃 U.S. US Iraq's l'Irak al-Sha'abi 2,500 F-16 covid19 Größe groesse troops Troops")
	worldMarks  = []string{" ", " ", " ", " ", ", ", ". ", "-", " - ", "\n", "\" ", " “", "”", "’s ", "/"}
	worldEvents = []report.EventType{report.Airstrike, report.Shelling, report.Talks, report.Statement}
	worldStates = []report.Status{report.Reported, report.Denied, report.Claimed, report.Historical, report.Threatened}
	worldLangs  = []string{"en", "fr", "ru", "und"}
	worldSource = []string{"BBC World", "Agence", "bbc.co.uk"}
)

func (world) named(list []string, name string) []report.Candidate {
	for _, p := range list {
		if strings.EqualFold(p, name) {
			return []report.Candidate{{ID: p, Name: p, Weight: 1}}
		}
	}
	return nil
}

func (w world) Place(name, _ string) []report.Candidate         { return w.named(worldPlaces, name) }
func (w world) Actor(name, _ string) []report.Candidate         { return w.named(worldActors, name) }
func (w world) NearestPlace(_ string, _ int) []report.Candidate { return nil }
func (w world) NearestActor(_ string, _ int) []report.Candidate { return nil }
func (w world) Position(id string) (report.Position, bool)      { return positionOf(id), true }

func positionOf(id string) report.Position {
	return report.Position{Lat: 10 * float64(id[1]-'0'), Lon: 5}
}

// withinOf returns what contains a place or actor of the world.
func withinOf(id string) []string {
	var in []string
	for n := int(id[1]-'0') / 2; n > 0; n /= 2 {
		in = append(in, fmt.Sprintf("%c%d", id[0], n))
	}
	return in
}

// randomRule writes a rule of the world, with every kind of clause.
func randomRule(ch chooser, depth int) string {
	if depth > 0 && ch.chance(55) {
		sep := pick(ch, []string{" ", " ", " OR "})
		var parts []string
		for range 2 + ch(3) {
			parts = append(parts, randomRule(ch, depth-1))
		}
		return pick(ch, []string{"", "", "", "-"}) + "(" + strings.Join(parts, sep) + ")"
	}
	not := ""
	if ch.chance(15) {
		not = "-"
	}
	return not + randomClause(ch)
}

func randomClause(ch chooser) string {
	if ch.chance(35) { // the same few words again and again in one rule
		return worldWords[ch(7)]
	}
	list := func(from []string) string {
		out := pick(ch, from)
		for range max(0, ch(5)-2) {
			out += "," + quote(pick(ch, from))
		}
		return out
	}
	term := func() string {
		w := pick(ch, worldWords)
		switch ch(8) {
		case 0:
			return `"` + w + " " + pick(ch, worldWords) + `"`
		case 1:
			return `="` + w + `"`
		case 2:
			return `="` + w + " " + pick(ch, worldWords) + `"`
		case 3:
			if r := []rune(w); len(r) > 3 && plain(w) {
				return string(r[:2+ch(len(r)-2)]) + "*"
			}
		}
		return quote(w)
	}
	op := pick(ch, []string{">=", "<=", ">", "<", "="})
	switch ch(20) {
	case 0, 1:
		return "region:" + list(worldPlaces)
	case 2:
		return "mentions:" + list(worldPlaces)
	case 3:
		return fmt.Sprintf("near:%s,%dkm", pick(ch, worldPlaces), 1+ch(3000))
	case 4:
		return "actor:" + list(worldActors)
	case 5:
		return "by:" + list(worldActors)
	case 6:
		return pick(ch, []string{"target:", "blamed:"}) + list(worldActors)
	case 7, 8:
		return "event:" + list([]string{"airstrike", "shelling", "talks", "statement"})
	case 9:
		return "class:" + list([]string{"material_conflict", "neutral", "verbal_cooperation"})
	case 10:
		return "severity" + op + pick(ch, report.Levels()).String()
	case 11:
		return pick(ch, []string{"killed", "wounded", "sources"}) + op + fmt.Sprint(ch(4))
	case 12:
		return "source:" + quote(pick(ch, worldSource))
	case 13:
		return "lang:" + list(worldLangs)
	case 14:
		return "title:" + term()
	}
	return term()
}

// randomText strings words of the world together.
func randomText(ch chooser, words int) string {
	var b strings.Builder
	for range words {
		b.WriteString(pick(ch, worldWords) + pick(ch, worldMarks))
	}
	return b.String()
}

// randomItem makes a report of the world.
func randomItem(ch chooser, a *text.Analyser) *Item {
	d := a.Analyse(randomText(ch, ch(6)), randomText(ch, ch(25)), pick(ch, worldLangs))
	if ch.chance(70) {
		d = a.Analyse(d.Title, "the troops of the "+d.Text+" and that was in the", "en")
	}
	t := &report.Tags{Lang: d.Lang}
	for range ch(4) {
		id := pick(ch, worldPlaces)
		at := positionOf(id)
		t.Places = append(t.Places, report.Place{ID: id, Kind: pick(ch, []report.PlaceKind{report.City, report.Country}), Lat: at.Lat, Lon: at.Lon,
			Focus: ch.chance(50), Within: withinOf(id)})
	}
	ids := func() []string {
		var out []string
		for range ch(3) {
			out = append(out, pick(ch, worldActors))
		}
		return out
	}
	for _, id := range ids() {
		t.Actors = append(t.Actors, report.Actor{ID: id, Within: withinOf(id)})
	}
	for range ch(4) {
		ty := pick(ch, worldEvents)
		t.Events = append(t.Events, report.Event{Type: ty, Class: ty.Class(), Status: pick(ch, worldStates), Initiators: ids(), Targets: ids(), Accused: ids()})
	}
	toll := func() *int {
		if n := ch(6) - 1; n >= 0 {
			return &n
		}
		return nil
	}
	t.Killed, t.Wounded = toll(), toll()
	t.Severity.Level = pick(ch, report.Levels())
	r := &report.Report{Source: pick(ch, worldSource), Publisher: pick(ch, worldSource)}
	if ch.chance(20) {
		p := positionOf(pick(ch, worldPlaces))
		r.Position = &p
	}
	return &Item{Report: r, Doc: d, Tags: t, Sources: ch(4)}
}
