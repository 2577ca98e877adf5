package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"tocsin/rules"
	"tocsin/tag"
	"tocsin/text"
)

// matchCmd says which rules each report on the standard input meets and by which words, one JSON line a match.
type matchCmd struct {
	Rules string `required:"" placeholder:"RULES.jsonl" help:"The rules: lines {\"id\",\"rule\"}."`
}

// Help says what the lines are.
func (*matchCmd) Help() string {
	return `In, on the standard input, a line a report: as for tag, and {"source","sources"}: the name of its source, and how many independent publishers tell its story.

Out, a line a match: {"report","rule","why":[{"clause","field","start","end","text"}]}, in the order of the rules. A report that meets no rule gives no line.` + badLines
}

// ruleLine is a line of the file of rules.
type ruleLine struct {
	ID   json.RawMessage `json:"id"`
	Rule string          `json:"rule"`
}

// matchLine is a line of the input of match: a report as for tag, with its source and how many independent publishers
// tell its story.
type matchLine struct {
	tagLine
	Source  string `json:"source"`
	Sources int    `json:"sources"`
}

// matchAnswer is a line of its output.
type matchAnswer struct {
	Report json.RawMessage `json:"report"`
	Rule   json.RawMessage `json:"rule"`
	Why    []rules.Reason  `json:"why"`
}

// matcher holds the rules in the order of their file, which is the order of the answers.
type matcher struct {
	ids      []json.RawMessage
	exprs    []*rules.Expr
	index    *rules.Index
	reader   *rules.Reader
	tagger   *tag.Tagger
	analyser *text.Analyser
	met      []int64
}

func (c *matchCmd) Run(s *streams) error {
	tagger, err := tag.New()
	if err != nil {
		return err
	}
	m := &matcher{reader: rules.NewReader(tagger), index: rules.NewIndex(), tagger: tagger, analyser: text.NewAnalyser()}
	if err := m.load(c.Rules); err != nil {
		return err
	}
	return eachLines(s, m.answer)
}

// load reads the rules. A bad one names itself and points at the place.
func (m *matcher) load(name string) error {
	f, err := openInput(name, nil)
	if err != nil {
		return err
	}
	defer f.Close()
	var bad []error
	for lines := newJSONLines(f); ; {
		line, err := lines.next()
		if err == io.EOF {
			break
		}
		number := lines.number
		if err != nil {
			return fmt.Errorf("%s:%d: %w", name, number, err)
		}
		var q ruleLine
		if err := json.Unmarshal(line, &q); err != nil {
			bad = append(bad, fmt.Errorf("%s:%d: not a rule: %w", name, number, inWords(err)))
			continue
		}
		if len(q.ID) == 0 {
			bad = append(bad, fmt.Errorf("%s:%d: the rule has no id", name, number))
			continue
		}
		e, err := m.reader.Parse(q.Rule)
		if err != nil {
			bad = append(bad, fmt.Errorf("%s:%d: rule %s: %w", name, number, q.ID, err))
			continue
		}
		m.index.Add(int64(len(m.exprs)), e)
		m.ids, m.exprs = append(m.ids, q.ID), append(m.exprs, e)
	}
	return errors.Join(bad...)
}

// answer reads one report and returns an answer for every rule that it meets.
func (m *matcher) answer(line []byte) (replies []any, id json.RawMessage, err error) {
	var q matchLine
	if err := json.Unmarshal(line, &q); err != nil {
		return nil, q.ID, fmt.Errorf("not a report: %w", inWords(err))
	}
	r, err := q.report()
	if err != nil {
		return nil, q.ID, err
	}
	r.Source = q.Source
	d := m.analyser.Analyse(q.Title, q.Text, q.Lang)
	t := m.tagger.Tag(d, r)
	it := &rules.Item{Report: r, Doc: d, Tags: &t, Sources: q.Sources}
	m.met = m.index.Match(it, m.met[:0])
	slices.Sort(m.met)
	for _, i := range m.met {
		replies = append(replies, matchAnswer{Report: orNull(q.ID), Rule: m.ids[i], Why: m.exprs[i].Why(it)})
	}
	return replies, q.ID, nil
}
