package store_test

import (
	"path/filepath"
	"testing"
	"time"

	"tocsin/alert"
	"tocsin/desk"
	"tocsin/report"
	"tocsin/rules"
	"tocsin/store"
)

// A library is a store full of reports, with what each of them is when it is read whole.
type library struct {
	*store.Store
	now   time.Time
	whole map[string]map[int64]*rules.Item // by guild and report
}

// newLibrary saves reports in transactions of all sizes, some of them again with other words, as updates do.
func newLibrary(t *testing.T, w *maker, n int) *library {
	l := &library{Store: open(t, filepath.Join(t.TempDir(), "t.db"), store.Options{}), now: time.Now().Truncate(time.Minute), whole: map[string]map[int64]*rules.Item{}}
	var all []*alert.Stored
	for len(all) < n {
		if err := l.Save(t.Context(), func(tx alert.Tx) error {
			for range 1 + w.IntN(40) {
				s := w.report(len(all), l.now)
				if len(all) > 0 && w.IntN(2) == 0 {
					s.Story = all[max(0, len(all)-1-w.IntN(5))].Story
				}
				if err := tx.AddReport(s); err != nil {
					return err
				}
				all = append(all, s)
				if old := pick(w, all); w.IntN(8) == 0 {
					old.Report.Title, old.Report.Position = w.text(3), &report.Position{Lat: 20, Lon: 5}
					w.read(old)
					if err := tx.UpdateReport(old); err != nil {
						return err
					}
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	for _, guild := range []string{"", "g1"} {
		l.whole[guild] = l.read(t, w, guild, all)
	}
	return l
}

// read reads the rows of all reports that a guild may see, and analyses them anew.
func (l *library) read(t *testing.T, w *maker, guild string, all []*alert.Stored) map[int64]*rules.Item {
	items := map[int64]*rules.Item{}
	for _, s := range all {
		found, err := l.Reports(t.Context(), guild, []int64{s.Report.ID})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range found {
			stories, err := l.Stories(t.Context(), guild, []int64{f.Story})
			if err != nil || len(stories) != 1 {
				t.Fatal(stories, err)
			}
			items[f.Report.ID] = &rules.Item{Report: &f.Report, Tags: &f.Tags, Sources: stories[0].Sources(),
				Doc: w.analyser.Analyse(f.Report.Title, f.Report.Text, f.Tags.Lang)}
		}
	}
	return items
}

// A rule is met by what is kept of reports for backtests exactly as by the reports.
func TestARuleMeetsABriefAsItMeetsTheReport(t *testing.T) {
	w := newMaker(4)
	l := newLibrary(t, w, 400)
	met := 0
	for range 200 {
		e, err := rules.Parse(w.rule(3), atlas{})
		if err != nil {
			t.Fatal(err)
		}
		guild, unplaced, seen := pick(w, []string{"", "g1"}), w.IntN(4) == 0, 0
		q := desk.Query{Guild: guild, Ear: e.Ear(), Sources: e.CountsSources()}
		for b, err := range l.Briefs(t.Context(), q) {
			if err != nil {
				t.Fatal(err)
			}
			seen++
			whole := l.whole[guild][b.ID]
			if whole == nil {
				t.Fatalf("guild %q may not see report %d", guild, b.ID)
			}
			whole.Unplaced, b.Item.Unplaced = unplaced, unplaced
			want := e.Match(whole)
			if got := e.Match(&b.Item); got != want {
				t.Errorf("%s\nmet by the brief: %t, by the report: %t\n%q\n%q\n%+v\n%+v", e, got, want, whole.Report.Title, whole.Report.Text, b.Item.Tags, b.Item.Doc.Tokens)
			}
			if want {
				met++
			}
		}
		if seen != len(l.whole[guild]) {
			t.Fatalf("%d briefs of %d reports", seen, len(l.whole[guild]))
		}
	}
	if met < 3_000 {
		t.Errorf("the rules were met %d times: too seldom to tell", met)
	}
}

// A backtest counts what rules.Match finds in every single report.
func TestABacktestCountsWhatMatchFinds(t *testing.T) {
	w := newMaker(4)
	l := newLibrary(t, w, 300)
	d := desk.New(l, atlas{}, nil, desk.Options{Now: func() time.Time { return l.now.Add(time.Minute) }})
	stories := func(e *rules.Expr) map[int64]bool {
		m := map[int64]bool{}
		for b, err := range l.Briefs(t.Context(), desk.Query{Guild: "g1"}) { // only for the story of each report
			if err != nil {
				t.Fatal(err)
			}
			if e.Match(l.whole["g1"][b.ID]) {
				m[b.Story] = true
			}
		}
		return m
	}
	for range 80 {
		e, err := rules.Parse(w.rule(2), atlas{})
		if err != nil {
			t.Fatal(err)
		}
		want := stories(e)
		_, b, err := d.TestRule(t.Context(), desk.Caller{Guild: "g1", Channel: "c"}, "", e.String(), "1d")
		if err != nil {
			t.Fatal(err)
		}
		days := 0
		for _, n := range b.Days {
			days += n
		}
		if b.Stories != len(want) || days != len(want) || len(b.Latest) != min(3, len(want)) {
			t.Errorf("%s\n%d stories, %d by day, latest %d; want %d", e, b.Stories, days, len(b.Latest), len(want))
		}
		n := 0
		for i, part := range e.Parts() {
			without := e.Without(i)
			if without == nil || !part.Excludes() {
				continue
			}
			more := len(stories(without)) - len(want)
			if b.Excluded[n].Stories != more {
				t.Errorf("%s\nwithout %s %d more, want %d", e, part, b.Excluded[n].Stories, more)
			}
			n++
		}
	}
}
