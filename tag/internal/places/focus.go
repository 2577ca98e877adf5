package places

import (
	"cmp"
	"slices"

	"tocsin/report"
	"tocsin/tag/internal/gaz"
	"tocsin/text"
)

// An Event is where a report tells of an event: the tokens of its words, and whether it happened or happens now.
type Event struct {
	First, Last int
	Now         bool
}

// A Hint is other evidence of where an event happens: the home of an armed group that takes part in it.
type Hint struct {
	Country string // ISO 3166-1 alpha-2
	Token   int    // where it is named
	Weight  float64
}

// A Where is the answer: places with their mentions, countries named, and where it happens.
type Where struct {
	Places      []report.Place
	Countries   []string
	Focus       []string
	FocusAdmin1 []string
}

// tally is what speaks for a place, country or region. What the text says over and over counts ever less beside the
// title: the score of the text nears enough.
type tally struct {
	id          int
	title, text float64
	score       float64
	first       int
}

// enough is the most that mentions in the text sum up to.
const enough = 12

// Where tells the places of a document and where its events happen, the main event first in events.
func (f *Found) Where(events []Event, hints ...Hint) Where {
	w := Where{Places: []report.Place{}, Countries: []string{}, Focus: []string{}, FocusAdmin1: []string{}}
	scores := f.weigh(events)
	countries, named, regions, cities := make(map[int]*tally), make(map[int]*tally), make(map[int]*tally), make(map[int]*tally)
	for k := range f.Hits {
		h := &f.Hits[k]
		p := &f.g.data.Places[h.Place]
		f.count(cities, h.Place, scores[k], h.First)
		if p.Country == gaz.None {
			continue
		}
		f.count(countries, int(p.Country), scores[k], h.First)
		f.count(named, int(p.Country), prominence(f.d, h), h.First)
		if region := f.g.region(h.Place); region != gaz.None {
			f.count(regions, int(region), scores[k], h.First)
		}
	}
	if f.at >= 0 {
		f.given(countries, regions)
	}
	for _, h := range hints {
		if i, ok := f.g.data.ByID(h.Country); ok {
			f.count(countries, i, h.Weight*f.position(h.Token)*near(f.d, events, f.d.Tokens[h.Token].Sentence), h.Token)
		}
	}
	for _, t := range ranked(named) {
		w.Countries = append(w.Countries, f.g.data.ID(t.id))
	}
	focus := leaders(ranked(countries), 0.6, 3)
	for _, t := range focus {
		w.Focus = append(w.Focus, f.g.data.ID(t.id))
	}
	in := func(i int) bool {
		return slices.ContainsFunc(focus, func(t *tally) bool { return int(f.g.data.Places[i].Country) == t.id })
	}
	local := slices.DeleteFunc(ranked(regions), func(t *tally) bool { return !in(t.id) })
	for _, t := range local {
		if f.g.country(t.id) != w.Focus[0] {
			t.score /= 2
		}
	}
	slices.SortStableFunc(local, byScore)
	for _, t := range leaders(local, 0.5, 5) {
		w.FocusAdmin1 = append(w.FocusAdmin1, f.g.data.ID(t.id))
	}
	f.list(&w, ranked(cities), scores)
	return w
}

// count adds to the tally of a place what a mention of it at a token says.
func (f *Found) count(m map[int]*tally, id int, score float64, token int) {
	if f.d.Tokens[token].InTitle {
		add(m, id, token, score, 0)
	} else {
		add(m, id, token, 0, score)
	}
}

// given counts the position that the publisher gives as a title that names it.
func (f *Found) given(countries, regions map[int]*tally) {
	const asTitle = 4
	p := &f.g.data.Places[f.at]
	if p.Country != gaz.None {
		add(countries, int(p.Country), len(f.d.Tokens), asTitle, 0)
	}
	if p.Admin1 != gaz.None {
		add(regions, int(p.Admin1), len(f.d.Tokens), asTitle, 0)
	}
}

func add(m map[int]*tally, id, first int, title, text float64) {
	t := m[id]
	if t == nil {
		t = &tally{id: id, first: first}
		m[id] = t
	}
	t.title += title
	t.text += text
	t.score = t.title + enough*t.text/(t.text+enough)
}

