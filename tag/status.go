package tag

import (
	"sort"
	"strings"

	"tocsin/report"
	"tocsin/text"
)

// A cueHit is a phrase of the status lexicon in the text.
type cueHit struct {
	cue         *cue
	first, last int
	src         string
}

// findCues fills r.cues in the order of the text.
func (r *reading) findCues() {
	for i := range r.d.Tokens {
		if r.stem[i] == 0 && r.exact[i] == 0 || len(r.cues) >= 2*most {
			continue
		}
		if last, p := r.lang.status.longest(r, i, nil); p != nil && !r.month(i) && !r.inName(i, last) {
			r.cues = append(r.cues, cueHit{cue: &r.lang.cues[p.value], first: i, last: last, src: p.src})
		}
	}
}

// cuesFrom returns the index of the first cue that stands at token i or behind it; cues never cross sentences.
func (r *reading) cuesFrom(i int) int {
	return sort.Search(len(r.cues), func(k int) bool { return r.cues[k].first >= i })
}

// reach is how many words before an event a cue may stand in its clause.
const reach = 9

// setStatus tells how a trigger stands to what happened, from the cues before it in its clause and in its sentence.
func (r *reading) setStatus(n int) {
	t := &r.triggers[n]
	s := r.sentence(t.first)
	status, rank := report.Reported, 0
	if t.status != "" {
		status, rank = t.status, 1
	}
	for i := r.cuesFrom(s.First); i < len(r.cues) && r.cues[i].first < s.End; i++ {
		c := &r.cues[i]
		inGap := c.first > t.first && c.last < t.last // "stormed a mock village"
		// "claimed control of"
		own := c.first == t.first && t.typ == report.TerritoryGained && c.cue.status == report.Claimed
		if !own && c.first <= t.last && c.last >= t.first && !(c.cue.anywhere && (inGap || c.last > t.last || c.first < t.first)) {
			continue // but "air raid exercise" is none, nor what an "exhibition remembers"
		}
		if c.cue.status == report.Exercise && r.mishapIn(s) {
			continue // what goes wrong in an exercise is real
		}
		if !own && !c.cue.anywhere && !r.governs(c, t) && !(c.cue.behind && r.dates(c, t)) {
			continue
		}
		if k := statusRank(c.cue.status); k > rank && r.applies(c.cue.status, t, strings.HasPrefix(r.d.Tokens[c.first].Fold, "agree")) && r.looksBack(c, n, s) {
			status, rank, t.cue = c.cue.status, k, r.raw(c.first, c.last)
		}
	}
	if rank < 2 && isViolent(t.typ) && r.charge(n, s) {
		status, rank, t.cue = report.Claimed, 2, "for"
	}
	if rank < 3 && t.typ != report.Disaster && r.lossesAside(t) {
		status, rank, t.cue = report.Historical, 3, "losses of many together"
	}
	if status == report.Claimed && r.lossBeside(t, s) {
		status, rank, t.cue = report.Reported, 1, ""
	}
	if status == report.Denied && r.deniesPart(t, s) {
		status, rank = report.Reported, 1
		t.accused, t.initiators = union(t.accused, t.initiators), nil
		t.cue = ""
	}
	if r.ofNobody(t, s) {
		status, rank, t.cue = report.Denied, 4, "nobody"
	}
	if rank < 3 && r.wouldBe(t, s) {
		status, rank, t.cue = report.Hypothetical, 3, "would"
	}
	if rank < 3 && t.verb && r.unreal(t, s) && classOf(t.typ) == report.MaterialConflict {
		status, rank, t.cue = report.Hypothetical, 3, "to"
	}
	if rank < 3 && r.sinceThen(t, s) {
		status, rank, t.cue = report.Historical, 3, "since"
	}
	if rank < 3 && r.longAgo(t.first, s) {
		status, rank, t.cue = report.Historical, 3, "date"
	}
	if (status == report.Denied || status == report.Hypothetical && refusal(t.cue)) && cooperates(t.typ) {
		t.typ, status = report.Rejection, report.Reported // "will not lift", "refuses to talk"
	}
	t.status = status
	if status == report.Denied && isViolent(t.typ) { // whoever denies it is said to have done it
		t.accused, t.initiators = union(t.accused, t.initiators), nil
	}
	t.aside = r.aside(n, s)
}

