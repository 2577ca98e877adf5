// Package story says which reports tell the same story, and what the story is taken together.
package story

import (
	"slices"
	"time"

	"tocsin/report"
)

// A Story is the reports about one event. Reports come in the order in which they arrived. Severity, Killed and
// Wounded are the most that one of its reports says.
type Story struct {
	ID         int64
	Title      string // of the gravest report
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

// Add takes a further report into the story. The gravest report gives the title, the place and the event; what several
// publishers say of the toll is the most that one of them says.
func (s *Story) Add(r *report.Report, t *report.Tags) {
	at := r.When()
	graver := s.Reports == 0 || t.Severity.Level > s.Severity
	if s.Reports == 0 || at.Before(s.First) {
		s.First = at
	}
	if at.After(s.Last) {
		s.Last = at
	}
	s.Reports++
	if r.Publisher != "" && !slices.Contains(s.Publishers, r.Publisher) {
		s.Publishers = append(s.Publishers, r.Publisher)
	}
	for _, c := range t.Focus {
		if !slices.Contains(s.Countries, c) {
			s.Countries = append(s.Countries, c)
		}
	}
	s.Killed, s.Wounded = most(s.Killed, t.Killed), most(s.Wounded, t.Wounded)
	if graver || s.Title == "" {
		s.Title, s.Link = r.Title, r.Link
	}
	if p := place(t); p != "" && (graver || s.Place == "") {
		s.Place = p
	}
	if len(t.Events) > 0 && (graver || s.Event == "") {
		s.Event = t.Events[0].Type
	}
	s.Severity = max(s.Severity, t.Severity.Level)
}

func most(a, b *int) *int {
	if a == nil || b != nil && *b > *a {
		return b
	}
	return a
}

// place returns the most precise place of the focus with its country, as people read it.
func place(t *report.Tags) string {
	var best *report.Place
	for i := range t.Places {
		if p := &t.Places[i]; p.Focus && (best == nil || precision(p.Kind) > precision(best.Kind)) {
			best = p
		}
	}
	if best == nil {
		return ""
	}
	for _, id := range best.Within {
		for i := range t.Places {
			if p := &t.Places[i]; p.ID == id && (p.Kind == report.Country || p.Kind == report.Territory) {
				return best.Name + ", " + p.Name
			}
		}
	}
	return best.Name
}

func precision(k report.PlaceKind) int {
	switch k {
	case report.City:
		return 5
	case report.Admin2:
		return 4
	case report.Admin1:
		return 3
	case report.Area, report.Water:
		return 2
	case report.Country, report.Territory:
		return 1
	}
	return 0
}
