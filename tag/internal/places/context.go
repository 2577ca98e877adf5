package places

import (
	"sort"

	"tocsin/tag/internal/gaz"
	"tocsin/text"
)

// wordBefore returns the nearest word token before i in its sentence with no mark between, -1 for none.
func (f *finder) wordBefore(i int) int {
	if i == 0 || f.d.Tokens[i-1].Sentence != f.d.Tokens[i].Sentence {
		return -1
	}
	switch t := &f.d.Tokens[i-1]; t.Kind {
	case text.Word, text.Number:
		return i - 1
	case text.Punct:
		if t.Fold == "." && i >= 2 && !t.Space && f.d.Tokens[i-2].Kind == text.Word && f.d.Tokens[i-2].Sentence == t.Sentence {
			return i - 2 // "Gen. X", "J. X"
		}
		if (t.Fold == "'" || t.Fold == "’") && i >= 2 && !t.Space && !f.d.Tokens[i].Space && len(f.d.Tokens[i-2].Fold) == 1 && f.d.Tokens[i-2].Sentence == t.Sentence {
			return i - 2 // "d'Ansongo"
		}
		if t.Fold == "#" && i >= 2 && f.d.Tokens[i-2].Kind == text.Word && f.d.Tokens[i-2].Sentence == t.Sentence {
			return i - 2 // "in #X"
		}
	}
	return -1
}

// wordAfter returns the word token right behind i in its sentence, -1 for none.
func (f *finder) wordAfter(i int) int {
	if i+1 < len(f.d.Tokens) && f.d.Tokens[i+1].Sentence == f.d.Tokens[i].Sentence && f.d.Tokens[i+1].Kind == text.Word {
		return i + 1
	}
	return -1
}

// capitalised says whether a token has a capital that means something.
func (f *finder) capitalised(i int) bool {
	return i >= 0 && f.d.Tokens[i].Kind == text.Word && f.d.Tokens[i].Shape != text.Lower && f.cased(i)
}

// flags returns the flags of a single word, 0 for an unknown one.
func (f *finder) flags(i int) uint8 {
	if i < 0 {
		return 0
	}
	if n, _ := f.g.data.Lookup(gaz.NewHash().Add(f.d.Tokens[i].Fold)); n >= 0 {
		return f.g.data.Flags(n)
	}
	return 0
}

// context looks at the words around every span: what speaks for a place and what for a person or an organisation.
func (f *finder) context() {
	for k := range f.spans {
		s := &f.spans[k]
		n, ok := f.bySense[s.name]
		if !ok {
			n = len(f.senses)
			f.bySense[s.name] = n
			f.senses = append(f.senses, sense{name: s.name, refs: f.g.data.Refs(s.name), chosen: -1})
		}
		s.sense = n
		f.senses[n].home = f.senses[n].home || !f.abroad(s)
		f.abbreviation(s)
		f.called(s)
		f.before(s)
		f.behind(s, k)
		if f.g.data.Refs(s.name)[0].Name() == gaz.People && f.placeNoun(s) || f.betweenPlaces(k) {
			s.locative = true
		}
		s.dateline = f.isDateline(s)
		if s.dateline {
			s.support += 2
			s.person = s.person && f.d.Tokens[s.first].Shape != text.Upper // "WASHINGTON Christopher Roe met"
		}
	}
}

// called notes what the words around a span call it: a region, a river.
func (f *finder) called(s *span) {
	sn := &f.senses[s.sense]
	if n := f.wordAfter(s.last); n >= 0 {
		w := f.d.Tokens[n].Fold
		sn.local = sn.local || f.ofTown(n)
		sn.region = sn.region || gaz.Generic(w) && w != "city" && w != "capital" && w != "area" && w != "zone" && w != "special"
	}
	p := f.wordBefore(s.first)
	sn.river = sn.river || p >= 0 && f.d.Tokens[p].Fold == "the" && f.wordBefore(p) >= 0
}

// ofTown says whether token n is what a town has: "the Athens man", "the Paris City Council".
func (f *finder) ofTown(n int) bool {
	return f.is(n, townsfolk) || f.d.Tokens[n].Fold == "city" && f.is(f.wordAfter(n), body)
}

