package rules

import "sync"

// A Linear is the plain Matcher: it tries every rule on every report. It stays as what Index is held against, and is
// fast enough for some thousand rules. It is safe for concurrent use.
type Linear struct {
	mu   sync.RWMutex
	book book
	pool scratches
}

// NewLinear returns a Linear without rules.
func NewLinear() *Linear { return new(Linear) }

// Len returns how many rules there are.
func (x *Linear) Len() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.book.places.live
}

// Add puts a rule in; one that has the same id is replaced.
func (x *Linear) Add(id int64, e *Expr) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.remove(id)
	x.book.write(id, x.book.compile(e.root))
}

// Remove takes a rule out; nothing happens when it is not there.
func (x *Linear) Remove(id int64) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.remove(id)
}

func (x *Linear) remove(id int64) {
	if p, ok := x.book.find(id); ok {
		x.book.erase(p)
	}
}

// Match appends to dst the ids of the rules that a report meets, each once, in no certain order.
func (x *Linear) Match(it *Item, dst []int64) []int64 {
	x.mu.RLock()
	defer x.mu.RUnlock()
	s := x.pool.take()
	x.book.read(it, s)
	x.book.each(func(r record) {
		if s.plainly(r.plain()) == 1 && x.book.meets(r.rest(), s) {
			dst = append(dst, r.id())
		}
	})
	x.pool.give(s)
	return dst
}
