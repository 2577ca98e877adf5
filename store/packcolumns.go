package store

import (
	"fmt"
	"slices"

	"tocsin/alert"
	"tocsin/desk"
	"tocsin/report"
)

// columns are the parts of a pack, each kept by itself, so that whoever needs one reads no other: what is counted of the
// reports (heads), where they happen (focus), who is named in them (actors), what else rules ask of them (rest), and their
// words (packwords.go).
type columns struct{ heads, focus, actors, rest, words []byte }

// A head is what is counted of a report.
type head struct {
	id, story, at int64 // at is Report.When
	stamp
}

// A stamp is what many heads have in common.
type stamp struct {
	guild   string
	again   bool // an older pack holds the report too
	level   int
	country string // as desk.Gist says
	event   string
}

func (h *head) gist() desk.Gist {
	return desk.Gist{ID: h.id, Story: h.story, When: at(h.at), Level: report.Level(h.level), Country: h.country, Event: report.EventType(h.event)}
}

// A brief is what rules ask of a report beside its words, and what a backtest counts it by.
type brief struct {
	head
	source    string
	publisher string
	position  *report.Position
	lang      string      // under which its words were stemmed
	tags      report.Tags // without names, mentions, and what else no rule asks for
	size      int         // of its words, in bytes
}

// briefOf returns the brief of a report that has its ids, all but the size of its words.
func briefOf(s *alert.Stored, again bool) brief {
	r, t := &s.Report, &s.Tags
	g := desk.GistOf(t)
	h := head{r.ID, s.Story, ms(r.When()), stamp{s.Guild, again, int(g.Level), g.Country, string(g.Event)}}
	return brief{head: h, source: r.Source, publisher: r.Publisher, position: r.Position, lang: s.Doc.Lang, tags: report.Tags{
		Lang: t.Lang, Places: t.Places, Actors: t.Actors, Events: t.Events, Killed: t.Killed, Wounded: t.Wounded, Severity: t.Severity}}
}

// A headColumn walks over one head after the other.
type headColumn struct {
	*form
	id, story, at int64
	stamps        *roll[stamp]
}

func headsIn(f *form) headColumn {
	return headColumn{form: f, stamps: newRoll(f, func(s *stamp) string { return s.country + s.event }, func(a, b *stamp) bool { return *a == *b },
		func(s *stamp) {
			f.text(&s.guild)
			f.flag(&s.again)
			f.number(&s.level)
			f.text(&s.country)
			f.text(&s.event)
		})}
}

func (c *headColumn) walk(h *head) {
	c.step(&h.id, &c.id)
	c.step(&h.story, &c.story)
	c.step(&h.at, &c.at)
	c.stamps.one(&h.stamp)
}

// begin begins to read a column, in the memory of the last one.
func (c *headColumn) begin(b []byte) error {
	c.id, c.story, c.at, c.stamps.known = 0, 0, 0, c.stamps.known[:0]
	return c.form.begin(b)
}

// next reads the next head; false at the end.
func (c *headColumn) next(h *head) (bool, error) {
	if c.left() == 0 && !c.broken {
		return false, nil
	}
	if c.walk(h); c.broken || h.story <= 0 {
		return false, errPack
	}
	return true, nil
}

// A roll walks over what occurs again and again, stamps, places or actors: each is told once, then by its number.
type roll[T any] struct {
	*form
	known []T
	byID  map[string][]int // of known, by id
	id    func(*T) string
	same  func(a, b *T) bool
	tell  func(*T)
}

func newRoll[T any](f *form, id func(*T) string, same func(a, b *T) bool, tell func(*T)) *roll[T] {
	return &roll[T]{form: f, id: id, same: same, tell: tell}
}

// one walks over one of them.
func (r *roll[T]) one(v *T) {
	if r.reading {
		if k := r.next(); k >= 0 {
			*v = r.known[k]
		}
		return
	}
	n := uint64(0)
	for _, k := range r.byID[r.id(v)] {
		if r.same(v, &r.known[k]) {
			n = uint64(k + 1)
		}
	}
	if r.uvarint(&n); n == 0 {
		if r.tell(v); r.byID == nil {
			r.byID = map[string][]int{}
		}
		r.byID[r.id(v)] = append(r.byID[r.id(v)], len(r.known))
		r.known = append(r.known, *v)
	}
}

// next reads one of them, and returns which of known it is; -1 when that is broken.
func (r *roll[T]) next() int {
	var n uint64
	switch r.uvarint(&n); {
	case n == 0 && !r.broken:
		r.known = append(r.known, *new(T))
		r.tell(&r.known[len(r.known)-1])
		return len(r.known) - 1
	case n > uint64(len(r.known)):
		r.fail()
	}
	return int(n) - 1
}

