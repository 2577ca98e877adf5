package localdiscord_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tocsin/bot/localdiscord"
)

func TestPermissions(t *testing.T) {
	w := newTown(t, localdiscord.Options{NoRateLimits: true})
	post := func(extra m) reply {
		body := m{"content": "x", "allowed_mentions": nobody}
		for k, v := range extra {
			body[k] = v
		}
		return w.call(t, "POST", w.messages(), body)
	}
	var sent struct{ ID string }
	post(nil).decode(t, &sent)
	expect := func(what string, got reply, status, code int) {
		t.Helper()
		if got.status != status || got.code() != code {
			t.Errorf("%s: status %d, code %d, want %d, %d", what, got.status, got.code(), status, code)
		}
	}
	must(t, w.RevokeBotPermission(w.channel, localdiscord.PermReadMessageHistory))
	got := w.call(t, "GET", w.messages(), nil)
	if got.status != 200 || string(got.body) != "[]" {
		t.Errorf("without Read Message History: %d %s, want an empty list", got.status, got.body)
	}
	expect("one message without history", w.call(t, "GET", w.messages()+"/"+sent.ID, nil), 403, 50013)
	expect("reply without history", post(m{"message_reference": m{"message_id": sent.ID}}), 400, 160002)
	must(t, w.GrantBotPermission(w.channel, localdiscord.PermReadMessageHistory))
	must(t, w.RevokeBotPermission(w.channel, localdiscord.PermEmbedLinks))
	expect("embed", post(m{"embeds": []m{{"title": "t"}}}), 403, 50013)
	expect("plain", post(nil), 200, 0)
	must(t, w.RevokeBotPermission(w.channel, localdiscord.PermSendMessages))
	expect("send", post(nil), 403, 50013)
	must(t, w.RevokeBotPermission(w.channel, localdiscord.PermViewChannel))
	expect("view", post(nil), 403, 50001)
	must(t, w.DeleteChannel(w.channel))
	expect("deleted", post(nil), 404, 10003)
}

func TestDirectMessages(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	var dm struct{ ID string }
	w.call(t, "POST", "/users/@me/channels", m{"recipient_id": w.member}).decode(t, &dm)
	body := m{"content": "for you", "allowed_mentions": nobody}
	if got := w.call(t, "POST", "/channels/"+dm.ID+"/messages", body); got.status != 200 {
		t.Errorf("direct message: %d %s", got.status, got.body)
	}
	if got := w.Actor(w.member).Messages(dm.ID); len(got) != 1 {
		t.Errorf("the member sees %v", got)
	}
	if got := w.Actor(w.owner).Messages(dm.ID); len(got) != 0 {
		t.Errorf("another sees %v", got)
	}
	w.Actor(w.member).CloseDMs()
	if got := w.call(t, "POST", "/channels/"+dm.ID+"/messages", body); got.code() != 50007 {
		t.Errorf("closed direct messages: %d %s", got.status, got.body)
	}
	w.noViolations(t)
}

func TestPings(t *testing.T) {
	w := newTown(t, localdiscord.Options{NoRateLimits: true})
	role, err := w.CreateRole(w.guild, "watch", 0)
	must(t, err)
	text := fmt.Sprintf("@everyone <@&%s> <@%s>", role, w.member)
	post := func(mentions any) []string {
		body := m{"content": text}
		if mentions != nil {
			body["allowed_mentions"] = mentions
		}
		w.call(t, "POST", w.messages(), body)
		list := w.Messages(w.channel)
		return list[len(list)-1].Pinged
	}
	if got := post(nobody); len(got) != 0 {
		t.Errorf("nobody may be pinged, but %v were", got)
	}
	w.noViolations(t)
	if got := post(m{"parse": []string{}, "roles": []string{role}}); len(got) != 0 {
		t.Errorf("a role that is not mentionable pinged %v", got)
	}
	must(t, w.SetRole(w.guild, role, func(r *localdiscord.Role) { r.Mentionable = true }))
	if got := post(m{"parse": []string{}, "roles": []string{role}}); !slices.Equal(got, []string{role}) {
		t.Errorf("pinged %v, want the role", got)
	}
	if got := post(nil); !slices.Equal(got, []string{w.member, role}) {
		t.Errorf("by default pinged %v, want the member and the role", got)
	}
	must(t, w.SetBotPermissions(w.guild, localdiscord.PermPoster|localdiscord.PermMentionEveryone))
	if got := post(nil); !slices.Contains(got, "everyone") {
		t.Errorf("by default, with the permission, pinged %v", got)
	}
	if got := w.Violations(); len(got) != 2 || !strings.Contains(got[0], "allowed_mentions") {
		t.Errorf("violations %v, want two about allowed_mentions", got)
	}
}
