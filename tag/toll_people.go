package tag

import (
	"strings"

	"tocsin/report"
	"tocsin/text"
)

// people counts those whom the tokens i to end (exclusive) name.
func (r *reading) people(i, end int, s *text.Sentence) (tollHit, bool) {
	h := tollHit{first: i, last: end - 1}
	if i >= end {
		return h, false
	}
	total, parts, head := 0, 0, 0
	for begin := i; begin < end; {
		stop := r.memberEnd(begin, end)
		if last := r.numberEnd(begin, end); last >= stop { // one hundred and twenty, between 10 and 15
			stop = r.memberEnd(last, end)
		}
		n, vague, ok := r.conjunct(begin, stop, s)
		if parts > 0 && stop > begin && r.comma(begin-1) && !r.counted(begin, stop, s) && !r.listGoesOn(begin, stop, end) {
			break // an apposition
		}
		if parts > 0 && begin < stop && (r.ownVerb(begin) || strings.HasSuffix(r.d.Tokens[begin].Fold, "ing") && len(r.d.Tokens[begin].Fold) > 5) {
			break // "the massacre of thousands, and buried fourteen", "and burying families"
		}
		if parts > 0 && r.verbFor(begin, stop) {
			break // "12, abduct 30"
		}
		if last := r.numberEnd(begin, stop); parts > 0 && last >= 0 && last+2 == stop && adverb(r.d.Tokens[last+1].Fold) {
			break // "four of them, two seriously"
		}
		if parts > 0 && r.ofThem(begin, stop) {
			break // "six priests, five of them foreigners"
		}
		if parts > 0 && r.speaks(begin, end, s) {
			break // "38 people, a local official and a priest said"
		}
		if ok {
			total += n
			if parts++; parts == 1 {
				head = n
			}
			h.vague = h.vague || vague
		}
		begin = stop + 1
	}
	if h.n = total; parts > 1 {
		h.head = head
	}
	return h, parts > 0
}

// memberEnd returns where the member of a list that token i belongs to ends: at "and", a comma, or the end.
func (r *reading) memberEnd(i, end int) int {
	for i < end && !r.comma(i) && (!r.is(i, cAnd) || r.d.Tokens[i].Fold != "and" || r.ofTwoStates(i, end)) {
		i++
	}
	return i
}

// ofTwoStates says whether token i joins the adjectives of two states, whose people are counted together: "nine Indian and
// Nepali workers".
func (r *reading) ofTwoStates(i, end int) bool {
	if i+2 >= end || r.adjState(i-1) < 0 || r.is(i+1, cDet) || r.value[i+1] > 0 || r.d.Tokens[i+1].Kind == text.Number {
		return false
	}
	return r.adjState(i+1) >= 0 || i+3 < end && r.adjState(i+2) >= 0
}

// numberEnd returns the last token of a number at token i, or of a range there that "between" begins; -1 without one.
func (r *reading) numberEnd(i, end int) int {
	between := i < end && r.d.Tokens[i].Fold == "between"
	if between {
		i++
	}
	_, _, last, ok := r.number(i, end)
	if !ok {
		return -1
	}
	if _, _, high, more := r.number(last+2, end); between && more && r.is(last+1, cAnd) {
		return high
	}
	return last
}

// verbFor says whether a conjunct behind a comma begins with a verb of its own, whose object is what is counted next.
func (r *reading) verbFor(i, end int) bool {
	if i+1 >= end || !r.comma(i-1) || r.d.Tokens[i].Kind != text.Word || r.value[i] != 0 || r.class[i]&^topical != 0 || !r.verbal(i) {
		return false
	}
	_, _, _, ok := r.number(i+1, end)
	return ok
}

// ofThem says whether a conjunct tells of a part of those before it.
func (r *reading) ofThem(begin, stop int) bool {
	for j := begin; j+1 < stop && j < begin+4; j++ {
		if f := r.d.Tokens[j+1].Fold; r.is(j, cOf) && (f == "them" || f == "whom" || f == "which") {
			return true
		}
	}
	return false
}

// speaks says whether what stands behind a comma, from token begin to end, are those who say so.
func (r *reading) speaks(begin, end int, s *text.Sentence) bool {
	return r.comma(begin-1) && end < s.End && r.is(end, cSay) && !r.commaBetween(begin, end)
}

// listGoesOn says whether a conjunct behind a comma is one of a list that ends in "and": "a priest, his driver and a guard".
func (r *reading) listGoesOn(begin, stop, end int) bool {
	if !r.is(begin, cDet) || r.d.Tokens[begin].Fold == "the" {
		return false
	}
	for j := stop; j < end && j < stop+6; j++ {
		if r.d.Tokens[j].Fold == "and" {
			return true
		}
	}
	return false
}

// counted says whether a conjunct begins with a number or an article.
func (r *reading) counted(i, end int, s *text.Sentence) bool {
	for j := i; j < end && j < i+4; j++ {
		if _, _, _, ok := r.number(j, s.End); ok && !r.ageOf(j, s) {
			return true
		}
	}
	return false
}

