package alert

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"tocsin/feed"
	"tocsin/report"
)

// A silence is how the sources on a region are doing.
type silence struct {
	region   string        // id of a place; empty for the whole world
	mute, of int           // how many of its sources are silent or failing, of those that are read
	failing  bool          // some of the mute ones cannot be read
	least    time.Duration // for so long all of the mute ones have been
}

// told says whether it is a silence to be told of: most sources, and at least two, are mute.
func (v *silence) told() bool { return v.mute >= 2 && 2*v.mute > v.of }

// enough is how many sources a region must have for their silence to say something of it.
const enough = 2

// and returns how the sources of both are doing, of the region of the second.
func (v silence) and(w silence) silence {
	if v.mute == 0 || w.mute > 0 && w.least < v.least {
		v.least = w.least
	}
	v.region, v.mute, v.of, v.failing = w.region, v.mute+w.mute, v.of+w.of, v.failing || w.failing
	return v
}

// hushes are how the sources that somebody hears are doing, by place.
type hushes struct {
	about map[string]silence // those that report on exactly this place; on none in particular: the empty one
	below map[string]silence // those and what reports on places inside it
}

func hushesOf(sources []feed.Source, within func(place string) []string, now time.Time) hushes {
	all := hushes{about: map[string]silence{}, below: map[string]silence{}}
	for i := range sources {
		s := &sources[i]
		if s.Paused || !s.Seeded {
			continue
		}
		one := silence{of: 1}
		if h := feed.Hushed(s, now); h.For > 0 {
			one.mute, one.failing, one.least = 1, h.Failing, h.For
		}
		one.region = s.Region
		all.about[s.Region] = all.about[s.Region].and(one)
		for _, region := range append([]string{s.Region}, within(s.Region)...) {
			one.region = region
			all.below[region] = all.below[region].and(one)
		}
	}
	return all
}

// on returns how those are doing that a rule on a place relies on: the sources on it, and where they are fewer than enough
// those on the nearest places around it too. Who asks for a city hears most from the sources on its country.
func (all hushes) on(place string, within []string) silence {
	v := all.below[place]
	v.region = place
	for _, around := range append(slices.Clip(within), "") {
		if v.of >= enough {
			break
		}
		w := all.about[around]
		w.region = around
		v = v.and(w)
	}
	return v
}

// Watch tells those who ask for a region, once, that most of the sources on it are silent or failing, since they would take
// the quiet for calm. When the sources are back it says nothing, but will tell of the next silence. It is to be called
// every few minutes, by one caller at a time.
func (p *Pipeline) Watch(ctx context.Context) error {
	told, err := p.store.Silences(ctx)
	if err != nil {
		return fmt.Errorf("silences told: %w", err)
	}
	asked, err := p.silences(ctx)
	if err != nil {
		return fmt.Errorf("silences: %w", err)
	}
	for to := range told {
		if asked[to] == nil {
			asked[to] = map[string]silence{}
		}
	}
	for to, now := range asked {
		if err := p.hush(ctx, to, told[to], now); err != nil {
			return fmt.Errorf("tell %s of silence: %w", to.Lane(), err)
		}
	}
	p.signal()
	return nil
}

// silences returns, for everybody, the silences of the regions that their rules ask for, among the sources that they hear.
func (p *Pipeline) silences(ctx context.Context) (map[Address]map[string]silence, error) {
	active, err := p.store.Active(ctx)
	if err != nil {
		return nil, err
	}
	ofGuild := map[string]hushes{}
	asked := map[Address]map[string]silence{}
	for i := range active {
		r := &active[i]
		all, known := ofGuild[r.Guild]
		if !known {
			sources, err := p.store.Sources(ctx, r.Guild)
			if err != nil {
				return nil, err
			}
			all = hushesOf(sources, p.tagger.Within, p.opt.Now())
			ofGuild[r.Guild] = all
		}
		e, err := p.rules.Parse(r.Text)
		if err != nil {
			continue // the next poll pauses it and tells its owner
		}
		to := addressOf(r)
		for _, region := range e.Asked("region") {
			v := all.on(region, p.tagger.Within(region))
			if !v.told() {
				continue
			}
			if asked[to] == nil {
				asked[to] = map[string]silence{}
			}
			asked[to][v.region] = v
		}
	}
	return asked, nil
}

// hush brings what a channel was told up to the silences as they are now, and posts those that are new.
func (p *Pipeline) hush(ctx context.Context, to Address, told []string, now map[string]silence) error {
	var regions []string
	var fresh []silence
	for region, v := range now {
		regions = append(regions, region)
		if !slices.Contains(told, region) {
			fresh = append(fresh, v)
		}
	}
	if len(fresh) == 0 && len(regions) == len(told) {
		return nil
	}
	return p.store.Save(ctx, func(tx Tx) error {
		if len(fresh) > 0 {
			if _, err := tx.Enqueue(Order{Kind: Notice, To: to, Notice: p.notCalm(fresh), Due: p.opt.Now()}); err != nil {
				return err
			}
		}
		return tx.SaveSilences(to, regions)
	})
}

// shownSilences is how many regions one notice names.
const shownSilences = 10

// notCalm says silences in one sentence, those with the most silent sources first.
func (p *Pipeline) notCalm(all []silence) string {
	slices.SortFunc(all, func(a, b silence) int {
		if a.mute != b.mute {
			return b.mute - a.mute
		}
		return strings.Compare(a.region, b.region)
	})
	what := "silent"
	if slices.ContainsFunc(all, func(v silence) bool { return v.failing }) {
		what = "silent or failing"
	}
	var parts []string
	for i, v := range all[:min(shownSilences, len(all))] {
		sources, have := "", ""
		if i == 0 {
			sources, have = " sources", " have been "+what
		}
		parts = append(parts, fmt.Sprintf("%d of %d%s on %s%s for %s", v.mute, v.of, sources, p.placeName(v.region), have, hours(v.least)))
	}
	if more := len(all) - len(parts); more > 0 {
		parts = append(parts, fmt.Sprintf("and so it is on %d more regions", more))
	}
	return strings.Join(parts, ", ") + ": quiet is not calm. /sources list says which."
}

func (p *Pipeline) placeName(id string) string {
	if id == "" {
		return "the whole world"
	}
	found := p.tagger.Place(id, "")
	if i := slices.IndexFunc(found, func(c report.Candidate) bool { return c.ID == id }); i >= 0 {
		return found[i].Name
	}
	return id
}

// hours says how long: no silence is told before several hours.
func hours(d time.Duration) string {
	if d >= 48*time.Hour {
		return fmt.Sprintf("%d days", d/(24*time.Hour))
	}
	return fmt.Sprintf("%d hours", d/time.Hour)
}
