package localdiscord_test

import (
	"bufio"
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"

	"tocsin/bot/localdiscord"
)

// visit makes a request as a browser would.
func (w *town) visit(t *testing.T, method, path, body string, header map[string]string) reply {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, w.URL()+path, strings.NewReader(body))
	must(t, err)
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for k, v := range header {
		req.Header.Set(k, v)
	}
	if host, ok := header["Host"]; ok {
		req.Host = host
	}
	got, err := do(req)
	must(t, err)
	return got
}

func TestPageRunsOnlyItsOwnScripts(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	got := w.visit(t, "GET", "/", "", nil)
	policy := got.header.Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "img-src 'self' data:", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"} {
		if !strings.Contains(policy, want) {
			t.Errorf("policy %q lacks %q", policy, want)
		}
	}
	if strings.Contains(policy, "unsafe") || strings.Contains(policy, "http") {
		t.Errorf("policy %q lets others in", policy)
	}
	page := string(got.body)
	for _, no := range []string{"<style", "onclick", " style=", "javascript:", "//cdn"} {
		if strings.Contains(page, no) {
			t.Errorf("the page contains %q", no)
		}
	}
	for _, file := range []string{"app.js", "base.css"} {
		if got := w.visit(t, "GET", "/page/"+file, "", nil); got.status != 200 || got.header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %d", file, got.status)
		}
	}
	if got := w.visit(t, "GET", "/page/", "", nil); got.status != 200 && got.status != 404 || strings.Contains(string(got.body), "app.js\">app.js") {
		t.Errorf("the directory is listed: %s", got.body)
	}
}

func TestForeignRequestsAreRefused(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	port := w.URL()[strings.LastIndex(w.URL(), ":"):]
	say := `{"as":"` + w.member + `","channel":"` + w.channel + `","content":"hi"}`
	for name, header := range map[string]map[string]string{
		"another host":                {"Host": "evil.example" + port},
		"a name that resolves here":   {"Host": "localhost.evil.example" + port},
		"loopback without the port":   {"Host": "127.0.0.1"},
		"another origin":              {"Origin": "http://evil.example"},
		"loopback on another port":    {"Origin": "http://127.0.0.1:1"},
		"no origin that can be named": {"Origin": "null"},
		"another site":                {"Sec-Fetch-Site": "cross-site"},
		"a form":                      {"Content-Type": "text/plain"},
	} {
		if got := w.visit(t, "POST", "/local/say", say, header); got.status < 400 {
			t.Errorf("%s: %d", name, got.status)
		}
	}
	if got := w.Messages(w.channel); len(got) != 0 {
		t.Errorf("foreign requests posted %v", got)
	}
	for _, path := range []string{"/", "/local/state?as=" + w.member, "/local/messages?channel=" + w.channel, "/api/v10/gateway"} {
		if got := w.visit(t, "GET", path, "", map[string]string{"Host": "evil.example"}); got.status < 400 {
			t.Errorf("GET %s for another host: %d", path, got.status)
		}
	}
	_, resp, err := websocket.DefaultDialer.Dial("ws"+w.URL()[len("http"):]+"/gateway?v=10", http.Header{"Origin": {"http://evil.example"}})
	if err == nil {
		t.Errorf("a gateway connection from another origin: %d", resp.StatusCode)
	}
	for name, header := range map[string]map[string]string{"no header": nil, "its own origin": {"Origin": w.URL(), "Sec-Fetch-Site": "same-origin"}, "by name": {"Host": "localhost" + port}} {
		if got := w.visit(t, "POST", "/local/say", say, header); got.status != 200 {
			t.Errorf("%s: %d %s", name, got.status, got.body)
		}
	}
}

type pageState struct {
	Me     string
	People []struct{ Name, Rank string }
	Guilds []struct {
		Channels []struct {
			Name string
			Send bool
		}
		Commands []struct{ Name string }
	}
}

