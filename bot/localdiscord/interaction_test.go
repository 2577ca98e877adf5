package localdiscord_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"tocsin/bot/localdiscord"
)

// capture is a handler that keeps interactions for the test to answer over plain REST.
func capture(in chan<- *discordgo.Interaction) func(*discordgo.Session, *discordgo.InteractionCreate) {
	return func(_ *discordgo.Session, i *discordgo.InteractionCreate) { in <- i.Interaction }
}

func (w *town) start(t *testing.T) (*localdiscord.Pending, *discordgo.Interaction) {
	t.Helper()
	in := make(chan *discordgo.Interaction, 1)
	remove := w.bot.AddHandler(capture(in))
	defer remove()
	p, err := w.Actor(w.member).StartSlash(w.guild, w.channel, "echo", map[string]any{"text": "hi"})
	must(t, err)
	select {
	case i := <-in:
		return p, i
	case <-soon(t).Done():
		t.Fatal("the bot was not told of the command")
		return nil, nil
	}
}

func callback(i *discordgo.Interaction) string {
	return "/interactions/" + i.ID + "/" + i.Token + "/callback"
}

var hello = m{"type": 4, "data": m{"content": "hello", "allowed_mentions": nobody}}

func TestAnswerOnceAndInTime(t *testing.T) {
	clock := newClock()
	w := newTown(t, localdiscord.Options{Now: clock.now, NoRateLimits: true})
	w.connect(t, func(*discordgo.Session, *discordgo.InteractionCreate) {}, echo)
	follow := func(i *discordgo.Interaction) reply {
		return w.call(t, "POST", "/webhooks/"+w.BotID()+"/"+i.Token, m{"content": "more", "allowed_mentions": nobody})
	}

	_, late := w.start(t)
	clock.pass(3*time.Second + time.Millisecond)
	if got := w.call(t, "POST", callback(late), hello); got.status != 404 || got.code() != 10062 {
		t.Errorf("after three seconds: %d %s", got.status, got.body)
	}
	if got := follow(late); got.code() != 10015 {
		t.Errorf("follow-up to an interaction never answered: %d %s", got.status, got.body)
	}
	if list := w.Violations(); len(list) != 1 || !strings.Contains(list[0], "3 s") {
		t.Errorf("violations %v", list)
	}

	_, i := w.start(t)
	clock.pass(2900 * time.Millisecond)
	if got := w.call(t, "POST", callback(i), hello); got.status != 204 {
		t.Fatalf("in time: %d %s", got.status, got.body)
	}
	if got := w.call(t, "POST", callback(i), hello); got.status != 400 || got.code() != 40060 {
		t.Errorf("a second answer: %d %s", got.status, got.body)
	}
	if got := w.call(t, "POST", "/interactions/"+i.ID+"/wrong/callback", hello); got.code() != 10062 {
		t.Errorf("with another token: %d %s", got.status, got.body)
	}
	if got := follow(i); got.status != 200 {
		t.Errorf("follow-up: %d %s", got.status, got.body)
	}
	clock.pass(15 * time.Minute)
	if got := follow(i); got.status != 401 || got.code() != 50027 {
		t.Errorf("after 15 minutes: %d %s", got.status, got.body)
	}
}

func TestAnswersThatDoNotFit(t *testing.T) {
	w := newTown(t, localdiscord.Options{NoRateLimits: true})
	w.connect(t, func(*discordgo.Session, *discordgo.InteractionCreate) {}, echo)
	_, i := w.start(t)
	for name, body := range map[string]m{
		"an update where there is nothing to update": {"type": 7, "data": m{"content": "x", "allowed_mentions": nobody}},
		"choices for a command":                      {"type": 8, "data": m{"choices": []m{}}},
		"an unknown type":                            {"type": 99},
		"a form without inputs":                      {"type": 9, "data": m{"custom_id": "f", "title": "T", "components": []m{}}},
		"a form with a long title": {"type": 9, "data": m{"custom_id": "f", "title": strings.Repeat("x", 46), "components": []m{{"type": 1, "components": []m{
			{"type": 4, "custom_id": "a", "label": "A", "style": 1}}}}}},
		"a long message": {"type": 4, "data": m{"content": strings.Repeat("x", 2001), "allowed_mentions": nobody}},
	} {
		if got := w.call(t, "POST", callback(i), body); got.code() != 50035 {
			t.Errorf("%s: %d %s", name, got.status, got.body)
		}
	}
	if got := w.call(t, "POST", callback(i), hello); got.status != 204 {
		t.Errorf("after refused answers a good one: %d %s", got.status, got.body)
	}
}

func TestWithResponse(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	w.connect(t, func(*discordgo.Session, *discordgo.InteractionCreate) {}, echo)
	_, i := w.start(t)
	var got struct {
		Resource struct{ Message localdiscord.Message }
	}
	w.call(t, "POST", callback(i)+"?with_response=true", hello).decode(t, &got)
	if got.Resource.Message.Content != "hello" {
		t.Errorf("answer %+v", got)
	}
	w.noViolations(t)
}

