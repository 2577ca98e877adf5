// Package report holds the words that the rest of Tocsin speaks: reports and what is known of them.
package report

import (
	"time"
)

// A Report is one item of a source: what was published, as plain text, before anything is concluded from it.
// The zero value is a report about nothing; title, link, dates and position may each be missing. The store owns ID.
type Report struct {
	ID        int64  // given by the store when first saved; 0 before
	SourceID  int64  // the store's id of the source it came from; 0 for a report read from a file
	Source    string // name of the source, as shown to people and asked for with source:
	Publisher string // who stands behind it: the registrable domain of the link, or the source's name; for corroboration
	GUID      string // the publisher's own identifier, verbatim
	Link      string // absolute http or https URL, or empty
	Title     string // text, no markup, one line
	Text      string // text, no markup, paragraphs on lines of their own
	Lang      string // BCP 47 as declared by the source; empty when it does not say
	Published time.Time
	Updated   time.Time
	Fetched   time.Time
	Position  *Position // as given by the publisher (georss, CAP), not by tagging
}

// A Position is a point on the earth in WGS 84 degrees.
type Position struct {
	Lat float64 `json:"lat"`
	Lon float64 `json:"lon"`
}

// When returns the time that a report is shown and counted under: its publication where that is known and not after
// it was fetched, else the time it was fetched.
func (r *Report) When() time.Time {
	switch {
	case r.Published.IsZero():
		return r.Fetched
	case !r.Fetched.IsZero() && r.Published.After(r.Fetched):
		return r.Fetched
	}
	return r.Published
}
