package tag

import (
	"slices"
	"strings"

	"tocsin/text"
)

// byPlace sums up what a report loses that tells of several attacks and counts place by place, without a sum at its beginning:
// "three were killed in Kostiantynivka", "in Beryslav two women died". The wounded are summed up too where the places come to
// the killed of the title.
func (r *reading) byPlace(told []tollHit, wounded bool) (sum tollHit, ok bool) {
	whole, sum, parts := r.partsByPlace(told)
	switch {
	case parts < 2 || whole > 0:
		return sum, false
	case r.severalAttacks():
		return sum, true
	case !wounded:
		return sum, false
	}
	all, killed, parts := r.partsByPlace(r.told(false, false))
	return sum, parts > 1 && all == killed.n
}

// wayBetween is how many sentences a report may tell of one place.
const wayBetween = 4

// partsByPlace returns what the title counts or a total says, 0 for neither, the sum of what the sentences count that name
// places which none before them named, and the number of those sentences.
func (r *reading) partsByPlace(told []tollHit) (whole int, sum tollHit, parts int) {
	var seen []string
	from, last := r.d.TitleEnd, 0
	for i := range told {
		t := &told[i]
		s := r.sentence(t.trigger)
		if t.n == 0 || t.vague && !t.sure {
			continue
		}
		if s.InTitle || t.sure {
			whole = t.n
			continue
		}
		before := len(seen)
		seen = r.placedIn(from, s.End, seen)
		from = s.End
		if len(seen) == before || r.besides(s) {
			continue
		}
		at := int(r.d.Tokens[t.trigger].Sentence)
		if at == r.firstSentence {
			return 0, sum, 0 // what the lead counts is the report's
		}
		if parts > 0 && at-last > wayBetween {
			break
		}
		last = at
		if parts++; parts == 1 {
			sum = *t
		} else {
			sum.n += t.n
		}
	}
	return whole, sum, parts
}

// placedIn appends to seen the places that prepositions from token i to end lead to.
func (r *reading) placedIn(i, end int, seen []string) []string {
	for ; i+1 < end; i++ {
		s := r.sentence(i)
		if name := r.d.Tokens[min(i+1, s.End-1)].Fold; r.placed(i, s) && r.actorAt[i+1] == 0 && !slices.Contains(seen, name) {
			seen = append(seen, name)
		}
	}
	return seen
}

// besides says whether a sentence tells of something beside the report's event: "in a separate attack".
func (r *reading) besides(s *text.Sentence) bool {
	for i := s.First; i < s.End; i++ {
		switch r.d.Tokens[i].Fold {
		case "separate", "separately", "unrelated", "earlier", "previously":
			return true
		}
	}
	return false
}

// severalAttacks says whether title or lead tell of more than one attack: "Russian attacks on the east", "the armies shelled each
// other". Outside English words do not tell.
func (r *reading) severalAttacks() bool {
	for i := range r.triggers {
		t := &r.triggers[i]
		if t.typ == "" || !isViolent(t.typ) || r.behindLead(t.first) {
			continue
		}
		if r.lang.code != "en" || !t.verb && strings.HasSuffix(r.d.Tokens[t.last].Fold, "s") {
			return true
		}
		if j := t.last + 1; j+1 < len(r.d.Tokens) && r.d.Tokens[j].Fold == "each" && r.d.Tokens[j+1].Fold == "other" {
			return true
		}
	}
	return false
}
