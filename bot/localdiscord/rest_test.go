package localdiscord_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"tocsin/bot/localdiscord"
)

func TestMessageLimits(t *testing.T) {
	w := newTown(t, localdiscord.Options{NoRateLimits: true})
	embed := func(e m) m { return m{"embeds": []m{e}} }
	fields := func(n int) []m { return slices.Repeat([]m{{"name": "n", "value": "v"}}, n) }
	long := func(n int) string { return strings.Repeat("ж", n) }
	button := func(n int) m {
		return m{"type": 1, "components": slices.Collect(func(yield func(m) bool) {
			for i := range n {
				if !yield(m{"type": 2, "style": 1, "label": "x", "custom_id": fmt.Sprint("c", i)}) {
					return
				}
			}
		})}
	}
	for name, c := range map[string]struct {
		body m
		code int // 0: taken
	}{
		"content of 2000":            {m{"content": long(2000)}, 0},
		"content of 2001":            {m{"content": long(2001)}, 50035},
		"nothing":                    {m{"content": " "}, 50006},
		"title of 256":               {embed(m{"title": long(256)}), 0},
		"title of 257":               {embed(m{"title": long(257)}), 50035},
		"description of 4097":        {embed(m{"description": long(4097)}), 50035},
		"25 fields":                  {embed(m{"fields": fields(25)}), 0},
		"26 fields":                  {embed(m{"fields": fields(26)}), 50035},
		"field without value":        {embed(m{"fields": []m{{"name": "n", "value": " "}}}), 50035},
		"field value of 1025":        {embed(m{"fields": []m{{"name": "n", "value": long(1025)}}}), 50035},
		"footer of 2049":             {embed(m{"footer": m{"text": long(2049)}, "title": "t"}), 50035},
		"author of 257":              {embed(m{"author": m{"name": long(257)}}), 50035},
		"6000 over all embeds":       {m{"embeds": []m{{"description": long(4000)}, {"description": long(2000)}}}, 0},
		"6001 over all embeds":       {m{"embeds": []m{{"description": long(4000)}, {"description": long(2001)}}}, 50035},
		"11 embeds":                  {m{"embeds": slices.Repeat([]m{{"title": "t"}}, 11)}, 50035},
		"embed link to a script":     {embed(m{"title": "t", "url": "javascript:alert(1)"}), 50035},
		"embed picture from nowhere": {embed(m{"title": "t", "image": m{"url": "not a link"}}), 50035},
		"embed with an odd time":     {embed(m{"title": "t", "timestamp": "yesterday"}), 50035},
		"5 buttons":                  {m{"content": "x", "components": []m{button(5)}}, 0},
		"6 buttons":                  {m{"content": "x", "components": []m{button(6)}}, 50035},
		"the same custom id twice":   {m{"content": "x", "components": []m{button(1), button(1)}}, 50035},
		"button without a custom id": {m{"content": "x", "components": []m{{"type": 1, "components": []m{{"type": 2, "style": 1, "label": "x"}}}}}, 50035},
		"link button to a script":    {m{"content": "x", "components": []m{{"type": 1, "components": []m{{"type": 2, "style": 5, "label": "x", "url": "javascript:1"}}}}}, 50035},
		"button outside a row":       {m{"content": "x", "components": []m{{"type": 2, "style": 1, "label": "x", "custom_id": "a"}}}, 50035},
		"menu of 26":                 {m{"content": "x", "components": []m{{"type": 1, "components": []m{{"type": 3, "custom_id": "a", "options": slices.Repeat([]m{{"label": "l", "value": "v"}}, 26)}}}}}, 50035},
		"text display, version 2":    {m{"flags": 1 << 15, "components": []m{{"type": 10, "content": "hello"}}}, 0},
		"all of version 2": {m{"flags": 1 << 15, "components": []m{{"type": 17, "components": []m{{"type": 10, "content": "hello"}, {"type": 14},
			{"type": 9, "components": []m{{"type": 10, "content": "x"}}, "accessory": m{"type": 11, "media": m{"url": "https://news.example/a.png"}}},
			{"type": 12, "items": []m{{"media": m{"url": "https://news.example/a.png"}}}}}}}}, 0},
		"content in version 2":        {m{"flags": 1 << 15, "content": "x", "components": []m{{"type": 10, "content": "hello"}}}, 50035},
		"nonce of 26":                 {m{"content": "x", "nonce": long(26)}, 50035},
		"mention users twice":         {m{"content": "x", "allowed_mentions": m{"parse": []string{"users"}, "users": []string{w.member}}}, 50035},
		"reply to nothing":            {m{"content": "x", "message_reference": m{"message_id": "1"}}, 50035},
		"reply to nothing, if it can": {m{"content": "x", "message_reference": m{"message_id": "1", "fail_if_not_exists": false}}, 0},
		"a number for content":        {m{"content": 5}, 50035},
	} {
		t.Run(name, func(t *testing.T) {
			body := m{"allowed_mentions": nobody}
			for k, v := range c.body {
				body[k] = v
			}
			got := w.call(t, "POST", w.messages(), body)
			if got.code() != c.code || (c.code == 0) != (got.status == 200) {
				t.Errorf("status %d, code %d, want %d: %s", got.status, got.code(), c.code, got.body)
			}
			for _, v := range w.Violations() {
				if strings.Contains(v, "own answer") {
					t.Error(v)
				}
			}
		})
	}
}

func TestErrorNamesTheField(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	got := w.call(t, "POST", w.messages(), m{"allowed_mentions": nobody, "embeds": []m{{"title": "fine"}, {"title": strings.Repeat("x", 300)}}})
	var e struct {
		Errors struct {
			Embeds map[string]struct {
				Title struct {
					Errors []struct{ Code string } `json:"_errors"`
				}
			}
		}
	}
	got.decode(t, &e)
	if list := e.Errors.Embeds["1"].Title.Errors; len(list) != 1 || list[0].Code != "BASE_TYPE_MAX_LENGTH" {
		t.Errorf("errors %s", got.body)
	}
}

