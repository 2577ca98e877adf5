package localdiscord_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// A reply is an answer of the REST API.
type reply struct {
	status int
	header http.Header
	body   []byte
}

// code is Discord's error code, or 0.
func (r reply) code() int {
	var e struct{ Code int }
	_ = json.Unmarshal(r.body, &e) // a body of another form has no code
	return e.Code
}

func (r reply) decode(t *testing.T, v any) {
	t.Helper()
	if err := json.Unmarshal(r.body, v); err != nil {
		t.Fatalf("answer %s: %v", r.body, err)
	}
}

// call makes one REST request as the bot. A body that is no string is sent as JSON.
func (w *town) call(t *testing.T, method, path string, body any) reply {
	t.Helper()
	r, err := w.try(t, method, path, body)
	must(t, err)
	return r
}

func (w *town) try(t *testing.T, method, path string, body any) (reply, error) {
	t.Helper()
	var data []byte
	if body != nil {
		var err error
		data, err = json.Marshal(body)
		must(t, err)
	}
	return do(w.request(t.Context(), t, method, path, string(data)))
}

func do(req *http.Request) (reply, error) {
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return reply{}, err
	}
	defer func() { _ = resp.Body.Close() }()
	data, err := io.ReadAll(resp.Body)
	return reply{resp.StatusCode, resp.Header, data}, err
}

type m = map[string]any

var nobody = m{"parse": []string{}}

func (w *town) messages() string { return "/channels/" + w.channel + "/messages" }

// A clock is moved by hand.
type clock struct {
	mu sync.Mutex
	t  time.Time
}

func newClock() *clock { return &clock{t: time.Date(2024, 1, 4, 12, 0, 0, 0, time.UTC)} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}

// request is a request of the bot that has not been made yet.
func (w *town) request(ctx context.Context, t *testing.T, method, path, body string) *http.Request {
	t.Helper()
	req, err := http.NewRequestWithContext(ctx, method, w.APIURL()+path, strings.NewReader(body))
	must(t, err)
	req.Header.Set("Authorization", "Bot "+w.Token())
	req.Header.Set("User-Agent", "DiscordBot (test, 1)")
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	return req
}
