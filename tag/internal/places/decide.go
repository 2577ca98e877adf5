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
		if s := &f.spans[k]; !s.person && !s.dropped {
			f.senses[s.sense].likely = true
		}
		if s := &f.spans[k]; s.person && !s.certain && !s.locative {
			f.persons[f.d.Tokens[s.last].Fold] = true
		}
	}
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
			f.vote(top, 1)
		}
	}
	// The others vote for all their readings: towns of one region speak for each other.
	for k := range f.senses {
		s := &f.senses[k]
		if s.fixed || f.g.data.Flags(s.name)&gaz.CommonWord != 0 {
			continue
		}
		share := 0.25 / math.Sqrt(float64(len(s.refs)))
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
				f.countries[p.Country] += share
			}
		}
	}
}

func (f *finder) vote(r gaz.Ref, weight float64) {
	p := &f.g.data.Places[r.Place()]
	if p.Country != gaz.None {
		f.countries[p.Country] += weight
	}
	region := f.g.region(r.Place())
	if region != gaz.None {
		f.regions[region] += weight
	}
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
		v := f.likelihood(r)
		if own && r.Name() == gaz.Other {
			v -= 2.2
		}
		if f.g.data.Places[r.Place()].Kind == gaz.Admin1 && f.hasSeat(s, r.Place()) {
			v -= 1 // of a city and its region of one name, the city is meant
		}
		if s.town && f.g.data.Places[r.Place()].Kind != gaz.City {
			v -= 4
		}
		if v > best {
			best, at = v, i
		}
	}
	return at
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

func (f *finder) likelihood(r gaz.Ref) float64 {
	p := &f.g.data.Places[r.Place()]
	v := 0.75 * min(p.Prominence(), 8)
	switch r.Name() {
	case gaz.Other:
		v -= 0.7
	case gaz.Short:
		v -= 9
	}
	if p.Kind == gaz.Admin2 {
		v -= 0.2
	}
	if p.Country != gaz.None {
		v += 1.2 * saturate(f.countries[p.Country])
	}
	if f.at >= 0 && p.Kind == gaz.City && within(p, &f.g.data.Places[f.at], 100) {
		v += 2
	}
	region := f.g.region(r.Place())
	if region != gaz.None && p.Kind != gaz.Country {
		v += 1.2 * saturate(f.regions[region])
	}
	return v
}

// saturate grows from 0 to 1: the first piece of evidence says most.
func saturate(v float64) float64 { return v / (v + 0.6) }
