package places

import (
	"math"
	"slices"
	"strings"

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
		if link == linkIn {
			b.locative = a.locative || a.struck // "from Adré in Chad" is as little where it happens as "from Adré"
		}
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

// lists notes which names stand in a list together: "Alberta, Ontario and New Brunswick". A comma alone makes no list of two.
func (f *finder) lists() {
	before := false // whether the span before stands in a list too
	for k := 1; k < len(f.spans); k++ {
		a, b := &f.spans[k-1], &f.spans[k]
		link := f.listed(a.last, b.first)
		if link == 0 || a.sense == b.sense || a.dropped || b.dropped {
			before = false
			continue
		}
		if link == linkComma && !before && (k+1 == len(f.spans) || f.listed(b.last, f.spans[k+1].first) == 0) {
			continue
		}
		before = true
		if a.locative {
			b.support += 0.8 // "in Taiz and Marib"
		}
		for _, p := range [2][2]int{{a.sense, b.sense}, {b.sense, a.sense}} {
			if s := &f.senses[p[0]]; len(s.beside) < maxBeside && !slices.Contains(s.beside, p[1]) {
				s.beside = append(s.beside, p[1])
			}
		}
	}
}

// maxBeside bounds how many neighbours in lists are asked for a name.
const maxBeside = 4

// listed says how two tokens stand in a list: by a comma, by "and", which Arabic and Hebrew write onto the second, or not at all (0).
func (f *finder) listed(a, b int) int {
	if b == a+1 {
		if w := f.d.Tokens[b].Fold; strings.HasPrefix(w, "و") || strings.HasPrefix(w, "ו") {
			return linkAnd
		}
		return 0
	}
	if b-a > 3 || f.d.Tokens[a].Sentence != f.d.Tokens[b].Sentence {
		return 0
	}
	link := linkComma
	for i := a + 1; i < b; i++ {
		switch f.d.Tokens[i].Fold {
		case ",":
		case "and", "or", "&":
			link = linkAnd
		default:
			return 0
		}
	}
	return link
}

// inList says whether a place is of the kind and country of a clear one beside it in a list.
func (f *finder) inList(s *sense, p *gaz.Place) bool {
	if p.Kind < gaz.Admin1 || p.Kind > gaz.City || p.Country == gaz.None {
		return false
	}
	for _, k := range s.beside {
		o := &f.senses[k]
		top := o.refs[0]
		if o.fixed {
			top = o.refs[o.chosen]
		}
		if q := &f.g.data.Places[top.Place()]; top.Name() <= gaz.Other && q.Kind == p.Kind && q.Country == p.Country && (o.fixed || q.Prominence() > 5.8) {
			return true
		}
	}
	return false
}

// alike says whether the likeliest readings of two names are of one kind and one country.
func (f *finder) alike(a, b *sense) bool {
	p, q := &f.g.data.Places[a.refs[0].Place()], &f.g.data.Places[b.refs[0].Place()]
	return p.Kind == q.Kind && (p.Country == q.Country || p.Kind <= gaz.Territory)
}

const (
	linkComma = iota + 1
	linkIn
	linkAnd
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
		case t.Kind == text.Word && (f.is(a.last+1+i, feature) || f.is(a.last+1+i, skip) && (!comma || len(t.Fold) > 4)):
		case t.Kind == text.Word && (t.Fold == "in" || t.Fold == "of"):
			if comma && t.Fold == "of" {
				return 0
			}
			return linkIn // also "near Victoria, in southern Chile"
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
			switch {
			case pb.Kind == gaz.City: // "Sadr City, Baghdad": neighbours count as nested
				ok = pa.Kind == gaz.City && ra.Place() != rb.Place() && within(pa, pb, 40)
			case pb.Kind == gaz.Admin2, pb.Kind == gaz.Admin1 && pb.Admin1 != gaz.None: // of cities only the first level is known
				ok = pa.Kind == gaz.City && pa.Admin1 == pb.Admin1 && within(pa, pb, 70)
			}
			// "Mexico, the US": a country's name is a town's only before its state, as in "Lebanon, Pa."
			if !ok || f.g.data.Places[a.refs[0].Place()].Kind <= gaz.Territory && pa.Kind == gaz.City && pb.Kind <= gaz.Territory {
				continue
			}
			v := pa.Prominence() + pb.Prominence()/4
			v += f.asCalled(a, pa.Kind)
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