// abroad says whether a span only says where a traveller or envoy comes from.
func (f *finder) abroad(s *span) bool {
	n := f.wordAfter(s.last)
	return n >= 0 && f.is(n, traveller) && f.g.data.Refs(s.name)[0].Name() == gaz.People
}

// before weighs the words before a span.
func (f *finder) before(s *span) {
	p := f.wordBefore(s.first)
	s.before = p
	for n := 0; p >= 0 && n < 3 && f.is(p, skip); n++ {
		p = f.wordBefore(p)
	}
	f.preposition(s, p)
	if p >= 0 && f.d.Tokens[p].Fold == "of" && f.is(f.wordBefore(p), noble) && (!f.country(s) || f.g.data.Refs(s.name)[0].Name() == gaz.Other) {
		s.dropped = true // "the Duke of Norfolk"
		return
	}
	if s.person = f.bracketed(s); s.person || s.before < 0 || s.last > s.first {
		return
	}
	p = s.before
	fold := f.d.Tokens[p].Fold
	switch {
	case f.is(p, title):
		s.person = true
	case !f.nameLike(p):
	case f.is(p, skip|locative|toward|settled|feature):
	case f.headline(p) && f.flags(p)&gaz.GivenName == 0:
	case f.flags(p)&gaz.GivenName != 0 && !f.longer(p), len([]rune(fold)) == 1 && f.d.Tokens[p+1].Fold == ".":
		s.person = true
	case f.spanAt(p) != nil:
		s.person = f.spanAt(p).person // "General Santiago Medina"
	case f.titled(p), !f.cased(p) && f.stranger(p) && f.g.data.Places[f.g.data.Refs(s.name)[0].Place()].Prominence() < 6:
		s.person = true // "spokesman Abdi Aden", "EPIGMENIO IBARRA"
	case p > 0 && f.d.Tokens[p-1].Sentence == f.d.Tokens[p].Sentence:
		s.support -= 1.3 // part of a longer name
	}
	if particle[fold] && p > 0 && f.nameLike(p-1) && f.flags(p-1)&gaz.GivenName != 0 {
		s.person = true // "Mario de Santiago"
	}
}

// preposition weighs the preposition or verb at token p before a span, -1 for none.
func (f *finder) preposition(s *span, p int) {
	if p < 0 {
		return
	}
	fold := f.d.Tokens[p].Fold
	switch {
	case f.is(p, locative):
		s.locative = true
		s.support += 1.6
	case f.is(p, toward):
		s.support += 0.7
		q := f.wordBefore(p)
		if fold == "of" && q >= 0 && (f.is(q, settled) || f.is(q, feature)) {
			s.locative = true
			s.support += 2
			if q := f.d.Tokens[q].Fold; q == "city" || q == "town" || q == "village" {
				f.senses[s.sense].town = true
			}
		} else if q >= 0 && (f.is(q, residence) || f.d.Tokens[q].Fold == "miles" || f.d.Tokens[q].Fold == "km") {
			s.support += 1
		} else if fold == "of" && q >= 0 && f.is(q, direction) || fold == "on" && f.isle(s) {
			s.locative = true
			s.support += 1.3
		} else if fold != "from" && q >= 0 && f.is(q, assault) && f.g.data.Refs(s.name)[0].Name() != gaz.People {
			s.struck = true
		}
	case f.is(p, settled):
		s.support += 1
	case f.is(p, struck) && f.g.data.Refs(s.name)[0].Name() != gaz.People:
		s.struck = true
		s.support += 0.7
	}
}

// betweenPlaces says whether something is between a span and the next, two towns: "on the road between Sirte and Misrata". Of
// capitals their governments are meant.
func (f *finder) betweenPlaces(k int) bool {
	s := &f.spans[k]
	return s.before >= 0 && f.d.Tokens[s.before].Fold == "between" && f.spot(s) && k+1 < len(f.spans) &&
		f.spans[k+1].first == s.last+2 && f.spot(&f.spans[k+1])
}

// isle says whether a span is called an island: "on Jolo island".
func (f *finder) isle(s *span) bool {
	n := f.wordAfter(s.last)
	return n >= 0 && (f.d.Tokens[n].Fold == "island" || f.d.Tokens[n].Fold == "islands")
}

