package places

import (
	"cmp"
	"slices"

	"tocsin/report"
	"tocsin/tag/internal/gaz"
	"tocsin/text"
)

// An Event is where a report tells of an event: the tokens of its words, and how much more a place says that is named with
// it, 1 for no more than one that is named with nothing.
type Event struct {
	First, Last int
	Weight      float64
}

// A Hint is other evidence of where an event happens: the home of an armed group that takes part in it.
type Hint struct {
	Country     string // ISO 3166-1 alpha-2
	First, Last int    // where it is named
	Weight      float64
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
	told := f.tell(events)
	scores := f.weigh(told)
	countries, named, regions, cities := make(map[int]*tally), make(map[int]*tally), make(map[int]*tally), make(map[int]*tally)
	for k := range f.Hits {
		h := &f.Hits[k]
		p := &f.g.data.Places[h.Place]
		local := scores[k] * f.local(h)
		f.count(cities, h.Place, local, h.First)
		if p.Country == gaz.None {
			continue
		}
		f.count(countries, int(p.Country), scores[k], h.First)
		f.count(named, int(p.Country), prominence(f.d, h), h.First)
		if region := f.g.region(h.Place); region != gaz.None {
			f.count(regions, int(region), local, h.First)
		}
	}
	if f.at >= 0 {
		f.given(countries, regions)
	}
	for _, h := range hints {
		if i, ok := f.g.data.ByID(h.Country); ok {
			v := h.Weight * f.position(h.First)
			if e, _ := told.nearest(h.First); e != nil {
				v *= e.Weight
			}
			f.count(countries, i, v, h.First)
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
	local := slices.DeleteFunc(ranked(regions), func(t *tally) bool { return !in(t.id) || t.score < 0.05*focus[0].score })
	for _, t := range local {
		if f.g.country(t.id) != w.Focus[0] {
			t.score /= 2
		}
	}
	slices.SortStableFunc(local, byScore)
	for _, t := range leaders(local, 0.5, 5) {
		w.FocusAdmin1 = append(w.FocusAdmin1, f.g.data.ID(t.id))
	}
	f.list(&w, ranked(cities))
	for _, c := range w.Focus {
		f.place(&w, c, hints)
	}
	return w
}

// local says how much less a mention says about a city and its region than about its country: a capital stands for its state,
// is where its news are told, and stands for the government that acts.
func (f *Found) local(h *Hit) float64 {
	switch {
	case f.g.data.Places[h.Place].Seat < 3 || h.Part.happens():
		return 1
	case h.Part == podium, h.Part == acting:
		return 0
	}
	return 0.4
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

// list fills the places with their mentions, likeliest first, those of the focus marked.
func (f *Found) list(w *Where, order []*tally) {
	at := make(map[int]int, len(order))
	local, town := 0.4*f.most(w, order, false), 0.4*f.most(w, order, true)
	scenes := make(map[int]bool)
	for k := range f.Hits {
		scenes[f.Hits[k].Place] = scenes[f.Hits[k].Place] || f.Hits[k].Part.happens()
	}
	w.Places = make([]report.Place, 0, len(order))
	for _, t := range order {
		at[t.id] = len(w.Places)
		p := f.g.place(t.id)
		switch f.g.data.Places[t.id].Kind {
		case gaz.Country, gaz.Territory:
			p.Focus = slices.Contains(w.Focus, p.Country)
		case gaz.Area, gaz.Water:
			p.Focus = t == order[0] || slices.Contains(w.FocusAdmin1, p.Admin1) && t.score >= local ||
				p.Country != "" && slices.Contains(w.Focus, p.Country) && t.score >= order[0].score*0.5
		default:
			least := local
			if scenes[t.id] && f.g.data.Places[t.id].Kind == gaz.City {
				least = town // a title may name its region over and over
			}
			p.Focus = slices.Contains(w.FocusAdmin1, p.Admin1) && t.score >= least
		}
		w.Places = append(w.Places, p)
	}
	for k := range f.Hits {
		h := &f.Hits[k]
		p := &w.Places[at[h.Place]]
		p.Mentions = append(p.Mentions, f.d.Mention(h.First, h.Last))
	}
}

// most returns the most that speaks for a place, or for a town, in the regions where it happens.
func (f *Found) most(w *Where, order []*tally, towns bool) float64 {
	most := 0.0
	for _, t := range order {
		if (!towns || f.g.data.Places[t.id].Kind == gaz.City) && slices.Contains(w.FocusAdmin1, f.g.admin1(t.id)) {
			most = max(most, t.score)
		}
	}
	return most
}

// place sees to it that a country of the focus has a place that is marked: the likeliest that is named in it, else the region of the
// position that the publisher gives, else the country with the words that hint at it.
func (f *Found) place(w *Where, country string, hints []Hint) {
	best := -1
	for i := range w.Places {
		switch p := &w.Places[i]; {
		case p.Country != country:
		case p.Focus:
			return
		case best < 0:
			best = i
		}
	}
	if best >= 0 {
		w.Places[best].Focus = true
		return
	}
	var p report.Place
	if f.at >= 0 && f.g.country(f.at) == country && f.g.region(f.at) != gaz.None {
		p = f.g.place(int(f.g.region(f.at)))
	} else if i, ok := f.g.data.ByID(country); ok {
		p = f.g.place(i)
	}
	p.Focus, p.Mentions = true, []report.Mention{}
	for _, h := range hints {
		if h.Country == country {
			p.Mentions = append(p.Mentions, f.d.Mention(h.First, h.Last))
		}
	}
	w.Places = append(w.Places, p)
}
