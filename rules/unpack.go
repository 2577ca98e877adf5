package rules

import (
	"encoding/binary"
	"math"
	"strings"

	"tocsin/report"
	"tocsin/text"
)

// An Unpacker makes Items of what Pack wrote, in memory that it uses again: trying a rule on 100,000 stored reports must
// not cost the time it takes to analyse them. The zero value is ready. It is for one goroutine at a time.
type Unpacker struct {
	in              string
	bad             bool
	item            Item
	report          report.Report
	doc             text.Doc
	tags            report.Tags
	at              report.Position
	killed, wounded int
	names           []string
	list            []string // what names returned pieces of
	words           packedWords
}

// Item returns what was packed, its words only when they are asked for (Expr.ReadsText says so); it is valid until the next call. Sources is 0: whoever knows the story sets it. It is for
// Expr.Match only: its Doc has no tokens, so that no reasons can be given and no Matcher can read it. The error is ErrPacked.
func (u *Unpacker) Item(packed []byte, words bool) (*Item, error) {
	u.in, u.bad = string(packed), false
	u.names, u.list = u.names[:0], u.list[:0]
	if len(u.in) == 0 || u.in[0] != packVersion {
		return nil, ErrPacked
	}
	u.in = u.in[1:]
	u.readTags()
	u.words.list, u.words.order = append(u.words.list[:0], packedWord{}), u.words.order[:0]
	if words {
		u.readWords()
	}
	if u.bad || words && u.in != "" {
		return nil, ErrPacked
	}
	u.item = Item{Report: &u.report, Doc: &u.doc, Tags: &u.tags, words: &u.words}
	return &u.item, nil
}

func (u *Unpacker) number() int {
	n := uint64(0)
	for i := 0; i < len(u.in) && i < binary.MaxVarintLen32; i++ {
		b := u.in[i]
		n |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			u.in = u.in[i+1:]
			return int(n)
		}
	}
	u.fail()
	return 0
}

// fail ends the reading: everything that follows is empty.
func (u *Unpacker) fail() { u.bad, u.in = true, "" }

// count reads a number of things that take at least a byte each.
func (u *Unpacker) count() int {
	n := u.number()
	if n > len(u.in) {
		u.fail()
		return 0
	}
	return n
}

func (u *Unpacker) bytes() string {
	n := u.count()
	s := u.in[:n]
	u.in = u.in[n:]
	return s
}

func (u *Unpacker) name() string {
	switch n := u.number(); {
	case n < len(u.names):
		return u.names[n]
	case n > len(u.names) || u.bad:
		u.fail()
		return ""
	}
	u.names = append(u.names, u.bytes())
	return u.names[len(u.names)-1]
}

func (u *Unpacker) namesList() []string {
	from := len(u.list)
	for range u.count() {
		u.list = append(u.list, u.name())
	}
	return u.list[from:len(u.list):len(u.list)]
}

func (u *Unpacker) position() report.Position {
	if len(u.in) < 16 {
		u.fail()
		return report.Position{}
	}
	b := []byte(u.in[:16])
	u.in = u.in[16:]
	return report.Position{Lat: math.Float64frombits(binary.LittleEndian.Uint64(b)), Lon: math.Float64frombits(binary.LittleEndian.Uint64(b[8:]))}
}

func (u *Unpacker) toll(n *int) *int {
	if *n = u.number() - 1; *n < 0 {
		return nil
	}
	return n
}

func (u *Unpacker) readTags() {
	t := &u.tags
	t.Lang, u.doc.Lang = u.name(), u.name()
	t.Severity.Level = report.Level(u.number())
	t.Killed, t.Wounded = u.toll(&u.killed), u.toll(&u.wounded)
	u.report.Source, u.report.Publisher, u.report.Position = u.name(), u.name(), nil
	if u.number()&packedPosition != 0 {
		u.at = u.position()
		u.report.Position = &u.at
	}
	t.Places = t.Places[:0]
	for range u.count() {
		p := report.Place{}
		flags := u.number()
		p.Focus, p.ID, p.Within = flags&packedFocus != 0, u.name(), u.namesList()
		if flags&packedPosition != 0 {
			at := u.position()
			p.Kind, p.Lat, p.Lon = report.City, at.Lat, at.Lon
		}
		t.Places = append(t.Places, p)
	}
	t.Actors = t.Actors[:0]
	for range u.count() {
		t.Actors = append(t.Actors, report.Actor{ID: u.name(), Within: u.namesList()})
	}
	t.Events = t.Events[:0]
	for range u.count() {
		t.Events = append(t.Events, report.Event{Type: report.EventType(u.name()), Class: report.Class(u.name()), Status: report.Reported,
			Initiators: u.namesList(), Targets: u.namesList(), Accused: u.namesList()})
	}
}

func (u *Unpacker) readWords() {
	w := &u.words
	for range u.count() {
		word := packedWord{fold: u.bytes()}
		if n := u.number(); n <= len(word.fold) {
			word.stem = word.fold[:n]
		} else {
			word.stem = u.bytes()
		}
		w.list = append(w.list, word)
	}
	u.readOrder()
	w.titleEnd = len(w.order)
	w.order = append(w.order, 0)
	u.readOrder()
}

func (u *Unpacker) readOrder() {
	for range u.count() {
		n := u.number()
		if n >= len(u.words.list) {
			u.fail()
			return
		}
		u.words.order = append(u.words.order, uint32(n))
	}
}

// packedWords are the words of a report: the different ones from 1, and their order with 0 where a phrase breaks off.
type packedWords struct {
	list     []packedWord
	order    []uint32
	titleEnd int
}

type packedWord struct{ fold, stem string }

// has says whether a term of words is met, as term.find does on a document.
func (p *packedWords) has(t *term, lang langSet, titleOnly bool) bool {
	order := p.order
	if titleOnly {
		order = order[:p.titleEnd]
	} else if len(t.words) == 1 {
		for i := range p.list[1:] {
			if p.meets(t, 0, uint32(i+1), lang) {
				return true
			}
		}
		return false
	}
	for i := range order {
		n := 0
		for n < len(t.words) && i+n < len(order) && p.meets(t, n, order[i+n], lang) {
			n++
		}
		if n == len(t.words) {
			return true
		}
	}
	return false
}

// meets compares the nth word of a term with a word of the report.
func (p *packedWords) meets(t *term, n int, word uint32, lang langSet) bool {
	if word == 0 {
		return false
	}
	w := &p.list[word]
	if t.prefix && n == len(t.words)-1 {
		return strings.HasPrefix(w.fold, t.words[n].fold)
	}
	return w.stem == t.words[n].stem(lang)
}
