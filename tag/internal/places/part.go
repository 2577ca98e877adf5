package places

import (
	"tocsin/tag/internal/gaz"
	"tocsin/text"
)

// A part is what a mention of a place is in its sentence: that tells how much it says about where the events happen.
type part uint8

const (
	named    part = iota // with nothing that says more
	scene                // behind a preposition of place, what is hit
	topic                // what heads a paragraph, as in a round-up
	native               // by what it has at home: "a French court", "in Israeli custody"
	acting               // as one who acts: "the U.S. army", "Iraq's government"
	standing             // by an institution that stands for it: "the Kremlin"
	home                 // where somebody comes from who need not be there: "Beirut-based", "the U.S. embassy"
	beside               // as what lies beside: "near the Syrian border", "Jordan's border with Syria"
	away                 // where somebody or something goes afterwards: "fled to", "diverted to"
	podium               // where somebody speaks: "said in Paris", "officials in Ankara said"
	sourced              // where the news comes from: a dateline, the source behind the dash of a title
)

// happens says whether a mention of this part tells where something happens.
func (p part) happens() bool { return p == scene || p == topic }

// weights say how much a mention says by its part.
var weights = [...]float64{named: 1, scene: 2, topic: 2, native: 0.9, acting: 0.6, standing: 0.3, home: 0.3, beside: 0.2, away: 0.4, podium: 0.3, sourced: 0.3}

// part tells what a span is in its sentence.
func (f *finder) part(s *span, ref gaz.Ref) part {
	acts, qualifies := f.acts(s, ref), f.attribute(s, ref)
	switch {
	case f.heading(s):
		return topic
	case s.dateline, f.source(s):
		return sourced
	case s.based, f.foreign(s, ref), f.tied(s):
		return home
	case f.beside(s, ref):
		return beside
	case f.away(s):
		return away
	case f.speaks(s):
		return podium
	case s.locative && !qualifies, s.struck && !qualifies && !acts, ref.Name() == gaz.People && f.placeNoun(s):
		return scene
	case ref.Name() == gaz.Body:
		return standing
	case f.native(s, ref), s.locative && !acts:
		return native
	case acts:
		return acting
	}
	return named
}

// native says whether a country is named for what it has at home: courts, police, prisons.
func (f *finder) native(s *span, ref gaz.Ref) bool {
	n, _ := f.owned(s)
	return n >= 0 && f.is(n, domestic) && f.g.data.Places[ref.Place()].Kind <= gaz.Territory
}

// attribute says whether a span only qualifies the word behind it: an adjective, "U.S.".
func (f *finder) attribute(s *span, ref gaz.Ref) bool {
	if ref.Name() == gaz.People {
		return true
	}
	n, owns := f.owned(s)
	t := &f.d.Tokens[s.first]
	return n >= 0 && !owns && f.g.data.Places[ref.Place()].Kind <= gaz.Territory && t.Shape == text.Upper && len(t.Fold) <= 4 &&
		(s.last == s.first || f.d.Tokens[s.last].Fold == ".")
}

// acts says whether a country or its capital is named as one who acts, wherever that is: by its government, army or envoys,
// or as the doer behind "by".
func (f *finder) acts(s *span, ref gaz.Ref) bool {
	p := &f.g.data.Places[ref.Place()]
	if p.Kind > gaz.Territory && p.Seat < 3 {
		return false
	}
	b := s.before
	for k := 0; b >= 0 && k < 2 && (f.d.Tokens[b].Fold == "a" || f.d.Tokens[b].Fold == "an" || f.d.Tokens[b].Fold == "the" || f.d.Tokens[b].Fold == "suspected"); k++ {
		b = f.wordBefore(b)
	}
	if b >= 0 && f.d.Tokens[b].Fold == "by" {
		return true
	}
	if b >= 0 && f.d.Tokens[b].Fold == "of" && !s.locative && f.is(f.wordBefore(b), power) {
		return true // "the forces of Chad"
	}
	if b >= 0 && ref.Name() == gaz.People && f.is(b, force) {
		return true
	}
	n, owns := f.owned(s)
	for k := 0; n >= 0 && k < 3; k++ {
		if f.is(n, power) {
			return true
		}
		if f.is(n, function) || !owns && !f.attribute(s, ref) && !f.is(n, when) {
			return false
		}
		n = f.wordAfter(n)
	}
	return false
}

// owned returns the word behind a span that it qualifies or that does what is told, across a possessive, a point or a
// hyphen, -1 for none; owns says whether there is a possessive.
func (f *finder) owned(s *span) (n int, owns bool) {
	if n = f.wordAfter(s.last); n >= 0 {
		return n, false
	}
	t := f.d.Tokens
	if n = s.last + 2; n >= len(t) || t[n].Sentence != t[s.last].Sentence || t[n].Kind != text.Word {
		return -1, false
	}
	owns = t[s.last+1].Kind == text.Possessive
	if !owns && t[s.last+1].Fold != "." && t[s.last+1].Fold != "-" {
		return -1, false
	}
	return n, owns
}

