package places

import (
	"slices"

	"tocsin/tag/internal/gaz"
	"tocsin/text"
)

// unknown adds what the gazetteer does not know but the text says where it lies: "in Surprise, Ariz.", "the village of
// Cellardyke in Fife". Such a name stands for what contains it.
func (f *finder) unknown() {
	for k := len(f.spans) - 1; k >= 0; k-- {
		b := &f.spans[k]
		if b.dropped || !f.containing(b) {
			continue
		}
		first, last := f.nameBefore(b, k)
		if first < 0 {
			if k > 0 {
				f.elsewhere(&f.spans[k-1], b)
			}
			continue
		}
		f.settle(b)
		s := *b
		s.unknown = true
		s.first, s.last, s.locative, s.dateline, s.based = first, last, true, false, false
		f.spans = slices.Insert(f.spans, k, s)
	}
}

// containing says whether a span names a region or country, as itself or by an abbreviation that stands behind a comma.
func (f *finder) containing(b *span) bool {
	r := f.g.data.Refs(b.name)[0]
	p := &f.g.data.Places[r.Place()]
	next := b.last + 1
	return p.Kind <= gaz.Admin2 && (r.Name() == gaz.Short || r.Name() == gaz.Official && !f.headline(b.first)) && f.cased(b.first) &&
		(next == len(f.d.Tokens) || f.d.Tokens[next].Kind != text.Possessive)
}

// nameBefore returns the capitalised words that a comma or "in" joins to a region, when no place is known by them and a
// preposition of place or "the village of" stands before them; first is -1 for none.
func (f *finder) nameBefore(b *span, k int) (first, last int) {
	t := f.d.Tokens
	last = b.first - 2
	if last < 1 || t[last].Sentence != t[b.first].Sentence {
		return -1, -1
	}
	comma := t[last+1].Fold == ","
	if !comma && t[last+1].Fold != "in" {
		return -1, -1
	}
	for first = last; first > max(last-3, 0) && t[first-1].Sentence == t[last].Sentence && f.capitalised(first-1); first-- {
	}
	if !f.capitalised(first) || !f.capitalised(last) || k > 0 && f.spans[k-1].last >= first {
		return -1, -1
	}
	for i := first; i <= last; i++ {
		if f.flags(i)&(gaz.GivenName|gaz.Never) != 0 || f.is(i, title|body) {
			return -1, -1
		}
	}
	if comma && f.g.data.Refs(b.name)[0].Name() == gaz.Short || f.placed(first-1, comma) {
		return first, last
	}
	return -1, -1
}

// placed says whether the word at token p says that a place follows, behind which a comma or "in" stands.
func (f *finder) placed(p int, comma bool) bool {
	if p < 1 || f.d.Tokens[p].Sentence != f.d.Tokens[p+1].Sentence {
		return false
	}
	if f.d.Tokens[p].Fold == "of" {
		return f.is(p-1, settled) || comma && f.is(p-1, residence|quarter)
	}
	return comma && f.is(p, locative)
}

// elsewhere takes a town that stands before a state in which there is none of its name for one in that state that the
// gazetteer does not know: in countries where people write "Stroud, Ontario".
func (f *finder) elsewhere(a, b *span) {
	sa, sb := &f.senses[a.sense], &f.senses[b.sense]
	region := sb.refs[0]
	p := &f.g.data.Places[region.Place()]
	if p.Kind != gaz.Admin1 || !townState[f.g.country(region.Place())] || a.certain || a.dropped || sa.fixed || a.dateline ||
		b.first != a.last+2 || f.link(a, b) != linkComma || f.g.data.Places[sa.refs[0].Place()].Kind != gaz.City || sa.name == sb.name {
		return
	}
	f.settle(b)
	a.name, a.sense, a.certain = b.name, b.sense, true
}

// settle makes sure that a span means its likeliest place.
func (f *finder) settle(b *span) {
	b.certain = true
	if sn := &f.senses[b.sense]; !sn.fixed {
		sn.chosen, sn.fixed = 0, true
	}
}

// townState are the countries whose papers write a town's state behind it.
var townState = map[string]bool{"US": true, "CA": true, "AU": true}
