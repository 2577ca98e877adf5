package tag

// longest returns the longest match at token i: its last token and its pattern, -1 and nil without one. Among matches of
// one length the pattern with more words wins. accept may refuse a pattern.
func (ps *patterns) longest(r *reading, i int, accept func(p *pattern, last int) bool) (last int, p *pattern) {
	if r.heads[i]&ps.bit == 0 && (r.actorAt[i] == 0 || !ps.called) {
		return -1, nil
	}
	return ps.search(r, i, accept)
}

func (ps *patterns) search(r *reading, i int, accept func(p *pattern, last int) bool) (last int, p *pattern) {
	last = -1
	for _, id := range [2]int32{r.exact[i], r.stem[i]} { // what is written in quotes first, since among equals it is meant
		if id > 0 && int(id) < len(ps.first) {
			last, p = ps.among(ps.first[id], r, i, i, accept, last, p)
		}
	}
	if ps.called && r.actorAt[i] > 0 {
		for k, candidates := range ps.named {
			if len(candidates) == 0 {
				continue
			}
			if head := r.nameAt(named(k), i); head >= 0 {
				last, p = ps.among(candidates, r, i, head, accept, last, p)
			}
		}
	}
	return last, p
}

// among returns the longest match of candidates whose first element stands from token i to head, or last and p where none is
// better than them.
func (ps *patterns) among(candidates []candidate, r *reading, i, head int, accept func(p *pattern, last int) bool, last int, p *pattern) (int, *pattern) {
	behind := r.next(head)
	follows := r.wordsAt(behind)
	for k := range candidates {
		n := &candidates[k]
		if n.next&follows == 0 || n.need > 0 && !r.met(n, i, behind) {
			continue
		}
		c, end := &ps.all[n.pattern], head
		if n.several {
			end = r.match(c, 0, i, -1, r.sentence(i).End)
		} else if len(c.elems) > 1 {
			end = r.match(c, 1, behind, head, r.sentence(i).End)
		}
		if end < 0 || end < last || end == last && c.words <= p.words {
			continue
		}
		if accept == nil || accept(c, end) {
			last, p = end, c
		}
	}
	return last, p
}

// match returns the last token of the match of p's elements from e on at token i, before token end: last where all of them
// are optional and none stands there, -1 without a match.
func (r *reading) match(p *pattern, e, i, last, end int) int {
	for ; e < len(p.elems); e++ {
		el := &p.elems[e]
		if el.gap > 0 {
			return r.over(p, e, i, end)
		}
		at := -1
		if i < end {
			at = r.element(el, i)
		}
		if at < 0 {
			if el.optional {
				continue
			}
			return -1
		}
		last, i = at, r.next(at)
	}
	return last
}

// over returns the last token of the match of what follows p's gap e, which begins at token i, -1 without one.
func (r *reading) over(p *pattern, e, i, end int) int {
	el, subject, being := &p.elems[e], p.clause && e == 1, false
	for n := 0; n <= el.gap && i < end && !r.stops(i); {
		if (r.stem[i] != 0 || r.exact[i] != 0 || p.elems[e+1].named > 0) && !(el.plain && r.noVerb(i, being && !(e+2 < len(p.elems) && r.is(i+1, cBy)), subject)) {
			if last := r.match(p, e+1, i, -1, end); last >= 0 && !r.joined(i) {
				return last
			}
		}
		if r.walled(i) || el.plain && r.breaks(i, subject) {
			return -1
		}
		being = being || el.plain && r.is(i, cBe)
		if r.gapWord(i) {
			n++
		}
		i = r.next(i)
	}
	return -1
}

// element returns the last token of an alternative that stands at token i, -1 without one.
func (r *reading) element(el *element, i int) int {
	if el.named > 0 {
		if end := r.nameAt(el.named, i); end >= 0 {
			return end
		}
	}
	if el.number {
		if _, _, last, ok := r.number(i, r.sentence(i).End); ok {
			return last
		}
		return -1
	}
	best := -1
	for _, id := range [2]int32{r.stem[i], r.exact[i]} {
		if id == 0 || el.firsts>>(id&63)&1 == 0 {
			continue
		}
		k, high := 0, len(el.alts)
		for k < high { // the first alternative that begins with id
			if mid := int(uint(k+high) >> 1); el.alts[mid].first < id {
				k = mid + 1
			} else {
				high = mid
			}
		}
	alt:
		for ; k < len(el.alts) && el.alts[k].first == id; k++ {
			j := i
			for _, want := range el.alts[k].rest {
				j = r.next(j)
				if j >= len(r.d.Tokens) || r.stem[j] != want && r.exact[j] != want || r.d.Tokens[j].Sentence != r.d.Tokens[i].Sentence {
					continue alt
				}
			}
			best = max(best, j)
		}
	}
	return best
}
