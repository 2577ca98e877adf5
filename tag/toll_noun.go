package tag

import (
	"slices"

	"tocsin/text"
)

// countNoun counts around "dead", "deaths", "bodies".
func (r *reading) countNoun(first, last int, s *text.Sentence) (tollHit, bool) {
	before, counted := r.numberBefore(first, last, s)
	if of := last + 1; r.is(of, cOf) || of < s.End && r.d.Tokens[of].Fold == "[" && r.is(of+1, cOf) { // [of six priests], as editors add
		if !r.is(of, cOf) {
			of++
		}
		if counted && before.n > 1 && !slices.ContainsFunc(r.class[before.first:first], func(c class) bool { return c&cOf != 0 }) {
			return before, true // "107 bodies of the passengers of Flight 12"
		}
		if h, ok := r.countRight(of+1, s); ok {
			return h, ok
		}
	}
	if h, ok := r.countOwner(first, s); ok {
		return h, true
	}
	if counted {
		return before, before.first <= before.last
	}
	if r.d.Tokens[first].Fold == "dead" || r.d.Tokens[first].Fold == "killed" {
		if r.is(first-1, cDet) {
			return tollHit{}, false
		}
		if h, ok := r.countLeft(first, s); ok && h.first >= first-6 {
			return h, true
		}
	}
	// "Dead: 12"
	if j := last + 1; j+1 < s.End && r.d.Tokens[j].Fold == ":" {
		if n, _, end, ok := r.number(j+1, s.End); ok {
			return tollHit{n: n, first: first, last: end}, true
		}
	}
	return tollHit{}, false
}

// numberBefore reads the number before a noun of loss, "no" for 0. What is found to count no people has no words.
func (r *reading) numberBefore(first, last int, s *text.Sentence) (tollHit, bool) {
	for j := first - 1; j >= s.First && j >= first-5; j-- {
		if r.d.Tokens[j].Fold == "no" || r.d.Tokens[j].Fold == "without" {
			return tollHit{first: j, last: last}, true
		}
		if f := r.d.Tokens[j].Fold; j == first-1 && (f == "or" || f == "nor") {
			continue // "no deaths or injuries"
		}
		if n, _, end, ok := r.number(j, s.End); ok && end < first {
			for j > s.First {
				m, _, e, more := r.number(j-1, s.End)
				if !more || e < j {
					break
				}
				n, j = m, j-1
			}
			if r.notPeople(end+1, s) || r.dateOrAge(j, s) {
				return tollHit{first: 1}, true
			}
			return tollHit{n: n, first: j, last: last}, true
		}
		if r.stops(j) || r.is(j, cSub|cSay|cRel|cAnd) || r.comma(j) || r.is(j, cPrep) && !r.is(j, cOf) {
			break
		}
	}
	return tollHit{}, false
}

// totalAfter reads the sum behind "death toll".
func (r *reading) totalAfter(last int, s *text.Sentence) (tollHit, bool) {
	aside := false // in a relative clause: "the toll from the quake that struck two provinces has passed 1,000"
	for j := last + 1; j < s.End && j < last+22 && !r.stops(j); j++ {
		aside = aside || r.is(j, cRel)
		if !aside && r.is(j, cModal|cMaybe) {
			break // "the toll may rise, as ten of the wounded are critical"
		}
		n, _, end, ok := r.number(j, s.End)
		if !ok || r.dateOrAge(j, s) {
			continue
		}
		k := j - 1
		for k > last && (r.is(k, cPrep) && r.d.Tokens[k].Fold != "from" && r.d.Tokens[k].Fold != "to" && r.d.Tokens[k].Fold != "at" || r.value[k] > 0 || r.is(k, cAbout)) {
			k--
		}
		switch f := r.d.Tokens[k].Fold; {
		case f == "from" || r.notPeople(end+1, s):
		case r.has(k, tReaches) || !aside:
			return tollHit{n: n, first: last, last: end, sure: true}, true
		}
		j = end
	}
	return tollHit{}, false
}
