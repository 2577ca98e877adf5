package rules

import (
	"sync"
)

// An Index matches many rules at once.
type Index struct {
	mu    sync.RWMutex
	rules map[int64]*Expr
}

// NewIndex returns an Index without rules.
func NewIndex() *Index { return &Index{rules: make(map[int64]*Expr)} }

// Add puts a rule in; one that has the same id is replaced.
func (x *Index) Add(id int64, e *Expr) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.rules[id] = e
}

// Remove takes a rule out; nothing happens when it is not there.
func (x *Index) Remove(id int64) {
	x.mu.Lock()
	defer x.mu.Unlock()
	delete(x.rules, id)
}

// Match appends to dst the ids of the rules that a report meets, in no certain order.
func (x *Index) Match(it *Item, dst []int64) []int64 {
	x.mu.RLock()
	defer x.mu.RUnlock()
	for id, e := range x.rules {
		if e.Match(it) {
			dst = append(dst, id)
		}
	}
	return dst
}
