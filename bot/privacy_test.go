package bot_test

import (
	"testing"

	"tocsin/bot/localdiscord"
)

func TestPrivacy(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	w.run(t)
	has(t, text(w.slash(t, w.member, "privacy policy", nil)), "Kept for a person", "/privacy delete")
	has(t, text(w.slash(t, w.owner, "subscribe", map[string]any{"region": "Iraq", "name": "a"})), "Watching")
	r := w.slash(t, w.owner, "privacy export", map[string]any{"of": "server"})
	if !r.Ephemeral() || len(r.Message.Attachments) != 1 || r.Message.Attachments[0].Filename != "kept.json" {
		t.Errorf("exported %+v", r.Message)
	}
	for _, command := range []string{"privacy export", "privacy delete"} {
		has(t, text(w.slash(t, w.member, command, map[string]any{"of": "server"})), "Manage Server")
	}
	ask := w.slash(t, w.owner, "privacy delete", map[string]any{"of": "server"})
	has(t, text(ask), "Delete all that is kept of this server?", "rule: 1", "cannot be undone")
	kept, err := w.Actor(w.owner).Click(soon(t), ask.Message.ID, "cancel")
	must(t, err)
	has(t, text(kept), "Nothing was changed")
	has(t, text(w.slash(t, w.owner, "rules list", nil)), "1 rule")
	forged, err := w.Actor(w.member).Click(soon(t), w.plant(t, w.channel, "forget:server"), "forget:server")
	must(t, err)
	has(t, text(forged), "Manage Server")
	ask = w.slash(t, w.owner, "privacy delete", map[string]any{"of": "server"})
	gone, err := w.Actor(w.owner).Click(soon(t), ask.Message.ID, "forget:server")
	must(t, err)
	has(t, text(gone), "Deleted: nothing is kept of this server")
	has(t, text(w.slash(t, w.owner, "rules list", nil)), "No rules yet")
	has(t, text(w.slash(t, w.owner, "privacy delete", map[string]any{"of": "server"})), "Nothing is kept of this server")
}
