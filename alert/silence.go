package alert

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"tocsin/feed"
	"tocsin/report"
	"tocsin/rules"
)

// A silence is a region on which most sources, and at least two, are silent or failing.
type silence struct {
	region   string        // id of a place
	mute, of int           // how many of its sources that are read
	failing  bool          // some of the mute ones cannot be read
	least    time.Duration // for so long all of the mute ones have been
}

// silencesOf returns the silences among sources by region. A source is one of the region that it reports on and of every
// place that contains it.
func silencesOf(sources []feed.Source, within func(place string) []string, now time.Time) map[string]silence {
	all := map[string]silence{}
	for i := range sources {
		s := &sources[i]
		if s.Region == "" || s.Paused || !s.Seeded {
			continue
		}
		h := feed.Hushed(s, now)
		for _, region := range append([]string{s.Region}, within(s.Region)...) {
			all[region] = all[region].with(region, h)
		}
	}
	for region, v := range all {
		if v.mute < 2 || 2*v.mute <= v.of {
			delete(all, region)
		}
	}
	return all
}

// with counts one more source of the region.
func (v silence) with(region string, h feed.Hush) silence {
	v.region = region
	v.of++
	if h.For == 0 {
		return v
	}
	if v.mute == 0 || h.For < v.least {
		v.least = h.For
	}
	v.mute++
	v.failing = v.failing || h.Failing
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
	ofGuild := map[string]map[string]silence{}
	asked := map[Address]map[string]silence{}
	for i := range active {
		r := &active[i]
		all, known := ofGuild[r.Guild]
		if !known {
			sources, err := p.store.Sources(ctx, r.Guild)
			if err != nil {
				return nil, err
			}
			all = silencesOf(sources, p.tagger.Within, p.opt.Now())
			ofGuild[r.Guild] = all
		}
		if len(all) == 0 {
			continue
		}
		e, err := rules.Parse(r.Text, p.tagger)
		if err != nil {
			continue // the next poll pauses it and tells its owner
		}
		to := addressOf(r)
		for _, region := range e.Asked("region") {
			if v, ok := all[region]; ok {
				if asked[to] == nil {
					asked[to] = map[string]silence{}
				}
				asked[to][region] = v
			}
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
