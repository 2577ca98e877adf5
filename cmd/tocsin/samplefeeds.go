package main

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"html/template"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// sampleFeeds serves the samples on loopback as outlets would: an RSS feed each, and a page for each report. The host
// of a page names its outlet (sahel.localhost), so that outlets count as publishers of their own.
type sampleFeeds struct {
	server *http.Server
	addr   string
	now    func() time.Time
	served chan error // what the server ended with

	mu       sync.Mutex
	released []datedSample  // in the order of their release
	pending  []sample       // live ones that have yet to come
	reads    map[string]int // of each feed
}

// startSampleFeeds dates the history back from now and begins to serve it.
func startSampleFeeds(all []sample, now func() time.Time) (*sampleFeeds, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("serve sample feeds: %w", err)
	}
	f := &sampleFeeds{addr: listener.Addr().String(), now: now, reads: make(map[string]int)}
	start := now()
	for _, s := range all {
		if s.Live > 0 {
			f.pending = append(f.pending, s)
			continue
		}
		f.released = append(f.released, s.at(start.Add(-s.Age)))
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /feeds/{outlet}", f.serveFeed)
	mux.HandleFunc("GET /reports/{id}", f.servePage)
	f.server = &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	f.served = make(chan error, 1)
	go func() { f.served <- f.server.Serve(listener) }()
	return f, nil
}

// Close stops serving, and says why serving had stopped before if it had.
func (f *sampleFeeds) Close(ctx context.Context) error {
	err := f.server.Shutdown(ctx)
	if served := <-f.served; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	return err
}

// release publishes the next live sample, dated now; ok is false when none is left.
func (f *sampleFeeds) release() (s datedSample, ok bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.pending) == 0 {
		return datedSample{}, false
	}
	s = f.pending[0].at(f.now())
	f.pending = f.pending[1:]
	f.released = append(f.released, s)
	return s, true
}

// feedURL is where an outlet's feed is.
func (f *sampleFeeds) feedURL(outlet string) string { return "http://" + f.addr + "/feeds/" + outlet }

func (f *sampleFeeds) pageURL(s datedSample) string {
	_, port, _ := strings.Cut(f.addr, ":")
	return fmt.Sprintf("http://%s.localhost:%s/reports/%s", s.Outlet, port, s.ID)
}

type rssItem struct {
	Title       string `xml:"title"`
	Link        string `xml:"link"`
	GUID        string `xml:"guid"`
	PubDate     string `xml:"pubDate"`
	Description string `xml:"description"`
}

type rssFeed struct {
	XMLName  xml.Name  `xml:"rss"`
	Version  string    `xml:"version,attr"`
	Title    string    `xml:"channel>title"`
	Link     string    `xml:"channel>link"`
	Language string    `xml:"channel>language"`
	About    string    `xml:"channel>description"`
	Items    []rssItem `xml:"channel>item"`
}

func (f *sampleFeeds) serveFeed(w http.ResponseWriter, r *http.Request) {
	outlet := r.PathValue("outlet")
	name, ok := outlets[outlet]
	if !ok {
		http.NotFound(w, r)
		return
	}
	feed := rssFeed{Version: "2.0", Title: name + " (sample)", Link: "http://" + f.addr + "/", Language: "en",
		About: "Invented reports for trying Tocsin. Not news."}
	f.mu.Lock()
	f.reads[outlet]++
	for _, s := range f.released {
		if s.Outlet == outlet {
			link := f.pageURL(s)
			feed.Items = append(feed.Items, rssItem{s.Title, link, link, s.Published.UTC().Format(time.RFC1123Z), s.Text})
		}
	}
	f.mu.Unlock()
	slices.Reverse(feed.Items) // newest first, as publishers do
	tag := fmt.Sprintf(`"%s-%d"`, outlet, len(feed.Items))
	w.Header().Set("ETag", tag)
	if r.Header.Get("If-None-Match") == tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	body, err := xml.Marshal(feed)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/rss+xml; charset=utf-8")
	_, _ = w.Write(append([]byte(xml.Header), body...)) // the reader has gone: nothing to tell it
}

var samplePage = template.Must(template.New("page").Parse(`<!doctype html>
<html lang="{{.Lang}}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>{{.Title}}</title>
<body style="font:1.1rem/1.6 Georgia,serif;max-width:38rem;margin:3rem auto;padding:0 1rem" dir="auto">
<p><strong>Sample report, written for trying Tocsin. Not news.</strong></p>
<h1>{{.Title}}</h1><p><time>{{.Published.Format "2 January 2006, 15:04 MST"}}</time></p><p>{{.Text}}</p></body></html>
`))

func (f *sampleFeeds) servePage(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("id")
	f.mu.Lock()
	i := slices.IndexFunc(f.released, func(s datedSample) bool { return s.ID == id })
	var s datedSample
	if i >= 0 {
		s = f.released[i]
	}
	f.mu.Unlock()
	if i < 0 {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
	_ = samplePage.Execute(w, s) // fails only when the reader has gone
}
