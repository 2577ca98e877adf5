package tag

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tocsin/report"
	"tocsin/text"
)

// A tally is what precision and recall are made of. Right answers to a question that has one answer count once in each.
type tally struct{ right, said, wanted int }

func (c *tally) add(d tally) {
	c.right += d.right
	c.said += d.said
	c.wanted += d.wanted
}

func (c tally) precision() float64 { return share(c.right, c.said) }
func (c tally) recall() float64    { return share(c.right, c.wanted) }

func share(n, of int) float64 {
	if of == 0 {
		return 1
	}
	return float64(n) / float64(of)
}

// A finding is how one label of a case was met: counted under its kind, with words about what is amiss.
type finding struct {
	kind, label, want string
	count             tally
	amiss             string
}

// score compares the tags of a case with each of its labels.
func (l *labelled) score(t testing.TB) []finding {
	tags := tagText(t, l.want["title"], l.text, l.published(t))
	var out []finding
	for _, label := range labels {
		want, ok := l.want[label]
		if label == "violent" && !ok {
			want = l.violence()
			ok = want != ""
		}
		if !ok || label == "title" || label == "published" {
			continue
		}
		f := finding{kind: label, label: label, want: want}
		switch label {
		case "main", "violent", "class", "severity", "lang":
			l.scoreOne(t, &f, want, tags)
		case "killed":
			f.number(want, tags.Killed)
		case "wounded":
			f.number(want, tags.Wounded)
		case "noevent", "not":
			l.scoreAbsent(&f, want, tags)
		default:
			l.scoreSet(t, &f, want, tags)
		}
		out = append(out, f)
	}
	return out
}

// violence is the label violent of a case that only has main: yes or no, empty when main does not tell.
func (l *labelled) violence() string {
	var said []string
	for _, v := range values(l.want["main"]) {
		typ, status, _ := strings.Cut(v, "/")
		yes := isViolent(report.EventType(typ)) && report.Status(or(status, string(report.Reported))).Happened()
		if !yes && report.EventType(typ).Class() == report.MaterialConflict && status == "" {
			return "" // a coup may have been violent
		}
		said = append(said, map[bool]string{true: "yes", false: "no"}[yes])
	}
	if said = slices.Compact(said); len(said) != 1 {
		return ""
	}
	return said[0]
}

func firstEvent(tags report.Tags) report.Event {
	if len(tags.Events) == 0 {
		return report.Event{}
	}
	return tags.Events[0]
}

// scoreOne is about labels that have one answer.
func (l *labelled) scoreOne(t testing.TB, f *finding, want string, tags report.Tags) {
	main := firstEvent(tags)
	var have string
	met := false
	switch f.label {
	case "main":
		have = string(main.Type) + "/" + string(main.Status)
		happened := main.Type != "" && main.Status.Happened() && main.Class != report.Neutral
		for _, w := range values(want) {
			typ, status, _ := strings.Cut(w, "/")
			met = met || w == "none" && !happened || have == typ+"/"+or(status, string(report.Reported))
		}
		if slices.Contains(values(want), "none") { // silence would be right, and earns nothing
			f.count = tally{oneIf(met && happened), oneIf(happened), oneIf(met && happened)}
		} else {
			f.count = tally{oneIf(met), oneIf(main.Type != ""), 1}
		}
	case "violent":
		have = string(main.Type) + "/" + string(main.Status)
		violent := isViolent(main.Type) && main.Status.Happened()
		met = violent == (want == "yes")
		f.count = tally{oneIf(violent && met), oneIf(violent), oneIf(want == "yes")}
	case "severity":
		have = fmt.Sprintf("%s (%d)", tags.Severity.Level, tags.Severity.Score)
		from, to, _ := strings.Cut(want, "-")
		least, err := report.ParseLevel(from)
		most, err2 := report.ParseLevel(or(to, from))
		if err != nil || err2 != nil {
			t.Fatalf("%s: severity %q", l.where, want)
		}
		met = tags.Severity.Level >= least && tags.Severity.Level <= most
		f.count = tally{oneIf(met), 1, 1}
	case "class":
		have = string(tags.Class)
		met = have == want
		f.count = tally{oneIf(met), 1, 1}
	case "lang":
		have = tags.Lang
		met = have == want
		f.count = tally{oneIf(met), 1, 1}
	}
	if !met {
		f.amiss = "is " + have
	}
}

