package localdiscord_test

import (
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"tocsin/bot/localdiscord"
	"tocsin/bot/localdiscord/browsertest"
)

// open shows the page in a browser, or skips the test where there is none.
func (w *town) open(t *testing.T, width, height int64) *browsertest.Page {
	t.Helper()
	return browsertest.Open(t, w.URL(), width, height)
}

// quiet holds that the browser found nothing to complain of.
func quiet(t *testing.T, b *browsertest.Page) {
	t.Helper()
	for _, c := range b.Complaints() {
		t.Errorf("the browser complains: %s", c)
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
	b.Sees("#banner", "Local Discord, for trying bot")
	b.Focus("#composer")
	b.Keys("/sub")
	b.Sees("#suggest", "Watch the news")
	b.Keys("\t")
	b.Keys("region:ira")
	b.Sees("#suggest [aria-selected=true]", "Iran") // the list is that of what was typed
	b.Until(`document.querySelectorAll("#suggest li").length === 2`)
	b.Keys(kb.ArrowDown)
	b.Until(`document.querySelector("#suggest [aria-selected=true]")?.innerText === "Iraq"`)
	b.Until(`document.activeElement.getAttribute("aria-activedescendant") === document.querySelector("#suggest [aria-selected=true]").id`)
	b.Keys("\r")
	b.Keys("severity:hi")
	b.Chooses("high")
	b.Until(`document.activeElement.id === "composer"`)
	b.Keys("\r")
	b.Sees(".message.ephemeral", "Saved: region=place-Iraq severity=high")
	b.Sees(".message.ephemeral", "Only you can see this")
	b.Sees(".message .above", "region:Iraq severity:high")

	b.Focus(`button[data-custom-id="edit"]`)
	b.Keys("\r")
	b.Until(`document.querySelector("dialog[open]") !== null && document.activeElement.tagName === "INPUT"`)
	b.Keys("region:Sudan\r")
	b.Sees(".message.ephemeral", "Changed to region:Sudan")
	b.Sees(".message.ephemeral", "(edited)")

	_, err := w.bot.ChannelMessageSendComplex(w.channel, &discordgo.MessageSend{Content: "An alert, live", AllowedMentions: silent()})
	must(t, err)
	b.Sees(".message", "An alert, live")
	b.Focus(".message.ephemeral .as-link")
	b.Keys("\r")
	b.Until(`!document.querySelector(".message.ephemeral")`)
	quiet(t, b)
	w.noViolations(t)
}

// A free text may contain what looks like other options: it is not cut up.
func TestPageKeepsTheRuleLanguage(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	w.newsBot(t)
	b := w.open(t, 1280, 800)
	b.Focus("#composer")
	b.Keys("/subscribe rule:region:Iraq severity:high -exercise\r")
	b.Sees(".message.ephemeral", "Saved: rule=region:Iraq severity:high -exercise")
	b.Until(`document.getElementById("composer").value === ""`)
	if n := len(w.Actor(w.owner).Messages(w.channel)); n != 1 {
		t.Errorf("one command was answered %d times", n)
	}
	quiet(t, b)
}

// What looks like a further option in a free text becomes one when the person says so.
func TestPageMakesOptionsOfFreeText(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	w.newsBot(t)
	b := w.open(t, 1280, 800)
	b.Focus("#composer")
	b.Keys("/subscribe rule:drone OR mentions:Iraq severity:high")
	b.Sees("#suggest", "MAKE IT AN OPTION") // shown in capitals
	b.Keys(kb.ArrowDown)
	b.Sees("#suggest [aria-selected=true]", "severity")
	b.Keys("\t")
	b.Until(`document.querySelector('[data-option="severity"]') === document.activeElement`)
	b.Chooses("high")
	b.Until(`document.activeElement.id === "composer"`)
	b.Keys("\r")
	b.Sees(".message.ephemeral", "Saved: severity=high rule=drone OR mentions:Iraq")
	quiet(t, b)
}

func TestPageActsAsOthersAndShowsErrors(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	w.newsBot(t)
	other, err := w.CreateChannel(w.guild, "news", localdiscord.TextChannel, localdiscord.Overwrite{ID: w.guild, Deny: localdiscord.PermSendMessages})
	must(t, err)
	must(t, w.GrantBotPermission(other, localdiscord.PermSendMessages))
	b := w.open(t, 375, 780)
	if width := b.Text(`document.documentElement.scrollWidth`); width != "375" {
		t.Errorf("the page is %s wide on a phone of 375", width)
	}
	b.Do(chromedp.Click(chromedp.CSS("#menu")))
	b.Until(`document.activeElement.dataset.channel === "alerts"`)
	b.ActsAs("mina")
	_, err = w.bot.ChannelMessageSendComplex(other, &discordgo.MessageSend{Content: "elsewhere", AllowedMentions: silent()})
	must(t, err)
	b.Until(`document.querySelector('[data-channel="news"]').classList.contains("unread")`)
	b.Opens("news")
	b.Sees(".divider.new, .message", "elsewhere")
	b.Until(`!document.querySelector('[data-channel="news"]').classList.contains("unread")`)
	b.Focus("#composer")
	b.Keys("may I?\r")
	b.Sees("#problem", "You cannot write in this channel")
	must(t, w.bot.Close())
	b.Focus("#composer")
	b.Text(`document.getElementById("composer").value = ""`)
	b.Keys("/status \r")
	b.Sees("#problem", "The application did not respond")
	b.Sees(".chip", "/status") // to be tried again
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
	b.Sees(".message .text", `<script>window.pwned=1</script><b>bold</b>`)
	b.Sees(".embed-field", `<b>bold</b>`)
	b.Sees(".button", `<img src=x`)
	for script, want := range map[string]string{
		`window.pwned`: "undefined",
		`document.querySelectorAll("#messages script, #messages b, #messages svg, #messages iframe, #messages img, #messages i:not(.dots i), #messages [onerror], #messages [onload], #messages [onmouseover]").length`: "0",
		`[...document.querySelectorAll("#messages a")].map((a) => a.protocol).filter((p) => !/^https?:$/.test(p)).join()`:                                                                                               "",
		`[...document.querySelectorAll("#messages a")].every((a) => a.rel.includes("noopener"))`:                                                                                                                        "true",
	} {
		if got := b.Text(script); got != want {
			t.Errorf("%s is %q, want %q", script, got, want)
		}
	}
	quiet(t, b)

	// Were there markup after all, the policy would not let it run.
	b.Text(`(() => { const d = document.createElement("div"); d.innerHTML = "<img src=x onerror='window.pwned=2'>"; document.body.append(d); ` +
		`const s = document.createElement("script"); s.textContent = "window.pwned=3"; document.body.append(s); })()`)
	b.Until(`window.pwned === undefined && document.querySelector("div > img[src=x]").complete`)
	b.Complains("Content Security Policy")
}
