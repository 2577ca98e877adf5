// Package story says which reports tell the same story, and what the story is taken together.
package story

import (
	"time"

	"tocsin/report"
)

// A Story is the reports about one event. Reports come in the order in which they arrived. Severity, Killed and
// Wounded are those of the gravest report that is not older than the latest correction.
type Story struct {
	ID         int64
	Title      string // of the report that says most
	Link       string
	First      time.Time // when the first and the last of its reports were published
	Last       time.Time
	Reports    int
	Publishers []string // independent ones, in the order of their first report
	Countries  []string // focus, likeliest first
	Place      string   // the most precise place of the focus, as people read it: "Baghdad, Iraq"
	Severity   report.Level
	Killed     *int
	Wounded    *int
	Event      report.EventType // of the main event; empty when none
}

// Sources returns how many independent publishers tell it.
func (s *Story) Sources() int { return len(s.Publishers) }