func TestPageShowsWhatTheUserMaySee(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	_, err := w.CreateChannel(w.guild, "staff", localdiscord.TextChannel, localdiscord.Overwrite{ID: w.guild, Deny: localdiscord.PermViewChannel})
	must(t, err)
	_, err = w.CreateChannel(w.guild, "news", localdiscord.TextChannel, localdiscord.Overwrite{ID: w.guild, Deny: localdiscord.PermSendMessages})
	must(t, err)
	needed := int64(localdiscord.PermManageGuild)
	w.connect(t, func(*discordgo.Session, *discordgo.InteractionCreate) {}, echo,
		&discordgo.ApplicationCommand{Name: "admin", Description: "d", DefaultMemberPermissions: &needed})
	state := func(as string) (s pageState) {
		w.visit(t, "GET", "/local/state?as="+as, "", nil).decode(t, &s)
		return s
	}
	owner, member := state(w.owner), state(w.member)
	if len(owner.Guilds[0].Channels) != 3 || len(member.Guilds[0].Channels) != 2 || member.Guilds[0].Channels[1].Send {
		t.Errorf("channels of the owner %+v, of the member %+v", owner.Guilds[0].Channels, member.Guilds[0].Channels)
	}
	if len(owner.Guilds[0].Commands) != 2 || len(member.Guilds[0].Commands) != 1 {
		t.Errorf("commands of the owner %+v, of the member %+v", owner.Guilds[0].Commands, member.Guilds[0].Commands)
	}
	if len(owner.People) != 2 || owner.People[0].Rank != "owner" || owner.People[1].Rank != "member" {
		t.Errorf("people %+v", owner.People)
	}
	if nobody := state("1"); nobody.Me != w.owner {
		t.Errorf("an unknown user acts as %q", nobody.Me)
	}
}

// stream reads the page's events until one of this kind whose data contains text.
func (w *town) stream(ctx context.Context, t *testing.T, as string) func(kind, text string) {
	t.Helper()
	req, err := http.NewRequestWithContext(ctx, "GET", w.URL()+"/local/events?as="+as, nil)
	must(t, err)
	resp, err := http.DefaultClient.Do(req)
	must(t, err)
	t.Cleanup(func() { _ = resp.Body.Close() })
	lines := bufio.NewScanner(resp.Body)
	return func(kind, text string) {
		t.Helper()
		for last := ""; lines.Scan(); {
			line := lines.Text()
			if name, ok := strings.CutPrefix(line, "event: "); ok {
				last = name
			}
			if last == kind && strings.HasPrefix(line, "data: ") && strings.Contains(line, text) {
				return
			}
		}
		t.Fatalf("no %s event with %q", kind, text)
	}
}

func TestPageIsToldWhatHappens(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	w.ruleBot(t)
	ctx := soon(t)
	mina, olga := w.stream(ctx, t, w.member), w.stream(ctx, t, w.owner)
	mina("hello", "")
	olga("hello", "")
	command := `{"as":"` + w.member + `","guild":"` + w.guild + `","channel":"` + w.channel + `","command":"echo","options":{"text":"x"}}`
	if got := w.visit(t, "POST", "/local/command", command, nil); got.status != 200 {
		t.Fatalf("command: %d %s", got.status, got.body)
	}
	mina("message", `"saved"`)
	must(t, func() error { _, err := w.Actor(w.owner).Say(w.channel, "to all"); return err }())
	mina("message", "to all")
	olga("message", "to all")
	if got := w.visit(t, "GET", "/local/messages?as="+w.owner+"&channel="+w.channel, "", nil); strings.Contains(string(got.body), "saved") {
		t.Errorf("the owner is shown the member's answer: %s", got.body)
	}
	answer := w.Actor(w.member).Messages(w.channel)[0].ID
	press := `{"as":"` + w.member + `","message":"` + answer + `","id":"edit"}`
	if got := w.visit(t, "POST", "/local/click", press, nil); !strings.Contains(string(got.body), `"form"`) {
		t.Errorf("no form: %s", got.body)
	}
	if got := w.visit(t, "POST", "/local/dismiss", `{"as":"`+w.member+`","channel":"`+w.channel+`","message":"`+answer+`"}`, nil); got.status != 200 {
		t.Errorf("dismiss: %d %s", got.status, got.body)
	}
	mina("delete", answer)
}
