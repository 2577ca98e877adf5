package bot_test

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"tocsin/bot"
	"tocsin/bot/localdiscord"
)

func TestARefusedTokenEndsTheBot(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	w.RevokeToken()
	if err := w.bot.Run(soon(t)); !errors.Is(err, bot.ErrToken) {
		t.Errorf("ended with %v", err)
	}
}

// A callWriter calls with what is written.
type callWriter func(string)

func (f callWriter) Write(b []byte) (int, error) {
	f(string(b))
	return len(b), nil
}

func TestAnAddressWithoutDiscordIsNamed(t *testing.T) {
	nobody := httptest.NewServer(http.NotFoundHandler())
	defer nobody.Close()
	ctx, stop := context.WithCancel(soon(t))
	defer stop()
	var said string
	log := slog.New(slog.NewTextHandler(callWriter(func(s string) { said += s; stop() }), nil))
	if err := bot.New(bot.Options{Token: "x", API: nobody.URL, Logger: log}, nil).Run(ctx); err != nil {
		t.Error(err)
	}
	if !strings.Contains(said, "no Discord API is at this address: check TOCSIN_DISCORD_API") {
		t.Errorf("it says %s", said)
	}
}

func TestATokenRevokedLaterEndsTheBot(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	w.run(t)
	w.RevokeToken()
	err := <-w.ended
	w.ended <- nil
	if !errors.Is(err, bot.ErrToken) {
		t.Errorf("ended with %v", err)
	}
}

func TestCommandsAreRegisteredOnlyWhenTheyChanged(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	for range 2 {
		ctx, cancel := context.WithCancel(soon(t))
		ended := make(chan error, 1)
		go func() { ended <- w.bot.Run(ctx) }()
		must(t, w.WaitCommands(soon(t), "help"))
		must(t, w.WaitConnected(soon(t)))
		cancel()
		must(t, <-ended)
		w.again(t)
	}
	if n := strings.Count(w.Transcript(), "bot -> PUT /applications/"); n != 1 {
		t.Errorf("registered %d times", n)
	}
}

// TestWhatCannotBeReadIsSurvived sends what a newer Discord may send, and what nobody should.
func TestWhatCannotBeReadIsSurvived(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	w.run(t)
	g := w.Gateway()
	g.SendUnknownEvent()
	type object = map[string]any
	user := object{"id": "1", "username": "x"}
	for _, body := range []any{
		nil, "text", object{}, object{"id": "1", "token": "t", "type": 2},
		object{"id": "1", "token": "t", "type": 2, "user": user},
		object{"id": "1", "token": "t", "type": 2, "user": user, "data": nil},
		object{"id": "1", "token": "t", "type": 2, "data": object{"id": "1", "name": "help"}},
		object{"id": "1", "token": "t", "type": 3, "user": user, "data": object{"custom_id": "why", "component_type": 99}},
		object{"id": "1", "token": "t", "type": 3, "user": user, "data": object{"custom_id": "pick:region", "component_type": 3}, "message": nil},
		object{"id": "1", "token": "t", "type": 5, "user": user, "data": object{"custom_id": "written:1", "components": []any{object{"type": 18, "component": object{"type": 4}}}}},
		object{"id": "1", "token": "t", "type": 77, "user": user, "data": object{}},
		object{"id": "1", "token": "t", "type": 4, "user": user, "data": object{"id": "1", "name": "rules", "options": []any{nil}}},
		object{"id": "1", "token": "t", "type": 2, "guild_id": "1", "member": object{"user": nil}, "data": object{"id": "1", "name": "help"}},
	} {
		g.Send("INTERACTION_CREATE", body)
	}
	has(t, text(w.slash(t, w.member, "help", nil)), "/subscribe")
	w.forgiven = true
}

func TestASlowAnswerIsPutOff(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	w.run(t)
	// The bot asks Discord about the channel before it can answer.
	w.Fault(localdiscord.Fault{Method: "GET", Route: "/guilds/{guild_id}/channels", Kind: localdiscord.Slow, Delay: 3500e6})
	r := w.slash(t, w.owner, "subscribe", map[string]any{"region": "Iraq"})
	if !r.Deferred || !r.Ephemeral() {
		t.Errorf("deferred %v, ephemeral %v", r.Deferred, r.Ephemeral())
	}
	has(t, text(r), "Watching")
}

func TestALostFirstAnswerIsGivenAgain(t *testing.T) {
	for _, kind := range []localdiscord.FaultKind{localdiscord.ResetBefore, localdiscord.StoredReset, localdiscord.Status502} {
		t.Run(string(kind), func(t *testing.T) {
			w := newTown(t, localdiscord.Options{})
			w.run(t)
			w.Fault(localdiscord.Fault{Method: "POST", Route: "/interactions/*/*/callback", Kind: kind})
			has(t, text(w.slash(t, w.member, "help", nil)), "/subscribe")
			w.forgiven = true // a second answer, which is what is tried here
		})
	}
}
