package places

import "tocsin/tag/internal/gaz"

// natural adds "the Red River" and "Oakport Township", where the word for the kind belongs to the name.
func (w *telling) natural(i int) {
	first := w.run(i-1, -1)
	if first >= i || w.capitalised(w.wordAfter(i)) {
		return
	}
	if p := w.wordBefore(first); first == i-1 && p < 0 || w.flags(first)&gaz.GivenName != 0 && (p < 0 || w.d.Tokens[p].Fold != "the" && !w.is(p, locative)) {
		return // "Ricki Lake"
	}
	if first > 0 && w.kept[first-1] != 0 && w.kept[first] == 0 && w.wordBefore(first) == first-1 {
		return // "Taiwan Taoyuan International Airport"
	}
	w.addNatural(first, i, first, i-1)
}

// naturalBefore adds "Lake Lanier" and "Mount Meru", and says whether token i begins such a name.
func (w *telling) naturalBefore(i int) bool {
	last := w.run(i+1, 1)
	if last == i || last > i+4 || w.kept[i] != 0 {
		return false
	}
	w.addNatural(i, last, i+1, last)
	return true
}

// addNatural adds the tokens first to last, of which a to b are the name without its kind. A town that is only called like that is
// not meant: "the Tijuana River".
func (w *telling) addNatural(first, last, a, b int) {
	if k := int(w.kept[a]) - 1; k >= 0 {
		s := &w.spans[k]
		if own := w.g.data.Places[w.refOf(s).Place()].Kind; k >= w.known || s.first != a || s.last != b ||
			own != gaz.City && (first == a || own > gaz.Admin1) {
			return // "Swat Valley" is Swat, "Lake Chad" is known
		}
		ref, ok := w.holder(first, last)
		if !ok {
			ref = w.refOf(s)
		}
		s.dropped = true
		w.put(first, last, w.countryOf(ref))
		return
	}
	for i := first; i <= last; i++ {
		if w.kept[i] != 0 || w.is(i, folk|body|title) {
			return
		}
	}
	if ref, ok := w.holder(first, last); ok {
		w.put(first, last, ref)
	}
}
