package store

import (
	"encoding/binary"

	"tocsin/alert"
)

// A pack keeps, beside the rows of some hundred reports, what rules ask of them, in columns (packcolumns.go). A rule is
// tried on 100,000 reports by reading some hundred packs from end to end. Rows, one by one, would take twenty times as
// long; an index over words would not help where a rule asks for none, or for one that stands in every report, and costs
// more to keep than all else that is saved with a report.
//
// Packs are written whole and never changed. Where two hold the same report, the newer one tells.
type pack struct {
	briefs []brief
	words  wordPack
}

// packVersion is the first byte of every column.
const packVersion = 2

// add puts a report into a pack.
func (p *pack) add(s *alert.Stored, again bool) {
	p.briefs = append(p.briefs, briefOf(s, again))
	p.words.add(s.Doc)
}

// append puts the reports of an encoded pack behind those that are there.
func (p *pack) append(c *columns) error {
	from, err := readingBriefs(c)
	if err != nil {
		return err
	}
	read, err := readingWords(c.words)
	if err != nil {
		return err
	}
	numbers := read.into(&p.words)
	for {
		var b brief
		ok, err := from.next(&b)
		if err != nil || !ok {
			return err
		}
		stream, err := read.take(b.size)
		if err != nil {
			return err
		}
		p.briefs = append(p.briefs, b)
		if err := p.words.copy(stream, numbers); err != nil {
			return err
		}
	}
}

// appendPack puts the reports of another pack behind those that are there.
func (p *pack) appendPack(q *pack) {
	p.briefs = append(p.briefs, q.briefs...)
	numbers := make([]uint32, len(q.words.forms))
	for i := range q.words.forms {
		numbers[i] = p.words.number(&q.words.forms[i])
	}
	for _, d := range q.words.docs {
		for i, t := range d.tokens {
			d.tokens[i] = numbers[t]
		}
		p.words.docs = append(p.words.docs, d)
	}
}

// settle leaves out what a later report of the pack tells again.
func (p *pack) settle() {
	last := map[int64]int{}
	for i := range p.briefs {
		last[p.briefs[i].id] = i
	}
	if len(last) == len(p.briefs) {
		return
	}
	kept := pack{words: wordPack{forms: p.words.forms}}
	for i := range p.briefs {
		if last[p.briefs[i].id] == i {
			kept.briefs = append(kept.briefs, p.briefs[i])
			kept.words.docs = append(kept.words.docs, p.words.docs[i])
		}
	}
	*p = kept
}

// encode returns the columns of a pack.
func (p *pack) encode() *columns {
	words, sizes := p.words.encode()
	f := writingBriefs()
	for i := range p.briefs {
		p.briefs[i].size = sizes[i]
		f.write(&p.briefs[i])
	}
	return &columns{f.heads.out, f.focus.out, f.actors.out, f.rest.out, words}
}

// varint reads a number from the beginning of b; n is 0 when there is none.
func varint(b []byte) (v uint64, n int) {
	if len(b) > 0 && b[0] < 0x80 {
		return uint64(b[0]), 1
	}
	if v, n = binary.Uvarint(b); n <= 0 {
		return 0, 0
	}
	return v, n
}
