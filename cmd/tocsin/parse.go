package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"tocsin/feed"
)

// maxDocument is the most of a document that is read, in bytes: what the fetcher allows of a feed.
const maxDocument = 10 << 20

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
	out := newEncoder(s.Out)
	in := bufio.NewReader(s.In)
	bad := false
	for {
		line, err := in.ReadBytes('\n')
		if len(line) > 1 {
			answer, ok := parseOne(line)
			bad = bad || !ok
			if err := out.Encode(answer); err != nil {
				return err
			}
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
	}
	if bad {
		return errBadInput
	}
	return nil
}

func parseOne(line []byte) (parseAnswer, bool) {
	var q parseLine
	if err := json.Unmarshal(line, &q); err != nil {
		return parseAnswer{ID: json.RawMessage("null"), Error: "not a JSON object: " + err.Error()}, false
	}
	answer := parseAnswer{ID: q.ID}
	if answer.ID == nil {
		answer.ID = json.RawMessage("null")
	}
	body, err := readDocument(q.File, nil)
	if err == nil {
		answer.Feed, err = feed.Parse(body, feed.Options{URL: q.URL, ContentType: q.ContentType})
	}
	if err != nil {
		answer.Error = err.Error()
	}
	return answer, true
}

// readDocument reads a file, or in when its name is "-" and there is one.
func readDocument(name string, in io.Reader) ([]byte, error) {
	if name != "-" || in == nil {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		in = f
	}
	body, err := io.ReadAll(io.LimitReader(in, maxDocument+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	if len(body) > maxDocument {
		return nil, fmt.Errorf("read %s: larger than %d bytes", name, maxDocument)
	}
	return body, nil
}

// newEncoder writes JSON lines with characters as they are: nobody renders them as HTML.
func newEncoder(w io.Writer) *json.Encoder {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e
}
