package bot

import (
	"context"
	"strconv"
	"time"

	"github.com/bwmarrin/discordgo"

	"tocsin/desk"
)

// subscription reads the options that /subscribe and /rules edit share.
func subscription(o options) desk.Subscription {
	return desk.Subscription{Region: o.text("region"), Actor: o.text("actor"), Keywords: o.text("keywords"), Severity: o.text("severity"),
		Rule: o.text("rule"), Channel: o.text("channel"), Name: o.text("name"), Mention: o.text("mention"), Deliver: o.text("deliver"), DM: o.flag("dm")}
}

func (b *Bot) subscribe(ctx context.Context, r *request) (reply, error) {
	s := subscription(r.opts)
	if s.Region == "" && s.Actor == "" && s.Keywords == "" && s.Severity == "" && s.Rule == "" {
		return b.openForm(ctx, s, r)
	}
	return b.subscribed(ctx, r, s)
}

// subscribed subscribes and answers with what became of it.
func (b *Bot) subscribed(ctx context.Context, r *request, s desk.Subscription) (reply, error) {
	out, err := b.desk.Subscribe(ctx, r.caller, s)
	if err != nil {
		return b.subscribeAgain(ctx, r, s, err)
	}
	return reply{message: subscribedMessage(out)}, nil
}

// namesRuleOnly says whether nothing of a rule is to be changed yet, which a form then asks for.
func namesRuleOnly(o options) bool { return len(o.values) == 1 }

func (b *Bot) rulesEdit(ctx context.Context, r *request) (reply, error) {
	id := r.opts.text("id")
	if namesRuleOnly(r.opts) {
		return b.openEditForm(ctx, r, id)
	}
	out, err := b.desk.EditRule(ctx, r.caller, id, desk.Edit{Subscription: subscription(r.opts)})
	if err != nil {
		return reply{}, err
	}
	return reply{message: subscribedMessage(out)}, nil
}

// openEditForm opens the form that changes a rule, filled in with what it is.
func (b *Bot) openEditForm(ctx context.Context, r *request, id string) (reply, error) {
	rule, err := b.desk.RuleToEdit(ctx, r.caller, id)
	if err != nil {
		return reply{}, err
	}
	return reply{modal: editForm(strconv.FormatInt(rule.ID, 10), written{rule: rule.Text, name: rule.Name, deliver: string(rule.Deliver)})}, nil
}

func editForm(id string, w written) *modal {
	return &modal{CustomID: joinID(formEdit, id), Title: clip("Edit rule "+id, maxModalTitle), Components: []discordgo.MessageComponent{
		ruleInput(w.rule), nameInput(w.name),
		row(discordgo.TextInput{CustomID: "deliver", Label: "Deliver: instant, hourly or daily", Style: discordgo.TextInputShort, Value: w.deliver, MaxLength: 10}),
	}}
}

func ruleInput(value string) discordgo.MessageComponent {
	return row(discordgo.TextInput{CustomID: "rule", Label: "Rule", Style: discordgo.TextInputParagraph, Value: clip(value, 1000), Required: true, MaxLength: 1000})
}

func nameInput(value string) discordgo.MessageComponent {
	return row(discordgo.TextInput{CustomID: "name", Label: "Name", Style: discordgo.TextInputShort, Value: clip(value, 60), MaxLength: 60})
}

// editButton opens the form of a rule's Edit button.
func (b *Bot) editButton(ctx context.Context, r *request) (reply, error) {
	return b.openEditForm(ctx, r, r.arg(1))
}

// editSubmitted saves a rule from its form.
func (b *Bot) editSubmitted(ctx context.Context, r *request) (reply, error) {
	s := desk.Subscription{Rule: r.opts.text("rule"), Name: r.opts.text("name"), Deliver: r.opts.text("deliver")}
	out, err := b.desk.EditRule(ctx, r.caller, r.arg(1), desk.Edit{Subscription: s})
	if err != nil {
		return orAgain(err, joinID(buttonAgainEdit, r.arg(1)), written{rule: s.Rule, name: s.Name, deliver: s.Deliver})
	}
	return reply{message: subscribedMessage(out)}, nil
}

// undoButton takes a subscription or an edit back.
func (b *Bot) undoButton(ctx context.Context, r *request) (reply, error) {
	id, err1 := strconv.ParseInt(r.arg(1), 10, 64)
	ms, err2 := strconv.ParseInt(r.arg(2), 10, 64)
	if err1 != nil || err2 != nil {
		return reply{}, staleButton
	}
	now, err := b.desk.UndoRule(ctx, r.caller, id, time.UnixMilli(ms))
	if err != nil {
		return reply{}, err
	}
	e := &discordgo.MessageEmbed{Color: plainColour, Title: "Undone", Description: "The rule is gone again; nothing will be posted for it."}
	if now != nil {
		e.Description = "The rule is what it was: " + code(now.Text, 1000)
	}
	return reply{update: true, message: message{Embeds: []*discordgo.MessageEmbed{e}}}, nil
}

// subscribedMessage says what became of a subscription.
func subscribedMessage(s desk.Subscribed) message {
	title := map[desk.Outcome]string{desk.Created: "Watching", desk.Updated: "Updated", desk.Unchanged: "Unchanged"}[s.Outcome]
	e := &discordgo.MessageEmbed{Color: goodColour, Title: title + ": " + escape(line(s.Rule.Name), 200)}
	if len(s.Lacks.Post) > 0 || s.Lacks.Ping || s.Unchecked || s.Coverage.Warning != "" {
		e.Color = badColour
	}
	if s.Words != s.Rule.Name {
		e.Description = "**" + escape(line(s.Words), 1000) + "**"
	}
	lacksFields(e, s)
	ruleFields(e, s.RuleView)
	if s.Backtest != nil {
		backtestFields(e, *s.Backtest)
	}
	id := strconv.FormatInt(s.Rule.ID, 10)
	buttons := []discordgo.MessageComponent{button("Edit", joinID(buttonEdit, id), discordgo.PrimaryButton)}
	if s.Outcome != desk.Unchanged {
		buttons = append(buttons, button("Undo", joinID(buttonUndo, id, strconv.FormatInt(s.Rule.Updated.UnixMilli(), 10)), discordgo.DangerButton))
	}
	return fit(message{Embeds: []*discordgo.MessageEmbed{e}, Components: []discordgo.MessageComponent{row(buttons...)}})
}

// lacksFields says what keeps alerts, or their pings, from arriving.
func lacksFields(e *discordgo.MessageEmbed, s desk.Subscribed) {
	if len(s.Lacks.Post) > 0 {
		field(e, "⚠ Alerts will not arrive yet", "The bot lacks "+desk.And(s.Lacks.Post)+" there. Give it that in the channel's settings (Edit Channel, Permissions).", false)
	}
	if s.Lacks.Ping {
		field(e, "⚠ The role is not pinged yet", "Alerts show <@&"+s.Rule.Mention+"> without pinging it. Let anybody mention the role, or give the bot the permission Mention Everyone.", false)
	}
	if s.Unchecked {
		field(e, "⚠ Not checked", "I could not check my permissions in "+destination(s.Rule)+". If no alerts arrive, look there whether I may post.", false)
	}
}
