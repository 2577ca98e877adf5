package places

import (
	"cmp"
	"slices"

	"tocsin/tag/internal/gaz"
	"tocsin/text"
)

// telling adds the places that the gazetteer does not know but whose kind the text tells. Such a name stands for what the text
// says it lies in, else for the country that the report speaks of.
type telling struct {
	*finder
	kept  []int32  // of each token: the number of the kept span that it belongs to and 1, 0 for none, -1 for somebody's name
	known int      // how many spans there were; those behind were added
	lands []uint32 // of each sentence: the country that it names alone, nowhere or mixed; nil until asked for
	land  uint32   // the country that the report names most
}

// told adds "the village of Kourebara", "Htan Lwe village", "the Red River", "the Etoumbi and Mbomo districts".
func (f *finder) told() {
	w := telling{finder: f, kept: make([]int32, len(f.d.Tokens)), known: len(f.spans)}
	for _, p := range f.proper {
		w.keep(p[0], p[1], -2)
	}
	for k := range f.spans {
		if s := &f.spans[k]; !s.dropped {
			w.keep(s.first, s.last, k)
		}
	}
	for i := range f.d.Tokens {
		if f.d.Tokens[i].Kind != text.Word || !f.is(i, kind|nature|height) || !f.cased(i) || f.headline(i) {
			continue
		}
		switch up := f.capitalised(i); {
		case up && f.is(i, height) && w.naturalBefore(i):
		case up && f.is(i, nature):
			w.natural(i)
		case f.is(i, kind):
			w.kindOf(i)
			if !up && !f.is(i, folks) {
				w.kindBehind(i)
			}
		}
	}
	w.again()
	if len(f.spans) > w.known {
		slices.SortStableFunc(f.spans, func(a, b span) int { return cmp.Compare(a.first, b.first) })
	}
}

func (w *telling) keep(first, last, k int) {
	for i := first; i <= last; i++ {
		w.kept[i] = int32(k + 1)
	}
}

// kindOf adds the names behind "village of", several behind "villages of" and "four villages in Kasai:".
func (w *telling) kindOf(i int) {
	at, in := w.opens(i)
	if at < 0 {
		return
	}
	var names [][2]int
	end, strange := at, false
	for at++; len(names) < 20; at++ {
		last := w.run(at, 1)
		if last < at {
			break
		}
		names = append(names, [2]int{at, last})
		strange = strange || w.kept[at] == 0
		end = last
		if at = w.goesOn(last, 1); at == last || !w.is(i, several) {
			break
		}
	}
	if len(names) == 0 {
		return
	}
	if in == nil {
		if ref, ok := w.holder(i, end); ok {
			in = &ref
		}
	}
	for _, n := range names {
		if in != nil && !((strange || w.is(i, small)) && w.moved(n[0], n[1], *in)) {
			w.add(n[0], n[1], *in)
		}
	}
}

// opens returns the last token of the "of" or the colon behind which the names of the kind at token i follow, -1 for none, and what a colon's list
// lies in when that is said before it.
func (w *telling) opens(i int) (at int, in *gaz.Ref) {
	if n := w.wordAfter(i); n >= 0 && w.genitive(n) {
		if n+1 < len(w.d.Tokens) && w.joins(n+1) {
			n++ // "village d'Ayorou"
		}
		return n, nil
	}
	for j := i + 1; w.is(i, several) && j < len(w.d.Tokens) && j < i+7 && w.d.Tokens[j].Sentence == w.d.Tokens[i].Sentence; j++ {
		if w.d.Tokens[j].Fold == ":" {
			return j, in
		}
		if k := int(w.kept[j]) - 1; k >= 0 {
			ref := w.refOf(&w.spans[k])
			in = &ref
		} else if !w.is(j, locative|toward|skip) {
			break
		}
	}
	return -1, nil
}

// genitive says whether token i may stand between the kind of a place and its name: "of", "de".
func (w *telling) genitive(i int) bool {
	fold := w.d.Tokens[i].Fold
	return fold == "of" || fold == "d" || particle[fold]
}

// moved says whether a town of a list of villages that has its namesake abroad, or a village that has, was made to lie where the
// list or the report does.
func (w *telling) moved(first, last int, in gaz.Ref) bool {
	k := int(w.kept[first]) - 1
	if k < 0 || k >= w.known || !w.holds(in) {
		return false
	}
	s := &w.spans[k]
	p := &w.g.data.Places[w.refOf(s).Place()]
	if s.first != first || s.last != last || s.certain || p.Kind <= gaz.Territory || p.Country == w.g.data.Places[in.Place()].Country {
		return false
	}
	s.dropped = true
	w.put(first, last, in)
	return true
}

