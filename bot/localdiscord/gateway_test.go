package localdiscord_test

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"tocsin/bot/localdiscord"
)

func contextWith(t *testing.T, d time.Duration) (context.Context, context.CancelFunc) {
	t.Helper()
	return context.WithTimeout(t.Context(), d)
}

func TestIdentifyIsChecked(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	with := func(key string, v any) m {
		d := w.identify(1)
		d[key] = v
		return d
	}
	for name, c := range map[string]struct {
		op   int
		d    any
		code int
	}{
		"wrong token":         {2, with("token", "no"), localdiscord.CloseAuthFailed},
		"privileged intents":  {2, with("intents", 1|1<<15), localdiscord.CloseDisallowedIntents},
		"intents of nowhere":  {2, with("intents", 1<<40), localdiscord.CloseInvalidIntents},
		"a shard too many":    {2, with("shard", []int{2, 2}), localdiscord.CloseInvalidShard},
		"presence before":     {3, m{}, localdiscord.CloseNotAuthenticated},
		"unknown opcode":      {77, m{}, localdiscord.CloseUnknownOpcode},
		"no object":           {2, "x", localdiscord.CloseDecodeError},
		"resume, wrong token": {6, m{"token": "no", "session_id": "x", "seq": 1}, localdiscord.CloseAuthFailed},
	} {
		t.Run(name, func(t *testing.T) {
			s := w.dial(t)
			s.send(c.op, c.d)
			if code := s.closed(); code != c.code {
				t.Errorf("close code %d, want %d", code, c.code)
			}
		})
	}
	s := w.dial(t)
	s.send(2, w.identify(1))
	s.until("READY")
	s.send(2, w.identify(1))
	if code := s.closed(); code != localdiscord.CloseAlreadyAuth {
		t.Errorf("identified twice: %d", code)
	}
}

func TestResumeReplays(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	s := w.dial(t)
	s.send(2, w.identify(1|1<<9))
	var ready struct {
		SessionID string `json:"session_id"`
	}
	must(t, json.Unmarshal(s.until("READY").D, &ready))
	last := s.until("GUILD_CREATE")
	w.Gateway().Drop(0)
	for {
		if _, err := s.next(); err != nil {
			break
		}
	}
	w.call(t, "POST", w.messages(), m{"content": "while away", "allowed_mentions": nobody})

	again := w.dial(t)
	again.send(6, m{"token": w.Token(), "session_id": ready.SessionID, "seq": last.S})
	missed := again.read()
	if missed.T != "MESSAGE_CREATE" || missed.S != last.S+1 {
		t.Errorf("replayed %+v", missed)
	}
	if e := again.read(); e.T != "RESUMED" {
		t.Errorf("then came %+v", e)
	}

	w.Gateway().InvalidSession(false)
	for again.read().Op != 9 {
	}
	third := w.dial(t)
	third.send(6, m{"token": w.Token(), "session_id": ready.SessionID, "seq": last.S})
	if e := third.read(); e.Op != 9 || string(e.D) != "false" {
		t.Errorf("resuming a forgotten session: %+v", e)
	}
}

func TestHeartbeats(t *testing.T) {
	w := newTown(t, localdiscord.Options{HeartbeatInterval: 40 * time.Millisecond})
	s := w.dial(t)
	s.send(2, w.identify(1))
	s.until("GUILD_CREATE")
	s.send(1, nil)
	if e := s.read(); e.Op != 11 {
		t.Errorf("a heartbeat was answered by %+v", e)
	}
	if code := s.closed(); code != localdiscord.CloseSessionTimedOut {
		t.Errorf("without heartbeats: close code %d", code)
	}
}

