package gaz

// A slot of the table holds the upper half of a name's hash and the name's number. The table is open-addressed; the
// slots also hold every beginning of a name that ends at a word, so that a reader of a text knows when to stop.
type slot struct {
	tag  uint32 // 0 for an empty slot
	name uint32 // number of the name, or onlyPrefix; the top bit says that longer names begin so
}

const (
	more       = 1 << 31
	onlyPrefix = more - 1
)

// A Hash is the state of hashing a folded name word by word. The zero value is not valid: begin with NewHash.
type Hash uint64

// NewHash returns the hash of nothing.
func NewHash() Hash { return 14695981039346656037 }

// Add returns the hash with one more word, parted from those before by a space.
func (h Hash) Add(word string) Hash {
	if h != NewHash() {
		h = (h ^ ' ') * 1099511628211
	}
	for i := 0; i < len(word); i++ {
		h = (h ^ Hash(word[i])) * 1099511628211
	}
	return h
}

// mix spreads the bits: FNV alone leaves the upper ones of short words alike.
func (h Hash) mix() uint64 {
	x := uint64(h)
	x ^= x >> 32
	x *= 0x9E3779B97F4A7C15
	x ^= x >> 29
	return x
}

// Lookup returns the number of the name with a hash (-1 when there is none) and whether longer names begin with it.
// Two different names agree in 52 bits or more to be taken for each other: callers that cannot bear one error in a
// billion compare Name.
func (d *Data) Lookup(h Hash) (name int, longer bool) {
	x := h.mix()
	tag := uint32(x>>32) | 1
	for i := uint32(x) & d.mask; ; i = (i + 1) & d.mask {
		s := d.table[i]
		if s.tag == 0 {
			return -1, false
		}
		if s.tag == tag {
			n := s.name &^ more
			if n == onlyPrefix {
				return -1, true
			}
			return int(n), s.name&more != 0
		}
	}
}

// Find returns the number of a folded name, -1 when it is unknown.
func (d *Data) Find(folded string) int {
	if n, _ := d.Lookup(NewHash().Add(folded)); n >= 0 && d.Name(n) == folded {
		return n
	}
	return -1
}

// index builds the table over all names and their beginnings.
func (d *Data) index() {
	prefixes := 0
	for n := range d.Names() {
		for i, s := 0, d.Name(n); i < len(s); i++ {
			if s[i] == ' ' {
				prefixes++
			}
		}
	}
	size := 1 << 10
	for size*7/10 < d.Names()+prefixes/2 {
		size *= 2
	}
	d.table = make([]slot, size)
	d.mask = uint32(size - 1)
	for n := range d.Names() {
		h := NewHash()
		s := d.Name(n)
		for i := 0; i < len(s); i++ {
			if s[i] == ' ' {
				d.put(h, onlyPrefix, more)
			}
			h = (h ^ Hash(s[i])) * 1099511628211
		}
		d.put(h, uint32(n), 0)
	}
}

// put enters a name or a beginning; what is there already keeps its number and gathers the longer bit.
func (d *Data) put(h Hash, name, longer uint32) {
	x := h.mix()
	tag := uint32(x>>32) | 1
	for i := uint32(x) & d.mask; ; i = (i + 1) & d.mask {
		s := &d.table[i]
		switch s.tag {
		case 0:
			*s = slot{tag, name | longer}
			return
		case tag:
			if s.name&^more == onlyPrefix {
				s.name = name | s.name&more
			}
			s.name |= longer
			return
		}
	}
}

// indexIDs builds the table of ids.
func (d *Data) indexIDs() {
	size := 1 << 10
	for size*2/3 < len(d.Places) {
		size *= 2
	}
	d.byID = make([]uint32, size)
	mask := uint32(size - 1)
	for n := range d.Places {
		i := uint32(NewHash().Add(d.ID(n)).mix()) & mask
		for d.byID[i] != 0 {
			i = (i + 1) & mask
		}
		d.byID[i] = uint32(n + 1)
	}
}
