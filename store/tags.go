package store

import (
	"encoding/json"
	"errors"
	"fmt"

	"tocsin/report"
)

// Tags are kept in a form of their own, a fifth of their JSON and read ten times as fast. It is a byte for the version, then
// what form.tags walks over, in its order.
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
	if f.broken || f.left() > 0 {
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

func (f *form) tags(t *report.Tags) {
	f.text(&t.Lang)
	list(f, &t.Places, f.place)
	list(f, &t.Countries, f.text)
	list(f, &t.Focus, f.text)
	list(f, &t.FocusAdmin1, f.text)
	list(f, &t.Actors, f.actor)
	list(f, &t.Events, f.event)
	f.text((*string)(&t.Class))
	optional(f, &t.Killed, f.number)
	optional(f, &t.Wounded, f.number)
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
	f.flag(&p.Focus)
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
