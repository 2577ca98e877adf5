package tag

import "tocsin/report"

// sevCapital counts that it happened in a capital.
func (r *reading) sevCapital(where []report.Place, add func(string, int, string)) {
	for i := range where {
		if p := &where[i]; p.Focus && p.Kind == report.City && r.t.places.Capital(p.ID) {
			add("in a capital", 1, p.Name)
			return
		}
	}
}

// sevFallen counts that a capital was taken.
func (r *reading) sevFallen(evs []event, add func(string, int, string)) {
	for i := range evs {
		e := &evs[i]
		if e.typ != report.TerritoryGained || e.status != report.Reported || r.background(e.first) {
			continue
		}
		for _, m := range e.mentions {
			if first, last, ok := r.capitalTaken(m); ok {
				add("a capital is taken", 5, r.raw(first, last))
				return
			}
		}
	}
}

// capitalTaken returns the words for the capital of a state that is what the words at tokens m tell the taking of: "seized Kabul",
// "the fall of the capital", but not "seized a district in Kabul" or "the provincial capital".
func (r *reading) capitalTaken(m [2]int) (first, last int, ok bool) {
	s := r.sentence(m[0])
	for k := range r.places.Hits {
		if p := &r.places.Hits[k]; p.First >= m[0] && p.Last < s.End && !p.People && r.places.Capital(k) && (p.First <= m[1] || r.rightBehind(m[1]+1, p.First)) {
			return p.First, p.Last, true
		}
	}
	for k := range r.places.Hits { // "Kabul falls", "Kabul was captured"
		p := &r.places.Hits[k]
		if p.First == s.First && !p.People && r.places.Capital(k) && r.onlyBe(p.Last+1, m[0]) {
			return p.First, p.Last, true
		}
	}
	for i := m[0]; i < s.End && i < m[1]+4; i++ {
		if r.d.Tokens[i].Fold == "capital" && (i <= m[1] || r.rightBehind(m[1]+1, i)) && i > 0 && r.is(i-1, cDet) {
			return i, i, true
		}
	}
	return 0, 0, false
}

// rightBehind says whether nothing but articles, "of" and words for a town stands from token i to j.
func (r *reading) rightBehind(i, j int) bool {
	for ; i < j; i++ {
		switch r.d.Tokens[i].Fold {
		case "capital", "city":
		default:
			if !r.is(i, cDet|cOf) {
				return false
			}
		}
	}
	return i == j
}

// onlyBe says whether nothing but forms of "be" and "have" stands from token i to j.
func (r *reading) onlyBe(i, j int) bool {
	for i < j && r.is(i, cBe|cHave) {
		i++
	}
	return i == j
}
