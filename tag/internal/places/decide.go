package places

import (
	"math"

	"tocsin/tag/internal/gaz"
	"tocsin/text"
)

// containers joins spans that name what contains them: "Columbus, Ohio", "Mosul (Iraq)", "Tripoli in Lebanon". From
// right to left, so that "Paris, Texas, U.S." is read from its end.
func (f *finder) containers() {
	for k := len(f.spans) - 2; k >= 0; k-- {
		a, b := &f.spans[k], &f.spans[k+1]
		link := f.link(a, b)
		if link == 0 {
			continue
		}
		sa, sb := &f.senses[a.sense], &f.senses[b.sense]
		if sa.name == sb.name {
			continue
		}
		x, y := f.nested(sa, sb, link)
		if x < 0 {
			if link == linkComma && f.alike(sa, sb) {
				a.support += 0.8 // in a list of their kind
				b.support += 0.8
			} else if link == linkComma && f.g.data.Places[sa.refs[0].Place()].Kind == gaz.City && f.g.data.Places[sb.refs[0].Place()].Kind <= gaz.Admin1 {
				a.support -= 1 // of a name that lies elsewhere: "Stroud, Ontario"
			}
			continue
		}
		a.certain = true
		a.support += 3
		b.support += 1.5
		if link == linkComma {
			b.certain = true
			b.support += 1.5
		}
		if !sa.fixed {
			sa.chosen, sa.fixed = x, true
		}
		if !sb.fixed && (f.g.data.Places[sb.refs[y].Place()].Kind != gaz.City) {
			sb.chosen, sb.fixed = y, true
		}
	}
}

// alike says whether the likeliest readings of two names are of one kind and one country.
func (f *finder) alike(a, b *sense) bool {
	p, q := &f.g.data.Places[a.refs[0].Place()], &f.g.data.Places[b.refs[0].Place()]
	return p.Kind == q.Kind && (p.Country == q.Country || p.Kind <= gaz.Territory)
}

const (
	linkComma = iota + 1
	linkIn
)

// link says how two neighbouring spans are joined: by a comma or bracket, by "in" or "of", or not at all (0).
func (f *finder) link(a, b *span) int {
	d := f.d
	if d.Tokens[a.last].InTitle != d.Tokens[b.first].InTitle || b.first-a.last > 4 {
		return 0
	}
	gap := d.Tokens[a.last+1 : b.first]
	comma := false
	for i := range gap {
		t := &gap[i]
		switch {
		case t.Kind == text.Punct && (t.Fold == "," || t.Fold == "(" || t.Fold == "،"):
			comma = true
		case t.Kind == text.Punct && t.Fold == "." && !t.Space:
		case t.Kind == text.Word && (f.g.words.feature[t.Fold] || f.g.words.skip[t.Fold] && (!comma || len(t.Fold) > 4)):
		case t.Kind == text.Word && (t.Fold == "in" || t.Fold == "of"):
			if comma {
				return 0
			}
			return linkIn
		default:
			return 0
		}
	}
	if comma {
		return linkComma
	}
	return 0
}

// nested returns the likeliest readings of two names of which the second contains the first; x is -1 for none. Only
// regions, countries and areas contain; abbreviations of states do so behind a comma only.
func (f *finder) nested(a, b *sense, link int) (x, y int) {
	best := math.Inf(-1)
	x, y = -1, -1
	for j, rb := range b.refs {
		if b.fixed && b.chosen != j {
			continue
		}
		pb := &f.g.data.Places[rb.Place()]
		if pb.Kind == gaz.City && pb.Seat < 2 || pb.Kind == gaz.Water || rb.Name() == gaz.People || rb.Name() == gaz.Body ||
			rb.Name() == gaz.Short && link != linkComma {
			continue
		}
		for i, ra := range a.refs {
			if a.fixed && a.chosen != i || ra.Name() == gaz.Short || ra.Name() == gaz.People {
				continue
			}
			pa := &f.g.data.Places[ra.Place()]
			ok := f.g.contains(rb.Place(), ra.Place())
			if pb.Kind == gaz.City { // "Sadr City, Baghdad": neighbours count as nested
				ok = pa.Kind == gaz.City && ra.Place() != rb.Place() && within(pa, pb, 40)
			}
			// "Mexico, the US": a country's name is a town's only before its state, as in "Lebanon, Pa."
			if !ok || f.g.data.Places[a.refs[0].Place()].Kind <= gaz.Territory && pa.Kind == gaz.City && pb.Kind <= gaz.Territory {
				continue
			}
			v := pa.Prominence() + pb.Prominence()/4
			if pa.Kind == gaz.Admin1 && f.hasSeat(a, ra.Place()) {
				v--
			}
			if v > best {
				best, x, y = v, i, j
			}
		}
	}
	return x, y
}

// within says whether two places lie within km of each other.
func within(a, b *gaz.Place, km float64) bool {
	dy := float64(a.Lat-b.Lat) * 111
	dx := float64(a.Lon-b.Lon) * 111 * math.Cos(float64(a.Lat)*math.Pi/180)
	return dx*dx+dy*dy <= km*km
}

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
		if p := &f.g.data.Places[r.Place()]; p.Kind == gaz.City && int(p.Admin1) == region {
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
	region := f.g.region(r.Place())
	if region != gaz.None && p.Kind != gaz.Country {
		v += 1.2 * saturate(f.regions[region])
	}
	return v
}

// saturate grows from 0 to 1: the first piece of evidence says most.
func saturate(v float64) float64 { return v / (v + 0.6) }

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
	if ref.Name() == gaz.Short || s.person && !s.locative ||
		s.first == s.last && !s.locative && f.persons[f.d.Tokens[s.last].Fold] {
		return no
	}
	p := &f.g.data.Places[ref.Place()]
	flags := f.g.data.Flags(s.name)
	cased := f.cased(s.first)
	foreign := ref.Name() == gaz.Other && f.d.Lang == "en" && !f.d.Tokens[s.first].Caseless // "Masar", "Kyjev"
	switch p.Kind {
	case gaz.Country, gaz.Territory, gaz.Area, gaz.Water:
		if foreign && s.support < 0.5 {
			return no
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
	case s.first == s.last && f.d.Tokens[s.first].Shape == text.Upper && !s.dateline && len(f.d.Tokens[s.first].Fold) <= 5:
		v -= 2.5 // an abbreviation
	}
	if p.Prominence() < 6.5 && p.Country != gaz.None && f.countries[p.Country] < 0.5 && f.strongest() >= 2 {
		v -= 0.8 // the report speaks of other countries
	}
	return v
}

// directions says whether a name holds nothing but directions and kinds of regions.
func (f *finder) directions(s *span) bool {
	w := &f.g.words
	for i := s.first; i <= s.last; i++ {
		if t := &f.d.Tokens[i]; t.Kind == text.Word && !w.skip[t.Fold] && !w.feature[t.Fold] && t.Fold != "far" && t.Fold != "inner" && t.Fold != "outer" && t.Fold != "shore" {
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
