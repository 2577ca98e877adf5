package desk

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"time"

	"tocsin/report"
	"tocsin/story"
)

const (
	mainStories = 8
	topPlaces   = 6
	summaryPool = 200 // of the gravest stories, those that are loaded to choose from
)

// A Summary is what happened in a period: the main stories, the counts, and how they compare with the period before.
type Summary struct {
	Asked        string // in words; empty for everything
	Since, Until time.Time
	Main         []story.Story // gravest first
	Now, Before  Tally
	Places       []PlaceCount // countries with the most stories, most first
	Types        []TypeCount  // kinds of event, most first
}

// A Tally counts what a period brought.
type Tally struct {
	Reports int
	Stories int
	Levels  map[report.Level]int // stories by their worst report
}

// A PlaceCount is how many stories happened in a country, and how many in the period before.
type PlaceCount struct {
	Country     string // ISO 3166-1 alpha-2
	Name        string
	Now, Before int
}

// A TypeCount is how many stories were about a kind of event.
type TypeCount struct {
	Type report.EventType
	Now  int
}

// A period gathers what a summary needs of one stretch of time.
type period struct {
	reports, stories int
	pages            []*page
	page             map[int64]*page // by the ids of its stories, divided by pageSize
}

// A page holds stories whose ids follow each other: those of a period mostly do, and there may be a million.
type page [pageSize]outline

const pageSize = 64

// An outline is what the reports of a period say of a story. The zero value is none.
type outline struct {
	id                int64
	level             report.Level     // of the gravest
	country           string           // of the newest that says where
	event             report.EventType // of the oldest that says what happened
	located, happened moment
}

// Summary says what happened since a time (a day when empty), and what changed against as long before.
func (d *Desk) Summary(ctx context.Context, c Caller, q Question) (Summary, error) {
	ago, err := parseAgo(q.Since, day, furthest*day)
	if err != nil {
		return Summary{}, err
	}
	e, err := d.question(q)
	if err != nil {
		return Summary{}, err
	}
	now := d.opt.Now()
	s := Summary{Since: now.Add(-ago), Until: now}
	if e != nil {
		s.Asked = e.Words()
	}
	var cur, old *period
	var failed, failedBefore error
	both(func() { cur, failed = collect(d.asked(ctx, c.Guild, e, s.Since, now)) },
		func() { old, failedBefore = collect(d.asked(ctx, c.Guild, e, s.Since.Add(-ago), s.Since)) })
	if err := cmp.Or(failed, failedBefore); err != nil {
		return s, err
	}
	s.Now, s.Before = cur.tally(), old.tally()
	s.Places, s.Types = d.places(cur, old), cur.types()
	s.Main, err = d.mainOf(ctx, c.Guild, cur)
	return s, err
}

// both does two things at once. Where one panics, the caller does.
func both(here, aside func()) {
	ended := make(chan any, 1)
	go func() {
		defer func() { ended <- recover() }()
		aside()
	}()
	here()
	if p := <-ended; p != nil {
		panic(p)
	}
}

func collect(reports iter.Seq2[*Gist, error]) (*period, error) {
	p := &period{page: map[int64]*page{}}
	for g, err := range reports {
		if err != nil {
			return nil, err
		}
		p.add(g)
	}
	return p, nil
}

func (p *period) add(g *Gist) {
	p.reports++
	in := p.page[g.Story/pageSize]
	if in == nil {
		in = new(page)
		p.page[g.Story/pageSize] = in
		p.pages = append(p.pages, in)
	}
	o := &in[g.Story%pageSize]
	if o.id == 0 {
		o.id = g.Story
		p.stories++
	}
	o.add(g)
}

// all yields the stories, in no certain order.
func (p *period) all(yield func(*outline) bool) {
	for _, in := range p.pages {
		for i := range in {
			if o := &in[i]; o.id != 0 && !yield(o) {
				return
			}
		}
	}
}

func (o *outline) add(g *Gist) {
	m := momentOf(g)
	o.level = max(o.level, g.Level)
	if g.Country != "" && o.located.before(m) {
		o.country, o.located = g.Country, m
	}
	if g.Event != "" && (o.event == "" || m.before(o.happened)) {
		o.event, o.happened = g.Event, m
	}
}

func (p *period) tally() Tally {
	levels := map[report.Level]int{}
	for o := range p.all {
		levels[o.level]++
	}
	return Tally{Reports: p.reports, Stories: p.stories, Levels: levels}
}

// places counts stories by country, and those of the period before beside them.
func (d *Desk) places(cur, old *period) []PlaceCount {
	country := func(o *outline) string { return o.country }
	now, before := count(cur, country), count(old, country)
	var list []PlaceCount
	for country, n := range now {
		list = append(list, PlaceCount{Country: country, Name: d.countryName(country), Now: n, Before: before[country]})
	}
	slices.SortFunc(list, func(a, b PlaceCount) int { return cmp.Or(b.Now-a.Now, cmp.Compare(a.Country, b.Country)) })
	return list[:min(topPlaces, len(list))]
}

// countryName returns the name of a country by its ISO code.
func (d *Desk) countryName(code string) string {
	for _, c := range d.names.Place(code, "") {
		if c.ID == code {
			return c.Name
		}
	}
	return code
}

func (p *period) types() []TypeCount {
	var list []TypeCount
	for t, n := range count(p, func(o *outline) report.EventType { return o.event }) {
		list = append(list, TypeCount{Type: t, Now: n})
	}
	slices.SortFunc(list, func(a, b TypeCount) int { return cmp.Or(b.Now-a.Now, cmp.Compare(a.Type, b.Type)) })
	return list[:min(topPlaces, len(list))]
}

// count counts the stories of a period by what is said of them, where something is.
func count[V ~string](p *period, of func(*outline) V) map[V]int {
	n := map[V]int{}
	for o := range p.all {
		if v := of(o); v != "" {
			n[v]++
		}
	}
	return n
}

// mainOf returns the gravest stories of a period.
func (d *Desk) mainOf(ctx context.Context, guild string, p *period) ([]story.Story, error) {
	var ids []int64
	for _, o := range first(summaryPool, p.all, func(a, b *outline) int { return cmp.Or(int(b.level-a.level), cmp.Compare(b.id, a.id)) }) {
		ids = append(ids, o.id)
	}
	stories, err := d.store.Stories(ctx, guild, ids)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(stories, grave)
	return stories[:min(mainStories, len(stories))], nil
}
