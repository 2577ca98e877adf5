package rules

import (
	"bytes"
	"encoding/json"

	"tocsin/report"
)

// A Reason says which clause of a rule was met and by which words. Field, Start, End and Text are empty for a clause
// that no words met: severity, a number of sources, a clause with NOT. Start and End count code points.
type Reason struct {
	Clause string       `json:"clause"`
	Field  report.Field `json:"field,omitempty"`
	Start  int          `json:"start,omitempty"`
	End    int          `json:"end,omitempty"`
	Text   string       `json:"text,omitempty"`
}

// MarshalJSON writes the stretch whole or not at all: a start of 0 is a start.
func (r Reason) MarshalJSON() ([]byte, error) {
	var v any = struct {
		Clause string `json:"clause"`
	}{r.Clause}
	if r.Field != "" {
		v = struct {
			Clause string       `json:"clause"`
			Field  report.Field `json:"field"`
			Start  int          `json:"start"`
			End    int          `json:"end"`
			Text   string       `json:"text"`
		}{r.Clause, r.Field, r.Start, r.End, r.Text}
	}
	// Not json.Marshal: it would write severity>=high as severity\u003e=high, whatever the encoder around it was told.
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return b.Bytes(), err
}
