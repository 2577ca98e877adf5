package bot

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"tocsin/bot/localdiscord"
)

// keep runs a gateway against a local Discord until the test ends.
func keep(t *testing.T, srv *localdiscord.Server, token string) (ended chan error) {
	t.Helper()
	g := &gateway{token: token, api: srv.APIURL(), client: &http.Client{}, log: slog.New(slog.NewTextHandler(t.Output(), nil)),
		handle: func(*discordgo.Interaction) {}, state: func(bool) {}, changed: func(string) {}, ready: 2 * time.Second, silence: 3 * time.Second}
	ctx, cancel := context.WithCancel(context.Background())
	ended = make(chan error, 1)
	gone := make(chan struct{})
	go func() {
		ended <- g.run(ctx)
		close(gone)
	}()
	t.Cleanup(func() {
		cancel()
		<-gone
	})
	return ended
}

func local(t *testing.T, opt localdiscord.Options) *localdiscord.Server {
	t.Helper()
	srv, err := localdiscord.New(opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if t.Failed() {
			t.Log(srv.Transcript())
		}
		if err := srv.Close(); err != nil {
			t.Error(err)
		}
	})
	return srv
}

func TestTheGatewayComesBack(t *testing.T) {
	for _, c := range []struct {
		name    string
		trouble func(localdiscord.Gateway)
	}{
		{"dropped", func(g localdiscord.Gateway) { g.Drop(0) }},
		{"closed", func(g localdiscord.Gateway) { g.Drop(4000) }},
		{"session timed out", func(g localdiscord.Gateway) { g.Drop(4009) }},
		{"told to reconnect", func(g localdiscord.Gateway) { g.Reconnect() }},
		{"half open", func(g localdiscord.Gateway) { g.HalfOpen() }},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			srv := local(t, localdiscord.Options{HeartbeatInterval: time.Second})
			keep(t, srv, srv.Token())
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
			defer cancel()
			if err := srv.WaitConnected(ctx); err != nil {
				t.Fatal(err)
			}
			before := srv.Gateway().Identifies()
			c.trouble(srv.Gateway())
			for srv.Gateway().Identifies() == before {
				if !sleep(ctx, 20*time.Millisecond) {
					t.Fatal("it did not come back")
				}
			}
			if err := srv.WaitConnected(ctx); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func TestTheGatewayGivesUpWhenItIsHopeless(t *testing.T) {
	for _, c := range []struct {
		name string
		code int
		want error
	}{
		{"token", 4004, ErrToken},
		{"intents", 4014, nil},
		{"sharding", 4011, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			srv := local(t, localdiscord.Options{})
			srv.Gateway().CloseBeforeReady(1, c.code)
			ended := keep(t, srv, srv.Token())
			select {
			case err := <-ended:
				ended <- err
				if err == nil || c.want != nil && !errors.Is(err, c.want) {
					t.Errorf("ended with %v", err)
				}
			case <-time.After(20 * time.Second):
				t.Fatal("it goes on trying")
			}
		})
	}
}

func TestTheGatewayTriesAgainBeforeItIsReady(t *testing.T) {
	srv := local(t, localdiscord.Options{})
	srv.Gateway().CloseBeforeReady(2, 4000)
	keep(t, srv, srv.Token())
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	if err := srv.WaitConnected(ctx); err != nil {
		t.Fatal(err)
	}
	if n := srv.Gateway().Identifies(); n != 3 {
		t.Errorf("%d identifies", n)
	}
}

func TestTheGatewaySurvivesOddBeginnings(t *testing.T) {
	for name, trouble := range map[string]func(localdiscord.Gateway){
		"told to reconnect": func(g localdiscord.Gateway) { g.ReconnectBeforeReady(1) }, // discordgo hangs in it
		"invalid session":   func(g localdiscord.Gateway) { g.InvalidSessionBeforeReady(1) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			srv := local(t, localdiscord.Options{})
			trouble(srv.Gateway())
			keep(t, srv, srv.Token())
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
			defer cancel()
			if err := srv.WaitConnected(ctx); err != nil {
				t.Fatal(err)
			}
		})
	}
}
