package desk_test

import (
	"strings"
	"testing"

	"tocsin/desk"
)

func TestMuteIsListedAndUndone(t *testing.T) {
	o := newOffice(t, desk.Options{})
	c := manager("g1")
	_, err := o.Subscribe(t.Context(), c, desk.Subscription{Region: "Yemen", Name: "by sea"})
	must(t, err)
	for what, want := range map[string]string{
		"Iraq": "region:IQ", "region:SY": "region:SY", "Hezbollah": "actor:hezbollah", "by sea": "rule:1", "rule:1": "rule:1",
	} {
		m, err := o.Mute(t.Context(), c, what, "8h", "")
		must(t, err)
		if m.Ref() != want {
			t.Errorf("%s: %s, not %s", what, m.Ref(), want)
		}
	}
	list, err := o.Mutes(t.Context(), c, "")
	must(t, err)
	if len(list) != 4 {
		t.Errorf("muted: %+v", list)
	}
	if other, err := o.Mutes(t.Context(), c, "c2"); err != nil || len(other) != 0 {
		t.Errorf("in another channel: %+v, %v", other, err)
	}
	choices, err := o.Complete(t.Context(), c, desk.CompleteMuted, "reports")
	must(t, err)
	if len(choices) != 3 {
		t.Errorf("to unmute: %+v", choices)
	}
	m, err := o.Unmute(t.Context(), c, "region:IQ", "")
	must(t, err)
	if m.Name != "reports in Iraq" {
		t.Errorf("unmuted %+v", m)
	}
	_, err = o.Unmute(t.Context(), c, "region:IQ", "")
	refusal(t, err, desk.Missing, "not muted")
	for _, bad := range []struct {
		c              desk.Caller
		what, span, at string
		kind           desk.Kind
		words          string
	}{
		{c, "Tripoli", "", "", desk.Invalid, "more than one place"},
		{c, "Narnia-on-Sea", "", "", desk.Invalid, "No place"},
		{c, "Iraq, Syria", "", "", desk.Invalid, "one thing at a time"},
		{c, "rule:99", "", "", desk.Missing, "no rule"},
		{c, "Iraq", "forever", "", desk.Invalid, "span of time"},
		{c, "Iraq", "31d", "", desk.Invalid, "too long"},
		{c, "Iraq", "", "c9", desk.Missing, "no such channel"},
		{member("g1"), "Iraq", "", "", desk.Forbidden, "Manage Server"},
		{desk.Caller{User: "u1"}, "Iraq", "", "c1", desk.Invalid, "leave channel out"},
	} {
		_, err := o.Mute(t.Context(), bad.c, bad.what, bad.span, bad.at)
		refusal(t, err, bad.kind, bad.words)
	}
	_, err = o.Mute(t.Context(), desk.Caller{User: "u1"}, "Iraq", "", "") // their own
	must(t, err)
	mutable, err := o.Complete(t.Context(), c, desk.CompleteMute, "hez")
	must(t, err)
	if len(mutable) == 0 || !strings.HasPrefix(mutable[len(mutable)-1].Value, "actor:") {
		t.Errorf("to mute: %+v", mutable)
	}
}
