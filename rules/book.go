package rules

import "tocsin/report"

// A book holds compiled rules: their records in chunks that never move, and the vocabulary they are written in.
type book struct {
	vocabulary
	asks   slab[*node] // questions that only the report itself can answer
	chunks [][]uint32
	fill   int       // of the last chunk
	gaps   [][]place // where no record lies, by size
	places idTable   // of the records, by rule
	code   []uint32  // the program that is being compiled
	packed []uint32  // the program that is being packed
}

// A place is where a record begins: its chunk in the high bits, the word in the low.
type place = uint32

const (
	chunkBits  = 14
	chunkWords = 1 << chunkBits
	headWords  = 2
	lineWords  = 16 // of a line of memory
)

// at returns a record with all that follows it in its chunk.
func (b *book) at(p place) record { return record(b.chunks[p>>chunkBits][p&(chunkWords-1):]) }

type record []uint32

// The first word of a record: its size in the low half, above it the size of the plain members, and two marks.
const (
	sizeBits  = 16
	plainMask = 1<<14 - 1
	wide      = 1 << 30 // the last word is the upper half of the id, which few ids need
	erased    = 1 << 31
)

func (r record) size() int    { return int(r[0] & (1<<sizeBits - 1)) }
func (r record) erased() bool { return r[0]&erased != 0 }

func (r record) id() int64 {
	if r[0]&wide != 0 {
		return int64(r[1]) | int64(r[r.size()-1])<<32
	}
	return int64(r[1])
}

func (r record) program() []uint32 { return r[headWords : r.size()-int(r[0]/wide&1)] }

// plain returns the plain members of the program, rest the others.
func (r record) plain() []uint32 { return r[headWords : headWords+r[0]>>sizeBits&plainMask] }
func (r record) rest() []uint32  { return r.program()[r[0]>>sizeBits&plainMask:] }

// write puts a record down for a rule that has none.
func (b *book) write(id int64, program []uint32) place {
	head := uint32(b.pack(program)) << sizeBits
	if upper := uint32(uint64(id) >> 32); upper != 0 {
		head |= wide
		b.packed = append(b.packed, upper)
	}
	size := headWords + len(b.packed)
	p := b.room(size)
	r := b.at(p)
	r[0], r[1] = head|uint32(size), uint32(id)
	copy(r[headWords:], b.packed)
	b.places.put(b, p)
	return p
}

// room finds room for a record: in the smallest gap that is large enough, else at the end. There a record begins a new line of
// memory rather than lie on two, and leaves a gap.
func (b *book) room(size int) place {
	for n := size; n < len(b.gaps); n++ {
		if last := len(b.gaps[n]) - 1; last >= 0 {
			p := b.gaps[n][last]
			b.gaps[n] = b.gaps[n][:last]
			b.leave(p+place(size), n-size)
			return p
		}
	}
	if left := -b.fill & (lineWords - 1); left < min(size, lineWords) {
		b.leave(b.end(), left)
		b.fill += left
	}
	if len(b.chunks) == 0 || b.fill+size > chunkWords {
		b.chunks = append(b.chunks, make([]uint32, chunkWords)) // a rule of MaxLength needs far less
		b.fill = 0
	}
	p := b.end()
	b.fill += size
	return p
}

// end is the place behind the last record.
func (b *book) end() place { return place(len(b.chunks)-1)<<chunkBits + place(b.fill) }

// leave makes a gap of words that no record needs.
func (b *book) leave(p place, size int) {
	if size == 0 {
		return
	}
	for len(b.gaps) <= size {
		b.gaps = append(b.gaps, nil)
	}
	b.gaps[size] = append(b.gaps[size], p)
	b.at(p)[0] = erased | uint32(size) // for those who walk over the chunk
}

// find returns the place of a rule's record; ok is false when there is none.
func (b *book) find(id int64) (p place, ok bool) {
	slot, ok := b.places.find(b, id)
	if !ok {
		return 0, false
	}
	return b.places.slots[slot] - 2, true
}

// erase removes the record of a rule, and lets go of everything it asks for.
func (b *book) erase(p place) {
	r := b.at(p)
	for _, code := range r.program() {
		switch arg := code & argMask; {
		case isFeature(code):
			b.release(arg)
		case code>>insShift == insAsk, code>>insShift == insSame:
			b.asks.drop(arg)
		}
	}
	b.places.drop(b, p)
	b.leave(p, r.size())
}

// each calls f for every record, as they lie in memory.
func (b *book) each(f func(record)) {
	for _, chunk := range b.chunks {
		for at := 0; at < len(chunk); {
			r := record(chunk[at:])
			if r.size() == 0 {
				break
			}
			if !r.erased() {
				f(r)
			}
			at += r.size()
		}
	}
}

// read finds what rules ask for in a report.
func (b *book) read(it *Item, s *scratch) {
	b.begin(it, s)
	b.words.read(it.Doc, s)
	b.readTags(it, s)
}

func (b *book) begin(it *Item, s *scratch) {
	t := it.Tags
	s.item = it
	s.severity = uint32(t.Severity.Level)
	s.numbers = numbers{toll(t.Killed), toll(t.Wounded), int32(min(max(1, it.Sources), maxNumber+1))}
	s.begin(len(b.known.all))
	b.readLevel(int(t.Severity.Level), s)
}

func toll(n *int) int32 {
	if n == nil || *n < 0 {
		return unknownNumber
	}
	return int32(min(*n, maxNumber+1))
}

func (b *book) readTags(it *Item, s *scratch) {
	t := it.Tags
	for i := range t.Places {
		p := &t.Places[i]
		b.readPlace(p.ID, p.Focus, s)
		for _, id := range p.Within {
			b.readPlace(id, p.Focus, s)
		}
	}
	for i := range t.Actors {
		b.readActor(idActor, t, t.Actors[i].ID, s)
	}
	happened := false
	for i := range t.Events {
		if ev := &t.Events[i]; ev.Status.Happened() {
			happened = true
			b.readEvent(t, ev, s)
		}
	}
	if !happened {
		b.readEvent(t, &noEvent, s)
	}
	b.readID(idLang, docLang(it), s)
	if it.Report != nil && b.askedIDs[idSource] > 0 {
		b.readID(idSource, s.sourceKey(it.Report.Source), s)
		b.readID(idSource, s.sourceKey(it.Report.Publisher), s)
	}
}

func (b *book) readPlace(id string, focus bool, s *scratch) {
	entry := b.byID.find(idRegion.hash(id))
	if entry == 0 {
		return
	}
	e := &b.ids.all[entry]
	s.set(e[idMention-idRegion])
	if focus {
		s.set(e[0])
	}
}

// readActor sets what an actor in a role is and is part of.
func (b *book) readActor(k idKind, t *report.Tags, id string, s *scratch) {
	b.readID(k, id, s)
	for i := range t.Actors {
		if a := &t.Actors[i]; a.ID == id {
			for _, in := range a.Within {
				b.readID(k, in, s)
			}
		}
	}
}

func (b *book) readEvent(t *report.Tags, ev *report.Event, s *scratch) {
	b.readID(idEvent, string(ev.Type), s)
	b.readID(idClass, string(ev.Class), s)
	for _, id := range ev.Initiators {
		b.readActor(idBy, t, id, s)
	}
	for _, id := range ev.Targets {
		b.readActor(idTarget, t, id, s)
	}
	for _, id := range ev.Accused {
		b.readActor(idBlamed, t, id, s)
	}
}
