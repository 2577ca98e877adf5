package places

import (
	"cmp"
	"slices"

	"tocsin/tag/internal/gaz"
	"tocsin/text"
)

// borrowed drops the spans whose name something else bears: a street, a restaurant elsewhere, a longer name that the
// gazetteer does not know.
func (f *finder) borrowed() {
	for k := range f.spans {
		s := &f.spans[k]
		if s.dropped || s.certain {
			continue
		}
		if f.street(s) || f.partOfName(s) || f.ofSomebody(s) || f.union(s) || f.firm(s) || f.scholars(s) {
			s.dropped = true
			continue
		}
		if k+1 < len(f.spans) && f.venueIn(s, &f.spans[k+1]) {
			s.dropped = true
		}
	}
}

// street says whether a span is the name of a street: "Moscow Avenue", "Damascus Road". Where capitals say nothing, only
// when the name ends there: "gunmen on Damascus Road in Beirut", but not "Kabul Street Vendors Protest".
func (f *finder) street(s *span) bool {
	n := f.wordAfter(s.last)
	if n < 0 || !f.is(n, street) || !f.capitalised(n) || f.g.data.Refs(s.name)[0].Name() == gaz.People {
		return false
	}
	if !f.headline(n) {
		return true
	}
	m := f.wordAfter(n)
	return m < 0 || f.is(m, function)
}

// partOfName says whether a capitalised word that only begins names stands right before a country's, or the span itself is
// such a word before another: "Puerto Jordan". Both together are a place that the gazetteer does not know.
func (f *finder) partOfName(s *span) bool {
	if s.first != s.last || f.headline(s.first) || !f.cased(s.first) {
		return false
	}
	if p := s.first - 1; p >= 0 && !f.sentenceStart(p) && f.capitalised(p) && f.is(p, begins) && f.wordBefore(s.first) == p {
		return true
	}
	n := f.wordAfter(s.last)
	return n >= 0 && f.capitalised(n) && f.is(s.first, begins)
}

// ofSomebody says whether a span is no more than a part of a name of somebody who is not called after a country.
func (f *finder) ofSomebody(s *span) bool {
	n, _ := slices.BinarySearchFunc(f.proper, s.first, func(p [2]int, first int) int { return cmp.Compare(p[1], first) })
	if n == len(f.proper) || f.country(s) {
		return false
	}
	p := f.proper[n]
	return p[0] <= s.first && s.last <= p[1] && p[1]-p[0] > s.last-s.first
}

// union says whether a span names a body of states that acts: "the EU" is a place only where something is in it.
func (f *finder) union(s *span) bool {
	if s.locative || !f.g.words.union[f.g.data.ID(f.g.data.Refs(s.name)[0].Place())] {
		return false
	}
	n := f.wordAfter(s.last)
	return n < 0 || !f.is(n, settled|residence|border|traveller)
}

// firm says whether a city or region only gives its name to a firm or a car: "the Boston Consulting Group", "a Hyundai
// Santa Fe".
func (f *finder) firm(s *span) bool {
	if !f.cased(s.first) {
		return false
	}
	if p := f.wordBefore(s.first); p >= 0 && f.d.Tokens[p].Fold == "of" && f.is(f.wordBefore(p), firm) {
		return true // "the Copper Corp. of America"
	}
	if f.country(s) {
		return false
	}
	if p := f.wordBefore(s.first); p >= 0 && f.is(p, brand) && f.capitalised(p) {
		return true
	}
	for n := f.wordAfter(s.last); n >= 0 && n <= s.last+3 && f.capitalised(n); n = f.wordAfter(n) {
		if f.is(n, firm) {
			return true
		}
	}
	return false
}

// scholars says whether a span only names the university of somebody who is quoted: "an expert at Leeds University". Of an
// attack "at Kabul University" it tells the place.
func (f *finder) scholars(s *span) bool {
	if s.locative || s.struck || f.country(s) {
		return false
	}
	n, p := f.wordAfter(s.last), f.wordBefore(s.first)
	if n >= 0 && f.capitalised(n) && !f.is(n, academy) {
		n = f.wordAfter(n) // "Ohio State University"
	}
	if !f.is(n, academy) && (p < 0 || f.d.Tokens[p].Fold != "of" || !f.is(f.wordBefore(p), academy)) {
		return false
	}
	sentence := f.d.Tokens[s.first].Sentence
	for i := max(s.first-10, 0); i < len(f.d.Tokens) && i <= s.last+6; i++ {
		if f.d.Tokens[i].Sentence == sentence && f.is(i, scholar) {
			return true
		}
	}
	return false
}

// venueIn says whether a span gives its name to a building that the next span locates elsewhere: "the Kabul Restaurant in
// London".
func (f *finder) venueIn(a, b *span) bool {
	d := f.d
	n := f.wordAfter(a.last)
	if n < 0 || b.first-n > 4 || d.Tokens[b.first].Sentence != d.Tokens[n].Sentence {
		return false
	}
	if m := f.wordAfter(n); m >= 0 && !f.is(n, venue) {
		n = m // "the Beirut Grill Restaurant"
	}
	if !f.is(n, venue) || n+1 >= b.first || d.Tokens[n+1].Fold != "in" && d.Tokens[n+1].Fold != "," {
		return false
	}
	for i := n + 2; i < b.first; i++ {
		if t := &d.Tokens[i]; t.Kind != text.Word || !f.is(i, skip) {
			return false
		}
	}
	ra, rb := f.g.data.Refs(a.name)[0], f.g.data.Refs(b.name)[0]
	return ra.Place() != rb.Place() && !f.g.contains(rb.Place(), ra.Place()) && !f.g.contains(ra.Place(), rb.Place())
}

// isLanguage says whether an adjective of a country means its language: "English classes", "in Spanish".
func (f *finder) isLanguage(s *span) bool {
	if f.g.data.Refs(s.name)[0].Name() != gaz.People {
		return false
	}
	if n := f.wordAfter(s.last); n >= 0 && f.is(n, tongue) {
		return true
	}
	if n := s.last + 2; n < len(f.d.Tokens) && f.d.Tokens[n-1].Fold == "-" && !f.d.Tokens[n].Space {
		return f.d.Tokens[n].Fold == "speaking" || f.d.Tokens[n].Fold == "language"
	}
	p, n := f.wordBefore(s.first), f.wordAfter(s.last)
	return p >= 0 && f.is(p, speaking) && (n < 0 || f.is(n, function))
}
