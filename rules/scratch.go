package rules

import (
	"strings"
	"sync"
)

// A scratch is what is known of one report while it is matched.
type scratch struct {
	search
	item     *Item
	bits     []uint64              // of the features it has
	blurred  [1 << guardBits]uint8 // 1 for what guards see of them: bytes, since bits cost a shift each
	severity uint32
	present  []feature
	posted   []feature // those of them that rules are entered by
	numbers  numbers
	stems    []uint32          // by token: its stem where that is a word of phrases, 0 elsewhere
	more     []hit             // tokens, and further words that have their stems
	begun    []begun           // phrases that go on from here
	ends     []int32           // by hash looked up: the token that it is of
	sources  map[string]string // keys of names met before

	candidates []candidate // records that may be met
}

// begin makes a scratch ready for a report and features below n.
func (s *scratch) begin(n int) {
	if n = n/64 + 1; len(s.bits) < n {
		s.bits = make([]uint64, n+n/8)
	}
	s.set(always)
}

func (s *scratch) has(f feature) bool { return s.bits[f/64]&(1<<(f%64)) != 0 }

// set adds a feature; always stands for none in tables, and every report has it.
func (s *scratch) set(f feature) {
	if w, bit := &s.bits[f/64], uint64(1)<<(f%64); *w&bit == 0 {
		*w |= bit
		s.blurred[blur(f)] = 1
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

// first says whether f is the first of a rule's ways in that a report has: a rule of several ways is tried once only.
func (s *scratch) first(f feature, code []uint32) bool {
	for _, c := range code {
		if isWay(c) && s.has(c&argMask) {
			return c&argMask == f
		}
	}
	return f == always
}

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

// maxSources bounds how many keys of names a scratch remembers.
const maxSources = 4096

// reset makes a scratch ready for the next report.
func (s *scratch) reset() {
	for _, f := range s.present {
		s.bits[f/64] = 0
		s.blurred[blur(f)] = 0
	}
	s.item, s.present, s.begun, s.candidates = nil, s.present[:0], s.begun[:0], s.candidates[:0]
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
