package rules

import (
	"slices"
	"strings"

	"tocsin/text"
)

// A prefixTable finds the beginnings that a word has. It looks for the first bytes of the word, in as many lengths as there
// are beginnings of: what is found at full length is met, what is longer is compared.
type prefixTable struct {
	byHead  table // of the first of the beginnings that have a head
	entries slab[prefixEntry]
	lengths [text.HeadBytes + 1]int32 // how many beginnings have a head of so many bytes
	sieve   sieve
	gone    int // beginnings forgotten that are still in the sieve
}

// A sieve lets pass the heads that were put in, and a few others: most words are dismissed by it, which lies in the
// nearest memory.
type sieve [1 << sieveBits / 64]uint64

const sieveBits = 15

func sieveBit(head uint64) uint64 { return head * 0x9e3779b97f4a7c15 >> (64 - sieveBits) }

func (v *sieve) put(head uint64) { v[sieveBit(head)/64] |= 1 << (sieveBit(head) % 64) }

// A prefixEntry is a beginning.
type prefixEntry struct {
	features [2]feature
	next     uint32 // another that has the same head
	fold     string
}

// headLen is how many bytes of a beginning its head has.
func headLen(fold string) int { return min(len(fold), text.HeadBytes) }

// headMask leaves the first n bytes of a head.
func headMask(n int) uint64 { return ^uint64(0) << (64 - 8*n) }

// entry returns the number of a beginning, made when there is none.
func (p *prefixTable) entry(fold string) uint32 {
	h := scatter(text.Head(fold))
	first := p.byHead.find(h)
	for at := first; at != 0; at = p.entries.all[at].next {
		if p.entries.all[at].fold == fold {
			return at
		}
	}
	at := p.entries.keep(prefixEntry{fold: fold, next: first})
	if first == 0 {
		p.byHead.put(h, at)
	} else { // behind the first, which the table names
		p.entries.all[at].next = p.entries.all[first].next
		p.entries.all[first].next = at
	}
	p.lengths[headLen(fold)]++
	p.sieve.put(text.Head(fold))
	return at
}

// sweep forgets a beginning that rules no longer ask for.
func (p *prefixTable) sweep(at uint32) {
	e := p.entries.all[at]
	if e.features != [2]feature{} {
		return
	}
	h := scatter(text.Head(e.fold))
	first := p.byHead.find(h)
	switch {
	case first != at:
		for p.entries.all[first].next != at {
			first = p.entries.all[first].next
		}
		p.entries.all[first].next = e.next
	case e.next != 0:
		p.byHead.remove(at)
		p.byHead.put(h, e.next)
	default:
		p.byHead.remove(at)
	}
	p.entries.drop(at)
	p.lengths[headLen(e.fold)]--
	if p.gone++; p.gone > p.entries.live() {
		p.sieve, p.gone = sieve{}, 0
		for i := range p.entries.all {
			if fold := p.entries.all[i].fold; fold != "" {
				p.sieve.put(text.Head(fold))
			}
		}
	}
}

// read sets the beginnings that the tokens of a document have.
func (p *prefixTable) read(d *text.Doc, s *scratch) {
	for n := 1; n <= text.HeadBytes; n++ {
		if p.lengths[n] == 0 {
			continue
		}
		mask := headMask(n)
		s.ends = slices.Grow(s.ends[:0], len(d.Keys))[:len(d.Keys)]
		passed := 0
		for i := range d.Keys {
			bit := sieveBit(d.Keys[i].Head & mask)
			s.ends[passed] = int32(i)
			passed += int(p.sieve[bit/64] >> (bit % 64) & 1)
		}
		s.hashes = s.hashes[:0]
		for _, i := range s.ends[:passed] {
			s.hashes = append(s.hashes, scatter(d.Keys[i].Head&mask))
		}
		for _, h := range s.in(&p.byHead) {
			i := s.ends[h.at]
			if d.Keys[i].Stem == 0 {
				continue
			}
			for at := s.sure(&p.byHead, h); at != 0; {
				e := &p.entries.all[at]
				if len(e.fold) <= text.HeadBytes || strings.HasPrefix(d.Tokens[i].Fold, e.fold) {
					s.setBoth(&e.features, int(i) < d.TitleEnd)
				}
				at = e.next
			}
		}
	}
}
