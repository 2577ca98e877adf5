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
	reports int
	stories map[int64]*gist
}

// A gist is what the reports of a period say of a story.
type gist struct {
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
	cur, err := collect(d.asked(ctx, c.Guild, e, s.Since, now))
	if err != nil {
		return s, err
	}
	old, err := collect(d.asked(ctx, c.Guild, e, s.Since.Add(-ago), s.Since))
	if err != nil {
		return s, err
	}
	s.Now, s.Before = cur.tally(), old.tally()
	s.Places, s.Types = d.places(cur, old), cur.types()
	s.Main, err = d.mainOf(ctx, c.Guild, cur)
	return s, err
}

func collect(reports iter.Seq2[*Brief, error]) (*period, error) {
	p := &period{stories: map[int64]*gist{}}
	for b, err := range reports {
		if err != nil {
			return nil, err
		}
		p.reports++
		g := p.stories[b.Story]
		if g == nil {
			g = &gist{}
			p.stories[b.Story] = g
		}
		g.add(momentOf(b), b.Item.Tags)
	}
	return p, nil
}

func (g *gist) add(at moment, t *report.Tags) {
	g.level = max(g.level, t.Severity.Level)
	if len(t.Focus) > 0 && g.located.before(at) {
		g.country, g.located = t.Focus[0], at
	}
	if len(t.Events) > 0 && t.Events[0].Status.Happened() && (g.event == "" || at.before(g.happened)) {
		g.event, g.happened = t.Events[0].Type, at
	}
}

func (p *period) tally() Tally {
	levels := map[report.Level]int{}
	for _, g := range p.stories {
		levels[g.level]++
	}
	return Tally{Reports: p.reports, Stories: len(p.stories), Levels: levels}
}

// places counts stories by country, and those of the period before beside them.
func (d *Desk) places(cur, old *period) []PlaceCount {
	country := func(g *gist) string { return g.country }
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
	for t, n := range count(p, func(g *gist) report.EventType { return g.event }) {
		list = append(list, TypeCount{Type: t, Now: n})
	}
	slices.SortFunc(list, func(a, b TypeCount) int { return cmp.Or(b.Now-a.Now, cmp.Compare(a.Type, b.Type)) })
	return list[:min(topPlaces, len(list))]
}

// count counts the stories of a period by what is said of them, where something is.
func count[V ~string](p *period, of func(*gist) V) map[V]int {
	n := map[V]int{}
	for _, g := range p.stories {
		if v := of(g); v != "" {
			n[v]++
		}
	}
	return n
}

// mainOf returns the gravest stories of a period.
func (d *Desk) mainOf(ctx context.Context, guild string, p *period) ([]story.Story, error) {
	type graded struct {
		id    int64
		level report.Level
	}
	all := make([]graded, 0, len(p.stories)) // sorted without a look into the map for each comparison: there may be a million
	for id, g := range p.stories {
		all = append(all, graded{id, g.level})
	}
	slices.SortFunc(all, func(a, b graded) int { return cmp.Or(int(b.level-a.level), cmp.Compare(b.id, a.id)) })
	var ids []int64
	for _, g := range all[:min(summaryPool, len(all))] {
		ids = append(ids, g.id)
	}
	stories, err := d.store.Stories(ctx, guild, ids)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(stories, grave)
	return stories[:min(mainStories, len(stories))], nil
}
