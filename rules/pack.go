package rules

import (
	"encoding/binary"
	"errors"
	"math"
	"strings"

	"tocsin/report"
	"tocsin/text"
)

// packVersion is the first byte of what Pack writes; a change of the format or of what words mean changes it.
const packVersion = 1

// ErrPacked says that something is not what Pack writes, or was written by another version: analyse the report anew.
var ErrPacked = errors.New("not a packed report of this version")

// Pack writes what rules ask of a report, less the number of its sources: its tags and the words of its text in order.
// Expr.Match on what Unpacker makes of it answers as on the report, for
// every rule without exact phrases (Expr.ReadsExact).
func Pack(it *Item) []byte {
	p := &packer{refs: make(map[string]uint64)}
	p.out = append(make([]byte, 0, 256+2*len(it.Doc.Tokens)), packVersion)
	p.tags(it)
	p.words(it.Doc)
	return p.out
}

// A packer writes numbers as varints. A string is a number: of those already written, or the next followed by its
// length and its bytes.
type packer struct {
	out  []byte
	refs map[string]uint64
}

func (p *packer) number(n int) { p.out = binary.AppendUvarint(p.out, uint64(max(n, 0))) }

func (p *packer) bytes(s string) {
	p.number(len(s))
	p.out = append(p.out, s...)
}

func (p *packer) name(s string) {
	n, ok := p.refs[s]
	if !ok {
		n = uint64(len(p.refs))
		p.refs[s] = n
	}
	if p.out = binary.AppendUvarint(p.out, n); !ok {
		p.bytes(s)
	}
}

func (p *packer) names(list []string) {
	p.number(len(list))
	for _, s := range list {
		p.name(s)
	}
}

func (p *packer) position(at report.Position) {
	p.out = binary.LittleEndian.AppendUint64(p.out, math.Float64bits(at.Lat))
	p.out = binary.LittleEndian.AppendUint64(p.out, math.Float64bits(at.Lon))
}

// toll writes a number that may be unknown.
func (p *packer) toll(n *int) {
	if n == nil {
		p.number(0)
	} else {
		p.number(*n + 1)
	}
}

// What is known of a place or report beside its names.
const (
	packedFocus = 1 << iota
	packedPosition
)

func (p *packer) tags(it *Item) {
	t := it.Tags
	p.name(docLang(it))
	p.name(it.Doc.Lang)
	p.number(int(t.Severity.Level))
	p.toll(t.Killed)
	p.toll(t.Wounded)
	r := it.Report
	if r == nil {
		r = &report.Report{}
	}
	p.name(sourceKey(r.Source))
	p.name(sourceKey(r.Publisher))
	if r.Position == nil {
		p.number(0)
	} else {
		p.number(packedPosition)
		p.position(*r.Position)
	}
	p.number(len(t.Places))
	for i := range t.Places {
		p.place(&t.Places[i])
	}
	p.number(len(t.Actors))
	for i := range t.Actors {
		p.name(t.Actors[i].ID)
		p.names(t.Actors[i].Within)
	}
	happened := 0
	for i := range t.Events {
		if t.Events[i].Status.Happened() {
			happened++
		}
	}
	p.number(happened)
	for i := range t.Events {
		if ev := &t.Events[i]; ev.Status.Happened() {
			p.name(string(ev.Type))
			p.name(string(ev.Class))
			p.names(ev.Initiators)
			p.names(ev.Targets)
			p.names(ev.Accused)
		}
	}
}

func (p *packer) place(place *report.Place) {
	flags := 0
	if place.Focus {
		flags |= packedFocus
		if hasPoint(place.Kind) {
			flags |= packedPosition
		}
	}
	p.number(flags)
	p.name(place.ID)
	p.names(place.Within)
	if flags&packedPosition != 0 {
		p.position(report.Position{Lat: place.Lat, Lon: place.Lon})
	}
}

// words writes the different words in the order of their first place, then for each place the number of its word from
// 1, and 0 where a phrase breaks off.
func (p *packer) words(d *text.Doc) {
	known := make(map[packedWord]int, len(d.Tokens)/2)
	var list []packedWord
	var title, body []int
	for i := range d.Tokens {
		tok := &d.Tokens[i]
		order := &body
		if i < d.TitleEnd {
			order = &title
		}
		switch {
		case sought(tok):
			w := packedWord{tok.Fold, tok.Stem}
			if known[w] == 0 {
				list = append(list, w)
				known[w] = len(list)
			}
			*order = append(*order, known[w])
		case len(*order) > 0 && (*order)[len(*order)-1] != 0 && !passable(tok, &d.Tokens[i-1]):
			*order = append(*order, 0)
		}
	}
	p.number(len(list))
	for _, w := range list {
		p.bytes(w.fold)
		if strings.HasPrefix(w.fold, w.stem) {
			p.number(len(w.stem))
		} else {
			p.number(len(w.fold) + 1)
			p.bytes(w.stem)
		}
	}
	for _, order := range [][]int{title, body} {
		p.number(len(order))
		for _, n := range order {
			p.number(n)
		}
	}
}
