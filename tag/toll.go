package tag

import (
	"slices"
	"strings"

	"tocsin/report"
	"tocsin/text"
)

// A tollHit is one statement of a loss.
type tollHit struct {
	loss
	n       int
	head    int  // of the first of several parts that n is the sum of, 0 for one alone
	vague   bool // an uncounted plural
	aside   bool // of other events, or of many together
	past    bool // of an event that is only looked back on; aside too
	own     bool // of those who kill themselves: a bomber
	trigger int  // token
	first   int  // of the words that count
	last    int
	sure    bool // a total that the report gives
}

// findTolls fills r.tolls in the order of the text.
func (r *reading) findTolls() {
	r.findMany()
	for i := 0; i < len(r.d.Tokens) && len(r.tolls) < most; i++ {
		if r.stem[i] == 0 && r.exact[i] == 0 {
			continue
		}
		last, p := r.loss(i)
		if p == nil || r.inName(i, last) {
			continue
		}
		k := r.lang.lossKinds[p.value]
		if r.lang.code == "en" && r.noNewLoss(k, i) {
			i = last
			continue
		}
		h, ok := r.count(k, i, last, p.gapped())
		if before := len(r.tolls) - 1; !ok && before >= 0 && r.tolls[before].n == 0 && r.tolls[before].trigger == i-2 && r.is(i-1, cAnd) {
			h, ok = r.tolls[before], true // "nobody was killed or injured"
		}
		if !ok || r.partOf(&h, k, i, last) || h.vague && h.n == 2 && r.is(i-1, cTo) { // "who used to kill whole families"
			i = last
			continue
		}
		h.loss, h.trigger = k, i
		h.own = r.bySelf(i, last)
		h.vague = h.vague || h.own || r.d.Tokens[i].Fold == "among" // "five were among the dead"
		last = r.addOthers(&h, last)
		h.aside = r.cumulative(&h) || r.goesOn(&h)
		r.tolls = append(r.tolls, h)
		if h.n == 0 && (k.both || r.nobody(&h)) {
			h.wounded = !h.wounded
			r.tolls = append(r.tolls, h)
		}
		i = last
	}
}

// bySelf says whether the words from token i to last tell of somebody's own death: "blew himself up".
func (r *reading) bySelf(i, last int) bool {
	return last > i && strings.HasSuffix(r.d.Tokens[last-1].Fold, "self")
}

// partOf says whether those counted at the words from token i to last are a part of those whom its sentence counts before ("41 died, 26 of them burned to
// death"), or the report.
func (r *reading) partOf(h *tollHit, k loss, i, last int) bool {
	if r.d.Tokens[i].Fold == "among" && slices.ContainsFunc(r.tolls, func(b tollHit) bool { return b.wounded == k.wounded && b.n > h.n }) {
		return true // "two tourists were among the dead", of an old attack too
	}
	if len(r.tolls) == 0 || h.first > h.last || !r.ofThem(h.first, h.last+1) && !(r.stateOf(last) && r.bare(h)) {
		return false
	}
	before := &r.tolls[len(r.tolls)-1]
	return before.wounded == k.wounded && r.d.Tokens[before.trigger].Sentence == r.d.Tokens[i].Sentence
}

// stateOf says whether words of loss that end at token i tell how the wounded are, rather than that they were wounded: "four are in
// a grave condition".
func (r *reading) stateOf(i int) bool {
	switch r.d.Tokens[i].Fold {
	case "condition", "care", "hospital", "clinic", "life", "lives":
		return true
	}
	return false
}

// bare says whether a loss is told by a number alone.
func (r *reading) bare(h *tollHit) bool {
	_, _, last, ok := r.number(h.first, h.last+1)
	return ok && last == h.last
}

// nobody says whether a denial is of the killed and of the wounded: "nobody was hurt".
func (r *reading) nobody(h *tollHit) bool {
	switch r.d.Tokens[h.trigger].Fold {
	case "hurt", "harmed", "injured":
		for j := h.first; j <= h.last; j++ {
			if f := r.d.Tokens[j].Fold; f == "nobody" || f == "none" || f == "one" && j > 0 && r.d.Tokens[j-1].Fold == "no" {
				return true
			}
		}
	}
	return false
}

// hypothetical says whether a loss at token i is only feared, threatened or planned.
func (r *reading) hypothetical(i int, s *text.Sentence) bool {
	t := trigger{first: i, last: i, typ: report.Attack}
	for k := r.cuesFrom(s.First); k < len(r.cues) && r.cues[k].first < i; k++ {
		c := &r.cues[k]
		if c.cue.anywhere {
			continue
		}
		switch c.cue.status {
		case report.Hypothetical, report.Threatened:
			if r.governs(c, &t) {
				return true
			}
		}
	}
	return false
}
