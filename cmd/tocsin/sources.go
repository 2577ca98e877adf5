package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"
	"text/tabwriter"
	"time"

	"github.com/alecthomas/kong"

	"tocsin/desk"
	"tocsin/feed"
	"tocsin/report"
)

// sourcesFlags are what the commands about sources heed.
type sourcesFlags struct {
	databaseFlag
	fetchFlags
}

// sourcesCmd looks after the operator's sources, those that serve every server. What changes them needs the database to
// itself, so not while the service runs; what only looks does not.
type sourcesCmd struct {
	sourcesFlags
	List   sourcesList   `cmd:"" help:"List the sources and how they are."`
	Add    sourcesAdd    `cmd:"" help:"Add a source: the address of a feed, or of a page that names one. Stop the service first."`
	Remove sourcesRemove `cmd:"" help:"Remove a source. Its reports stay. Stop the service first."`
	Check  sourcesCheck  `cmd:"" help:"Try feeds, and say which can be read: those of the catalogue, of a list, or yours."`
	Import sourcesImport `cmd:"" help:"Add the feeds of an OPML file or of a list, one address a line. Stop the service first."`
	Export sourcesExport `cmd:"" help:"Write the sources as OPML. Keys in addresses are left out."`
}

// AfterApply lets the sub-commands find the configuration.
func (c *sourcesCmd) AfterApply(k *kong.Context) error {
	k.Bind(&c.sourcesFlags)
	return nil
}

// operatorSources is what these commands need of the store.
type operatorSources interface {
	Sources(ctx context.Context, guild string) ([]feed.Source, error)
	AddSource(ctx context.Context, s feed.Source, max int) (feed.Source, error)
	AddSources(ctx context.Context, list []feed.Source) (added []bool, err error)
	RemoveSource(ctx context.Context, guild string, id int64) error
}

// mine returns the operator's sources, also while the service runs.
func (c *sourcesFlags) mine(ctx context.Context) (all []feed.Source, err error) {
	db, err := c.look(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return db.Sources(ctx, "")
}

// withPresent opens a database that must be there for f.
func withPresent(ctx context.Context, cfg *sourcesFlags, f func(operatorSources) error) error {
	if err := cfg.present(); err != nil {
		return err
	}
	return withSources(ctx, cfg, f)
}

// withSources opens the database for f, and makes it where there is none.
func withSources(ctx context.Context, cfg *sourcesFlags, f func(operatorSources) error) (err error) {
	db, err := cfg.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return f(db)
}

// sayNew returns a function that says, where there was no database before and is one now, what that means for the service.
func (c *sourcesFlags) sayNew(s *streams) func() {
	if !c.missing() {
		return func() {}
	}
	return func() {
		if !c.missing() {
			fmt.Fprintf(s.Err, "%s is new. The service will begin with what you add here instead of the default set, which \"tocsin sources import --default\" adds.\n", c.DB)
		}
	}
}

func newFetcher(cfg *fetchFlags) (*feed.Fetcher, error) {
	private, err := cfg.private()
	if err != nil {
		return nil, err
	}
	return feed.NewFetcher(feed.FetchOptions{Version: versionOf(), Contact: cfg.Contact, AllowPrivate: private}), nil
}

// noSources is said where there is nothing to list.
const noSources = `There are no sources. "tocsin sources import" adds some, with --default those with which a fresh installation begins.`

type sourcesList struct{}

func (*sourcesList) Run(ctx context.Context, cfg *sourcesFlags, s *streams) error {
	all, err := cfg.mine(ctx)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		fmt.Fprintln(s.Err, noSources)
	}
	return printSources(s.Out, all, time.Now())
}

// printSources prints a table of sources, one a line.
func printSources(w io.Writer, all []feed.Source, now time.Time) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "ID\tNAME\tSTATE\tLAST READ\tNEXT\tADDRESS")
	for i := range all {
		src := &all[i]
		fmt.Fprintf(t, "%d\t%s\t%s\t%s\t%s\t%s\n", src.ID, src.Name, sourceState(src, now), clock(src.LastSuccess), clock(src.NextPoll), src.Shown())
	}
	return t.Flush()
}

