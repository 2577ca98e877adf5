package bot

import (
	"context"
	"math"
	"net/http"
	"strconv"
	"sync"
	"time"
)

const (
	globalRate   = 50              // requests a second over all routes, but for answers to interactions
	standStill   = 2 * time.Second // the longest that a call waits for its turn before it gives up
	defaultAfter = 5 * time.Second // for a 429 that does not say how long
	maxAfter     = 24 * time.Hour
	maxBuckets   = 2000 // then those that say nothing any more are forgotten
)

// A limiter keeps Discord's rate limits: what Discord says of a route, and the limit over all routes. It refuses early
// rather than make a request that would be answered with 429, since too many of those ban the address.
type limiter struct {
	mu      sync.Mutex
	now     func() time.Time
	until   time.Time // no request before
	second  time.Time // start of the second that sent counts
	sent    int
	buckets map[string]*bucket // by route and major id
}

// A bucket is what is known of one route's limit. The zero value knows nothing: one request at a time finds out.
type bucket struct {
	known     bool
	remaining int
	reset     time.Time
	until     time.Time // after a 429
	inFlight  int
	freed     chan struct{} // closed and replaced whenever a request ends
}

func newLimiter() *limiter {
	return &limiter{now: time.Now, buckets: map[string]*bucket{}}
}

// acquire waits until a call may be made, at most standStill and never beyond its context; then it returns a
// *waitError. The function it gives must be called with the answer, or without one.
func (l *limiter) acquire(ctx context.Context, c call) (func(*http.Response, *apiError), error) {
	if c.exempt {
		return func(*http.Response, *apiError) {}, nil
	}
	key := c.method + " " + c.route
	deadline := l.now().Add(standStill)
	for {
		l.mu.Lock()
		now := l.now()
		b := l.bucket(key, now)
		wait, global, freed := l.turn(b, now)
		if wait == 0 && freed == nil {
			b.inFlight++
			l.mu.Unlock()
			return func(res *http.Response, e *apiError) { l.release(b, res, e) }, nil
		}
		l.mu.Unlock()
		if wait > 0 && now.Add(wait).After(deadline) {
			return nil, &waitError{After: wait, Global: global}
		}
		if freed != nil {
			wait = deadline.Sub(now)
			if wait <= 0 {
				return nil, &waitError{After: time.Second}
			}
		}
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
			timer.Stop()
			return nil, ctx.Err()
		case <-timer.C:
		case <-freed:
			timer.Stop()
		}
	}
}

// turn says how long a call must wait, or for which channel, and takes its place in the second when it need not.
func (l *limiter) turn(b *bucket, now time.Time) (wait time.Duration, global bool, freed <-chan struct{}) {
	if now.Before(l.until) {
		return l.until.Sub(now), true, nil
	}
	if now.Before(b.until) {
		return b.until.Sub(now), false, nil
	}
	if b.known && !now.Before(b.reset) {
		b.known = false
	}
	switch {
	case !b.known && b.inFlight > 0:
		return 0, false, b.freed
	case b.known && b.remaining-b.inFlight <= 0 && b.remaining > 0:
		return 0, false, b.freed
	case b.known && b.remaining <= 0:
		return b.reset.Sub(now), false, nil
	}
	if now.Sub(l.second) >= time.Second {
		l.second, l.sent = now, 0
	}
	if l.sent >= globalRate {
		return l.second.Add(time.Second).Sub(now), true, nil
	}
	l.sent++
	return 0, false, nil
}

// release learns from an answer; res is nil when none came.
func (l *limiter) release(b *bucket, res *http.Response, e *apiError) {
	l.mu.Lock()
	defer l.mu.Unlock()
	b.inFlight--
	close(b.freed)
	b.freed = make(chan struct{})
	if res == nil {
		return
	}
	now := l.now()
	if e != nil && e.Status == http.StatusTooManyRequests {
		if until := now.Add(e.After); e.Global {
			l.until = later(l.until, until)
		} else {
			b.until = later(b.until, until)
		}
		return
	}
	remaining, err1 := strconv.Atoi(res.Header.Get("X-RateLimit-Remaining"))
	after, err2 := strconv.ParseFloat(res.Header.Get("X-RateLimit-Reset-After"), 64)
	if err1 != nil || err2 != nil || math.IsNaN(after) || after < 0 {
		return
	}
	reset := now.Add(seconds(after))
	if b.known && now.Before(b.reset) {
		remaining = min(remaining, b.remaining) // answers of requests side by side come in any order
		reset = later(reset, b.reset)
	}
	b.known, b.remaining, b.reset = true, remaining, reset
}

// bucket returns what is known of a route, and forgets what no longer matters when there are too many.
func (l *limiter) bucket(key string, now time.Time) *bucket {
	if b, ok := l.buckets[key]; ok {
		return b
	}
	if len(l.buckets) >= maxBuckets {
		for k, b := range l.buckets {
			if b.inFlight == 0 && !now.Before(b.reset) && !now.Before(b.until) {
				delete(l.buckets, k)
			}
		}
	}
	b := &bucket{freed: make(chan struct{})}
	l.buckets[key] = b
	return b
}

// retryAfter returns how long a 429 asks to wait: the longer of its header and its body, both in seconds.
func retryAfter(h http.Header, body float64) time.Duration {
	after := body
	if v, err := strconv.ParseFloat(h.Get("Retry-After"), 64); err == nil && (v > after || math.IsNaN(after)) {
		after = v
	}
	if !(after > 0) {
		return defaultAfter
	}
	return seconds(after)
}

func seconds(s float64) time.Duration {
	return time.Duration(min(s, maxAfter.Seconds()) * float64(time.Second))
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
