package desk_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tocsin/desk"
)

func TestSubscribeIsNewUpdatedUnchanged(t *testing.T) {
	o := newOffice(t, desk.Options{})
	s := desk.Subscription{Region: "Iraq", Severity: "high", Name: "Iraq"}
	for _, step := range []struct {
		change func()
		want   desk.Outcome
	}{
		{func() {}, desk.Created},
		{func() {}, desk.Unchanged},
		{func() { s.Severity = "critical" }, desk.Updated},
		{func() { s.Mention = "r1" }, desk.Updated},
		{func() { s.Channel = "c2" }, desk.Created},
		{func() { s.Name = "" }, desk.Created},
		{func() {}, desk.Created},
	} {
		step.change()
		got, err := o.Subscribe(t.Context(), manager("g1"), s)
		must(t, err)
		if got.Outcome != step.want {
			t.Errorf("%+v: %s, not %s", s, got.Outcome, step.want)
		}
	}
	list, err := o.ListRules(t.Context(), manager("g1"))
	must(t, err)
	names := map[string]bool{}
	for _, r := range list {
		names[r.Channel+r.Name] = true
	}
	if len(list) != 4 || len(names) != 4 {
		t.Errorf("rules %+v", list)
	}
}

func TestARuleThatAsksTheSameIsNamed(t *testing.T) {
	o := newOffice(t, desk.Options{})
	c := manager("g1")
	_, err := o.Subscribe(t.Context(), c, desk.Subscription{Rule: "severity>=high region:Iraq drone", Name: "first"})
	must(t, err)
	for _, x := range []struct {
		s     desk.Subscription
		named bool
	}{
		{desk.Subscription{Region: "Iraq", Keywords: "drone", Severity: "high"}, true}, // in another order
		{desk.Subscription{Region: "Iraq", Keywords: "drone", Severity: "high", Channel: "c2"}, false},
		{desk.Subscription{Region: "Iraq", Keywords: "drone"}, false},
	} {
		got, err := o.Subscribe(t.Context(), c, x.s)
		must(t, err)
		if named := strings.Contains(strings.Join(got.Warnings, " "), "Rule 1, “first”, asks the same"); named != x.named {
			t.Errorf("%+v: %q", x.s, got.Warnings)
		}
	}
}

func TestNothingIsResumedThatIsNotPaused(t *testing.T) {
	o := newOffice(t, desk.Options{})
	c := manager("g1")
	_, err := o.Subscribe(t.Context(), c, desk.Subscription{Region: "Iraq", Name: "a"})
	must(t, err)
	_, err = o.PauseRule(t.Context(), c, "a", false)
	refusal(t, err, desk.Invalid, "not paused")
}

func TestSubscribeRefuses(t *testing.T) {
	o := newOffice(t, desk.Options{})
	long := strings.Repeat("a", 1001)
	for _, c := range []struct {
		name   string
		caller desk.Caller
		s      desk.Subscription
		kind   desk.Kind
		words  string
	}{
		{"nothing asked", manager("g1"), desk.Subscription{Name: "x"}, desk.Invalid, "at least one"},
		{"unknown region", manager("g1"), desk.Subscription{Region: "Iraqq"}, desk.Invalid, "Iraq"},
		{"unknown actor", manager("g1"), desk.Subscription{Actor: "Hezbollahh"}, desk.Invalid, "Hezbollah"},
		{"bad rule", manager("g1"), desk.Subscription{Rule: "region:Iraq (drone"}, desk.Invalid, "^"},
		{"open quotation mark", manager("g1"), desk.Subscription{Keywords: `drone, "dangerous`}, desk.Invalid, "left open"},
		{"bad severity", manager("g1"), desk.Subscription{Region: "Iraq", Severity: "terrible"}, desk.Invalid, "critical"},
		{"bad delivery", manager("g1"), desk.Subscription{Region: "Iraq", Deliver: "weekly"}, desk.Invalid, "daily"},
		{"long rule", manager("g1"), desk.Subscription{Rule: long}, desk.Invalid, "too long"},
		{"long name", manager("g1"), desk.Subscription{Region: "Iraq", Name: long}, desk.Invalid, "name"},
		{"invisible name", manager("g1"), desk.Subscription{Region: "Iraq", Name: "\u200b\u202e"}, desk.Invalid, "visible"},
		{"no permission", member("g1"), desk.Subscription{Region: "Iraq"}, desk.Forbidden, "Manage Server"},
		{"hidden channel", manager("g1"), desk.Subscription{Region: "Iraq", Channel: "c9"}, desk.Missing, "no such channel"},
		{"channel of another guild", manager("g1"), desk.Subscription{Region: "Iraq", Channel: "9"}, desk.Missing, "no such channel"},
		{"role they may not mention", manager("g1"), desk.Subscription{Region: "Iraq", Mention: "r2"}, desk.Forbidden, "role"},
		{"role of another guild", manager("g1"), desk.Subscription{Region: "Iraq", Mention: "9"}, desk.Missing, "role"},
		{"ping in a direct message", member("g1"), desk.Subscription{Region: "Iraq", DM: true, Mention: "r1"}, desk.Invalid, "pings nobody"},
		{"both channel and dm", member("g1"), desk.Subscription{Region: "Iraq", DM: true, Channel: "c1"}, desk.Invalid, "one place"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := o.Subscribe(t.Context(), c.caller, c.s)
			refusal(t, err, c.kind, c.words)
		})
	}
	list, err := o.ListRules(t.Context(), manager("g1"))
	must(t, err)
	if len(list) != 0 {
		t.Errorf("saved %+v", list)
	}
}