func TestNonceGivesTheEarlierMessage(t *testing.T) {
	clock := newClock()
	w := newTown(t, localdiscord.Options{Now: clock.now, NoRateLimits: true})
	post := func(nonce string, enforce bool) (id string) {
		var got struct{ ID, Nonce string }
		w.call(t, "POST", w.messages(), m{"content": "x", "nonce": nonce, "enforce_nonce": enforce, "allowed_mentions": nobody}).decode(t, &got)
		return got.ID
	}
	first := post("n1", true)
	if again := post("n1", true); again != first {
		t.Error("the same nonce made a second message")
	}
	if other := post("n2", true); other == first {
		t.Error("another nonce gave the earlier message")
	}
	if free := post("n1", false); free == first {
		t.Error("a nonce that is not enforced gave the earlier message")
	}
	clock.pass(10 * time.Minute)
	if late := post("n1", true); late == first {
		t.Error("a nonce was remembered for ten minutes")
	}
	if got := w.call(t, "GET", w.messages()+"/"+first, nil); strings.Contains(string(got.body), "nonce") {
		t.Errorf("a nonce is told to whoever asks later: %s", got.body)
	}
	if got := len(w.Messages(w.channel)); got != 4 {
		t.Errorf("%d messages, not 4", got)
	}
}

func TestEditsOfOldMessagesAreLimited(t *testing.T) {
	clock := newClock()
	w := newTown(t, localdiscord.Options{Now: clock.now, NoRateLimits: true})
	var sent struct{ ID string }
	w.call(t, "POST", w.messages(), m{"content": "0", "allowed_mentions": nobody}).decode(t, &sent)
	edit := func(i int) reply {
		return w.call(t, "PATCH", w.messages()+"/"+sent.ID, m{"content": fmt.Sprint(i), "allowed_mentions": nobody})
	}
	for i := range 20 {
		if got := edit(i); got.status != 200 {
			t.Fatalf("edit %d of a fresh message: %d %s", i, got.status, got.body)
		}
	}
	clock.pass(2 * time.Hour)
	var refused reply
	for i := range 10 {
		if refused = edit(i); refused.status != 200 {
			break
		}
	}
	if refused.code() != 30046 || refused.status != 429 {
		t.Errorf("edits of an old message: %d %s, want 30046", refused.status, refused.body)
	}
	got := w.Messages(w.channel)
	if len(got) != 1 || got[0].Edited == nil || len(got[0].Revisions) < 20 || got[0].Revisions[0].Content != "0" {
		t.Errorf("messages %+v", got)
	}
}

func TestFilesWithAltText(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	must(t, form.WriteField("payload_json", `{"content":"a chart","allowed_mentions":{"parse":[]},"embeds":[{"title":"t","image":{"url":"attachment://chart.png"}}],"attachments":[{"id":0,"description":"Two bars"}]}`))
	part, err := form.CreateFormFile("files[0]", "chart.png")
	must(t, err)
	_, err = part.Write([]byte("<script>alert(1)</script>"))
	must(t, err)
	must(t, form.Close())
	req, err := http.NewRequestWithContext(t.Context(), "POST", w.APIURL()+w.messages(), &b)
	must(t, err)
	req.Header.Set("Authorization", "Bot "+w.Token())
	req.Header.Set("User-Agent", "DiscordBot (test, 1)")
	req.Header.Set("Content-Type", form.FormDataContentType())
	got, err := do(req)
	must(t, err)
	var message localdiscord.Message
	got.decode(t, &message)
	if got.status != 200 || len(message.Attachments) != 1 || message.Attachments[0].Description != "Two bars" || message.Embeds[0].Image.URL != message.Attachments[0].URL {
		t.Fatalf("answer %d %s", got.status, got.body)
	}
	file, err := http.Get(message.Attachments[0].URL)
	must(t, err)
	defer func() { _ = file.Body.Close() }()
	if kind := file.Header.Get("Content-Type"); kind != "application/octet-stream" || !strings.HasPrefix(file.Header.Get("Content-Disposition"), "attachment") {
		t.Errorf("a file that claims to be a picture is served as %s", kind)
	}
	w.noViolations(t)
}

func TestWhatDiscordRefuses(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	if got := w.call(t, "GET", "/channels/"+w.channel+"/nonsense", nil); got.status != 404 || len(w.Violations()) != 1 {
		t.Errorf("unknown route: %d, violations %v", got.status, w.Violations())
	}
	req, err := http.NewRequestWithContext(t.Context(), "GET", w.URL()+"/api/v9/gateway", nil)
	must(t, err)
	got, err := do(req)
	must(t, err)
	if got.code() != 50041 || len(w.Violations()) != 2 {
		t.Errorf("API version 9: %d %s", got.status, got.body)
	}
	w.RevokeToken()
	if got := w.call(t, "GET", "/users/@me", nil); got.status != 401 {
		t.Errorf("revoked token: %d", got.status)
	}
	if strings.Contains(w.Transcript(), w.Token()) {
		t.Error("the transcript shows the token")
	}
}

func TestOnlyLoopback(t *testing.T) {
	for _, addr := range []string{"0.0.0.0:0", ":0", "192.0.2.1:0", "example.com:0", "[::]:0"} {
		if s, err := localdiscord.New(localdiscord.Options{Addr: addr}); err == nil {
			_ = s.Close()
			t.Errorf("listens on %s", addr)
		}
	}
}
