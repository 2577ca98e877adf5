package localdiscord_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"tocsin/bot/localdiscord"
)

// A browser is headless Chromium with the page open.
type browser struct {
	t   *testing.T
	ctx context.Context

	mu        sync.Mutex
	complaint []string // exceptions, and what the policy refused
}

// open shows the page in a browser, or skips the test where there is none.
func (w *town) open(t *testing.T, width, height int64) *browser {
	t.Helper()
	var path string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		t.Skip("no browser: looked for chromium, chromium-browser and google-chrome in PATH")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()))
	ctx, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(func() {
		_ = chromedp.Cancel(ctx)
		stop()
	})
	b := &browser{t: t, ctx: ctx}
	must(t, chromedp.Listen(ctx, b.note))
	enable := chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		if _, err := cdp.Call(ctx, target, log.Enable, cdp.Empty{}); err != nil {
			return err
		}
		_, err := cdp.Call(ctx, target, runtime.Enable, cdp.Empty{})
		return err
	})
	must(t, chromedp.Do(ctx, enable, chromedp.EmulateViewport(width, height)))
	b.do(chromedp.Navigate(w.URL()), chromedp.WaitReady(chromedp.CSS("body[data-ready]")))
	return b
}

func (b *browser) note(ev any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := ev.(type) {
	case *runtime.EventExceptionThrown:
		text, err := json.Marshal(e.ExceptionDetails)
		b.complaint = append(b.complaint, fmt.Sprint(string(text), err))
	case *log.EventEntryAdded:
		b.complaint = append(b.complaint, e.Entry.Text+" "+e.Entry.URL)
	}
}

func (b *browser) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 20*time.Second)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

// keys types into whatever has the focus.
func (b *browser) keys(text string) {
	b.t.Helper()
	b.do(chromedp.KeyEvent(text))
}

// until waits for a script to become true.
func (b *browser) until(script string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 30*time.Second)
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](script)); err != nil {
		text, _ := chromedp.Run(b.ctx, chromedp.Evaluate[string](`document.body.innerText + "\nfocus: " + document.activeElement.outerHTML.slice(0, 300)`))
		b.t.Fatalf("never true: %s: %v\n%s", script, err, text)
	}
}

// sees waits for a text to stand in the element of a selector.
func (b *browser) sees(selector, text string) {
	b.t.Helper()
	quoted, err := json.Marshal([]string{selector, text})
	must(b.t, err)
	b.until(fmt.Sprintf(`(([s, t]) => [...document.querySelectorAll(s)].some((e) => e.innerText.includes(t)))(%s)`, quoted))
}

func (b *browser) quiet() {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, c := range b.complaint {
		b.t.Errorf("the browser complains: %s", c)
	}
}

// newsBot subscribes by command, completes regions, opens a form and answers it.
func (w *town) newsBot(t *testing.T) {
	t.Helper()
	options := []*discordgo.ApplicationCommandOption{
		{Type: discordgo.ApplicationCommandOptionString, Name: "region", Description: "Where it happens", Autocomplete: true},
		{Type: discordgo.ApplicationCommandOptionString, Name: "severity", Description: "How bad", Choices: []*discordgo.ApplicationCommandOptionChoice{{Name: "low", Value: "low"}, {Name: "high", Value: "high"}}},
		{Type: discordgo.ApplicationCommandOptionString, Name: "rule", Description: "In the rule language"},
	}
	w.connect(t, func(s *discordgo.Session, i *discordgo.InteractionCreate) {
		data := &discordgo.InteractionResponseData{AllowedMentions: silent(), Flags: discordgo.MessageFlagsEphemeral}
		kind := discordgo.InteractionResponseChannelMessageWithSource
		switch i.Type {
		case discordgo.InteractionApplicationCommandAutocomplete:
			kind = discordgo.InteractionApplicationCommandAutocompleteResult
			typed := strings.ToLower(i.ApplicationCommandData().Options[0].StringValue())
			for _, name := range []string{"Iran", "Iraq", "Sudan"} {
				if strings.HasPrefix(strings.ToLower(name), typed) {
					data.Choices = append(data.Choices, &discordgo.ApplicationCommandOptionChoice{Name: name, Value: "place-" + name})
				}
			}
		case discordgo.InteractionApplicationCommand:
			text := "Saved:"
			for _, o := range i.ApplicationCommandData().Options {
				text += " " + o.Name + "=" + o.StringValue()
			}
			data.Content = text
			data.Components = []discordgo.MessageComponent{discordgo.ActionsRow{Components: []discordgo.MessageComponent{discordgo.Button{Label: "Edit", CustomID: "edit"}}}}
		case discordgo.InteractionMessageComponent:
			kind = discordgo.InteractionResponseModal
			data = &discordgo.InteractionResponseData{CustomID: "form", Title: "Edit the rule", Components: []discordgo.MessageComponent{discordgo.ActionsRow{
				Components: []discordgo.MessageComponent{discordgo.TextInput{CustomID: "rule", Label: "Rule", Style: discordgo.TextInputShort}}}}}
		case discordgo.InteractionModalSubmit:
			kind = discordgo.InteractionResponseUpdateMessage
			data.Content = "Changed to " + i.ModalSubmitData().Components[0].(*discordgo.ActionsRow).Components[0].(*discordgo.TextInput).Value
		}
		respond(t, s, i, &discordgo.InteractionResponse{Type: kind, Data: data})
	}, &discordgo.ApplicationCommand{Name: "subscribe", Description: "Watch the news", Options: options},
		&discordgo.ApplicationCommand{Name: "status", Description: "Is all well"})
}

