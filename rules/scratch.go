package rules

import (
	"strings"
	"sync"
)

// A scratch is what is known of one report while it is matched.
type scratch struct {
	item    *Item
	bits    []uint64 // of the features it has
	present []feature
	numbers numbers
	stems   []uint32          // by token: the entry of its stem, 0 when no rule asks for it
	starts  []int32           // tokens with which phrases begin
	sources map[string]string // keys of names met before

	candidates []candidate // records that may be met
	touched    uint32      // keeps the reading ahead from being left out as useless
}

// maxSources bounds how many keys of names a scratch remembers.
const maxSources = 4096

// sourceKey folds the name of a source, from memory where it was met before.
func (s *scratch) sourceKey(name string) string {
	if key, ok := s.sources[name]; ok {
		return key
	}
	if s.sources == nil || len(s.sources) >= maxSources {
		s.sources = make(map[string]string)
	}
	key := sourceKey(name)
	s.sources[strings.Clone(name)] = key
	return key
}

func (s *scratch) has(f feature) bool { return s.bits[f/64]&(1<<(f%64)) != 0 }

func (s *scratch) set(f feature) {
	if f != always && !s.has(f) {
		s.bits[f/64] |= 1 << (f % 64)
		s.present = append(s.present, f)
	}
}

// setBoth sets the feature of something that was found, and that of finding it in a title.
func (s *scratch) setBoth(fs *[2]feature, title bool) {
	s.set(fs[0])
	if title {
		s.set(fs[1])
	}
}

// reset makes a scratch ready for the next report.
func (s *scratch) reset() {
	for _, f := range s.present {
		s.bits[f/64] = 0
	}
	s.item, s.present, s.starts, s.candidates = nil, s.present[:0], s.starts[:0], s.candidates[:0]
}

// scratches are those that no report is matched with just now: as many as reports were ever matched side by side. They
// are kept, other than in a sync.Pool, so that matching never allocates.
type scratches struct {
	mu   sync.Mutex
	free []*scratch
}

func (p *scratches) take() *scratch {
	p.mu.Lock()
	defer p.mu.Unlock()
	if n := len(p.free); n > 0 {
		s := p.free[n-1]
		p.free = p.free[:n-1]
		return s
	}
	return new(scratch)
}

// give takes a scratch back, ready for the next report.
func (p *scratches) give(s *scratch) {
	s.reset()
	p.mu.Lock()
	p.free = append(p.free, s)
	p.mu.Unlock()
}
