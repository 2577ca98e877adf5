package tag

import (
	"strings"

	"tocsin/text"
)

// count finds the number of those lost around the words first to last.
func (r *reading) count(k loss, first, last int, gapped bool) (tollHit, bool) {
	s := r.sentence(first)
	if r.hypothetical(first, s) {
		return tollHit{}, false
	}
	if r.lang.code != "en" {
		return r.nearestNumber(k, first, last, s)
	}
	switch k.form {
	case lossTotal:
		return r.totalAfter(last, s)
	case lossSubject:
		return r.countLeft(first, s)
	case lossNoun:
		return r.countNoun(first, last, s)
	}
	if gapped && last-first > 1 { // "hacked eight farmers to death"
		if h, ok := r.countRight(first+1, &text.Sentence{First: s.First, End: last}); ok {
			return h, true
		}
	}
	f := r.d.Tokens[first].Fold
	gerund := strings.HasSuffix(f, "ing")
	switch {
	case gerund && r.is(last+1, cOf):
		return r.countRight(last+2, s)
	case gerund && r.d.Tokens[max(first-1, s.First)].Kind == text.Possessive:
		return r.countOwner(first, s)
	}
	if last == first && !r.past(first) && !gerund && !r.verbal(first) {
		return r.countNoun(first, last, s)
	}
	if r.isPassive(first, s.First) || !r.beginsObject(last+1, s) {
		if gerund {
			return tollHit{}, false
		}
		return r.countLeft(first, s)
	}
	if !gerund && last == first && (f == "injured" || f == "wounded" || f == "hurt") && (r.numbered(first, s) || r.is(first-1, cDet) && r.actorAt[last+1] == 0) {
		return r.countNoun(first, last, s)
	}
	h, ok := r.countRight(last+1, s)
	if !ok && f == "wounded" && single(r.d.Tokens[last+1].Fold) && !r.notPeople(last+2, s) {
		return tollHit{n: 1, first: last + 1, last: min(last+2, s.End-1)}, true // "wounded a bailiff"
	}
	return h, ok
}

// numbered says whether a number in words stands before the participle at token i: "six injured boys", "dozens of injured people".
func (r *reading) numbered(i int, s *text.Sentence) bool {
	if r.is(i-1, cOf) {
		i--
	}
	return i > s.First && r.value[i-1] > 0 && r.d.Tokens[i-1].Kind == text.Word
}

// beginsObject says whether an object begins at token i.
func (r *reading) beginsObject(i int, s *text.Sentence) bool {
	if i >= s.End || r.stops(i) || r.comma(i) {
		return false
	}
	if _, _, _, ok := r.number(i, s.End); ok {
		return true
	}
	switch r.d.Tokens[i].Fold {
	case "as":
		return i+1 < s.End && r.d.Tokens[i+1].Fold == "many"
	case "at", "up", "some", "about", "around", "over", "between":
		for j := i + 1; j < i+4 && j < s.End; j++ {
			if _, _, _, ok := r.number(j, s.End); ok {
				return true
			}
		}
		return false
	case "themselves", "when", "dead":
		return false
	}
	return !r.is(i, cPrep|cSub|cAnd|cBe|cHave|cModal|cMaybe|cBy|cTime|cSay|cTo|cRel) && r.d.Tokens[i].Kind != text.Punct
}

// countRight counts the noun phrase that begins at token i.
func (r *reading) countRight(i int, s *text.Sentence) (tollHit, bool) {
	end := i
	for ; end < s.End && end < i+30; end++ {
		if r.stops(end) || r.is(end, cBe|cRel|cSay|cHave) || r.is(end, cSub) && !r.is(end, cPrep) {
			break
		}
		if r.is(end, cPrep|cTo) && end > i && r.d.Tokens[end].Fold != "of" && !r.quantifies(end, s) {
			break
		}
		if r.lossAt(end) {
			break
		}
		if f := r.d.Tokens[end].Fold; f == "including" || f == "among" {
			break
		}
	}
	for end > i && (r.is(end-1, cAnd) || r.comma(end-1)) {
		end--
	}
	h, ok := r.people(i, end, s)
	if more := r.others(end, s); ok && more > 0 && !h.vague {
		h.head = h.n
		h.n += more
	}
	return h, ok
}

// quantifies says whether a preposition is part of a number: "at least 12", "up to 12", "between 10 and 12".
func (r *reading) quantifies(i int, s *text.Sentence) bool {
	switch r.d.Tokens[i].Fold {
	case "at", "up", "to", "over", "about", "around", "between", "under", "near":
		for j := i + 1; j <= i+2 && j < s.End; j++ {
			if _, _, _, ok := r.number(j, s.End); ok {
				return true
			}
		}
	}
	return false
}

