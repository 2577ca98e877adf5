package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

const (
	openDeadline   = 20 * time.Second // from dialling to READY
	hangUpDeadline = 3 * time.Second  // discordgo sleeps one second while it closes
	watchEvery     = time.Second
	longestSilence = 52 * time.Second // Discord asks for a heartbeat every 41.25 s, and answers within a second
	firstPause     = time.Second
	longestPause   = time.Minute
	settled        = time.Minute // a connection that lived so long starts the pauses anew
	identifiesADay = 900         // Discord resets the token at 1,000
)

// A gateway keeps one connection to Discord's gateway: a new one whenever the last was lost, until it is told to stop or
// Discord refuses for good. Alerts do not need it; commands do.
type gateway struct {
	token   string
	api     string // without a slash at the end
	client  *http.Client
	log     *slog.Logger
	handle  func(*discordgo.Interaction)
	state   func(connected bool)
	changed func(guild string) // its channels, roles, or the bot as its member

	ready   time.Duration // from dialling to READY, after which a connection is given up
	silence time.Duration // without an answered heartbeat, after which a connection counts as dead

	identified []time.Time // within the last day, oldest first
}

// run stays connected until ctx ends, which is no error. It returns ErrToken, or an error that says what the operator
// must do, when trying again would be the same.
func (g *gateway) run(ctx context.Context) error {
	pause := firstPause
	for {
		began := time.Now()
		err := g.connect(ctx)
		g.state(false)
		if ctx.Err() != nil {
			return nil
		}
		if fatal := hopeless(err); fatal != nil {
			return fatal
		}
		if time.Since(began) > settled {
			pause = firstPause
		}
		wait := jitter(pause)
		g.log.Warn("gateway connection lost", "err", err, "again_in", wait.Round(time.Millisecond))
		if !sleep(ctx, wait) {
			return nil
		}
		pause = min(2*pause, longestPause)
	}
}

// connect makes one connection and stays until it is lost, which it returns as an error that is never nil.
func (g *gateway) connect(ctx context.Context) error {
	if err := g.spend(ctx); err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	l, err := newConnection(ctx, g)
	if err != nil {
		return err
	}
	if err := g.open(ctx, l); err != nil {
		return err
	}
	defer g.hangUp(l)
	g.state(true)
	return g.watch(ctx, l)
}

// open connects and waits for READY. discordgo's Open knows no deadline and hangs when it is told to reconnect before
// READY: then the socket is closed under it, and the session is left to itself.
func (g *gateway) open(ctx context.Context, l *connection) error {
	opened := make(chan error, 1)
	go func() {
		defer func() {
			if p := recover(); p != nil {
				opened <- fmt.Errorf("discordgo panicked: %v", p)
			}
		}()
		opened <- l.session.Open()
	}()
	deadline := time.NewTimer(g.ready)
	defer deadline.Stop()
	ready := l.ready
	for {
		select {
		case err := <-opened:
			if err != nil {
				return fmt.Errorf("connect to the gateway: %w", err)
			}
			opened = nil
		case r := <-ready:
			g.log.Info("connected to discord", "session_version", r.Version, "guilds", len(r.Guilds))
			ready = nil
		case <-l.lost:
			g.abandon(l, opened)
			return errors.New("the gateway closed the connection before it was ready")
		case <-ctx.Done():
			g.abandon(l, opened)
			return ctx.Err()
		case <-deadline.C:
			g.abandon(l, opened)
			return fmt.Errorf("the gateway was not ready after %v", g.ready)
		}
		if opened == nil && ready == nil {
			return nil
		}
	}
}

// abandon ends a session that may hang in Open (then opened is not nil) or be half open.
func (g *gateway) abandon(l *connection, opened <-chan error) {
	l.cutOff()
	if opened != nil {
		select {
		case err := <-opened:
			if err != nil {
				return
			}
		case <-time.After(hangUpDeadline):
			return // it waits for a lock that it holds itself; nothing can be done about it from here
		}
	}
	g.hangUp(l)
}

// watch returns when the connection is lost: closed by the other side, or silent.
func (g *gateway) watch(ctx context.Context, l *connection) error {
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-l.lost:
			return errors.New("the gateway closed the connection")
		case <-tick.C:
		}
		if silent := time.Since(l.lastAck()); silent > g.silence {
			l.cutOff()
			return fmt.Errorf("the gateway has answered no heartbeat for %v", silent.Round(time.Second))
		}
	}
}

// hangUp closes the session, in bounded time.
func (g *gateway) hangUp(l *connection) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		l.session.Close()
		l.cutOff()
	}()
	select {
	case <-done:
	case <-time.After(hangUpDeadline):
		l.cutOff()
	}
}

// spend counts an identify against the day's budget, and waits when it is used up.
func (g *gateway) spend(ctx context.Context) error {
	now := time.Now()
	for len(g.identified) > 0 && now.Sub(g.identified[0]) > 24*time.Hour {
		g.identified = g.identified[1:]
	}
	if len(g.identified) >= identifiesADay {
		wait := g.identified[0].Add(24 * time.Hour).Sub(now)
		g.log.Error("too many gateway connections in a day: commands rest, alerts go on", "until", now.Add(wait))
		if !sleep(ctx, wait) {
			return ctx.Err()
		}
	}
	g.identified = append(g.identified, now)
	return nil
}

// hopeless returns what to tell the operator when Discord closed the connection for a reason that another attempt does
// not change; nil when another attempt is right. The codes are those of Discord's documentation.
func hopeless(err error) error {
	e, ok := errors.AsType[*websocket.CloseError](err)
	if !ok {
		return nil
	}
	switch e.Code {
	case 4004:
		return ErrToken
	case 4010, 4011:
		return errors.New("discord asks for sharding: the bot is in too many servers for one connection")
	case 4012:
		return errors.New("discord no longer speaks this version of its gateway: update Tocsin")
	case 4013, 4014:
		return errors.New("discord refuses the bot's gateway intents: update Tocsin")
	}
	return nil
}

// jitter returns a random time between half of d and d.
func jitter(d time.Duration) time.Duration {
	return d/2 + rand.N(d/2+1)
}

// sleep waits for d and says whether ctx still holds.
func sleep(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}
