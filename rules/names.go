package rules

import (
	"fmt"
	"slices"
	"strings"

	"tocsin/report"
	"tocsin/text"
)

// Names makes the names of places and actors into ids. Ids and ISO codes are names too. Place and Actor return every
// reading, best first, and none for an unknown name; country narrows them when it is not empty.
type Names interface {
	Place(name, country string) []report.Candidate
	Actor(name, country string) []report.Candidate
	NearestPlace(name string, n int) []report.Candidate
	NearestActor(name string, n int) []report.Candidate
	Position(placeID string) (report.Position, bool)
}

// How much of the first reading's weight makes another reading one that may be meant as well: less between two of a kind,
// and still less between lands, since who says Georgia may mean either whatever their size.
const (
	likeKind = 0.13
	likeLand = 0.04
	likeElse = 0.3
)

// maxReadings is how many readings of an ambiguous name are listed.
const maxReadings = 5

func (p *parser) placeValue(field, name string, start int) (value, error) {
	look := func(n string) []report.Candidate { return p.placeReadings(n) }
	return p.named(field, "place", name, start, look, p.names.NearestPlace)
}

func (p *parser) actorValue(field, name string, start int) (value, error) {
	look := func(n string) []report.Candidate { return p.names.Actor(n, "") }
	return p.named(field, "actor", name, start, look, p.names.NearestActor)
}

// placeReadings returns the readings of a place name, which may say what it lies in behind a comma: "Tripoli, Libya".
func (p *parser) placeReadings(name string) []report.Candidate {
	if found := p.names.Place(name, ""); len(found) > 0 {
		return found
	}
	i := strings.LastIndex(name, ",")
	if i < 0 {
		return nil
	}
	inner := p.names.Place(strings.TrimSpace(name[:i]), "")
	outer := p.names.Place(strings.TrimSpace(name[i+1:]), "")
	var found []report.Candidate
	for _, c := range inner {
		if slices.ContainsFunc(outer, func(o report.Candidate) bool { return lies(c, o) }) {
			found = append(found, c)
		}
	}
	return found
}

// lies says whether place c is part of o, as far as their codes tell.
func lies(c, o report.Candidate) bool { return c.ID != o.ID && (c.Country == o.ID || c.Admin1 == o.ID) }

// named makes a name into its one likely reading.
func (p *parser) named(field, what, name string, start int, look func(string) []report.Candidate, near func(string, int) []report.Candidate) (value, error) {
	found := look(name)
	if len(found) == 0 {
		return value{}, p.unknownName(field, what, name, start, look, near)
	}
	c, ok := choose(name, found)
	if !ok {
		return value{}, p.ambiguous(what, name, start, found)
	}
	v := value{show: c.ID, name: c.Name, id: c.ID, place: c}
	if back, ok := choose(c.Name, look(c.Name)); ok && back.ID == c.ID && !strings.Contains(c.Name, `"`) {
		v.show = c.Name
	}
	return v, nil
}

// choose returns the reading that is meant: the one with this id, or the first, unless another is as likely. Places within
// one another are no rivals: who says Baghdad means the city or its governorate, and the first will do.
func choose(name string, found []report.Candidate) (report.Candidate, bool) {
	for _, c := range found {
		if strings.EqualFold(c.ID, name) {
			return c, true
		}
	}
	if len(found) == 0 {
		return report.Candidate{}, false
	}
	for _, c := range found[1:] {
		if rivals(name, found[0], c) {
			return report.Candidate{}, false
		}
	}
	return found[0], true
}

// rivals says whether a name may mean c as well as the best reading. What is only also called so is no rival of what is
// properly called so.
func rivals(name string, best, c report.Candidate) bool {
	proper := func(c report.Candidate) bool { return text.Fold(c.Name) == text.Fold(name) }
	if c.ID == best.ID || lies(c, best) || lies(best, c) || proper(best) && !proper(c) {
		return false
	}
	like := likeElse
	switch {
	case best.Kind == c.Kind:
		like = likeKind
	case land(best) && land(c):
		like = likeLand
	}
	return c.Weight >= like*best.Weight
}

func land(c report.Candidate) bool {
	switch report.PlaceKind(c.Kind) {
	case report.Country, report.Territory, report.Admin1:
		return true
	}
	return false
}

func (p *parser) ambiguous(what, name string, start int, found []report.Candidate) error {
	e := p.fail(start, p.pos, "")
	var shown []string
	for i, c := range found {
		if i > 0 && !rivals(name, found[0], c) || len(shown) == maxReadings {
			continue
		}
		e.Readings = append(e.Readings, c)
		shown = append(shown, fmt.Sprintf("%s (%s)", p.where(c), c.ID))
	}
	e.Msg = fmt.Sprintf("%q is more than one %s: %s; write the code of the one you mean", name, what, listed(shown, "or"))
	return e
}

// where says a reading to people: "Tripoli, Libya".
func (p *parser) where(c report.Candidate) string {
	if c.Country == "" || c.Country == c.ID {
		return c.Name
	}
	if in := p.names.Place(c.Country, ""); len(in) > 0 && in[0].ID == c.Country {
		return c.Name + ", " + in[0].Name
	}
	return c.Name + ", " + c.Country
}

// unknownName suggests the name of several words that was meant, or the names written nearest.
func (p *parser) unknownName(field, what, name string, start int, look func(string) []report.Candidate, near func(string, int) []report.Candidate) error {
	msg := fmt.Sprintf("no %s is known as %q", what, name)
	end := p.pos
	defer func() { p.pos = end }()
	long := name
	for range 4 {
		p.spaces()
		w := p.word(true)
		if w == "" {
			break
		}
		long += " " + w
		if len(look(long)) > 0 {
			return p.fail(start, p.pos, fmt.Sprintf("no %s is known as %q; a name of several words stands in quotation marks", what, name), field+":"+quote(long))
		}
	}
	p.pos = end
	var suggest []string
	for _, c := range near(name, 3) {
		s := quote(c.Name)
		if got, ok := choose(c.Name, look(c.Name)); !ok || got.ID != c.ID {
			s = c.ID
		}
		if !slices.Contains(suggest, s) {
			suggest = append(suggest, s)
		}
	}
	if len(suggest) == 0 {
		msg += "; to look for the word, write it without " + field + ":"
	}
	return p.fail(start, end, msg, suggest...)
}
