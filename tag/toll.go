package tag

import (
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
		if !ok {
			i = last
			continue
		}
		if n, end := r.togetherWith(last + 1); n > 0 && !h.vague {
			h.n += n
			h.last, last = end, end
		}
		h.loss, h.trigger = k, i
		h.aside = r.cumulative(&h)
		r.tolls = append(r.tolls, h)
		if h.n == 0 && k.both {
			h.wounded = !h.wounded
			r.tolls = append(r.tolls, h)
		}
		i = last
	}
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

// total returns the toll of the main event: the first that is told, corrected by a total that the report gives.
func (r *reading) total(wounded bool) (n *int, h *tollHit) {
	pick := func(aside bool) *tollHit {
		var best, before *tollHit // before is the last one looked at
		sum := tollHit{}
		for i := range r.tolls {
			t := &r.tolls[i]
			if t.wounded != wounded || t.aside != aside || t.past || r.background(t.trigger) || aside && !r.harmBeside(t.trigger) {
				continue
			}
			switch {
			case best == nil:
				sum = *t
				best = &sum
			case r.d.Tokens[t.trigger].Sentence == r.d.Tokens[best.trigger].Sentence && !t.sure && !best.sure:
				if best.vague && !t.vague && t.n > best.n {
					sum = *t // "tourists massacred: 26 dead"
				} else if t.n != best.n && t.first > best.last {
					sum.n += t.n
				}
			case !best.sure && !best.vague && !t.vague && before.n == best.n && r.alsoLost(before, t):
				sum.n += t.n
			case t.sure, best.vague && !t.vague && t.n > best.n, best.n == 0 && t.n > 0, r.titleOmits(best, t):
				sum = *t
			}
			before = t
		}
		return best
	}
	h = pick(false)
	if h == nil {
		h = pick(true)
	}
	if h == nil {
		return nil, nil
	}
	return &h.n, h
}

// harmBeside says whether the sentence of token i tells of violence or a mishap that happened: its loss may be all that there is,
// though it is told as one of many.
func (r *reading) harmBeside(i int) bool {
	for k := range r.events {
		e := &r.events[k]
		if !e.status.Happened() || !grave(e.typ) {
			continue
		}
		for _, m := range e.mentions {
			if r.d.Tokens[m[0]].Sentence == r.d.Tokens[i].Sentence {
				return true
			}
		}
	}
	return false
}

// titleOmits says whether a title names a single victim and the first sentence counts others with him: "Mayor killed", "a
// mayor and two guards were killed".
func (r *reading) titleOmits(title, lead *tollHit) bool {
	if title.n > 0 && lead.head == title.n && lead.n > title.n && !lead.vague && r.d.Tokens[title.trigger].InTitle && int(r.d.Tokens[lead.trigger].Sentence) == r.firstSentence {
		return true // "six soldiers die", "six soldiers and eleven rebels died"
	}
	if title.n != 1 || lead.n < 2 || lead.vague || !r.d.Tokens[title.trigger].InTitle || int(r.d.Tokens[lead.trigger].Sentence) != r.firstSentence {
		return false
	}
	for i := title.first; i <= title.last; i++ {
		if _, _, _, ok := r.number(i, title.last+1); ok {
			return false
		}
	}
	for i := lead.first; i <= lead.last; i++ {
		if f := r.d.Tokens[i].Fold; f == "and" || f == "with" || f == "others" {
			return true
		}
	}
	return false
}

// alsoLost says whether t tells, in the sentence behind, of more who were lost with those of best: "two children were also
// killed".
func (r *reading) alsoLost(best, t *tollHit) bool {
	if r.d.Tokens[t.trigger].Sentence != r.d.Tokens[best.trigger].Sentence+1 {
		return false
	}
	return t.trigger > 0 && r.d.Tokens[t.trigger-1].Fold == "also"
}