func TestQuotas(t *testing.T) {
	o := newOffice(t, desk.Options{RulesAGuild: 2, RulesAPerson: 1, SourcesAGuild: 1})
	ask := desk.Subscription{Region: "Iraq"}
	for range 2 {
		_, err := o.Subscribe(t.Context(), manager("g1"), ask)
		must(t, err)
	}
	_, err := o.Subscribe(t.Context(), manager("g1"), ask)
	refusal(t, err, desk.Full, "2 rules")
	_, err = o.Subscribe(t.Context(), manager("g2"), ask)
	must(t, err)
	own := desk.Subscription{Region: "Iraq", DM: true}
	_, err = o.Subscribe(t.Context(), member("g1"), own)
	must(t, err)
	_, err = o.Subscribe(t.Context(), member("g2"), own)
	refusal(t, err, desk.Full, "1 rules")
	srv := feedServer(t)
	_, err = o.AddSource(t.Context(), manager("g1"), srv+"/a", "")
	must(t, err)
	_, err = o.AddSource(t.Context(), manager("g1"), srv+"/b", "")
	refusal(t, err, desk.Full, "1 sources")
}

func TestUndo(t *testing.T) {
	o := newOffice(t, desk.Options{})
	c := manager("g1")
	first, err := o.Subscribe(t.Context(), c, desk.Subscription{Region: "Iraq", Name: "a"})
	must(t, err)
	second, err := o.Subscribe(t.Context(), c, desk.Subscription{Region: "Syria", Name: "a"})
	must(t, err)
	_, err = o.UndoRule(t.Context(), c, first.Rule.ID, first.Rule.Updated)
	refusal(t, err, desk.Invalid, "changed by somebody else")
	_, err = o.UndoRule(t.Context(), member("g1"), second.Rule.ID, second.Rule.Updated)
	refusal(t, err, desk.Forbidden)
	back, err := o.UndoRule(t.Context(), c, second.Rule.ID, second.Rule.Updated)
	must(t, err)
	if back == nil || back.Text != first.Rule.Text {
		t.Errorf("back to %+v", back)
	}
	third, err := o.Subscribe(t.Context(), c, desk.Subscription{Region: "Yemen", Name: "b"})
	must(t, err)
	if gone, err := o.UndoRule(t.Context(), c, third.Rule.ID, third.Rule.Updated); err != nil || gone != nil {
		t.Errorf("%v %v", gone, err)
	}
}

