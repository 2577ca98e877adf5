package localdiscord_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"
	"github.com/chromedp/chromedp"

	"tocsin/bot/localdiscord"
	"tocsin/bot/localdiscord/browsertest"
)

// middle returns where in the window an element's middle is.
func middle(t *testing.T, b *browsertest.Page, selector string) (x, y float64) {
	t.Helper()
	at := strings.Fields(b.Text(`(() => { const r = document.querySelector("` + selector + `").getBoundingClientRect(); return (r.x + r.width / 2) + " " + (r.y + r.height / 2); })()`))
	x, err := strconv.ParseFloat(at[0], 64)
	must(t, err)
	y, err = strconv.ParseFloat(at[1], 64)
	must(t, err)
	return x, y
}

// A message that is edited while one of its buttons is pressed is drawn anew only when the click is done.
func TestPageNeverLosesAClick(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	w.newsBot(t)
	say := func(content string) *discordgo.MessageSend {
		return &discordgo.MessageSend{Content: content, AllowedMentions: silent(), Components: []discordgo.MessageComponent{
			discordgo.ActionsRow{Components: []discordgo.MessageComponent{discordgo.Button{Label: "Edit", CustomID: "edit"}}}}}
	}
	m, err := w.bot.ChannelMessageSendComplex(w.channel, say("told by one"))
	must(t, err)
	b := w.open(t, 1280, 800)
	b.Sees(".message", "told by one")
	b.Until(`document.getElementById("messages").ariaBusy === "false"`)
	x, y := middle(t, b, ".message .button")
	b.Do(chromedp.MouseEvent(chromedp.MousePressed, x, y, chromedp.ButtonLeft, chromedp.ClickCount(1)))
	edited := "told by two"
	_, err = w.bot.ChannelMessageEditComplex(&discordgo.MessageEdit{Channel: w.channel, ID: m.ID, Content: &edited, AllowedMentions: silent()})
	must(t, err)
	_, err = w.bot.ChannelMessageSendComplex(w.channel, say("another"))
	must(t, err)
	other, err := w.CreateChannel(w.guild, "later", localdiscord.TextChannel)
	must(t, err)
	_, err = w.bot.ChannelMessageSendComplex(other, say("elsewhere"))
	must(t, err)
	b.Until(`document.querySelector("[data-channel=later]") !== null`) // the page has heard of all of it
	if shown := b.Text(`document.getElementById("messages").innerText`); !strings.Contains(shown, "told by one") || strings.Contains(shown, "another") {
		t.Errorf("drawn anew under the pointer: %s", shown)
	}
	b.Do(chromedp.MouseEvent(chromedp.MouseReleased, x, y, chromedp.ButtonLeft, chromedp.ClickCount(1)))
	b.Sees("dialog[open]", "Edit the rule")
	b.Sees(".message", "told by two")
	b.Sees(".message", "another")
	quiet(t, b)
}

// What was asked for elsewhere, or by somebody else, is not shown here.
func TestPageGoesOnWithItsReader(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	w.newsBot(t)
	doomed, err := w.CreateChannel(w.guild, "doomed", localdiscord.TextChannel)
	must(t, err)
	b := w.open(t, 1280, 800)
	b.Opens("doomed")
	b.Types("/subscribe rule:mine\r")
	b.Sees(".message.ephemeral", "Saved: rule=mine")
	b.Presses(".message", "Edit")
	b.Sees("dialog[open]", "Edit the rule")
	b.ActsAs("mina") // the form was the owner's
	b.Gone("dialog[open]")
	b.Gone(".message")
	b.ActsAs("olga")
	b.Sees(".message.ephemeral", "Saved: rule=mine")
	quiet(t, b)
	must(t, w.DeleteChannel(doomed)) // and its messages, which the page may just be asking for
	b.Gone("[data-channel=doomed]")
	b.Sees("#messages", "Welcome to #alerts")
	b.Gone(".message")
}
