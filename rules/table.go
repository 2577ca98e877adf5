package rules

import "math/rand/v2"

// A table finds numbers by hashes of 64 bits. Its addresses are open. A slot is one word, half of the hash and the number,
// so that eight lie on one line of memory: most of what is not there is known by one visit, most of what is there too.
// The rest of the hash lies by number, and what was hashed is not compared again: hashes of words are seeded
// (text.Hash), those of numbers are one to one (scatter).
type table struct {
	slots  []uint64 // a power of two of them, none before the first is put in: the upper half of the hash, the number; 0 when empty
	hashes []uint64 // by number
	used   int
}

const numberMask = 1<<32 - 1

// find returns the number of a hash, 0 when there is none.
func (t *table) find(h uint64) uint32 {
	if t.used == 0 {
		return 0
	}
	for i := t.home(h); t.slots[i] != 0; i = t.next(i) {
		if n := t.slots[i] & numberMask; t.slots[i]^h <= numberMask && t.hashes[n] == h {
			return uint32(n)
		}
	}
	return 0
}

// guess is find without a look at the second half of the hash: what it returns may be wrong once in billions.
func (t *table) guess(h uint64) uint32 {
	for i := t.home(h); t.slots[i] != 0; i = t.next(i) {
		if t.slots[i]^h <= numberMask {
			return uint32(t.slots[i])
		}
	}
	return 0
}

// home is where the search for a hash begins.
func (t *table) home(h uint64) int { return int(h) & (len(t.slots) - 1) }

func (t *table) next(i int) int { return (i + 1) & (len(t.slots) - 1) }

// put adds a hash that is not there, with a number that is not 0.
func (t *table) put(h uint64, number uint32) {
	for len(t.hashes) <= int(number) {
		t.hashes = append(t.hashes, 0)
	}
	t.hashes[number] = h
	if t.used*8 >= len(t.slots)*5 {
		old := t.slots
		t.slots = make([]uint64, max(16, 2*len(old)))
		for _, slot := range old {
			if slot != 0 {
				t.insert(uint32(slot))
			}
		}
	}
	t.insert(number)
	t.used++
}

func (t *table) insert(number uint32) {
	h := t.hashes[number]
	i := t.home(h)
	for t.slots[i] != 0 {
		i = t.next(i)
	}
	t.slots[i] = h&^numberMask | uint64(number)
}

// remove takes out the hash of a number, and moves up those that stood behind it for want of room.
func (t *table) remove(number uint32) {
	gap := t.home(t.hashes[number])
	for uint32(t.slots[gap]) != number {
		gap = t.next(gap)
	}
	mask := len(t.slots) - 1
	for i := t.next(gap); t.slots[i] != 0; i = t.next(i) {
		if home := t.home(t.hashes[uint32(t.slots[i])]); (i-home)&mask >= (i-gap)&mask {
			t.slots[gap] = t.slots[i]
			gap = i
		}
	}
	t.slots[gap] = 0
	t.used--
}

// salt makes what scatter returns differ from run to run, so that nobody outside can make tables slow.
var salt = rand.Uint64()

// scatter makes a hash of a number: another one for every number.
func scatter(n uint64) uint64 {
	const odd = 0xd6e8feb86659fd93
	n ^= salt
	n = (n ^ n>>32) * odd
	n = (n ^ n>>32) * odd
	return n ^ n>>32
}

// A slab keeps things under numbers from 1, which are given out again when a thing is dropped.
type slab[T any] struct {
	all  []T
	free []uint32
}

// keep adds a thing and returns its number.
func (s *slab[T]) keep(x T) uint32 {
	if n := len(s.free); n > 0 {
		at := s.free[n-1]
		s.free = s.free[:n-1]
		s.all[at] = x
		return at
	}
	if len(s.all) == 0 {
		s.all = make([]T, 1, 16)
	}
	s.all = append(s.all, x)
	return uint32(len(s.all) - 1)
}

func (s *slab[T]) drop(at uint32) {
	var none T
	s.all[at] = none
	s.free = append(s.free, at)
}

// live is how many things there are.
func (s *slab[T]) live() int { return max(0, len(s.all)-1) - len(s.free) }
