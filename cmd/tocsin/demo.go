package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"time"

	"tocsin/bot/localdiscord"
	"tocsin/feed"
)

// demoCmd is the service against a local Discord in the browser, with sample sources: no account, no network.
type demoCmd struct {
	Port      int     `default:"8484" help:"Port of the page; a taken one is stepped over."`
	Speed     float64 `default:"1" help:"How fast the samples come: 2 is twice as fast."`
	Keep      string  `placeholder:"DIR" help:"Keep the database in this directory instead of a temporary one."`
	NoBrowser bool    `help:"Do not open the page in a browser."`
	Log       string  `default:"warn,text" placeholder:"LEVEL,FORMAT" help:"Log level and format, as TOCSIN_LOG."`
}

// between is how long the demo waits from one live sample to the next at speed 1.
const between = 8 * time.Second

// Run shows the main job until ctx ends.
func (c *demoCmd) Run(ctx context.Context, io *streams) (err error) {
	if err := c.check(); err != nil {
		return err
	}
	log, err := (&logFlag{Log: c.Log}).logger(io.Err)
	if err != nil {
		return err
	}
	db, tidy, err := c.database()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, tidy()) }()
	d, err := newDemo(ctx, c, db, log, io)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.close()) }()
	return d.run(ctx)
}

func (c *demoCmd) check() error {
	switch {
	case c.Port < 0 || c.Port > 65535:
		return usageError{fmt.Errorf("--port: %d is not between 0 and 65535", c.Port)}
	case !(c.Speed >= 0.1 && c.Speed <= 100):
		return usageError{fmt.Errorf("--speed: %v is not between 0.1 and 100", c.Speed)}
	}
	return nil
}

// database says where the demo's database is, and what tidies up behind it. A kept one is new at every start: the rules
// of an earlier one ask for channels that are gone.
func (c *demoCmd) database() (path string, tidy func() error, err error) {
	if c.Keep == "" {
		dir, err := os.MkdirTemp("", "tocsin-demo-")
		if err != nil {
			return "", nil, fmt.Errorf("make a directory for the database: %w", err)
		}
		return filepath.Join(dir, "demo.db"), func() error { return os.RemoveAll(dir) }, nil
	}
	if err := os.MkdirAll(c.Keep, 0o755); err != nil {
		return "", nil, usageError{fmt.Errorf("--keep: %w", err)}
	}
	name := "demo-" + time.Now().Format("20060102-150405") + ".db"
	return filepath.Join(c.Keep, name), func() error { return nil }, nil
}

// A demo is the service with the world around it.
type demo struct {
	cmd     *demoCmd
	io      *streams
	samples []sample
	feeds   *sampleFeeds
	discord *localdiscord.Server
	town    town
	service *service
	sources map[string]int64 // store's ids by outlet
	telling sync.WaitGroup   // what prints alerts
}

// newDemo starts the local Discord, the sample feeds, and the service, which does nothing yet.
func newDemo(ctx context.Context, c *demoCmd, db string, log *slog.Logger, io *streams) (_ *demo, err error) {
	d := &demo{cmd: c, io: io, sources: make(map[string]int64)}
	defer func() {
		if err != nil {
			err = errors.Join(err, d.close())
		}
	}()
	if d.samples, err = readSamples(sampleFiles); err != nil {
		return d, err
	}
	if d.feeds, err = startSampleFeeds(d.samples, time.Now); err != nil {
		return d, err
	}
	if d.discord, err = d.listen(log); err != nil {
		return d, err
	}
	if d.town, err = buildTown(d.discord); err != nil {
		return d, err
	}
	cfg := config{databaseFlag: databaseFlag{db}, discordFlag: discordFlag{d.discord.APIURL()}, MinPoll: 2 * time.Second,
		fetchFlags: fetchFlags{AllowPrivate: []string{netip.PrefixFrom(netip.MustParseAddr("127.0.0.1"), 32).String()}}}
	d.service, err = newService(ctx, cfg, d.discord.Token(), log,
		tuning{tick: time.Second, gap: -1, gather: 3 * time.Second})
	return d, err
}