func ranked(m map[int]*tally) []*tally {
	out := make([]*tally, 0, len(m))
	for _, t := range m {
		out = append(out, t)
	}
	slices.SortFunc(out, byScore)
	return out
}

func byScore(x, y *tally) int {
	return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.first, y.first), cmp.Compare(x.id, y.id))
}

// leaders keeps the first and those that come near it, at most n.
func leaders(all []*tally, share float64, n int) []*tally {
	for k, t := range all {
		if k >= n || t.score <= 0 || t.score < share*all[0].score {
			return all[:k]
		}
	}
	return all
}

// prominence says how much a mention says about what a report is about.
func prominence(d *text.Doc, h *Hit) float64 {
	v := 1.0
	switch s := d.Tokens[h.First].Sentence; {
	case d.Tokens[h.First].InTitle:
		v = 3
	case s < 3:
		v = 2
	}
	if h.People {
		v *= 0.8
	}
	return v
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

// weigh says for every hit how much it says about where the events happen.
func (f *Found) weigh(events []Event) []float64 {
	d := f.d
	out := make([]float64, len(f.Hits))
	for k := range f.Hits {
		h := &f.Hits[k]
		s := d.Tokens[h.First].Sentence
		v := f.position(h.First)
		if h.Located {
			v *= 2
		}
		if h.People {
			v *= 0.6
		}
		if h.Acts && !h.Located {
			v *= 0.6
		}
		if h.Body && !h.Located || h.Based || f.source(h) {
			v *= 0.3
		}
		if h.Beside || h.Speaks || h.Away {
			v *= 0.4
		}
		if h.Dateline {
			v = f.headWeight(k)
		} else {
			v *= near(d, events, s)
		}
		out[k] = v
	}
	return out
}

// source says whether a hit ends a title behind a dash, where it says who told it: "Army kills 11 - French officials".
func (f *Found) source(h *Hit) bool {
	if h.Last >= f.d.TitleEnd || h.Last < f.d.TitleEnd-3 || h.First == 0 {
		return false
	}
	switch t := &f.d.Tokens[h.First-1]; t.Fold {
	case "-", "–", "—", "|":
		return t.Space && f.d.Tokens[h.First].Space
	}
	return false
}

// headWeight is what a dateline says: little when it names its country too, as agencies do that report from abroad.
func (f *Found) headWeight(k int) float64 {
	if k > 0 && f.Hits[k-1].Dateline {
		return 0
	}
	if k+1 < len(f.Hits) && f.Hits[k+1].Dateline {
		return 0.7
	}
	return 1.5
}

// near is how much more a sentence says that tells of an event, the main one most, and how much less one that tells of what
// did not happen or long ago.
func near(d *text.Doc, events []Event, sentence int32) float64 {
	for n, e := range events {
		if d.Tokens[e.First].Sentence != sentence {
			continue
		}
		switch {
		case !e.Now:
			return 0.8
		case n == 0:
			return 1.7
		}
		return 1.3
	}
	return 1
}

// list fills the places with their mentions, those of the focus marked.
func (f *Found) list(w *Where, order []*tally, scores []float64) {
	at := make(map[int]int, len(order))
	local := 0.0 // the most that speaks for a place in the regions where it happens
	for _, t := range order {
		if slices.Contains(w.FocusAdmin1, f.g.admin1(t.id)) {
			local = max(local, t.score)
		}
	}
	w.Places = make([]report.Place, 0, len(order))
	for _, t := range order {
		at[t.id] = len(w.Places)
		p := f.g.place(t.id)
		switch f.g.data.Places[t.id].Kind {
		case gaz.Country, gaz.Territory:
			p.Focus = slices.Contains(w.Focus, p.Country)
		case gaz.Admin1, gaz.Admin2, gaz.City:
			p.Focus = slices.Contains(w.FocusAdmin1, p.Admin1) && t.score >= local*0.4
		default:
			p.Focus = t == order[0] || p.Country != "" && slices.Contains(w.Focus, p.Country) && t.score >= order[0].score*0.5
		}
		w.Places = append(w.Places, p)
	}
	for k := range f.Hits {
		h := &f.Hits[k]
		p := &w.Places[at[h.Place]]
		p.Mentions = append(p.Mentions, f.d.Mention(h.First, h.Last))
	}
}
