package tag

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"tocsin/report"
	"tocsin/text"
)

// The labelled set. Reports are files of testdata/reports: lines "label: value", an empty line, the text. Sentences are
// lines of testdata/sentences/*.txt: "label=value label=value | sentence". Labels, all optional, values apart by commas:
//
//	main       type of the main event, with its status behind a slash if it is not reported; none for nothing that happened
//	violent    yes or no: is the main event one of violence that happened
//	event      types that must be among the events that happened
//	by, on, accused   ids of actors in the main event
//	actors     ids that must be named somewhere; not: ids that must not
//	killed, wounded   a number, or null
//	severity   the level, or a range: low-moderate
//	class      of the main event
//	focus, countries  ISO codes; lang; published (2024-01-04)
var labels = []string{"main", "violent", "event", "by", "on", "accused", "actors", "not", "killed", "wounded", "severity", "class", "focus", "countries", "lang", "published", "title"}

type labelled struct {
	where  string
	want   map[string]string
	text   string
	report bool
}

func loadLabelled(t testing.TB) []labelled {
	var all []labelled
	files, err := filepath.Glob("testdata/reports/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		head, body, ok := strings.Cut(string(b), "\n\n")
		if !ok {
			t.Fatalf("%s: no empty line behind the labels", f)
		}
		l := labelled{where: filepath.Base(f), want: map[string]string{}, text: body, report: true}
		for line := range strings.SplitSeq(head, "\n") {
			k, v, ok := strings.Cut(line, ":")
			if !ok || !slices.Contains(labels, k) {
				t.Fatalf("%s: no label in %q", f, line)
			}
			l.want[k] = strings.TrimSpace(v)
		}
		all = append(all, l)
	}
	files, err = filepath.Glob("testdata/sentences/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		fh, err := os.Open(f)
		if err != nil {
			t.Fatal(err)
		}
		sc := bufio.NewScanner(fh)
		for n := 1; sc.Scan(); n++ {
			line := strings.TrimSpace(sc.Text())
			if line == "" || strings.HasPrefix(line, "#") {
				continue
			}
			head, body, ok := strings.Cut(line, "|")
			if !ok {
				t.Fatalf("%s:%d: no | in %q", f, n, line)
			}
			l := labelled{where: fmt.Sprintf("%s:%d", filepath.Base(f), n), want: map[string]string{}, text: strings.TrimSpace(body)}
			for _, kv := range strings.Fields(head) {
				k, v, ok := strings.Cut(kv, "=")
				if !ok || !slices.Contains(labels, k) {
					t.Fatalf("%s: no label in %q", l.where, kv)
				}
				l.want[k] = v
			}
			all = append(all, l)
		}
		fh.Close()
	}
	return all
}

var theTagger = sync.OnceValues(New)

func newTagger(t testing.TB) *Tagger {
	tg, err := theTagger()
	if err != nil {
		t.Fatal(err)
	}
	return tg
}

var analyser = text.NewAnalyser()

func tagText(t testing.TB, title, body string, published time.Time) report.Tags {
	return newTagger(t).Tag(analyser.Analyse(title, body, ""), &report.Report{Title: title, Text: body, Published: published})
}

func values(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' })
}

