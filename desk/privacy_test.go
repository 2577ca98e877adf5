package desk_test

import (
	"encoding/json"
	"testing"

	"tocsin/desk"
	"tocsin/feed"
)

// A person and a server have what is kept of them, and delete it without touching what is another's.
func TestWhatIsKeptIsGivenAndForgotten(t *testing.T) {
	o := newOffice(t, desk.Options{})
	ctx := t.Context()
	boss, other := manager("g1"), manager("g2")
	other.Channel = "c2"
	for _, c := range []desk.Caller{boss, other} {
		_, err := o.Subscribe(ctx, c, desk.Subscription{Region: "Iraq", Name: "of the server"})
		must(t, err)
		_, err = o.Subscribe(ctx, c, desk.Subscription{Region: "Syria", Name: "own of " + c.User, DM: true})
		must(t, err)
		_, err = o.Mute(ctx, c, "Yemen", "", "")
		must(t, err)
		_, err = o.SetUnplaced(ctx, c, "include")
		must(t, err)
		_, err = o.store.AddSource(ctx, feed.Source{Guild: c.Guild, Name: "Own", URL: "https://" + c.Guild + ".example/rss?api_key=hush", AddedBy: c.User}, 9)
		must(t, err)
	}
	must(t, o.NotRelevant(ctx, boss, o.fire(1, "Strike on Baghdad", "A strike.")))
	kept := func(c desk.Caller, server bool) desk.Kept {
		t.Helper()
		data, err := o.ExportKept(ctx, c, server)
		must(t, err)
		var k desk.Kept
		must(t, json.Unmarshal(data, &k))
		return k
	}
	k := kept(boss, true)
	if len(k.Rules) != 1 || len(k.Mutes) != 1 || len(k.Settings) != 1 || len(k.Feedback) != 1 || len(k.Sources) != 1 || k.Rules[0].Name != "of the server" {
		t.Errorf("of the server: %+v", k)
	}
	if k.Sources[0].URL == "https://g1.example/rss?api_key=hush" {
		t.Errorf("shows a key: %+v", k.Sources)
	}
	before := kept(other, true)
	_, err := o.ExportKept(ctx, member("g1"), true)
	refusal(t, err, desk.Forbidden, "Manage Server")
	refusal(t, o.Forget(ctx, member("g1"), true), desk.Forbidden, "Manage Server")

	person := desk.Caller{User: boss.User}
	if k := kept(person, false); len(k.Rules) == 0 || k.Rules[0].Name != "own of "+boss.User || len(k.Feedback) != 1 || k.Made == 0 {
		t.Errorf("of the person: %+v", k)
	}
	must(t, o.Forget(ctx, person, false))
	if k := kept(person, false); len(k.Rules)+len(k.Mutes)+len(k.Feedback)+len(k.Settings)+k.Made != 0 {
		t.Errorf("the person is remembered: %+v", k)
	}
	if k := kept(boss, true); len(k.Rules) != 1 || len(k.Mutes) != 1 || k.Mutes[0].By != "" {
		t.Errorf("the server lost something, or names the person: %+v", k)
	}
	must(t, o.Forget(ctx, boss, true))
	if k := kept(boss, true); len(k.Rules)+len(k.Mutes)+len(k.Feedback)+len(k.Settings)+len(k.Sources) != 0 {
		t.Errorf("the server is remembered: %+v", k)
	}
	if after := kept(other, true); len(after.Rules) != len(before.Rules) || len(after.Mutes) != len(before.Mutes) || len(after.Sources) != len(before.Sources) {
		t.Errorf("another server: %+v, was %+v", after, before)
	}
}
