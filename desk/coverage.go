package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"tocsin/feed"
	"tocsin/rules"
	"tocsin/text"
)

// A Coverage says which sources can meet a rule.
type Coverage struct {
	Can     int      // sources that are read and may bring what the rule asks for
	Of      int      // sources that the rule's owner hears at all
	Names   []string // a few of them, those about the rule's region first
	Warning string   // when none can, or most of them are silent; empty mostly
}

// shownSources is how many sources are named.
const shownSources = 4

// coverage looks for the sources that can meet a rule of a guild. A source can when it is read, is one that the rule
// names (if it names any), and is about the rule's region or about no region in particular.
func (d *Desk) coverage(ctx context.Context, guild string, e *rules.Expr) (Coverage, error) {
	all, err := d.store.Sources(ctx, guild)
	if err != nil {
		return Coverage{}, err
	}
	now := d.opt.Now()
	named, regions := e.Asked("source"), e.Asked("region")
	var near, wide []string
	cov := Coverage{Of: len(all)}
	mute := 0
	for i := range all {
		s := &all[i]
		if s.Paused || len(named) > 0 && !slices.ContainsFunc(named, func(n string) bool { return mayBe(n, s) }) {
			continue
		}
		switch {
		case s.Region == "" || len(regions) == 0:
			wide = append(wide, s.Name)
		case d.overlaps(s.Region, regions):
			near = append(near, s.Name)
		default:
			continue
		}
		if s.Failures > 0 || feed.Quiet(s, now) {
			mute++
		}
	}
	names := append(near, wide...)
	cov.Can, cov.Names = len(names), names[:min(shownSources, len(names))]
	cov.Warning = coverageWarning(cov, mute, len(named) > 0)
	if cov.Can == 0 && len(named) == 0 {
		cov.Warning += d.offers(regions, all)
	}
	return cov, nil
}

// mayBe says whether source:n may mean a source. A name with a dot may be that of a publisher, whose reports any source
// may carry.
func mayBe(n string, s *feed.Source) bool {
	return strings.Contains(n, ".") || n == strings.TrimSpace(text.Fold(s.Name))
}

// offers names feeds of the catalogue about some places, or the nearest place around them, that are not read yet.
func (d *Desk) offers(places []string, read []feed.Source) string {
	around := slices.Clone(places)
	for _, p := range places {
		around = append(around, d.names.Within(p)...)
	}
	var names []string
	for _, l := range d.listed.In(around...) {
		if !slices.ContainsFunc(read, func(s feed.Source) bool { return s.URL == l.URL }) && !slices.Contains(names, l.Name) {
			names = append(names, l.Name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return " Known ones: " + And(names[:min(shownSources, len(names))]) + "."
}

func coverageWarning(cov Coverage, mute int, named bool) string {
	switch {
	case cov.Of == 0:
		return "There is no source at all yet, so nothing can meet this rule. Add one: /sources add."
	case cov.Can == 0 && named:
		return "No source that is read has the name that this rule asks for, so nothing can meet it. See /sources list."
	case cov.Can == 0:
		return "No source reports on this region, so nothing can meet this rule. Add one: /sources add."
	case 2*mute > cov.Can:
		return fmt.Sprintf("%d of these %d sources are failing or silent at present: quiet is not calm. See /sources list.", mute, cov.Can)
	}
	return ""
}

// overlaps says whether a source about one place may report on another of places: they are the same, or one lies in the
// other.
func (d *Desk) overlaps(source string, places []string) bool {
	for _, p := range places {
		if p == source || slices.Contains(d.names.Within(p), source) || slices.Contains(d.names.Within(source), p) {
			return true
		}
	}
	return false
}

// A SourceState says how a source is doing.
type SourceState string

const (
	SourceNew     SourceState = "new" // not read yet
	SourceFine    SourceState = "fine"
	SourceFailing SourceState = "failing"
	SourcePartial SourceState = "read in part"
	SourceQuiet   SourceState = "quiet" // silent for far longer than its habit
	SourcePaused  SourceState = "paused"
)

func stateOf(s *feed.Source, now time.Time) SourceState {
	switch {
	case s.Paused:
		return SourcePaused
	case s.Failures > 0:
		return SourceFailing
	case s.LastSuccess.IsZero():
		return SourceNew
	case s.Partial():
		return SourcePartial
	case feed.Quiet(s, now):
		return SourceQuiet
	}
	return SourceFine
}
