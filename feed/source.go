// Package feed reads sources into reports: polite, guarded HTTP and a tolerant reader of RSS, Atom, RDF, JSON Feed and CAP.
package feed

import (
	"net/url"
	"strings"
	"time"
)

// A Source is somewhere reports come from, with the state of reading it. It belongs to the operator (Guild empty) and
// serves every guild, or to one guild and is private to it. The store keeps all of it.
type Source struct {
	ID      int64
	Guild   string // Discord id of the guild that owns it; empty for the operator's
	URL     string // may carry credentials: show Shown() instead
	Name    string
	Lang    string // BCP 47, as the catalogue or the feed says; may be empty
	Region  string // id of the place it mostly reports on; may be empty
	Kind    string // one of the kinds of catalogue.go, or empty
	AddedBy string // Discord id of the member; empty for the operator
	Created time.Time
	Paused  bool

	// What the publisher wants echoed, byte for byte; empty when it sent none.
	ETag         string
	LastModified string

	NextPoll     time.Time // not before; zero: as soon as possible
	LastFetch    time.Time // last attempt
	LastSuccess  time.Time
	LastItem     time.Time     // when the newest report was published (or first seen, if it has no date)
	Interval     time.Duration // between polls as planned now
	TTL          time.Duration // how long the publisher asks to be left alone after a poll; 0 when it does not say
	Skip         Skip          // hours and days in which it asks not to be polled
	Habit        time.Duration // median time between its reports; 0 while unknown
	Failures     int           // in a row
	FailingSince time.Time
	// LastError is what was wrong with the last poll, in words that a person can act on, without secrets: why it failed, or,
	// with no Failures, what of the document could not be read. Empty when all was.
	LastError  string
	Seeded     bool   // the first successful poll is done: from here on new items are news
	Told       bool   // its subscribers were told that it fails
	MovedTo    string // where a permanent redirect has pointed since MovedSince
	MovedSince time.Time
}

// Partial says whether a source is read, but not all of it: LastError says what is left out.
func (s *Source) Partial() bool { return s.Failures == 0 && s.LastError != "" }

// Shown returns the address as people may see it: without user, password, and with the values of query parameters that
// look like keys left out.
func (s *Source) Shown() string {
	u, err := url.Parse(s.URL)
	if err != nil {
		return "(an address that cannot be read)"
	}
	u.User = nil
	q := u.Query()
	for k := range q {
		switch l := strings.ToLower(k); {
		case strings.Contains(l, "key"), strings.Contains(l, "token"), strings.Contains(l, "secret"),
			strings.Contains(l, "pass"), strings.Contains(l, "auth"), strings.Contains(l, "sig"):
			q.Set(k, leftOut)
			u.RawQuery = strings.ReplaceAll(q.Encode(), url.QueryEscape(leftOut), leftOut)
		}
	}
	return u.String()
}

// leftOut stands in Shown where a key was.
const leftOut = "…"

// KeyLeftOut says whether an address is one that Shown gave, with a key left out: it cannot be read.
func KeyLeftOut(address string) bool { return strings.Contains(address, "="+leftOut) }
