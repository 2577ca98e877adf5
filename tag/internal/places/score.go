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
	p := &f.g.data.Places[ref.Place()]
	if ref.Name() == gaz.Other && s.first == s.last && f.d.Tokens[s.first].Shape == text.Mixed {
		return no // "LiLo"
	}
	flags := f.g.data.Flags(s.name)
	cased := f.cased(s.first)
	foreign := ref.Name() == gaz.Other && f.d.Lang == "en" && !f.d.Tokens[s.first].Caseless // "Masar", "Kyjev"
	switch p.Kind {
	case gaz.Country, gaz.Territory, gaz.Area, gaz.Water:
		if foreign && s.support < 0.5 || f.acronym(s) && ref.Name() != gaz.Capitals && p.Kind == gaz.Area {
			return no // "SWAT"
		}
		if cased || s.first < s.last || flags&(gaz.CommonWord|gaz.GivenName) == 0 || s.support >= 0.7 {
			return yes
		}
		return no
	}
	v := s.support + min((p.Prominence()-5)*0.9, 1.5)
	if s.last > s.first {
		v += 0.8
	}
	switch {
	case flags&gaz.CommonWord == 0:
	case s.last == s.first && f.plainly(s):
		v--
	case s.last == s.first:
		v -= 2.2
	case f.directions(s) && f.countries[p.Country] < 1:
		v -= 3.7 // "Far North"
	default:
		v -= 0.8
	}
	if flags&gaz.GivenName != 0 {
		v -= 1.8
		if p.Kind == gaz.Admin1 && p.Population > 1e6 {
			v += 1
		}
	}
	if flags&gaz.Surname != 0 {
		v -= 0.5
	}
	if ref.Name() == gaz.Other {
		v -= 0.5
	}
	if foreign {
		v -= 0.5
	}
	if f.d.Tokens[s.first].Fold == "st" || f.d.Tokens[s.first].Fold == "saint" {
		v -= 1 // schools and churches
		for i := max(s.first-6, 0); i < s.first; i++ {
			if f.is(i, church) {
				v -= 3 // "the church of St. Peter and St. Paul"
				break
			}
		}
	}
	if p.Country != gaz.None {
		v += 0.8 * saturate(f.countries[p.Country])
	}
	if p.Admin1 != gaz.None {
		v += 0.8 * saturate(f.regions[p.Admin1])
	}
	switch {
	case !cased && !f.d.Tokens[s.first].Caseless:
		v -= 0.8
		if f.countries[p.Country] < 0.5 && p.Prominence() < 6.5 {
			v -= 1.2
		}
	case ref.Name() == gaz.Capitals:
		v += 1
	case f.acronym(s):
		v -= 4
	}
	if p.Prominence() < 6.5 && p.Country != gaz.None && f.countries[p.Country] < 0.5 && f.strongest() >= 2 {
		v -= 0.8 // the report speaks of other countries
	}
	return v
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
