package store

import (
	"encoding/binary"
	"math"
	"slices"
)

// A form walks over a value and writes it, or reads it, so that both can never differ: numbers as varints, every string
// once and then by its number, a list with its length plus one (0: none). What is read keeps what was read from in memory.
type form struct {
	reading bool
	broken  bool // what is read is not what was written

	out     []byte
	numbers map[string]uint64

	in      string
	at      int // what was read of it
	strings []string
}

func (f *form) left() int { return len(f.in) - f.at }

func (f *form) uvarint(n *uint64) {
	if !f.reading {
		f.out = binary.AppendUvarint(f.out, *n)
		return
	}
	if f.at < len(f.in) && f.in[f.at] < 0x80 { // nearly always
		*n = uint64(f.in[f.at])
		f.at++
		return
	}
	*n = 0
	for i := 0; i < f.left() && i < binary.MaxVarintLen64; i++ {
		c := f.in[f.at+i]
		*n |= uint64(c&0x7f) << (7 * i)
		if c < 0x80 {
			f.at += i + 1
			return
		}
	}
	f.fail()
}

func (f *form) fail() { f.broken, f.at = true, len(f.in) }

func (f *form) number(n *int) {
	u := uint64(*n)<<1 ^ uint64(*n>>63)
	f.uvarint(&u)
	*n = int(u>>1) ^ -int(u&1)
}

// step walks over a number that is told by how far it is from the last one.
func (f *form) step(n, last *int64) {
	d := int(*n - *last)
	f.number(&d)
	*n = *last + int64(d)
	*last = *n
}

func (f *form) flag(b *bool) {
	n := 0
	if *b {
		n = 1
	}
	f.number(&n)
	*b = n == 1
}

// optional walks over what may not be there.
func optional[T any](f *form, p **T, each func(*T)) {
	has := uint64(0)
	if *p != nil {
		has = 1
	}
	f.uvarint(&has)
	if has == 0 {
		*p = nil
		return
	}
	if f.reading {
		*p = new(T)
	}
	each(*p)
}

func (f *form) degrees(d *float64) {
	if !f.reading {
		f.out = binary.LittleEndian.AppendUint64(f.out, math.Float64bits(*d))
		return
	}
	if f.left() < 8 {
		f.fail()
		return
	}
	*d = math.Float64frombits(binary.LittleEndian.Uint64([]byte(f.in[f.at : f.at+8])))
	f.at += 8
}

// text writes a string that was not met before as a 0, its length and itself; others as their number, from 1.
func (f *form) text(s *string) {
	n := f.numbers[*s]
	f.uvarint(&n)
	switch {
	case n == 0:
		f.newText(s)
	case f.reading && n <= uint64(len(f.strings)):
		*s = f.strings[n-1]
	case f.reading:
		f.fail()
	}
}

func (f *form) newText(s *string) {
	f.raw(s)
	if f.reading {
		f.strings = append(f.strings, *s)
	} else {
		f.numbers[*s] = uint64(len(f.numbers) + 1)
	}
}

// raw writes a string as its length and itself.
func (f *form) raw(s *string) {
	n := uint64(len(*s))
	f.uvarint(&n)
	if !f.reading {
		f.out = append(f.out, *s...)
		return
	}
	if n > uint64(f.left()) {
		f.fail()
		n = 0
	}
	*s = f.in[f.at : f.at+int(n)]
	f.at += int(n)
}

// list walks over a list. Whatever is read, it makes no list longer than what is left to read.
func list[T any](f *form, l *[]T, each func(*T)) {
	n := uint64(0)
	if *l != nil {
		n = uint64(len(*l)) + 1
	}
	f.uvarint(&n)
	if f.reading {
		if n > uint64(f.left())+1 {
			f.fail()
			return
		}
		*l = nil
		if n > 0 {
			*l = make([]T, n-1)
		}
	}
	for i := range *l {
		if f.broken {
			return
		}
		each(&(*l)[i])
	}
}

// relist walks over a list as list does, and reads it into the room of the one that is there; no list is an empty one.
func relist[T any](f *form, l *[]T, each func(*T)) {
	if f.reading {
		n := f.length()
		*l = slices.Grow((*l)[:0], n)[:n]
	} else {
		n := uint64(len(*l))
		f.uvarint(&n)
	}
	for i := range *l {
		if f.broken {
			return
		}
		each(&(*l)[i])
	}
}

// length reads how long a list is: never longer than what is left to read.
func (f *form) length() int {
	var n uint64
	if f.uvarint(&n); n > uint64(f.left()) {
		f.fail()
		return 0
	}
	return int(n)
}
