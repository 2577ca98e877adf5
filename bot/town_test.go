package bot_test

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tocsin/bot"
	"tocsin/bot/localdiscord"
	"tocsin/desk"
	"tocsin/feed"
	"tocsin/store"
	"tocsin/tag"
)

// A town is a guild on a local Discord with the real bot, desk and store in it.
type town struct {
	*localdiscord.Server
	store          *store.Store
	tagger         *tag.Tagger
	bot            *bot.Bot
	guild, channel string
	owner, member  string
	ended          chan error
	stop           context.CancelFunc
	forgiven       bool // violations are what is tried
}

// newTagger makes the one tagger of all tests: it is read-only, and slow to make.
var newTagger = sync.OnceValues(tag.New)

// newTown starts a town, side by side with those of other tests; its bot is not running yet.
func newTown(t *testing.T, opt localdiscord.Options) *town {
	t.Helper()
	t.Parallel()
	opt.OpenAPI = os.Getenv("TOCSIN_DISCORD_OPENAPI")
	opt.Token = "the-secret-token"
	srv, err := localdiscord.New(opt)
	must(t, err)
	w := &town{Server: srv, ended: make(chan error, 1)}
	at, err := srv.BuildTown()
	must(t, err)
	w.guild, w.channel, w.owner, w.member = at.Guild, at.Channel, at.Owner, at.Member
	w.store, err = store.Open(t.Context(), filepath.Join(t.TempDir(), "tocsin.db"), store.Options{})
	must(t, err)
	w.tagger, err = newTagger()
	must(t, err)
	w.again(t)
	t.Cleanup(func() {
		if w.stop != nil {
			w.stop()
			if err := <-w.ended; err != nil {
				t.Errorf("the bot ended with %v", err)
			}
		}
		for _, v := range srv.Violations() {
			if !w.forgiven {
				t.Errorf("violation: %s", v)
			}
		}
		must(t, w.store.Close())
		must(t, srv.Close())
		if t.Failed() {
			t.Log("transcript:\n" + srv.Transcript())
		}
	})
	return w
}

// again makes a new bot, as a restart does.
func (w *town) again(t *testing.T) {
	t.Helper()
	d := desk.New(w.store, w.tagger, feed.NewFetcher(feed.FetchOptions{}), desk.Options{Version: "test", Logger: slog.New(slog.NewTextHandler(t.Output(), nil))})
	w.bot = bot.New(bot.Options{Token: w.Token(), API: w.APIURL(), Version: "test", Logger: slog.New(slog.NewTextHandler(t.Output(), nil))}, d)
}

// run starts the bot and waits until it is there.
func (w *town) run(t *testing.T) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	w.stop = stop
	go func() { w.ended <- w.bot.Run(ctx) }()
	must(t, w.WaitConnected(soon(t)))
	must(t, w.WaitCommands(soon(t), "subscribe"))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func soon(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// slash uses a command in the town's channel.
func (w *town) slash(t *testing.T, user, command string, options map[string]any) *localdiscord.Response {
	t.Helper()
	r, err := w.Actor(user).Slash(soon(t), w.guild, w.channel, command, options)
	must(t, err)
	return r
}

// shown is all that a person reads in a message.
func shown(content string, embeds []localdiscord.Embed) string {
	var b strings.Builder
	b.WriteString(content + "\n")
	for _, e := range embeds {
		b.WriteString(e.Title + "\n" + e.Description + "\n")
		for _, f := range e.Fields {
			b.WriteString(f.Name + ": " + f.Value + "\n")
		}
		if e.Footer != nil {
			b.WriteString(e.Footer.Text + "\n")
		}
	}
	return b.String()
}

func text(r *localdiscord.Response) string { return shown(r.Content(), r.Embeds()) }

// has fails unless the answer has every one of the words.
func has(t *testing.T, got string, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(got, w) {
			t.Errorf("no %q in:\n%s", w, got)
		}
	}
}

// hasNot fails if the answer has any of the words.
func hasNot(t *testing.T, got string, words ...string) {
	t.Helper()
	for _, w := range words {
		if strings.Contains(got, w) {
			t.Errorf("%q in:\n%s", w, got)
		}
	}
}
