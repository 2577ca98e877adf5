package tag

import (
	"tocsin/text"
)

// addOthers adds those whom the words behind a loss that ends at token last count too, and returns the last token of them.
func (r *reading) addOthers(h *tollHit, last int) int {
	if h.vague {
		return last
	}
	if n, end := r.togetherWith(last + 1); n > 0 {
		h.head, h.n = h.n, h.n+n
		h.last, last = end, end
	}
	if n := r.furtherLost(last+1, r.sentence(last)); n > 0 && (h.form == lossObject || h.form == lossSubject) {
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

// furtherLost returns how many more a clause without a verb of its own adds behind token i: "six were killed in the port and
// another three in a second strike".
func (r *reading) furtherLost(i int, s *text.Sentence) int {
	for j := i; j+1 < s.End && j < i+16 && !r.stops(j) && !r.is(j, cRel) && !r.lossAt(j); j++ {
		if f := r.d.Tokens[j].Fold; f != "another" && f != "further" || !r.is(j-1, cAnd|cDet) {
			continue
		}
		n, vague, last, ok := r.number(j+1, s.End)
		if !ok || vague || last+1 >= s.End {
			return 0
		}
		if f := r.d.Tokens[last+1].Fold; f == "people" || f == "others" || f == "more" {
			last++
		}
		if last+1 < s.End && r.is(last+1, cPrep) && !r.is(last+1, cTime) {
			return n
		}
		return 0
	}
	return 0
}

// antecedent counts those whom a plural "who" at token i speaks of, where a number says how many: "two guards, who were".
func (r *reading) antecedent(i int, s *text.Sentence) (tollHit, bool) {
	for j := i - 1; j >= s.First && j > i-6; j-- {
		if n, v, last, ok := r.number(j, s.End); ok && last < i && !r.notPeople(last+1, s) && !r.dateOrAge(j, s) {
			return tollHit{n: n, vague: v, first: j, last: i - 1}, true
		}
		if r.is(j, cSub|cSay|cBe) || r.comma(j) && j < i-1 {
			break
		}
	}
	return tollHit{}, false
}

// togetherWith counts those who are lost with somebody: "was killed together with his assistant", "along with two guards"; it
// returns the last token too.
func (r *reading) togetherWith(i int) (n, last int) {
	if i+2 >= len(r.d.Tokens) || r.d.Tokens[i].Fold != "together" && r.d.Tokens[i].Fold != "along" || r.d.Tokens[i+1].Fold != "with" {
		return 0, 0
	}
	h, ok := r.countRight(i+2, r.sentence(i))
	if !ok || h.vague {
		return 0, 0
	}
	return h.n, i + 1
}