func sourceState(s *feed.Source, now time.Time) string {
	switch {
	case s.Paused:
		return "paused"
	case s.Failures > 0:
		return "failing: " + s.LastError
	case s.LastSuccess.IsZero():
		return "new"
	case s.Partial():
		return "read in part: " + s.LastError
	case feed.Quiet(s, now):
		return "quiet since " + clock(s.LastItem)
	}
	return "fine"
}

func clock(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.UTC().Format("2006-01-02 15:04Z")
}

type sourcesAdd struct {
	Address string `arg:"" help:"Address of a feed, or of a page that names one."`
	Name    string `placeholder:"NAME" help:"What to call it; by default what the feed calls itself."`
}

func (c *sourcesAdd) Run(ctx context.Context, cfg *sourcesFlags, s *streams) error {
	fetcher, err := newFetcher(&cfg.fetchFlags)
	if err != nil {
		return err
	}
	src := feed.Source{Name: c.Name, Created: time.Now()}
	if src.URL, err = fetcher.Check(feed.Typed(c.Address)); err != nil {
		return usageError{err}
	}
	find := sync.OnceValues(func() (feed.Result, error) { return feed.Find(ctx, fetcher, src) })
	if cfg.missing() {
		if _, err := find(); err != nil { // before a database is made for nothing
			return fmt.Errorf("it was not added: %w", err)
		}
	}
	defer cfg.sayNew(s)()
	return withSources(ctx, cfg, func(db operatorSources) error {
		res, err := find()
		if err != nil {
			return fmt.Errorf("it was not added: %w", err)
		}
		src.URL, src.Name, src.Lang = res.Source.URL, res.Source.Name, res.Source.Lang
		saved, err := db.AddSource(ctx, src, 0)
		if errors.Is(err, desk.ErrExists) {
			return fmt.Errorf("it was not added: it is source %d, %s, already", saved.ID, cmp.Or(saved.Name, saved.Shown()))
		}
		if err != nil {
			return err
		}
		fmt.Fprintf(s.Out, "Added source %d, %s, with %d items now. The newest:\n", saved.ID, saved.Name, len(res.Reports))
		for _, r := range newest(res.Reports, 3) {
			fmt.Fprintf(s.Out, "  %s  %s\n", clock(r.Published), r.Title)
		}
		return nil
	})
}

func newest(reports []report.Report, n int) []report.Report {
	reports = slices.Clone(reports)
	slices.SortStableFunc(reports, func(a, b report.Report) int { return b.When().Compare(a.When()) })
	return reports[:min(n, len(reports))]
}

type sourcesRemove struct {
	Source string `arg:"" help:"Id, name or address of the source."`
}

func (c *sourcesRemove) Run(ctx context.Context, cfg *sourcesFlags, s *streams) error {
	return withPresent(ctx, cfg, func(db operatorSources) error {
		all, err := db.Sources(ctx, "")
		if err != nil {
			return err
		}
		src, err := pick(all, c.Source)
		if err != nil {
			return err
		}
		if err := db.RemoveSource(ctx, "", src.ID); err != nil {
			return err
		}
		_, err = fmt.Fprintf(s.Out, "Removed source %d, %s.\n", src.ID, cmp.Or(src.Name, src.Shown()))
		return err
	})
}

// pick returns the one source that is meant by an id, an address or a name.
func pick(all []feed.Source, what string) (*feed.Source, error) {
	id, _ := strconv.ParseInt(what, 10, 64)
	var found []*feed.Source
	for i := range all {
		if s := &all[i]; s.ID == id || s.URL == what || strings.EqualFold(s.Name, what) {
			found = append(found, s)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return nil, usageError{fmt.Errorf("there is no source %q: see \"tocsin sources list\"", what)}
	}
	return nil, usageError{fmt.Errorf("%d sources are called %q: give the id of one", len(found), what)}
}
