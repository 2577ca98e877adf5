package feed_test

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"tocsin/feed"
)

// A drip is a body that gives one byte a second, for ever.
type drip struct{ ctx context.Context }

func (d drip) Read(p []byte) (int, error) {
	select {
	case <-time.After(time.Second):
		p[0] = ' '
		return 1, nil
	case <-d.ctx.Done():
		return 0, d.ctx.Err()
	}
}
func (drip) Close() error { return nil }

type roundTrip func(r *http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func body(r *http.Request, b io.Reader) *http.Response {
	rc, ok := b.(io.ReadCloser)
	if !ok {
		rc = io.NopCloser(b)
	}
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: rc, Request: r}
}

func TestSlowServersCostTwentySeconds(t *testing.T) {
	for name, rt := range map[string]roundTrip{
		"a byte a second": func(r *http.Request) (*http.Response, error) { return body(r, drip{r.Context()}), nil },
		"no answer":       func(r *http.Request) (*http.Response, error) { <-r.Context().Done(); return nil, r.Context().Err() },
		"slow redirects": func(r *http.Request) (*http.Response, error) {
			time.Sleep(6 * time.Second)
			if r.Context().Err() != nil {
				return nil, r.Context().Err()
			}
			resp := body(r, http.NoBody)
			resp.StatusCode, resp.Header["Location"] = http.StatusFound, []string{r.URL.Path + "x"}
			return resp, nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				f := feed.NewFetcher(feed.FetchOptions{Transport: rt, Gap: -1})
				began := time.Now()
				res, err := f.Fetch(t.Context(), feed.Source{URL: "https://slow.example/f"})
				if err == nil || !strings.Contains(err.Error(), "within 20 seconds") || res.Source.Failures != 1 {
					t.Errorf("error %v", err)
				}
				if took := time.Since(began); took < 20*time.Second || took > 25*time.Second {
					t.Errorf("took %v", took)
				}
			})
		})
	}
}

func TestSlowServersAreReadSeldom(t *testing.T) {
	for took, want := range map[time.Duration]time.Duration{time.Second: 5 * time.Minute, 10 * time.Second: 10 * time.Minute} {
		synctest.Test(t, func(t *testing.T) {
			f := feed.NewFetcher(feed.FetchOptions{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
				time.Sleep(took)
				return body(r, strings.NewReader(rss(1, 2))), nil
			})})
			res, err := f.Fetch(t.Context(), feed.Source{URL: "https://slow.example/f"})
			if err != nil {
				t.Fatal(err)
			}
			wait(t, res.Source, want)
		})
	}
}

func TestWholeItemsOfASlowBodyAreKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := feed.NewFetcher(feed.FetchOptions{Gap: -1, Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
			return body(r, struct {
				io.Reader
				io.Closer
			}{io.MultiReader(strings.NewReader(rss(1, 20)[:2000]), drip{r.Context()}), drip{}}), nil
		})})
		res, err := f.Fetch(t.Context(), feed.Source{URL: "https://slow.example/f"})
		if err != nil || len(res.Reports) == 0 || res.Source.Seeded || len(res.Warnings) == 0 {
			t.Errorf("%v, %d reports, warnings %q", err, len(res.Reports), res.Warnings)
		}
	})
}

// visits records the requests that arrive, and how many are there at a time.
type visits struct {
	mu    sync.Mutex
	now   map[string]int
	most  map[string]int
	began map[string][]time.Time
	stay  time.Duration
}

func (v *visits) RoundTrip(r *http.Request) (*http.Response, error) {
	v.mu.Lock()
	v.now[r.URL.Host]++
	v.now[""]++
	v.most[r.URL.Host] = max(v.most[r.URL.Host], v.now[r.URL.Host])
	v.most[""] = max(v.most[""], v.now[""])
	v.began[r.URL.Host] = append(v.began[r.URL.Host], time.Now())
	v.mu.Unlock()
	time.Sleep(v.stay)
	v.mu.Lock()
	v.now[r.URL.Host]--
	v.now[""]--
	v.mu.Unlock()
	return body(r, strings.NewReader(rss(1, 2))), nil
}

func TestHostsAreNotCrowded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &visits{now: map[string]int{}, most: map[string]int{}, began: map[string][]time.Time{}, stay: 5 * time.Second}
		f := feed.NewFetcher(feed.FetchOptions{Transport: v, Parallel: 8})
		var wg sync.WaitGroup
		began := time.Now()
		var others []time.Duration
		due := map[time.Duration]int{} // when those that were put off are to come again
		for i := range 40 {
			wg.Go(func() {
				src := feed.Source{URL: fmt.Sprintf("https://busy.example/%d", i)}
				res, err := f.Fetch(t.Context(), src)
				if errors.Is(err, feed.ErrCrowded) {
					v.mu.Lock()
					due[time.Until(res.Source.NextPoll)]++
					v.mu.Unlock()
					if res.Source.NextPoll = src.NextPoll; res.Source != src {
						t.Errorf("being put off changed %+v", res.Source)
					}
				}
			})
		}
		synctest.Wait()
		if len(due) != 35 || due[5*time.Second] != 1 || due[39*time.Second] != 1 {
			t.Errorf("put off to %v; want 35 turns, a second apart", due)
		}
		for i := range 12 {
			wg.Go(func() {
				f.Fetch(t.Context(), feed.Source{URL: fmt.Sprintf("https://other%d.example/", i)})
				v.mu.Lock()
				others = append(others, time.Since(began))
				v.mu.Unlock()
			})
		}
		wg.Wait()
		if v.most["busy.example"] != 2 || v.most[""] != 8 {
			t.Errorf("at most %d at a time on one host, %d in all; want 2 and 8", v.most["busy.example"], v.most[""])
		}
		visits := v.began["busy.example"]
		for i := 1; i < len(visits); i++ {
			if gap := visits[i].Sub(visits[i-1]); gap < time.Second {
				t.Errorf("visits %d and %d are %v apart", i-1, i, gap)
			}
		}
		for _, d := range others {
			if d > 15*time.Second {
				t.Errorf("the queue of one host kept another for %v", d)
			}
		}
	})
}

func TestWaitingEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &visits{now: map[string]int{}, most: map[string]int{}, began: map[string][]time.Time{}, stay: 5 * time.Second}
		f := feed.NewFetcher(feed.FetchOptions{Transport: v})
		var wg sync.WaitGroup
		for i := range 30 {
			wg.Go(func() {
				ctx, cancel := context.WithTimeout(t.Context(), time.Duration(i)*time.Second+time.Millisecond)
				defer cancel()
				f.Fetch(ctx, feed.Source{URL: "https://busy.example/"})
			})
		}
		wg.Wait()
		began := time.Now()
		if _, err := f.Fetch(t.Context(), feed.Source{URL: "https://busy.example/"}); err != nil || time.Since(began) > 6*time.Second {
			t.Errorf("%v after %v: turns were lost", err, time.Since(began))
		}
	})
}

// TestBombsStayWithinTheCap has 40 bombs at a time, each of 1 GiB, and measures what the process holds on to.
func TestBombsStayWithinTheCap(t *testing.T) {
	var bomb strings.Builder
	z, _ := gzip.NewWriterLevel(&bomb, gzip.BestSpeed)
	io.WriteString(z, rss(1, 3)[:700])
	block := make([]byte, 1<<20)
	for range 64 {
		z.Write(block)
	}
	z.Close()
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/gzip":
			w.Header().Set("Content-Encoding", "gzip")
			io.WriteString(w, bomb.String())
		case "/endless":
			for range 1024 {
				if _, err := w.Write(block); err != nil {
					return
				}
			}
		case "/items":
			io.WriteString(w, `<rss version="2.0"><channel><title>T</title>`)
			for i := 0; ; i++ {
				if _, err := fmt.Fprintf(w, "<item><title>Item %d</title></item>\n", i); err != nil {
					return
				}
			}
		}
	})
	clock := now
	f := fetcher(&clock)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	var peak uint64
	var wg sync.WaitGroup
	for i := range 24 {
		wg.Go(func() {
			path := []string{"/gzip", "/endless", "/items"}[i%3]
			res, err := f.Fetch(t.Context(), feed.Source{URL: url + path})
			switch {
			case path == "/items" && (err != nil || len(res.Reports) != 2000 || len(res.Warnings) == 0):
				t.Errorf("%s: %v, %d reports, warnings %q", path, err, len(res.Reports), res.Warnings)
			case path == "/endless" && (err == nil || !strings.Contains(err.Error(), "larger than 10 MiB")):
				t.Errorf("%s: %v", path, err)
			}
		})
	}
	done := make(chan struct{})
	go func() { wg.Wait(); close(done) }()
	for running := true; running; {
		select {
		case <-done:
			running = false
		case <-time.After(5 * time.Millisecond):
			runtime.ReadMemStats(&after)
			peak = max(peak, after.HeapInuse)
		}
	}
	t.Logf("%d MiB beyond the %d MiB before", (peak-before.HeapInuse)>>20, before.HeapInuse>>20)
	if peak-before.HeapInuse > 256<<20 {
		t.Errorf("heap grew by %d MiB", (peak-before.HeapInuse)>>20)
	}
}

func TestWhatIsLeftUnreadIsSaidUntilAllIsRead(t *testing.T) {
	size, down := 11<<20, false
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if down {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		if r.Header.Get("If-None-Match") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("ETag", `"1"`)
		io.WriteString(w, strings.TrimSuffix(rss(1, 3), "</channel></rss>"))
		io.WriteString(w, strings.Repeat(" ", size))
		io.WriteString(w, "</channel></rss>")
	})
	res := fetch(t, now, feed.Source{URL: url})
	if !res.Source.Partial() || !strings.Contains(res.Source.LastError, "larger than 10 MiB: only its first part") {
		t.Fatalf("a document of 11 MiB: %q after %d failures", res.Source.LastError, res.Source.Failures)
	}
	other := res.For(feed.Source{URL: url}, nil)
	again := fetch(t, now.Add(time.Hour), res.Source)
	if !again.NotModified || !again.Source.Partial() || !other.Source.Partial() {
		t.Errorf("not modified: %q; another source of that address: %q", again.Source.LastError, other.Source.LastError)
	}
	down = true
	clock := now.Add(2 * time.Hour)
	failed, err := fetcher(&clock).Fetch(t.Context(), again.Source)
	if err == nil {
		t.Fatal("it is not down")
	}
	other = failed.For(other.Source, err)
	down = false
	for _, src := range []feed.Source{failed.Source, other.Source} {
		if res = fetch(t, now.Add(3*time.Hour), src); !res.Source.Partial() {
			t.Errorf("after a failure: %q", res.Source.LastError)
		}
	}
	size = 0
	res.Source.ETag = ""
	if res = fetch(t, now.Add(4*time.Hour), res.Source); res.Source.Partial() {
		t.Errorf("once all of it was read: %q", res.Source.LastError)
	}
}
