package tag

import (
	"tocsin/report"
	"tocsin/text"
)

// nearestNumber counts by the nearest number of the clause, in languages whose sentences are not taken apart.
func (r *reading) nearestNumber(k loss, first, last int, s *text.Sentence) (tollHit, bool) {
	const near = 5
	best, dist := tollHit{}, near+1
	for j := max(s.First, first-near); j < min(s.End, last+near+1); j++ {
		n, v, end, ok := r.number(j, s.End)
		if ok && r.measured(j, end, s) {
			j = end
			continue
		}
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

// noNewLoss says whether a noun of loss at token i tells of those lost before: bodies that are returned, "four of the wounded",
// the number that the other side puts on it.
func (r *reading) noNewLoss(k loss, i int) bool {
	s := r.sentence(i)
	if k.form == lossTotal {
		for j := i - 1; j > s.First && j > i-4; j-- {
			if f := r.d.Tokens[j].Fold; f == "put" || f == "puts" {
				n := r.actorAt[j-1]
				return n > 0 && (r.actorInfo(&r.actors[n-1]).kind == report.ArmedGroup || r.actorInfo(&r.actors[n-1]).id == "rebels")
			}
		}
		return false
	}
	if k.form != lossNoun && !(k.wounded && r.is(i-1, cDet)) {
		return false
	}
	if k.wounded {
		return i > s.First+1 && r.d.Tokens[i-1].Fold == "the" && (r.is(i-2, cOf) || r.tended(i))
	}
	if f := r.d.Tokens[i].Fold; f != "bodies" && f != "body" {
		return false
	}
	for j := s.First; j < s.End; j++ {
		if f := r.d.Tokens[j].Fold; f == "grave" || f == "graves" {
			return true
		}
	}
	for j := i - 1; j >= s.First && j > i-5; j-- {
		switch r.d.Tokens[j].Stem {
		case "return", "repatri", "exchang", "swap", "buri", "exhum", "identifi", "hand", "handov", "releas", "receiv":
			return true
		}
	}
	return false
}

// tended says whether token i names those who were hurt before and are cared for now: "visited the wounded".
func (r *reading) tended(i int) bool {
	if f := r.d.Tokens[i].Fold; i < 2 || f != "wounded" && f != "injured" || r.d.Tokens[i-1].Fold != "the" {
		return false
	}
	switch r.d.Tokens[i-2].Stem {
	case "visit", "treat", "evacu", "help", "assist", "carri", "transport", "receiv", "meet", "met":
		return true
	}
	return false
}
