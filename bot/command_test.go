package bot_test

import (
	"fmt"
	"strings"
	"testing"

	"tocsin/bot/localdiscord"
	"tocsin/rules"
)

func TestSubscribeIsSavedAndExplained(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	w.run(t)
	r := w.slash(t, w.owner, "subscribe", map[string]any{"region": "Iraq", "severity": "high"})
	if !r.Ephemeral() {
		t.Error("everyone sees the answer")
	}
	has(t, text(r), "Watching", "region:", "severity>=high", "Iraq", "<#"+w.channel+">", "Last 7 days: 0 alerts")
	hasNot(t, text(r), "lacks")
}

func TestHelpIsByExample(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	w.run(t)
	has(t, text(w.slash(t, w.member, "help", nil)), "/subscribe region:Iraq severity:high")
	has(t, text(w.slash(t, w.member, "help", map[string]any{"topic": "commands"})), "/rules pause", "/sources add")
	has(t, text(w.slash(t, w.member, "help", map[string]any{"topic": "rules"})), "near:")
}

func TestGuidedForm(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	w.run(t)
	r := w.slash(t, w.owner, "subscribe", nil)
	has(t, text(r), "What shall be watched?")
	pick := func(id string, values ...string) {
		t.Helper()
		got, err := w.Actor(w.owner).Select(soon(t), r.Message.ID, id, values...)
		must(t, err)
		if !got.Updated {
			t.Fatalf("%s: the form did not change", id)
		}
		r = got
	}
	pick("pick:region", "Sudan", "Sahel")
	pick("pick:severity", "high")
	other, err := w.CreateChannel(w.guild, "other", localdiscord.TextChannel)
	must(t, err)
	pick("pick:channel", other)
	done, err := w.Actor(w.owner).Click(soon(t), r.Message.ID, "subscribe:"+other)
	must(t, err)
	has(t, text(done), "Watching", "region:Sudan,Sahel severity>=high", "<#"+other+">")

	r = w.slash(t, w.owner, "subscribe", nil)
	form, err := w.Actor(w.owner).Click(soon(t), r.Message.ID, "write:"+w.channel)
	must(t, err)
	written, err := w.Actor(w.owner).SubmitModal(soon(t), form.Modal, map[string]string{"region": "Iraq", "keywords": "drone, dangerous escalation", "name": "by hand"})
	must(t, err)
	has(t, text(written), "Watching: by hand", `region:Iraq (drone OR "dangerous escalation")`)

	cancelled, err := w.Actor(w.owner).Click(soon(t), w.slash(t, w.owner, "subscribe", nil).Message.ID, "cancel")
	must(t, err)
	has(t, text(cancelled), "Nothing was changed")
}

func TestFormKeepsWhatWasGiven(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	w.run(t)
	r := w.slash(t, w.member, "subscribe", map[string]any{"dm": true, "name": "my: *own*", "deliver": "hourly"})
	has(t, text(r), "by direct message", "my: *own*")
	r, err := w.Actor(w.member).Select(soon(t), r.Message.ID, "pick:region", "Sudan")
	must(t, err)
	done, err := w.Actor(w.member).Click(soon(t), r.Message.ID, "subscribe::dm::hourly")
	must(t, err)
	has(t, text(done), "Watching: my: ", "region:Sudan", "you, by direct message, hourly")

	role, err := w.CreateRole(w.guild, "watch", 0)
	must(t, err)
	r = w.slash(t, w.owner, "subscribe", map[string]any{"mention": role, "name": "with a ping"})
	form, err := w.Actor(w.owner).Click(soon(t), r.Message.ID, "write:"+w.channel+"::"+role)
	must(t, err)
	written, err := w.Actor(w.owner).SubmitModal(soon(t), form.Modal, map[string]string{"region": "Iraq"})
	must(t, err)
	has(t, text(written), "Watching: with a ping", "pinging <@&"+role+">")
}

