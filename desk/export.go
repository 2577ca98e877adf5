package desk

import (
	"bytes"
	"context"
	"encoding/json"

	"tocsin/rules"
)

// An Exported is a rule as a line of a file: what it takes to have it again, here or in another server.
type Exported struct {
	Name    string        `json:"name"`
	Rule    string        `json:"rule"`
	Channel string        `json:"channel,omitempty"`
	Mention string        `json:"mention,omitempty"`
	Deliver rules.Deliver `json:"deliver,omitempty"`
	Paused  bool          `json:"paused,omitempty"`
	DM      bool          `json:"dm,omitempty"` // of the person's own, by direct message
}

// Export returns a rule as it is written to a file.
func Export(r rules.Rule) Exported {
	return Exported{Name: r.Name, Rule: r.Text, Channel: r.Channel, Mention: r.Mention, Deliver: r.Deliver, Paused: r.Paused, DM: r.Guild == ""}
}

// ExportRules writes the rules that the caller may see as JSON, one a line.
func (d *Desk) ExportRules(ctx context.Context, c Caller) ([]byte, error) {
	list, err := d.ListRules(ctx, c)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	for _, r := range list {
		if err := enc.Encode(Export(r)); err != nil {
			return nil, err
		}
	}
	return out.Bytes(), nil
}
