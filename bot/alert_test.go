package bot_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"tocsin/alert"
	"tocsin/bot/localdiscord"
	"tocsin/feed"
	"tocsin/report"
	"tocsin/rules"
	words "tocsin/text"
)

// alerted stores a report that met a rule of the town's channel, and posts its alert.
func (w *town) alerted(t *testing.T) (message string, story int64) {
	t.Helper()
	rule, _, err := w.store.PutRule(t.Context(), rules.Rule{Guild: w.guild, Channel: w.channel, Name: "Iraq", Text: "region:Iraq drone"}, 200)
	must(t, err)
	src, err := w.store.AddSource(t.Context(), feed.Source{Name: "World", URL: "https://world.example/rss"}, 0)
	must(t, err)
	r := report.Report{SourceID: src.ID, Source: "World", Title: "Drone strike in Baghdad kills two", Text: "A drone strike in Baghdad, Iraq, killed two people.",
		Link: "https://world.example/1", Fetched: time.Now()}
	doc := words.NewAnalyser().Analyse(r.Title, r.Text, "en")
	s := &alert.Stored{Report: r, Doc: doc, Tags: w.tagger.Tag(doc, &r)}
	to := alert.Address{Guild: w.guild, Channel: w.channel}
	e, err := rules.Parse(rule.Text, w.tagger)
	must(t, err)
	var order int64
	must(t, w.store.Save(t.Context(), func(tx alert.Tx) error {
		if err := tx.AddReport(s); err != nil {
			return err
		}
		var err error
		order, err = tx.Enqueue(alert.Order{Kind: alert.Post, To: to, Story: s.Story, Report: s.Report.ID, Due: time.Now()})
		if err != nil {
			return err
		}
		if err := tx.SaveMessage(alert.Living{Story: s.Story, To: to, Order: order}); err != nil {
			return err
		}
		return tx.AddMatch(alert.Met{Rule: rule.ID, Story: s.Story, Report: s.Report.ID, Order: order, To: to, Why: e.Why(&rules.Item{Report: &s.Report, Doc: doc, Tags: &s.Tags}), At: time.Now()})
	}))
	d, err := w.store.Load(t.Context(), order)
	must(t, err)
	d.Nonce = "n1"
	posted, err := w.bot.Deliver(soon(t), d)
	must(t, err)
	return posted.Message, s.Story
}

func TestButtonsOfAnAlert(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	w.run(t)
	message, story := w.alerted(t)
	list := w.Messages(w.channel)
	has(t, shown(list[0].Content, list[0].Embeds), "Drone strike in Baghdad kills two", "Baghdad, Iraq", "2 killed", "World", "region:Iraq", "“Baghdad”")
	buttons := list[0].Components[0].Components
	click := func(user string, n int) *localdiscord.Response {
		t.Helper()
		r, err := w.Actor(user).Click(soon(t), message, buttons[n].CustomID)
		must(t, err)
		if !r.Ephemeral() {
			t.Error("everyone sees the answer")
		}
		return r
	}
	has(t, text(click(w.member, 0)), "Rule 1: Iraq", "region:Iraq", "“Baghdad”", "Severity", "score")
	has(t, text(click(w.member, 1)), "Manage Server")
	has(t, text(click(w.member, 2)), "Noted")
	has(t, text(click(w.owner, 1)), "Muted")
	must(t, w.store.Save(t.Context(), func(tx alert.Tx) error {
		muted, err := tx.Mutes(w.channel)
		if err == nil && (len(muted) != 1 || muted[0] != (report.Subject{Kind: report.StorySubject, ID: strconv.FormatInt(story, 10)})) {
			t.Errorf("muted: %v", muted)
		}
		return err
	}))
	has(t, text(w.slash(t, w.owner, "mute", nil)), "1 thing muted", "“Drone strike in Baghdad kills two” until")
	undo := click(w.owner, 1)
	undone, err := w.Actor(w.owner).Click(soon(t), undo.Message.ID, undo.Components()[0].Components[0].CustomID)
	must(t, err)
	has(t, text(undone), "No longer muted: “Drone strike in Baghdad kills two”")
	has(t, text(w.slash(t, w.owner, "mute", map[string]any{"what": "Iraq", "for": "8h"})), "Muted: reports in Iraq", "Until <t:")
	has(t, text(w.slash(t, w.member, "mute", map[string]any{"what": "Iraq"})), "Manage Server")
	has(t, text(w.slash(t, w.owner, "unmute", map[string]any{"what": "region:IQ"})), "No longer muted: reports in Iraq")
	has(t, text(w.slash(t, w.member, "mute", nil)), "Nothing is muted")
}

// plant posts, as the bot, a message with a button of any kind.
func (w *town) plant(t *testing.T, channel, customID string) (message string) {
	t.Helper()
	body := fmt.Sprintf(`{"content":"x","allowed_mentions":{"parse":[]},"components":[{"type":1,"components":[{"type":2,"style":2,"label":"x","custom_id":%q}]}]}`, customID)
	req, err := http.NewRequestWithContext(soon(t), http.MethodPost, w.APIURL()+"/channels/"+channel+"/messages", strings.NewReader(body))
	must(t, err)
	req.Header.Set("Authorization", "Bot "+w.Token())
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", "DiscordBot (https://example.com, 1)")
	res, err := http.DefaultClient.Do(req)
	must(t, err)
	defer res.Body.Close()
	var v struct{ ID string }
	must(t, json.NewDecoder(res.Body).Decode(&v))
	return v.ID
}

// TestForgedButtons uses components that the bot never made for that place: what they carry proves nothing.
func TestForgedButtons(t *testing.T) {
	w := newTown(t, localdiscord.Options{NoRateLimits: true})
	w.run(t)
	w.alerted(t)
	elsewhere := w.CreateGuild("Elsewhere")
	must(t, w.AddMember(elsewhere, w.member))
	must(t, w.SetOwner(elsewhere, w.member))
	channel, err := w.CreateChannel(elsewhere, "general", localdiscord.TextChannel)
	must(t, err)
	must(t, w.InviteBot(elsewhere, localdiscord.PermPoster))
	for id, want := range map[string]string{
		"why:1": "Nothing is known", "mute:1": "Nothing is known", "irrelevant:1": "Nothing is known", "why:x": "earlier version", "nonsense": "earlier version",
		"why": "earlier version", "edit:1": "no rule", "undo:1:1": "no rule", "undo:1": "earlier version", "mute:999999999999999999999999": "earlier version",
		"subscribe:1": "no such channel", "rules:-7": "No rules yet", "sources:x": "source",
	} {
		r, err := w.Actor(w.member).Click(soon(t), w.plant(t, channel, id), id)
		must(t, err)
		if got := text(r); !strings.Contains(got, want) {
			t.Errorf("%s: no %q in %s", id, want, got)
		}
	}
}
