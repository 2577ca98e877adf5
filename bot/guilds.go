package bot

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"

	"tocsin/desk"
)

const (
	factsLast     = 30 * time.Second // what Discord said of a guild; changes that the gateway tells of count at once
	factsDeadline = 12 * time.Second // for asking, with waiting out a limit
	maxFacts      = 3000             // answers kept; then those too old to count are dropped, and all when that is not enough
)

// guilds remembers for a short time what Discord says of guilds: their channels and roles, and the bot as their member.
// Discord allows only a few such questions in five seconds, and every command asks them. Those who ask at once share one.
type guilds struct {
	ctx   context.Context // that questions are asked under: an answer is for all who wait, not for the first
	rest  *rest
	mu    sync.Mutex
	facts map[string]*fact // by path
}

// A fact is an answer of Discord's, complete once done is closed. It is shared: nobody changes it.
type fact struct {
	guild string
	done  chan struct{}
	until time.Time // zero while it is being asked for
	value any
	err   error
}

func newGuilds(ctx context.Context, r *rest) *guilds {
	return &guilds{ctx: ctx, rest: r, facts: map[string]*fact{}}
}

// ask returns what Discord says at a path of a guild. What it does not know, or does not let the bot see, is
// desk.ErrNotFound.
func ask[T any](ctx context.Context, g *guilds, guild, path, route string) (T, error) {
	f := g.find(guild, path, func(ctx context.Context) (any, error) {
		var v T
		err := g.rest.waiting(ctx, call{method: http.MethodGet, path: path, route: route}, &v)
		return v, err
	})
	var none T
	select {
	case <-f.done:
	case <-ctx.Done():
		return none, ctx.Err()
	}
	if f.err != nil {
		return none, f.err
	}
	return f.value.(T), nil
}

// find returns the fact at a path, which may still be asked for.
func (g *guilds) find(guild, path string, get func(context.Context) (any, error)) *fact {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := time.Now()
	if f, ok := g.facts[path]; ok && (f.until.IsZero() || now.Before(f.until)) {
		return f
	}
	g.shrink(now)
	f := &fact{guild: guild, done: make(chan struct{})}
	g.facts[path] = f
	go func() {
		ctx, cancel := context.WithTimeout(g.ctx, factsDeadline)
		defer cancel()
		f.value, f.err = get(ctx)
		if missing(f.err) {
			f.err = desk.ErrNotFound
		}
		g.mu.Lock()
		defer g.mu.Unlock()
		f.until = time.Now().Add(factsLast)
		if f.err != nil && !errors.Is(f.err, desk.ErrNotFound) && g.facts[path] == f {
			delete(g.facts, path)
		}
		close(f.done)
	}()
	return f
}

// shrink makes room for another fact.
func (g *guilds) shrink(now time.Time) {
	if len(g.facts) < maxFacts {
		return
	}
	for path, f := range g.facts {
		if !f.until.IsZero() && !now.Before(f.until) {
			delete(g.facts, path)
		}
	}
	if len(g.facts) >= maxFacts {
		clear(g.facts)
	}
}

// forget drops what is known of a guild: something there has changed. Answers on their way count for those who wait only.
func (g *guilds) forget(guild string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for path, f := range g.facts {
		if f.guild == guild {
			delete(g.facts, path)
		}
	}
}

// guildOf returns the guild whose channels, roles or own member an event of the gateway changes; empty for other events.
func guildOf(event any) string {
	switch e := event.(type) {
	case *discordgo.ChannelCreate:
		return e.GuildID
	case *discordgo.ChannelUpdate:
		return e.GuildID
	case *discordgo.ChannelDelete:
		return e.GuildID
	case *discordgo.ThreadUpdate:
		return e.GuildID
	case *discordgo.ThreadDelete:
		return e.GuildID
	case *discordgo.GuildRoleCreate:
		return e.GuildID
	case *discordgo.GuildRoleUpdate:
		return e.GuildID
	case *discordgo.GuildRoleDelete:
		return e.GuildID
	case *discordgo.GuildMemberUpdate:
		return e.GuildID
	case *discordgo.GuildDelete:
		return e.ID
	}
	return ""
}

// waiting makes a call that may be made again, and waits where Discord asks to, as long as ctx lasts.
func (r *rest) waiting(ctx context.Context, c call, out any) error {
	for range patience {
		err := r.do(ctx, c, out)
		var after time.Duration
		if e, ok := errors.AsType[*waitError](err); ok {
			after = e.After
		} else if e, ok := errors.AsType[*apiError](err); ok && e.Status == http.StatusTooManyRequests {
			after = e.After
		} else {
			return err
		}
		if after > longestWait || !sleep(ctx, after) {
			return err
		}
	}
	return r.do(ctx, c, out)
}
