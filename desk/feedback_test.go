package desk_test

import (
	"fmt"
	"strings"
	"testing"

	"tocsin/alert"
	"tocsin/desk"
	"tocsin/report"
	"tocsin/text"
)

// fire stores a report and has a rule alert to it; it returns the story.
func (o *office) fire(rule int64, title, body string) int64 {
	o.t.Helper()
	r := report.Report{SourceID: o.source.ID, Source: o.source.Name, Title: title, Text: body, Published: now, Fetched: now,
		Link: "https://world.example/" + strings.ReplaceAll(title, " ", "-")}
	doc := text.NewAnalyser().Analyse(title, body, "en")
	s := &alert.Stored{Report: r, Doc: doc, Tags: o.tagger.Tag(doc, &r)}
	must(o.t, o.store.Save(o.t.Context(), func(tx alert.Tx) error {
		if err := tx.AddReport(s); err != nil {
			return err
		}
		return tx.AddMatch(alert.Met{Rule: rule, Story: s.Story, Report: s.Report.ID, To: alert.Address{Guild: "g1", Channel: "c1"}, At: now})
	}))
	return s.Story
}

func TestFeedbackCountsAndAdvises(t *testing.T) {
	o := newOffice(t, desk.Options{})
	s, err := o.Subscribe(t.Context(), manager("g1"), desk.Subscription{Keywords: "strike, battle, attack", Name: "r"})
	must(t, err)
	for i, title := range []string{"Strike on Baghdad kills two", "Battle for the old town of Aleppo", "Attack on a market in Khartoum", "Clubs and a strike in the desert"} {
		o.fire(s.Rule.ID, title, fmt.Sprintf("It was report %d of that day.", i))
	}
	member := member("g1")
	show := func() desk.Feedback {
		t.Helper()
		v, err := o.ShowRule(t.Context(), member, "r")
		must(t, err)
		return v.Feedback
	}
	if f := show(); f != (desk.Feedback{Of: 4}) {
		t.Errorf("nobody judged: %+v", f)
	}
	for i, title := range []string{"Striker attacks again: derby ends in a draw for both clubs", "Battle of the clubs: derby in Milan", "Derbies decide the title after a battle"} {
		story := o.fire(s.Rule.ID, title, "Football.")
		must(t, o.NotRelevant(t.Context(), member, story))
		must(t, o.NotRelevant(t.Context(), member, story)) // twice is once
		if f := show(); f.NotRelevant != i+1 || f.Of != 5+i {
			t.Errorf("%d judged: %+v", i+1, f)
		}
	}
	// "battle" and "clubs" would cost the report of Aleppo and that of the desert.
	if f := show(); f.Exclude != "derbies" && f.Exclude != "derby" || f.Shared != 3 {
		t.Errorf("advised: %+v", f)
	}
	other := manager("g2")
	if _, err := o.ShowRule(t.Context(), other, fmt.Sprint(s.Rule.ID)); err == nil {
		t.Error("another guild sees the rule")
	}
}
