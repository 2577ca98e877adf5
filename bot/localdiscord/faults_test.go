package localdiscord_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"tocsin/bot/localdiscord"
)

const messagesRoute = "/channels/{channel_id}/messages"

func TestFaults(t *testing.T) {
	post := m{"content": "x", "allowed_mentions": nobody}
	for _, c := range []struct {
		kind   localdiscord.FaultKind
		status int // 0: no answer
		stored int
	}{
		{localdiscord.Status500, 500, 0},
		{localdiscord.Status502, 502, 0},
		{localdiscord.Status503, 503, 0},
		{localdiscord.Status504, 504, 0},
		{localdiscord.Unauthorized, 401, 0},
		{localdiscord.Refused, 403, 0},
		{localdiscord.ResetBefore, 0, 0},
		{localdiscord.StoredReset, 0, 1},
		{localdiscord.Stored502, 502, 1},
		{localdiscord.ResetMidBody, 0, 1},
		{localdiscord.NotJSON, 200, 1},
		{localdiscord.Slow, 200, 1},
		{localdiscord.RateLimitRoute, 429, 0},
		{localdiscord.RateLimitShared, 429, 0},
		{localdiscord.RateLimitGlobal, 429, 0},
		{localdiscord.RateLimitNoReset, 429, 0},
		{localdiscord.RateLimitHTML, 429, 0},
	} {
		t.Run(string(c.kind), func(t *testing.T) {
			w := newTown(t, localdiscord.Options{})
			w.Fault(localdiscord.Fault{Method: "POST", Route: messagesRoute, Kind: c.kind, After: 1})
			if got := w.call(t, "POST", w.messages(), post); got.status != 200 {
				t.Fatalf("the request before: %d %s", got.status, got.body)
			}
			got, err := w.try(t, "POST", w.messages(), post)
			switch {
			case (c.status == 0) != (err != nil):
				t.Errorf("answer %d, error %v", got.status, err)
			case got.status != c.status && c.status != 0:
				t.Errorf("status %d, want %d", got.status, c.status)
			}
			if stored := len(w.Messages(w.channel)); stored != 1+c.stored {
				t.Errorf("%d messages, want %d", stored, 1+c.stored)
			}
			if got := w.call(t, "POST", w.messages(), post); got.status != 200 {
				t.Errorf("the request after: %d %s", got.status, got.body)
			}
		})
	}
}

func TestShapesOf429(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	ask := func(kind localdiscord.FaultKind) reply {
		w.Fault(localdiscord.Fault{Kind: kind, RetryAfter: 1500 * time.Millisecond})
		return w.call(t, "GET", "/users/@me", nil)
	}
	for kind, want := range map[localdiscord.FaultKind][4]string{ // scope, X-RateLimit-Global, reset-after, global in the body
		localdiscord.RateLimitRoute:   {"user", "", "1.500", "false"},
		localdiscord.RateLimitShared:  {"shared", "", "1.500", "false"},
		localdiscord.RateLimitGlobal:  {"global", "true", "1.500", "true"},
		localdiscord.RateLimitNoReset: {"global", "true", "", "true"},
	} {
		got := ask(kind)
		h := got.header
		if h.Get("X-RateLimit-Scope") != want[0] || h.Get("X-RateLimit-Global") != want[1] || h.Get("X-RateLimit-Reset-After") != want[2] ||
			!strings.Contains(string(got.body), `"global":`+want[3]) || h.Get("Retry-After") != "2" || !strings.Contains(string(got.body), `"retry_after":1.5`) {
			t.Errorf("%s: headers %v, body %s", kind, h, got.body)
		}
	}
	if got := ask(localdiscord.RateLimitHTML); got.header.Get("Content-Type") != "text/html" || got.header.Get("Retry-After") == "" {
		t.Errorf("HTML: headers %v, body %s", got.header, got.body)
	}
}

func TestHangLastsUntilTheClientGivesUp(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	w.Fault(localdiscord.Fault{Route: messagesRoute, Kind: localdiscord.StoredHang})
	done := make(chan error, 1)
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		_, err := w.WaitMessage(ctx, w.channel, func(localdiscord.Message) bool { return true })
		cancel()
		done <- err
	}()
	req := w.request(ctx, t, "POST", w.messages(), `{"content":"x","allowed_mentions":{"parse":[]}}`)
	if got, err := do(req); err == nil {
		t.Errorf("answered %d", got.status)
	}
	must(t, <-done)
}

func TestRealRateLimits(t *testing.T) {
	clock := newClock()
	w := newTown(t, localdiscord.Options{Now: clock.now})
	post := func() reply {
		return w.call(t, "POST", w.messages(), m{"content": "x", "allowed_mentions": nobody})
	}
	for i := range 5 {
		got := post()
		if left := got.header.Get("X-RateLimit-Remaining"); got.status != 200 || left != []string{"4", "3", "2", "1", "0"}[i] {
			t.Errorf("post %d: status %d, %s remain", i, got.status, left)
		}
	}
	clock.pass(2 * time.Second)
	got := post()
	if got.status != 429 || got.header.Get("X-RateLimit-Reset-After") != "3.000" || got.header.Get("Retry-After") != "3" || got.header.Get("X-RateLimit-Bucket") == "" {
		t.Errorf("the sixth: %d, headers %v, %s", got.status, got.header, got.body)
	}
	other, err := w.CreateChannel(w.guild, "other", localdiscord.TextChannel)
	must(t, err)
	if got := w.call(t, "POST", "/channels/"+other+"/messages", m{"content": "x", "allowed_mentions": nobody}); got.status != 200 {
		t.Errorf("another channel: %d", got.status)
	}
	clock.pass(3 * time.Second)
	if got := post(); got.status != 200 {
		t.Errorf("after the reset: %d %s", got.status, got.body)
	}
}

func TestGlobalRateLimit(t *testing.T) {
	clock := newClock()
	w := newTown(t, localdiscord.Options{Now: clock.now})
	refused := 0
	for range 60 {
		if got := w.call(t, "GET", "/users/@me", nil); got.header.Get("X-RateLimit-Scope") == "global" {
			refused++
		}
	}
	if refused != 10 {
		t.Errorf("%d of 60 requests in a second met the global limit, want 10", refused)
	}
}
