// Package storetest is the conformance suite for stores: whatever keeps Tocsin's state passes it.
package storetest

import (
	"errors"
	"testing"
	"time"

	"tocsin/alert"
	"tocsin/desk"
	"tocsin/feed"
	"tocsin/report"
	"tocsin/rules"
	"tocsin/text"
)

// A Store is what the service needs of one.
type Store interface {
	alert.Store
	desk.Store
}

// A Clock is set by the suite and read by the store.
type Clock struct{ now time.Time }

// Now returns the time that the suite set.
func (c *Clock) Now() time.Time { return c.now }

func (c *Clock) pass(d time.Duration) { c.now = c.now.Add(d) }

// A suite is one test with an empty store of its own.
type suite struct {
	*testing.T
	Store
	clock *Clock
}

// Run runs the suite. open returns an empty store that tells the time by the clock and is closed when its test ends.
func Run(t *testing.T, open func(*testing.T, *Clock) Store) {
	for name, test := range map[string]func(*suite){
		"rules: put, replace, undo": putAndUndo, "rules: quota and names": quotaAndNames, "rules: changes are told": changesAreTold,
		"sources: claims": sourceClaims, "sources: of one address": sharedClaims, "sources: quota and doubles": sourceDoubles, "nothing of another guild": anotherGuild,
		"reports: known by their keys": known, "reports: find": find, "outbox: lanes in order": lanes, "outbox: leases end": leases,
		"a clock set back": clockSetBack,
		"outbox: gone":     gone, "choices": choices, "silences": silences, "a failed transaction leaves nothing": nothingHalf,
	} {
		t.Run(name, func(t *testing.T) {
			clock := &Clock{now: time.Date(2024, 1, 4, 12, 0, 0, 0, time.UTC)}
			test(&suite{t, open(t, clock), clock})
		})
	}
}

var (
	guild1 = desk.Owner{Guild: "g1"}
	guild2 = desk.Owner{Guild: "g2"}
)

func (s *suite) ok(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

func (s *suite) refused(what string, got, want error) {
	s.Helper()
	if !errors.Is(got, want) {
		s.Errorf("%s: %v, want %v", what, got, want)
	}
}

func (s *suite) put(r rules.Rule) rules.Rule {
	s.Helper()
	saved, _, err := s.PutRule(s.Context(), r, 100)
	s.ok(err)
	return saved
}

func rule(name, text string) rules.Rule {
	return rules.Rule{Guild: "g1", Channel: "c1", Name: name, Text: text, Deliver: rules.Instant, CreatedBy: "u1"}
}

var analyser = text.NewAnalyser()

// stored makes a report ready to be saved.
func stored(title, guild string, tags report.Tags, published time.Time) *alert.Stored {
	r := report.Report{SourceID: 1, Source: "S", Publisher: "s.example", GUID: title, Title: title, Published: published, Fetched: published}
	return &alert.Stored{Report: r, Guild: guild, Doc: analyser.Analyse(title, "", "en"), Tags: tags, Keys: report.Keys(&r)}
}

func (s *suite) save(v *alert.Stored) *alert.Stored {
	s.Helper()
	s.ok(s.Save(s.Context(), func(tx alert.Tx) error { return tx.AddReport(v) }))
	return v
}

func (s *suite) order(o alert.Order) (id int64) {
	s.Helper()
	s.ok(s.Save(s.Context(), func(tx alert.Tx) (err error) {
		id, err = tx.Enqueue(o)
		return err
	}))
	return id
}

func (s *suite) claim() (ids []int64) {
	s.Helper()
	claimed, err := s.Claim(s.Context(), s.clock.now, time.Minute, 100)
	s.ok(err)
	for _, c := range claimed {
		ids = append(ids, c.ID)
	}
	return ids
}

func source(guild, url string) feed.Source { return feed.Source{Guild: guild, URL: url, Name: url} }
