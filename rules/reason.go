package rules

import "tocsin/report"

// A Reason says which clause of a rule was met and by which words. Field, Start, End and Text are empty for a clause
// that no words met: severity, a number of sources, a clause with NOT. Start and End count code points.
type Reason struct {
	Clause string       `json:"clause"`
	Field  report.Field `json:"field,omitempty"`
	Start  int          `json:"start,omitempty"`
	End    int          `json:"end,omitempty"`
	Text   string       `json:"text,omitempty"`
}
