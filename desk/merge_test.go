package desk_test

import (
	"fmt"
	"testing"

	"tocsin/desk"
)

func TestEditMerges(t *testing.T) {
	o := newOffice(t, desk.Options{})
	c := manager("g1")
	for i, x := range []struct {
		rule string
		edit desk.Subscription
		want string // empty: refused
	}{
		{"region:Iraq,Syria severity>=high", desk.Subscription{Severity: "low"}, "region:Iraq,Syria severity>=low"},
		{"region:Iraq,Syria", desk.Subscription{Severity: "low"}, "region:Iraq,Syria severity>=low"},
		{"severity>=low drone event:attack", desk.Subscription{Region: "Sudan"}, "severity>=low drone event:attack region:Sudan"},
		{"region:Iraq killed>=5 -region:Baghdad", desk.Subscription{Region: "Syria", Actor: "Hezbollah"}, "region:Syria killed>=5 -region:Baghdad actor:Hezbollah"},
		{`(drone OR "a: b") region:Iraq -football`, desk.Subscription{Keywords: "missile, rocket"}, "(missile OR rocket) region:Iraq"},
		{"drone OR missile", desk.Subscription{Region: "Iraq"}, "(drone OR missile) region:Iraq"},
		{"(region:Iraq OR actor:Hezbollah) severity>=high", desk.Subscription{Severity: "low"}, "(region:Iraq OR actor:Hezbollah) severity>=low"},
		{"(region:Iraq OR actor:Hezbollah) severity>=high", desk.Subscription{Region: "Syria"}, ""},
		{"(region:Iraq OR drone) severity>=high", desk.Subscription{Keywords: "missile"}, ""},
		{"region:Iraq OR actor:Hezbollah", desk.Subscription{Severity: "low"}, ""},
		{"region:Iraq OR actor:Hezbollah", desk.Subscription{Rule: "region:Syria", Severity: "low"}, "severity>=low region:Syria"},
	} {
		s, err := o.Subscribe(t.Context(), c, desk.Subscription{Rule: x.rule, Name: fmt.Sprint("rule ", i)})
		must(t, err)
		got, err := o.EditRule(t.Context(), c, fmt.Sprint(s.Rule.ID), desk.Edit{Subscription: x.edit})
		if x.want == "" {
			refusal(t, err, desk.Invalid, "whole rule")
			continue
		}
		must(t, err)
		if got.Rule.Text != x.want || got.Rule.Name != fmt.Sprint("rule ", i) {
			t.Errorf("%s edited by %+v: %s named %s, not %s", x.rule, x.edit, got.Rule.Text, got.Rule.Name, x.want)
		}
	}
}

func TestAutomaticNamesFollowEdits(t *testing.T) {
	o := newOffice(t, desk.Options{})
	c := manager("g1")
	s, err := o.Subscribe(t.Context(), c, desk.Subscription{Region: "Iraq"})
	must(t, err)
	for _, x := range []struct {
		edit desk.Subscription
		want string
	}{
		{desk.Subscription{Region: "Syria"}, "Reports in Syria"},
		{desk.Subscription{Rule: "region:Yemen", Name: "Reports in Syria"}, "Reports in Yemen"}, // as a form sends the name back
		{desk.Subscription{Deliver: "daily"}, "Reports in Yemen"},
		{desk.Subscription{Name: "mine"}, "mine"},
		{desk.Subscription{Region: "Iraq"}, "mine"},
	} {
		got, err := o.EditRule(t.Context(), c, fmt.Sprint(s.Rule.ID), desk.Edit{Subscription: x.edit})
		must(t, err)
		if got.Rule.Name != x.want {
			t.Errorf("%+v: %q, not %q", x.edit, got.Rule.Name, x.want)
		}
	}
}
