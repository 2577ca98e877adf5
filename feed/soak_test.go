package feed_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"tocsin/feed"
)

// TestSoak polls 500 feeds for six hours, of which 50 are slow, endless or broken, through half as many slots as there are
// bad ones. A healthy feed is never polled before it is due, and the time between its polls stays below 1.2 times the plan.
func TestSoak(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := feed.NewFetcher(feed.FetchOptions{Parallel: 25, Transport: roundTrip(soakServer)})
		var wg sync.WaitGroup
		var mu sync.Mutex
		worst, polls, failed := 0.0, 0, 0
		end := time.Now().Add(6 * time.Hour)
		for i := range 500 {
			bad := i%10 == 0
			src := feed.Source{ID: int64(i), URL: fmt.Sprintf("https://%s%d.example/feed", map[bool]string{true: "bad", false: "good"}[bad], i)}
			wg.Go(func() {
				for time.Now().Before(end) {
					time.Sleep(time.Until(src.NextPoll))
					due, before := src.NextPoll, src.LastFetch
					res, err := f.Fetch(t.Context(), src)
					src = res.Source
					mu.Lock()
					polls++
					if err != nil {
						failed++
					}
					if !bad && !before.IsZero() {
						worst = max(worst, float64(src.LastFetch.Sub(before))/float64(due.Sub(before)))
					}
					if !bad && (err != nil || src.LastFetch.Before(due)) {
						t.Errorf("%s: %v, due %v, fetched %v", src.URL, err, due, src.LastFetch)
					}
					mu.Unlock()
				}
			})
		}
		wg.Wait()
		t.Logf("%d polls, %d of them failed; the longest wait was %.3f of the plan", polls, failed, worst)
		if worst >= 1.2 || worst < 1 || polls < 450*60 || failed < 50 {
			t.Errorf("longest wait %.3f of the plan in %d polls, %d failed", worst, polls, failed)
		}
	})
}

// soakServer is the internet of TestSoak.
func soakServer(r *http.Request) (*http.Response, error) {
	var n int
	if _, err := fmt.Sscanf(r.URL.Host, "bad%d", &n); err != nil {
		time.Sleep(300 * time.Millisecond)
		return body(r, strings.NewReader(rss(998, 999))), nil
	}
	switch n / 10 % 5 {
	case 0:
		<-r.Context().Done()
		return nil, r.Context().Err()
	case 1:
		return body(r, drip{r.Context()}), nil
	case 2:
		resp := body(r, http.NoBody)
		resp.StatusCode = http.StatusBadGateway
		return resp, nil
	case 3:
		return body(r, strings.NewReader("<!DOCTYPE html><html><body>Log in</body></html>")), nil
	}
	time.Sleep(19 * time.Second)
	return body(r, strings.NewReader(rss(1, 50)[:3000])), nil
}
