package rules

import "hash/maphash"

// A stemTable finds stems. It is a table of open addresses in which what most words are about stands in the slot itself,
// so that a token costs one visit to memory. Stems are told apart by 64 bits of a seeded hash and are not compared: two
// of a million differ by it in all but one of 40 million worlds, and nobody outside can aim at it.
type stemTable struct {
	seed  maphash.Seed
	slots []stemSlot // a power of two of them, none when there are no stems
	used  int
}

// A stemSlot is a stem with the features of its first word.
type stemSlot struct {
	hash     uint64 // 0 for an empty slot
	langs    langSet
	features [2]feature
	entry    uint32 // where all its words are
	many     bool   // it has more words than the one that features and langs are of
	starts   bool   // phrases begin with a word that has it
	parts    bool   // words of phrases have it
}

func newStemTable() stemTable { return stemTable{seed: maphash.MakeSeed()} }

func (t *stemTable) hash(stem string) uint64 { return maphash.String(t.seed, stem) | 1 }

// find returns the slot of a stem, nil when there is none. The slot is valid until stems are added or removed.
func (t *stemTable) find(stem string) *stemSlot {
	if t.used == 0 {
		return nil
	}
	return t.findHash(t.hash(stem))
}

// home is where the search for a hash begins.
func (t *stemTable) home(h uint64) int { return int(h>>20) & (len(t.slots) - 1) }

// findHash is find in a table that is not empty.
func (t *stemTable) findHash(h uint64) *stemSlot {
	mask := len(t.slots) - 1
	for i := t.home(h); ; i = (i + 1) & mask {
		switch t.slots[i].hash {
		case h:
			return &t.slots[i]
		case 0:
			return nil
		}
	}
}

// add puts in a stem that is not there.
func (t *stemTable) add(stem string, entry uint32) {
	if t.used*8 >= len(t.slots)*5 {
		old := t.slots
		t.slots = make([]stemSlot, max(64, 2*len(old)))
		for i := range old {
			if old[i].hash != 0 {
				t.insert(old[i])
			}
		}
	}
	t.insert(stemSlot{hash: t.hash(stem), entry: entry})
	t.used++
}

func (t *stemTable) insert(s stemSlot) {
	mask := len(t.slots) - 1
	i := t.home(s.hash)
	for t.slots[i].hash != 0 {
		i = (i + 1) & mask
	}
	t.slots[i] = s
}

// remove takes out a stem, and moves up those that stood behind it for want of room.
func (t *stemTable) remove(stem string) {
	s := t.find(stem)
	if s == nil {
		return
	}
	mask := len(t.slots) - 1
	gap := t.home(s.hash)
	for t.slots[gap].hash != s.hash {
		gap = (gap + 1) & mask
	}
	for i := (gap + 1) & mask; t.slots[i].hash != 0; i = (i + 1) & mask {
		home := t.home(t.slots[i].hash)
		if (i-home)&mask >= (i-gap)&mask {
			t.slots[gap] = t.slots[i]
			gap = i
		}
	}
	t.slots[gap] = stemSlot{}
	t.used--
}

// sum says in a slot what the words of a stem are about.
func (s *stemSlot) sum(uses []stemUse) {
	s.langs, s.features, s.many = uses[0].langs, uses[0].term.features, len(uses) > 1
	s.starts, s.parts = false, false
	for _, u := range uses {
		s.starts = s.starts || u.term.starts > 0
		s.parts = s.parts || u.term.parts > 0
	}
}
