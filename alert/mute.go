package alert

import (
	"slices"
	"strconv"

	"tocsin/report"
	"tocsin/rules"
)

// silences says whether what a channel muted keeps all of an item from it: its story; an actor that plays a part in it; or
// the regions where it happens, all of them, since a report about two countries is news of the one that is not muted.
func silences(mutes []report.Subject, story int64, t *report.Tags) bool {
	if len(mutes) == 0 {
		return false
	}
	has := func(kind report.SubjectKind, id string) bool {
		return slices.Contains(mutes, report.Subject{Kind: kind, ID: id})
	}
	if has(report.StorySubject, strconv.FormatInt(story, 10)) {
		return true
	}
	if slices.ContainsFunc(t.Actors, func(a report.Actor) bool { return a.Role != report.Mentioned && has(report.ActorSubject, a.ID) }) {
		return true
	}
	placed := false
	for _, p := range t.Places {
		if !p.Focus {
			continue
		}
		placed = true
		if !has(report.RegionSubject, p.ID) && !slices.ContainsFunc(p.Within, func(id string) bool { return has(report.RegionSubject, id) }) {
			return false
		}
	}
	return placed
}

// audible returns those of a channel's rules that are to tell of an item.
func audible(mutes []report.Subject, list []rules.Rule, story int64, t *report.Tags) []rules.Rule {
	if silences(mutes, story, t) {
		return nil
	}
	return slices.DeleteFunc(list, func(r rules.Rule) bool {
		return slices.Contains(mutes, report.Subject{Kind: report.RuleSubject, ID: strconv.FormatInt(r.ID, 10)})
	})
}
