package store

import (
	"encoding/binary"
	"fmt"
	"slices"

	"tocsin/alert"
	"tocsin/report"
)

// A pack keeps, beside the rows of some hundred reports, what rules ask of them: in one part what the reports are about
// (briefs), in the other their words (packwords.go). A rule is tried on 100,000 reports by reading some fifty packs from
// end to end. Rows, one by one, would take twenty times as long; an index over words would not help where a rule asks for
// none, or for one that stands in every report, and costs more to keep than all else that is saved with a report.
//
// Packs are written whole and never changed. Where two hold the same report, the newer one tells.
type pack struct {
	briefs []brief
	words  wordPack
}

// packVersion is the first byte of both parts.
const packVersion = 1

// A brief is what rules ask of a report beside its words, and what a backtest counts it by.
type brief struct {
	id, story, at int64 // at is Report.When
	guild         string
	again         bool // an older pack holds it too
	source        string
	publisher     string
	position      *report.Position
	lang          string      // under which its words were stemmed
	tags          report.Tags // without names, mentions, and what else no rule asks for
	size          int         // of its words, in bytes
}

// briefOf returns the brief of a report that has its ids, all but the size of its words.
func briefOf(s *alert.Stored, again bool) brief {
	r, t := &s.Report, &s.Tags
	return brief{id: r.ID, story: s.Story, at: ms(r.When()), guild: s.Guild, again: again, source: r.Source, publisher: r.Publisher,
		position: r.Position, lang: s.Doc.Lang, tags: report.Tags{Lang: t.Lang, Places: t.Places, Focus: t.Focus, Actors: t.Actors,
			Events: t.Events, Killed: t.Killed, Wounded: t.Wounded, Severity: t.Severity}}
}

// A briefForm walks over one brief after the other.
type briefForm struct {
	form
	id, story, at int64
	places        shared[report.Place]
	actors        shared[report.Actor]
}

func writingBriefs() *briefForm {
	return &briefForm{form: form{out: []byte{packVersion}, numbers: map[string]uint64{}},
		places: shared[report.Place]{byID: map[string][]uint64{}}, actors: shared[report.Actor]{byID: map[string][]uint64{}}}
}

// readingBriefs begins to read the first part of a pack.
func readingBriefs(b []byte) (*briefForm, error) {
	if len(b) == 0 || b[0] != packVersion {
		return nil, fmt.Errorf("a pack of an unknown version: %w", ErrCorrupt)
	}
	return &briefForm{form: form{reading: true, in: string(b[1:])}}, nil
}

// next reads the next brief into b, over what stands there; false at the end.
func (f *briefForm) next(b *brief) (bool, error) {
	if f.in == "" && !f.broken {
		return false, nil
	}
	if f.brief(b); f.broken {
		return false, fmt.Errorf("a pack of reports: %w", ErrCorrupt)
	}
	return true, nil
}

func (f *briefForm) brief(b *brief) {
	f.step(&b.id, &f.id)
	f.step(&b.story, &f.story)
	f.step(&b.at, &f.at)
	f.text(&b.guild)
	f.flag(&b.again)
	f.text(&b.source)
	f.text(&b.publisher)
	optional(&f.form, &b.position, func(p *report.Position) {
		f.degrees(&p.Lat)
		f.degrees(&p.Lon)
	})
	f.text(&b.lang)
	f.tags(&b.tags)
	f.number(&b.size)
}

func (f *briefForm) tags(t *report.Tags) {
	f.text(&t.Lang)
	relist(&f.form, &t.Places, f.place)
	relist(&f.form, &t.Focus, f.text)
	relist(&f.form, &t.Actors, func(a *report.Actor) {
		share(&f.form, &f.actors, a, a.ID, sameActor, f.actor)
	})
	relist(&f.form, &t.Events, f.event)
	optional(&f.form, &t.Killed, f.number)
	optional(&f.form, &t.Wounded, f.number)
	level := int(t.Severity.Level)
	f.number(&level)
	t.Severity.Level = report.Level(level)
}

func (f *briefForm) place(p *report.Place) {
	focus := p.Focus
	share(&f.form, &f.places, p, p.ID, samePlace, func(p *report.Place) {
		f.text(&p.ID)
		f.text((*string)(&p.Kind))
		f.degrees(&p.Lat)
		f.degrees(&p.Lon)
		relist(&f.form, &p.Within, f.text)
	})
	f.flag(&focus)
	p.Focus = focus
}

func samePlace(a, b *report.Place) bool {
	return a.ID == b.ID && a.Kind == b.Kind && a.Lat == b.Lat && a.Lon == b.Lon && slices.Equal(a.Within, b.Within)
}

func (f *briefForm) actor(a *report.Actor) {
	f.text(&a.ID)
	relist(&f.form, &a.Within, f.text)
}

func sameActor(a, b *report.Actor) bool { return a.ID == b.ID && slices.Equal(a.Within, b.Within) }

func (f *briefForm) event(e *report.Event) {
	f.text((*string)(&e.Type))
	f.text((*string)(&e.Class))
	f.text((*string)(&e.Status))
	relist(&f.form, &e.Initiators, f.text)
	relist(&f.form, &e.Targets, f.text)
	relist(&f.form, &e.Accused, f.text)
}

// add puts a report into a pack.
func (p *pack) add(s *alert.Stored, again bool) {
	p.briefs = append(p.briefs, briefOf(s, again))
	p.words.add(s.Doc)
}

// append puts the reports of an encoded pack behind those that are there.
func (p *pack) append(briefs, words []byte) error {
	from, err := readingBriefs(briefs)
	if err != nil {
		return err
	}
	read, err := readingWords(words)
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

// encode returns both parts of a pack.
func (p *pack) encode() (briefs, words []byte) {
	words, sizes := p.words.encode()
	f := writingBriefs()
	for i := range p.briefs {
		p.briefs[i].size = sizes[i]
		f.brief(&p.briefs[i])
	}
	return f.out, words
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
