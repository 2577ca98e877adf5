package tag

import (
	"fmt"
	"strings"

	"tocsin/report"
	"tocsin/text"
)

// How the words of a file of blame name somebody, by the keys of its lines.
const (
	blameBehind   int32 = iota // "attributed to A"
	blameBefore                // "A is suspected"
	claimedBefore              // "A claimed responsibility"
	claimedBehind              // "claimed by A"
)

var blameKeys = map[string]int32{"behind": blameBehind, "before": blameBefore, "claims": claimedBefore, "claimed": claimedBehind}

// blameLine reads "behind|before|claims|claimed: pattern; pattern" or "other: word word" of a file of blame.
func (l *language) blameLine(s string) error {
	key, list, ok := strings.Cut(s, ":")
	if key == "other" {
		for _, w := range strings.Fields(list) {
			l.another[text.Fold(w)] = true
		}
		return nil
	}
	value, known := blameKeys[strings.TrimSpace(key)]
	if !ok || !known {
		return fmt.Errorf("want behind, before, claims, claimed or other: %q", s)
	}
	for _, src := range strings.Split(list, ";") {
		if err := l.blame.add(strings.TrimSpace(src), value); err != nil {
			return err
		}
	}
	return nil
}

// findBlame marks those as accused whom the words of a file of blame name, and notes who claims to have done it.
func (r *reading) findBlame() {
	for i := range r.d.Tokens {
		last, p := r.lang.blame.longest(r, i, nil)
		if p == nil || r.unblamed(i) {
			continue
		}
		var who []int32
		switch {
		case p.value == claimedBefore || p.value == claimedBehind:
			r.claim(i, last, p.value)
			continue
		case p.value == blameBehind:
			who = r.blamable(r.blamedBehind(last))
		case !r.is(i-1, cPron) && r.d.Tokens[i].Fold != "it":
			who = r.blamable(r.left(i, r.sentence(i).First))
			if r.ofThemselves(i, who) {
				r.claimed = union(r.claimed, who)
				continue
			}
		}
		if len(who) > 0 {
			r.accused(i, who)
		}
	}
}

// unblamed says whether words of blame are denied: "no evidence points to", "was not behind".
func (r *reading) unblamed(i int) bool {
	for j := i - 1; j >= r.sentence(i).First && !r.comma(j) && !r.stops(j); j-- {
		switch f := r.d.Tokens[j].Fold; {
		case f == "doubt" || f == "but":
			return false // "had no doubt that A was behind it"
		case r.is(j, cNeg), f == "denied", f == "denies", f == "denying":
			return true
		}
	}
	return false
}

// blamedBehind returns the actors named right behind token i, with at most three words that describe them between.
func (r *reading) blamedBehind(i int) []int32 {
	end := r.sentence(i).End
	for j := i + 1; j < end && j <= i+4; j++ {
		if r.actorAt[j] > 0 {
			return r.right(j, end)
		}
		if r.hyphen(j) {
			continue // the article of an Arabic name
		}
		if r.d.Tokens[j].Kind != text.Word || r.is(j, cPrep|cOf|cSub|cRel|cSay|cBe|cPron) && r.d.Tokens[j].Fold != "of" {
			return nil
		}
	}
	return nil
}

// blamable returns those of who that can be held to have done something, and have a name.
func (r *reading) blamable(who []int32) []int32 {
	var out []int32
	for _, n := range who {
		if a := r.actorOf(n); !a.generic && (body(a) && a.kind != report.Organisation || a.kind == report.People && !strings.HasSuffix(a.id, "-people")) {
			out = append(out, n)
		}
	}
	return out
}

// accused makes actors accused of the violence that the sentence of token i tells of, or where it tells of none of that of the
// two sentences before it, behind a title of those after it.
func (r *reading) accused(i int, who []int32) {
	s := r.d.Tokens[i].Sentence
	told, near := false, false
	for k := range r.triggers {
		o := &r.triggers[k]
		os := r.d.Tokens[o.first].Sentence
		near = near || isViolent(o.typ) && abs(int(os-s)) <= 2 && (os < s || r.sentence(i).InTitle)
		if os != s || o.answer || !isViolent(o.typ) && o.typ != report.Accusation && o.typ != report.Cyberattack && o.typ != report.Crime {
			continue
		}
		o.accused = union(o.accused, who)
		o.initiators = without(o.initiators, who)
		o.targets = without(o.targets, who)
		if o.typ == report.Accusation {
			o.targets = union(o.targets, who)
		}
		told = told || o.typ != report.Accusation
	}
	if !told && near {
		r.blamed = union(r.blamed, who)
	}
}

