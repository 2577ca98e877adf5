package store_test

import (
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"tocsin/alert"
	"tocsin/feed"
)

// An entry is an item of a feed that a test publishes.
type entry struct {
	guid, title, link, date string
}

// strike is the n-th report of a newsroom: as a feed first publishes it.
func strike(n int) entry {
	words := strings.Fields("harbour bridge market station dam refinery airfield depot ministry tower quarry granary orchard barracks mill")
	return entry{guid: fmt.Sprint("urn:item:", n), title: fmt.Sprintf("Air strike on the %s number %d", words[n%len(words)], n),
		link: fmt.Sprintf("https://news.example/world/%d", n)}
}

func (e entry) xml() string {
	s := "<item><title>" + e.title + "</title><description>Witnesses tell of the " + e.title + " in detail, two hours after it.</description>"
	if e.guid != "" {
		s += `<guid isPermaLink="false">` + e.guid + "</guid>"
	}
	if e.link != "" {
		s += "<link>" + strings.ReplaceAll(e.link, "&", "&amp;") + "</link>"
	}
	if e.date != "" {
		s += "<pubDate>" + e.date + "</pubDate>"
	}
	return s + "</item>\n"
}

func rss(entries ...entry) string {
	s := `<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><link>https://news.example/</link>` + "\n"
	for _, e := range entries {
		s += e.xml()
	}
	return s + "</channel></rss>"
}

func strikes(from, to int) (out []entry) {
	for n := to; n >= from; n-- {
		out = append(out, strike(n))
	}
	return out
}

func changed(entries []entry, f func(*entry)) string {
	out := slices.Clone(entries)
	for i := range out {
		f(&out[i])
	}
	return rss(out...)
}

// A publisher answers with what the test has it say.
type publisher struct {
	status int
	body   string
	cut    bool // the connection breaks at the end of body
	asked  int
}

func (p *publisher) RoundTrip(r *http.Request) (*http.Response, error) {
	p.asked++
	var body io.Reader = strings.NewReader(p.body)
	length := int64(len(p.body))
	if p.cut {
		body, length = io.MultiReader(body, failingReader{}), length+1000
	}
	return &http.Response{StatusCode: p.status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: r, ContentLength: length,
		Header: http.Header{"Content-Type": {"application/rss+xml"}}, Body: io.NopCloser(body)}, nil
}

type failingReader struct{}

func (failingReader) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

// TestPolls follows sequences of polls of one feed, by the real fetcher through the real pipeline, and counts the alerts
// of a rule that every item meets. The feed begins with items 1 to 5, which were there before.
func TestPolls(t *testing.T) {
	first := rss(strikes(1, 5)...)
	for _, tc := range []struct {
		name   string
		polls  []publisher // after the first
		alerts int         // in the end
	}{
		{"nothing changes", []publisher{{body: first}, {body: first}}, 0},
		{"a new item", []publisher{{body: rss(strikes(1, 6)...)}, {body: rss(strikes(2, 6)...)}}, 1},
		{"new guids", []publisher{{body: changed(strikes(1, 6), func(e *entry) { e.guid += "-v2" })},
			{body: changed(strikes(1, 6), func(e *entry) { e.guid += "-v3" })}}, 1},
		{"guids dropped", []publisher{{body: changed(strikes(1, 5), func(e *entry) { e.guid = "" })}}, 0},
		{"new links", []publisher{{body: changed(strikes(1, 5), func(e *entry) { e.link += "/moved" })}}, 0},
		{"new guids and new links", []publisher{{body: changed(strikes(1, 5), func(e *entry) { e.guid += "x"; e.link += "/moved" })}}, 0},
		{"moved dates", []publisher{{body: changed(strikes(1, 5), func(e *entry) { e.date = "Sat, 01 Jan 2000 00:04:00 GMT" })},
			{body: changed(strikes(1, 5), func(e *entry) { e.date = "Sat, 01 Jan 2000 00:08:00 GMT" })}}, 0},
		{"another order", []publisher{{body: rss(strike(3), strike(1), strike(5), strike(2), strike(4))}}, 0},
		{"tracking parameters", []publisher{{body: changed(strikes(1, 5), func(e *entry) { e.guid = ""; e.link += "?utm_source=rss&utm_medium=feed" })}}, 0},
		{"http to https and www", []publisher{{body: changed(strikes(1, 5), func(e *entry) { e.guid = ""; e.link = strings.Replace(e.link, "https://", "http://www.", 1) })}}, 0},
		{"a title is corrected", []publisher{{body: changed(strikes(1, 6), func(e *entry) {})},
			{body: changed(strikes(1, 6), func(e *entry) { e.title = strings.Replace(e.title, "Air strike", "Air-strike", 1) })}}, 1},
		{"a guid is used again", []publisher{{body: rss(append([]entry{{guid: "urn:item:5", title: "Drone strike far away in other hills", link: "https://news.example/other/9"}},
			strikes(1, 4)...)...)}}, 1},
		{"truncated, then whole", []publisher{{body: rss(strikes(1, 8)...)[:strings.Index(rss(strikes(1, 8)...), "number 6")], cut: true},
			{body: rss(strikes(1, 8)...)}}, 3},
		{"empty body, then whole", []publisher{{body: ""}, {body: rss(strikes(1, 7)...)}}, 2},
		{"an HTML page with status 200", []publisher{{body: "<!doctype html><html><head><title>Log in</title></head><body><p>Log in</p></body></html>"},
			{body: rss(strikes(1, 7)...)}}, 2},
		{"an outage and return", []publisher{{status: 503}, {status: 502}, {status: 500}, {body: rss(strikes(3, 9)...)}}, 4},
		{"no date", []publisher{{body: rss(strike(6))}, {body: rss(strike(6))}}, 1},
		{"a future date", []publisher{{body: changed(strikes(6, 6), func(e *entry) { e.date = "Tue, 01 Jan 2030 00:00:00 GMT" })},
			{body: changed(strikes(6, 6), func(e *entry) { e.date = "Wed, 02 Jan 2030 00:00:00 GMT" })}}, 1},
		{"an ancient date", []publisher{{body: changed(strikes(6, 6), func(e *entry) { e.date = "Thu, 01 Jan 1970 00:00:00 GMT" })},
			{body: changed(strikes(6, 6), func(e *entry) { e.date = "Thu, 01 Jan 1970 00:00:00 GMT" })}}, 1},
		{"items leave and come back", []publisher{{body: rss(strikes(6, 8)...)}, {body: rss(strikes(1, 8)...)}}, 3},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w, p := inPolls(t, first, tc.polls)
			if got := alerts(w.discord); len(got) != tc.alerts {
				t.Errorf("%d alerts, want %d:\n%s", len(got), tc.alerts, strings.Join(got, "\n"))
			}
			for _, m := range w.discord.messages {
				if m.Alert != nil && m.Alert.Report.When().After(w.discord.at[m.Nonce]) {
					t.Errorf("%q is shown as of %v, in the future", m.Alert.Report.Title, m.Alert.Report.When())
				}
			}
			if p.asked != 1+len(tc.polls) {
				t.Errorf("asked %d times, want %d", p.asked, 1+len(tc.polls))
			}
		})
	}
}