// rule is a bot with buttons, a menu and a form, as a rule editor would have them.
func (w *town) ruleBot(t *testing.T) {
	t.Helper()
	say := func(kind discordgo.InteractionResponseType, content string, components ...discordgo.MessageComponent) *discordgo.InteractionResponse {
		return &discordgo.InteractionResponse{Type: kind, Data: &discordgo.InteractionResponseData{Content: content, Components: components,
			Flags: discordgo.MessageFlagsEphemeral, AllowedMentions: silent()}}
	}
	row := func(c ...discordgo.MessageComponent) discordgo.ActionsRow { return discordgo.ActionsRow{Components: c} }
	w.connect(t, func(s *discordgo.Session, i *discordgo.InteractionCreate) {
		switch i.Type {
		case discordgo.InteractionApplicationCommand:
			respond(t, s, i, say(discordgo.InteractionResponseChannelMessageWithSource, "saved",
				row(discordgo.Button{Label: "Edit", CustomID: "edit"}, discordgo.Button{Label: "Later", CustomID: "later", Disabled: true}),
				row(discordgo.SelectMenu{CustomID: "for", Options: []discordgo.SelectMenuOption{{Label: "An hour", Value: "1h"}, {Label: "A day", Value: "1d"}}})))
		case discordgo.InteractionMessageComponent:
			data := i.MessageComponentData()
			if data.CustomID == "for" {
				respond(t, s, i, say(discordgo.InteractionResponseUpdateMessage, "muted for "+data.Values[0]))
				return
			}
			respond(t, s, i, &discordgo.InteractionResponse{Type: discordgo.InteractionResponseModal, Data: &discordgo.InteractionResponseData{CustomID: "form", Title: "Edit",
				Components: []discordgo.MessageComponent{row(discordgo.TextInput{CustomID: "rule", Label: "Rule", Style: discordgo.TextInputShort, Value: "old", Required: true})}}})
		case discordgo.InteractionModalSubmit:
			input := i.ModalSubmitData().Components[0].(*discordgo.ActionsRow).Components[0].(*discordgo.TextInput)
			respond(t, s, i, say(discordgo.InteractionResponseUpdateMessage, "now "+input.Value))
		}
	}, echo)
}

func TestButtonFormAndMenu(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	w.ruleBot(t)
	ctx, mina := soon(t), w.Actor(w.member)
	saved, err := mina.Slash(ctx, w.guild, w.channel, "echo", map[string]any{"text": "x"})
	must(t, err)
	form, err := mina.Click(ctx, saved.Message.ID, "edit")
	must(t, err)
	if form.Modal == nil || form.Modal.Title != "Edit" {
		t.Fatalf("no form: %+v", form)
	}
	if _, err := mina.SubmitModal(ctx, form.Modal, map[string]string{"rule": ""}); err == nil {
		t.Error("a required input was left empty")
	}
	if _, err := w.Actor(w.owner).SubmitModal(ctx, form.Modal, nil); err == nil {
		t.Error("another user submitted the form")
	}
	done, err := mina.SubmitModal(ctx, form.Modal, map[string]string{"rule": "new"})
	must(t, err)
	if done.Content() != "now new" || !done.Updated || done.Message.ID != saved.Message.ID {
		t.Errorf("answer %+v", done)
	}
	muted, err := mina.Select(ctx, saved.Message.ID, "for", "1d")
	must(t, err)
	if muted.Content() != "muted for 1d" {
		t.Errorf("answer %q", muted.Content())
	}
	if _, err := mina.Select(ctx, saved.Message.ID, "for", "2d"); err == nil {
		t.Error("chose what the menu does not have")
	}
	w.noViolations(t)
}

func TestWhatUsersCannotDo(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	w.ruleBot(t)
	ctx, mina := soon(t), w.Actor(w.member)
	hidden, err := w.CreateChannel(w.guild, "staff", localdiscord.TextChannel, localdiscord.Overwrite{ID: w.guild, Deny: localdiscord.PermViewChannel})
	must(t, err)
	saved, err := mina.Slash(ctx, w.guild, w.channel, "echo", map[string]any{"text": "x"})
	must(t, err)
	for name, act := range map[string]func() error{
		"a command that is not registered": func() error { _, err := mina.Slash(ctx, w.guild, w.channel, "nothing", nil); return err },
		"a missing option":                 func() error { _, err := mina.Slash(ctx, w.guild, w.channel, "echo", nil); return err },
		"an unknown option": func() error {
			_, err := mina.Slash(ctx, w.guild, w.channel, "echo", m{"text": "x", "no": 1})
			return err
		},
		"an option of another type":  func() error { _, err := mina.Slash(ctx, w.guild, w.channel, "echo", m{"text": 5}); return err },
		"a channel that is not seen": func() error { _, err := mina.Slash(ctx, w.guild, hidden, "echo", m{"text": "x"}); return err },
		"another's ephemeral button": func() error { _, err := w.Actor(w.owner).Click(ctx, saved.Message.ID, "edit"); return err },
		"a disabled button":          func() error { _, err := mina.Click(ctx, saved.Message.ID, "later"); return err },
		"a button that is not there": func() error { _, err := mina.Click(ctx, saved.Message.ID, "none"); return err },
	} {
		if act() == nil {
			t.Errorf("%s worked", name)
		}
	}
}

