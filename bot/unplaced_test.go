package bot_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"tocsin/alert"
	"tocsin/bot/localdiscord"
	"tocsin/feed"
	"tocsin/report"
)

// A wire is a source that has what the test gives it.
type wire struct {
	mu    sync.Mutex
	items []report.Report
}

func (w *wire) Fetch(_ context.Context, s feed.Source) (feed.Result, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	res := feed.Result{Source: s, Seed: !s.Seeded, Reports: append([]report.Report(nil), w.items...)}
	for i := range res.Reports {
		res.Reports[i].SourceID, res.Reports[i].Source, res.Reports[i].Fetched = s.ID, s.Name, time.Now()
	}
	res.Source.Seeded, res.Source.NextPoll = true, time.Now()
	return res, nil
}

func (w *wire) publish(title string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.items = append(w.items, report.Report{GUID: title, Title: title, Text: title + ".", Link: "https://wire.example/" + title, Published: time.Now()})
}

// TestReportsWithoutAPlaceAreAChoice runs the pipeline with a channel that includes them and one that does not.
func TestReportsWithoutAPlaceAreAChoice(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	w.run(t)
	strict, err := w.CreateChannel(w.guild, "strict", localdiscord.TextChannel)
	must(t, err)
	for _, channel := range []string{w.channel, strict} {
		has(t, text(w.slash(t, w.owner, "subscribe", map[string]any{"rule": "region:Iraq drone -region:France", "channel": channel})), "Watching")
	}
	has(t, text(w.slash(t, w.owner, "settings", map[string]any{"unplaced": "include"})), "include")
	_, err = w.store.AddSource(t.Context(), feed.Source{Name: "Wire", URL: "https://wire.example/rss"}, 0)
	must(t, err)
	news := &wire{}
	p := alert.New(w.store, news, w.tagger, w.bot, alert.Options{Gather: time.Millisecond})
	ctx, cancel := context.WithCancel(soon(t))
	ended := make(chan error, 1)
	go func() { ended <- p.Run(ctx) }()
	ticks := make(chan error, 1)
	go func() {
		for range time.Tick(10 * time.Millisecond) {
			if err := p.Tick(ctx); err != nil || ctx.Err() != nil {
				ticks <- err
				return
			}
		}
	}()
	for seeded := false; !seeded; {
		list, err := w.store.Sources(ctx, "")
		must(t, err)
		seeded = list[0].Seeded
	}
	news.publish("Shares of a drone maker rise after its results")
	news.publish("Fireworks and a drone light up the evening in Paris, France")
	news.publish("Two soldiers killed when a drone strikes a checkpoint in Baghdad, Iraq")
	for _, channel := range []string{w.channel, strict} {
		_, err := w.WaitMessage(soon(t), channel, func(m localdiscord.Message) bool { return contains(m, "Baghdad") })
		must(t, err)
	}
	_, err = w.WaitMessage(soon(t), w.channel, func(m localdiscord.Message) bool { return contains(m, "no place given") })
	must(t, err)
	tried := text(w.slash(t, w.owner, "rules test", map[string]any{"rule": "region:Iraq drone -region:France"}))
	has(t, tried, "region:Iraq` (no place given)")
	has(t, tried, "region:Iraq` “Baghdad”")
	cancel()
	if err := <-ticks; err != nil && !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if err := <-ended; err != nil && !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if a, b := len(w.Messages(w.channel)), len(w.Messages(strict)); a != 2 || b != 1 {
		t.Errorf("%d and %d messages", a, b)
	}
}

func contains(m localdiscord.Message, words string) bool {
	return strings.Contains(shown(m.Content, m.Embeds), words)
}
