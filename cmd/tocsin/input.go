package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"runtime/debug"
	"strings"
	"syscall"
	"time"
)

const (
	// maxDocument is the most of a document that is read, in bytes: what the fetcher allows of a feed.
	maxDocument = 10 << 20
	// maxLine is the most of one line of JSON that is read, in bytes.
	maxLine = 10 << 20
)

// openInput opens a file that the command line names, or in for "-" where there is one. A file that cannot be opened is wrong usage.
func openInput(name string, in io.Reader) (io.ReadCloser, error) {
	if name == "-" && in != nil {
		return io.NopCloser(in), nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, usageError{err}
	}
	info, err := f.Stat()
	if err == nil && info.IsDir() {
		err = &os.PathError{Op: "open", Path: name, Err: syscall.EISDIR}
	}
	if err != nil {
		f.Close()
		return nil, usageError{err}
	}
	return f, nil
}

// readDocument reads a whole file, or in for "-".
func readDocument(name string, in io.Reader) ([]byte, error) {
	f, err := openInput(name, in)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	body, err := io.ReadAll(io.LimitReader(f, maxDocument+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	if len(body) > maxDocument {
		return nil, fmt.Errorf("read %s: larger than %d bytes", name, maxDocument)
	}
	return body, nil
}

// Lines that cannot be read.
var (
	errLongLine = fmt.Errorf("the line is longer than %d MiB", maxLine>>20)
	errUTF16    = errors.New("the input is in UTF-16: convert it to UTF-8")
)

// jsonLines reads lines of JSON, leaving out blank ones and the mark with which some programs begin UTF-8.
type jsonLines struct {
	in     *bufio.Reader
	number int // of the line that next returned, from 1
}

func newJSONLines(r io.Reader) *jsonLines { return &jsonLines{in: bufio.NewReader(r)} }

// next returns the next line, until the next call; io.EOF behind the last, errLongLine for one that is left out.
func (l *jsonLines) next() ([]byte, error) {
	for {
		line, err := l.line()
		if err != nil {
			return nil, err
		}
		if l.number == 1 {
			if bytes.HasPrefix(line, []byte("\xff\xfe")) || bytes.HasPrefix(line, []byte("\xfe\xff")) {
				return nil, errUTF16
			}
			line = bytes.TrimPrefix(line, []byte("\ufeff"))
		}
		if line = bytes.TrimSpace(line); len(line) > 0 {
			return line, nil
		}
	}
}

// line returns the next line whole, also a last one that does not end.
func (l *jsonLines) line() ([]byte, error) {
	l.number++
	line, err := l.in.ReadSlice('\n')
	if err == nil || err == io.EOF && len(line) > 0 {
		return line, nil
	}
	line = bytes.Clone(line)
	for errors.Is(err, bufio.ErrBufferFull) {
		var more []byte
		more, err = l.in.ReadSlice('\n')
		if len(line) <= maxLine {
			line = append(line, more...)
		}
	}
	switch {
	case err != nil && (err != io.EOF || len(line) == 0):
		return nil, err
	case len(line) > maxLine:
		return nil, errLongLine
	}
	return line, nil
}

// eachLine answers every line of the input with one line before it reads the next. A line that answer cannot read is
// answered with its id, as far as it is known, and what is wrong with it.
func eachLine(s *streams, answer func(line []byte) (any, json.RawMessage, error)) error {
	return eachLines(s, func(line []byte) ([]any, json.RawMessage, error) {
		reply, id, err := answer(line)
		return []any{reply}, id, err
	})
}

// eachLines is eachLine with any number of answers to a line.
func eachLines(s *streams, answer func(line []byte) ([]any, json.RawMessage, error)) error {
	buffered := bufio.NewWriter(s.Out)
	out, in, bad := newEncoder(buffered), newJSONLines(s.In), false
	for {
		line, err := in.next()
		if err == io.EOF {
			break
		}
		if err != nil && err != errLongLine {
			return fmt.Errorf("read standard input: %w", err)
		}
		var replies []any
		var id json.RawMessage
		if err == nil {
			replies, id, err = survive(s, line, answer)
		}
		if err != nil {
			bad, replies = true, []any{lineError{ID: orNull(id), Error: err.Error()}}
		}
		for _, r := range replies {
			if err := out.Encode(r); err != nil {
				return err
			}
		}
		if err := buffered.Flush(); err != nil {
			return err
		}
	}
	if bad {
		return errBadInput
	}
	return nil
}

// survive answers a line also when a fault of ours ends the answer: the lines behind it are none of its business. Where the
// fault lies goes to the standard error.
func survive(s *streams, line []byte, answer func(line []byte) ([]any, json.RawMessage, error)) (replies []any, id json.RawMessage, err error) {
	defer func() {
		if p := recover(); p != nil {
			var l lineError
			_ = json.Unmarshal(line, &l) // what is no JSON has no id
			replies, id, err = nil, l.ID, fmt.Errorf("a fault of Tocsin, not of the line: please report it with the line: %v", p)
			fmt.Fprintf(s.Err, "tocsin: %v\n%s", err, debug.Stack())
		}
	}()
	return answer(line)
}

// lineError answers a line that could not be read.
type lineError struct {
	ID    json.RawMessage `json:"id"`
	Error string          `json:"error"`
}

// inWords says in terms of JSON what json.Unmarshal says in terms of Go.
func inWords(err error) error {
	var when *time.ParseError
	if errors.As(err, &when) {
		return fmt.Errorf("%q is not a time as in RFC 3339: write it like 2024-01-04T12:30:00Z", when.Value)
	}
	var wrong *json.UnmarshalTypeError
	if !errors.As(err, &wrong) {
		return err
	}
	want := "an object"
	switch wrong.Type.Kind() {
	case reflect.String:
		want = "a string"
	case reflect.Int, reflect.Int64, reflect.Float64:
		want = "a number"
	}
	if wrong.Field == "" {
		return fmt.Errorf("the line is %s, want %s", article(wrong.Value), want)
	}
	return fmt.Errorf("%q is %s, want %s", wrong.Field, article(wrong.Value), want)
}

func article(noun string) string {
	if strings.ContainsAny(noun[:1], "aeiou") {
		return "an " + noun
	}
	return "a " + noun
}

func orNull(id json.RawMessage) json.RawMessage {
	if id == nil {
		return json.RawMessage("null")
	}
	return id
}

// newEncoder writes JSON lines with characters as they are: nobody renders them as HTML.
func newEncoder(w io.Writer) *json.Encoder {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e
}
