package feed_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"tocsin/feed"
)

var loopback = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")}

// rss returns a feed of items first to last, which are published an hour apart, the last one first.
func rss(first, last int) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>River News</title><link>https://news.example/</link>`)
	for i := last; i >= first; i-- {
		fmt.Fprintf(&b, `<item><guid>urn:%d</guid><link>https://www.news.example/story-%d</link><title>Story %d</title>`+
			`<description>Text of story %d.</description><pubDate>%s</pubDate></item>`, i, i, i, i, published(i).Format(time.RFC1123Z))
	}
	return b.String() + `</channel></rss>`
}

func published(i int) time.Time { return now.Add(time.Duration(i-1000) * time.Hour) }

var now = time.Date(2024, 1, 4, 12, 0, 0, 0, time.UTC)

// serve starts a server on loopback and returns its address.
func serve(t testing.TB, h http.HandlerFunc) string {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return server.URL
}

// fetcher returns one that may fetch from loopback, without pauses, at the given time.
func fetcher(clock *time.Time) *feed.Fetcher {
	return feed.NewFetcher(feed.FetchOptions{Version: "1.2", Contact: "https://ops.example/bot", AllowPrivate: loopback, Gap: -1,
		Clock: func() time.Time { return *clock }})
}

func fetch(t testing.TB, clock time.Time, src feed.Source) feed.Result {
	t.Helper()
	res, err := fetcher(&clock).Fetch(t.Context(), src)
	if err != nil {
		t.Fatalf("fetch: %v", err)
	}
	return res
}

func TestFetchGivesReports(t *testing.T) {
	url := serve(t, func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, rss(990, 999)) })
	res := fetch(t, now, feed.Source{ID: 7, URL: url, Name: "River"})
	if len(res.Reports) != 10 || !res.Seed || res.Title != "River News" {
		t.Fatalf("%d reports, seed %v, title %q", len(res.Reports), res.Seed, res.Title)
	}
	r := res.Reports[0]
	if r.SourceID != 7 || r.Source != "River" || r.Publisher != "news.example" || r.GUID != "urn:999" || r.Title != "Story 999" ||
		r.Text != "Text of story 999." || !r.Published.Equal(published(999)) || !r.Fetched.Equal(now) {
		t.Errorf("first report: %+v", r)
	}
	s := res.Source
	if !s.Seeded || !s.LastSuccess.Equal(now) || !s.LastItem.Equal(published(999)) || s.Habit != time.Hour || s.Interval != 7*time.Minute+30*time.Second {
		t.Errorf("state: %+v", s)
	}
	if again := fetch(t, now, s); again.Seed {
		t.Error("the second poll seeds again")
	}
	if unnamed := fetch(t, now, feed.Source{URL: url}); unnamed.Source.Name != "River News" || unnamed.Reports[0].Source != "River News" {
		t.Errorf("a source without a name is called %q", unnamed.Source.Name)
	}
}

func TestRequestIsPolite(t *testing.T) {
	var got http.Header
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/" {
			http.SetCookie(w, &http.Cookie{Name: "a", Value: "b"})
			http.Redirect(w, r, "/feed", http.StatusFound)
			return
		}
		got = r.Header
		io.WriteString(w, rss(1, 2))
	})
	fetch(t, now, feed.Source{URL: url})
	if ua := got.Get("User-Agent"); ua != "Tocsin/1.2 (+https://ops.example/bot)" {
		t.Errorf("User-Agent %q", ua)
	}
	for _, kind := range []string{"rss+xml", "atom+xml", "feed+json", "cap+xml"} {
		if !strings.Contains(got.Get("Accept"), kind) {
			t.Errorf("Accept %q does not name %s", got.Get("Accept"), kind)
		}
	}
	if got.Get("Accept-Encoding") != "gzip" {
		t.Errorf("Accept-Encoding %q", got.Get("Accept-Encoding"))
	}
	for _, name := range []string{"Cookie", "Referer", "If-None-Match", "If-Modified-Since"} {
		if v, ok := got[name]; ok {
			t.Errorf("sends %s: %q", name, v)
		}
	}
}

func TestValidatorsAreEchoedByteForByte(t *testing.T) {
	const etag, modified = `W/"a,b  é-gzip"`, "Thursday, 04-Jan-24 11:59:59 GMT"
	polls := 0
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		polls++
		if polls > 1 && r.Header.Get("If-None-Match") == etag && r.Header.Get("If-Modified-Since") == modified {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("ETag", etag)
		w.Header().Set("Last-Modified", modified)
		io.WriteString(w, rss(1, 3))
	})
	first := fetch(t, now, feed.Source{URL: url})
	if first.Source.ETag != etag || first.Source.LastModified != modified {
		t.Fatalf("kept %q and %q", first.Source.ETag, first.Source.LastModified)
	}
	second := fetch(t, now.Add(time.Hour), first.Source)
	if !second.NotModified || second.Reports != nil || second.Source.ETag != etag || !second.Source.LastSuccess.Equal(now.Add(time.Hour)) {
		t.Errorf("second poll: %+v", second)
	}
}

