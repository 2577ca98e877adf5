package rules

// An idTable finds the place of a rule's record by the rule's id. It keeps the places only: the ids stand in the records.
type idTable struct {
	slots []place // 0 empty, 1 emptied, else a place and 2
	used  int     // slots that are not empty
	live  int     // rules
}

func hashID(id int64) uint32 { return uint32(uint64(id) * 0x9E3779B97F4A7C15 >> 32) }

// find returns the slot of a rule; ok is false when it is not there.
func (t *idTable) find(b *book, id int64) (slot int, ok bool) {
	if len(t.slots) == 0 {
		return 0, false
	}
	mask := len(t.slots) - 1
	for i := int(hashID(id)) & mask; t.slots[i] != 0; i = (i + 1) & mask {
		if v := t.slots[i]; v > 1 && b.at(v-2).id() == id {
			return i, true
		}
	}
	return 0, false
}

// put adds a record whose rule is not there yet.
func (t *idTable) put(b *book, p place) {
	if (t.used+1)*5 > len(t.slots)*4 {
		t.grow(b)
	}
	t.insert(b, p)
	t.live++
}

func (t *idTable) insert(b *book, p place) {
	mask := len(t.slots) - 1
	i := int(hashID(b.at(p).id())) & mask
	for t.slots[i] > 1 {
		i = (i + 1) & mask
	}
	if t.slots[i] == 0 {
		t.used++
	}
	t.slots[i] = p + 2
}

func (t *idTable) drop(b *book, p place) {
	if i, ok := t.find(b, b.at(p).id()); ok {
		t.slots[i] = 1
		t.live--
	}
}

// grow makes room, or only forgets the emptied slots where that is room enough.
func (t *idTable) grow(b *book) {
	old := t.slots
	n := max(16, len(old))
	for t.live*2 >= n {
		n *= 2
	}
	t.slots, t.used = make([]place, n), 0
	for _, v := range old {
		if v > 1 {
			t.insert(b, v-2)
		}
	}
}
