package tag

import "tocsin/text"

// walled says whether no gap reaches over token i: another clause begins there, or what somebody says of others. Many patterns
// ask it of the same token, so that the answers are kept.
func (r *reading) walled(i int) bool {
	if r.walls[i] == 0 {
		r.walls[i] = -1
		if r.reports(i) || r.clauseAt(i) {
			r.walls[i] = 1
		}
	}
	return r.walls[i] > 0
}

// joined says whether the word at token i is a participle that a hyphen makes part of an adjective, which no gap reaches: "a position
// in the rebel-held north".
func (r *reading) joined(i int) bool {
	return i > 0 && !r.d.Tokens[i].Space && r.hyphen(i-1) && r.past(i)
}

// clauseAt says whether a clause of its own begins at token i, which no gap reaches into.
func (r *reading) clauseAt(i int) bool {
	switch r.d.Tokens[i].Fold {
	case "when", "while", "because", "although", "though", "whereas", "unless":
		return true
	case "that": // "judges found that the rifles"
		return i > 0 && (r.d.Tokens[i-1].Fold == "found" || r.d.Tokens[i-1].Fold == "finds")
	}
	return false
}

// reports says whether what follows token i is only what somebody says of others: "villagers said that".
func (r *reading) reports(i int) bool {
	if f := r.d.Tokens[i].Fold; f != "said" && f != "says" && f != "say" || r.lang.code != "en" {
		return false
	}
	i = r.next(i)
	if i < len(r.d.Tokens) && r.d.Tokens[i].Fold == "that" {
		i = r.next(i)
	}
	return !r.is(i, cPron|cTo) // "soldiers say they have removed the president"
}

// breaks says whether a word at token i ends what belongs to the words before it: a plain gap does not reach over it. A
// subject may have more about it than an object: "drones of the army hit".
func (r *reading) breaks(i int, subject bool) bool {
	if r.is(i, cModal|cMaybe|cTo|cNeg|cRel|cSay|cBy) || r.comma(i) || r.is(i, cAnd) && i+1 < len(r.d.Tokens) && r.past(i+1) {
		return true
	}
	if subject {
		return r.past(i) || r.is(i, cSub) && !r.is(i, cPrep)
	}
	return r.is(i, cSub|cPrep|cOf)
}

// noVerb says whether the word at token i cannot be the verb behind a subject, or behind a form of be: "a march", "were hit".
func (r *reading) noVerb(i int, being, subject bool) bool {
	det := subject && r.is(i-1, cDet)
	if !being && !det {
		return false
	}
	if r.past(i) {
		return being
	}
	return det
}

// gapWord says whether token i is a word in the length of a gap: quotation marks are none.
func (r *reading) gapWord(i int) bool {
	t := &r.d.Tokens[i]
	return t.Kind != text.Punct || t.Fold == ","
}

// anything is what candidate.next says where more than words may follow, or nothing need to.
const anything = ^uint64(0)

// follows returns what candidate.next asks for behind the first element.
func (p *pattern) follows() uint64 {
	if len(p.elems) < 2 {
		return anything
	}
	if e := &p.elems[1]; e.gap > 0 || e.number || e.named > 0 || e.optional {
		return anything
	}
	return p.elems[1].firsts
}

// behind returns what candidate.next asks for where the pattern begins with a word: the second words of the alternatives
// that begin with it, and what may follow if it is one by itself.
func (p *pattern) behind(word int32) (next uint64) {
	first := &p.elems[0]
	if first.named > 0 {
		return anything
	}
	for _, a := range first.alts {
		switch {
		case a.first != word:
		case len(a.rest) > 0:
			next |= 1 << (a.rest[0] & 63)
		default:
			next |= p.follows()
		}
	}
	return next
}

// wordsAt returns the bits that candidate.next has for the words at token i. One is set behind the last token too.
func (r *reading) wordsAt(i int) uint64 {
	if i >= len(r.d.Tokens) {
		return 1
	}
	return 1<<(r.stem[i]&63) | 1<<(r.exact[i]&63)
}

// scarce returns the words of the element, behind the first and a gap, that has the fewest alternatives: where none of them
// stands in a sentence, the gap need not be searched. It returns none where there is no such element. near says that they
// stand at most nearWords behind the first element.
func (p *pattern) scarce() (need []int32, near bool) {
	if !p.gapped() {
		return nil, false
	}
	fewest, reach, words := -1, 0, 0 // words from the first element to the current one at most
	for e := 1; e < len(p.elems); e++ {
		el := &p.elems[e]
		if el.gap == 0 && !el.number && el.named == 0 && !el.optional && (fewest < 0 || len(el.alts) < len(p.elems[fewest].alts)) {
			fewest, reach = e, words
		}
		words += el.longest()
	}
	if fewest < 0 {
		return nil, false
	}
	for _, a := range p.elems[fewest].alts {
		need = append(need, a.first)
	}
	return need, reach <= nearWords
}

// longest returns how many words the element has at most.
func (e *element) longest() int {
	if e.number || e.named > 0 {
		return nearWords + 1 // any number
	}
	n := e.gap
	for _, a := range e.alts {
		n = max(n, 1+len(a.rest))
	}
	return n
}

// A signature has bit n%256 for each word number n of a set: most sets that share no word share no bit.
type signature [4]uint64

func (s *signature) add(n int32) { s[n>>6&3] |= 1 << (n & 63) }

func (s *signature) meets(o *signature) bool {
	return s[0]&o[0]|s[1]&o[1]|s[2]&o[2]|s[3]&o[3] != 0
}

// met says whether one of the words of a need stands in the sentence of token i and, if near, within nearWords from token
// behind on. Many patterns have one need, so that the answers of a sentence are kept while it is read.
func (r *reading) met(n *candidate, i, behind int) bool {
	if n.near {
		if r.aheadOf != behind+1 {
			r.fillAhead(i, behind)
		}
		if !r.ahead.meets(&r.lang.vocab.needs[n.need].signature) {
			return false
		}
	}
	at := r.d.Tokens[i].Sentence + 1
	if r.bagOf != at {
		r.fillBag(at)
	}
	if r.needs[n.need]>>1 != at {
		r.needs[n.need] = at << 1
		for _, w := range r.lang.vocab.needs[n.need].words {
			if r.bag[w/64]&(1<<(w%64)) != 0 {
				r.needs[n.need] |= 1
				break
			}
		}
	}
	return r.needs[n.need]&1 != 0
}

// fillAhead signs the words from token behind on, in the sentence of token i, as far as a near need may stand.
func (r *reading) fillAhead(i, behind int) {
	r.ahead, r.aheadOf = signature{}, behind+1
	end := r.sentence(i).End
	for n := 0; n <= nearWords && behind < end; behind = r.next(behind) {
		r.ahead.add(r.stem[behind])
		r.ahead.add(r.exact[behind])
		if r.gapWord(behind) {
			n++
		}
	}
}

// fillBag puts the words of sentence at-1 into the bag.
func (r *reading) fillBag(at int32) {
	r.bagOf = at
	clear(r.bag)
	s := &r.d.Sentences[at-1]
	for j := s.First; j < s.End; j++ {
		r.bag[r.stem[j]/64] |= 1 << (r.stem[j] % 64)
		r.bag[r.exact[j]/64] |= 1 << (r.exact[j] % 64)
	}
}
