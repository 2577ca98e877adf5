package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"tocsin/alert"
	"tocsin/feed"
	"tocsin/store"
	"tocsin/tag"
)

// punctual is a fetcher that notes how late healthy feeds are read: the time between two reads of one, by the plan's.
type punctual struct {
	*feed.Fetcher
	mu     sync.Mutex
	reads  int
	failed int
	worst  float64
	early  int
}

func (p *punctual) Fetch(ctx context.Context, src feed.Source) (feed.Result, error) {
	res, err := p.Fetcher.Fetch(ctx, src)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.reads++
	if err != nil {
		p.failed++
	}
	if strings.Contains(src.URL, "good") && !src.LastFetch.IsZero() {
		if res.Source.LastFetch.Before(src.NextPoll) {
			p.early++
		}
		p.worst = max(p.worst, float64(res.Source.LastFetch.Sub(src.LastFetch))/float64(src.NextPoll.Sub(src.LastFetch)))
	}
	return res, err
}

// TestSoak lets the pipeline read 500 feeds for an hour, of which 50 are slow, endless or broken. The healthy ones are
// read as planned: none early, none later than 1.2 times the plan.
func TestSoak(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	tagger, err := tag.New()
	if err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "soak.db"), store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		for i := range 500 {
			kind := "good"
			if i%10 == 0 {
				kind = []string{"mute", "drip", "down", "page", "late"}[i/10%5]
			}
			if _, err := db.AddSource(t.Context(), feed.Source{URL: fmt.Sprintf("https://%s%d.example/feed", kind, i), Created: time.Now()}, 0); err != nil {
				t.Fatal(err)
			}
		}
		reader := &punctual{Fetcher: feed.NewFetcher(feed.FetchOptions{Transport: soakNet{}})}
		pipeline := alert.New(db, reader, tagger, nil, alert.Options{})
		for end := time.Now().Add(time.Hour); time.Now().Before(end); time.Sleep(5 * time.Second) {
			if err := pipeline.Tick(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if err := pipeline.Stop(t.Context()); err != nil {
			t.Fatal(err)
		}
		t.Logf("%d reads, %d failed; the longest wait of a healthy feed was %.3f of the plan", reader.reads, reader.failed, reader.worst)
		if reader.worst >= 1.2 || reader.early > 0 || reader.reads < 450*10 || reader.failed < 40 {
			t.Errorf("the longest wait was %.3f of the plan, %d of %d reads were early, %d failed", reader.worst, reader.early, reader.reads, reader.failed)
		}
	})
}

// soakNet is the internet of TestSoak.
type soakNet struct{}

func (soakNet) RoundTrip(r *http.Request) (*http.Response, error) {
	resp := &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Request: r}
	document := `<rss version="2.0"><channel><title>Feed of ` + r.URL.Host + `</title>` +
		`<item><title>Harbour reopens after the storm at ` + r.URL.Host + `</title><guid>1</guid></item></channel></rss>`
	switch r.URL.Host[:4] {
	case "mute":
		<-r.Context().Done()
		return nil, r.Context().Err()
	case "drip":
		resp.Body = &drip{ctx: r.Context()}
		return resp, nil
	case "down":
		resp.StatusCode, document = http.StatusBadGateway, ""
	case "page":
		document = "<!DOCTYPE html><html><body>Log in</body></html>"
	case "late":
		time.Sleep(19 * time.Second)
	default:
		time.Sleep(300 * time.Millisecond)
	}
	resp.Body = io.NopCloser(strings.NewReader(document))
	return resp, nil
}

// A drip is a body of a byte a second, for ever.
type drip struct{ ctx context.Context }

func (d *drip) Read(p []byte) (int, error) {
	select {
	case <-time.After(time.Second):
		p[0] = ' '
		return 1, nil
	case <-d.ctx.Done():
		return 0, d.ctx.Err()
	}
}

func (*drip) Close() error { return nil }
