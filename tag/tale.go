package tag

import (
	"strings"

	"tocsin/report"
	"tocsin/text"
)

// A work (film, novel, game, memoir, exhibition) tells of violence that did not happen, or not now. What it tells stands behind
// words that enter it: "in the film", "the episode in which", "the novel begins with", "she plays a pilot who".

// findTales returns the stretches of the text that tell what happens in a work.
func (r *reading) findTales() [][2]int {
	if r.lang.code != "en" {
		return nil
	}
	var out [][2]int
	for n := range r.d.Sentences {
		if r.gist[n]&(cWork|cPart|cTale|cNarrate) == 0 {
			continue
		}
		out = r.talesIn(&r.d.Sentences[n], out)
	}
	return out
}

// talesIn appends to out what a sentence tells of works, nothing where it is told as news.
func (r *reading) talesIn(s *text.Sentence, out [][2]int) [][2]int {
	checked := false // that it is not told as news
	for i := s.First; i < s.End; i++ {
		if !r.is(i, cWork|cPart|cTale|cNarrate) {
			continue
		}
		begin, ok := r.enters(i, s)
		if !ok {
			continue
		}
		if !checked && (r.newsTime(s) || r.attributedIn(s)) {
			break
		}
		checked = true
		end := r.leaves(i, s)
		if f := r.d.Tokens[begin].Fold; f == "about" || f == "on" {
			end = r.subjectEnds(begin, s)
		}
		out = append(out, [2]int{begin, end})
		if begin == s.First && end == s.End {
			break
		}
	}
	return out
}

// inTale says whether token i tells what happens in a work.
func (r *reading) inTale(i int) bool {
	for _, t := range r.tales {
		if t[0] <= i && i < t[1] {
			return true
		}
	}
	return false
}

// enters returns where the words begin that tell what happens in the work named at token i.
func (r *reading) enters(i int, s *text.Sentence) (begin int, ok bool) {
	next := i + 1
	switch {
	case r.is(i, cNarrate):
		return i, r.playsRole(i, s)
	case !r.is(i, cWork|cPart):
		return s.First, r.has(i, tTeller)
	case r.inWork(i, s):
		return s.First, true
	}
	which := next // "the drama, in which"
	if which < s.End && r.comma(which) {
		which++
	}
	if which+1 < s.End && r.d.Tokens[which].Fold == "in" && r.d.Tokens[which+1].Fold == "which" {
		return which, true
	}
	if next < s.End && (r.d.Tokens[next].Fold == "about" || r.d.Tokens[next].Fold == "on" && r.is(i, cWork)) {
		return next, true
	}
	return i, r.narrates(i, s)
}

// inWork says whether "in" leads to the work at token i, at the beginning of its clause or behind all that is told: "in the
// film, a bomb", "in the second act of the play", "a bomb kills him in the last scene". A part needs an order or its work.
func (r *reading) inWork(i int, s *text.Sentence) bool {
	j := i - 1
	ordered := r.is(i, cWork)
	for ; j >= s.First && j > i-5; j-- {
		f := r.d.Tokens[j].Fold
		if f == "in" || f == "by" && j == s.First || f == "on" && r.d.Tokens[i].Fold == "page" {
			break
		}
		if r.d.Tokens[j].Kind == text.Punct && !r.hyphen(j) || r.is(j, cBe|cHave|cSay|cAnd|cRel|cPron) || r.is(j, cPrep) && f != "of" {
			return false
		}
		ordered = ordered || r.has(j, tOrdered)
	}
	if f := r.d.Tokens[max(j, s.First)].Fold; j < s.First || f != "in" && f != "on" && f != "by" {
		return false
	}
	next := i + 1
	if next < s.End && (r.value[next] > 0 || r.d.Tokens[next].Kind == text.Number) {
		ordered = true
		next++
	}
	for k := next; k < s.End && k < next+4; k++ { // "act of the play"
		ordered = ordered || r.d.Tokens[next].Fold == "of" && r.is(k, cWork|cPart)
	}
	if !ordered || next < s.End && r.d.Tokens[next].Kind == text.Word && !r.is(next, cOf|cPrep|cDet|cBe|cHave|cRel|cModal|cMaybe|cPron|cAnd) && r.d.Tokens[next].Shape == text.Lower && !r.plural(next) {
		return false // "in the film crew"
	}
	head := j == s.First || r.d.Tokens[j-1].Kind == text.Punct || r.is(j-1, cAnd)
	return head || next >= s.End || r.d.Tokens[next].Kind == text.Punct && !r.relativeBefore(j, s)
}

// plural says whether token i begins what the work tells rather than goes with its noun: "in the film soldiers", not "in the film crew".
func (r *reading) plural(i int) bool {
	return len(r.d.Tokens[i].Fold) > 3 && r.d.Tokens[i].Fold[len(r.d.Tokens[i].Fold)-1] == 's' || r.value[i] > 0
}

