package desk

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"tocsin/feed"
	"tocsin/report"
)

const (
	maxURL      = 2000 // bytes
	newestShown = 3
)

// A SourceView is a source as members see it: without credentials.
type SourceView struct {
	ID          int64
	Name        string
	URL         string // without credentials
	Own         bool   // the guild's, not the operator's
	State       SourceState
	LastSuccess time.Time
	NextPoll    time.Time
	LastItem    time.Time
	Since       time.Time // of what is wrong: failing since, silent since; zero where that is not known
	Why         string    // what is wrong, in words; empty when nothing is
}

func (d *Desk) viewSource(s *feed.Source) SourceView {
	now := d.opt.Now()
	v := SourceView{ID: s.ID, Name: s.Name, URL: s.Shown(), Own: s.Guild != "", State: stateOf(s, now),
		LastSuccess: s.LastSuccess, NextPoll: s.NextPoll, LastItem: s.LastItem}
	switch v.State {
	case SourceFailing:
		v.Since, v.Why = s.FailingSince, s.LastError
	case SourcePartial:
		v.Why = s.LastError
	case SourceQuiet:
		v.Since = s.LastItem
		v.Why = fmt.Sprintf("nothing new for %s; it usually has something every %s", Span(now.Sub(s.LastItem)), Span(s.Habit))
	}
	return v
}

// ListSources returns the sources that the caller's rules hear: the operator's, then the guild's own.
func (d *Desk) ListSources(ctx context.Context, c Caller) ([]SourceView, error) {
	all, err := d.store.Sources(ctx, c.Guild)
	if err != nil {
		return nil, err
	}
	views := make([]SourceView, len(all))
	for i := range all {
		views[i] = d.viewSource(&all[i])
	}
	return views, nil
}

// A Tried is what reading a source at once gave.
type Tried struct {
	Source SourceView
	Found  string          // the feed's address, when a page was given that names it
	Newest []report.Report // up to three, newest first
	Items  int
	Trial  error // why it could not be read; nil when it could. A desk.Error.
	Notes  []string
}

// AddSource adds a source to the caller's guild and reads it once. An address that cannot be a source is refused; one
// that can, but does not answer as a feed now, is kept and says why.
func (d *Desk) AddSource(ctx context.Context, c Caller, address, name string) (Tried, error) {
	if err := c.MayManage("sources"); err != nil {
		return Tried{}, err
	}
	s, err := d.newSource(c, address, name)
	if err != nil {
		return Tried{}, err
	}
	own, err := d.store.Sources(ctx, c.Guild)
	if err != nil {
		return Tried{}, err
	}
	if i := slices.IndexFunc(own, func(o feed.Source) bool { return o.URL == s.URL }); i >= 0 {
		return Tried{}, invalid("Tocsin reads this already: it is the source %q (%d).", clip(own[i].Name, maxName), own[i].ID)
	}
	t, s, err := d.try(ctx, s)
	if err != nil {
		return Tried{}, err
	}
	saved, err := d.store.AddSource(ctx, s, d.opt.SourcesAGuild)
	switch {
	case errors.Is(err, ErrQuota):
		return Tried{}, full("This server has %d sources of its own, the most there can be. Remove one first: /sources list.", d.opt.SourcesAGuild)
	case errors.Is(err, ErrExists):
		return Tried{}, invalid("Tocsin reads this already: it is the source %q (%d).", clip(saved.Name, maxName), saved.ID)
	case err != nil:
		return Tried{}, err
	}
	d.opt.SourceAdded()
	t.Source = d.viewSource(&saved)
	return t, nil
}

