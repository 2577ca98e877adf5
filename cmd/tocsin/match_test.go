package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// matching runs tocsin match on rules and reports and returns its exit status and what it wrote.
func matching(t *testing.T, rules, reports string) (status int, out, messages string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "rules.jsonl")
	if err := os.WriteFile(file, []byte(rules), 0o600); err != nil {
		t.Fatal(err)
	}
	var o, e bytes.Buffer
	status = run(t.Context(), []string{"match", "--rules", file}, &streams{In: strings.NewReader(reports), Out: &o, Err: &e})
	return status, o.String(), e.String()
}

func TestMatchAnswersInTheOrderOfTheRules(t *testing.T) {
	rules := `{"id":"later","rule":"kittens"}
{"id":7,"rule":"region:Iraq \"warehouse fire\" sources>=2"}

{"id":"first","rule":"source:Example -severity>=critical"}`
	reports := `{"id":1,"title":"Warehouse fire in Basra, Iraq","text":"Nobody was hurt.","source":"Example","sources":2}
this is no report
{"id":"x","title":"Kittens","text":"","published":"yesterday"}
{"id":"y","title":"Kittens in a tree"}`
	status, out, _ := matching(t, rules, reports)
	want := `{"report":1,"rule":7,"why":[{"clause":"region:Iraq","field":"title","start":18,"end":23,"text":"Basra"},` +
		`{"clause":"\"warehouse fire\"","field":"title","start":0,"end":14,"text":"Warehouse fire"},{"clause":"sources>=2"}]}
{"report":1,"rule":"first","why":[{"clause":"source:Example"},{"clause":"-severity>=critical"}]}
{"id":null,"error":"not a report: invalid character 'h' in literal true (expecting 'r')"}
{"id":"x","error":"published \"yesterday\" is not a time as in RFC 3339: write it like 2024-01-04T12:30:00Z"}
{"report":"y","rule":"later","why":[{"clause":"kittens","field":"title","start":0,"end":7,"text":"Kittens"}]}
`
	if status != exitFailed || out != want {
		t.Errorf("exit status %d and\n%s\nwant %d and\n%s", status, out, exitFailed, want)
	}
}

func TestMatchNamesBadRules(t *testing.T) {
	status, out, messages := matching(t, `{"id":"good","rule":"drone"}
{"id":"bad","rule":"drone region:Xyzzyland"}
{"id":"odd","rule":`, `{"id":1,"title":"A drone"}`)
	for _, want := range []string{`rules.jsonl:2: rule "bad": no place is known as "Xyzzyland"`, "  drone region:Xyzzyland\n               ^^^^^^^^^\n", "rules.jsonl:3: not a rule"} {
		if !strings.Contains(messages, want) {
			t.Errorf("the message lacks %q:\n%s", want, messages)
		}
	}
	if status != exitFailed || out != "" {
		t.Errorf("exit status %d and output %q, want %d and none", status, out, exitFailed)
	}
}