// kindBehind adds the name before "village", several before "districts".
func (w *telling) kindBehind(i int) {
	if n := w.wordAfter(i); n >= 0 && w.genitive(n) && !w.is(i, partial) {
		return // "the Druze town of"
	}
	at := i
	if p := w.wordBefore(i); w.is(p, inmates) && !w.capitalised(p) {
		at = p // "Kakuma refugee camp"
	}
	for found := 0; found < 20; found++ {
		last := at - 1
		first := w.run(last, -1)
		if first > last || w.indefinite(first) {
			return
		}
		if ref, ok := w.holder(first, i); ok {
			w.add(first, last, ref)
		}
		if at = w.goesOn(first, -1); at == first || !w.is(i, several) {
			return
		}
	}
}

// run returns the other end of the capitalised words from token at on, forwards or backwards; at-step for none.
func (w *telling) run(at, step int) int {
	end := at - step
	for j := at; j >= 0 && j < len(w.d.Tokens) && (j-at)*step < 6; j += step {
		t := &w.d.Tokens[j]
		if t.Sentence != w.d.Tokens[at-step].Sentence {
			break
		}
		if j != at && (t.Fold == "-" || t.Fold == "'" || t.Fold == "’") && w.joins(j) {
			continue
		}
		if !w.capitalised(j) || w.is(j, function|title) && !w.is(j, article) || j != at && w.apart(min(j, j-step)) {
			break
		}
		end = j
	}
	if step < 0 && end < at && w.sentenceStart(end) && w.flags(end)&(gaz.CommonWord|gaz.Never) != 0 {
		end++ // "Remote Kourebara village"
	}
	return end
}

// apart says whether one of the tokens i and i+1 belongs to a known place and the other does not.
func (w *telling) apart(i int) bool { return w.kept[i] != w.kept[i+1] }

// goesOn returns the token of the comma or "and" behind which a list goes on from the item that ends at token i, else i.
func (w *telling) goesOn(i, step int) int {
	at := i
	for j := i + step; j > 0 && j < len(w.d.Tokens)-1 && (j-i)*step <= 2; j += step {
		if t := &w.d.Tokens[j]; t.Sentence != w.d.Tokens[i].Sentence || t.Fold != "," && t.Fold != "and" && t.Fold != "or" && t.Fold != "&" {
			break
		}
		at = j
	}
	return at
}

// indefinite says whether what begins at token i is one of several: "a Druze village", "every Serb town".
func (w *telling) indefinite(i int) bool {
	p := w.wordBefore(i)
	return p >= 0 && w.is(p, anyof)
}

// add adds the name from first to last, which stands for a place, unless it is known or no name.
func (w *telling) add(first, last int, ref gaz.Ref) {
	proper := false
	for i := first; i <= last; i++ {
		if w.kept[i] != 0 || w.is(i, folk|body|media) {
			return
		}
		proper = proper || w.d.Tokens[i].Kind == text.Word && w.flags(i)&(gaz.CommonWord|gaz.Never) == 0
	}
	if t := &w.d.Tokens[first]; !proper || first == last && t.Shape == text.Upper && len(t.Fold) <= 4 || w.persons[w.d.Tokens[last].Fold] {
		return
	}
	w.put(first, last, ref)
}

// put adds a span that stands for a place.
func (w *telling) put(first, last int, ref gaz.Ref) {
	w.senses = append(w.senses, sense{name: -1, refs: []gaz.Ref{ref}, fixed: true})
	p := w.wordBefore(first)
	for n := 0; p >= 0 && n < 4 && w.is(p, skip|kind) || p >= 0 && w.d.Tokens[p].Fold == "of"; n++ {
		p = w.wordBefore(p)
	}
	w.spans = append(w.spans, span{first: first, last: last, name: -1, sense: len(w.senses) - 1, before: -1, certain: true, unknown: true, locative: p >= 0 && w.is(p, locative)})
	w.keep(first, last, len(w.spans)-1)
}

// again adds the unknown names wherever the report has them once more.
func (w *telling) again() {
	var first map[string][]int
	for k := range w.spans {
		s := &w.spans[k]
		if s.unknown && !s.dropped && (s.first < s.last || w.flags(s.first)&(gaz.GivenName|gaz.Surname|gaz.CommonWord) == 0) {
			if first == nil {
				first = make(map[string][]int)
			}
			fold := w.d.Tokens[s.first].Fold
			first[fold] = append(first[fold], k)
		}
	}
	if first == nil {
		return
	}
	for i := range w.d.Tokens {
		if w.kept[i] != 0 || w.d.Tokens[i].Kind != text.Word {
			continue
		}
		for _, k := range first[w.d.Tokens[i].Fold] {
			if last := i + w.spans[k].last - w.spans[k].first; w.same(i, last, w.spans[k].first) {
				w.put(i, last, w.refOf(&w.spans[k]))
				break
			}
		}
	}
}

// same says whether the tokens first to last are free, of one sentence, and have the words from token at on.
func (w *telling) same(first, last, at int) bool {
	if last >= len(w.d.Tokens) || w.d.Tokens[first].Shape == text.Lower || w.d.Tokens[first].Sentence != w.d.Tokens[last].Sentence {
		return false
	}
	for i := first; i <= last; i++ {
		if w.kept[i] != 0 || w.d.Tokens[i].Fold != w.d.Tokens[at+i-first].Fold {
			return false
		}
	}
	return true
}
