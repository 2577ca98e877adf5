package tag

import (
	"tocsin/text"
)

// nearestNumber counts by the nearest number of the clause, in languages whose sentences are not taken apart.
func (r *reading) nearestNumber(k loss, first, last int, s *text.Sentence) (tollHit, bool) {
	const near = 5
	best, dist := tollHit{}, near+1
	for j := max(s.First, first-near); j < min(s.End, last+near+1); j++ {
		n, v, end, ok := r.number(j, s.End)
		if !ok || r.numberUsed(j) || r.notPeople(end+1, s) || year(r.d.Tokens[j].Fold) != 0 || j > first && r.between(last, j) || j < first && r.between(end, first) {
			continue
		}
		d := j - last
		if j < first {
			d = first - end
		}
		if n == 1 && r.d.Tokens[j].Kind == text.Word {
			d += near - 1 // an article rather than a number
		}
		if d < dist {
			best, dist = tollHit{n: n, vague: v, first: min(first, j), last: max(last, end)}, d
		}
		j = end
	}
	if dist <= near {
		return best, true
	}
	if k.form == lossObject || k.form == lossSubject {
		return tollHit{n: 1, vague: true, first: first, last: last}, true
	}
	return best, false
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

func (r *reading) numberUsed(j int) bool {
	for i := range r.tolls {
		if r.tolls[i].first <= j && j <= r.tolls[i].last {
			return true
		}
	}
	return false
}
