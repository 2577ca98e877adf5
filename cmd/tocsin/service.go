package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync/atomic"
	"time"

	"github.com/robfig/cron/v3"

	"tocsin/alert"
	"tocsin/bot"
	"tocsin/desk"
	"tocsin/feed"
	"tocsin/store"
	"tocsin/tag"
)

// A tuning is what the demo and tests set differently from an operator's service.
type tuning struct {
	tick    time.Duration // how often it is asked which sources are due; 5 s, or as often as a source may be read
	watch   time.Duration // how often it is asked which regions have gone silent; watchEvery when 0
	gap     time.Duration // between two fetches from one host; the fetcher's default when 0
	gather  time.Duration // how long an edit waits for more to say; the pipeline's default when 0
	crashAt func(point string)
}

// stopLimit bounds how long what is in flight may take to finish when the service is asked to stop.
const stopLimit = 20 * time.Second

const (
	watchEvery = 10 * time.Minute
	lookEvery  = time.Minute
)

// A service is Tocsin at work: the parts, wired. Close it after use.
type service struct {
	store    *store.Store
	fetcher  *feed.Fetcher
	pipeline *alert.Pipeline
	bot      *bot.Bot
	log      *slog.Logger
	tick     time.Duration
	watch    time.Duration
	due      chan struct{} // it is time to ask which sources are due
	ready    atomic.Bool   // everything runs
	astray   bool          // the database's file was not in its place when that was last looked at
}

// newService opens the database and wires the parts. Nothing is fetched or sent yet. Errors of configuration are
// usageErrors.
func newService(ctx context.Context, cfg config, token string, log *slog.Logger, tune tuning) (*service, error) {
	private, err := cfg.private()
	if err != nil {
		return nil, err
	}
	tagger, err := tag.New()
	if err != nil {
		return nil, fmt.Errorf("load the gazetteer and lexicons: %w", err)
	}
	db, err := store.Open(ctx, cfg.DB, store.Options{Log: log})
	if err != nil {
		return nil, wrongSetting("db", err)
	}
	s := &service{store: db, log: log, tick: tune.tick, watch: cmp.Or(tune.watch, watchEvery), due: make(chan struct{}, 1)}
	if s.tick <= 0 {
		s.tick = min(5*time.Second, cfg.MinPoll)
	}
	s.fetcher = feed.NewFetcher(feed.FetchOptions{Version: versionOf(), Contact: cfg.Contact, AllowPrivate: private,
		MinPoll: cfg.MinPoll, Gap: tune.gap, Logger: log})
	counter := desk.New(db, tagger, s.fetcher, desk.Options{Version: versionOf(), Logger: log, SourceAdded: s.wake})
	s.bot = bot.New(bot.Options{Token: token, API: cfg.DiscordAPI, Version: versionOf(), Logger: log}, counter)
	s.pipeline = alert.New(db, s.fetcher, tagger, s.bot, alert.Options{Log: log, Gather: tune.gather, CrashAt: tune.crashAt})
	return s, nil
}

// Close closes the database. It must not be called while Run runs.
func (s *service) Close() error { return s.store.Close() }

// wake asks for a look at which sources are due.
func (s *service) wake() {
	select {
	case s.due <- struct{}{}:
	default:
	}
}

// Run works until ctx ends, which is no error, or until Discord refuses the token. Then it finishes what is in flight.
func (s *service) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	ended := make(chan error, 2)
	for _, part := range []func(context.Context) error{s.pipeline.Run, s.bot.Run} {
		go func() {
			err := part(ctx)
			if err != nil {
				cancel(err) // the other part is of no use alone
			}
			ended <- err
		}()
	}
	schedule := s.schedule(ctx)
	schedule.Start()
	s.ready.Store(true)
	s.readDue(ctx)
	s.ready.Store(false)
	s.log.Info("stopping: finishing what is in flight")
	late, stop := context.WithTimeout(context.WithoutCancel(ctx), stopLimit)
	defer stop()
	<-schedule.Stop().Done()
	err := s.pipeline.Stop(late)
	for range cap(ended) {
		err = errors.Join(err, <-ended)
	}
	return refused(err)
}

// refused makes what only the operator can mend an error of configuration.
func refused(err error) error {
	if errors.Is(err, alert.ErrHalted) || errors.Is(err, bot.ErrToken) {
		return usageError{err}
	}
	return err
}

// schedule asks every few seconds which sources are due: when each is due lives in the store, so that neither a
// restart nor a machine that slept reads too early or in a burst. It also watches for silence. Times are UTC: no hour is
// skipped or comes twice.
func (s *service) schedule(ctx context.Context) *cron.Cron {
	log := cronLog{s.log}
	c := cron.New(cron.WithLocation(time.UTC), cron.WithLogger(log),
		cron.WithChain(cron.SkipIfStillRunning(log), cron.Recover(log))) // Recover inside: outside, a panic would block the job for ever
	c.Schedule(cron.Every(s.tick), cron.FuncJob(s.wake))
	c.Schedule(cron.Every(s.watch), cron.FuncJob(func() {
		if err := s.pipeline.Watch(ctx); err != nil && ctx.Err() == nil {
			log.Error(err, "silence of sources cannot be told; trying again")
		}
	}))
	c.Schedule(cron.Every(lookEvery), cron.FuncJob(s.lookForFile))
	return c
}

// lookForFile says when somebody has moved or removed the file of the database, and when it is back.
func (s *service) lookForFile() {
	astray := !s.store.InPlace()
	switch {
	case astray && !s.astray:
		s.log.Error("the file of the database was moved or removed while it is open: put it back, or all that is saved from here on is lost when the service stops", "db", s.store.Path())
	case !astray && s.astray:
		s.log.Info("the file of the database is back", "db", s.store.Path())
	}
	s.astray = astray
}

// readDue begins to read the sources that are due, whenever it is asked to, until ctx ends.
func (s *service) readDue(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.due:
		}
		if err := s.pipeline.Tick(ctx); err != nil && ctx.Err() == nil {
			s.log.Error("sources cannot be read; trying again", "err", err)
		}
	}
}

// cronLog writes what goes wrong in the schedule to the service's log.
type cronLog struct{ log *slog.Logger }

// Info leaves out what cron says at every tick.
func (l cronLog) Info(string, ...any) {}

func (l cronLog) Error(err error, msg string, kv ...any) {
	l.log.Error("schedule: "+strings.TrimSpace(msg), append(kv, "err", err)...)
}
