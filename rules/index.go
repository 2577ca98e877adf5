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
	pool     sync.Pool   // of *scratch
}

// A posting says that a rule may be met by a report that has the feature, and what the report must have besides.
type posting struct {
	record place
	second uint32 // as in access
}

var _, _ Matcher = (*Index)(nil), (*Linear)(nil)

// NewIndex returns an Index without rules.
func NewIndex() *Index {
	return &Index{book: newBook(), pool: sync.Pool{New: func() any { return new(scratch) }}}
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
	ways := s.accesses(x.cost)
	p := x.book.write(id, ways, s.encode(nil)[1:])
	for _, a := range ways {
		x.postings[a.feature] = append(x.postings[a.feature], posting{p, a.second})
	}
}

// cost is roughly how many reports have a feature: what many rules ask for many reports tell.
func (x *Index) cost(f feature) float64 {
	info := &x.book.known[f]
	return commonness(info) * float64(1+len(x.postings[f]))
}

// commonness is how often the features of a kind are met, as against each other.
func commonness(info *featureInfo) float64 {
	c := 1.0
	switch {
	case info.kind == ofPhrase:
		c = 0.2
	case info.kind == ofPrefix:
		c = 1.5
	case info.kind == ofID:
		c = [idKinds]float64{idRegion: 2, idMention: 4, idActor: 2, idBy: 1, idTarget: 1, idBlamed: 0.5, idEvent: 10, idClass: 30,
			idSource: 1, idLang: 30}[info.id]
	}
	if info.title {
		c /= 4
	}
	return c
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
	s := x.pool.Get().(*scratch)
	x.book.read(it, s)
	dst = x.visit(always, s, dst)
	for _, f := range s.present {
		dst = x.visit(f, s, dst)
	}
	s.reset()
	x.pool.Put(s)
	return dst
}

// visit tries the rules posted under a feature that the report has.
func (x *Index) visit(f feature, s *scratch, dst []int64) []int64 {
	severity := uint32(s.numbers[numberOf(kindSeverity)])
	for _, p := range x.postings[f] {
		if p.second>>secondBits > severity || !s.has(p.second&secondMask) {
			continue
		}
		r := x.book.at(p.record)
		if r.first(f, s, severity) && x.book.meets(r.program(), s) {
			dst = append(dst, r.id())
		}
	}
	return dst
}

// first says whether f is the first of a rule's ways in that is open: a rule of several ways is tried once only.
func (r record) first(f feature, s *scratch, severity uint32) bool {
	for i := range r.accesses() {
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
