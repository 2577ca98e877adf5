package rules

import (
	"math/bits"
	"strings"

	"tocsin/text"
)

// A prefixTable finds the beginnings that a word has. It looks for the first bytes of the word, in as many lengths as there
// are beginnings of: what is found at full length is met, what is longer is compared.
type prefixTable struct {
	byHead  table // of the first of the beginnings that have a head
	entries slab[prefixEntry]
	lengths [text.HeadBytes + 1]int32 // how many beginnings have a head of so many bytes
}

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
}

// read sets the beginnings that the tokens of a document have.
func (p *prefixTable) read(d *text.Doc, s *scratch) {
	for n := 1; n <= text.HeadBytes; n++ {
		if p.lengths[n] == 0 {
			continue
		}
		mask := headMask(n)
		for i := range d.Keys {
			head := d.Keys[i].Head
			if bits.TrailingZeros64(head) >= 64-8*(n-1) { // shorter than n
				continue
			}
			for at := p.byHead.find(scatter(head & mask)); at != 0; {
				e := &p.entries.all[at]
				if len(e.fold) == n || strings.HasPrefix(d.Tokens[i].Fold, e.fold) {
					s.setBoth(&e.features, i < d.TitleEnd)
				}
				at = e.next
			}
		}
	}
}
