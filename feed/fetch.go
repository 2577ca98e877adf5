package feed

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"runtime"
	"slices"
	"strings"
	"time"

	"tocsin/report"
)

// FetchOptions are what a Fetcher can be told. The zero value is good manners toward the public internet.
type FetchOptions struct {
	Version      string           // of Tocsin, for the User-Agent
	Contact      string           // URL or address that the User-Agent names; left out when empty
	AllowPrivate []netip.Prefix   // may be fetched from although they are not public, on any port
	MinPoll      time.Duration    // shortest time between polls of a source; default 5 minutes
	Parallel     int              // fetches at a time in all; default 64
	PerHost      int              // fetches at a time from one host and port; default 2
	Gap          time.Duration    // between the beginnings of two fetches from one host and port; default 1 s, negative for none
	Clock        func() time.Time // default time.Now
	Logger       *slog.Logger     // default none
	Resolver     *net.Resolver    // default the system's
	Transport    http.RoundTripper
}

// A Fetcher reads sources over HTTP. It is safe for concurrent use.
type Fetcher struct {
	guard     *guard
	limit     *limiter
	transport http.RoundTripper
	agent     []string
	minPoll   time.Duration
	now       func() time.Time
	log       *slog.Logger
	large     chan struct{} // tickets for large bodies
	parsing   chan struct{} // one a processor
}

// NewFetcher returns a Fetcher. A Transport in opt takes the place of the guarded one: the addresses of every hop are
// still checked, what they resolve to is not.
func NewFetcher(opt FetchOptions) *Fetcher {
	f := &Fetcher{
		guard:     newGuard(opt.AllowPrivate),
		transport: opt.Transport,
		agent:     []string{userAgent(opt.Version, opt.Contact)},
		minPoll:   orElse(opt.MinPoll, 5*time.Minute),
		now:       opt.Clock,
		log:       opt.Logger,
		large:     make(chan struct{}, largeBodies),
		parsing:   make(chan struct{}, runtime.GOMAXPROCS(0)),
	}
	f.limit = newLimiter(orElse(opt.Parallel, 64), orElse(opt.PerHost, 2), orElse(opt.Gap, time.Second))
	if f.transport == nil {
		f.transport = newTransport(f.guard, opt.Resolver)
	}
	if f.now == nil {
		f.now = time.Now
	}
	if f.log == nil {
		f.log = slog.New(slog.DiscardHandler)
	}
	return f
}

func orElse[T comparable](v, otherwise T) T {
	var zero T
	if v == zero {
		return otherwise
	}
	return v
}

func userAgent(version, contact string) string {
	clean := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r <= ' ' || r > '~' || strings.ContainsRune("()<>\\", r) {
				return -1
			}
			return r
		}, s)
	}
	agent := "Tocsin/" + orElse(clean(version), "dev")
	if contact = clean(contact); contact != "" {
		agent += " (+" + contact + ")"
	}
	return agent
}

// A Result is what one fetch of a source gave. Source and Reports belong in one transaction: the validators in Source
// say that the reports are known.
type Result struct {
	Source      Source          // with its state, and what was missing of name and language; save it, also after an error
	Reports     []report.Report // in the order of the document; all that it has, known ones too
	Seed        bool            // Reports are what was there before: to be known, not news
	NotModified bool            // the source says that nothing changed; nothing was read
	Title       string          // of the feed
	Language    string          // of the feed, as declared
	Warnings    []string        // what was amiss, for the operator
	Tell        Tell            // what subscribers of the source are to be told

	whole   bool   // nothing of the document that another poll could bring is missing
	missing string // what was left unread, in words
}

// Fetch polls a source once, waiting for its host's turn. On failure the error says in words, without secrets, what a
// person can do about it, and the Source of the result carries the failure and when to try again. Two errors are no failures
// of the source: when ctx has ended, the Source stays as it was; when too many fetches wait for its host (ErrCrowded), the
// Source only gets the time of its turn.
func (f *Fetcher) Fetch(ctx context.Context, src Source) (Result, error) {
	res := Result{Source: src, Seed: !src.Seeded}
	p, err := f.request(ctx, &src)
	if ctx.Err() != nil && err != nil {
		return Result{Source: src}, ctx.Err()
	}
	var crowded *crowdedError
	if errors.As(err, &crowded) {
		res.Source.NextPoll = f.now().Add(time.Until(crowded.until))
		return res, ErrCrowded
	}
	if err == nil {
		defer p.free()
		err = f.take(ctx, p, &res)
	}
	now := f.now()
	s := &res.Source
	s.LastFetch = now
	if err != nil {
		err = f.fail(s, err, now)
	} else {
		f.succeed(s, p, now)
		s.LastError = res.missing
	}
	res.Tell = s.tell(now)
	return res, err
}

func (f *Fetcher) request(ctx context.Context, src *Source) (*page, error) {
	u, err := f.guard.checkURL(src.URL)
	if err != nil {
		return nil, err
	}
	p, err := f.get(ctx, u, src.ETag, src.LastModified)
	if err == nil && p.status == http.StatusNotModified && src.ETag == "" && src.LastModified == "" {
		return nil, plainError("it answers that nothing has changed (HTTP 304) although it was never read")
	}
	return p, err
}

