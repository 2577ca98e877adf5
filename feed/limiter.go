package feed

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"
)

// A limiter gives turns to fetch: at most perHost at a time to one host and port, begun gap apart, and at most slots at a
// time in all. A slot is given only to whoever may begin at once, so that a slow or crowded host delays only itself, and hosts
// take slots in turn.
type limiter struct {
	perHost int
	gap     time.Duration

	mu    sync.Mutex
	slots int // that are free
	ready []*hostTurns
	hosts map[string]*hostTurns
	sweep int // number of hosts at which the idle ones are forgotten
}

// ErrCrowded says that so many fetches wait for one host that this one is better made later.
var ErrCrowded = errors.New("many feeds of its host are being read just now; it will be read in a while")

// maxQueue is how long a fetch may expect to wait for its host, in pauses of the host, before it is put off. Who waits keeps
// a worker, and a host that never answers would keep many.
const maxQueue = 4 * time.Second

// A crowdedError is an ErrCrowded with the time that was set aside.
type crowdedError struct{ until time.Time }

func (e *crowdedError) Error() string { return ErrCrowded.Error() }
func (e *crowdedError) Unwrap() error { return ErrCrowded }

// hostTurns is the state of one host. It is forgotten once it is idle.
type hostTurns struct {
	active  int
	waiting []chan struct{} // first come, first served; closing one gives the turn
	next    time.Time       // when the next fetch may begin
	putOff  time.Time       // up to when fetches were put off; the next one that is comes after it
	timer   bool            // is set for next
	ready   bool            // stands in limiter.ready
}

// sweepHosts is how many hosts are remembered before idle ones are looked for.
const sweepHosts = 1024

func newLimiter(slots, perHost int, gap time.Duration) *limiter {
	return &limiter{slots: slots, perHost: perHost, gap: gap, hosts: map[string]*hostTurns{}, sweep: sweepHosts}
}

// take waits for a turn at host (host:port). The turn ends when the function returned is called. Where too many wait
// already, it fails at once with a *crowdedError, each time with a later turn.
func (l *limiter) take(ctx context.Context, host string) (release func(), err error) {
	turn := make(chan struct{})
	l.mu.Lock()
	h := l.host(host)
	if ahead := time.Duration(len(h.waiting)) * max(l.gap, 0); ahead >= maxQueue {
		h.putOff = later(h.putOff, time.Now().Add(ahead)).Add(l.gap)
		err := &crowdedError{h.putOff}
		l.mu.Unlock()
		return nil, err
	}
	h.waiting = append(h.waiting, turn)
	l.advance(h)
	l.mu.Unlock()
	select {
	case <-turn:
		return func() { l.release(h) }, nil
	case <-ctx.Done():
		l.abandon(h, turn)
		return nil, ctx.Err()
	}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// host returns the state of a host, forgetting idle ones now and then. The caller holds mu.
func (l *limiter) host(name string) *hostTurns {
	if len(l.hosts) >= l.sweep {
		now := time.Now()
		for name, h := range l.hosts {
			if h.active == 0 && len(h.waiting) == 0 && !now.Before(h.next) && !now.Before(h.putOff) {
				delete(l.hosts, name)
			}
		}
		l.sweep = max(sweepHosts, 2*len(l.hosts))
	}
	h := l.hosts[name]
	if h == nil {
		h = &hostTurns{}
		l.hosts[name] = h
	}
	return h
}

// advance gives the turns that may begin after something changed at h. The caller holds mu.
func (l *limiter) advance(h *hostTurns) {
	l.offer(h)
	for l.slots > 0 && len(l.ready) > 0 {
		h := l.ready[0]
		l.ready = l.ready[1:]
		h.ready = false
		if len(h.waiting) == 0 { // they gave up meanwhile
			continue
		}
		l.slots--
		h.active++
		h.next = time.Now().Add(l.gap)
		close(h.waiting[0])
		h.waiting = h.waiting[1:]
		l.offer(h)
	}
}

// offer queues a host for a slot if its next fetch may begin now, or sets a timer for when it may.
func (l *limiter) offer(h *hostTurns) {
	if h.ready || len(h.waiting) == 0 || h.active >= l.perHost {
		return
	}
	if wait := time.Until(h.next); wait <= 0 {
		h.ready = true
		l.ready = append(l.ready, h)
	} else if !h.timer {
		h.timer = true
		time.AfterFunc(wait, func() {
			l.mu.Lock()
			defer l.mu.Unlock()
			h.timer = false
			l.advance(h)
		})
	}
}

func (l *limiter) release(h *hostTurns) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.slots++
	h.active--
	l.advance(h)
}

// abandon takes a waiter out of the queue, or gives back the turn that it got meanwhile.
func (l *limiter) abandon(h *hostTurns, turn chan struct{}) {
	l.mu.Lock()
	i := slices.Index(h.waiting, turn)
	if i >= 0 {
		h.waiting = slices.Delete(h.waiting, i, i+1)
	}
	l.mu.Unlock()
	if i < 0 {
		l.release(h)
	}
}
