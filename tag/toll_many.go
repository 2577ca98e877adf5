package tag

import (
	"fmt"
	"strings"

	"tocsin/text"
)

// A manyHit is where the text says that losses are of many events together, or of others than the report's.
type manyHit struct {
	reach       manyReach
	first, last int
}

// manyReach says which losses of a sentence such words speak of.
type manyReach uint8

const (
	manySentence manyReach = iota + 1 // all
	manyClause                        // those of the same clause
	manyBefore                        // those behind the words
	manySubject                       // those that they are said to have taken
	manyNone                          // none, although shorter words of these do: "since dawn"
)

var manyReaches = map[string]manyReach{"sentence": manySentence, "clause": manyClause, "before": manyBefore, "subject": manySubject, "none": manyNone}

// manyLine reads the phrases of a "many" line of a toll file.
func (l *language) manyLine(reach, phrases string) error {
	if manyReaches[reach] == 0 {
		return fmt.Errorf("want many sentence, clause, before, subject or none: %q", reach)
	}
	for _, p := range list(phrases) {
		if err := l.many.add(p, int32(manyReaches[reach])); err != nil {
			return err
		}
	}
	return nil
}

// findMany fills r.many in the order of the text.
func (r *reading) findMany() {
	for i := 0; i < len(r.d.Tokens); i++ {
		if r.stem[i] == 0 && r.exact[i] == 0 || len(r.many) >= most {
			continue
		}
		if last, p := r.lang.many.longest(r, i, nil); p != nil {
			r.many = append(r.many, manyHit{reach: manyReach(p.value), first: i, last: last})
			if manyReach(p.value) == manyNone {
				i = last
			}
		}
	}
}

// cumulative says whether a loss is of other events or of many together: since a date, this year, in a past one.
func (r *reading) cumulative(h *tollHit) bool {
	s := r.sentence(h.trigger)
	for _, m := range r.many {
		if m.first < s.First || m.first >= s.End || r.parted(m.first, h.trigger) || r.otherLoss(h, &m, s) {
			continue
		}
		switch m.reach {
		case manySentence:
			if !r.ofWhom(h.trigger, m.first) {
				return true
			}
		case manyBefore:
			if m.first <= h.trigger && !r.is(h.trigger-1, cHave) && (m.first == s.First || !r.commaBetween(m.last, h.trigger)) {
				return true
			}
		case manySubject:
			if r.hasTaken(&m, h) {
				h.past = true
				return true
			}
		case manyClause:
			if !r.otherClause(m.first, h.trigger, s) && !r.thisWeek(m.last, s) {
				return true
			}
		}
	}
	return r.longAgo(h.trigger, s)
}

// goesOn says whether a loss only goes on with the one before it, of many events together: "have killed 3,600 people since
// January, and 1,400 were wounded".
func (r *reading) goesOn(h *tollHit) bool {
	if len(r.tolls) == 0 {
		return false
	}
	before := &r.tolls[len(r.tolls)-1]
	if !before.aside || before.wounded == h.wounded || r.d.Tokens[before.trigger].Sentence != r.d.Tokens[h.trigger].Sentence {
		return false
	}
	from := min(h.first, h.trigger)
	for from > before.last && (r.is(from-1, cAbout|cDet|cTarget) || r.value[from-1] > 0) {
		from--
	}
	return r.is(from-1, cAnd) || from-1 == before.trigger || from-1 == before.last
}

// hasTaken says whether such words are the subject of a loss in the perfect: "the war, which began in April, has killed". It is of
// a war as a whole, whatever the report is about.
func (r *reading) hasTaken(m *manyHit, h *tollHit) bool {
	end := h.trigger
	for end > m.last+1 && (r.is(end-1, cHave) || adverb(r.d.Tokens[end-1].Fold)) {
		end--
	}
	if end == h.trigger {
		return false
	}
	inside := false
	for i := m.last + 1; i < end; i++ {
		switch {
		case r.comma(i):
			inside = !inside
		case inside:
		case r.is(i, cRel|cSay|cBe) || r.is(i, cSub) && !r.is(i, cPrep):
			return false
		}
	}
	return !inside
}

// otherLoss says whether words behind a loss speak of another one that a clause of its own tells: "four were killed, bringing
// to 31 the number killed this year".
func (r *reading) otherLoss(h *tollHit, m *manyHit, s *text.Sentence) bool {
	apart := false
	for i := max(h.trigger, h.last) + 1; i < m.first; i++ {
		apart = apart || r.comma(i) || r.stops(i) || r.is(i, cRel) || r.is(i, cSub) && !r.is(i, cPrep)
		apart = apart || r.conjoins(i)
		if apart && r.lossAt(i) {
			return true
		}
	}
	return false
}

// conjoins says whether token i begins another clause beside that before it, in languages whose sentences are not taken apart:
// "and", or the Arabic particle written onto a word.
func (r *reading) conjoins(i int) bool {
	return r.lang.code != "en" && r.is(i, cAnd) || r.lang.code == "ar" && strings.HasPrefix(r.d.Tokens[i].Fold, "و")
}

// otherClause says whether the words at token j speak of another clause than the loss at i: behind "where" or "who", or shut
// off by a comma.
func (r *reading) otherClause(j, i int, s *text.Sentence) bool {
	if j < i {
		return j > s.First && !r.parts(j-1) && r.commaBetween(j, i)
	}
	for k := i + 1; k < j; k++ {
		if r.is(k, cRel) || r.is(k, cSub) && !r.is(k, cTime) || r.fledSince(i, k, j) {
			return true
		}
	}
	return false
}

// fledSince says whether at token k another clause begins that counts others and is all that the words at token j speak of, since only
// it is in the perfect: "three were beheaded and 40,000 have fled since".
func (r *reading) fledSince(i, k, j int) bool {
	if r.lang.code != "en" || !r.is(k, cAnd) || r.is(i-1, cHave) || r.is(i-2, cHave) || r.lossAt(k+1) {
		return false
	}
	counted := false
	for k++; k < j; k++ {
		counted = counted || r.value[k] > 0 || r.d.Tokens[k].Kind == text.Number
		if counted && r.is(k, cHave) {
			return true
		}
	}
	return false
}

// thisWeek says whether the time that begins at token i is one of days: "since the cyclone struck on Thursday".
func (r *reading) thisWeek(i int, s *text.Sentence) bool {
	for k := i + 1; k < s.End && k < i+12 && !r.comma(k) && !r.lossAt(k); k++ {
		if r.is(k, cDay) {
			return true
		}
	}
	return false
}

// ofWhom says whether the words at token j only tell more of those lost at token i: "workers who were taken last week".
func (r *reading) ofWhom(i, j int) bool {
	for k := i + 1; k < j; k++ {
		if f := r.d.Tokens[k].Fold; f == "who" || f == "whom" {
			return true
		}
	}
	return false
}

// parted says whether a semicolon stands between two tokens.
func (r *reading) parted(i, j int) bool {
	for k := min(i, j) + 1; k < max(i, j); k++ {
		if r.parts(k) {
			return true
		}
	}
	return false
}

func (r *reading) parts(i int) bool { return r.d.Tokens[i].Fold == ";" || r.d.Tokens[i].Fold == "؛" }
