package tag

import (
	"tocsin/report"
	"tocsin/text"
)

// noNewLoss says whether words of loss at token i tell of those lost before: bodies that are returned, "four of the wounded", the
// number that the other side puts on them.
func (r *reading) noNewLoss(k loss, i int) bool {
	s := r.sentence(i)
	switch {
	case k.form == lossTotal:
		return r.putByFoe(i, s) || r.hadPut(i, s) || r.corrected(i, s)
	case k.form != lossNoun && !(k.wounded && r.is(i-1, cDet)):
		return false
	case k.wounded:
		return i > s.First+1 && r.d.Tokens[i-1].Fold == "the" && (r.is(i-2, cOf) || r.tended(i))
	}
	if r.d.Tokens[i].Fold == "dead" && i > s.First+1 && r.d.Tokens[i-1].Fold == "the" && r.is(i-2, cOf) {
		return true // "four of the dead being nurses"
	}
	return r.bodiesKnown(i)
}

// bodiesKnown says whether token i is of the bodies of those who were lost before: "returned the bodies of".
func (r *reading) bodiesKnown(i int) bool {
	if f := r.d.Tokens[i].Fold; f != "bodies" && f != "body" {
		return false
	}
	s := r.sentence(i)
	for j := max(s.First, i-4); j < s.End && j < i+12 && !(j > i && r.stops(j)); j++ {
		switch r.d.Tokens[j].Stem {
		case "return", "repatri", "exchang", "swap", "buri", "exhum", "identifi", "handov", "releas", "receiv":
			return true
		case "hand":
			if r.past(j) {
				return true
			}
		}
	}
	return false
}

// putByFoe says whether the total at token i is the number that an armed group puts on those whom it hit.
func (r *reading) putByFoe(i int, s *text.Sentence) bool {
	for j := i - 1; j > s.First && j > i-4; j-- {
		if f := r.d.Tokens[j].Fold; f != "put" && f != "puts" {
			continue
		}
		if n := r.actorAt[j-1]; n > 0 {
			a := r.actorInfo(&r.actors[n-1])
			return a.kind == report.ArmedGroup || a.id == "rebels"
		}
		if r.is(j-1, cPron) {
			n := r.standsFor(j-1, nil)
			return n >= 0 && r.actorOf(n).kind == report.ArmedGroup
		}
	}
	return false
}

// hadPut says whether the total at token i is one that was given before: "it had put the toll at six".
func (r *reading) hadPut(i int, s *text.Sentence) bool {
	for j := i - 1; j > s.First && j > i-4; j-- {
		if f := r.d.Tokens[j].Fold; f == "put" || f == "given" {
			return r.d.Tokens[j-1].Fold == "had"
		}
	}
	return false
}

// corrected says whether the total at token i is one that is taken back: "correcting a toll of 64".
func (r *reading) corrected(i int, s *text.Sentence) bool {
	of := i + 1
	if of < s.End && r.d.Tokens[i].Fold == "death" {
		of++
	}
	if _, _, _, ok := r.number(min(of+1, s.End), s.End); !ok || !r.is(of, cOf) {
		return false
	}
	for j := i - 1; j >= s.First && j > i-4; j-- {
		switch r.d.Tokens[j].Stem {
		case "correct", "revis", "lower", "replac", "retract":
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
	return r.isForm(i-2, tTending)
}
