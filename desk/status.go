package desk

import (
	"context"
	"slices"
	"time"

	"tocsin/feed"
)

// A Status is how the service is doing, as the caller's guild sees it.
type Status struct {
	Version string
	Started time.Time
	Counts  Counts
	Sources map[SourceState]int
	Worst   []SourceView // some of those that fail or are quiet, longest first
	Rules   int          // of the guild, or of the caller outside a guild
	Paused  int          // of them
}

const worstShown = 5

// Status says how the service is doing.
func (d *Desk) Status(ctx context.Context, c Caller) (Status, error) {
	st := Status{Version: d.opt.Version, Started: d.started, Sources: map[SourceState]int{}}
	var err error
	if st.Counts, err = d.store.Counts(ctx, c.Guild); err != nil {
		return st, err
	}
	all, err := d.store.Sources(ctx, c.Guild)
	if err != nil {
		return st, err
	}
	st.Worst = d.worst(all, st.Sources)
	list, err := d.store.ListRules(ctx, c.owners()[0])
	if err != nil {
		return st, err
	}
	for _, r := range list {
		st.Rules++
		if r.Paused {
			st.Paused++
		}
	}
	return st, nil
}

// worst counts sources by state and returns those that are longest in trouble.
func (d *Desk) worst(all []feed.Source, count map[SourceState]int) []SourceView {
	var worst []SourceView
	for i := range all {
		v := d.viewSource(&all[i])
		count[v.State]++
		if v.State == SourceFailing || v.State == SourceQuiet {
			worst = append(worst, v)
		}
	}
	slices.SortStableFunc(worst, func(a, b SourceView) int { return a.Since.Compare(b.Since) })
	return worst[:min(worstShown, len(worst))]
}
