package feed

import (
	"context"
	"sync"
	"time"
)

// A limiter gives turns to fetch: at most perHost at a time to one host and port, begun gap apart, and at most cap(slots)
// at a time in all. Whoever waits for a host holds no slot, so that a slow or crowded host delays only itself.
type limiter struct {
	perHost int
	gap     time.Duration
	slots   chan struct{}

	mu    sync.Mutex
	hosts map[string]*hostTurns
	sweep int // number of hosts at which the idle ones are forgotten
}

// hostTurns is the state of one host. It is forgotten once it is idle.
type hostTurns struct {
	active  int
	waiting []chan struct{} // first come, first served; closing one gives the turn
	next    time.Time       // when the next fetch may begin
	timer   bool            // a timer is set for next
}

func newLimiter(slots, perHost int, gap time.Duration) *limiter {
	return &limiter{perHost: perHost, gap: gap, slots: make(chan struct{}, slots), hosts: map[string]*hostTurns{}, sweep: 1024}
}

// take waits for a turn at host (host:port) and then for a slot. The turn ends when the function returned is called.
func (l *limiter) take(ctx context.Context, host string) (release func(), err error) {
	l.mu.Lock()
	h := l.host(host)
	turn := make(chan struct{})
	h.waiting = append(h.waiting, turn)
	l.give(h)
	l.mu.Unlock()
	select {
	case <-turn:
	case <-ctx.Done():
		l.abandon(h, turn)
		return nil, ctx.Err()
	}
	select {
	case l.slots <- struct{}{}:
		return func() { <-l.slots; l.release(h) }, nil
	case <-ctx.Done():
		l.release(h)
		return nil, ctx.Err()
	}
}

// host returns the state of a host, forgetting idle ones now and then. The caller holds mu.
func (l *limiter) host(name string) *hostTurns {
	if len(l.hosts) >= l.sweep {
		now := time.Now()
		for name, h := range l.hosts {
			if h.active == 0 && len(h.waiting) == 0 && !now.Before(h.next) {
				delete(l.hosts, name)
			}
		}
		l.sweep = max(1024, 2*len(l.hosts))
	}
	h := l.hosts[name]
	if h == nil {
		h = &hostTurns{}
		l.hosts[name] = h
	}
	return h
}

// give hands out the turns that may begin now and sets a timer for the next. The caller holds mu.
func (l *limiter) give(h *hostTurns) {
	for len(h.waiting) > 0 && h.active < l.perHost {
		now := time.Now()
		if wait := h.next.Sub(now); wait > 0 {
			if !h.timer {
				h.timer = true
				time.AfterFunc(wait, func() {
					l.mu.Lock()
					defer l.mu.Unlock()
					h.timer = false
					l.give(h)
				})
			}
			return
		}
		h.next = now.Add(l.gap)
		h.active++
		close(h.waiting[0])
		h.waiting = h.waiting[1:]
	}
}

func (l *limiter) release(h *hostTurns) {
	l.mu.Lock()
	defer l.mu.Unlock()
	h.active--
	l.give(h)
}

// abandon takes a waiter out of the queue, or gives back the turn that it got meanwhile.
func (l *limiter) abandon(h *hostTurns, turn chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i, w := range h.waiting {
		if w == turn {
			h.waiting = append(h.waiting[:i:i], h.waiting[i+1:]...)
			return
		}
	}
	h.active--
	l.give(h)
}
