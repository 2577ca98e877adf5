package story

import (
	"time"

	"tocsin/report"
	"tocsin/text"
)

// Window is how far back a report looks for its story.
const Window = 72 * time.Hour

// maxReports bounds the reports of an Index, however many come within the window.
const maxReports = 50_000

// An Index finds the story that a report tells. It holds the reports of the window, by the order in which they were
// added. It is not safe for concurrent use.
type Index struct {
	members []member
	first   int // number of members[0], counted over all that were ever added
	byLink  map[string]int64
	byWord  map[string][]int // numbers of the members whose title has a word
}

type member struct {
	story int64
	at    time.Time
	link  string
	words []string // of the title, without repetition
}

// NewIndex returns an Index that knows no story.
func NewIndex() *Index {
	return &Index{byLink: map[string]int64{}, byWord: map[string][]int{}}
}

// Find returns the story that a report tells: that of a report with the same link, or nearly the same title.
func (x *Index) Find(r *report.Report, d *text.Doc, t *report.Tags) (id int64, ok bool) {
	if link := report.CanonicalLink(r.Link); link != "" {
		if id, ok = x.byLink[link]; ok {
			return id, true
		}
	}
	words := titleWords(d)
	if len(words) < minTitle {
		return 0, false
	}
	shared := map[int]int{}
	for _, w := range words {
		for _, n := range x.byWord[w] {
			shared[n]++
		}
	}
	best, score := 0, 0.0
	for n, common := range shared {
		m := &x.members[n-x.first]
		if len(m.words) < minTitle || r.When().Sub(m.at).Abs() > Window {
			continue
		}
		s := float64(common) / float64(len(words)+len(m.words)-common)
		if s > score || s == score && n > best {
			best, score = n, s
		}
	}
	if score < nearIdentical {
		return 0, false
	}
	return x.members[best-x.first].story, true
}

const (
	minTitle      = 4    // words below which a title is a formula: "Situation update"
	nearIdentical = 0.75 // of all words of both titles are in both
)

// Add puts a report into the window, as one of the story id.
func (x *Index) Add(id int64, r *report.Report, d *text.Doc, t *report.Tags) {
	m := member{story: id, at: r.When(), link: report.CanonicalLink(r.Link), words: titleWords(d)}
	if m.link != "" {
		x.byLink[m.link] = id
	}
	n := x.first + len(x.members)
	for _, w := range m.words {
		x.byWord[w] = append(x.byWord[w], n)
	}
	x.members = append(x.members, m)
	x.expire(r.When())
}

// expire lets go of the oldest reports.
func (x *Index) expire(now time.Time) {
	for len(x.members) > 0 && (len(x.members) > maxReports || now.Sub(x.members[0].at) > 2*Window) {
		m := x.members[0]
		if x.byLink[m.link] == m.story {
			delete(x.byLink, m.link)
		}
		for _, w := range m.words {
			if rest := x.byWord[w][1:]; len(rest) > 0 {
				x.byWord[w] = rest
			} else {
				delete(x.byWord, w)
			}
		}
		x.members, x.first = x.members[1:], x.first+1
	}
}

// titleWords returns the stems of the words and numbers of a title, each once.
func titleWords(d *text.Doc) []string {
	seen := map[string]bool{}
	var out []string
	for _, tok := range d.Tokens[:d.TitleEnd] {
		if (tok.Kind == text.Word || tok.Kind == text.Number) && !seen[tok.Stem] {
			seen[tok.Stem] = true
			out = append(out, tok.Stem)
		}
	}
	return out
}
