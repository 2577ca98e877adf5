package feed

import (
	"errors"
	"slices"
	"time"
)

// For returns what a fetch gave as if src had been fetched, another source of the same address. err is what Fetch said. A
// document that is not modified says so of src too where SameState holds.
func (r *Result) For(src Source, err error) Result {
	out, from := *r, &r.Source
	out.Source, out.Seed = src, !src.Seeded
	s := &out.Source
	s.NextPoll = from.NextPoll
	if errors.Is(err, ErrCrowded) {
		return out
	}
	s.LastFetch = from.LastFetch
	if err != nil {
		s.failed(from.LastError, from.LastFetch)
	} else {
		s.LastSuccess, s.Failures, s.FailingSince, s.LastError = from.LastSuccess, 0, time.Time{}, from.LastError
		s.URL, s.MovedTo, s.MovedSince = from.URL, from.MovedTo, from.MovedSince
		s.ETag, s.LastModified = from.ETag, from.LastModified
		s.Interval, s.TTL, s.Skip, s.Habit, s.LastItem = from.Interval, from.TTL, from.Skip, from.Habit, from.LastItem
		s.Name, s.Lang = orElse(s.Name, listedName(r.Title)), orElse(s.Lang, r.Language)
		s.Seeded = s.Seeded || r.whole || !src.LastSuccess.IsZero()
	}
	out.Reports = slices.Clone(r.Reports)
	for i := range out.Reports {
		p := &out.Reports[i]
		p.SourceID, p.Source, p.Publisher = s.ID, s.Name, orElse(Publisher(p.Link), s.Name)
	}
	out.Tell = s.tell(from.LastFetch)
	return out
}

// SameState says whether a conditional request for one of two sources of the same address asks for what the other lacks too.
func SameState(a, b *Source) bool {
	return a.ETag == b.ETag && a.LastModified == b.LastModified && a.Seeded == b.Seeded
}