// foreign says whether a country is named for its embassy or a traveller: they are abroad.
func (f *finder) foreign(s *span, ref gaz.Ref) bool {
	n, owns := f.owned(s)
	return n >= 0 && f.is(n, traveller) && (owns || f.attribute(s, ref))
}

// tied says whether a span is whom somebody is on the side of: "hackers linked to North Korea".
func (f *finder) tied(s *span) bool {
	p := f.wordBefore(s.first)
	return p >= 0 && (f.d.Tokens[p].Fold == "to" || f.d.Tokens[p].Fold == "with") && f.is(f.wordBefore(p), tied)
}

// beside says whether a country or region is named for its border only: "near the Syrian border", "the border with Iraq".
func (f *finder) beside(s *span, ref gaz.Ref) bool {
	if f.g.data.Places[ref.Place()].Kind > gaz.Admin1 {
		return false
	}
	if n := f.wordAfter(s.last); n >= 0 && f.is(n, border) { // but "an Armenian border village" is in Armenia
		m := f.wordAfter(n)
		return m < 0 || f.is(m, function) || f.is(m, says)
	}
	p := f.wordBefore(s.first)
	if p < 0 || f.d.Tokens[p].Fold != "with" {
		return p >= 0 && f.is(p, border)
	}
	q := f.wordBefore(p)
	return q >= 0 && f.is(q, border)
}

// speaks says whether a span is where somebody speaks of what may have happened elsewhere: "said on Monday in Caracas".
func (f *finder) speaks(s *span) bool {
	if !s.locative {
		return false
	}
	if n := f.wordAfter(s.last); n >= 0 && f.is(n, says) {
		return true
	}
	p := f.wordBefore(s.first)
	if p < 0 {
		return false
	}
	q := f.wordBefore(p)
	for n := 0; q >= 0 && n < 2 && f.is(q, when); n++ {
		q = f.wordBefore(q)
	}
	return q >= 0 && (f.d.Tokens[q].Fold == "speaking" || f.is(q, speech|audience)) || f.saidBy(q)
}

// saidBy says whether somebody who speaks ends at token i, -1 for nobody: "said an officer in Bamako".
func (f *finder) saidBy(i int) bool {
	for n := 0; i >= 0 && n < 4; n++ {
		if f.is(i, anyof) {
			return f.is(f.wordBefore(i), speech)
		}
		i = f.wordBefore(i)
	}
	return false
}

// away says whether a span is where somebody goes after what happened: "diverted to the Dominican Republic".
func (f *finder) away(s *span) bool {
	p := f.wordBefore(s.first)
	for n := 0; p >= 0 && n < 2 && f.is(p, skip); n++ {
		p = f.wordBefore(p)
	}
	if p < 0 || f.d.Tokens[p].Fold != "to" && f.d.Tokens[p].Fold != "into" && f.d.Tokens[p].Fold != "for" {
		return false
	}
	q := f.wordBefore(p)
	return q >= 0 && f.is(q, travel)
}

// source says whether a span ends a title behind a dash, where it says who told it: "Army kills 11 - French officials".
func (f *finder) source(s *span) bool {
	if s.last >= f.d.TitleEnd || s.last < f.d.TitleEnd-3 || s.first == 0 {
		return false
	}
	switch t := &f.d.Tokens[s.first-1]; t.Fold {
	case "-", "–", "—", "|":
		return t.Space && f.d.Tokens[s.first].Space
	}
	return false
}

// inherits returns the part of a mention with nothing that says more, behind the mention before it: that of the country that has
// it, "in Nigeria's Borno State", and that of a place before it in a list, "in Homs and Hama".
func (f *finder) inherits(s *span, h, before *Hit) part {
	t := f.d.Tokens
	if t[s.first].Sentence != t[before.Last].Sentence || s.first-before.Last > 5 {
		return named
	}
	if s.first-before.Last <= 2 && f.g.contains(before.Place, h.Place) && (s.first == before.Last+1 || t[before.Last+1].Kind == text.Possessive) {
		return before.Part
	}
	if !before.Part.happens() || f.acts(s, gaz.NewRef(h.Place, gaz.Official)) {
		return named
	}
	joined := f.g.data.Places[h.Place].Seat < 3 // but "in Zakho, Baghdad says"
	for i := before.Last + 1; i < s.first; i++ {
		switch t[i].Fold {
		case ",", "the":
		case "and", "or", "&", "et", "y", "и", "та", "و":
			joined = true
		default:
			if !f.is(i, skip|feature) || f.is(i, function) {
				return named
			}
		}
	}
	if !joined {
		return named
	}
	return before.Part
}

// heading says whether a span heads a paragraph of the text before a colon, as in a round-up: "Borno State: gunmen attacked".
func (f *finder) heading(s *span) bool {
	t := f.d.Tokens
	first := f.d.Sentences[t[s.first].Sentence].First
	if t[s.first].InTitle || s.first != first || first > 0 && f.d.Sentences[t[first-1].Sentence].Paragraph == f.d.Sentences[t[first].Sentence].Paragraph && !t[first-1].InTitle {
		return false
	}
	i := s.last + 1
	for i < len(t) && t[i].Kind == text.Word && f.is(i, feature) {
		i++
	}
	return i < len(t) && t[i].Fold == ":"
}
