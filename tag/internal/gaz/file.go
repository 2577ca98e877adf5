package gaz

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
)

// magic begins every gazetteer file; its digit counts changes of the format. A line with the sizes of its two parts follows,
// packed and unpacked, then the parts: places and names. They are read at the same time.
const magic = "tocsin gazetteer 2\n"

// reader takes values off a buffer; the first fault stays in err.
type reader struct {
	b   []byte
	err error
}

var errShort = errors.New("it ends too early")

func (r *reader) uint() uint64 {
	v, n := binary.Uvarint(r.b)
	if n <= 0 {
		r.err, r.b = errShort, nil
		return 0
	}
	r.b = r.b[n:]
	return v
}

func (r *reader) int() int64 {
	v, n := binary.Varint(r.b)
	if n <= 0 {
		r.err, r.b = errShort, nil
		return 0
	}
	r.b = r.b[n:]
	return v
}

func (r *reader) bytes(n uint64) []byte {
	if n > uint64(len(r.b)) {
		r.err, r.b = errShort, nil
		return nil
	}
	s := r.b[:n]
	r.b = r.b[n:]
	return s
}

func (r *reader) byte() byte {
	if s := r.bytes(1); s != nil {
		return s[0]
	}
	return 0
}

// count reads a number of things of at least one byte each, so that a broken file cannot ask for all memory.
func (r *reader) count() int {
	n := r.uint()
	if n > uint64(len(r.b)) {
		r.err, r.b = errShort, nil
		return 0
	}
	return int(n)
}

// Same says whether two files hold the same gazetteer, however they were compressed.
func Same(a, b []byte) bool {
	x, errA := split(a)
	y, errB := split(b)
	if errA != nil || errB != nil {
		return false
	}
	for k := range x {
		p, errA := x[k].unpack()
		q, errB := y[k].unpack()
		if errA != nil || errB != nil || !bytes.Equal(p, q) {
			return false
		}
	}
	return true
}

// Read reads what Write wrote.
func Read(file []byte) (*Data, error) {
	parts, err := split(file)
	if err != nil {
		return nil, fmt.Errorf("read gazetteer: %w", err)
	}
	d := &Data{}
	var errs [2]error
	var both sync.WaitGroup
	for k, read := range [2]func(*reader){d.readPlaces, d.readNames} {
		both.Go(func() {
			r := &reader{}
			if r.b, r.err = parts[k].unpack(); r.err == nil {
				read(r)
			}
			errs[k] = r.err
		})
	}
	both.Wait()
	if err := errors.Join(errs[:]...); err != nil {
		return nil, fmt.Errorf("read gazetteer: %w", err)
	}
	for _, r := range d.refs {
		if r.Place() >= len(d.Places) {
			return nil, errors.New("read gazetteer: a name stands for a place that does not exist")
		}
	}
	return d, nil
}

// A part is one of the two parts of a file.
type part struct {
	packed []byte
	size   int // unpacked
}

// split checks the head of a file and parts it.
func split(file []byte) (parts [2]part, err error) {
	rest, ok := bytes.CutPrefix(file, []byte(magic))
	if !ok {
		return parts, errors.New("not a gazetteer of this version")
	}
	line, rest, _ := bytes.Cut(rest, []byte("\n"))
	var packed [2]int
	if _, err := fmt.Sscan(string(line), &packed[0], &parts[0].size, &packed[1], &parts[1].size); err != nil {
		return parts, errors.New("bad sizes")
	}
	for k := range parts {
		if packed[k] < 0 || packed[k] > len(rest) || parts[k].size < 0 || parts[k].size > 1<<28 {
			return parts, errors.New("bad sizes")
		}
		parts[k].packed, rest = rest[:packed[k]], rest[packed[k]:]
	}
	return parts, nil
}

func (p part) unpack() ([]byte, error) {
	b := make([]byte, p.size)
	_, err := io.ReadFull(flate.NewReader(bytes.NewReader(p.packed)), b)
	return b, err
}

func (d *Data) readPlaces(r *reader) {
	n := r.count()
	d.Places = make([]Place, n)
	var text strings.Builder
	for i := range d.Places {
		p := &d.Places[i]
		p.id = uint32(text.Len())
		text.Write(r.bytes(r.uint()))
		p.name = uint32(text.Len())
		text.Write(r.bytes(r.uint()))
		p.Kind, p.Seat = Kind(r.byte()), r.byte()
		p.Population = uint32(r.uint())
		p.Lat, p.Lon = float32(float64(r.int())/1e4), float32(float64(r.int())/1e4)
		p.Country, p.Admin1 = uint32(r.uint()), uint32(r.uint())
		p.prominence = float32(p.weigh())
		if p.Country != None && p.Country >= uint32(n) || p.Admin1 != None && p.Admin1 >= uint32(n) {
			r.err = errors.New("a place lies in one that does not exist")
			return
		}
		if c := r.count(); c > 0 {
			for len(d.within) <= i {
				d.within = append(d.within, nil)
			}
			for range c {
				d.within[i] = append(d.within[i], min(int(r.uint()), n-1))
			}
		}
	}
	d.text = text.String()
	d.indexIDs()
}

func (d *Data) readNames(r *reader) {
	n := r.count()
	blob := make([]byte, 0, min(r.uint(), 1<<28))
	refs := r.uint()
	if refs > 1<<26 {
		r.err = errShort
		return
	}
	d.nameStart = make([]uint32, n+1)
	d.refStart = make([]uint32, n+1)
	d.flags = make([]uint8, n)
	d.refs = make([]Ref, 0, refs)
	last := 0
	for i := 0; i < n && r.err == nil; i++ {
		start := len(blob)
		same := int(min(r.uint(), uint64(start-last)))
		blob = append(blob, blob[last:last+same]...)
		blob = append(blob, r.bytes(r.uint())...)
		last = start
		d.nameStart[i+1] = uint32(len(blob))
		d.flags[i] = r.byte()
		for range r.count() {
			place := min(r.uint(), None)
			d.refs = append(d.refs, NewRef(int(place), NameKind(r.byte())))
		}
		d.refStart[i+1] = uint32(len(d.refs))
	}
	d.names = string(blob)
	if r.err == nil {
		d.index()
	}
}