// alerts returns the titles that were told, each as often as it was.
func alerts(l *channelLog) (titles []string) {
	for _, m := range l.messages {
		if m.Digest != nil {
			for _, a := range m.Digest.Alerts {
				titles = append(titles, a.Report.Title)
			}
		} else if m.Alert != nil && m.Kind == alert.Post {
			titles = append(titles, m.Alert.Report.Title)
		}
	}
	return titles
}

// inPolls runs a sequence of polls in a world of its own and returns what came of it.
func inPolls(t *testing.T, first string, polls []publisher) (*world, *publisher) {
	p := &publisher{status: 200, body: first}
	return inNews(t, p, func(w *world) {
		w.untilAsked(p, 1)
		for i := range polls {
			asked := p.asked
			*p = polls[i]
			p.asked = asked
			if p.status == 0 {
				p.status = 200
			}
			w.untilAsked(p, i+2)
			w.restart() // a restart asks nothing early and forgets nothing
		}
		p.status, p.body = 304, ""
		w.run(0)
		time.Sleep(3 * time.Minute)
	}), p
}

// inNews runs f in a world of its own that reads one publisher and has a rule that its strikes meet.
func inNews(t *testing.T, p *publisher, f func(*world)) *world {
	w := &world{path: filepath.Join(t.TempDir(), "t.db"), discord: newChannelLog()}
	synctest.Test(t, func(t *testing.T) {
		w.t = t
		w.source = feed.NewFetcher(feed.FetchOptions{Transport: p, MinPoll: time.Minute, Gap: -1})
		w.start()
		defer func() { w.stop() }()
		if _, err := w.store.AddSource(t.Context(), feed.Source{URL: "https://news.example/feed", Name: "News"}, 0); err != nil {
			t.Fatal(err)
		}
		w.subscribe("g1", "c1", "r", "strike")
		f(w)
	})
	return w
}

// untilAsked lets time pass until the publisher has been asked n times and what it said is dealt with.
func (w *world) untilAsked(p *publisher, n int) {
	w.t.Helper()
	for range 20_000 {
		if err := w.pipe.Tick(w.t.Context()); err != nil {
			w.t.Fatal(err)
		}
		synctest.Wait()
		if p.asked >= n {
			time.Sleep(5 * time.Second)
			return
		}
		time.Sleep(5 * time.Second)
	}
	w.t.Fatalf("asked %d times after a day, want %d", p.asked, n)
}

func (w *world) restart() {
	w.stop()
	w.start()
}

func TestThreeHundredAtOnce(t *testing.T) {
	w, _ := inPolls(t, rss(strikes(1, 5)...), []publisher{{body: rss(strikes(1, 305)...)}})
	got := alerts(w.discord)
	slices.Sort(got)
	if n := len(slices.Compact(got)); n != 300 || len(got) != 300 {
		t.Errorf("%d titles told, %d different ones, want 300", len(got), n)
	}
	if n := len(w.discord.messages); n > 40 {
		t.Errorf("%d messages: a flood", n)
	}
}

// A source that fails for three days is told of once where it has raised an alert, and once more when it is back.
func TestSourceThatFailsIsToldOnce(t *testing.T) {
	p := &publisher{status: 200, body: rss(strikes(1, 5)...)}
	w := inNews(t, p, func(w *world) {
		w.subscribe("g1", "c2", "never met", "avalanche")
		w.untilAsked(p, 1)
		p.body = rss(strikes(1, 6)...)
		w.untilAsked(p, 2)
		p.status = 503
		for range 5 * 24 {
			w.run(5 * time.Second)
			time.Sleep(time.Hour)
		}
		p.status = 200
		for range 2 * 24 {
			w.run(5 * time.Second)
			time.Sleep(time.Hour)
		}
	})
	got := w.discord.lines("c1")
	if len(got) != 3 || !strings.HasPrefix(got[1], "notice: The source “News” cannot be read since") || got[2] != "notice: The source “News” can be read again." {
		t.Errorf("in the channel:\n%s", strings.Join(got, "\n"))
	}
	if other := w.discord.lines("c2"); len(other) != 0 {
		t.Errorf("in a channel that never heard of it: %v", other)
	}
}
