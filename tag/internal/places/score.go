package places

import (
	"tocsin/tag/internal/gaz"
	"tocsin/text"
)

// Scores of spans that leave no doubt.
const (
	yes = 9.0
	no  = -9.0
)

// A weighing adds up what speaks for a span and against it.
type weighing struct {
	*finder
	s       *span
	ref     gaz.Ref
	p       *gaz.Place
	flags   uint8 // of the name
	cased   bool
	foreign bool // the name is one that its own language has: "Masar", "Kyjev"
	v       float64
}

// score says how likely a span is a place at all: likely above 0.
func (f *finder) score(s *span) float64 {
	sn := &f.senses[s.sense]
	ref := sn.refs[sn.chosen]
	if s.certain {
		return yes
	}
	if ref.Name() == gaz.Short || f.meansPerson(s) {
		return no
	}
	if ref.Name() == gaz.Other && s.first == s.last && f.d.Tokens[s.first].Shape == text.Mixed {
		return no // "LiLo"
	}
	w := weighing{finder: f, s: s, ref: ref, p: &f.g.data.Places[ref.Place()], flags: f.g.data.Flags(s.name), cased: f.cased(s.first),
		foreign: ref.Name() == gaz.Other && f.d.Lang == "en" && !f.d.Tokens[s.first].Caseless}
	switch w.p.Kind {
	case gaz.Country, gaz.Territory, gaz.Area, gaz.Water:
		return w.large()
	}
	w.v = s.support + min((w.p.Prominence()-5)*0.9, 1.5)
	w.name()
	w.saint()
	w.around()
	w.writing()
	if w.p.Prominence() < 6.5 && w.p.Country != gaz.None && f.countries[w.p.Country] < 0.5 && f.strongest() >= 2 {
		w.v -= 0.8 // the report speaks of other countries
	}
	return w.v
}

// large decides on countries and what is as large: few other things bear such a name.
func (w *weighing) large() float64 {
	if w.foreign && w.s.support < 0.5 || w.acronym(w.s) && w.ref.Name() != gaz.Capitals && w.p.Kind == gaz.Area {
		return no // "SWAT"
	}
	if w.cased || w.s.first < w.s.last || w.flags&(gaz.CommonWord|gaz.GivenName) == 0 || w.s.support >= 0.7 {
		return yes
	}
	return no
}

// name weighs what else its name is.
func (w *weighing) name() {
	if w.s.last > w.s.first {
		w.v += 0.8
	}
	switch {
	case w.flags&gaz.CommonWord == 0:
	case w.s.last == w.s.first && w.plainly(w.s):
		w.v--
	case w.s.last == w.s.first:
		w.v -= 2.2
	case w.directions(w.s) && w.countries[w.p.Country] < 1:
		w.v -= 3.7 // "Far North"
	default:
		w.v -= 0.8
	}
	if w.flags&gaz.GivenName != 0 {
		w.v -= 1.8
		if w.p.Kind == gaz.Admin1 && w.p.Population > 1e6 {
			w.v += 1
		}
	}
	if w.flags&gaz.Surname != 0 {
		w.v -= 0.5
	}
	if w.ref.Name() == gaz.Other {
		w.v -= 0.5
	}
	if w.foreign {
		w.v -= 0.5
	}
}

// saint weighs that schools and churches have names as places do.
func (w *weighing) saint() {
	if t := &w.d.Tokens[w.s.first]; t.Fold != "st" && t.Fold != "saint" {
		return
	}
	w.v--
	for i := max(w.s.first-6, 0); i < w.s.first; i++ {
		if w.is(i, church) {
			w.v -= 3 // "the church of St. Peter and St. Paul"
			return
		}
	}
}

// around weighs how much the report speaks of where it lies.
func (w *weighing) around() {
	if w.p.Country != gaz.None {
		w.v += 0.8 * saturate(w.countries[w.p.Country])
	}
	if w.p.Admin1 != gaz.None {
		w.v += 0.8 * saturate(w.regions[w.p.Admin1])
	}
}

// writing weighs its capitals.
func (w *weighing) writing() {
	switch {
	case !w.cased && !w.d.Tokens[w.s.first].Caseless:
		w.v -= 0.8
		if w.countries[w.p.Country] < 0.5 && w.p.Prominence() < 6.5 {
			w.v -= 1.2
		}
	case w.ref.Name() == gaz.Capitals:
		w.v++
	case w.acronym(w.s):
		w.v -= 4
	}
}

// acronym says whether a name is written as an abbreviation is.
func (f *finder) acronym(s *span) bool {
	t := &f.d.Tokens[s.first]
	return s.first == s.last && f.cased(s.first) && t.Shape == text.Upper && !s.dateline && len(t.Fold) <= 5
}

// plainly says whether a capital and a preposition right before a name leave little doubt that no everyday word is meant: "in
// Reading".
func (f *finder) plainly(s *span) bool {
	return s.locative && s.before >= 0 && s.before == s.first-1 && f.is(s.before, locative) && f.cased(s.first) && !f.headline(s.first) &&
		f.d.Tokens[s.first].Shape == text.Initial && !f.capitalised(f.wordAfter(s.last))
}

// directions says whether a name holds nothing but directions and kinds of regions.
func (f *finder) directions(s *span) bool {
	for i := s.first; i <= s.last; i++ {
		if t := &f.d.Tokens[i]; t.Kind == text.Word && !f.is(i, skip|feature) && t.Fold != "far" && t.Fold != "inner" && t.Fold != "outer" && t.Fold != "shore" && t.Fold != "side" && t.Fold != "end" {
			return false
		}
	}
	return true
}

// strongest is what speaks most for one country.
func (f *finder) strongest() float64 {
	if f.most == 0 {
		for _, v := range f.countries {
			f.most = max(f.most, v)
		}
	}
	return f.most
}
