package main

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"tocsin/alert"
	"tocsin/bot/localdiscord"
	"tocsin/feed"
	"tocsin/store"
)

// edit changes the sources in the database while the program does not run, as time would have.
func (s *stage) edit(change func(*feed.Source)) {
	s.t.Helper()
	db, err := store.Open(s.t.Context(), s.db, store.Options{})
	s.must(err)
	all, err := db.Sources(s.t.Context(), "")
	s.must(err)
	for i := range all {
		change(&all[i])
		s.must(db.Save(s.t.Context(), func(tx alert.Tx) error { return tx.SaveSource(&all[i]) }))
	}
	s.must(db.Close())
}

// notice waits for a message without an embed that contains part.
func (s *stage) notice(channel, part string) localdiscord.Message {
	s.t.Helper()
	m, err := s.discord.WaitMessage(s.soon(), s.channels[channel], func(m localdiscord.Message) bool {
		return m.VisibleTo == "" && len(m.Embeds) == 0 && strings.Contains(m.Content, part)
	})
	s.must(err)
	return m
}

// A source that has failed for three days is told of once where it had alerted, in words that Discord shows as they are
// meant, and once more when it is back.
func TestAFailingSourceIsToldOfInItsChannels(t *testing.T) {
	t.Parallel()
	s := newStage(t, oneReport, "ukraine", "elsewhere")
	s.start()
	s.subscribe("ukraine", map[string]any{"region": "Ukraine"})
	s.subscribe("elsewhere", map[string]any{"region": "Peru"})
	s.waitSeeded()
	s.feeds.release()
	s.await("ukraine", "Kharkiv")
	s.stop()

	good := ""
	s.edit(func(src *feed.Source) {
		good, src.URL = src.URL, s.feeds.feedURL("nobody")
		src.NextPoll, src.Failures, src.FailingSince = time.Time{}, 9, time.Now().Add(-feed.TellAfter-time.Hour)
	})
	s.start()
	m := s.notice("ukraine", "cannot be read since")
	if !strings.Contains(m.Content, "nothing at this address any more") || strings.ContainsAny(m.Content, `\<>`) {
		t.Errorf("the notice says %q", m.Content)
	}
	s.stop()

	s.edit(func(src *feed.Source) { src.URL, src.NextPoll = good, time.Time{} })
	s.start()
	s.notice("ukraine", "can be read again")
	s.stop()
	notices := 0
	for _, name := range []string{"ukraine", "elsewhere"} {
		for _, m := range s.discord.Messages(s.channels[name]) {
			if m.Author.ID == s.discord.BotID() && m.VisibleTo == "" && len(m.Embeds) == 0 {
				notices++
			}
		}
	}
	if notices != 2 {
		t.Errorf("%d notices in all, want 2", notices)
	}
}

// When all sources on a region fail, those who ask for it are told once, and nobody else.
func TestSourcesOfARegionThatAllFailAreToldOfOnce(t *testing.T) {
	t.Parallel()
	s := newStage(t, oneReport, "ukraine", "elsewhere")
	s.start()
	s.subscribe("ukraine", map[string]any{"region": "Ukraine"})
	s.subscribe("elsewhere", map[string]any{"region": "Peru"})
	s.stop()
	db, err := store.Open(s.t.Context(), s.db, store.Options{})
	s.must(err)
	all, err := db.Sources(t.Context(), "")
	s.must(err)
	for i := range all {
		s.must(db.RemoveSource(t.Context(), "", all[i].ID))
	}
	for i := range 3 {
		_, err := db.AddSource(t.Context(), feed.Source{Name: fmt.Sprint("Outlet ", i), URL: s.feeds.feedURL(fmt.Sprint("nobody", i)), Region: "UA", Seeded: true,
			Failures: 9, FailingSince: time.Now().Add(-7 * time.Hour)}, 0)
		s.must(err)
	}
	s.must(db.Close())

	cfg := config{databaseFlag: databaseFlag{DB: s.db}, discordFlag: discordFlag{DiscordAPI: s.discord.APIURL()}, MinPoll: time.Second,
		fetchFlags: fetchFlags{AllowPrivate: []string{"127.0.0.1/32"}}}
	service, err := newService(t.Context(), cfg, s.discord.Token(), slog.New(slog.NewTextHandler(s.stderr, nil)), tuning{watch: time.Second})
	s.must(err)
	defer service.Close()
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- service.Run(ctx) }()
	m := s.notice("ukraine", "quiet is not calm")
	if want := "3 of 3 sources on Ukraine have been silent or failing for 7 hours"; !strings.Contains(m.Content, want) {
		t.Errorf("the notice says %q, want %q", m.Content, want)
	}
	stop()
	s.must(<-ended)
	s.must(service.pipeline.Watch(t.Context()))
	if c, err := service.store.Counts(t.Context(), ""); err != nil || c.Queue != 0 {
		t.Errorf("%d more to be posted, %v", c.Queue, err)
	}
	for _, m := range s.discord.Messages(s.channels["elsewhere"]) {
		if m.VisibleTo == "" && m.Author.ID == s.discord.BotID() {
			t.Errorf("who asks for Peru is told %q", m.Content)
		}
	}
}