// list walks over those members of a list that are wanted, all when that is nil. What is read is put behind what is there.
func (r *roll[T]) list(l *[]T, wanted func(*T) bool) {
	if r.reading {
		for range r.length() {
			if k := r.next(); k >= 0 {
				*l = append(*l, r.known[k])
			}
		}
		return
	}
	var own []*T
	for i := range *l {
		if v := &(*l)[i]; wanted == nil || wanted(v) {
			own = append(own, v)
		}
	}
	n := uint64(len(own))
	r.uvarint(&n)
	for _, v := range own {
		r.one(v)
	}
}

func placesIn(f *form) *roll[report.Place] {
	return newRoll(f, func(p *report.Place) string { return p.ID }, samePlace, func(p *report.Place) {
		f.text(&p.ID)
		f.text((*string)(&p.Kind))
		f.degrees(&p.Lat)
		f.degrees(&p.Lon)
		f.flag(&p.Focus)
		relist(f, &p.Within, f.text)
	})
}

func samePlace(a, b *report.Place) bool {
	return a.ID == b.ID && a.Kind == b.Kind && a.Lat == b.Lat && a.Lon == b.Lon && a.Focus == b.Focus && slices.Equal(a.Within, b.Within)
}

func actorsIn(f *form) *roll[report.Actor] {
	return newRoll(f, func(a *report.Actor) string { return a.ID }, sameActor, func(a *report.Actor) {
		f.text(&a.ID)
		relist(f, &a.Within, f.text)
	})
}

func sameActor(a, b *report.Actor) bool { return a.ID == b.ID && slices.Equal(a.Within, b.Within) }

// A restColumn walks over what the other columns leave of a brief.
type restColumn struct {
	*form
	places *roll[report.Place]
}

func (c *restColumn) walk(b *brief) {
	c.text(&b.source)
	c.text(&b.publisher)
	optional(c.form, &b.position, func(p *report.Position) {
		c.degrees(&p.Lat)
		c.degrees(&p.Lon)
	})
	c.text(&b.lang)
	c.text(&b.tags.Lang)
	c.places.list(&b.tags.Places, elsewhere)
	relist(c.form, &b.tags.Events, c.event)
	optional(c.form, &b.tags.Killed, c.number)
	optional(c.form, &b.tags.Wounded, c.number)
	c.number(&b.size)
}

func (c *restColumn) event(e *report.Event) {
	c.text((*string)(&e.Type))
	c.text((*string)(&e.Class))
	c.text((*string)(&e.Status))
	relist(c.form, &e.Initiators, c.text)
	relist(c.form, &e.Targets, c.text)
	relist(c.form, &e.Accused, c.text)
}

func here(p *report.Place) bool      { return p.Focus }
func elsewhere(p *report.Place) bool { return !p.Focus }

// A briefForm walks over all columns but the words, one brief after the other.
type briefForm struct {
	heads  headColumn
	focus  *roll[report.Place]
	actors *roll[report.Actor]
	rest   restColumn
}

func briefsIn(heads, focus, actors, rest *form) *briefForm {
	return &briefForm{headsIn(heads), placesIn(focus), actorsIn(actors), restColumn{rest, placesIn(rest)}}
}

func writingBriefs() *briefForm { return briefsIn(writing(), writing(), writing(), writing()) }

// readingBriefs begins to read a pack.
func readingBriefs(c *columns) (*briefForm, error) {
	var in [4]*form
	for i, b := range [...][]byte{c.heads, c.focus, c.actors, c.rest} {
		var err error
		if in[i], err = reading(b); err != nil {
			return nil, err
		}
	}
	return briefsIn(in[0], in[1], in[2], in[3]), nil
}

// next reads the next brief into b, over what stands there; false at the end.
func (f *briefForm) next(b *brief) (bool, error) {
	if ok, err := f.heads.next(&b.head); !ok {
		return false, err
	}
	b.tags.Places, b.tags.Actors = b.tags.Places[:0], b.tags.Actors[:0]
	b.tags.Severity.Level = report.Level(b.level)
	f.others(b)
	if f.focus.broken || f.actors.broken || f.rest.broken {
		return false, errPack
	}
	return true, nil
}

func (f *briefForm) write(b *brief) {
	f.heads.walk(&b.head)
	f.others(b)
}

// others walks over all columns but the heads.
func (f *briefForm) others(b *brief) {
	f.focus.list(&b.tags.Places, here)
	f.actors.list(&b.tags.Actors, nil)
	f.rest.walk(b)
}

func writing() *form { return &form{out: []byte{packVersion}, numbers: map[string]uint64{}} }

func reading(b []byte) (*form, error) {
	f := &form{reading: true}
	return f, f.begin(b)
}

// begin begins to read a column.
func (f *form) begin(b []byte) error {
	if len(b) == 0 || b[0] != packVersion {
		return fmt.Errorf("a pack of an unknown version: %w", ErrCorrupt)
	}
	f.in, f.at, f.broken, f.strings = string(b[1:]), 0, false, f.strings[:0]
	return nil
}

var errPack = fmt.Errorf("a pack of reports: %w", ErrCorrupt)