func TestGatewayTroubles(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	ready := func() *socket {
		s := w.dial(t)
		s.send(2, w.identify(1))
		s.until("GUILD_CREATE")
		return s
	}
	s := ready()
	w.Gateway().SendUnknownEvent()
	if e := s.read(); e.T != "SOMETHING_NEW" {
		t.Errorf("event %+v", e)
	}
	w.Gateway().StopAcks()
	s.send(1, nil)
	w.Gateway().Reconnect()
	if e := s.read(); e.Op != 7 {
		t.Errorf("in place of an ACK came %+v, want opcode 7 only", e)
	}
	w.Gateway().ResumeAcks()
	w.Gateway().Drop(4000)
	if code := s.closed(); code != 4000 {
		t.Errorf("close code %d", code)
	}

	w.Gateway().ReconnectBeforeReady(1)
	s = w.dial(t)
	s.send(2, w.identify(1))
	if e := s.read(); e.Op != 7 {
		t.Errorf("in place of READY came %+v", e)
	}
	w.Gateway().CloseBeforeReady(1, localdiscord.CloseDisallowedIntents)
	s = w.dial(t)
	s.send(2, w.identify(1))
	if code := s.closed(); code != localdiscord.CloseDisallowedIntents {
		t.Errorf("close code %d", code)
	}

	s = ready()
	w.Gateway().HalfOpen()
	s.send(1, nil)
	w.Gateway().SendUnknownEvent()
	_ = s.ws.SetReadDeadline(time.Now().Add(100 * time.Millisecond))
	if _, data, err := s.ws.ReadMessage(); err == nil {
		t.Errorf("a half-open connection brought %s", data)
	}
	if w.Gateway().Connected() != 0 {
		t.Error("a half-open connection counts as connected")
	}
}

func TestIdentifiesTooSoon(t *testing.T) {
	w := newTown(t, localdiscord.Options{IdentifyInterval: time.Hour})
	w.dial(t).send(2, w.identify(1))
	s := w.dial(t)
	must(t, w.WaitConnected(soon(t)))
	s.send(2, w.identify(1))
	if e := s.read(); e.Op != 9 {
		t.Errorf("a second identify at once brought %+v", e)
	}
}

func TestShardsGetTheirOwnGuilds(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	other := w.CreateGuild("Elsewhere")
	must(t, w.InviteBot(other, localdiscord.PermPoster))
	seen := map[string]int{}
	for shard := range 2 {
		s := w.dial(t)
		d := w.identify(1)
		d["shard"] = []int{shard, 2}
		s.send(2, d)
		var ready struct{ Guilds []struct{ ID string } }
		must(t, json.Unmarshal(s.until("READY").D, &ready))
		for _, g := range ready.Guilds {
			seen[g.ID]++
		}
	}
	if seen[w.guild] != 1 || seen[other] != 1 {
		t.Errorf("guilds by shard: %v", seen)
	}
}

// The content of others' messages is kept from a bot without the intent, and direct messages are not.
func TestContentIntent(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	s := w.dial(t)
	s.send(2, w.identify(1|1<<9|1<<12))
	s.until("GUILD_CREATE")
	_, err := w.Actor(w.member).Say(w.channel, "not for bots")
	must(t, err)
	_, err = w.Actor(w.member).Say(w.Actor(w.member).OpenDM(), "for the bot")
	must(t, err)
	var first, second struct{ Content string }
	must(t, json.Unmarshal(s.until("MESSAGE_CREATE").D, &first))
	must(t, json.Unmarshal(s.until("MESSAGE_CREATE").D, &second))
	if first.Content != "" || second.Content != "for the bot" {
		t.Errorf("contents %q, %q", first.Content, second.Content)
	}
}

func TestGuildEventsReachDiscordgo(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	events := make(chan string, 20)
	w.bot = w.session(t)
	w.bot.AddHandler(func(_ *discordgo.Session, e *discordgo.GuildDelete) {
		if e.Unavailable {
			events <- "unavailable"
		} else {
			events <- "left"
		}
	})
	w.bot.AddHandler(func(_ *discordgo.Session, e *discordgo.ChannelDelete) { events <- "no " + e.Name })
	w.bot.AddHandler(func(_ *discordgo.Session, e *discordgo.GuildRoleUpdate) { events <- "role" })
	must(t, w.bot.Open())
	expect := func(want string) {
		t.Helper()
		select {
		case got := <-events:
			if got != want {
				t.Errorf("event %q, want %q", got, want)
			}
		case <-soon(t).Done():
			t.Fatalf("no event %q", want)
		}
	}
	must(t, w.DeleteChannel(w.channel))
	expect("no alerts")
	must(t, w.SetBotPermissions(w.guild, localdiscord.PermViewChannel))
	expect("role")
	must(t, w.SetUnavailable(w.guild, true))
	expect("unavailable")
	must(t, w.SetUnavailable(w.guild, false))
	must(t, w.Leave(w.guild))
	expect("left")
}
