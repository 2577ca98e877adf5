package places

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tocsin/report"
	"tocsin/text"
)

// A labelled sentence of tag/testdata.
type labelled struct {
	line  string // its file and number
	focus string
	title bool
	text  string
	spans map[[2]int]string // code points -> id, "=SY" for any place there, "-" for a place that the gazetteer need not know
}

func readLabelled(t *testing.T, pattern string) []labelled {
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatal("there are no sentences with places", err)
	}
	var out []labelled
	for _, name := range files {
		out = append(out, readFile(t, name)...)
	}
	return out
}

func readFile(t *testing.T, name string) []labelled {
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []labelled
	s := bufio.NewScanner(f)
	for n := 1; s.Scan(); n++ {
		if s.Text() == "" || strings.HasPrefix(s.Text(), "#") {
			continue
		}
		line := fmt.Sprintf("%s, line %d", filepath.Base(name), n)
		focus, marked, ok := strings.Cut(s.Text(), " | ")
		if !ok {
			t.Fatalf("%s: no bar", line)
		}
		l := labelled{line: line, focus: focus, spans: make(map[[2]int]string)}
		marked, l.title = strings.CutPrefix(marked, "title: ")
		var text []rune
		for marked != "" {
			plain, rest, found := strings.Cut(marked, "[")
			text = append(text, []rune(plain)...)
			if !found {
				break
			}
			inside, after, _ := strings.Cut(rest, "]")
			words, id, _ := strings.Cut(inside, "|")
			start := len(text)
			text = append(text, []rune(words)...)
			l.spans[[2]int{start, len(text)}] = id
			marked = after
		}
		l.text = string(text)
		out = append(out, l)
	}
	return out
}

// A floor is what was reached: less fails. It is raised when more is reached.
type floor struct{ precision, recall, focus float64 }

// TestLabelled holds precision and recall on the sentences that were written for it. A span counts when it and its
// place are right.
func TestLabelled(t *testing.T) {
	holdSet(t, "../../testdata/places*.txt", floor{0.989, 0.981, 0.988}, t.Logf)
}

// TestLabelledUnseen does the same for sentences that nothing was fitted to, and does not say which are missed.
func TestLabelledUnseen(t *testing.T) {
	holdSet(t, "../../testdata/unseen/places.txt", floor{0.976, 0.931, 0.911}, func(string, ...any) {})
}

func holdSet(t *testing.T, pattern string, least floor, missed func(format string, args ...any)) {
	a := text.NewAnalyser()
	right, said, wanted, focused, inFocus := 0, 0, 0, 0, 0
	for _, l := range readLabelled(t, pattern) {
		title, body := "", l.text
		if l.title {
			title, body = body, ""
		}
		d := a.Analyse(title, body, "")
		w := shared.Find(d, nil, nil).Where(nil)
		got := make(map[[2]int]report.Place)
		for _, p := range w.Places {
			for _, m := range p.Mentions {
				got[[2]int{m.Start, m.End}] = p
			}
		}
		for span, id := range l.spans {
			p, ok := got[span]
			if id == "-" {
				delete(got, span)
				continue
			}
			wanted++
			if ok && (p.ID == id || "="+p.Country == id) {
				right++
			} else {
				missed("%s: %q is %q, want %q", l.line, string([]rune(l.text)[span[0]:span[1]]), p.ID, id)
			}
		}
		for span, p := range got {
			said++
			if _, ok := l.spans[span]; !ok {
				missed("%s: %q is taken for %s", l.line, string([]rune(l.text)[span[0]:span[1]]), p.ID)
			}
		}
		if l.focus == "-" {
			continue
		}
		focused++
		best := append(append([]string{""}, w.Focus...), "")[1]
		if strings.Contains(l.focus, ".") {
			best = append(append([]string{""}, w.FocusAdmin1...), "")[1]
		}
		if best != "" && strings.Contains(","+l.focus+",", ","+best+",") {
			inFocus++
		} else {
			missed("%s: it happens in %q, want %s", l.line, best, l.focus)
		}
	}
	precision, recall, focus := float64(right)/float64(said), float64(right)/float64(wanted), float64(inFocus)/float64(focused)
	t.Logf("places: precision %.3f of %d, recall %.3f of %d; where it happens: %.3f of %d", precision, said, recall, wanted, focus, focused)
	if precision < least.precision || recall < least.recall || focus < least.focus {
		t.Errorf("places fell below what was reached, %.3f, %.3f and %.3f; see the lines above", least.precision, least.recall, least.focus)
	}
}
