package places

import "tocsin/tag/internal/gaz"

// weigh says for every hit how much it says about where the events happen.
func (f *Found) weigh(told tale) []float64 {
	out := make([]float64, len(f.Hits))
	for from := 0; from < len(f.Hits); {
		s := f.d.Tokens[f.Hits[from].First].Sentence
		end := from
		for end < len(f.Hits) && f.d.Tokens[f.Hits[end].First].Sentence == s {
			end++
		}
		f.weighSentence(told, f.Hits[from:end], out[from:end])
		from = end
	}
	return out
}

// maxScenes is how many scenes of a sentence are looked at: it bounds the work on a text that is nothing but names.
const maxScenes = 64

// weighSentence weighs the hits of one sentence.
func (f *Found) weighSentence(told tale, hits []Hit, out []float64) {
	scenes := make([]*Hit, 0, len(hits)) // where the sentence says that something happens
	for k := range hits {
		h := &hits[k]
		var apart bool
		out[k], apart = told.at(h, hits)
		if h.Part.happens() && !apart && out[k] >= 1 && f.g.country(h.Place) != "" && len(scenes) < maxScenes {
			scenes = append(scenes, h)
		}
	}
	for k := range hits {
		h := &hits[k]
		if h.Dateline {
			out[k] = headWeight(hits, k)
			continue
		}
		out[k] *= f.position(h.First) * weights[h.Part]
		if h.Part == topic {
			out[k] *= max(1, 2/f.position(h.First)) // each paragraph of a round-up is a report
		}
		if h.Qualifies && !h.Part.happens() && h.Part != native { // but "in the Libyan capital"
			out[k] *= 0.45
		}
		if !h.Part.happens() && f.outdone(h, scenes) {
			out[k] *= 0.5
		}
		if f.alone(h, told.only) {
			out[k] *= 0.4
		}
	}
}

// position says how much a mention at a token says about where the events happen: that of the title most.
func (f *Found) position(token int) float64 {
	lead := int32(0)
	if f.d.TitleEnd < len(f.d.Tokens) {
		lead = f.d.Tokens[f.d.TitleEnd].Sentence
	}
	switch s := f.d.Tokens[token].Sentence; {
	case f.d.Tokens[token].InTitle:
		return 3
	case s == lead:
		return 2
	case s <= lead+2:
		return 1
	}
	return 0.5
}

// headWeight is what a dateline says: much when its sentence names no other place than by the way, little when it names its
// country too, as agencies do that report from abroad.
func headWeight(hits []Hit, k int) float64 {
	if k > 0 && hits[k-1].Dateline {
		return 0
	}
	country := k+1 < len(hits) && hits[k+1].Dateline
	for i := range hits {
		if !hits[i].Dateline && !hits[i].Qualifies {
			if country {
				return 0.7
			}
			return 1.5
		}
	}
	if country {
		return 1.2
	}
	return 2.5
}

// outdone says whether all scenes of a sentence lie elsewhere than h: then h tells who was there and who spoke.
func (f *Found) outdone(h *Hit, scenes []*Hit) bool {
	for _, o := range scenes {
		if f.alike(h, o) {
			return false
		}
	}
	return len(scenes) > 0
}

// alone says whether a small place is the only one of its country in a report that names another country: then its name was
// more likely misread.
func (f *Found) alone(h *Hit, only map[uint32]int) bool {
	p := &f.g.data.Places[h.Place]
	return p.Kind > gaz.Admin1 && p.Country != gaz.None && p.Prominence() < 4.7 && !h.Dateline && len(only) > 1 && only[p.Country] == h.Place
}

// onlyPlaces returns the place of each country that the report names, -1 for several.
func (f *Found) onlyPlaces() map[uint32]int {
	only := make(map[uint32]int)
	for k := range f.Hits {
		at := f.Hits[k].Place
		c := f.g.data.Places[at].Country
		if c == gaz.None {
			continue
		}
		if old, ok := only[c]; ok && old != at {
			at = -1
		}
		only[c] = at
	}
	return only
}

// alike says whether two hits may be of one place: they lie in one region, or in one country when either names no more.
func (f *Found) alike(a, b *Hit) bool {
	p, q := &f.g.data.Places[a.Place], &f.g.data.Places[b.Place]
	if p.Country == gaz.None || q.Country == gaz.None || p.Country != q.Country {
		return a.Place == b.Place
	}
	r, s := f.g.region(a.Place), f.g.region(b.Place)
	return r == gaz.None || s == gaz.None || r == s
}
