package localdiscord_test

import (
	"context"
	"net/http"
	"testing"

	"go.uber.org/goleak"

	"tocsin/bot/localdiscord"
)

// Closing ends everything: gateway connections, open pages, requests that hang. It does not run beside other tests,
// whose goroutines it could not tell from its own.
func TestCloseLeavesNothing(t *testing.T) {
	before := goleak.IgnoreCurrent()
	srv, err := localdiscord.New(localdiscord.Options{})
	must(t, err)
	w := &town{Server: srv, guild: srv.CreateGuild("Town"), member: srv.CreateUser("mina")}
	must(t, srv.AddMember(w.guild, w.member))
	w.channel, err = srv.CreateChannel(w.guild, "alerts", localdiscord.TextChannel)
	must(t, err)
	must(t, srv.InviteBot(w.guild, localdiscord.PermPoster))
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	w.stream(ctx, t, w.member)("hello", "")
	s := w.dial(t)
	s.send(2, w.identify(1))
	s.until("READY")
	srv.Fault(localdiscord.Fault{Route: messagesRoute, Kind: localdiscord.StoredHang})
	hung := make(chan error, 1)
	go func() {
		_, err := do(w.request(ctx, t, "POST", w.messages(), `{"content":"x","allowed_mentions":{"parse":[]}}`))
		hung <- err
	}()
	_, err = srv.WaitMessage(ctx, w.channel, func(localdiscord.Message) bool { return true })
	must(t, err)
	must(t, srv.Close())
	must(t, srv.Close())
	if err := <-hung; err == nil {
		t.Error("a hanging request was answered")
	}
	_ = s.ws.Close()
	cancel()
	http.DefaultClient.CloseIdleConnections()
	goleak.VerifyNone(t, before)
}