func TestNoAnswer(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	w.connect(t, func(*discordgo.Session, *discordgo.InteractionCreate) {}, echo)
	begun := time.Now()
	_, err := w.Actor(w.member).Slash(soon(t), w.guild, w.channel, "echo", map[string]any{"text": "hi"})
	if !errors.Is(err, localdiscord.ErrNoAnswer) || time.Since(begun) < 2*time.Second {
		t.Errorf("after %v: %v, want no answer after three seconds", time.Since(begun), err)
	}
}

func TestCommandRules(t *testing.T) {
	w := newTown(t, localdiscord.Options{NoRateLimits: true})
	path := "/applications/" + w.BotID() + "/commands"
	text := func(name string, required bool) m {
		return m{"type": 3, "name": name, "description": "d", "required": required}
	}
	command := func(change m) []m {
		c := m{"name": "news", "description": "d"}
		for k, v := range change {
			c[k] = v
		}
		return []m{c}
	}
	many := slices.Repeat([]m{{"name": "c", "value": "v"}}, 26)
	for name, body := range map[string][]m{
		"upper case":                    command(m{"name": "News"}),
		"a space":                       command(m{"name": "my news"}),
		"no description":                command(m{"description": ""}),
		"required after optional":       command(m{"options": []m{text("a", false), text("b", true)}}),
		"the same option twice":         command(m{"options": []m{text("a", false), text("a", false)}}),
		"26 choices":                    command(m{"options": []m{{"type": 3, "name": "a", "description": "d", "choices": many}}}),
		"autocompletion and choices":    command(m{"options": []m{{"type": 3, "name": "a", "description": "d", "autocomplete": true, "choices": many[:1]}}}),
		"subcommands beside options":    command(m{"options": []m{{"type": 1, "name": "a", "description": "d"}, text("b", false)}}),
		"more than 8000 characters":     command(m{"options": slices.Repeat([]m{{"type": 3, "name": "a", "description": strings.Repeat("x", 100), "choices": slices.Repeat([]m{{"name": strings.Repeat("n", 100), "value": strings.Repeat("v", 100)}}, 25)}}, 2)}),
		"two commands of the same name": append(command(nil), command(nil)...),
	} {
		if got := w.call(t, "PUT", path, body); got.code() != 50035 {
			t.Errorf("%s: %d %s", name, got.status, got.body)
		}
	}
	var first, second []localdiscord.Command
	w.call(t, "PUT", path, append(command(nil), command(m{"name": "other"})...)).decode(t, &first)
	w.call(t, "PUT", path, command(m{"description": "changed"})).decode(t, &second)
	if len(second) != 1 || second[0].ID != first[0].ID || second[0].Version == first[0].Version {
		t.Errorf("overwritten: %+v, before %+v", second, first)
	}
}

func TestDefaultMemberPermissions(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	needed := int64(localdiscord.PermManageGuild)
	w.connect(t, func(s *discordgo.Session, i *discordgo.InteractionCreate) {
		respond(t, s, i, &discordgo.InteractionResponse{Type: discordgo.InteractionResponseChannelMessageWithSource,
			Data: &discordgo.InteractionResponseData{Content: "yes", AllowedMentions: silent()}})
	}, &discordgo.ApplicationCommand{Name: "admin", Description: "d", DefaultMemberPermissions: &needed})
	if _, err := w.Actor(w.member).Slash(soon(t), w.guild, w.channel, "admin", nil); err == nil {
		t.Error("a member used a command for managers")
	}
	if _, err := w.Actor(w.owner).Slash(soon(t), w.guild, w.channel, "admin", nil); err != nil {
		t.Errorf("the owner: %v", err)
	}
}

func TestDeferredForeverIsAnError(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	deferred := make(chan struct{})
	w.connect(t, func(s *discordgo.Session, i *discordgo.InteractionCreate) {
		respond(t, s, i, &discordgo.InteractionResponse{Type: discordgo.InteractionResponseDeferredChannelMessageWithSource})
		close(deferred)
	}, echo)
	p, err := w.Actor(w.member).StartSlash(w.guild, w.channel, "echo", map[string]any{"text": "hi"})
	must(t, err)
	<-deferred
	ctx, cancel := contextWith(t, 50*time.Millisecond)
	defer cancel()
	if _, err := p.Wait(ctx); err == nil || !strings.Contains(err.Error(), "deferred") {
		t.Errorf("error %v", err)
	}
	if got := w.Messages(w.channel); len(got) != 0 {
		t.Errorf("a promised answer counts as a message: %+v", got)
	}
}
