package bot

import (
	"context"
	"errors"
	"strings"

	"github.com/bwmarrin/discordgo"

	"tocsin/desk"
	"tocsin/rules"
)

// A written is what somebody wrote into a form. When it is refused, it stands in small print below the refusal, where
// Discord shows text as it is, and a button opens the form with it: nobody writes anything twice. Nothing is kept here.
type written struct {
	region, actor, keywords, severity string
	rule, name, deliver               string
}

// parts are what was written with the words that stand before each below a refusal.
func (w *written) parts() []struct {
	mark string
	text *string
} {
	return []struct {
		mark string
		text *string
	}{{"Where: ", &w.region}, {"Who: ", &w.actor}, {"Words: ", &w.keywords}, {"How bad: ", &w.severity}, {"Rule: ", &w.rule}, {nameMark, &w.name}, {"Deliver: ", &w.deliver}}
}

func (w *written) String() string {
	var lines []string
	for _, p := range w.parts() {
		if text := strings.Join(strings.Fields(*p.text), " "); text != "" {
			lines = append(lines, p.mark+text)
		}
	}
	return strings.Join(lines, "\n")
}

// readWritten reads what stands below a refusal.
func readWritten(m *discordgo.Message) written {
	var w written
	if m == nil || len(m.Embeds) == 0 || m.Embeds[0].Footer == nil {
		return w
	}
	for line := range strings.Lines(m.Embeds[0].Footer.Text) {
		for _, p := range w.parts() {
			if text, ok := strings.CutPrefix(line, p.mark); ok {
				*p.text = strings.TrimSpace(text)
			}
		}
	}
	return w
}

// writtenOf is what a subscription asks, as a form takes it: all of it as one rule where part of it is a rule.
func writtenOf(s desk.Subscription) written {
	if s.Rule == "" {
		return written{region: s.Region, actor: s.Actor, keywords: s.Keywords, severity: s.Severity, name: s.Name}
	}
	o := rules.Options{Region: s.Region, Actor: s.Actor, Keywords: s.Keywords, Severity: s.Severity, Rule: s.Rule}
	return written{rule: o.Source(), name: s.Name}
}

// orAgain shows a refusal of what was written with a button that opens the form again. Other errors stay what they are.
func orAgain(err error, button string, w written) (reply, error) {
	e, ok := errors.AsType[*desk.Error](err)
	if !ok || e.Kind != desk.Invalid {
		return reply{}, err
	}
	m := refused(e)
	m.Embeds[0].Footer = &discordgo.MessageEmbedFooter{Text: w.String()}
	m.Components = []discordgo.MessageComponent{row(discordgo.Button{Label: "Change it", CustomID: button, Style: discordgo.PrimaryButton})}
	return reply{message: fit(m)}, nil
}

// subscribeAgain answers a subscription that was refused; where the form could not mend it, without the form.
func (b *Bot) subscribeAgain(ctx context.Context, r *request, s desk.Subscription, err error) (reply, error) {
	if b.desk.MaySubscribe(ctx, r.caller, s) != nil {
		return reply{}, err
	}
	d := draft{channel: s.Channel, mention: s.Mention, deliver: s.Deliver, dm: s.DM}
	return orAgain(err, d.state(buttonAgain), writtenOf(s))
}

// againButton opens the form of a subscription that was refused.
func (b *Bot) againButton(_ context.Context, r *request) (reply, error) {
	var d draft
	d.readState(r.args)
	w := readWritten(r.in.Message)
	if w.rule != "" {
		return reply{modal: &modal{CustomID: d.state(formRule), Title: formTitle, Components: []discordgo.MessageComponent{ruleInput(w.rule), nameInput(w.name)}}}, nil
	}
	return reply{modal: writtenForm(d, w)}, nil
}

// againEditButton opens the form of an edit that was refused.
func (b *Bot) againEditButton(_ context.Context, r *request) (reply, error) {
	return reply{modal: editForm(r.arg(1), readWritten(r.in.Message))}, nil
}

// ruleWritten subscribes to a rule that was written.
func (b *Bot) ruleWritten(ctx context.Context, r *request) (reply, error) {
	var d draft
	d.readState(r.args)
	s := d.subscription()
	s.Rule, s.Name = r.opts.text("rule"), r.opts.text("name")
	return b.subscribed(ctx, r, s)
}
