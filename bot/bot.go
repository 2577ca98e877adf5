// Package bot is Tocsin on Discord: commands, buttons and forms, what alerts look like, how they are posted, and the
// gateway. It is the only package that knows discordgo, of which it uses the types and the gateway connection: requests
// go their own way (rest.go), since an alert must be posted once and neither lost nor repeated.
//
// A command is a row of the table in commands.go; its handler translates to and from the desk, which decides. An alert
// comes in through Deliver (notify.go) and is drawn in render_alert.go.
package bot

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"

	"tocsin/desk"
)

// Options are what a bot can be told. Token is required.
type Options struct {
	Token   string
	API     string       // base URL of a Discord-compatible REST API; empty for Discord's own
	Logger  *slog.Logger // nil for none
	Version string       // of Tocsin
	Client  *http.Client // for REST; nil for one of its own
}

// A Bot is a Discord bot. Deliver and Find work as soon as it is made; commands while Run runs.
type Bot struct {
	desk    *desk.Desk
	rest    *rest
	guilds  *guilds
	log     *slog.Logger
	gateway *gateway
	version string

	me        atomic.Pointer[identity]
	connected atomic.Bool
	work      sync.WaitGroup
	ctx       context.Context // that handlers work under; set before the first of them
	stop      context.CancelFunc
}

// An identity is who the bot is on Discord.
type identity struct {
	User string
	App  application
}

// An application is the part of Discord's application object that matters here.
type application struct {
	ID    string `json:"id"`
	Types map[string]struct {
		Install *struct{} `json:"oauth2_install_params"`
	} `json:"integration_types_config"`
}

// integrations returns the ways in which the application may be installed: always in servers, and for single users where
// the operator has switched that on.
func (a application) integrations() []int {
	if _, ok := a.Types["1"]; ok {
		return []int{0, 1}
	}
	return []int{0}
}

const (
	finishDeadline = 10 * time.Second // for answers that are being worked on when the bot stops
	maxIdleConns   = 32
)

// New returns a bot that answers with a desk. Nothing is sent yet.
func New(opt Options, d *desk.Desk) *Bot {
	if opt.API == "" {
		opt.API = defaultAPI
	}
	if opt.Logger == nil {
		opt.Logger = slog.New(slog.DiscardHandler)
	}
	if opt.Client == nil {
		t := http.DefaultTransport.(*http.Transport).Clone()
		t.MaxIdleConnsPerHost = maxIdleConns
		opt.Client = &http.Client{Transport: t, Timeout: restDeadline}
	}
	b := &Bot{desk: d, log: opt.Logger, version: opt.Version, rest: newREST(opt.API, opt.Token, opt.Version, opt.Client, opt.Logger)}
	b.ctx, b.stop = context.WithCancel(context.Background())
	b.guilds = newGuilds(b.ctx, b.rest)
	b.gateway = &gateway{token: opt.Token, api: b.rest.base, client: opt.Client, log: opt.Logger, handle: b.handle, ready: openDeadline, silence: longestSilence,
		state: b.connected.Store, changed: b.guilds.forget}
	return b
}

// Run connects, registers the commands when they changed, and answers until ctx ends; then it finishes what it is
// answering and returns nil. It returns ErrToken, or an error that tells the operator what to do, when it cannot go on.
func (b *Bot) Run(ctx context.Context) error {
	defer b.stop()
	if err := b.introduce(ctx); err != nil {
		if ctx.Err() != nil {
			return nil
		}
		return err
	}
	err := b.gateway.run(ctx)
	b.finishWork()
	return err
}

// Connected says whether the gateway connection stands: whether commands are heard.
func (b *Bot) Connected() bool { return b.connected.Load() }

// introduce learns who the bot is and registers its commands. It tries until it succeeds, ctx ends, or the token is refused.
func (b *Bot) introduce(ctx context.Context) error {
	pause := firstPause
	for {
		id, err := b.identify(ctx)
		if err == nil {
			err = b.register(ctx, id.App)
		}
		if err == nil || errors.Is(err, ErrToken) {
			return err
		}
		if e, ok := errors.AsType[*apiError](err); ok && e.Status == http.StatusBadRequest {
			b.log.Error("discord refuses the commands; those registered before stay", "err", err)
			return nil
		}
		wait := jitter(pause)
		if w, ok := errors.AsType[*waitError](err); ok {
			wait = max(wait, w.After)
		}
		what := "discord cannot be reached"
		if e, ok := errors.AsType[*apiError](err); ok && e.Status == http.StatusNotFound {
			what = "no Discord API is at this address: check TOCSIN_DISCORD_API"
		}
		b.log.Warn(what, "err", err, "again_in", wait.Round(time.Millisecond))
		if !sleep(ctx, wait) {
			return ctx.Err()
		}
		pause = min(2*pause, longestPause)
	}
}

// identify returns who the bot is, asking once.
func (b *Bot) identify(ctx context.Context) (*identity, error) {
	if id := b.me.Load(); id != nil {
		return id, nil
	}
	var id identity
	if err := b.rest.do(ctx, call{method: http.MethodGet, path: "/applications/@me", route: "/applications/@me"}, &id.App); err != nil {
		return nil, err
	}
	var user discordgo.User
	if err := b.rest.do(ctx, call{method: http.MethodGet, path: "/users/@me", route: "/users/@me"}, &user); err != nil {
		return nil, err
	}
	id.User = user.ID
	b.me.Store(&id)
	return &id, nil
}

// self returns the bot's user id, empty before it is known.
func (b *Bot) self() string {
	if id := b.me.Load(); id != nil {
		return id.User
	}
	return ""
}

// handle answers an interaction; discordgo calls it on a goroutine of its own.
func (b *Bot) handle(in *discordgo.Interaction) {
	if b.ctx.Err() != nil {
		return
	}
	b.work.Add(1)
	defer b.work.Done()
	b.serve(in)
}

// finishWork waits for answers that are being worked on, then ends what is left of them.
func (b *Bot) finishWork() {
	done := make(chan struct{})
	go func() {
		b.work.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(finishDeadline):
		b.log.Warn("answers were left unfinished")
		b.stop()
		<-done
	}
}
