package store

import (
	"encoding/json"
	"fmt"

	"tocsin/report"
)

// Tags are kept as the JSON that report.Tags is everywhere else.
func encodeTags(t *report.Tags) ([]byte, error) { return json.Marshal(t) }

// tagsColumn scans tags.
type tagsColumn struct{ t *report.Tags }

func (c tagsColumn) Scan(v any) error {
	b, ok := v.([]byte)
	if !ok {
		return fmt.Errorf("tags are kept as %T", v)
	}
	*c.t = report.Tags{}
	return json.Unmarshal(b, c.t)
}

// list scans a JSON list of words.
type list struct{ to *[]string }

func (l list) Scan(v any) error {
	s, ok := v.(string)
	if !ok {
		return fmt.Errorf("a list is kept as %T", v)
	}
	*l.to = nil
	return json.Unmarshal([]byte(s), l.to)
}

func jsonOf(v any) (string, error) {
	b, err := json.Marshal(v)
	return string(b), err
}
