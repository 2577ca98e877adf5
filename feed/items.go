package feed

import "slices"

func (r *reader) isItem(el *element) bool {
	return el.vocabulary == r.home && (el.local == "item" && r.home == vRSS || el.local == "entry" && r.home == vAtom || el.local == "alert" && r.home == vCAP)
}

func (r *reader) isChannel(el *element) bool {
	return r.item == nil && el.local == "channel" && el.vocabulary == vRSS
}

func (r *reader) beginItem(el *element) {
	r.current = draft{inherited: el.lang}
	r.item, r.itemName = &r.current, el.name
	r.itemAttributes(el)
}

func (r *reader) finishItem() {
	d := r.item
	r.item = nil
	r.titles = append(r.titles, d.titleValue())
	r.doc.Entries = append(r.doc.Entries, d.entry(&r.html))
	if len(r.doc.Entries) >= 2*maxItems {
		r.keepNewest()
	}
}

// end finishes the document. An entry that is still open was cut off, and is left for the next time.
func (r *reader) end() {
	r.doc.Cut = r.item != nil || r.cut || !r.closed
	switch {
	case r.item != nil:
		r.doc.warn("the document ends in the middle of an entry, which is left out")
	case r.cut || !r.closed:
		r.doc.warn("the document is cut off")
	}
	r.item = nil
	r.keepNewest()
	if r.dropped > 0 {
		r.doc.warn("only the newest %d of %d entries are kept", maxItems, maxItems+r.dropped)
	}
	r.finishFeed()
	r.finishTitles()
}

// keepNewest drops the oldest entries beyond the limit: by date where they have one, else the last of the document.
func (r *reader) keepNewest() {
	entries := r.doc.Entries
	extra := len(entries) - maxItems
	if extra <= 0 {
		return
	}
	order := make([]int, len(entries))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return entries[b].Date().Compare(entries[a].Date()) })
	kept := order[:maxItems]
	slices.Sort(kept)
	for to, from := range kept {
		entries[to], r.titles[to] = entries[from], r.titles[from]
	}
	clear(entries[maxItems:])
	clear(r.titles[maxItems:])
	r.doc.Entries, r.titles = entries[:maxItems], r.titles[:maxItems]
	r.dropped += extra
}