// spot says whether the likeliest reading of a span is a town that is no capital.
func (f *finder) spot(s *span) bool {
	p := &f.g.data.Places[f.g.data.Refs(s.name)[0].Place()]
	return p.Kind == gaz.City && p.Seat < 3
}

// placeNoun says whether an adjective of a country belongs to a place: "the Syrian city of", "an Azeri village", "in the
// Afghan capital".
func (f *finder) placeNoun(s *span) bool {
	n := f.wordAfter(s.last)
	for k := 0; n >= 0 && k < 2 && f.is(n, skip); k++ {
		n = f.wordAfter(n)
	}
	return n >= 0 && f.is(n, settled)
}

// spanAt returns the span that token i belongs to, nil for none.
func (f *finder) spanAt(i int) *span {
	k := sort.Search(len(f.spans), func(k int) bool { return f.spans[k].last >= i })
	if k == len(f.spans) || f.spans[k].first > i {
		return nil
	}
	return &f.spans[k]
}

// longer says whether a token belongs to a span of several words.
func (f *finder) longer(i int) bool {
	s := f.spanAt(i)
	return s != nil && s.last > s.first
}

// behind weighs the words behind a span.
func (f *finder) behind(s *span, k int) {
	flags := f.g.data.Flags(s.name)
	if f.isLanguage(s) {
		s.dropped = true
		return
	}
	next := s.last + 1
	if next+1 < len(f.d.Tokens) && f.d.Tokens[next].Fold == "-" && !f.d.Tokens[next].Space {
		if f.is(next+1, origin|power|feature) {
			s.support += 2
			s.based = f.is(next+1, origin)
		}
	}
	if next < len(f.d.Tokens) && !f.d.Tokens[next].Space && (f.d.Tokens[next].Fold == "$" || f.d.Tokens[next].Fold == "£") {
		s.dropped = true // "US$"
		return
	}
	if s.first == s.last && flags&gaz.GivenName != 0 && f.aged(s.last) {
		s.person = true
		return
	}
	n := f.wordAfter(s.last)
	if n < 0 {
		return
	}
	switch {
	case f.is(n, way) && f.country(s) && f.g.data.Refs(s.name)[0].Name() != gaz.People:
		s.dropped = true // "Palestine street"
	case f.is(n, water) && f.capitalised(n):
		s.support -= 1.5 // a river, street or park called after the place
	case f.ofTown(n) && !f.headline(n):
		s.support += 2.2
	case f.is(n, feature):
		s.support += 1
	case f.is(n, ailment):
		if s.dropped = !f.country(s); s.dropped {
			f.persons[f.d.Tokens[s.last].Fold] = true // "Marburg" alone is the disease then
		}
	case f.is(n, gang), f.is(n, accord) && f.capitalised(n), f.is(n, matter) && f.is(f.wordAfter(n), accord), f.is(n, media) && f.capitalised(n) && !f.headline(n):
		s.dropped = !f.country(s)
	case f.is(n, body):
		s.support += 0.5
	case f.headline(n) && s.last == s.first && flags&gaz.GivenName != 0 && f.nameLike(n) && !f.country(s):
		s.person = true // "Sofia Vergara", but not "Paris Talks"
	case !f.capitalised(n), f.headline(n), s.last > s.first:
	case f.d.Tokens[s.last+1].Kind == text.Word && k+1 < len(f.spans) && f.spans[k+1].first == n:
		if flags&gaz.GivenName != 0 {
			s.person = true
		}
	case flags&gaz.GivenName != 0 && !(f.country(s) && f.flags(n)&(gaz.CommonWord|gaz.GivenName|gaz.Surname) == gaz.CommonWord):
		s.person = true // but "the Kenya Medical Association"
	default:
		s.support -= 0.7
	}
}

func (f *finder) sentenceStart(i int) bool {
	return f.d.Sentences[f.d.Tokens[i].Sentence].First == i
}

// country says whether the likeliest reading of a span is a country.
func (f *finder) country(s *span) bool {
	refs := f.g.data.Refs(s.name)
	k := f.g.data.Places[refs[0].Place()].Kind
	return k == gaz.Country || k == gaz.Territory
}

// headline says whether the sentence of token i has capitals on all its important words, as English headlines do: a
// capital says little there.
func (f *finder) headline(i int) bool {
	return f.d.Sentences[f.d.Tokens[i].Sentence].Headline
}