// charge says whether a trigger is what somebody is arrested, blamed or tried for.
func (r *reading) charge(n int, s *text.Sentence) bool {
	t := &r.triggers[n]
	if t.first-1 < s.First || r.d.Tokens[t.first-1].Fold != "for" && !(t.first-2 >= s.First && r.is(t.first-1, cHave) && r.d.Tokens[t.first-2].Fold == "for") && !(t.first-2 > s.First && r.is(t.first-1, cOf) && r.d.Tokens[t.first-2].Stem == "suspect") {
		return false
	}
	for i := n - 1; i >= 0 && r.triggers[i].first >= s.First; i-- {
		switch r.triggers[i].typ {
		case report.Arrest, report.Accusation, report.Investigation, report.Release:
			return true
		}
	}
	return false
}

func cooperates(t report.EventType) bool {
	c := t.Class()
	return c == report.MaterialCooperation || c == report.VerbalCooperation && t != report.Praise
}

// applies says whether a status can be had by a type: what is said is not denied by "could".
func (r *reading) applies(s report.Status, t *trigger, agreed bool) bool {
	switch classOf(t.typ) {
	case report.MaterialConflict:
		return !(s == report.Exercise && t.typ == report.Mobilization)
	case report.VerbalConflict:
		return s == report.Historical || s == report.Hypothetical
	case report.Neutral:
		return s == report.Historical || s == report.Hypothetical && t.verb && t.typ == report.Displacement // "one in six would flee"
	}
	if s == report.Hypothetical && cooperates(t.typ) && agreed {
		return false // "agree to end the fighting" is the deal itself
	}
	return s != report.Claimed
}

func statusRank(s report.Status) int {
	switch s {
	case report.Exercise:
		return 5
	case report.Denied:
		return 4
	case report.Hypothetical:
		return 3
	case report.Threatened, report.Historical:
		return 3
	case report.Claimed:
		return 2
	}
	return 1
}

// governs says whether a cue before a trigger reaches it: in the same clause and near.
func (r *reading) governs(c *cueHit, t *trigger) bool {
	if c.last >= t.first || t.first-c.last > reach {
		return false
	}
	if t.verb && c.last == c.first && r.d.Tokens[c.first].Fold == "former" {
		return false // "a former champion was shot"
	}
	if r.d.Tokens[c.first].Fold == "suspected" && t.first > c.last+1 {
		return false // of a part in it rather than of doing it
	}
	if t.answer && (c.cue.status == report.Threatened || c.cue.status == report.Hypothetical) {
		return false // "vowed revenge for the strike"
	}
	if r.d.Tokens[c.first].Fold == "blamed" && c.last+1 < len(r.d.Tokens) && r.d.Tokens[c.last+1].Fold == "on" {
		return false // "a strike blamed on B hit a depot"
	}
	if r.lang.code == "ar" && r.conjoins(t.first) && t.first > c.last+1 {
		return false
	}
	if c.cue.status == report.Historical && t.verb && r.is(t.first-1, cBe|cHave) && r.inRelative(c.first) && !r.inRelative(t.first) {
		return false // "those who were taken a year ago were handed over"
	}
	if r.feared(c) && t.first > c.last+2 {
		return false // "dozens feared dead in a stampede"
	}
	neg := c.cue.status == report.Denied
	infinitive := r.d.Tokens[c.last].Fold == "to"
	if infinitive && r.past(t.first) && r.is(t.first-1, cAnd) {
		return false // "killed a guard who tried to flee and wounded two"
	}
	describes := c.cue.status == report.Historical && r.past(c.first) && r.is(c.last, cPrep|cOf)
	for j := c.last + 1; j < t.first; j++ {
		if r.stops(j) || r.comma(j) && !r.charges(c, j+1) {
			return false
		}
		if r.lang.code != "en" && c.cue.status == report.Hypothetical && r.is(j, cHave) {
			return false // "soupçonnés de préparer un attentat ont été interpellés"
		}
		if infinitive && (r.is(j, cHave) || r.is(j, cBe) && r.d.Tokens[j].Fold != "be") {
			return false // "those who tried to flee were arrested"
		}
		if describes = describes && !r.is(j, cRel); describes && r.is(j, cBe|cHave) && !strings.HasSuffix(r.d.Tokens[j].Fold, "ing") {
			return false // "a man accused of theft was beaten to death"
		}
		if neg && t.first-c.last > 4 && !r.is(c.first, cSay) && c.first == c.last && !strings.HasPrefix(r.d.Tokens[c.first].Fold, "den") && (r.lang.code == "en" || r.is(c.first, cNeg)) {
			return false
		}
		if r.is(j, cSub) && !r.is(j, cPrep) && j > c.last+1 {
			return false
		}
	}
	return true
}

