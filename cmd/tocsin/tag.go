package main

import (
	"encoding/json"
	"fmt"
	"time"

	"tocsin/report"
	"tocsin/tag"
	"tocsin/text"
)

// tagCmd says where, who, what and how bad for each report on the standard input, one JSON line each.
type tagCmd struct {
	Explain bool `help:"Print each report with its tags marked and the reasons for each decision, for people to read."`
	Resolve bool `help:"Read lines {\"id\",\"kind\",\"name\",\"country\"} and print what each name stands for."`
}

// Help says what the lines are.
func (*tagCmd) Help() string {
	return `In, on the standard input, a line a report: {"id","title","text","published","lang"}, of which id and text suffice; published is RFC 3339, lang BCP 47.

Of a title and of a text 200 KB each are read; a message on the standard error names the reports that have more.

Out, a line each: {"id","lang","places","countries","focus","focus_admin1","actors","events","class","killed","wounded","severity"}. Spans count Unicode code points.

With --resolve, in: {"id","kind","name","country"}, kind being place or actor; out: {"id","candidates":[{"id","name","kind","country","admin1"}]}, best first.` + badLines
}

// badLines ends the help of every command that reads JSON lines.
const badLines = `

A line that cannot be read is answered with {"id","error"}, the rest goes on, and the exit status is 1.`

// tagLine is a line of the input of tag.
type tagLine struct {
	ID        json.RawMessage `json:"id"`
	Title     string          `json:"title"`
	Text      string          `json:"text"`
	Published string          `json:"published"`
	Lang      string          `json:"lang"`
}

// tagAnswer is a line of its output.
type tagAnswer struct {
	ID json.RawMessage `json:"id"`
	report.Tags
}

// resolveLine is a line of the input of tag --resolve.
type resolveLine struct {
	ID      json.RawMessage `json:"id"`
	Kind    string          `json:"kind"`
	Name    string          `json:"name"`
	Country string          `json:"country"`
}

// resolveAnswer is a line of its output.
type resolveAnswer struct {
	ID         json.RawMessage    `json:"id"`
	Candidates []report.Candidate `json:"candidates"`
}

func (c *tagCmd) Run(s *streams) error {
	t, err := tag.New()
	if err != nil {
		return err
	}
	if c.Resolve {
		return eachLine(s, func(line []byte) (any, json.RawMessage, error) { return resolveName(t, line) })
	}
	analyser := text.NewAnalyser()
	if c.Explain {
		return eachLines(s, func(line []byte) ([]any, json.RawMessage, error) {
			d, r, id, err := readReport(analyser, line)
			if err != nil {
				return nil, id, err
			}
			_, err = fmt.Fprintf(s.Out, "== %s\n%s\n", orNull(id), t.Explain(d, r))
			return nil, id, err
		})
	}
	return eachLine(s, func(line []byte) (any, json.RawMessage, error) {
		d, r, id, err := readReport(analyser, line)
		if err != nil {
			return nil, id, err
		}
		if d.Truncated {
			fmt.Fprintf(s.Err, "tocsin: report %s is longer than %d KB: what lies beyond was not read\n", orNull(id), text.MaxBytes>>10)
		}
		return tagAnswer{ID: orNull(id), Tags: t.Tag(d, r)}, id, nil
	})
}

// report makes a report of a line.
func (q *tagLine) report() (*report.Report, error) {
	r := &report.Report{Title: q.Title, Text: q.Text, Lang: q.Lang}
	if q.Published != "" {
		var err error
		if r.Published, err = time.Parse(time.RFC3339, q.Published); err != nil {
			return nil, fmt.Errorf("published %w", inWords(err))
		}
	}
	return r, nil
}

// readReport reads a line of the input and analyses it.
func readReport(a *text.Analyser, line []byte) (*text.Doc, *report.Report, json.RawMessage, error) {
	var q tagLine
	if err := json.Unmarshal(line, &q); err != nil {
		return nil, nil, q.ID, fmt.Errorf("not a report: %w", inWords(err))
	}
	r, err := q.report()
	if err != nil {
		return nil, nil, q.ID, err
	}
	return a.Analyse(q.Title, q.Text, q.Lang), r, q.ID, nil
}

func resolveName(t *tag.Tagger, line []byte) (any, json.RawMessage, error) {
	var q resolveLine
	if err := json.Unmarshal(line, &q); err != nil {
		return nil, q.ID, fmt.Errorf("not a name: %w", inWords(err))
	}
	answer := resolveAnswer{ID: orNull(q.ID)}
	switch q.Kind {
	case "place":
		answer.Candidates = t.Place(q.Name, q.Country)
	case "actor":
		answer.Candidates = t.Actor(q.Name, q.Country)
	default:
		return nil, q.ID, fmt.Errorf("kind is %q: use place or actor", q.Kind)
	}
	if answer.Candidates == nil {
		answer.Candidates = []report.Candidate{}
	}
	return answer, q.ID, nil
}
