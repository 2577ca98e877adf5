package main

import (
	"encoding/json"
	"fmt"
	"time"

	"tocsin/report"
	"tocsin/story"
	"tocsin/tag"
	"tocsin/text"
)

// storiesCmd says of each report which story it tells.
type storiesCmd struct{}

// Help says what the lines are.
func (*storiesCmd) Help() string {
	return `In, on the standard input, a line a report, in order of arrival: {"id","title","text","published","source","link"}, of which id and text suffice.

Out, a line each: {"id","story"}; reports with one number tell one story. Each is answered before the next is read.` + badLines
}

// storiesLine is a line of the input, in order of arrival.
type storiesLine struct {
	ID        json.RawMessage `json:"id"`
	Title     string          `json:"title"`
	Text      string          `json:"text"`
	Published *time.Time      `json:"published"`
	Source    string          `json:"source"`
	Link      string          `json:"link"`
}

// storiesAnswer is a line of the output.
type storiesAnswer struct {
	ID    json.RawMessage `json:"id"`
	Story int64           `json:"story"` // counted from 1
}

// Run answers each line before it reads the next.
func (c *storiesCmd) Run(s *streams) error {
	tagger, err := tag.New()
	if err != nil {
		return err
	}
	teller := &storyTeller{tagger: tagger, words: text.NewAnalyser(), index: story.NewIndex()}
	return eachLine(s, teller.answer)
}

// A storyTeller groups reports as the service does.
type storyTeller struct {
	tagger *tag.Tagger
	words  *text.Analyser
	index  *story.Index
	last   int64
}

func (t *storyTeller) answer(line []byte) (any, json.RawMessage, error) {
	var q storiesLine
	if err := json.Unmarshal(line, &q); err != nil {
		return nil, q.ID, fmt.Errorf("not a report: %w", inWords(err))
	}
	r := report.Report{Title: q.Title, Text: q.Text, Link: q.Link, Source: q.Source, Publisher: q.Source}
	if q.Published != nil {
		r.Published, r.Fetched = *q.Published, *q.Published
	}
	d := t.words.Analyse(r.Title, r.Text, "")
	tags := t.tagger.Tag(d, &r)
	id, ok := t.index.Find(&r, d, &tags)
	if !ok {
		t.last++
		id = t.last
	}
	t.index.Add(id, &r, d, &tags)
	return storiesAnswer{ID: orNull(q.ID), Story: id}, nil, nil
}