// feared says whether a cue is of fear for people rather than of what may happen.
func (r *reading) feared(c *cueHit) bool {
	if r.d.Tokens[c.first].Fold != "feared" || c.last+1 >= len(r.d.Tokens) {
		return false
	}
	switch r.d.Tokens[c.last+1].Fold {
	case "dead", "killed", "drowned", "buried", "trapped", "missing", "lost":
		return true
	}
	return false
}

// charges says whether token i goes on, behind a comma, with what somebody is accused or found guilty of: "of murder, of rape and".
func (r *reading) charges(c *cueHit, i int) bool {
	return c.cue.status == report.Historical && c.last > c.first && r.d.Tokens[i].Fold == r.d.Tokens[c.last].Fold
}

// inRelative says whether token i stands in a relative clause without commas.
func (r *reading) inRelative(i int) bool {
	for j := i - 1; j >= r.sentence(i).First && j > i-7 && !r.comma(j); j-- {
		if r.is(j, cRel) && r.d.Tokens[j].Fold != "that" {
			return true
		}
	}
	return false
}

// aside returns how far from the main clause a trigger stands: 0 in it, more behind "after" or "over" or in a relative clause, most where
// people run from it.
func (r *reading) aside(n int, s *text.Sentence) int {
	points, t := 0, &r.triggers[n]
	if n > 0 && !t.verb && classOf(t.typ) == report.MaterialConflict {
		// "condemns the attack": what a verb of words is about
		if o := &r.triggers[n-1]; o.verb && o.first >= s.First && t.first-o.last <= 3 && classOf(o.typ) == report.VerbalConflict && o.typ != report.Accusation {
			return 2
		}
		for k := n - 1; k >= 0 && r.triggers[k].first >= s.First; k-- {
			if o := &r.triggers[k]; o.verb && o.typ == report.Statement && mourns(r.d.Tokens[o.first:o.last+1]) && !r.commaBetween(o.last, t.first) {
				return 2 // "expressed condolences for the attack"
			}
		}
	}
	if t.answer || t.verb && t.first == t.last && (r.attributive(t.first, s) || t.first > s.First && r.d.Tokens[t.first-1].Fold == "those") {
		return 2
	}
	for j := t.first - 1; j >= s.First && j > t.first-10; j-- {
		if r.comma(j) || r.stops(j) {
			break
		}
		seized := t.typ == report.Coup || t.typ == report.TerritoryGained
		if r.is(j, cRel) && !(seized && r.d.Tokens[j].Fold == "that" && j > s.First && r.is(j-1, cSay)) { // "said that the president had been deposed"
			return 2
		}
		if t.verb && r.is(j, cTime) && j > s.First {
			return 2
		}
		if !t.verb && j > t.first-4 && (r.d.Tokens[j].Fold == "escape" || r.d.Tokens[j].Fold == "fleeing") {
			return 3 // "crossed the river to escape shelling"
		}
		if j <= t.first-6 {
			continue
		}
		if f := r.d.Tokens[j].Fold; !t.verb && (f == "over" || f == "against") {
			return 2 // a protest over a killing
		}
		if r.is(j, cSub|cTime) && !t.verb || r.is(j, cTime) {
			return 2
		}
		if r.lang.code != "en" && j == s.First && j < t.first-2 {
			continue // where the clause begins with a place: "на границе идут бои"
		}
		if !t.verb && r.is(j, cPrep|cOf) && j == t.first-1 || !t.verb && r.is(j, cPrep) {
			points = 1
		}
	}
	return points
}