// conjunct counts one member of a list: 12 soldiers; a commander; Ali Hassan; villagers.
func (r *reading) conjunct(i, end int, s *text.Sentence) (n int, vague, ok bool) {
	for j := i; j < end; j++ {
		switch f := r.d.Tokens[j].Fold; f {
		case "no", "nobody", "none":
			if j+1 < end && (r.d.Tokens[j+1].Fold == "fewer" || r.d.Tokens[j+1].Fold == "less") {
				continue
			}
			return 0, false, true
		case "all", "everyone", "everybody":
			if j+1 < end && r.d.Tokens[j+1].Fold == "but" {
				return r.allBut(j+2, end, s)
			}
		case "himself", "herself":
			return 1, false, true
		case "it", "that", "this", "which", "they", "them", "we", "us", "i", "you", "there", "its":
			if j == i {
				return 0, false, false
			}
		case "he", "she", "him", "her":
			if f == "her" && j+1 < end {
				continue
			}
			return 1, false, true
		}
		if n, v, last, isNum := r.number(j, s.End); isNum {
			another := r.d.Tokens[j].Fold == "another" && last == j && j+1 < end && !r.is(j+1, cPrep)
			if r.dateOrAge(j, s) || r.notPeople(last+1, s) && last+1 < end || another && !r.person(j+1, end, s) {
				j = last
				continue
			}
			return n, v, true
		}
	}
	head := -1
	plural := false
	for j := i; j < end; j++ {
		if head >= 0 && (r.is(j, cPrep|cOf) || plural && r.past(j)) { // "bodies of workers found"
			break
		}
		if r.d.Tokens[j].Kind == text.Word && !r.is(j, cDet|cMod|cAnd|cPrep|cBe) {
			head = j
			plural = r.pluralPeople(j)
		}
	}
	if head < 0 {
		return 0, false, false
	}
	if plural || r.d.Tokens[head].Fold == "family" {
		return 2, true, true
	}
	if !r.person(i, head+1, s) {
		return 0, false, false
	}
	return 1, false, true
}

// allBut counts "all but three of the 48 passengers" from the number at token i on.
func (r *reading) allBut(i, end int, s *text.Sentence) (n int, vague, ok bool) {
	spared, _, last, ok := r.number(i, end)
	if !ok || !r.is(last+1, cOf) {
		return 0, false, false
	}
	for j := last + 2; j < end; j++ {
		if all, v, _, ok := r.number(j, s.End); ok && all > spared {
			return all - spared, v, true
		}
	}
	return 2, true, true
}

// vocation says whether a word ends as those do that say what somebody is: footballer, colonel, activist.
func vocation(f string) bool {
	for _, e := range [...]string{"er", "or", "ist", "ian", "ant", "al", "ain", "el", "ee", "ate", "yst"} {
		if strings.HasSuffix(f, e) {
			return len(f) > 4
		}
	}
	return false
}

// person says whether a phrase without a number names somebody: a person by role, a capitalised name.
func (r *reading) person(i, end int, s *text.Sentence) bool {
	if vocation(r.d.Tokens[end-1].Fold) && r.is(i, cDet) && r.d.Tokens[i].Fold != "this" && r.d.Tokens[i].Fold != "that" {
		return true
	}
	for j := i; j < end; j++ {
		if n := r.actorAt[j]; n > 0 {
			switch a := r.actorInfo(&r.actors[n-1]); a.kind {
			case report.People, report.Leader:
				return true
			case report.Military, report.Police, report.State, report.Intelligence:
				return a.generic || !strings.HasSuffix(r.d.Tokens[r.actors[n-1].last].Fold, "s") && r.d.Tokens[r.actors[n-1].last].Fold != "army"
			}
			continue
		}
		if r.is(j, cAlone) && j+1 < end && !r.is(j+1, cPrep|cOf) {
			continue // "another act of violence", but "another was wounded"
		}
		if r.roleNoun(j) || r.is(j, cAlone) {
			return true
		}
		if !s.Upper && !s.NoCase && j > s.First && r.capital(j) && !r.is(j, cDet) {
			return true
		}
	}
	if !s.Upper {
		return false
	}
	// In capitals a name shows only by words that nothing else knows.
	for j := i; j < end; j++ {
		if r.unknown(j) {
			return end-i >= 2 && end-i <= 12
		}
	}
	return false
}

// seldom is in how many names of actors a word stands that is still none of those that names are made of.
const seldom = 4

// unknown says whether a word is in no lexicon. That some actor elsewhere has it in its name says nothing: "Guerrero" is a state,
// a cartel's and many people's.
func (r *reading) unknown(i int) bool {
	t := &r.d.Tokens[i]
	if id := r.nameIDs[i]; id != 0 && (r.actorAt[i] != 0 || r.t.actors.uses[id] > seldom) {
		return false
	}
	return t.Kind == text.Word && r.stem[i] == 0 && r.exact[i] == 0 && r.class[i] == 0 && len(t.Fold) > 2 && !strings.HasSuffix(t.Fold, "ed") && !strings.HasSuffix(t.Fold, "ly")
}

// roleNoun says whether token i names a single person by what he is.
func (r *reading) roleNoun(i int) bool {
	f := r.d.Tokens[i].Fold
	return r.is(i, cPerson) || strings.HasSuffix(f, "man") && len(f) > 5
}

// pluralPeople says whether a word is a plural for people.
func (r *reading) pluralPeople(i int) bool {
	f := r.d.Tokens[i].Fold
	if r.is(i, cPersons) || strings.HasSuffix(f, "men") && len(f) > 5 {
		return true
	}
	if !strings.HasSuffix(f, "s") || strings.HasSuffix(f, "ss") {
		return false
	}
	if n := r.actorAt[i]; n > 0 {
		k := r.actorInfo(&r.actors[n-1]).kind
		return k == report.People || k == report.Military || k == report.Police
	}
	return false
}