// countLeft counts the noun phrase before token i: the subject of a passive or of "died".
func (r *reading) countLeft(i int, s *text.Sentence) (tollHit, bool) {
	if i > s.First && r.d.Tokens[i-1].Fold == "those" {
		return tollHit{}, false // "the families of those killed": known already
	}
	end := i
	for end > s.First && (r.is(end-1, cBe|cHave|cModal|cMaybe) || adverb(r.d.Tokens[end-1].Fold)) {
		end--
	}
	if end-3 > s.First && r.d.Tokens[end-1].Fold == "and" && r.past(end-2) && r.is(end-3, cBe|cHave) && !r.lossAt(end-2) {
		return r.countLeft(end-2, s) // "were kidnapped and killed"
	}
	// "a commander and another, including his aide, were killed": what stands between commas is left out.
	if end > s.First && r.comma(end-1) {
		for j := end - 2; j > s.First && j > end-16; j-- {
			if r.comma(j) {
				end = j
				break
			}
		}
	}
	if end > s.First && r.is(end-1, cRel) { // "the man who was killed"
		if end-1 > s.First && r.is(end, cBe) && (r.d.Tokens[end].Fold == "were" || r.d.Tokens[end].Fold == "are") {
			return r.antecedent(end-1, s)
		}
		end--
		if end > s.First && r.comma(end-1) {
			end--
		}
	}
	begin := r.subjectFrom(end, s)
	if begin < end && r.is(begin, cPrep) && !r.quantifies(begin, s) && !r.is(begin, cOf) {
		for k := begin + 1; k < end; k++ { // "in the attack two men": the subject begins behind the prepositional phrase
			if _, _, _, ok := r.number(k, s.End); ok {
				return r.people(k, end, s)
			}
		}
	}
	h, ok := r.people(begin, end, s)
	if f := r.d.Tokens[end].Fold; ok && h.vague && h.n == 2 && (f == "was" || f == "is" || f == "has") {
		h.n, h.vague = 1, false // "the head of the rocket troops was killed"
	}
	if ok {
		return h, true
	}
	if h, ok := r.whom(begin, s); ok {
		return h, true
	}
	return tollHit{n: 1, first: begin, last: end - 1}, begin < end && r.onlyPeople(i) && (r.is(begin, cAlone) || single(r.d.Tokens[begin].Fold)) && !r.notPeople(begin+1, s)
}

// onlyPeople says whether the words of loss at token i are said of people alone, whatever they are called: "a sexton was shot dead".
func (r *reading) onlyPeople(i int) bool {
	last, p := r.loss(i)
	if p == nil {
		return false
	}
	switch r.d.Tokens[last].Fold {
	case "dead", "death", "down", "murdered", "assassinated", "beheaded", "lynched":
		return true
	}
	return last > i && r.lang.lossKinds[p.value].wounded
}

// single says whether a word is an article before one person.
func single(f string) bool { return f == "a" || f == "an" }

// subjectFrom returns where the noun phrase begins that ends before token end.
func (r *reading) subjectFrom(end int, s *text.Sentence) int {
	begin := end
	for begin > s.First {
		j := begin - 1
		f := r.d.Tokens[j].Fold
		if r.stops(j) || r.comma(j) && !r.listComma(j, s) || r.is(j, cSub|cSay|cRel|cTime) && !r.is(j, cAnd) || f == `"` || f == "”" {
			break
		}
		if r.lossAt(j) || f == "dead" || f == "killed" {
			break // "two killed and five wounded": the number behind "and" is this one's
		}
		if r.is(j, cBe|cHave) && r.d.Tokens[j].Kind != text.Possessive && !r.is(j, cNeg) {
			break
		}
		if f == "but" && begin < end && j > s.First && r.d.Tokens[j-1].Fold != "all" {
			break // "killed no one but four were hurt"
		}
		if f == "spoke" || f == "speaks" { // "it spoke of sixteen killed"
			begin = min(j+2, end)
			break
		}
		if j+2 < end && r.is(j+1, cAnd) && r.ownVerb(j) { // "thousands escaped and twelve were killed"
			break
		}
		begin--
	}
	for begin < end && (r.is(begin, cAnd) || r.comma(begin)) {
		begin++
	}
	return begin
}

// whom counts those whom the relative clause speaks of in which token i stands: "two men who tried to resist were shot dead", "a
// boy who was shot during a protest has died".
func (r *reading) whom(i int, s *text.Sentence) (tollHit, bool) {
	for j := i - 1; j > s.First && j > i-16 && !r.stops(j) && !r.comma(j); j-- {
		if r.d.Tokens[j].Fold == "who" {
			if h, ok := r.antecedent(j, s); ok {
				return h, true
			}
			return r.countLeft(j, s)
		}
	}
	return tollHit{}, false
}

// ownVerb says whether the word at j is a verb that ends a clause before "and", rather than one that describes people.
func (r *reading) ownVerb(j int) bool {
	switch f := r.d.Tokens[j].Fold; f {
	case "armed", "unarmed", "masked", "retired", "elected", "united", "led", "lost":
		return false
	default:
		return r.past(j) && r.actorAt[j] == 0
	}
}

// listComma says whether the comma at j parts counted conjuncts: "two soldiers, a nurse and a driver".
func (r *reading) listComma(j int, s *text.Sentence) bool {
	_, _, _, after := r.number(j+1, s.End)
	switch f := r.d.Tokens[min(j+1, s.End-1)].Fold; f {
	case "a", "an", "his", "her", "their": // "the priest, his driver and two guards"
		if r.person(j+1, min(j+4, s.End), s) && r.person(max(j-3, s.First), j, s) {
			return true
		}
	default:
		if !after {
			return false
		}
	}
	for k := j - 1; k >= s.First && k > j-7; k-- {
		if _, _, _, ok := r.number(k, s.End); ok {
			_, ok := r.people(k, j, s)
			return ok
		}
		if r.is(k, cBe|cSay|cSub) || r.comma(k) || r.d.Tokens[k].Fold == "another" || r.is(k, cPrep) && !r.is(k, cOf) {
			return false
		}
	}
	return false
}

func adverb(f string) bool {
	return strings.HasSuffix(f, "ly") && len(f) > 4 || f == "also" || f == "later" || f == "reported" || f == "confirmed"
}
