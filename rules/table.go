package rules

import (
	"math/rand/v2"
	"slices"
)

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

// A search looks many hashes up at once. What a look-up costs is mostly waiting: for memory, and for a processor that
// foresaw the wrong outcome. So all slots are asked for before the first is read (memory brings some twenty at a time),
// and nothing is decided by what is in them but where the next find is written.
type search struct {
	hashes []uint64 // to look up; 0 for none
	hits   []hit
	again  []int32 // hashes that another one stood before
	touch  uint64  // keeps the asking from being left out as useless
}

// A hit is a hash that a table has, by its place among those looked up, and its number. Only half of the hash was
// compared: who goes by it compares the rest.
type hit struct {
	at     int32
	number uint32
}

// in looks the hashes up in a table. The hits are valid until the next search, and in no certain order.
func (q *search) in(t *table) []hit {
	if t.used == 0 {
		return nil
	}
	n := len(q.hashes)
	q.hits, q.again = slices.Grow(q.hits[:0], n)[:n], slices.Grow(q.again[:0], n)[:n]
	hits, again, slots, touch := 0, 0, t.slots, uint64(0)
	for _, h := range q.hashes {
		touch += slots[int(h)&(len(slots)-1)]
	}
	for i, h := range q.hashes {
		slot := slots[int(h)&(len(slots)-1)]
		full := (slot | -slot) >> 63
		same := full & (((slot^h)>>32 - 1) >> 63)
		q.hits[hits], q.again[again] = hit{int32(i), uint32(slot)}, int32(i)
		hits += int(same)
		again += int(full &^ same)
	}
	for _, i := range q.again[:again] {
		h := q.hashes[i]
		for at := t.next(t.home(h)); slots[at] != 0; at = t.next(at) {
			if (slots[at]^h)>>32 == 0 {
				q.hits[hits] = hit{i, uint32(slots[at])}
				hits++
				break
			}
		}
	}
	q.touch += touch
	return q.hits[:hits]
}

// sure returns the number of a hit of which the whole hash is the same, 0 for one that is none.
func (q *search) sure(t *table, h hit) uint32 {
	if t.hashes[h.number] == q.hashes[h.at] {
		return h.number
	}
	return t.find(q.hashes[h.at])
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
