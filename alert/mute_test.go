package alert

import (
	"testing"

	"tocsin/report"
)

func TestSilences(t *testing.T) {
	baghdad := report.Place{ID: "baghdad-iq", Within: []string{"IQ", "middle-east"}, Focus: true}
	damascus := report.Place{ID: "damascus-sy", Within: []string{"SY", "middle-east"}, Focus: true}
	tehran := report.Place{ID: "tehran-ir", Within: []string{"IR", "middle-east"}}
	actors := []report.Actor{{ID: "pmf", Role: report.Target}, {ID: "us-army", Role: report.Mentioned}}
	region := func(id string) report.Subject { return report.Subject{Kind: report.RegionSubject, ID: id} }
	actor := func(id string) report.Subject { return report.Subject{Kind: report.ActorSubject, ID: id} }
	for _, c := range []struct {
		name   string
		mutes  []report.Subject
		places []report.Place
		want   bool
	}{
		{"nothing muted", nil, []report.Place{baghdad}, false},
		{"the story", []report.Subject{{Kind: report.StorySubject, ID: "7"}}, nil, true},
		{"another story", []report.Subject{{Kind: report.StorySubject, ID: "77"}}, nil, false},
		{"the place", []report.Subject{region("baghdad-iq")}, []report.Place{baghdad}, true},
		{"what the place lies in", []report.Subject{region("IQ")}, []report.Place{baghdad, tehran}, true},
		{"one of two countries", []report.Subject{region("IQ")}, []report.Place{baghdad, damascus}, false},
		{"both countries", []report.Subject{region("IQ"), region("SY")}, []report.Place{baghdad, damascus}, true},
		{"a country that is only mentioned", []report.Subject{region("IR")}, []report.Place{baghdad, tehran}, false},
		{"a region, of a report without a place", []report.Subject{region("IQ")}, []report.Place{tehran}, false},
		{"an actor", []report.Subject{actor("pmf")}, []report.Place{baghdad}, true},
		{"an actor that is only mentioned", []report.Subject{actor("us-army")}, []report.Place{baghdad}, false},
		{"a rule", []report.Subject{{Kind: report.RuleSubject, ID: "7"}}, []report.Place{baghdad}, false},
	} {
		if got := silences(c.mutes, 7, &report.Tags{Places: c.places, Actors: actors}); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
