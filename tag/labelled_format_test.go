package tag

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tocsin/report"
)

// The labels that testdata/README.md tells of; a file with any other is refused.
var labels = []string{
	"title", "published", "lang", "main", "violent", "class", "event", "noevent", "by", "on", "accused", "actors", "not", "killed", "wounded",
	"severity", "focus", "admin1", "countries", "places",
}

// A labelled is one case of testdata: a sentence or a report, and what a careful editor says of it.
type labelled struct {
	where  string // file, and line of a sentence
	want   map[string]string
	text   string
	report bool
}

// published is the day that the case says it is of, the zero time when it says none.
func (l *labelled) published(t testing.TB) time.Time {
	day := l.want["published"]
	if day == "" {
		return time.Time{}
	}
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		t.Fatalf("%s: %v", l.where, err)
	}
	return at
}

// set adds a label.
func (l *labelled) set(t testing.TB, label, value string) {
	if !slices.Contains(labels, label) {
		t.Fatalf("%s: no label is called %q", l.where, label)
	}
	if _, twice := l.want[label]; twice {
		t.Fatalf("%s: two labels %s", l.where, label)
	}
	l.want[label] = strings.TrimSpace(value)
}

// Where the cases lie: those whose misses are read, and those that nobody reads, which tell what is reached on unseen news.
const (
	seen   = "testdata"
	unseen = "testdata/unseen"
)

func loadLabelled(t testing.TB, dir string) []labelled {
	return append(loadReports(t, dir), loadSentences(t, dir)...)
}

// TestLabels holds that labels name what there is: a misspelt id would be a miss for ever.
func TestLabels(t *testing.T) {
	for _, l := range append(loadLabelled(t, seen), loadLabelled(t, unseen)...) {
		for _, label := range []string{"by", "on", "accused", "actors", "not"} {
			for _, id := range ids(label, l.want[label]) {
				if _, known := newTagger(t).actors.byID[id]; !known {
					t.Errorf("%s: %s: no actor is called %q", l.where, label, id)
				}
			}
		}
		for _, label := range []string{"main", "event", "noevent"} {
			for _, v := range values(l.want[label]) {
				typ, _, _ := strings.Cut(v, "/")
				if _, known := report.EventType(typ).Kind(); !known && typ != "none" {
					t.Errorf("%s: %s: no type of event is called %q", l.where, label, typ)
				}
			}
		}
		if v := l.want["violent"]; v != "" && v != "yes" && v != "no" {
			t.Errorf("%s: violent is %q, want yes or no", l.where, v)
		}
	}
}

// ids lists all that a label of ids allows.
func ids(label, value string) []string {
	var out []string
	for _, v := range wanted(label, value) {
		out = append(out, strings.Split(strings.TrimSuffix(v, "?"), "/")...)
	}
	return out
}

// loadReports reads the reports of dir: lines "label: value", an empty line, the text in paragraphs.
func loadReports(t testing.TB, dir string) []labelled {
	var all []labelled
	for _, f := range glob(t, dir+"/reports/*.txt") {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		l := labelled{where: filepath.Base(f), want: map[string]string{}, report: true}
		head, body, ok := strings.Cut(string(b), "\n\n")
		if !ok {
			t.Fatalf("%s: no empty line behind the labels", f)
		}
		l.text = paragraphs(body)
		for line := range strings.SplitSeq(head, "\n") {
			label, value, ok := strings.Cut(line, ":")
			if !ok {
				t.Fatalf("%s: no label in %q", f, line)
			}
			l.set(t, label, value)
		}
		all = append(all, l)
	}
	return all
}

// paragraphs joins the lines of each paragraph, which are broken only for those who read the file.
func paragraphs(s string) string {
	var out []string
	for p := range strings.SplitSeq(s, "\n\n") {
		out = append(out, strings.Join(strings.Fields(p), " "))
	}
	return strings.TrimSpace(strings.Join(out, "\n\n"))
}

// loadSentences reads the sentences of dir: lines "label=value label=value | sentence".
func loadSentences(t testing.TB, dir string) []labelled {
	var all []labelled
	for _, f := range glob(t, dir+"/sentences/*.txt") {
		fh, err := os.Open(f)
		if err != nil {
			t.Fatal(err)
		}
		defer fh.Close()
		sc := bufio.NewScanner(fh)
		for n := 1; sc.Scan(); n++ {
			line := strings.TrimSpace(sc.Text())
			if line == "" || strings.HasPrefix(line, "#") {
				continue
			}
			l := labelled{where: fmt.Sprintf("%s:%d", filepath.Base(f), n), want: map[string]string{}}
			head, body, ok := strings.Cut(line, "|")
			if !ok {
				t.Fatalf("%s: no | in %q", l.where, line)
			}
			l.text = strings.TrimSpace(body)
			for word := range strings.FieldsSeq(head) {
				label, value, ok := strings.Cut(word, "=")
				if !ok {
					t.Fatalf("%s: no label in %q", l.where, word)
				}
				l.set(t, label, value)
			}
			all = append(all, l)
		}
		if err := sc.Err(); err != nil {
			t.Fatalf("%s: %v", f, err)
		}
	}
	return all
}

func glob(t testing.TB, pattern string) []string {
	files, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Fatalf("no files %s", pattern)
	}
	return files
}
