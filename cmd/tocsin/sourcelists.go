package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"tocsin/feed"
)

type sourcesCheck struct {
	File string `arg:"" optional:"" help:"OPML file or list of feeds; the catalogue when it is left out."`
	Mine bool   `help:"Try the sources in the database instead."`
}

func (c *sourcesCheck) Run(ctx context.Context, cfg *sourcesFlags, s *streams) error {
	fetcher, err := newFetcher(&cfg.fetchFlags)
	if err != nil {
		return err
	}
	list, err := c.list(ctx, cfg, s)
	if err != nil {
		return err
	}
	failed := checkSources(ctx, fetcher, list, s.Out)
	fmt.Fprintf(s.Err, "%d of %d feeds can be read.\n", len(list)-failed, len(list))
	if failed > 0 {
		return errBadInput
	}
	return ctx.Err()
}

func (c *sourcesCheck) list(ctx context.Context, cfg *sourcesFlags, s *streams) (list []feed.Source, err error) {
	switch {
	case c.Mine && c.File != "":
		return nil, usageError{errors.New("give a file or --mine, not both")}
	case c.Mine:
		return cfg.mine(ctx)
	case c.File != "":
		return readList(c.File, s.In)
	}
	catalogue, err := feed.LoadCatalogue()
	if err != nil {
		return nil, err
	}
	for i := range catalogue {
		list = append(list, catalogue[i].Source())
	}
	return list, nil
}

// checkSources reads each feed once, prints a line for each as its answer comes, and returns how many could not be read.
func checkSources(ctx context.Context, fetcher *feed.Fetcher, list []feed.Source, w io.Writer) (failed int) {
	trySources(ctx, fetcher, list, func(name string, res *feed.Result, err error) {
		if err != nil {
			failed++
			fmt.Fprintf(w, "FAIL  %s: %v\n", name, err)
			return
		}
		last := "no dates"
		if !res.Source.LastItem.IsZero() {
			last = "newest " + clock(res.Source.LastItem)
		}
		fmt.Fprintf(w, "ok    %s: %d items, %s\n", name, len(res.Reports), last)
	})
	return failed
}

// trySources reads each feed once and calls tried, once at a time, as answers come.
func trySources(ctx context.Context, fetcher *feed.Fetcher, list []feed.Source, tried func(name string, res *feed.Result, err error)) {
	var mu sync.Mutex
	var wg sync.WaitGroup
	for _, src := range list {
		src.ETag, src.LastModified = "", "" // all of it, not only what is new
		wg.Go(func() {
			res, err := fetchWhenFree(ctx, fetcher, src)
			mu.Lock()
			defer mu.Unlock()
			tried(cmp.Or(src.Name, src.Shown()), &res, err)
		})
	}
	wg.Wait()
}

// fetchWhenFree fetches, and comes again at its turn where many feeds are of one host.
func fetchWhenFree(ctx context.Context, fetcher *feed.Fetcher, src feed.Source) (feed.Result, error) {
	for {
		res, err := fetcher.Fetch(ctx, src)
		if !errors.Is(err, feed.ErrCrowded) {
			return res, err
		}
		select {
		case <-time.After(time.Until(res.Source.NextPoll)):
		case <-ctx.Done():
			return res, ctx.Err()
		}
	}
}

type sourcesImport struct {
	File    string `arg:"" optional:"" help:"OPML file or list of feeds, one address a line; - for standard input."`
	Default bool   `help:"Add the set with which a fresh installation begins."`
}

func (c *sourcesImport) Run(ctx context.Context, cfg *sourcesFlags, s *streams) error {
	fetcher, err := newFetcher(&cfg.fetchFlags)
	if err != nil {
		return err
	}
	if (c.File == "") == !c.Default {
		return usageError{errors.New("give a file, - for standard input, or --default")}
	}
	list, err := listOf(c.File, s.In)
	if err != nil {
		return err
	}
	defer cfg.sayNew(s)()
	return withSources(ctx, cfg, func(db operatorSources) error { return importSources(ctx, db, fetcher, list, s) })
}

// listOf returns the feeds of a file, or for no file the default set.
func listOf(file string, in io.Reader) ([]feed.Source, error) {
	if file != "" {
		return readList(file, in)
	}
	catalogue, err := feed.LoadCatalogue()
	if err != nil {
		return nil, err
	}
	return catalogue.Defaults(), nil
}

// mostRefused is how many addresses of a list are named that the service cannot begin with.
const mostRefused = 10

// listToBegin returns the feeds with which the service begins: all of a file, or the default set. A file in which one
// cannot be fetched is refused: who wrote it relies on each.
func listToBegin(fetcher *feed.Fetcher, file string) ([]feed.Source, error) {
	list, err := listOf(file, nil)
	if err != nil {
		return nil, wrongSetting("sources", err)
	}
	good, refused := fetchable(fetcher, list)
	switch more := len(refused) - mostRefused; {
	case more > 0:
		refused = append(refused[:mostRefused], fmt.Sprintf("%d more", more))
	case len(refused) == 0:
		return good, nil
	}
	return nil, wrongSetting("sources", fmt.Errorf("%s has what cannot be fetched: %s", file, strings.Join(refused, "; ")))
}

// fetchable returns what of a list may be fetched, in the form in which it is kept, and in words what not. Nothing is fetched.
func fetchable(fetcher *feed.Fetcher, list []feed.Source) (good []feed.Source, refused []string) {
	for _, src := range list {
		address, err := fetcher.Check(src.URL)
		if err == nil && feed.KeyLeftOut(src.URL) {
			err = errors.New("its key was left out when it was exported: put it in")
		}
		if err != nil {
			refused = append(refused, fmt.Sprintf("%s: %v", src.Shown(), err))
			continue
		}
		src.URL, src.Created = address, time.Now()
		good = append(good, src)
	}
	return good, refused
}

// importSources adds what may be fetched and is not there yet. Nothing is fetched: the service reads them when it runs.
func importSources(ctx context.Context, db operatorSources, fetcher *feed.Fetcher, list []feed.Source, s *streams) error {
	good, refused := fetchable(fetcher, list)
	for _, why := range refused {
		fmt.Fprintln(s.Err, why)
	}
	saved, err := db.AddSources(ctx, good)
	if err != nil {
		return err
	}
	added := 0
	for _, ok := range saved {
		if ok {
			added++
		}
	}
	fmt.Fprintf(s.Out, "%d added, %d were there already, %d refused.\n", added, len(good)-added, len(refused))
	if len(refused) > 0 {
		return errBadInput
	}
	return nil
}

// readList reads the feeds of a file, or of standard input for "-": at least one.
func readList(file string, in io.Reader) ([]feed.Source, error) {
	f, err := openInput(file, in)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	list, err := feed.ReadList(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("%s: no feed is in it", file)
	}
	return list, nil
}

type sourcesExport struct{}

func (*sourcesExport) Run(ctx context.Context, cfg *sourcesFlags, s *streams) error {
	all, err := cfg.mine(ctx)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		fmt.Fprintln(s.Err, noSources)
	}
	return feed.WriteOPML(s.Out, "Sources of Tocsin", time.Now(), all)
}
