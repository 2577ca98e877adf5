package bot

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"tocsin/desk"
	"tocsin/rules"
)

const rulesAPage = 10

func (b *Bot) rulesList(ctx context.Context, r *request) (reply, error) {
	rep, err := b.rulesPage(ctx, r, 0)
	if err != nil || !r.opts.flag("file") {
		return rep, err
	}
	lines, err := b.desk.ExportRules(ctx, r.caller)
	if len(lines) > 0 {
		rep.Files = []file{{Name: "rules.jsonl", Type: "application/json", Data: lines, Alt: "the rules, one a line, as JSON"}}
	}
	return rep, err
}

// rulesPage shows a page of the rules; the buttons below it turn the page.
func (b *Bot) rulesPage(ctx context.Context, r *request, page int) (reply, error) {
	list, err := b.desk.ListRules(ctx, r.caller)
	if err != nil {
		return reply{}, err
	}
	if len(list) == 0 {
		e := &discordgo.MessageEmbed{Color: plainColour, Title: "No rules yet", Description: "Start with /subscribe: for example region `Iraq` and severity `high`. /help shows more."}
		return reply{message: message{Embeds: []*discordgo.MessageEmbed{e}}}, nil
	}
	return reply{message: pageOf(list, page, rulesAPage, buttonRules, "rule", ruleLine)}, nil
}

func ruleLine(r rules.Rule) string {
	state := "fired " + ago(r.LastFired)
	if r.LastFired.IsZero() {
		state = "has not fired yet"
	}
	if r.Paused {
		state = "**paused**"
		if r.PausedWhy != "" {
			state += " (" + escape(line(r.PausedWhy), 100) + ")"
		}
	}
	return fmt.Sprintf("`%d` **%s** → %s · %s\n-# %s", r.ID, escape(line(r.Name), 60), destination(r), state, code(r.Text, 150))
}

// destination says where the alerts of a rule go.
func destination(r rules.Rule) string {
	if r.Guild == "" {
		return "you, by direct message"
	}
	if !snowflake(r.Channel) {
		return "a channel that is gone"
	}
	return "<#" + r.Channel + ">"
}

func (b *Bot) rulesShow(ctx context.Context, r *request) (reply, error) {
	v, err := b.desk.ShowRule(ctx, r.caller, r.opts.text("id"))
	if err != nil {
		return reply{}, err
	}
	e := &discordgo.MessageEmbed{Color: plainColour, Title: fmt.Sprintf("Rule %d: %s", v.Rule.ID, escape(line(v.Rule.Name), 200)), Description: "**" + escape(line(v.Words), 1000) + "**"}
	ruleFields(e, v)
	fired := "not yet"
	if v.Rule.Fired > 0 {
		fired = plural(v.Rule.Fired, "time") + ", last " + ago(v.Rule.LastFired)
	}
	field(e, "Fired", fired, true)
	made := ago(v.Rule.Created)
	if snowflake(v.Rule.CreatedBy) { // one that was imported may be nobody's
		made = "<@" + v.Rule.CreatedBy + ">, " + made
	}
	field(e, "Made", made, true)
	field(e, "Marked not relevant", feedbackText(v.Feedback), false)
	if v.Rule.Paused {
		why := "by a member"
		if v.Rule.PausedWhy != "" {
			why = escape(line(v.Rule.PausedWhy), 300)
		}
		field(e, "Paused", why, false)
	}
	m := message{Embeds: []*discordgo.MessageEmbed{e}}
	if v.Rule.Guild == "" || r.caller.ManageServer {
		m.Components = []discordgo.MessageComponent{row(button("Edit", joinID(buttonEdit, strconv.FormatInt(v.Rule.ID, 10)), discordgo.PrimaryButton))}
	}
	return reply{message: fit(m)}, nil
}

// feedbackText says what members thought of a rule's alerts; empty where nobody said anything.
func feedbackText(f desk.Feedback) string {
	if f.NotRelevant == 0 {
		return ""
	}
	out := fmt.Sprintf("%d of its latest %s", f.NotRelevant, plural(f.Of, "alert"))
	if f.Exclude != "" {
		out += fmt.Sprintf("\n💡 “%s” stands in %d of their titles and in no other alert: add %s.", escape(f.Exclude, 60), f.Shared, code("-"+f.Exclude, 80))
	}
	return out
}