func TestFormsAreRefusedAtOnce(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	w.run(t)
	has(t, text(w.slash(t, w.member, "subscribe", nil)), "Manage Server", "/subscribe with dm")
	has(t, text(w.slash(t, w.owner, "subscribe", map[string]any{"region": "Iraq", "name": "a"})), "Watching")
	edit := w.slash(t, w.member, "rules edit", map[string]any{"id": "a"})
	if edit.Modal != nil {
		t.Fatal("a form that will be refused")
	}
	has(t, text(edit), "Manage Server")
	for _, r := range []*localdiscord.Response{edit, w.slash(t, w.member, "settings", map[string]any{"unplaced": "include"})} {
		hasNot(t, text(r), "/subscribe with dm")
	}
}

// TestEveryPickOfTheFormIsKnown holds what the menus offer against the names that rules know.
func TestEveryPickOfTheFormIsKnown(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	w.run(t)
	r := w.slash(t, w.owner, "subscribe", nil)
	for _, row := range r.Components() {
		for _, c := range row.Components {
			option, ok := map[string]string{"pick:region": "region", "pick:actor": "actor"}[c.CustomID]
			if !ok {
				continue
			}
			for _, o := range c.Options {
				got := w.slash(t, w.owner, "rules test", map[string]any{"rule": option + `:"` + o.Value + `"`})
				if !strings.Contains(text(got), "Tried on the past") {
					t.Errorf("%s %s: %s", option, o.Value, text(got))
				}
			}
		}
	}
}

func TestEditAndUndo(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	w.run(t)
	r := w.slash(t, w.owner, "subscribe", map[string]any{"region": "Iraq", "name": "a"})
	buttons := r.Components()[0].Components
	form, err := w.Actor(w.owner).Click(soon(t), r.Message.ID, buttons[0].CustomID)
	must(t, err)
	if form.Modal == nil {
		t.Fatal("no form")
	}
	bad, err := w.Actor(w.owner).SubmitModal(soon(t), form.Modal, map[string]string{"rule": "region:Iraq ("})
	must(t, err)
	has(t, text(bad), "^")
	form, err = w.Actor(w.owner).Click(soon(t), r.Message.ID, buttons[0].CustomID)
	must(t, err)
	edited, err := w.Actor(w.owner).SubmitModal(soon(t), form.Modal, map[string]string{"rule": "region:Syria", "name": "b"})
	must(t, err)
	has(t, text(edited), "Updated: b", "region:Syria")
	stale, err := w.Actor(w.owner).Click(soon(t), r.Message.ID, buttons[1].CustomID)
	must(t, err)
	has(t, shown(stale.Content(), stale.Embeds()), "changed by somebody else")
	undone, err := w.Actor(w.owner).Click(soon(t), edited.Message.ID, edited.Components()[0].Components[1].CustomID)
	must(t, err)
	has(t, text(undone), "Undone", "region:Iraq")
	form2 := w.slash(t, w.owner, "rules edit", map[string]any{"id": "a"})
	if form2.Modal == nil {
		t.Fatal("no form for an id alone")
	}
	has(t, text(w.slash(t, w.owner, "rules edit", map[string]any{"id": "a", "severity": "high"})), "severity>=high")
}

