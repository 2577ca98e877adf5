package places

import (
	"math"

	"tocsin/tag/internal/gaz"
)

// decide chooses a reading for every name and drops the spans that are likely no place.
func (f *finder) decide() {
	f.markPersons()
	f.evidence()
	for k := range f.senses {
		if s := &f.senses[k]; !s.fixed {
			s.chosen = f.choose(s)
		}
	}
	sure := make([]float64, len(f.senses))
	scores := make([]float64, len(f.spans))
	for k := range f.spans {
		if s := &f.spans[k]; !s.dropped {
			scores[k] = f.score(s)
			sure[s.sense] = max(sure[s.sense], scores[k])
		}
	}
	for k := range f.spans {
		s := &f.spans[k]
		again := sure[s.sense] > 1 && scores[k] > -1.2 // named clearly elsewhere in the report
		s.dropped = s.dropped || scores[k] <= 0 && !again
	}
}

// markPersons remembers the family names of persons, so that "Houston said" after "Whitney Houston" is one.
func (f *finder) markPersons() {
	for k := range f.spans {
		if s := &f.spans[k]; s.person && !s.certain && !s.locative {
			f.persons[f.d.Tokens[s.last].Fold] = true
		}
	}
	for k := range f.spans {
		if s := &f.spans[k]; !s.dropped && !f.meansPerson(s) {
			f.senses[s.sense].likely = true
		}
	}
}

// meansPerson says whether a span is a person's name here, or the family name of one who is named elsewhere in the report.
func (f *finder) meansPerson(s *span) bool {
	return !s.certain && !s.based && (s.person && !s.locative || s.first == s.last && !s.locative && f.persons[f.d.Tokens[s.last].Fold])
}

// evidence counts what the surer names say about countries and regions: those beside their container, countries, and
// well-known places without a rival.
func (f *finder) evidence() {
	for k := range f.senses {
		s := &f.senses[k]
		if s.fixed {
			f.vote(s.refs[s.chosen], 1.5)
			continue
		}
		top := s.refs[0]
		p := &f.g.data.Places[top.Place()]
		rival := 0.0
		for _, r := range s.refs[1:] {
			if q := &f.g.data.Places[r.Place()]; q.Country != p.Country && r.Name() != gaz.Short {
				rival = max(rival, q.Prominence())
			}
		}
		lead := 0.8
		if p.Kind == gaz.Country {
			lead = 3 // Georgia, Niger: their namesakes are large
		}
		if v := p.Prominence(); (p.Kind == gaz.Country || v >= 5.8) && v-rival >= lead && top.Name() != gaz.Short && s.likely {
			s.vote = 1
			if top.Name() == gaz.People {
				f.peopled[top.Place()] = true
			}
			if !s.home {
				s.vote = 0.1
			}
			f.vote(top, s.vote)
		}
	}
	// The others vote for all their readings: towns of one region speak for each other.
	for k := range f.senses {
		s := &f.senses[k]
		if s.fixed || !s.likely || f.g.data.Flags(s.name)&gaz.CommonWord != 0 {
			continue
		}
		share := 0.25 / math.Sqrt(float64(len(s.refs)))
		s.share, s.land = share, share
		if f.oneCountry(s) {
			s.land = oneLand
		}
		seen := make(map[uint32]bool, 8)
		for _, r := range s.refs {
			p := &f.g.data.Places[r.Place()]
			if r.Name() == gaz.Short || p.Admin1 == gaz.None || seen[p.Admin1] {
				continue
			}
			seen[p.Admin1] = true
			f.regions[p.Admin1] += share
			if !seen[p.Country] {
				seen[p.Country] = true
				f.countries[p.Country] += s.land
				f.votes += s.land
				s.shares += s.land
			}
		}
	}
}

// oneLand is what a name says for its country that is found in no other: "Douglas County".
const oneLand = 0.4

// oneCountry says whether all places of a name lie in one country, so that it speaks for it whichever is meant.
func (f *finder) oneCountry(s *sense) bool {
	if f.g.data.Flags(s.name)&(gaz.GivenName|gaz.Surname) != 0 {
		return false
	}
	c := f.g.data.Places[s.refs[0].Place()].Country
	for _, r := range s.refs {
		if r.Name() == gaz.Other || f.g.data.Places[r.Place()].Country != c {
			return false
		}
	}
	return c != gaz.None
}

func (f *finder) vote(r gaz.Ref, weight float64) {
	p := &f.g.data.Places[r.Place()]
	if p.Country != gaz.None {
		f.countries[p.Country] += weight
		f.votes += weight
	}
	region := f.g.region(r.Place())
	if region != gaz.None {
		f.regions[region] += weight * local(p)
	}
}

