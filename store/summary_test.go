package store_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tocsin/alert"
	"tocsin/desk"
	"tocsin/report"
	"tocsin/rules"
)

// plainly counts a period as a summary does, from the rows of all reports, one by one.
func (l *library) plainly(t *testing.T, e *rules.Expr, guild string, since, until time.Time) (n desk.Tally, places map[string]int, types map[report.EventType]int, ids []int64) {
	stories := map[int64][]alert.Stored{}
	for r, err := range l.Since(t.Context(), since) { // oldest first
		if err != nil {
			t.Fatal(err)
		}
		if whole := l.whole[guild][r.Report.ID]; whole != nil && r.Report.When().Before(until) && (e == nil || e.Match(whole)) {
			n.Reports++
			stories[r.Story] = append(stories[r.Story], r)
		}
	}
	n.Stories, n.Levels = len(stories), map[report.Level]int{}
	places, types = map[string]int{}, map[report.EventType]int{}
	for id, told := range stories {
		ids = append(ids, id)
		worst := slices.MaxFunc(told, func(a, b alert.Stored) int { return cmp.Compare(a.Tags.Severity.Level, b.Tags.Severity.Level) })
		n.Levels[worst.Tags.Severity.Level]++
		for _, r := range slices.Backward(told) {
			if len(r.Tags.Focus) > 0 {
				places[r.Tags.Focus[0]]++
				break
			}
		}
		for _, r := range told {
			if len(r.Tags.Events) > 0 && r.Tags.Events[0].Status.Happened() {
				types[r.Tags.Events[0].Type]++
				break
			}
		}
	}
	return n, places, types, ids
}

// A summary of any period and question, also of late reports and of those that were changed since, is what counting every
// single report gives.
func TestASummaryIsWhatCountingEveryReportGives(t *testing.T) {
	w := newMaker(9)
	l := newLibrary(t, w, 500)
	now := l.now.Add(time.Minute)
	d := desk.New(l, atlas{}, nil, desk.Options{Now: func() time.Time { return now }})
	counted := 0
	for range 300 {
		minutes := 1 + w.IntN(700)
		q := desk.Question{Since: fmt.Sprintf("%dm", minutes)}
		var clauses []string
		if w.IntN(2) == 0 {
			q.Region = pick(w, worldPlaces)
			clauses = append(clauses, "region:"+q.Region)
		}
		if w.IntN(3) == 0 {
			q.Actor = pick(w, worldActors)
			clauses = append(clauses, "actor:"+q.Actor)
		}
		if w.IntN(4) == 0 {
			q.Severity = pick(w, report.Levels()).String()
			clauses = append(clauses, "severity>="+q.Severity)
		}
		if w.IntN(4) == 0 {
			q.Keywords = "strike"
			clauses = append(clauses, q.Keywords)
		}
		var e *rules.Expr
		if len(clauses) > 0 {
			var err error
			if e, err = rules.Parse(strings.Join(clauses, " "), atlas{}); err != nil {
				t.Fatal(err)
			}
		}
		guild := pick(w, []string{"", "g1"})
		got, err := d.Summary(t.Context(), desk.Caller{Guild: guild, Channel: "c"}, q)
		if err != nil {
			t.Fatal(err)
		}
		ago := time.Duration(minutes) * time.Minute
		n, places, types, ids := l.plainly(t, e, guild, now.Add(-ago), now)
		before, placesBefore, _, _ := l.plainly(t, e, guild, now.Add(-2*ago), now.Add(-ago))
		if fmt.Sprint(got.Now, got.Before) != fmt.Sprint(n, before) {
			t.Errorf("%+v of %q: now %v before %v, want %v and %v", q, guild, got.Now, got.Before, n, before)
		}
		for _, p := range got.Places {
			if p.Now != places[p.Country] || p.Before != placesBefore[p.Country] {
				t.Errorf("%+v of %q: %+v, want %d and %d", q, guild, p, places[p.Country], placesBefore[p.Country])
			}
		}
		for _, v := range got.Types {
			if v.Now != types[v.Type] {
				t.Errorf("%+v of %q: %+v, want %d", q, guild, v, types[v.Type])
			}
		}
		if len(got.Places) != min(6, len(places)) || len(got.Types) != len(types) {
			t.Errorf("%+v of %q: %d places and %d types, want %d and %d", q, guild, len(got.Places), len(got.Types), len(places), len(types))
		}
		l.gravest(t, guild, ids, got)
		counted += n.Reports
	}
	if counted < 10_000 {
		t.Errorf("only %d reports were counted: the test shows little", counted)
	}
}

// gravest holds the main stories of a summary against all of its period.
func (l *library) gravest(t *testing.T, guild string, ids []int64, got desk.Summary) {
	t.Helper()
	all, err := l.Stories(t.Context(), guild, ids)
	if err != nil {
		t.Fatal(err)
	}
	var levels []report.Level
	for _, s := range all {
		levels = append(levels, s.Severity)
	}
	slices.SortFunc(levels, func(a, b report.Level) int { return cmp.Compare(b, a) })
	for i, s := range got.Main {
		if s.Severity != levels[i] || !slices.Contains(ids, s.ID) {
			t.Errorf("main story %d is %d, %s; want %s", i, s.ID, s.Severity, levels[i])
		}
	}
	if len(got.Main) != min(8, len(ids)) {
		t.Errorf("%d main stories of %d", len(got.Main), len(ids))
	}
}