// ruleFields shows a rule in the language, where its alerts go, and which sources can meet it.
func ruleFields(e *discordgo.MessageEmbed, v desk.RuleView) {
	field(e, fmt.Sprintf("Rule %d", v.Rule.ID), block(v.Rule.Text, maxField), false)
	to := destination(v.Rule)
	if v.Rule.Mention != "" {
		to += ", pinging <@&" + v.Rule.Mention + ">"
	}
	if v.Rule.Deliver != "" && v.Rule.Deliver != rules.Instant {
		to += ", " + string(v.Rule.Deliver)
	}
	field(e, "Alerts go to", to, false)
	field(e, "Sources", coverageText(v.Coverage), false)
	if len(v.Warnings) > 0 {
		field(e, "⚠ Mind", escape(clean(strings.Join(v.Warnings, "\n")), maxField), false)
	}
}

func coverageText(c desk.Coverage) string {
	if c.Warning != "" && c.Can == 0 {
		return "⚠ " + escape(clean(c.Warning), 900)
	}
	names := make([]string, len(c.Names))
	for i, n := range c.Names {
		names[i] = escape(line(n), 60)
	}
	out := fmt.Sprintf("%d of %d can meet it", c.Can, c.Of)
	if len(names) > 0 {
		out += ": " + strings.Join(names, ", ")
		if c.Can > len(names) {
			out += " and others"
		}
	}
	if c.Warning != "" {
		out += "\n⚠ " + escape(clean(c.Warning), 500)
	}
	return out
}

func (b *Bot) rulesPause(ctx context.Context, r *request) (reply, error) {
	rule, err := b.desk.PauseRule(ctx, r.caller, r.opts.text("id"), true)
	return said("Paused", rule, "It sends nothing until it is resumed: /rules resume.", err)
}

func (b *Bot) rulesResume(ctx context.Context, r *request) (reply, error) {
	rule, err := b.desk.PauseRule(ctx, r.caller, r.opts.text("id"), false)
	return said("Active again", rule, "From now on it sends alerts again; what came meanwhile is in /recent.", err)
}

func (b *Bot) rulesDelete(ctx context.Context, r *request) (reply, error) {
	rule, err := b.desk.DeleteRule(ctx, r.caller, r.opts.text("id"))
	return said("Deleted", rule, "To have it again: /subscribe with rule "+code(rule.Text, 1000), err)
}

// said answers with a word about a rule.
func said(done string, r rules.Rule, more string, err error) (reply, error) {
	if err != nil {
		return reply{}, err
	}
	return reply{message: message{Embeds: []*discordgo.MessageEmbed{{Color: plainColour, Title: fmt.Sprintf("%s: %s", done, escape(line(r.Name), 200)), Description: more}}}}, nil
}

func (b *Bot) rulesTest(ctx context.Context, r *request) (reply, error) {
	v, test, err := b.desk.TestRule(ctx, r.caller, r.opts.text("id"), r.opts.text("rule"), r.opts.text("since"))
	if err != nil {
		return reply{}, err
	}
	e := &discordgo.MessageEmbed{Color: plainColour, Title: "Tried on the past", Description: "**" + escape(line(v.Words), 1000) + "**\n" + code(v.Rule.Text, 1000)}
	backtestFields(e, test)
	field(e, "Sources", coverageText(v.Coverage), false)
	return reply{message: fit(message{Embeds: []*discordgo.MessageEmbed{e}})}, nil
}

// backtestFields shows what a rule would have fired on.
func backtestFields(e *discordgo.MessageEmbed, t desk.Backtest) {
	days := max(t.Until.Sub(t.Since).Hours()/24, 1.0/24)
	head := "Last " + desk.Span(t.Until.Sub(t.Since))
	counts := make([]string, len(t.Days))
	for i, n := range t.Days {
		counts[i] = strconv.Itoa(n)
	}
	text := plural(t.Stories, "alert")
	if perDay := float64(t.Stories) / days; perDay >= 1 && len(t.Days) > 1 {
		text += fmt.Sprintf(", %.1f a day", perDay)
	}
	if t.Stories > 0 && len(t.Days) > 1 {
		text += "\nDay by day, today last: " + strings.Join(counts, " · ")
	}
	for _, x := range t.Excluded {
		text += fmt.Sprintf("\nWithout %s: %d more", code(x.Clause, 80), x.Stories)
	}
	if t.Advice != "" {
		text += "\n💡 " + escape(clean(t.Advice), 400)
	}
	field(e, head, text, false)
	var latest []string
	for _, h := range t.Latest {
		latest = append(latest, h.Tags.Severity.Level.Symbol()+" "+headline(h.Report.Title, h.Report.Link, 200)+" "+ago(h.Report.When())+"\n-# "+why(h.Why, rules.Unplaced(&h.Tags), 110))
	}
	field(e, "It would have said", joinWithin(latest, "\n", maxField), false)
}
