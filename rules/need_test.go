package rules

import (
	"slices"
	"strings"
	"testing"

	"tocsin/report"
	"tocsin/text"
)

// has says whether a report meets a need, as whoever keeps reports would look it up.
func (n Need) has(it *Item) bool {
	some := func(id string, within []string) bool {
		return slices.ContainsFunc(n.Any, func(want string) bool { return want == id || slices.Contains(within, want) })
	}
	switch n.Kind {
	case NeedFocus, NeedPlace:
		return slices.ContainsFunc(it.Tags.Places, func(p report.Place) bool { return (p.Focus || n.Kind == NeedPlace) && some(p.ID, p.Within) })
	case NeedActor:
		return slices.ContainsFunc(it.Tags.Actors, func(a report.Actor) bool { return some(a.ID, a.Within) })
	case NeedEvent:
		return slices.ContainsFunc(it.Tags.Events, func(e report.Event) bool { return some(string(e.Type), nil) })
	case NeedLevel:
		return it.Tags.Severity.Level >= n.Level
	}
	return slices.ContainsFunc(it.Doc.Tokens, func(tok text.Token) bool {
		return slices.ContainsFunc(n.Any, func(want string) bool {
			head, prefix := strings.CutSuffix(want, "*")
			return tok.Fold == want || tok.Stem == want || prefix && strings.HasPrefix(tok.Fold, head)
		})
	})
}

// Whatever meets a rule has all that the rule needs: nothing is left out that would match.
func TestWhatMatchesHasTheNeeds(t *testing.T) {
	a := text.NewAnalyser()
	met, needs := 0, 0
	for seed := range 3000 {
		ch := seeded(seed)
		it := randomItem(ch, a)
		for _, ev := range it.Tags.Events { // tagging names everybody who takes part
			for _, id := range slices.Concat(ev.Initiators, ev.Targets, ev.Accused) {
				it.Tags.Actors = append(it.Tags.Actors, report.Actor{ID: id, Within: withinOf(id)})
			}
		}
		for range 5 {
			e := parsed(t, randomRule(ch, 2))
			if !e.Match(it) {
				continue
			}
			met++
			for _, n := range e.Needs() {
				if needs++; !n.has(it) {
					t.Fatalf("seed %d: %s is met without what it needs: %+v\n%+v", seed, e, n, it.Tags)
				}
			}
		}
	}
	if met < 1000 || needs < 300 {
		t.Errorf("only %d matches and %d needs: the test shows little", met, needs)
	}
}

// Where the needs decide, a rule is met by what has them and by nothing else.
func TestWhatHasTheNeedsMatchesWhereTheyDecide(t *testing.T) {
	a := text.NewAnalyser()
	met, missed, open := 0, 0, 0
	for seed := range 6000 {
		ch := seeded(seed)
		it := randomItem(ch, a)
		for range 3 {
			e := parsed(t, randomRule(ch, seed%2))
			if !e.Decided() {
				open++
				continue
			}
			has := !slices.ContainsFunc(e.Needs(), func(n Need) bool { return !n.has(it) })
			if e.Match(it) != has {
				t.Fatalf("seed %d: %s: has its needs: %t, matches: %t\n%+v", seed, e, has, !has, it.Tags)
			}
			if has {
				met++
			} else {
				missed++
			}
		}
	}
	if met < 100 || missed < 100 || open < 100 {
		t.Errorf("%d met, %d missed, %d not decided: the test shows little", met, missed, open)
	}
}
