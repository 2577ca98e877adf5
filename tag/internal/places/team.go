package places

import (
	"strings"

	"tocsin/tag/internal/gaz"
	"tocsin/text"
)

// teams drops the towns that stand for their clubs: "Leeds beat Burnley 2-1", "Lyon's striker". A verb of a match alone says
// little; it takes a score, a word of sport or two towns at it.
func (f *finder) teams() {
	for k := range f.spans {
		s := &f.spans[k]
		if s.dropped || s.certain || s.locative || s.dateline || f.country(s) {
			continue
		}
		if f.league(s) {
			s.dropped = true
			continue
		}
		if n := s.last + 2; n < len(f.d.Tokens) && f.d.Tokens[n-1].Kind == text.Possessive && f.is(n, sport) || f.fansOf(s) {
			s.dropped = true
			continue
		}
		verb := f.matchVerb(s)
		if verb >= 0 && (f.sporting(verb) || f.rivals(k, verb)) {
			s.dropped = true
		}
	}
}

// fansOf says whether supporters stand before a span.
func (f *finder) fansOf(s *span) bool {
	p := f.wordBefore(s.first)
	if p < 0 || f.d.Tokens[p].Fold != "of" {
		return false
	}
	q := f.wordBefore(p)
	return q >= 0 && (f.d.Tokens[q].Fold == "fans" || f.d.Tokens[q].Fold == "supporters")
}

// matchVerb returns the verb of a match whose subject or object a span is, -1 for none.
func (f *finder) matchVerb(s *span) int {
	n := f.wordAfter(s.last)
	for k := 0; n >= 0 && k < 2 && f.d.Tokens[n].Shape == text.Lower && !f.is(n, contest); k++ {
		n = f.wordAfter(n) // "will host"
	}
	if f.is(n, contest) {
		return n
	}
	p := f.wordBefore(s.first)
	if f.is(p, against) {
		for k := 0; k < 4 && p >= 0 && !f.is(p, contest); k++ {
			p = f.wordBefore(p)
		}
	}
	if n := s.last + 1; !f.is(p, contest) || n < len(f.d.Tokens) && f.d.Tokens[n].Kind == text.Possessive {
		return -1
	}
	return p
}

// league says whether a span begins the name of a team of a league: "the Dallas Cowboys", "Toronto Maple Leafs".
func (f *finder) league(s *span) bool {
	n := f.wordAfter(s.last)
	if f.is(n, colour) && f.capitalised(n) {
		n = f.wordAfter(n)
	}
	return f.is(n, nickname) && f.capitalised(n) && (f.flags(n)&gaz.CommonWord == 0 || !f.capitalised(f.wordAfter(n)))
}

// sporting says whether the sentence of token i speaks of a match: it has a score, "2-1", or a word of sport.
func (f *finder) sporting(i int) bool {
	sent := f.d.Sentences[f.d.Tokens[i].Sentence]
	for j := sent.First; j < sent.End; j++ {
		t := &f.d.Tokens[j]
		if t.Kind == text.Word && (f.is(j, sport) || j > sent.First+1 && strings.HasPrefix(t.Fold, "final") && f.d.Tokens[j-1].Fold == "-") {
			return true // "the semi-final"
		}
		if t.Kind == text.Number && j+2 < sent.End && len(t.Fold) < 3 && (f.d.Tokens[j+1].Fold == "-" || f.d.Tokens[j+1].Fold == "–") &&
			!f.d.Tokens[j+1].Space && f.d.Tokens[j+2].Kind == text.Number && !f.d.Tokens[j+2].Space && len(f.d.Tokens[j+2].Fold) < 3 {
			return true
		}
	}
	return false
}

// rivals says whether the k-th span and its neighbour are towns on both sides of a verb of a match.
func (f *finder) rivals(k, verb int) bool {
	other := k + 1
	if f.spans[k].first > verb {
		other = k - 1
	}
	if other < 0 || other >= len(f.spans) || f.matchVerb(&f.spans[other]) != verb {
		return false
	}
	o := &f.spans[other]
	return o.first > verb != (f.spans[k].first > verb) && f.g.data.Places[f.g.data.Refs(o.name)[0].Place()].Kind == gaz.City
}
