package tag

import (
	"tocsin/report"
	"tocsin/text"
)

// How many words may stand between a loss and its number, in languages whose sentences are not taken apart: a subject may be
// long ("treize membres d'une même famille tués"), what stands behind is near.
const (
	nearBefore = 9
	nearBehind = 5
	nearTotal  = 12 // behind "the number of dead": the event stands between
)

// nearestNumber counts by the nearest number of the clause, in languages whose sentences are not taken apart.
func (r *reading) nearestNumber(k loss, first, last int, s *text.Sentence) (tollHit, bool) {
	if k.form == lossTotal {
		return r.totalNear(first, last, s)
	}
	denial := r.denial(first, s)
	if denial == denialVerb {
		return tollHit{}, false
	}
	if n := int(r.value[first]); n > 1 && k.form == lossNoun && first == last {
		return tollHit{n: n, first: first, last: last}, true // the Arabic dual: قتيلان
	}
	best, dist := tollHit{}, 0
	from := max(s.First, first-nearBefore)
	if r.lang.code == "ar" && r.conjoins(first) && k.form != lossNoun {
		from = first // the verb begins the clause: وأصيب
	}
	for j := from; j < min(s.End, last+nearBehind+1); j++ {
		n, v, end, ok := r.number(j, s.End)
		if !ok || j <= last && end >= first {
			continue
		}
		d := j - last
		if j < first {
			d = first - end
		}
		article := n == 1 && r.d.Tokens[j].Kind == text.Word
		switch {
		case r.measured(j, end, s), r.notPeople(end+1, s), year(r.d.Tokens[j].Fold) != 0 && !r.counts(end+1), j > first && r.between(last, j), j < first && r.between(end, first), article && d > 3:
		case r.usedBy(j) != nil:
			if d == 1 && j < first && r.usedBy(j).wounded == k.wounded {
				return tollHit{}, false // the total that was told: "le bilan grimpe à 160 morts"
			}
		default:
			if article {
				d += nearBefore // an article rather than a number
			}
			if dist == 0 || d < dist {
				best, dist = tollHit{n: n, vague: v, first: min(first, j), last: max(last, end)}, d
			}
		}
		j = end
	}
	if dist > 0 {
		return best, true
	}
	if h, ok := r.allOf(first, s); ok {
		h.last = last
		return h, true
	}
	if j := r.noneBehind(last, s); j > 0 || denial == denialWord {
		return tollHit{first: first, last: max(last, j)}, true
	}
	if k.form == lossObject || k.form == lossSubject {
		return tollHit{n: 1, vague: true, first: first, last: last}, true
	}
	return best, false
}

// allOf counts those whom "all" before a loss speaks of: "на борту были 49 человек, все погибли".
func (r *reading) allOf(first int, s *text.Sentence) (tollHit, bool) {
	if first-1 <= s.First || !r.is(first-1, cAll) {
		return tollHit{}, false
	}
	for j := first - 2; j >= s.First && j > first-12; j-- {
		if n, v, end, ok := r.number(j, s.End); ok && n > 1 && !r.measured(j, end, s) && year(r.d.Tokens[j].Fold) == 0 {
			return tollHit{n: n, vague: v, first: j}, true
		}
	}
	return tollHit{}, false
}

// counts says whether token i is a word of loss, before which even 2,000 is a number of people.
func (r *reading) counts(i int) bool {
	if i >= len(r.stem) || r.stem[i] == 0 {
		return false
	}
	_, p := r.loss(i)
	return p != nil
}

// totalNear reads the sum behind "the number of dead": the last of a range ("from 12 to 16"), or the one right before it ("sube a 38
// la cifra de muertos").
func (r *reading) totalNear(first, last int, s *text.Sentence) (tollHit, bool) {
	best := tollHit{}
	for j := last + 1; j < min(s.End, last+nearTotal) && !r.stops(j); j++ {
		n, v, end, ok := r.number(j, s.End)
		if !ok {
			continue
		}
		if n > 1 && !r.measured(j, end, s) && (year(r.d.Tokens[j].Fold) == 0 || r.counts(end+1)) {
			if best = (tollHit{n: n, vague: v, first: last, last: end, sure: true}); !r.is(end+1, cPrep) {
				break
			}
		}
		j = end
	}
	for j := first - 1; best.n == 0 && j >= s.First && j > first-4; j-- {
		if n, v, end, ok := r.number(j, s.End); ok && n > 1 && end < first && !r.measured(j, end, s) {
			best = tollHit{n: n, vague: v, first: j, last: last, sure: true}
		}
	}
	return best, best.n > 0
}

// A denial says how a loss is said not to be.
type denial uint8

const (
	denialWord denial = iota + 1 // "no", "without"
	denialVerb                   // "denies"
)

// denial says whether a word before a loss, in its clause, denies it.
func (r *reading) denial(i int, s *text.Sentence) (d denial) {
	t := trigger{first: i, last: i, typ: report.Attack}
	for k := r.cuesFrom(s.First); k < len(r.cues) && r.cues[k].first < i; k++ {
		c := &r.cues[k]
		if c.cue.anywhere || c.cue.status != report.Denied || !r.governs(c, &t) {
			continue
		}
		if r.is(c.first, cNeg) {
			d = max(d, denialWord)
		} else {
			return denialVerb
		}
	}
	return d
}

// noneBehind returns the token of a word behind a loss that says that there was none, "погибших нет", 0 without one.
func (r *reading) noneBehind(last int, s *text.Sentence) int {
	for j := last + 1; j < min(s.End, last+4) && !r.stops(j) && !r.comma(j); j++ {
		if r.is(j, cNeg) && (j+1 == s.End || r.d.Tokens[j+1].Kind == text.Punct) {
			return j
		}
	}
	return 0
}

// between says whether another clause begins or another loss is told between two tokens.
func (r *reading) between(a, b int) bool {
	for j := a + 1; j < b; j++ {
		if r.stops(j) || r.comma(j) || r.is(j, cAnd) || r.lossAt(j) {
			return true
		}
	}
	return false
}

// usedBy returns the loss that the number at token j counts already, nil for none.
func (r *reading) usedBy(j int) *tollHit {
	for i := range r.tolls {
		if h := &r.tolls[i]; h.first <= j && j <= h.last {
			return h
		}
	}
	return nil
}
