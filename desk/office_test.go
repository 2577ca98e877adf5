package desk_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tocsin/alert"
	"tocsin/desk"
	"tocsin/feed"
	"tocsin/report"
	"tocsin/store"
	"tocsin/tag"
	"tocsin/text"
)

var now = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)

// An office is a desk over a real store and the real names.
type office struct {
	*desk.Desk
	t      *testing.T
	store  *store.Store
	tagger *tag.Tagger
	source feed.Source // of the operator
}

// newTagger makes the one tagger of all tests: it is read-only, and slow to make.
var newTagger = sync.OnceValues(tag.New)

func newOffice(t *testing.T, opt desk.Options) *office {
	t.Helper()
	var asked atomic.Int64
	clock := func() time.Time { return now.Add(time.Duration(asked.Add(1)) * time.Microsecond) } // it never stands still
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "tocsin.db"), store.Options{Now: clock})
	must(t, err)
	t.Cleanup(func() { must(t, db.Close()) })
	tagger, err := newTagger()
	must(t, err)
	opt.Now, opt.Logger = clock, slog.New(slog.NewTextHandler(t.Output(), nil))
	fetcher := feed.NewFetcher(feed.FetchOptions{AllowPrivate: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Gap: -1, Clock: clock})
	o := &office{Desk: desk.New(db, tagger, fetcher, opt), t: t, store: db, tagger: tagger}
	o.source, err = db.AddSource(t.Context(), feed.Source{Name: "World", URL: "https://world.example/rss", LastSuccess: now}, 0)
	must(t, err)
	return o
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// publish stores a report of the operator's source, each a story of its own.
func (o *office) publish(ago time.Duration, title, body string) {
	o.t.Helper()
	o.publishFrom(o.source, ago, title, body)
}

func (o *office) publishFrom(src feed.Source, ago time.Duration, title, body string) {
	o.t.Helper()
	r := report.Report{SourceID: src.ID, Source: src.Name, Publisher: src.Name, Title: title, Text: body, Published: now.Add(-ago), Fetched: now.Add(-ago),
		Link: "https://world.example/" + strings.ReplaceAll(title, " ", "-")}
	doc := text.NewAnalyser().Analyse(title, body, "en")
	s := &alert.Stored{Report: r, Guild: src.Guild, Doc: doc, Tags: o.tagger.Tag(doc, &r)}
	must(o.t, o.store.Save(o.t.Context(), func(tx alert.Tx) error { return tx.AddReport(s) }))
}

// A guildRoom is what a caller may do in a guild: channels they see, roles they may mention, and what the bot lacks.
type guildRoom struct {
	channels, roles []string
	lacks           map[string][]string
}

func (g guildRoom) CanSee(_ context.Context, channel string) (bool, error) {
	if !strings.HasPrefix(channel, "c") {
		return false, desk.ErrNotFound
	}
	return slices.Contains(g.channels, channel), nil
}

func (g guildRoom) CanMention(_ context.Context, role string) (bool, error) {
	if !strings.HasPrefix(role, "r") {
		return false, desk.ErrNotFound
	}
	return slices.Contains(g.roles, role), nil
}

func (g guildRoom) Lacking(_ context.Context, channel, role string) (desk.Lacks, error) {
	return desk.Lacks{Post: g.lacks[channel]}, nil
}

var room = guildRoom{channels: []string{"c1", "c2"}, roles: []string{"r1"}}

func manager(guild string) desk.Caller {
	return desk.Caller{Guild: guild, Channel: "c1", User: "u1", ManageServer: true, Access: room}
}

func member(guild string) desk.Caller {
	return desk.Caller{Guild: guild, Channel: "c1", User: "u2", Access: room}
}

// refusal fails unless an error is a refusal of this kind with these words.
func refusal(t *testing.T, err error, kind desk.Kind, words ...string) {
	t.Helper()
	e, ok := errors.AsType[*desk.Error](err)
	if !ok {
		t.Fatalf("no refusal but %v", err)
	}
	if e.Kind != kind {
		t.Errorf("%s, not %s: %s", e.Kind, kind, e.Text)
	}
	for _, w := range words {
		if !strings.Contains(e.Error(), w) {
			t.Errorf("no %q in %q", w, e.Error())
		}
	}
}

func feedServer(t *testing.T) string {
	t.Helper()
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/page":
			fmt.Fprint(w, `<html><head><title>A page</title><link rel="alternate" type="application/rss+xml" href="/found"></head><body>x</body></html>`)
		case "/picture":
			w.Header().Set("Content-Type", "image/png")
			fmt.Fprint(w, "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
		default:
			fmt.Fprintf(w, `<rss version="2.0"><channel><title>Feed of %s</title>`, r.URL.Path)
			for i := range 5 {
				fmt.Fprintf(w, `<item><title>Item %d</title><link>http://%s/i/%d</link><guid>%d</guid><pubDate>%s</pubDate></item>`, i, r.Host, i, i,
					now.Add(-time.Duration(i)*time.Hour).Format(time.RFC1123Z))
			}
			fmt.Fprint(w, `</channel></rss>`)
		}
	}))
	t.Cleanup(srv.Close)
	return srv.URL
}
