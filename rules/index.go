package rules

import "sync"

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

// An Index is the Matcher for any number of rules. Each rule is posted under the features of its rarest group; a report
// visits the postings of the features that it has. It is safe for concurrent use: reports are matched side by side, a
// change waits for those in flight. Matching does not allocate.
type Index struct {
	mu       sync.RWMutex
	book     book
	postings [][]posting // by feature
	posted   []uint64    // bits of the features that have postings
	pool     scratches
}

// A posting says that a rule may be met by a report that has the feature, and what the report must have besides.
type posting struct {
	record place
	second uint32 // as in access
}

var _, _ Matcher = (*Index)(nil), (*Linear)(nil)

// NewIndex returns an Index without rules.
func NewIndex() *Index {
	return &Index{book: newBook()}
}

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
	s := x.book.compile(e.root)
	if s.ins == insAnd {
		x.write(id, &s)
	} else {
		x.write(id, &step{ins: insAnd, kids: []step{s}})
	}
}

func (x *Index) write(id int64, s *step) {
	for len(x.postings) < len(x.book.known) {
		x.postings = append(x.postings, nil)
	}
	for len(x.posted)*64 < len(x.postings) {
		x.posted = append(x.posted, 0)
	}
	ways := s.accesses()
	p := x.book.write(id, ways, s.encode(nil)[1:])
	for _, a := range ways {
		x.postings[a.feature] = append(x.postings[a.feature], posting{p, a.second})
		x.posted[a.feature/64] |= 1 << (a.feature % 64)
	}
}

// Remove takes a rule out; nothing happens when it is not there.
func (x *Index) Remove(id int64) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.remove(id)
}

func (x *Index) remove(id int64) {
	slot, ok := x.book.places.find(&x.book, id)
	if !ok {
		return
	}
	p := x.book.places.slots[slot] - 2
	r := x.book.at(p)
	for i := range r.accesses() {
		a := r.access(i)
		x.postings[a.feature] = remove(x.postings[a.feature], posting{p, a.second})
		if len(x.postings[a.feature]) == 0 {
			x.posted[a.feature/64] &^= 1 << (a.feature % 64)
		}
	}
	x.book.erase(p)
}

// Match appends to dst the ids of the rules that a report meets, each once, in no certain order.
func (x *Index) Match(it *Item, dst []int64) []int64 {
	x.mu.RLock()
	defer x.mu.RUnlock()
	if len(x.postings) == 0 {
		return dst
	}
	s := x.pool.take()
	x.book.read(it, s)
	x.survey(always, s)
	for _, f := range s.present {
		if x.posted[f/64]&(1<<(f%64)) != 0 {
			x.survey(f, s)
		}
	}
	dst = x.try(s, dst)
	x.pool.give(s)
	return dst
}

// A candidate is a record that may be met, and the feature that it was entered by.
type candidate struct {
	record place
	by     feature
}

// survey collects the rules posted under a feature whose second feature and severity the report has too.
func (x *Index) survey(f feature, s *scratch) {
	severity := uint32(s.numbers[numberOf(kindSeverity)])
	for _, p := range x.postings[f] {
		if p.second>>secondBits <= severity && s.has(p.second&secondMask) {
			s.candidates = append(s.candidates, candidate{p.record, f})
		}
	}
}

// ahead is how many records are asked for before the first of them is read: memory brings several at a time.
const ahead = 16

// try runs the programs of the candidates.
func (x *Index) try(s *scratch, dst []int64) []int64 {
	for from := 0; from < len(s.candidates); from += ahead {
		some := s.candidates[from:min(from+ahead, len(s.candidates))]
		for _, c := range some {
			s.touched += x.book.at(c.record)[2]
		}
		for _, c := range some {
			r := x.book.at(c.record)
			if r.first(c.by, s) && x.book.meets(r.program(), s) {
				dst = append(dst, r.id())
			}
		}
	}
	return dst
}

// first says whether f is the first of a rule's ways in that is open: a rule of several ways is tried once only.
func (r record) first(f feature, s *scratch) bool {
	n := r.accesses()
	if n == 1 {
		return true
	}
	severity := uint32(s.numbers[numberOf(kindSeverity)])
	for i := range n {
		a := r.access(i)
		if a.feature == f {
			return true
		}
		if s.has(a.feature) && a.second>>secondBits <= severity && s.has(a.second&secondMask) {
			return false
		}
	}
	return false
}