func oneIf(b bool) int {
	if b {
		return 1
	}
	return 0
}

func or(a, b string) string {
	if a == "" {
		return b
	}
	return a
}

// number is about tolls, null when there is none; silence about what may be told or not earns nothing.
func (f *finding) number(want string, n *int) {
	have := "null"
	if n != nil {
		have = strconv.Itoa(*n)
	}
	either := strings.Split(want, "/")
	met := slices.Contains(either, have)
	f.count = tally{oneIf(met && n != nil), oneIf(n != nil), oneIf(n != nil && met || !slices.Contains(either, "null"))}
	if !met {
		f.amiss = "is " + have
	}
}

// scoreAbsent is about what must not be said: it takes from the precision of events and of actors.
func (l *labelled) scoreAbsent(f *finding, want string, tags report.Tags) {
	f.kind = map[string]string{"noevent": "event", "not": "actors"}[f.label]
	for _, v := range values(want) {
		if slices.Contains(l.have(f.kind, tags), v) {
			f.count.said++
			f.amiss += v + " is said; "
		}
	}
}

// scoreSet is about labels that list all there is to say. Of events and actors more may be said; doers and those hit may be
// nameless beside those asked for.
func (l *labelled) scoreSet(t testing.TB, f *finding, want string, tags report.Tags) {
	have := l.have(f.label, tags)
	allowed := map[string]bool{}
	for _, v := range wanted(f.label, want) {
		v, optional := strings.CutSuffix(v, "?")
		met := false
		for w := range strings.SplitSeq(v, "/") {
			met = met || slices.Contains(have, w)
			allowed[w] = true
		}
		if met {
			f.count.add(tally{1, 1, 1})
		} else if !optional {
			f.count.wanted++
			f.amiss += "no " + v + "; "
		}
	}
	for _, h := range have {
		if f.label == "event" || f.label == "actors" || allowed[h] || nameless(t, h) {
			continue
		}
		f.count.said++
		f.amiss += h + " is none; "
	}
}

// nameless says whether an id is that of generic people or of a force without a country, which may be said unasked.
func nameless(t testing.TB, id string) bool {
	n, known := newTagger(t).actors.byID[id]
	if !known {
		return false
	}
	a := newTagger(t).actors.all[n]
	return a.generic || a.kind == report.People
}

// wanted splits a label into the values that it asks for.
func wanted(label, value string) []string {
	if value == "-" {
		return nil
	}
	if label != "places" {
		return values(value)
	}
	var out []string
	for v := range strings.SplitSeq(value, ";") {
		v = strings.TrimSpace(v)
		name, country, _ := cutLast(v, " ")
		out = append(out, placeName(name, country))
	}
	return out
}

// placeName is a place as labels tell it: its words, whatever their case, and its country, "-" for none.
func placeName(words, country string) string {
	return text.Fold(strings.Join(strings.Fields(words), " ")) + " " + or(country, "-")
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

func values(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' })
}

// have lists what the tags say of a kind.
func (l *labelled) have(kind string, tags report.Tags) []string {
	var out []string
	switch kind {
	case "event":
		for _, e := range tags.Events {
			if e.Status.Happened() {
				out = append(out, string(e.Type))
			}
		}
	case "actors":
		for _, a := range tags.Actors {
			out = append(out, a.ID)
		}
	case "by":
		out = firstEvent(tags).Initiators
	case "on":
		out = firstEvent(tags).Targets
	case "accused":
		out = firstEvent(tags).Accused
	case "focus":
		out = tags.Focus
	case "admin1":
		out = tags.FocusAdmin1
	case "countries":
		out = tags.Countries
	case "places":
		for _, p := range tags.Places {
			if p.Kind == report.Country || p.Kind == report.Territory {
				continue // told by countries
			}
			for _, m := range p.Mentions {
				if v := placeName(m.Text, p.Country); !slices.Contains(out, v) {
					out = append(out, v)
				}
			}
		}
	}
	return out
}