func TestPageByKeyboard(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	w.newsBot(t)
	b := w.open(t, 1280, 800)
	b.sees("#banner", "Local Discord, for trying bot")
	b.do(chromedp.Focus(chromedp.CSS("#composer")))
	b.keys("/sub")
	b.sees("#suggest", "Watch the news")
	b.keys("\t")
	b.keys("region:ira")
	b.until(`document.querySelectorAll("#suggest li").length === 2`) // Sudan is gone
	b.keys(kb.ArrowDown)
	b.until(`document.querySelector("#suggest [aria-selected=true]")?.innerText === "Iraq"`)
	b.until(`document.activeElement.getAttribute("aria-activedescendant") === document.querySelector("#suggest [aria-selected=true]").id`)
	b.keys("\r")
	b.keys("severity:hi")
	b.sees("#suggest", "high")
	b.keys("\r")
	b.until(`document.activeElement.id === "composer"`)
	b.keys("\r")
	b.sees(".message.ephemeral", "Saved: region=place-Iraq severity=high")
	b.sees(".message.ephemeral", "Only you can see this")
	b.sees(".message .above", "region:Iraq severity:high")

	b.do(chromedp.Focus(chromedp.CSS(`button[data-custom-id="edit"]`)))
	b.keys("\r")
	b.until(`document.querySelector("dialog[open]") !== null && document.activeElement.tagName === "INPUT"`)
	b.keys("region:Sudan\r")
	b.sees(".message.ephemeral", "Changed to region:Sudan")
	b.sees(".message.ephemeral", "(edited)")

	_, err := w.bot.ChannelMessageSendComplex(w.channel, &discordgo.MessageSend{Content: "An alert, live", AllowedMentions: silent()})
	must(t, err)
	b.sees(".message", "An alert, live")
	b.do(chromedp.Focus(chromedp.CSS(".message.ephemeral .as-link")))
	b.keys("\r")
	b.until(`!document.querySelector(".message.ephemeral")`)
	b.quiet()
	w.noViolations(t)
}

// A free text may contain what looks like other options: it is not cut up.
func TestPageKeepsTheRuleLanguage(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	w.newsBot(t)
	b := w.open(t, 1280, 800)
	b.do(chromedp.Focus(chromedp.CSS("#composer")))
	b.keys("/subscribe rule:region:Iraq severity:high -exercise\r")
	b.sees(".message.ephemeral", "Saved: rule=region:Iraq severity:high -exercise")
	b.until(`document.getElementById("composer").value === ""`)
	if n := len(w.Actor(w.owner).Messages(w.channel)); n != 1 {
		t.Errorf("one command was answered %d times", n)
	}
	b.quiet()
}

