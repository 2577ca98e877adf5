package rules

import (
	"slices"
	"sync"
)

// A Matcher holds many rules and tells which of them a report meets. Rules come and go while reports are matched.
type Matcher interface {
	// Add puts a rule in; one that has the same id is replaced.
	Add(id int64, e *Expr)
	// Remove takes a rule out; nothing happens when it is not there.
	Remove(id int64)
	// Match appends to dst the ids of the rules that a report meets, each once, in no certain order.
	Match(it *Item, dst []int64) []int64
	// Len returns how many rules there are.
	Len() int
}

// An Index is the Matcher for any number of rules. Each rule is posted under the features of its cheapest member (access.go);
// a report visits the postings of the features that it has. It is safe for concurrent use: reports are matched side by
// side, a change waits for those in flight. Matching does not allocate.
type Index struct {
	mu       sync.RWMutex
	book     book
	postings postings // by feature
	pool     scratches
}

var _, _ Matcher = (*Index)(nil), (*Linear)(nil)

// NewIndex returns an Index without rules.
func NewIndex() *Index { return new(Index) }

// Len returns how many rules there are.
func (x *Index) Len() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.book.places.live
}

// Add puts a rule in; one that has the same id is replaced.
func (x *Index) Add(id int64, e *Expr) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.remove(id)
	program := x.book.compile(e.root)
	g := x.book.enter(program)
	x.postings.grow(max(1, len(x.book.known.all)))
	p := posting{x.book.write(id, program), g}
	ways := 0
	for _, code := range program {
		if isWay(code) {
			x.postings.add(code&argMask, p)
			ways++
		}
	}
	if ways == 0 {
		x.postings.add(always, p)
	}
}

// Remove takes a rule out; nothing happens when it is not there.
func (x *Index) Remove(id int64) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.remove(id)
}

func (x *Index) remove(id int64) {
	p, ok := x.book.find(id)
	if !ok {
		return
	}
	ways := 0
	for _, code := range x.book.at(p).program() {
		if isWay(code) {
			x.postings.remove(code&argMask, p)
			ways++
		}
	}
	if ways == 0 {
		x.postings.remove(always, p)
	}
	x.book.erase(p)
}

// Match appends to dst the ids of the rules that a report meets, each once, in no certain order.
func (x *Index) Match(it *Item, dst []int64) []int64 {
	x.mu.RLock()
	defer x.mu.RUnlock()
	if x.book.places.live == 0 {
		return dst
	}
	s := x.pool.take()
	x.book.read(it, s)
	x.survey(s)
	dst = x.try(s, dst)
	x.pool.give(s)
	return dst
}

// ahead is how many places in memory are asked for before the first of them is read. Memory brings some twenty at a time,
// but only those that are asked for without deciding anything by the one before; the nearer memories hold far more.
const ahead = 64

// A candidate is a record that may be met, and the feature that it was entered by.
type candidate struct {
	record place
	by     feature
}

// survey collects the rules posted under the features of a report whose guards it passes.
func (x *Index) survey(s *scratch) {
	lists := x.postings.lists
	for _, f := range s.present {
		s.touch += uint64(lists[f].size)
	}
	s.posted = slices.Grow(s.posted[:0], len(s.present))[:len(s.present)]
	n, all := 0, 0
	for _, f := range s.present {
		s.posted[n] = f
		l := lists[f]
		all += l.len()
		n += int((l.size | -l.size) >> 31) // 1 when it is not empty
	}
	for _, f := range s.posted[:n] {
		list := x.postings.of(f)
		s.touch += uint64(list[0].record + list[len(list)-1].record)
	}
	s.candidates = slices.Grow(s.candidates[:0], all)[:all]
	all = 0
	for _, f := range s.posted[:n] {
		all += s.pass(x.postings.of(f), f, s.candidates[all:])
	}
	s.candidates = s.candidates[:all]
}

// try runs the programs of the candidates.
func (x *Index) try(s *scratch, dst []int64) []int64 {
	for left := s.candidates; len(left) > 0; {
		some := left[:min(ahead, len(left))]
		left = left[len(some):]
		for _, c := range x.book.plain(some, s) {
			if r := x.book.at(c.record); x.book.meets(r.rest(), s) && s.first(c.by, r.program()) {
				dst = append(dst, r.id())
			}
		}
	}
	return dst
}
