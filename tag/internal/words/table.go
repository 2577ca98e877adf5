// Package words finds what is known of words by their hashes: one look a word.
package words

import "tocsin/text"

// A Table maps words to what is known of them. Its addresses are open, and the words are not kept: text.Hash tells them
// apart. Begin with New.
type Table[V any] struct {
	slots []slot[V] // a power of two of them, at most half of them taken
	taken int
}

// A slot is empty when its hash is 0.
type slot[V any] struct {
	hash  uint64
	known V
}

// New returns a table without words.
func New[V any]() Table[V] { return Table[V]{slots: make([]slot[V], 16)} }

// Len returns how many words the table has.
func (t *Table[V]) Len() int { return t.taken }

// Find returns what is known of the word with a text.Hash, the zero value for none.
func (t *Table[V]) Find(hash uint64) V { return t.place(hash).known }

// At returns where what is known of a word stands until the next is added. A word that the table has not is added.
func (t *Table[V]) At(word string) *V {
	if 2*t.taken >= len(t.slots) {
		old := t.slots
		t.slots = make([]slot[V], 2*len(old))
		for i := range old {
			if old[i].hash != 0 {
				*t.place(old[i].hash) = old[i]
			}
		}
	}
	h := text.Hash(word)
	s := t.place(h)
	if s.hash == 0 {
		s.hash = h
		t.taken++
	}
	return &s.known
}

// place returns the slot of a hash, the empty one that it would have when it is not there.
func (t *Table[V]) place(hash uint64) *slot[V] {
	for i := hash; ; i++ {
		if s := &t.slots[i&uint64(len(t.slots)-1)]; s.hash == hash || s.hash == 0 {
			return s
		}
	}
}
