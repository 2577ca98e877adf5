package main

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tocsin/story"
	"tocsin/tag"
	"tocsin/text"
)

// What was reached on story/testdata; raise it when more is.
const (
	leastStoryPrecision = 0.94
	leastStoryRecall    = 0.93
)

// filed is a report of story/testdata, with the event that it is labelled with and the story that it was given.
type filed struct {
	storiesLine
	event string
	story int64
}

func TestStoriesLabelled(t *testing.T) {
	tagger, err := tag.New()
	if err != nil {
		t.Fatal(err)
	}
	reports := labelledReports(t)
	teller := &storyTeller{tagger: tagger, words: text.NewAnalyser(), index: story.NewIndex()}
	for i := range reports {
		line, err := json.Marshal(reports[i].storiesLine)
		if err != nil {
			t.Fatal(err)
		}
		answer, _, err := teller.answer(line)
		if err != nil {
			t.Fatal(err)
		}
		reports[i].story = answer.(storiesAnswer).Story
	}
	precision, recall := agreement(reports)
	t.Logf("%d reports: precision %.3f, recall %.3f", len(reports), precision, recall)
	if precision < leastStoryPrecision || recall < leastStoryRecall {
		t.Errorf("precision %.3f, recall %.3f: want %.3f, %.3f", precision, recall, leastStoryPrecision, leastStoryRecall)
	}
	for i, r := range reports {
		wrong := slices.IndexFunc(reports[:i], func(o filed) bool { return (o.story == r.story) != (o.event == r.event) })
		if wrong >= 0 {
			t.Logf("%s %q: not as %s %q", r.event, r.Title+r.Text, reports[wrong].event, reports[wrong].Title+reports[wrong].Text)
		}
	}
}

// agreement returns the precision and recall of stories against events, after B-cubed: for each report, how many of its
// story are of its event, and how many of its event are of its story.
func agreement(reports []filed) (precision, recall float64) {
	for _, r := range reports {
		both, inStory, ofEvent := 0, 0, 0
		for _, o := range reports {
			if o.story == r.story {
				inStory++
			}
			if o.event == r.event {
				ofEvent++
			}
			if o.story == r.story && o.event == r.event {
				both++
			}
		}
		precision += float64(both) / float64(inStory)
		recall += float64(both) / float64(ofEvent)
	}
	return precision / float64(len(reports)), recall / float64(len(reports))
}

// labelledReports returns the reports of story/testdata in order of time.
func labelledReports(t *testing.T) (out []filed) {
	t.Helper()
	files, err := filepath.Glob("../../story/testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no labelled stories: %v", err)
	}
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		scene := strings.TrimSuffix(filepath.Base(name), ".txt")
		for lines := bufio.NewScanner(f); lines.Scan(); {
			line := lines.Text()
			switch {
			case strings.HasPrefix(line, "#"), strings.TrimSpace(line) == "":
			case strings.HasPrefix(line, " "):
				r := &out[len(out)-1]
				r.Text = strings.TrimSpace(r.Text + " " + strings.TrimSpace(line))
			default:
				out = append(out, labelledReport(t, scene, line))
			}
		}
	}
	slices.SortStableFunc(out, func(a, b filed) int { return a.Published.Compare(*b.Published) })
	return out
}

func labelledReport(t *testing.T, scene, line string) filed {
	t.Helper()
	part := strings.SplitN(line, " | ", 4)
	if len(part) != 4 {
		t.Fatalf("%s: %q is not a report", scene, line)
	}
	at, err := time.Parse("2006-01-02 15:04", part[0])
	if err != nil {
		t.Fatalf("%s: %v", scene, err)
	}
	return filed{event: scene + "/" + part[2],
		storiesLine: storiesLine{Published: &at, Source: part[1], Title: strings.TrimPrefix(part[3], "-")}}
}