// listen starts the local Discord on the port that was asked for or one of the next.
func (d *demo) listen(log *slog.Logger) (*localdiscord.Server, error) {
	const tries = 20
	for port := d.cmd.Port; ; port++ {
		s, err := localdiscord.New(localdiscord.Options{Addr: net.JoinHostPort("127.0.0.1", strconv.Itoa(port)), BotName: "Tocsin", Logger: log})
		if err == nil {
			if port != d.cmd.Port {
				fmt.Fprintf(d.io.Out, "Port %d is taken, so the page is on %d.\n", d.cmd.Port, port)
			}
			return s, nil
		}
		if !errors.Is(err, syscall.EADDRINUSE) || port >= min(d.cmd.Port+tries, 65535) {
			return nil, usageError{fmt.Errorf("--port: %w", err)}
		}
	}
}

// run lets the service work, sets the scene, and releases one sample after the other until ctx ends.
func (d *demo) run(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	served := make(chan error, 1)
	go func() {
		err := d.service.Run(ctx)
		cancel(cmp.Or(err, context.Canceled))
		served <- err
	}()
	err := d.play(ctx)
	if ctx.Err() != nil {
		err = nil // stopped by Ctrl-C, or by the service, whose error follows
	}
	cancel(nil)
	d.telling.Wait()
	return errors.Join(err, <-served)
}

func (d *demo) play(ctx context.Context) error {
	if err := d.prepare(ctx); err != nil {
		return err
	}
	d.welcome()
	d.report(ctx)
	pause := time.Duration(float64(between) / d.cmd.Speed)
	for next := time.NewTimer(pause / 2); ; next.Reset(pause) {
		select {
		case <-ctx.Done():
			return nil
		case <-next.C:
		}
		if more, err := d.next(ctx); err != nil {
			return err
		} else if !more {
			fmt.Fprintln(d.io.Out, "That was the last sample. The page stays until you press Ctrl-C.")
			<-ctx.Done()
			return nil
		}
	}
}

// prepare has the history read and the channels subscribed, while the service runs.
func (d *demo) prepare(ctx context.Context) error {
	if err := d.addSources(ctx); err != nil {
		return err
	}
	return d.town.subscribe(ctx, d.discord)
}

// next publishes the next live sample; more is false when none is left.
func (d *demo) next(ctx context.Context) (more bool, err error) {
	s, ok := d.feeds.release()
	if !ok {
		return false, nil
	}
	// The outlet tells its readers that something is new, as WebSub would.
	if err := d.service.store.DueSource(ctx, d.sources[s.Outlet]); err != nil {
		return false, fmt.Errorf("make %s due: %w", s.Outlet, err)
	}
	d.service.wake()
	return true, nil
}

// addSources saves the outlets as the operator's sources and waits until their history was read.
func (d *demo) addSources(ctx context.Context) error {
	for outlet, name := range outlets {
		src, err := d.service.store.AddSource(ctx, feed.Source{URL: d.feeds.feedURL(outlet), Name: name + " (sample)", Lang: "en", Kind: "sample", Created: time.Now()}, 0)
		if err != nil {
			return fmt.Errorf("add sample source %s: %w", outlet, err)
		}
		d.sources[outlet] = src.ID
	}
	d.service.wake()
	for look := time.NewTicker(20 * time.Millisecond); ; {
		seeded, err := d.seeded(ctx)
		if err != nil || seeded {
			look.Stop()
			return err
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-look.C:
		}
	}
}

// seeded says whether every outlet was read once. One that failed would leave the demo without it: that is an error.
func (d *demo) seeded(ctx context.Context) (bool, error) {
	all, err := d.service.store.Sources(ctx, "")
	if err != nil {
		return false, fmt.Errorf("list sources: %w", err)
	}
	for _, s := range all {
		if s.Failures > 0 {
			return false, fmt.Errorf("read sample feed %s: %s", s.Name, s.LastError)
		}
		if !s.Seeded {
			return false, nil
		}
	}
	return true, nil
}

// close stops what newDemo started and is still running.
func (d *demo) close() error {
	var err error
	if d.service != nil {
		err = errors.Join(err, d.service.Close())
	}
	if d.discord != nil {
		err = errors.Join(err, d.discord.Close())
	}
	if d.feeds != nil {
		ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
		defer cancel()
		err = errors.Join(err, d.feeds.Close(ctx))
	}
	return err
}
