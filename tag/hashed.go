package tag

import "tocsin/text"

// A hashed finds what is known of words by their hashes, one look for a word. Its addresses are open, and the words are not
// kept: text.Hash tells them apart.
type hashed[V any] struct {
	slots []slot[V] // a power of two of them, at most half of them taken
	taken int
}

// A slot is empty when its hash is 0.
type slot[V any] struct {
	hash  uint64
	known V
}

func newHashed[V any]() hashed[V] { return hashed[V]{slots: make([]slot[V], 16)} }

// find returns what is known of the word with a hash, the zero value for none.
func (t *hashed[V]) find(hash uint64) V { return t.place(hash).known }

// at returns where what is known of a word stands until the next one is added.
func (t *hashed[V]) at(word string) *V {
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

// place returns the slot of a hash, or the one that it is to have.
func (t *hashed[V]) place(hash uint64) *slot[V] {
	i := hash
	for ; ; i++ {
		if s := &t.slots[i&uint64(len(t.slots)-1)]; s.hash == hash || s.hash == 0 {
			return s
		}
	}
}