// TestNobodySeesWhatIsAnothers asks for rules and sources by id from another guild, another person, and without seeing the channel.
func TestNobodySeesWhatIsAnothers(t *testing.T) {
	o := newOffice(t, desk.Options{})
	saved, err := o.Subscribe(t.Context(), manager("g1"), desk.Subscription{Region: "Iraq", Channel: "c2", Name: "secret"})
	must(t, err)
	own, err := o.Subscribe(t.Context(), member("g1"), desk.Subscription{Region: "Iraq", DM: true, Name: "mine"})
	must(t, err)
	src, err := o.AddSource(t.Context(), manager("g1"), feedServer(t)+"/a", "private")
	must(t, err)
	blind := member("g1")
	blind.User, blind.Access = "u3", guildRoom{channels: []string{"c1"}}
	for name, c := range map[string]desk.Caller{"another guild": manager("g2"), "who does not see the channel": blind, "a person outside": {User: "u3"}} {
		t.Run(name, func(t *testing.T) {
			for _, ref := range []string{fmt.Sprint(saved.Rule.ID), "secret", fmt.Sprint(own.Rule.ID), "mine", "999999"} {
				_, err := o.ShowRule(t.Context(), c, ref)
				refusal(t, err, desk.Missing, "no rule")
				_, err = o.PauseRule(t.Context(), c, ref, true)
				refusal(t, err, desk.Missing, "no rule")
				_, err = o.DeleteRule(t.Context(), c, ref)
				refusal(t, err, desk.Missing, "no rule")
				_, err = o.EditRule(t.Context(), c, ref, desk.Edit{Subscription: desk.Subscription{Region: "Syria"}})
				refusal(t, err, desk.Missing, "no rule")
				_, _, err = o.TestRule(t.Context(), c, ref, "", "")
				refusal(t, err, desk.Missing, "no rule")
			}
			list, err := o.ListRules(t.Context(), c)
			must(t, err)
			choices, err := o.Complete(t.Context(), c, desk.CompleteRule, "")
			must(t, err)
			if len(list) != 0 || len(choices) != 0 {
				t.Errorf("sees %+v %+v", list, choices)
			}
		})
	}
	_, err = o.RemoveSource(t.Context(), manager("g2"), fmt.Sprint(src.Source.ID))
	refusal(t, err, desk.Missing, "no source")
	_, err = o.TestSource(t.Context(), manager("g2"), "private", "")
	refusal(t, err, desk.Missing, "no source")
	_, err = o.RemoveSource(t.Context(), manager("g1"), "World")
	refusal(t, err, desk.Forbidden, "serves every server")
}

func TestEditKeepsWhatIsNotGiven(t *testing.T) {
	o := newOffice(t, desk.Options{})
	c := manager("g1")
	s, err := o.Subscribe(t.Context(), c, desk.Subscription{Region: "Iraq", Name: "a", Mention: "r1", Deliver: "hourly"})
	must(t, err)
	got, err := o.EditRule(t.Context(), c, fmt.Sprint(s.Rule.ID), desk.Edit{Subscription: desk.Subscription{Name: "b"}})
	must(t, err)
	if r := got.Rule; r.Name != "b" || r.Text != s.Rule.Text || r.Mention != "r1" || r.Deliver != "hourly" || r.Channel != "c1" || got.Outcome != desk.Updated {
		t.Errorf("%+v", got)
	}
	got, err = o.EditRule(t.Context(), c, "b", desk.Edit{Subscription: desk.Subscription{Rule: "region:Syria drone", Channel: "c2"}, NoMention: true})
	must(t, err)
	if r := got.Rule; r.Text != "region:Syria drone" || r.Channel != "c2" || r.Mention != "" {
		t.Errorf("%+v", r)
	}
	_, err = o.EditRule(t.Context(), c, "b", desk.Edit{Subscription: desk.Subscription{DM: true}})
	refusal(t, err, desk.Invalid, "cannot become your own")
}

func TestLackingPermissionsAreNamed(t *testing.T) {
	o := newOffice(t, desk.Options{})
	c := manager("g1")
	poor := room
	poor.lacks = map[string][]string{"c1": {"Send Messages", "Embed Links"}}
	c.Access = poor
	s, err := o.Subscribe(t.Context(), c, desk.Subscription{Region: "Iraq", Name: "a"})
	must(t, err)
	if !slices.Equal(s.Lacks.Post, poor.lacks["c1"]) {
		t.Errorf("lacking %v", s.Lacks)
	}
	_, err = o.PauseRule(t.Context(), c, "a", true)
	must(t, err)
	_, err = o.PauseRule(t.Context(), c, "a", true)
	refusal(t, err, desk.Invalid, "paused already")
	_, err = o.PauseRule(t.Context(), c, "a", false)
	refusal(t, err, desk.Invalid, "Send Messages and Embed Links")
}

func TestExportedRulesCanBeReadBack(t *testing.T) {
	o := newOffice(t, desk.Options{})
	_, err := o.Subscribe(t.Context(), manager("g1"), desk.Subscription{Rule: `region:Iraq "dangerous escalation"`, Name: "a & b", Mention: "r1", Deliver: "daily"})
	must(t, err)
	lines, err := o.ExportRules(t.Context(), manager("g1"))
	must(t, err)
	var x desk.Exported
	must(t, json.Unmarshal(lines, &x))
	if x.Name != "a & b" || x.Channel != "c1" || x.Mention != "r1" || x.Deliver != "daily" || x.DM {
		t.Errorf("%+v", x)
	}
	again, err := o.Subscribe(t.Context(), manager("g1"), desk.Subscription{Rule: x.Rule, Name: x.Name, Mention: x.Mention, Deliver: string(x.Deliver)})
	must(t, err)
	if again.Outcome != desk.Unchanged {
		t.Errorf("%s", again.Outcome)
	}
}