// take reads the document of p into res.
func (f *Fetcher) take(ctx context.Context, p *page, res *Result) error {
	s := &res.Source
	if p.status == http.StatusNotModified {
		res.NotModified, res.whole = true, true
		if s.Partial() {
			res.missing = s.LastError
		}
		s.keepValidators(p.header, false)
		return nil
	}
	doc, err := f.parse(ctx, p)
	if err != nil {
		return err
	}
	now := f.now()
	res.Title, res.Language, res.Warnings = doc.Title, doc.Language, doc.Warnings
	switch {
	case p.cut != nil:
		res.missing = p.cut.Error() + ": only its first part was read"
		res.Warnings = append(res.Warnings, res.missing)
	case doc.Cut:
		res.missing = "it breaks off in the middle: only its first part was read"
	}
	s.Name, s.Lang = orElse(s.Name, listedName(doc.Title)), orElse(s.Lang, doc.Language)
	res.Reports = reports(doc, s, now)
	s.TTL, s.Skip = doc.TTL, newSkip(doc.SkipHours, doc.SkipDays)
	s.heard(res.Reports, now)
	res.whole = p.cut == errTooLarge || p.cut == nil && !doc.Cut
	if res.whole {
		s.keepValidators(p.header, true)
	} else {
		s.ETag, s.LastModified = "", "" // or what was cut off would never be asked for again
	}
	s.Seeded = s.Seeded || res.whole || !s.LastSuccess.IsZero()
	return nil
}

func (f *Fetcher) parse(ctx context.Context, p *page) (*Document, error) {
	select {
	case f.parsing <- struct{}{}:
		defer func() { <-f.parsing }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	doc, err := Parse(p.body, Options{URL: p.url.String(), ContentType: p.header.Get("Content-Type"), Now: f.now()})
	switch {
	case err == nil:
		return doc, nil
	case p.cut != nil:
		return nil, p.cut
	}
	if feeds := Discover(p.body, p.url.String()); len(feeds) > 0 {
		return nil, &PageError{Feeds: feeds}
	}
	return nil, err
}

// keepValidators stores what the publisher wants echoed. What a 304 leaves out stays as it was.
func (s *Source) keepValidators(h http.Header, all bool) {
	keep := func(old *string, name string) {
		switch v := h.Get(name); {
		case v != "" && len(v) <= maxValidator:
			*old = v
		case all:
			*old = ""
		}
	}
	keep(&s.ETag, "ETag")
	keep(&s.LastModified, "Last-Modified")
}

func (f *Fetcher) succeed(s *Source, p *page, now time.Time) {
	if s.Failures > 0 {
		f.log.Info("source is back", "source", s.ID, "failures", s.Failures)
	}
	s.LastSuccess, s.Failures, s.FailingSince, s.LastError = now, 0, time.Time{}, ""
	s.settleMove(p.moved, now)
	s.planNext(now, f.minPoll, max(freshFor(p.header, now), slowShare*p.took), rand.Float64())
}

func (f *Fetcher) fail(s *Source, err error, now time.Time) error {
	var answer *answerError
	var retry time.Duration
	if errors.As(err, &answer) {
		retry = answer.retryAfter
	}
	f.log.Debug("fetch failed", "source", s.ID, "error", err)
	err = inWords(err)
	s.failed(err.Error(), now)
	s.planRetry(now, f.minPoll, retry, rand.Float64())
	return err
}

// failed counts a failure, said in words.
func (s *Source) failed(words string, now time.Time) {
	if s.Partial() {
		s.ETag, s.LastModified = "", "" // after "not modified" nobody would know any more what is left out
	}
	if s.Failures == 0 {
		s.FailingSince = now
	}
	s.Failures++
	s.LastError = words
}

// reports makes reports of the entries of a document. Those that say nothing at all are left out.
func reports(doc *Document, s *Source, now time.Time) []report.Report {
	out := make([]report.Report, 0, len(doc.Entries))
	for i := range doc.Entries {
		e := &doc.Entries[i]
		r := report.Report{
			SourceID: s.ID, Source: s.Name, Publisher: orElse(Publisher(e.Link), s.Name), GUID: e.ID, Link: e.Link,
			Title: e.Title, Text: e.Text(), Lang: orElse(e.Language, orElse(doc.Language, s.Lang)),
			Published: e.Date(), Updated: e.Updated, Fetched: now,
		}
		if !isHTTP(r.Link) {
			r.Link = ""
		}
		if e.Lat != nil && e.Lon != nil {
			r.Position = &report.Position{Lat: *e.Lat, Lon: *e.Lon}
		}
		if r.Title != "" || r.Text != "" || r.Link != "" {
			out = append(out, r)
		}
	}
	return slices.Clip(out)
}

func isHTTP(link string) bool {
	u, err := url.Parse(link)
	return err == nil && u.Host != "" && u.User == nil && (u.Scheme == "http" || u.Scheme == "https")
}

// Check returns an address in the form in which it is fetched and stored, or an error for people, which wraps ErrRefused.
// Names are not resolved: that is guarded when they are fetched.
func (f *Fetcher) Check(address string) (string, error) {
	u, err := f.guard.checkURL(address)
	if err != nil {
		return "", err
	}
	return u.String(), nil
}