// local says how much a place says about its region: a capital stands for its country too.
func local(p *gaz.Place) float64 {
	if p.Seat == 3 {
		return 0.35
	}
	return 1
}

// choose returns the likeliest reading of a name: by how well known the places are, and by the countries and regions
// that the report speaks of.
func (f *finder) choose(s *sense) int {
	best, at := math.Inf(-1), 0
	own := false // some place has it as its own name: further names of others stand back
	for _, r := range s.refs {
		own = own || r.Name() == gaz.Official && f.g.data.Places[r.Place()].Kind != gaz.Admin1
	}
	for i, r := range s.refs {
		v := f.likelihood(s, r)
		if own && r.Name() == gaz.Other {
			v -= 2.2
		}
		if f.g.data.Places[r.Place()].Kind == gaz.Admin1 && f.hasSeat(s, r.Place()) {
			v -= 1 // of a city and its region of one name, the city is meant
		}
		if f.g.data.Places[r.Place()].Kind == gaz.Admin1 && f.hasCountry(s, r.Place()) {
			v -= 3 // and of a country and its region the country: Taiwan
		}
		v += f.asCalled(s, f.g.data.Places[r.Place()].Kind)
		if v > best {
			best, at = v, i
		}
	}
	return at
}

// asCalled says how well a kind of place goes with what the report calls it. Of a river and the city upon it the city has no
// article.
func (f *finder) asCalled(s *sense, kind gaz.Kind) float64 {
	switch {
	case s.town && kind != gaz.City:
		return -4
	case s.region && kind == gaz.Admin1:
		return 2.5
	case kind == gaz.Water && s.river:
		return 2.5
	case kind == gaz.Water && f.largeCity(s):
		return -2.5
	}
	return 0
}

// largeCity says whether a name is that of a large city.
func (f *finder) largeCity(s *sense) bool {
	for _, r := range s.refs {
		if p := &f.g.data.Places[r.Place()]; p.Kind == gaz.City && p.Prominence() > 5.5 && r.Name() == gaz.Official {
			return true
		}
	}
	return false
}

// hasSeat says whether a name is also that of a city in a region.
func (f *finder) hasSeat(s *sense, region int) bool {
	for _, r := range s.refs {
		if p := &f.g.data.Places[r.Place()]; p.Kind == gaz.City && int(p.Admin1) == region && (p.Seat > 0 || p.Population > 1e5) {
			return true
		}
	}
	return false
}

// hasCountry says whether a name is also that of the country in which a region lies.
func (f *finder) hasCountry(s *sense, region int) bool {
	for _, r := range s.refs {
		if r.Place() == int(f.g.data.Places[region].Country) {
			return true
		}
	}
	return false
}

// likelihood says how likely a name stands for one of its places. What the name itself said about countries and regions
// does not count for it.
func (f *finder) likelihood(s *sense, r gaz.Ref) float64 {
	p := &f.g.data.Places[r.Place()]
	known := p.Prominence()
	if p.Kind != gaz.City {
		known = min(known, 8)
	}
	v := 0.75 * known
	switch r.Name() {
	case gaz.Other:
		v -= 0.7
	case gaz.Short:
		v -= 9
	}
	if p.Kind == gaz.Admin2 {
		v -= 0.2
	}
	all, country, region := f.votes, f.countries[p.Country], 0.0
	home := f.g.region(r.Place())
	if home != gaz.None && p.Kind != gaz.Country {
		region = f.regions[home]
	}
	all, country, region = all-s.shares, country-s.land, region-s.share
	if s.vote > 0 {
		own := s.refs[s.voted].Place()
		all -= s.vote
		if f.g.data.Places[own].Country == p.Country {
			country -= s.vote
		}
		if region > 0 && f.g.region(own) == home {
			region -= s.vote * local(&f.g.data.Places[own])
		}
	}
	if p.Country != gaz.None && country > 0 {
		v += saturate(country) * (1.2 + min(country/all, 1))
	}
	if region > 0 {
		v += 1.2 * saturate(region)
	}
	if p.Kind == gaz.Country && f.peopled[r.Place()] {
		v += 1.5
	}
	if s.local && all > 1 && country < 0.1 {
		v -= 1.5 // a paper tells of towns of its own country so
	}
	if f.inList(s, p) {
		v += 1.3
	}
	if f.at >= 0 && p.Kind == gaz.City && within(p, &f.g.data.Places[f.at], 100) {
		v += 2
	}
	return v
}

// saturate grows from 0 to 1: the first piece of evidence says most.
func saturate(v float64) float64 { return v / (v + 0.6) }
