package tag

import (
	"tocsin/text"
)

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
