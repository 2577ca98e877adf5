package main

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestFaultOfALine holds that a fault of ours in one line is told with its id and keeps no other line from its answer.
func TestFaultOfALine(t *testing.T) {
	var out, errs strings.Builder
	in := strings.NewReader(`{"id":1}` + "\n" + `{"id":"two"}` + "\n" + `{"id":3}` + "\n")
	err := eachLine(&streams{In: in, Out: &out, Err: &errs}, func(line []byte) (any, json.RawMessage, error) {
		if strings.Contains(string(line), "two") {
			var none []int
			return none[len(line)], nil, nil
		}
		return json.RawMessage(line), nil, nil
	})
	if err != errBadInput {
		t.Errorf("error %v, want %v", err, errBadInput)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != 3 || lines[0] != `{"id":1}` || lines[2] != `{"id":3}` {
		t.Fatalf("answers:\n%s", out.String())
	}
	if !strings.HasPrefix(lines[1], `{"id":"two","error":"a fault of Tocsin`) || !strings.Contains(errs.String(), "input_test.go") {
		t.Errorf("answer %s, and on the standard error %s", lines[1], errs.String())
	}
}
