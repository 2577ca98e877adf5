package alert

import (
	"context"
	"sync"
	"time"
)

// slots bound how much is done at once.
type slots struct {
	free chan struct{}
	then func() // called when a slot became free

	mu      sync.Mutex
	closed  bool
	running sync.WaitGroup
}

func newSlots(n int, then func()) *slots { return &slots{free: make(chan struct{}, n), then: then} }

// room returns how many more can begin now.
func (s *slots) room() int { return cap(s.free) - len(s.free) }

// start runs f on its own, in a slot that must be free: only one goroutine starts. After drain nothing starts any more.
func (s *slots) start(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return
	}
	s.free <- struct{}{}
	s.running.Go(func() {
		f()
		<-s.free
		s.then()
	})
}

// idle returns a channel that is closed when nothing is running, and lets nothing start any more.
func (s *slots) idle() <-chan struct{} {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	done := make(chan struct{})
	go func() {
		s.running.Wait()
		close(done)
	}()
	return done
}

// drain lets nothing start any more and waits until nothing is running, or the context ends.
func (s *slots) drain(ctx context.Context) error {
	select {
	case <-s.idle():
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// holdAll is a time before which nothing is posted anywhere, because Discord said so.
type holdAll struct {
	mu    sync.Mutex
	until time.Time
}

func (h *holdAll) extend(t time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if t.After(h.until) {
		h.until = t
	}
}

func (h *holdAll) left(now time.Time) time.Duration {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.until.Sub(now)
}
