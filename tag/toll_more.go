package tag

import (
	"slices"
	"strings"

	"tocsin/report"
	"tocsin/tag/internal/places"
	"tocsin/text"
)

// addOthers adds those whom the words behind a loss that ends at token last count too, and returns the last token of them.
func (r *reading) addOthers(h *tollHit, last int) int {
	if h.vague {
		return last
	}
	if n, end := r.togetherWith(last+1, r.sentence(last)); n > 0 {
		h.head, h.n = h.n, h.n+n
		h.last, last = end, end
	}
	at := max(last, h.last) + 1
	for j := at; h.form == lossTotal && j < at+3 && j < r.sentence(last).End; j++ {
		if r.lossAt(j) {
			at = j + 1 // "bilan de 31 personnes tuées à"
		}
	}
	if n := r.furtherLost(at, r.sentence(last)); n > 0 && h.n > 0 {
		h.head, h.n = h.n, h.n+n
	}
	return last
}

// others returns how many more are told of behind the phrase that a preposition begins at token i: "the minister for trade and
// four others".
func (r *reading) others(i int, s *text.Sentence) int {
	if i >= s.End || !r.is(i, cPrep) {
		return 0
	}
	for j := i + 1; j+1 < s.End && j < i+8; j++ {
		if r.stops(j) || r.comma(j) || r.is(j, cBe|cRel|cSay|cSub) {
			return 0
		}
		if r.d.Tokens[j].Fold != "and" {
			continue
		}
		if n, vague, last, ok := r.number(j+1, s.End); ok && !vague && last+1 < s.End && !r.notPeople(last+1, s) && (r.d.Tokens[last+1].Fold == "others" || r.d.Tokens[last+1].Fold == "other") {
			return n
		}
	}
	return 0
}

// furtherLost returns how many more clauses without a verb of their own add behind token i: "six were killed in the port and
// another three in a second strike", "31 killed at Kourakou and 13 at Tondobi".
func (r *reading) furtherLost(i int, s *text.Sentence) int {
	sum, at := 0, r.placed(i, s)
	for j := i; j+1 < s.End && j < i+16 && !r.stops(j) && !r.is(j, cRel) && !r.lossAt(j); j++ {
		from := j + 1
		switch f := r.d.Tokens[j].Fold; {
		case (f == "another" || f == "further") && r.is(j-1, cAnd|cDet):
		case at && (r.is(j, cAnd) || r.comma(j)):
			if f := r.d.Tokens[from].Fold; f == "another" || f == "further" {
				from++
			}
		default:
			if _, _, _, ok := r.number(j, s.End); ok && at && sum == 0 {
				return 0 // "40 were killed in two villages, 22 in"
			}
			continue
		}
		n, vague, last, ok := r.number(from, s.End)
		if !ok || vague || last+1 >= s.End {
			continue
		}
		if f := r.d.Tokens[last+1].Fold; f == "people" || f == "others" || f == "more" {
			last++
		}
		if last+1 >= s.End || !r.is(last+1, cPrep) || r.is(last+1, cTime) || from == j+1 && at && !r.placed(last+1, s) {
			continue
		}
		sum += n
		i, j = last, last
	}
	return sum
}

// placed says whether a preposition at token i leads to the name of a place.
func (r *reading) placed(i int, s *text.Sentence) bool {
	return i+1 < s.End && r.is(i, cPrep) && !r.is(i, cTime) && !r.is(i+1, cMonth|cDay) && (r.capital(i+1) || r.placeAt(i+1))
}

// countOwner counts those whose death the noun at token i is: "the six Jesuits' murder". What a place or an armed group owns is
// the loss of others.
func (r *reading) countOwner(i int, s *text.Sentence) (tollHit, bool) {
	if i-2 < s.First || r.d.Tokens[i-1].Kind != text.Possessive || strings.HasSuffix(r.d.Tokens[i].Fold, "s") || r.placeAt(i-2) {
		return tollHit{}, false
	}
	begin := i - 1
	for begin > s.First && begin > i-9 && r.d.Tokens[begin-1].Kind != text.Punct && !r.is(begin-1, cPrep|cOf|cBe|cHave|cSay|cSub|cRel|cTo|cBy) {
		begin--
	}
	if n := r.actorAt[i-2]; n > 0 && !r.counted(begin, i-1, s) {
		switch r.actorInfo(&r.actors[n-1]).kind {
		case report.People, report.Leader:
		default:
			return tollHit{}, false
		}
	}
	return r.people(begin, i-1, s)
}

// placeAt says whether token i is part of the name of a place.
func (r *reading) placeAt(i int) bool {
	return slices.ContainsFunc(r.places.Hits, func(h places.Hit) bool { return h.First <= i && i <= h.Last })
}

// peopleAt says whether counted people or relatives are named at token i: "three members of his family", "her son".
func (r *reading) peopleAt(i int, s *text.Sentence) bool {
	switch r.d.Tokens[i].Fold {
	case "his", "her", "their":
		return i+1 < s.End && r.roleNoun(i+1)
	}
	_, _, last, ok := r.number(i, s.End)
	return ok && last+1 < s.End && (r.pluralPeople(last+1) || r.pluralPeople(min(last+2, s.End-1)))
}

// antecedent counts those whom a plural "who" at token i speaks of, where a number says how many: "two guards, who were".
func (r *reading) antecedent(i int, s *text.Sentence) (tollHit, bool) {
	for j := i - 1; j >= s.First && j > i-6; j-- {
		if n, v, last, ok := r.number(j, s.End); ok && last < i && !r.notPeople(last+1, s) && !r.dateOrAge(j, s) {
			if r.is(j-1, cOf) { // "one of two pilots who"
				if part, _, end, ok := r.number(max(j-2, s.First), s.End); ok && end == j-2 {
					n = part
				}
			}
			return tollHit{n: n, vague: v, first: j, last: i - 1}, true
		}
		if r.is(j, cSub|cSay|cBe) || r.comma(j) && j < i-1 {
			break
		}
	}
	for j := i - 1; j >= s.First && j > i-5; j-- { // "a striker who had scored was shot dead"
		if r.is(j, cDet) && r.d.Tokens[j].Fold != "the" {
			n, v, ok := r.conjunct(j, i, s)
			return tollHit{n: n, vague: v, first: j, last: i - 1}, ok
		}
	}
	return tollHit{}, false
}

// togetherWith counts those who are lost with somebody: "was killed together with his assistant", "along with two guards"; it
// returns the last token too.
func (r *reading) togetherWith(i int, s *text.Sentence) (n, last int) {
	for from := i; i+2 < s.End && r.d.Tokens[i+1].Fold != "with"; i++ {
		if i-from == longClause || r.stops(i) || r.is(i, cRel|cSay|cBe) || r.is(i, cSub) && !r.is(i, cPrep) || r.lossAt(i) {
			return 0, 0
		}
	}
	if i+2 >= s.End {
		return 0, 0
	}
	if f := r.d.Tokens[i].Fold; f != "together" && f != "along" && (r.comma(i) || !r.peopleAt(i+2, s)) {
		return 0, 0 // "killed with two knives"
	}
	h, ok := r.countRight(i+2, s)
	if !ok || h.vague {
		return 0, 0
	}
	return h.n, i + 1
}