func TestTruncatedDocumentIsAskedForAgain(t *testing.T) {
	whole := rss(1, 20)
	half := whole[:len(whole)/2]
	for name, c := range map[string]struct {
		length int
		body   string
	}{
		"connection lost":  {len(whole), half},
		"within an item":   {len(half), half},
		"between items":    {0, whole[:strings.LastIndex(half, "</item>")+len("</item>")]},
		"within the close": {0, whole[:len(whole)-3]},
	} {
		t.Run(name, func(t *testing.T) {
			url := serve(t, func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("ETag", `"1"`)
				if c.length > 0 {
					w.Header().Set("Content-Length", fmt.Sprint(c.length))
				}
				io.WriteString(w, c.body)
			})
			res := fetch(t, now, feed.Source{URL: url, ETag: `"0"`})
			if n := strings.Count(c.body, "</item>"); len(res.Reports) != n {
				t.Errorf("%d reports of the %d that came", len(res.Reports), n)
			}
			if res.Source.ETag != "" || res.Source.Seeded || len(res.Warnings) == 0 {
				t.Errorf("etag %q, seeded %v, warnings %q: the rest would be lost or be news", res.Source.ETag, res.Source.Seeded, res.Warnings)
			}
			if again := fetch(t, now, res.Source); !again.Seed || !again.Source.Seeded {
				t.Error("a feed that is never whole would never be news")
			}
		})
	}
}

func TestFailuresAreInWordsAndChangeNothingElse(t *testing.T) {
	dead := httptest.NewServer(nil)
	dead.Close()
	answer := func(status int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(status); io.WriteString(w, body) }
	}
	for name, c := range map[string]struct {
		url  string
		want string
	}{
		"not found":    {serve(t, answer(404, "")), "nothing at this address any more"},
		"gone":         {serve(t, answer(410, "")), "gone for good"},
		"teapot":       {serve(t, answer(418, rss(1, 2))), "refuses the request (HTTP 418)"},
		"broken":       {serve(t, answer(502, rss(1, 2))), "has a problem (HTTP 502)"},
		"empty":        {serve(t, answer(200, "")), "empty"},
		"page":         {serve(t, answer(200, "<!DOCTYPE html><html><head><title>Log in</title></head></html>")), "not a feed"},
		"closed":       {dead.URL, "refuses connections"},
		"unasked 304":  {serve(t, answer(304, "")), "never read"},
		"nowhere":      {serve(t, answer(302, "")), "redirects to nowhere"},
		"wrong scheme": {strings.Replace(serve(t, answer(200, rss(1, 2))), "http:", "https:", 1), "does not speak HTTPS"},
		"compressed": {serve(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "br")
			io.WriteString(w, "xx")
		}), "compressed (br)"},
		"hang up": {serve(t, func(w http.ResponseWriter, r *http.Request) { panic(http.ErrAbortHandler) }), "breaks the connection off"},
		"loop": {serve(t, func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, r.URL.Path+"x", http.StatusFound)
		}), "redirects more than 10 times"},
		"header": {serve(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("X", strings.Repeat("x", 1<<20))
			io.WriteString(w, rss(1, 2))
		}), "too large a header"},
	} {
		t.Run(name, func(t *testing.T) {
			src := feed.Source{URL: c.url + "/feed?token=hush", Name: "N", LastItem: now, Habit: time.Hour}
			if name != "unasked 304" {
				src.ETag, src.LastModified = `"kept"`, "kept"
			}
			clock := now
			res, err := fetcher(&clock).Fetch(t.Context(), src)
			if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "hush") {
				t.Fatalf("error %v; want %q without the token", err, c.want)
			}
			s := res.Source
			if s.LastError != err.Error() || s.Failures != 1 || !s.FailingSince.Equal(now) || !s.NextPoll.After(now.Add(5*time.Minute-time.Second)) {
				t.Errorf("state %+v", s)
			}
			if s.URL != src.URL || s.ETag != src.ETag || s.LastModified != src.LastModified || s.Seeded || !s.LastSuccess.IsZero() || res.Reports != nil {
				t.Errorf("a failure left %+v", s)
			}
		})
	}
}

func TestEndingIsNoFailure(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	url := serve(t, func(w http.ResponseWriter, r *http.Request) { cancel(); <-r.Context().Done() })
	clock := now
	res, err := fetcher(&clock).Fetch(ctx, feed.Source{URL: url})
	if !errors.Is(err, context.Canceled) || res.Source != (feed.Source{URL: url}) {
		t.Errorf("%v, %+v", err, res.Source)
	}
}