func TestWhoMayDoWhat(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	w.run(t)
	hidden, err := w.CreateChannel(w.guild, "hidden", localdiscord.TextChannel, localdiscord.Overwrite{ID: w.guild, Deny: localdiscord.PermViewChannel},
		localdiscord.Overwrite{ID: w.BotID(), Type: 1, Allow: localdiscord.PermViewChannel})
	must(t, err)
	has(t, text(w.slash(t, w.owner, "subscribe", map[string]any{"region": "Iraq", "channel": hidden, "name": "secret"})), "Watching")
	for command, options := range map[string]map[string]any{
		"subscribe":      {"region": "Iraq"},
		"sources add":    {"url": "https://example.com/rss"},
		"sources remove": {"id": "1"},
		"sources test":   {"url": "https://example.com/rss"},
		"settings":       {"unplaced": "include"},
	} {
		has(t, text(w.slash(t, w.member, command, options)), "Manage Server")
	}
	for _, command := range []string{"rules show", "rules pause", "rules delete", "rules test"} {
		has(t, text(w.slash(t, w.member, command, map[string]any{"id": "1"})), "no rule")
	}
	hasNot(t, text(w.slash(t, w.member, "rules list", nil)), "secret")
	has(t, text(w.slash(t, w.owner, "rules list", nil)), "secret")
	must(t, w.RevokeBotPermission(w.channel, localdiscord.PermSendMessages|localdiscord.PermEmbedLinks))
	has(t, text(w.slash(t, w.owner, "subscribe", map[string]any{"region": "Iraq"})), "lacks Send Messages, Embed Links")
	dm := w.Actor(w.member).OpenDM()
	r, err := w.Actor(w.member).Slash(soon(t), "", dm, "subscribe", map[string]any{"region": "Yemen", "name": "mine"})
	must(t, err)
	has(t, text(r), "you, by direct message")
	r, err = w.Actor(w.member).Slash(soon(t), "", dm, "rules list", nil)
	must(t, err)
	has(t, text(r), "mine")
	has(t, text(w.slash(t, w.member, "rules delete", map[string]any{"id": "mine"})), "Deleted: mine")
}

// Whoever installed the bot for themselves uses it in a server that it is no member of: what is theirs, never the server's.
func TestInstalledByAPerson(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	w.run(t)
	has(t, text(w.slash(t, w.owner, "subscribe", map[string]any{"region": "Iraq", "name": "of the server"})), "Watching")
	elsewhere := w.CreateGuild("Elsewhere")
	must(t, w.AddMember(elsewhere, w.member))
	must(t, w.SetOwner(elsewhere, w.member)) // who manages it
	channel, err := w.CreateChannel(elsewhere, "general", localdiscord.TextChannel)
	must(t, err)
	if _, err := w.Actor(w.member).Slash(soon(t), elsewhere, channel, "rules list", nil); err == nil {
		t.Error("a command of a bot that nobody installed there")
	}
	w.InstallForUser(w.member)
	use := func(command string, options map[string]any) string {
		t.Helper()
		r, err := w.Actor(w.member).Slash(soon(t), elsewhere, channel, command, options)
		must(t, err)
		if !r.Ephemeral() {
			t.Errorf("/%s: everyone there sees the answer", command)
		}
		return text(r)
	}
	has(t, use("subscribe", map[string]any{"region": "Sudan", "name": "mine"}), "Watching: mine", "you, by direct message")
	list := use("rules list", nil)
	has(t, list, "1 rule", "mine")
	hasNot(t, list, "of the server")
	has(t, use("sources add", map[string]any{"url": "https://example.com/rss"}), "server only")
	has(t, use("mute", map[string]any{"what": "Yemen"}), "Muted: reports in Yemen")
	has(t, use("privacy delete", map[string]any{"of": "server"}), "server only")
}

func TestListsHavePages(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	w.run(t)
	for i := range 23 {
		_, _, err := w.store.PutRule(t.Context(), rules.Rule{Guild: w.guild, Channel: w.channel, Name: fmt.Sprintf("rule no. %d", i), Text: "region:Iraq"}, 200)
		must(t, err)
	}
	r := w.slash(t, w.owner, "rules list", nil)
	has(t, text(r), "23 rules", "rule no. 0", "rule no. 9")
	hasNot(t, text(r), "rule no. 10")
	r, err := w.Actor(w.owner).Click(soon(t), r.Message.ID, "rules:1:Next")
	must(t, err)
	has(t, text(r), "rule no. 10")
	r, err = w.Actor(w.owner).Click(soon(t), r.Message.ID, "rules:2:Next")
	must(t, err)
	has(t, text(r), "rule no. 22")
	r = w.slash(t, w.owner, "rules list", map[string]any{"file": true})
	if len(r.Message.Attachments) != 1 || r.Message.Attachments[0].Filename != "rules.jsonl" {
		t.Errorf("attachments %+v", r.Message.Attachments)
	}
}
