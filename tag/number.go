package tag

import (
	"strings"
	"time"

	"tocsin/text"
)

// notPeople says whether what is counted at token i is no person: years, kilometres, vehicles.
func (r *reading) notPeople(i int, s *text.Sentence) bool {
	switch {
	case i < s.End && r.hyphen(i):
		i++ // 20-minute
	case r.is(i, cOf) && r.is(i+1, cDet):
		i += 2 // several of the animals
	}
	for j := i; j < s.End && j < i+3; j++ {
		if j == i && r.d.Tokens[j].Fold == "per" {
			return true // 14 per cent
		}
		if r.has(j, tWorker) {
			return false
		}
		if r.has(j, tThing) || r.isForm(j, tThing) {
			return true
		}
		if r.is(j, cPrep|cAnd|cBe|cOf) || r.d.Tokens[j].Kind == text.Punct {
			return false
		}
	}
	return false
}

// dateOrAge says whether the number at token i is a year, a day of a month, an age, a clock time.
func (r *reading) dateOrAge(i int, s *text.Sentence) bool {
	if year(r.d.Tokens[i].Fold) != 0 && (r.is(i-1, cPrep|cTime) || i > 0 && (r.monthAt(i-1) || r.d.Tokens[i-1].Kind == text.Number || r.comma(i-1))) {
		return true
	}
	if year(r.d.Tokens[i].Fold) != 0 && i+1 < s.End && (r.d.Tokens[i].Fold[0] == '1' || i > s.First && r.is(i-1, cDet)) && r.d.Tokens[i+1].Kind == text.Word && !r.pluralPeople(i+1) {
		return true // the 1995 massacre
	}
	if r.score(i, s) {
		return true
	}
	if i > 0 && r.monthAt(i-1) || i+1 < s.End && r.monthAt(i+1) {
		return true
	}
	if i+1 < s.End && r.hyphen(i+1) && i+2 < s.End && strings.HasPrefix(r.d.Tokens[i+2].Fold, "year") {
		return true
	}
	if i+1 < s.End && strings.HasPrefix(r.d.Tokens[i+1].Fold, "year") {
		return true
	}
	if i > 0 && i+1 < s.End && r.comma(i-1) && r.comma(i+1) { // Ali, 34, was killed
		return true
	}
	if r.ageOf(i, s) {
		return true
	}
	if i > 0 && (r.d.Tokens[i-1].Fold == "aged" || r.d.Tokens[i-1].Fold == "age" || r.d.Tokens[i-1].Fold == "$" || r.d.Tokens[i-1].Fold == ":" && i > 1 && r.d.Tokens[i-2].Kind == text.Number) {
		return true
	}
	return i+1 < s.End && (r.d.Tokens[i+1].Fold == "%" || r.d.Tokens[i+1].Fold == "st" || r.d.Tokens[i+1].Fold == "am" || r.d.Tokens[i+1].Fold == "gmt" || r.d.Tokens[i+1].Fold == "hours" || r.d.Tokens[i+1].Fold == "local" || r.d.Tokens[i+1].Fold == "pm" || r.d.Tokens[i+1].Fold == ":")
}

// ageOf says whether the number at token i is the age of one person before it: "a driver of 17", "a pregnant woman of 34".
func (r *reading) ageOf(i int, s *text.Sentence) bool {
	if i < s.First+3 || r.d.Tokens[i-1].Fold != "of" || r.has(i-2, tGathering) {
		return false
	}
	if i+1 < s.End && r.d.Tokens[i+1].Kind != text.Punct && !r.is(i+1, cPrep|cBe|cRel|cAnd) && r.d.Tokens[i+1].Fold != "dead" && !r.lossAt(i+1) {
		return false
	}
	if r.is(i-3, cDet|cMod) && r.person(i-3, i-1, s) {
		return true
	}
	for j := i - 4; j >= s.First && j >= i-5; j-- {
		if single(r.d.Tokens[j].Fold) {
			return r.roleNoun(i-2) || vocation(r.d.Tokens[i-2].Fold)
		}
	}
	return false
}

// score says whether the number at token i is of a result, as in "128-90", rather than of a range of people.
func (r *reading) score(i int, s *text.Sentence) bool {
	for _, first := range [...]int{i, i - 2} {
		if first < s.First || first+2 >= s.End || !r.hyphen(first+1) && r.d.Tokens[first+1].Fold != "–" {
			continue
		}
		if r.d.Tokens[first].Kind != text.Number || r.d.Tokens[first+2].Kind != text.Number || r.d.Tokens[first+2].Space {
			continue
		}
		if first+3 >= s.End || !r.pluralPeople(first+3) {
			return true
		}
	}
	return false
}

// months are the names of months with their numbers.
var months = func() map[string]int {
	m := make(map[string]int)
	for i := time.January; i <= time.December; i++ {
		name := strings.ToLower(i.String())
		m[name], m[name[:3]] = int(i), int(i)
	}
	m["sept"] = int(time.September)
	return m
}()

// parseCount reads 12, 2,500 or 2.500 as a count; -1 for what is none (3.5, 12:30).
func parseCount(f string) int {
	n, group := 0, -1
	for i := 0; i < len(f); i++ {
		c := f[i]
		switch {
		case c >= '0' && c <= '9':
			if n > 100_000_000 {
				return -1
			}
			n = 10*n + int(c-'0')
			if group >= 0 {
				group++
			}
		case c == ',' || c == '.':
			if group >= 0 && group != 3 {
				return -1
			}
			group = 0
		default:
			return -1
		}
	}
	if group >= 0 && group != 3 {
		return -1
	}
	return n
}

// month says whether token i is the month of March or May rather than the verb.
func (r *reading) month(i int) bool {
	t := &r.d.Tokens[i]
	if t.Fold != "march" && t.Fold != "may" || t.Shape == text.Lower {
		return false
	}
	if i+1 < len(r.d.Tokens) && r.d.Tokens[i+1].Kind == text.Number || i > 0 && r.d.Tokens[i-1].Kind == text.Number {
		return true
	}
	switch s := r.sentence(i); {
	case i == s.First || s.Upper || s.Headline:
		return false
	default:
		return r.is(i-1, cPrep|cOf|cTime|cMod) || r.d.Tokens[i-1].Fold == "last" || t.Shape == text.Initial && t.Fold == "march" && !r.capital(i-1)
	}
}
