package feed_test

import (
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"tocsin/feed"
)

// site answers by path: pages that name feeds, and a feed.
func site(t *testing.T) string {
	return serve(t, func(w http.ResponseWriter, r *http.Request) {
		link := func(hrefs ...string) {
			io.WriteString(w, "<!DOCTYPE html><html><head><title>News</title>")
			for _, h := range hrefs {
				io.WriteString(w, `<link rel="alternate" type="application/rss+xml" href="`+h+`">`)
			}
			io.WriteString(w, "</head><body></body></html>")
		}
		switch r.URL.Path {
		case "/feed":
			io.WriteString(w, rss(1, 4))
		case "/page":
			link("feed")
		case "/two":
			link("/gone", "/feed")
		case "/inside":
			link("http://10.0.0.1/feed", "file:///etc/passwd")
		case "/circle":
			link("/circle")
		case "/bare":
			link()
		default:
			http.NotFound(w, r)
		}
	})
}

func TestFeedOfAPageIsFound(t *testing.T) {
	url, clock := site(t), now
	for path, want := range map[string]string{"/feed": "/feed", "/page": "/feed", "/two": "/feed"} {
		res, err := feed.Find(t.Context(), fetcher(&clock), feed.Source{URL: url + path, Guild: "1"})
		if err != nil || res.Source.URL != url+want || res.Source.Guild != "1" || len(res.Reports) != 4 || res.Source.Failures != 0 {
			t.Errorf("%s: %v, %+v", path, err, res.Source)
		}
	}
	for path, want := range map[string]string{"/inside": "is refused", "/circle": "web page", "/bare": "not a feed", "/none": "nothing at this address"} {
		res, err := feed.Find(t.Context(), fetcher(&clock), feed.Source{URL: url + path})
		if err == nil || !strings.Contains(err.Error(), want) || res.Source.URL != url+path {
			t.Errorf("%s: %v, address %q; want %q", path, err, res.Source.URL, want)
		}
	}
}

func TestSourceThatBecameAPageFails(t *testing.T) {
	clock := now
	res, err := fetcher(&clock).Fetch(t.Context(), feed.Source{URL: site(t) + "/page", ETag: `"1"`, Seeded: true})
	var page *feed.PageError
	if !errors.As(err, &page) || !errors.Is(err, feed.ErrNotFeed) || len(page.Feeds) != 1 {
		t.Errorf("%v", err)
	}
	if res.Source.ETag != `"1"` || res.Source.Failures != 1 || !strings.Contains(res.Source.LastError, "web page") {
		t.Errorf("%+v", res.Source)
	}
}

func TestPublisherStandsBehindItsHosts(t *testing.T) {
	for link, want := range map[string]string{
		"https://www.bbc.co.uk/news/1":       "bbc.co.uk",
		"https://feeds.bbc.co.uk./x":         "bbc.co.uk",
		"https://News.Example.com:8080/a":    "example.com",
		"https://someone.github.io/post":     "someone.github.io",
		"https://192.0.2.7/a":                "192.0.2.7",
		"https://localhost/a":                "localhost",
		"https://xn--b1amnebsh.xn--p1ai/a":   "xn--b1amnebsh.xn--p1ai",
		"/relative":                          "",
		"":                                   "",
		"https://[::1":                       "",
		"mailto:desk@example.com":            "",
		"https://a.b.c.d.e.example.com.au/x": "example.com.au",
	} {
		if got := feed.Publisher(link); got != want {
			t.Errorf("Publisher(%q) = %q; want %q", link, got, want)
		}
	}
}

func TestKeysInAddressesAreNotShown(t *testing.T) {
	for in, want := range map[string]string{
		"https://a.example/f?page=2":                 "https://a.example/f?page=2",
		"https://a.example/f?API_KEY=hush&page=2":    "https://a.example/f?API_KEY=…&page=2",
		"https://user:hush@a.example/f?access_token": "https://a.example/f?access_token=…",
		"https://a.example/\x00":                     "(an address that cannot be read)",
	} {
		src := feed.Source{URL: in}
		if got := src.Shown(); got != want {
			t.Errorf("%q is shown as %q; want %q", in, got, want)
		}
	}
}

func TestBadCertificatesAreRefused(t *testing.T) {
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	defer server.Close()
	clock := now
	_, err := fetcher(&clock).Fetch(t.Context(), feed.Source{URL: server.URL})
	if err == nil || !strings.Contains(err.Error(), "certificate is not valid") {
		t.Errorf("%v", err)
	}
}
