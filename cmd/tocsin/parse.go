package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"tocsin/feed"
)

// parseCmd prints what a feed document says, as one JSON object.
type parseCmd struct {
	URL         string `help:"Where the document was fetched: the base of its relative links." placeholder:"URL"`
	ContentType string `help:"The Content-Type header that it came with." placeholder:"TYPE"`
	Batch       bool   `help:"Read lines {\"id\",\"file\",\"url\",\"content_type\"} and answer each with one line."`
	File        string `arg:"" optional:"" help:"The document; - is the standard input."`
}

func (c *parseCmd) Run(s *streams) error {
	switch {
	case c.Batch && c.File != "":
		return usageError{errors.New("parse --batch names its documents on the standard input")}
	case c.Batch:
		return parseBatch(s)
	case c.File == "":
		return usageError{errors.New("parse needs a file, or - for the standard input")}
	}
	body, err := readDocument(c.File, s.In)
	if err != nil {
		return err
	}
	doc, err := feed.Parse(body, feed.Options{URL: c.URL, ContentType: c.ContentType})
	if err != nil {
		return err
	}
	return newEncoder(s.Out).Encode(doc)
}

// parseLine is a line of the input of parse --batch.
type parseLine struct {
	ID          json.RawMessage `json:"id"`
	File        string          `json:"file"`
	URL         string          `json:"url"`
	ContentType string          `json:"content_type"`
}

// parseAnswer is a line of its output: a feed or an error.
type parseAnswer struct {
	ID    json.RawMessage `json:"id"`
	Feed  *feed.Document  `json:"feed,omitempty"`
	Error string          `json:"error,omitempty"`
}

// parseBatch answers each line before it reads the next. That a document is not a feed is an answer, and so is that
// it cannot be read; a line that is not JSON is bad input.
func parseBatch(s *streams) error {
	return eachLine(s, func(line []byte) (any, json.RawMessage, error) {
		var q parseLine
		if err := json.Unmarshal(line, &q); err != nil {
			return nil, q.ID, fmt.Errorf("not a JSON object: %w", err)
		}
		answer := parseAnswer{ID: orNull(q.ID)}
		var doc *feed.Document
		body, err := readDocument(q.File, strings.NewReader(""))
		if err == nil {
			doc, err = feed.Parse(body, feed.Options{URL: q.URL, ContentType: q.ContentType})
		}
		if err != nil {
			answer.Error = err.Error()
		}
		answer.Feed = doc
		return answer, nil, nil
	})
}