func TestPageActsAsOthersAndShowsErrors(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	w.newsBot(t)
	other, err := w.CreateChannel(w.guild, "news", localdiscord.TextChannel, localdiscord.Overwrite{ID: w.guild, Deny: localdiscord.PermSendMessages})
	must(t, err)
	must(t, w.GrantBotPermission(other, localdiscord.PermSendMessages))
	b := w.open(t, 375, 780)
	if wide, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](`document.documentElement.scrollWidth > 375`)); err != nil || wide {
		t.Errorf("the page is wider than a phone: %v, %v", wide, err)
	}
	b.do(chromedp.Click(chromedp.CSS("#menu")))
	b.until(`document.activeElement.dataset.channel === "alerts"`)
	b.do(chromedp.SetValue(chromedp.CSS("#people"), w.member), chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := chromedp.Evaluate[bool](`document.getElementById("people").dispatchEvent(new Event("change"))`)(ctx, target)
		return err
	}))
	b.until(fmt.Sprintf(`localStorage.getItem("as") === %q`, w.member))
	_, err = w.bot.ChannelMessageSendComplex(other, &discordgo.MessageSend{Content: "elsewhere", AllowedMentions: silent()})
	must(t, err)
	b.until(`document.querySelector('[data-channel="news"]').classList.contains("unread")`)
	// The list may be drawn anew under the pointer, so the click is repeated until it took.
	b.until(`(() => { const c = document.querySelector('[data-channel="news"]'); if (!c.hasAttribute("aria-current")) c.click(); return c.hasAttribute("aria-current"); })()`)
	b.sees(".divider.new, .message", "elsewhere")
	b.until(`!document.querySelector('[data-channel="news"]').classList.contains("unread")`)
	b.do(chromedp.Focus(chromedp.CSS("#composer")))
	b.keys("may I?\r")
	b.sees("#problem", "You cannot write in this channel")
	must(t, w.bot.Close())
	b.do(chromedp.Focus(chromedp.CSS("#composer")))
	b.until(`(document.getElementById("composer").value = "") === ""`)
	b.keys("/status \r")
	b.sees("#problem", "The application did not respond")
	b.sees(".chip", "/status") // to be tried again
}

// Whatever a message says, in any of its parts, stays text.
func TestMarkupStaysText(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	const evil = `<img src=x onerror="window.pwned=1"><script>window.pwned=1</script><b>bold</b><svg onload=window.pwned=1> [x](javascript:window.pwned=1) ` +
		`[y](<javascript:alert(1)>) &lt;i&gt; ${7*7} "><iframe srcdoc="<script>parent.pwned=1</script>">`
	short := evil[:60]
	body := m{"content": evil, "allowed_mentions": nobody, "embeds": []m{{"title": evil[:230], "url": "https://news.example/\"onmouseover=\"window.pwned=1", "description": evil,
		"author": m{"name": evil[:230]}, "footer": m{"text": evil}, "fields": []m{{"name": evil[:230], "value": evil, "inline": true}}, "image": m{"url": "https://evil.example/x.png"}}},
		"components": []m{{"type": 1, "components": []m{{"type": 2, "style": 1, "label": short, "custom_id": evil[:90]}}},
			{"type": 1, "components": []m{{"type": 3, "custom_id": "s", "placeholder": short, "options": []m{{"label": short, "value": short, "description": short}}}}}}}
	if got := w.call(t, "POST", w.messages(), body); got.status != 200 {
		t.Fatalf("%d %s", got.status, got.body)
	}
	_, err := w.Actor(w.member).Say(w.channel, evil)
	must(t, err)
	b := w.open(t, 1280, 800)
	b.sees(".message .text", `<script>window.pwned=1</script><b>bold</b>`)
	b.sees(".embed-field", `<b>bold</b>`)
	b.sees(".button", `<img src=x`)
	for script, want := range map[string]string{
		`String(window.pwned)`: "undefined",
		`String(document.querySelectorAll("#messages script, #messages b, #messages svg, #messages iframe, #messages img, #messages i:not(.dots i), #messages [onerror], #messages [onload], #messages [onmouseover]").length)`: "0",
		`[...document.querySelectorAll("#messages a")].map((a) => a.protocol).filter((p) => !/^https?:$/.test(p)).join()`:                                                                                                       "",
		`[...document.querySelectorAll("#messages a")].every((a) => a.rel.includes("noopener")).toString()`:                                                                                                                     "true",
	} {
		if got, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](script)); err != nil || got != want {
			t.Errorf("%s is %q, want %q (%v)", script, got, want, err)
		}
	}
	b.quiet()

	// Were there markup after all, the policy would not let it run.
	b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := chromedp.Evaluate[bool](`(() => { const d = document.createElement("div"); d.innerHTML = "<img src=x onerror='window.pwned=2'>"; document.body.append(d); `+
			`const s = document.createElement("script"); s.textContent = "window.pwned=3"; document.body.append(s); return true; })()`)(ctx, target)
		return err
	}))
	b.until(`window.pwned === undefined && document.querySelector("div > img[src=x]").complete`)
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.complaint) == 0 || !strings.Contains(strings.Join(b.complaint, " "), "Content Security Policy") {
		t.Errorf("the policy refused nothing: %v", b.complaint)
	}
}
