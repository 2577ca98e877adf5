package store

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"

	"tocsin/report"
)

// Tags are kept in a form of their own, a fifth of their JSON and read ten times as fast: a backtest reads those of
// 100,000 reports. It is a byte for the version, then what tagsForm walks over, in its order: numbers as varints, every
// string once and then by its number, a list with its length plus one (0: none).
const tagsVersion = 1

func encodeTags(t *report.Tags) []byte {
	f := form{out: append(make([]byte, 0, 1024), tagsVersion), numbers: map[string]uint64{}}
	f.tags(t)
	return f.out
}

func decodeTags(b []byte, t *report.Tags) error {
	if len(b) == 0 || b[0] != tagsVersion {
		return errors.New("tags of an unknown version")
	}
	f := form{reading: true, in: string(b[1:])}
	*t = report.Tags{}
	f.tags(t)
	if f.broken || f.in != "" {
		return fmt.Errorf("tags of %d bytes: %w", len(b), ErrCorrupt)
	}
	return nil
}

// tagsColumn scans tags.
type tagsColumn struct{ t *report.Tags }

func (c tagsColumn) Scan(v any) error {
	b, ok := v.([]byte)
	if !ok {
		return fmt.Errorf("tags are kept as %T", v)
	}
	return decodeTags(b, c.t)
}

// A form walks over a value and writes it, or reads it, so that both can never differ.
type form struct {
	reading bool
	broken  bool // what is read is not what was written

	out     []byte
	numbers map[string]uint64

	in      string
	strings []string
}

func (f *form) tags(t *report.Tags) {
	f.text(&t.Lang)
	list(f, &t.Places, f.place)
	list(f, &t.Countries, f.text)
	list(f, &t.Focus, f.text)
	list(f, &t.FocusAdmin1, f.text)
	list(f, &t.Actors, f.actor)
	list(f, &t.Events, f.event)
	f.text((*string)(&t.Class))
	f.maybe(&t.Killed)
	f.maybe(&t.Wounded)
	level := int(t.Severity.Level)
	f.number(&level)
	t.Severity.Level = report.Level(level)
	f.number(&t.Severity.Score)
	list(f, &t.Severity.Because, func(r *report.Reason) {
		f.text(&r.Reason)
		f.number(&r.Points)
		f.text(&r.Text)
	})
}

func (f *form) place(p *report.Place) {
	f.text(&p.ID)
	f.text(&p.Name)
	f.text((*string)(&p.Kind))
	f.text(&p.Country)
	f.text(&p.Admin1)
	f.degrees(&p.Lat)
	f.degrees(&p.Lon)
	focus := 0
	if p.Focus {
		focus = 1
	}
	f.number(&focus)
	p.Focus = focus == 1
	list(f, &p.Within, f.text)
	list(f, &p.Mentions, f.mention)
}

func (f *form) actor(a *report.Actor) {
	f.text(&a.ID)
	f.text(&a.Name)
	f.text((*string)(&a.Kind))
	f.text(&a.Country)
	f.text((*string)(&a.Role))
	list(f, &a.Within, f.text)
	list(f, &a.Mentions, f.mention)
}

func (f *form) event(e *report.Event) {
	f.text((*string)(&e.Type))
	f.text((*string)(&e.Class))
	f.text((*string)(&e.Status))
	list(f, &e.Initiators, f.text)
	list(f, &e.Targets, f.text)
	list(f, &e.Accused, f.text)
	list(f, &e.Mentions, f.mention)
}

func (f *form) mention(m *report.Mention) {
	f.text((*string)(&m.Field))
	f.number(&m.Start)
	f.number(&m.End)
	f.text(&m.Text)
}

func (f *form) uvarint(n *uint64) {
	if !f.reading {
		f.out = binary.AppendUvarint(f.out, *n)
		return
	}
	*n = 0
	for i := 0; i < len(f.in) && i < binary.MaxVarintLen64; i++ {
		*n |= uint64(f.in[i]&0x7f) << (7 * i)
		if f.in[i] < 0x80 {
			f.in = f.in[i+1:]
			return
		}
	}
	f.fail()
}

func (f *form) fail() { f.broken, f.in = true, "" }

func (f *form) number(n *int) {
	u := uint64(*n)<<1 ^ uint64(*n>>63)
	f.uvarint(&u)
	*n = int(u>>1) ^ -int(u&1)
}

func (f *form) maybe(p **int) {
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
		*p = new(int)
	}
	f.number(*p)
}

func (f *form) degrees(d *float64) {
	if !f.reading {
		f.out = binary.LittleEndian.AppendUint64(f.out, math.Float64bits(*d))
		return
	}
	if len(f.in) < 8 {
		f.fail()
		return
	}
	*d = math.Float64frombits(binary.LittleEndian.Uint64([]byte(f.in[:8])))
	f.in = f.in[8:]
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
	n := uint64(len(*s))
	f.uvarint(&n)
	if !f.reading {
		f.out = append(f.out, *s...)
		f.numbers[*s] = uint64(len(f.numbers) + 1)
		return
	}
	if n > uint64(len(f.in)) {
		f.fail()
		return
	}
	*s, f.in = f.in[:n], f.in[n:]
	f.strings = append(f.strings, *s)
}

// list walks over a list. Whatever is read, it makes no list longer than what is left to read.
func list[T any](f *form, l *[]T, each func(*T)) {
	n := uint64(0)
	if *l != nil {
		n = uint64(len(*l)) + 1
	}
	f.uvarint(&n)
	if f.reading {
		if n > uint64(len(f.in))+1 {
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

// jsonList scans a JSON list of words.
type jsonList struct{ to *[]string }

func (l jsonList) Scan(v any) error {
	s, ok := v.(string)
	if !ok {
		return fmt.Errorf("a list is kept as %T", v)
	}
	*l.to = nil
	return json.Unmarshal([]byte(s), l.to)
}

func jsonOf(v any) (string, error) {
	b, err := json.Marshal(v)
	return string(b), err
}
