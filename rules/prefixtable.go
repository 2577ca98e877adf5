package rules

import "strings"

// A prefixTable finds the beginnings that a word has. It looks for the first bytes of the word, in as many lengths as there
// are beginnings of: what is found at full length is met, what is longer is compared.
type prefixTable struct {
	heads   stemTable          // the first headBytes of the beginnings, or all of them
	lengths [headBytes + 1]int // how many beginnings have a head of so many bytes
	entries []prefixHead       // the first is of none
	unused  []uint32           // places in entries
}

// A prefixHead is the beginnings that have one head: itself, and longer ones.
type prefixHead struct {
	head   string
	itself prefixEntry
	longer []*prefixEntry
}

type prefixEntry struct {
	features [2]feature
	fold     string
}

// headBytes is enough for most beginnings to be their own head.
const headBytes = 8

func newPrefixTable() prefixTable {
	return prefixTable{heads: newStemTable(), entries: make([]prefixHead, 1)}
}

func headOf(fold string) string { return fold[:min(len(fold), headBytes)] }

// entry returns the entry of a beginning, made when there is none.
func (p *prefixTable) entry(fold string) *prefixEntry {
	head := headOf(fold)
	h := &p.entries[p.place(head)]
	if len(fold) == len(head) {
		return &h.itself
	}
	for _, e := range h.longer {
		if e.fold == fold {
			return e
		}
	}
	e := &prefixEntry{fold: fold}
	h.longer = append(h.longer, e)
	return e
}

// place returns where a head is, made when it is nowhere.
func (p *prefixTable) place(head string) uint32 {
	if s := p.heads.find(head); s != nil {
		return s.entry
	}
	at := uint32(len(p.entries))
	if n := len(p.unused); n > 0 {
		at, p.unused = p.unused[n-1], p.unused[:n-1]
	} else {
		p.entries = append(p.entries, prefixHead{})
	}
	p.entries[at].head = head
	p.heads.add(head, at)
	p.lengths[len(head)]++
	return at
}

// sweep brings a head up to date with what rules ask of a beginning, and forgets what they do not ask for.
func (p *prefixTable) sweep(fold string) {
	head := headOf(fold)
	slot := p.heads.find(head)
	h := &p.entries[slot.entry]
	for _, e := range h.longer {
		if e.fold == fold && e.features == [2]feature{} {
			h.longer = remove(h.longer, e)
			break
		}
	}
	slot.features, slot.many = h.itself.features, len(h.longer) > 0
	if slot.features == [2]feature{} && !slot.many {
		p.unused = append(p.unused, slot.entry)
		*h = prefixHead{}
		p.heads.remove(head)
		p.lengths[len(head)]--
	}
}

// read sets the beginnings that a folded word has.
func (p *prefixTable) read(fold string, title bool, s *scratch) {
	for n := 1; n <= headBytes && n <= len(fold); n++ {
		if p.lengths[n] == 0 {
			continue
		}
		slot := p.heads.find(fold[:n])
		if slot == nil {
			continue
		}
		s.setBoth(&slot.features, title)
		if !slot.many {
			continue
		}
		for _, e := range p.entries[slot.entry].longer {
			if strings.HasPrefix(fold, e.fold) {
				s.setBoth(&e.features, title)
			}
		}
	}
}