// newSource checks what was typed. What the catalogue knows of an address is taken over.
func (d *Desk) newSource(c Caller, address, name string) (feed.Source, error) {
	if address = feed.Typed(address); address == "" {
		return feed.Source{}, invalid("Which address? Give that of a feed, or of a page that has one.")
	}
	if len(address) > maxURL {
		return feed.Source{}, invalid("The address is too long.")
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || !utf8.ValidString(address) {
		return feed.Source{}, invalid("This is not a web address: it must begin with https:// or http://.")
	}
	if name, err = ruleName(name); err != nil {
		return feed.Source{}, err
	}
	s := feed.Source{URL: u.String()}
	if l := d.listed.Find(s.URL); l != nil {
		s = l.Source()
	}
	if name != "" {
		s.Name = name
	}
	s.Guild, s.AddedBy = c.Guild, c.User
	return s, nil
}

// try reads a source. The source it returns is ready to be saved: with the address of its feed and its name, but without
// the state of this reading, so that the pipeline begins with it as with any new source and marks what is in it as seen.
func (d *Desk) try(ctx context.Context, s feed.Source) (Tried, feed.Source, error) {
	var t Tried
	res, err := feed.Find(ctx, d.fetcher, s)
	if errors.Is(err, feed.ErrRefused) {
		return t, s, invalid("%s", sentence(err.Error()))
	}
	if ctx.Err() != nil {
		return t, s, ctx.Err()
	}
	if err != nil {
		t.Trial = invalid("It cannot be read at present: %v.", err)
		s.Failures, s.FailingSince, s.LastError, s.LastFetch = res.Source.Failures, res.Source.FailingSince, res.Source.LastError, res.Source.LastFetch
		s.NextPoll = res.Source.NextPoll
	} else {
		if res.Source.URL != s.URL {
			s.URL = res.Source.URL
			t.Found = s.Shown()
		}
		s.Lang = cmp.Or(res.Source.Lang, s.Lang)
		if s.Name == "" {
			s.Name, _ = ruleName(clip(res.Title, maxName))
		}
	}
	if s.Name == "" {
		u, _ := url.Parse(s.URL)
		s.Name = clip(u.Hostname(), maxName)
	}
	t.Items, t.Notes = len(res.Reports), res.Warnings
	slices.SortStableFunc(res.Reports, func(a, b report.Report) int { return b.When().Compare(a.When()) })
	t.Newest = res.Reports[:min(newestShown, len(res.Reports))]
	t.Source = d.viewSource(&s)
	return t, s, nil
}

// TestSource reads a source at once, one that exists (by id or name) or an address, and saves nothing. What stands for
// the address may be a source too: completion offers those.
func (d *Desk) TestSource(ctx context.Context, c Caller, ref, address string) (Tried, error) {
	if err := c.MayManage("sources"); err != nil {
		return Tried{}, err
	}
	address = strings.TrimSpace(address)
	s, err := d.source(ctx, c, cmp.Or(address, ref))
	var refused *Error
	if address != "" && errors.As(err, &refused) && refused.Kind == Missing {
		s, err = d.newSource(c, address, "")
	}
	if err != nil {
		return Tried{}, err
	}
	s.ETag, s.LastModified = "", "" // the whole of it, not only what is new
	t, _, err := d.try(ctx, s)
	return t, err
}

// source finds a source that the caller's guild hears.
func (d *Desk) source(ctx context.Context, c Caller, ref string) (feed.Source, error) {
	ref = strings.TrimSpace(ref)
	if ref == "" {
		return feed.Source{}, invalid("Which source? Choose one from the list that appears as you type, or give its number.")
	}
	all, err := d.store.Sources(ctx, c.Guild)
	if err != nil {
		return feed.Source{}, err
	}
	id, numErr := strconv.ParseInt(strings.TrimPrefix(ref, "#"), 10, 64)
	for _, s := range all {
		if numErr == nil && s.ID == id || numErr != nil && strings.EqualFold(s.Name, ref) {
			return s, nil
		}
	}
	return feed.Source{}, missing("There is no source %q here. /sources list shows them.", clip(ref, 40))
}

// ownSource finds a source of the caller's guild that they may change.
func (d *Desk) ownSource(ctx context.Context, c Caller, ref string) (feed.Source, error) {
	if err := c.MayManage("sources"); err != nil {
		return feed.Source{}, err
	}
	s, err := d.source(ctx, c, ref)
	if err == nil && s.Guild == "" {
		return s, forbidden("%q belongs to whoever runs this bot and serves every server: it cannot be changed here.", clip(s.Name, maxName))
	}
	return s, err
}

// RemoveSource removes a source of the caller's guild and returns what it was. What it brought stays.
func (d *Desk) RemoveSource(ctx context.Context, c Caller, ref string) (SourceView, error) {
	s, err := d.ownSource(ctx, c, ref)
	if err != nil {
		return SourceView{}, err
	}
	if err := d.store.RemoveSource(ctx, c.Guild, s.ID); err != nil {
		return SourceView{}, goneSource(err, ref)
	}
	return d.viewSource(&s), nil
}

// PauseSource pauses or resumes a source of the caller's guild.
func (d *Desk) PauseSource(ctx context.Context, c Caller, ref string, paused bool) (SourceView, error) {
	s, err := d.ownSource(ctx, c, ref)
	if err != nil {
		return SourceView{}, err
	}
	if err := d.store.PauseSource(ctx, c.Guild, s.ID, paused); err != nil {
		return SourceView{}, goneSource(err, ref)
	}
	if !paused {
		d.opt.SourceAdded()
	}
	s.Paused = paused
	return d.viewSource(&s), nil
}

func goneSource(err error, ref string) error {
	if isNotFound(err) {
		return missing("There is no source %q any more.", clip(ref, 40))
	}
	return err
}