// accuse reads who accuses whom: "A accused B of", "B was accused by A", "A blamed the strike on B", "a strike blamed on B".
func (r *reading) accuse(n int, s *text.Sentence) {
	t := &r.triggers[n]
	next := t.last + 1
	on := r.blamedOn(t, s)
	switch {
	case on == next:
		t.targets = r.right(on+1, s.End)
	case on > 0:
		t.initiators = r.subject(t.first, s.First)
		t.targets = r.right(on+1, s.End)
	case r.isPassive(t.first, s.First) || r.past(t.first) && r.headsCharge(next, s.End):
		t.targets, t.initiators = r.left(t.first, s.First), r.afterBy(t.last, s.End)
	default:
		t.initiators = r.subject(t.first, s.First)
		t.targets = r.right(t.first+1, r.chargeAt(t.first+1, s.End))
	}
	t.accused = t.targets
	end := r.chargeAt(t.last, s.End)
	r.blame(n, t.targets, end < s.End && r.is(end, cOf) && !r.ofIt(end, s.End))
}

// ofOthers says whether a relative clause tells what others than who do: "accused A of arming the rebels, who seized the town".
func (r *reading) ofOthers(o *trigger, who []int32) bool {
	j := o.first - 1
	for j > 1 && (r.is(j, cHave) || adverb(r.d.Tokens[j].Fold)) {
		j--
	}
	if j < 2 || !r.is(j, cRel) {
		return false
	}
	if j--; r.comma(j) {
		j--
	}
	n := r.actorAt[j]
	return n > 0 && !r.akin([]int32{r.actors[n-1].actor}, who)
}

// headsCharge says whether the word at token i, right behind "accused" or "charged", shows that those before it are: "charged with".
func (r *reading) headsCharge(i, end int) bool {
	return r.is(i, cOf|cBy) || i < end && (r.d.Tokens[i].Fold == "over" || r.d.Tokens[i].Fold == "with")
}

// ofIt says whether a charge at token i is about what is told already: "of ordering it", "of the attack".
func (r *reading) ofIt(i, end int) bool {
	for j := i + 1; j < end && j < i+5 && !r.stops(j); j++ {
		switch r.d.Tokens[j].Fold {
		case "it", "them", "this":
			return true
		}
	}
	return false
}

// blamedOn returns the "on" that stands between what is blamed and on whom, 0 without one.
func (r *reading) blamedOn(t *trigger, s *text.Sentence) int {
	if r.d.Tokens[t.first].Stem != "blame" {
		return 0
	}
	for j := t.last + 1; j < s.End && j < t.last+9; j++ {
		switch f := r.d.Tokens[j].Fold; {
		case f == "on":
			return j
		case f == "for" || f == "over" || r.comma(j) || r.stops(j) || r.actorAt[j] > 0:
			return 0
		}
	}
	return 0
}

// chargeAt returns where the charge begins behind those who are accused: at "of", "for" or "over".
func (r *reading) chargeAt(i, end int) int {
	for j := i + 1; j < end && j < i+22; j++ {
		if r.is(j, cRel) && !r.comma(j-1) { // "blamed a faction that rejected the deal of June"
			return end
		}
		if f := r.d.Tokens[j].Fold; f == "for" || f == "over" || r.is(j, cOf) && r.actorAt[j] == 0 && (!r.ofGroup(j, i) || j+1 < end && strings.HasSuffix(r.d.Tokens[j+1].Fold, "ing")) {
			return j
		}
	}
	return end
}

// blame makes the actors accused of the violent events told in the same sentence; what an accusation only is about
// becomes an allegation of its own when nothing else tells of it.
func (r *reading) blame(n int, who []int32, charged bool) {
	if len(who) == 0 {
		return
	}
	t := &r.triggers[n]
	s := r.d.Tokens[t.first].Sentence
	for i := range r.triggers {
		o := &r.triggers[i]
		if i == n || o.answer || r.d.Tokens[o.first].Sentence != s || classOf(o.typ) != report.MaterialConflict {
			continue
		}
		if r.ofOthers(o, who) {
			continue
		}
		o.accused = union(o.accused, who)
		charged = false
	}
	if !charged { // "of lying" is about no violence that is told elsewhere
		r.blamed = union(r.blamed, who)
	}
}

// alleged says whether a verb only tells what somebody is accused of: "A accused B of shelling a town, wounding two".
func (r *reading) alleged(t *trigger) bool {
	if t.first > 0 && r.comma(t.first-1) && strings.HasSuffix(r.d.Tokens[t.first].Fold, "ing") {
		for k := range r.triggers {
			if o := &r.triggers[k]; o.last < t.first && r.d.Tokens[o.first].Sentence == r.d.Tokens[t.first].Sentence && r.alleged(o) {
				return true
			}
		}
	}
	i := t.first
	for i > 2 && r.is(i-1, cAnd) && strings.HasSuffix(r.d.Tokens[i-2].Fold, "ing") { // "of ramming and boarding"
		i -= 2
	}
	if !r.is(i-1, cOf) || !strings.HasSuffix(r.d.Tokens[t.last].Fold, "ing") && !strings.HasSuffix(r.d.Tokens[t.first].Fold, "ing") {
		return false
	}
	for k := range r.triggers {
		if o := &r.triggers[k]; o.pos == posAccuse && o.first < t.first && r.d.Tokens[o.first].Sentence == r.d.Tokens[t.first].Sentence {
			return true
		}
	}
	return false
}