// longClause is how far back the beginning of a clause is looked for, more words than clauses have.
const longClause = 100

// relativeBefore says whether token j stands in a relative clause: "who played in the film".
func (r *reading) relativeBefore(j int, s *text.Sentence) bool {
	for k := j - 1; k >= s.First && k >= j-longClause && !r.comma(k); k-- {
		if r.is(k, cRel) {
			return true
		}
	}
	return false
}

// narrates says whether the work at token i tells something: "the novel begins with", "the exhibition, which is free, tells".
func (r *reading) narrates(i int, s *text.Sentence) bool {
	if r.relativeBefore(i, s) {
		return false
	}
	for j := i + 1; j < s.End && j < i+9; j++ {
		if r.is(j, cNarrate) {
			return true
		}
		if r.stops(j) || r.is(j, cAuthority) || r.is(j, cSay) {
			return false
		}
		for k := range r.triggers {
			if r.triggers[k].first == j && isViolent(r.triggers[k].typ) {
				return false
			}
		}
	}
	return false
}

// playsRole says whether token i is of acting a part: "plays a pilot who".
func (r *reading) playsRole(i int, s *text.Sentence) bool {
	switch r.d.Tokens[i].Fold {
	case "plays", "played", "portrays", "playing", "stars":
	default:
		return false
	}
	for j := i + 1; j < s.End && j < i+6 && !r.comma(j); j++ {
		if r.is(j, cRel) {
			return true
		}
	}
	return false
}

// leaves returns the token behind what the work at token i tells: the end of the sentence, or of the relative clause in which it is named.
func (r *reading) leaves(i int, s *text.Sentence) int {
	if r.relativeBefore(i, s) {
		for j := i; j < s.End; j++ {
			if r.comma(j) {
				return j
			}
		}
	}
	return s.End
}

// subjectEnds returns the token behind what "about" at token i leads to: at the verb of the work or behind its relative clause, as in
// "a poem about the massacre at the river, in which 200 were killed, won".
func (r *reading) subjectEnds(i int, s *text.Sentence) int {
	relative := false
	for j := i + 1; j < s.End; j++ {
		switch {
		case r.is(j, cRel):
			relative = true
		case r.comma(j):
			if relative = j+2 < s.End && (r.is(j+1, cRel) || r.is(j+1, cPrep) && r.is(j+2, cRel)); !relative {
				return j
			}
		case !relative && r.is(j, cBe|cHave|cModal|cMaybe):
			return j
		}
	}
	return s.End
}

// toldInPresent says whether the text tells its violence as plots are told, in the present tense only, which news keeps for titles:
// "a killer slaughters six students", "the painter is executed".
func (r *reading) toldInPresent() bool {
	n := 0
	for k := range r.triggers {
		t := &r.triggers[k]
		s := r.sentence(t.first)
		if s.InTitle || s.Headline || !t.verb || !isViolent(t.typ) {
			continue
		}
		switch f := r.d.Tokens[t.first].Fold; {
		case r.past(t.first):
			b := r.d.Tokens[max(t.first-1, s.First)].Fold
			if b != "is" && b != "are" && b != "gets" && b != "get" {
				return false
			}
			n++
		case strings.HasSuffix(f, "s"):
			n++
		}
	}
	return n > 0
}

// asNews says whether some violence or loss of the report is told as news is: with its day, or with who says so.
func (r *reading) asNews() bool {
	for k := range r.triggers {
		if t := &r.triggers[k]; (isViolent(t.typ) || t.typ == report.Arrest) && (t.verb || t.first != t.last) && r.toldAsNews(t.first) {
			return true
		}
	}
	for k := range r.tolls {
		if h := &r.tolls[k]; h.n > 0 && r.toldAsNews(h.trigger) {
			return true
		}
	}
	return false
}

func (r *reading) toldAsNews(i int) bool {
	s := r.sentence(i)
	return r.newsTime(s) || r.attributedIn(s)
}

// newsTime says whether a sentence tells the day of what happened.
func (r *reading) newsTime(s *text.Sentence) bool {
	for i := s.First; i < s.End; i++ {
		if r.is(i, cDay) {
			return true
		}
	}
	return false
}

// attributedIn says whether a sentence names who of the authorities or witnesses says it.
func (r *reading) attributedIn(s *text.Sentence) bool {
	for i := s.First; i < s.End; i++ {
		if !r.is(i, cAuthority) {
			continue
		}
		for j := max(s.First, i-4); j < min(s.End, i+4); j++ {
			if r.is(j, cSay) && r.d.Tokens[j].Fold != "report" {
				return true
			}
		}
	}
	return false
}
