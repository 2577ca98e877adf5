package rules

import (
	"slices"
	"strings"
)

// A prefixTable finds the beginnings that a word has. Few words have any: a filter over their first bytes says so fast.
type prefixTable struct {
	byHead map[uint32][]*prefixEntry // by the first bytes
	filter [filterBits / 64]uint64
	counts map[uint32]int     // of the beginnings in each bit of the filter
	heads  [headBytes + 1]int // how many beginnings have a head of so many bytes
}

type prefixEntry struct {
	features [2]feature
	fold     string
}

const (
	headBytes  = 8
	filterBits = 1 << 16
)

// A head is what beginnings are found by: their first bytes, headBytes of them or all, as a number.
func headOf(fold string) (h uint32, n int) {
	n = min(len(fold), headBytes)
	for i := range n {
		h = extend(h, fold[i])
	}
	return h, n
}

func extend(h uint32, b byte) uint32 { return (h ^ uint32(b) ^ 0x811C9DC5) * 0x01000193 }

func filterBit(h uint32) uint32 { return h * 0x9E3779B1 >> (32 - 16) }

func (p *prefixTable) find(h uint32, fold string) *prefixEntry {
	for _, e := range p.byHead[h] {
		if e.fold == fold {
			return e
		}
	}
	return nil
}

// entry returns the entry of a beginning, made when there is none.
func (p *prefixTable) entry(fold string) *prefixEntry {
	h, n := headOf(fold)
	if e := p.find(h, fold); e != nil {
		return e
	}
	if p.byHead == nil {
		p.byHead, p.counts = make(map[uint32][]*prefixEntry), make(map[uint32]int)
	}
	e := &prefixEntry{fold: fold}
	p.byHead[h] = append(p.byHead[h], e)
	b := filterBit(h)
	p.filter[b/64] |= 1 << (b % 64)
	p.counts[b]++
	p.heads[n]++
	return e
}

// sweep forgets a beginning that no rule asks for.
func (p *prefixTable) sweep(fold string) {
	h, n := headOf(fold)
	e := p.find(h, fold)
	if e == nil || e.features != [2]feature{} {
		return
	}
	if p.byHead[h] = slices.DeleteFunc(p.byHead[h], func(o *prefixEntry) bool { return o == e }); len(p.byHead[h]) == 0 {
		delete(p.byHead, h)
	}
	p.heads[n]--
	b := filterBit(h)
	if p.counts[b]--; p.counts[b] == 0 {
		delete(p.counts, b)
		p.filter[b/64] &^= 1 << (b % 64)
	}
}

// read sets the beginnings that a folded word has.
func (p *prefixTable) read(fold string, title bool, s *scratch) {
	h := uint32(0)
	for n := 1; n <= headBytes && n <= len(fold); n++ {
		h = extend(h, fold[n-1])
		if p.heads[n] == 0 {
			continue
		}
		if b := filterBit(h); p.filter[b/64]&(1<<(b%64)) == 0 {
			continue
		}
		for _, e := range p.byHead[h] {
			if strings.HasPrefix(fold, e.fold) {
				s.setBoth(&e.features, title)
			}
		}
	}
}