// misses says in words which labels the tags do not meet.
func (l *labelled) misses(t testing.TB) map[string]string {
	var published time.Time
	if p := l.want["published"]; p != "" {
		var err error
		if published, err = time.Parse("2006-01-02", p); err != nil {
			t.Fatalf("%s: %v", l.where, err)
		}
	}
	tags := tagText(t, l.want["title"], l.text, published)
	var main report.Event
	if len(tags.Events) > 0 {
		main = tags.Events[0]
	}
	miss := make(map[string]string)
	all := func(label string, have []string) {
		for _, v := range values(l.want[label]) {
			if !slices.Contains(have, v) {
				miss[label] += fmt.Sprintf("no %s in %v; ", v, have)
			}
		}
	}
	for label, want := range l.want {
		switch label {
		case "main":
			typ, status, _ := strings.Cut(want, "/")
			if status == "" {
				status = "reported"
			}
			have := string(main.Type) + "/" + string(main.Status)
			if want == "none" && (main.Type == "" || !main.Status.Happened() || main.Class == report.Neutral) {
				continue
			}
			if have != typ+"/"+status {
				miss[label] = have
			}
		case "violent": // yes or no: does the main event tell of violence that happened
			if have := isViolent(main.Type) && main.Status.Happened(); have != (want == "yes") {
				miss[label] = fmt.Sprint(main.Type, " ", main.Status)
			}
		case "event":
			var have []string
			for _, e := range tags.Events {
				if e.Status.Happened() {
					have = append(have, string(e.Type))
				}
			}
			all(label, have)
		case "by":
			all(label, main.Initiators)
		case "on":
			all(label, main.Targets)
		case "accused":
			all(label, main.Accused)
		case "actors", "not":
			var have []string
			for _, a := range tags.Actors {
				have = append(have, a.ID)
			}
			if label == "actors" {
				all(label, have)
				continue
			}
			for _, v := range values(want) {
				if slices.Contains(have, v) {
					miss[label] += v + " "
				}
			}
		case "killed":
			if have := number(tags.Killed); have != want {
				miss[label] = have
			}
		case "wounded":
			if have := number(tags.Wounded); have != want {
				miss[label] = have
			}
		case "severity":
			from, to, ok := strings.Cut(want, "-")
			if !ok {
				to = from
			}
			a, err1 := report.ParseLevel(from)
			b, err2 := report.ParseLevel(to)
			if err1 != nil || err2 != nil {
				t.Fatalf("%s: severity %q", l.where, want)
			}
			if tags.Severity.Level < a || tags.Severity.Level > b {
				miss[label] = fmt.Sprintf("%s (%d)", tags.Severity.Level, tags.Severity.Score)
			}
		case "class":
			if string(tags.Class) != want {
				miss[label] = string(tags.Class)
			}
		case "focus":
			all(label, tags.Focus)
		case "countries":
			all(label, tags.Countries)
		case "lang":
			if tags.Lang != want {
				miss[label] = tags.Lang
			}
		}
	}
	return miss
}

func number(n *int) string {
	if n == nil {
		return "null"
	}
	return strconv.Itoa(*n)
}

// held is the share of labels that must be met; it is raised when more are.
var held = map[string]float64{
	"main": 0.98, "violent": 0.97, "event": 0.98, "by": 0.98, "on": 0.98, "accused": 0.98, "actors": 0.98, "not": 0.98, "killed": 0.98,
	"wounded": 0.98, "severity": 0.97, "class": 0.98, "focus": 0.95, "countries": 0.95, "lang": 0.98,
}

// TestLabelled holds the labelled set at what was reached and prints it.
func TestLabelled(t *testing.T) {
	met, total := map[string]int{}, map[string]int{}
	sentences, reports := 0, 0
	for _, l := range loadLabelled(t) {
		if l.report {
			reports++
		} else {
			sentences++
		}
		miss := l.misses(t)
		for label, want := range l.want {
			if label == "title" || label == "published" {
				continue
			}
			total[label]++
			if got, bad := miss[label]; bad {
				t.Logf("%s: %s=%s, got %s: %.90s", l.where, label, want, got, strings.ReplaceAll(l.text, "\n", " "))
			} else {
				met[label]++
			}
		}
	}
	t.Logf("%d sentences, %d reports", sentences, reports)
	for _, label := range labels {
		if total[label] == 0 {
			continue
		}
		share := float64(met[label]) / float64(total[label])
		t.Logf("%-9s %.3f (%d of %d)", label, share, met[label], total[label])
		if share < held[label] {
			t.Errorf("%s: %.3f of the labels are met, %.3f were before", label, share, held[label])
		}
	}
}

// TestExample holds what the design promises of its example report, word for word.
func TestExample(t *testing.T) {
	found := false
	for _, l := range loadLabelled(t) {
		if l.where != "baghdad-drone-strike.txt" {
			continue
		}
		found = true
		for label, got := range l.misses(t) {
			t.Errorf("%s: want %s, got %s", label, l.want[label], got)
		}
		tags := tagText(t, l.want["title"], l.text, time.Date(2024, 1, 4, 12, 0, 0, 0, time.UTC))
		roles := map[string]report.Role{"popular-mobilization-forces": report.Target, "us-led-coalition": report.Accused, "islamic-state": report.Mentioned}
		for _, a := range tags.Actors {
			if want, ok := roles[a.ID]; ok && a.Role != want {
				t.Errorf("%s is %s, want %s", a.ID, a.Role, want)
			}
			delete(roles, a.ID)
		}
		if len(roles) > 0 {
			t.Errorf("not named: %v", roles)
		}
		because := ""
		for _, b := range tags.Severity.Because {
			because += b.Text + "; "
		}
		for _, words := range []string{"dangerous escalation", "strike", "seven"} {
			if !strings.Contains(because, words) {
				t.Errorf("the reasons for the severity lack %q: %s", words, because)
			}
		}
	}
	if !found {
		t.Fatal("no example")
	}
}
