package bot

import (
	"context"
	"fmt"
	"strconv"

	"github.com/bwmarrin/discordgo"

	"tocsin/desk"
	"tocsin/rules"
)

// The first part of a custom_id names what its component does.
const (
	buttonEdit       = "edit"
	buttonUndo       = "undo"
	buttonAgain      = "again"
	buttonAgainEdit  = "againedit"
	buttonRules      = "rules"
	buttonSources    = "sources"
	buttonWhy        = "why"
	buttonMute       = "mute"
	buttonUnmute     = "unmute"
	buttonForget     = "forget"
	buttonIrrelevant = "irrelevant"
	formEdit         = "editform"
	formPick         = "pick"
	formWrite        = "write"
	formWritten      = "written"
	formRule         = "rule"
	formDone         = "subscribe"
	formCancel       = "cancel"
)

// components is the table of buttons, menus and forms. It is built once and only read.
var components = map[string]job{
	buttonEdit:       {name: "edit button", run: (*Bot).editButton, instant: true},
	buttonUndo:       {name: "undo button", run: (*Bot).undoButton, update: true},
	buttonAgain:      {name: "form again", run: (*Bot).againButton, instant: true},
	buttonAgainEdit:  {name: "edit form again", run: (*Bot).againEditButton, instant: true},
	buttonRules:      {name: "rules page", run: turn((*Bot).rulesPage), update: true},
	buttonSources:    {name: "sources page", run: turn((*Bot).sourcesPage), update: true},
	buttonWhy:        {name: "why button", run: (*Bot).whyButton},
	buttonMute:       {name: "mute button", run: (*Bot).muteButton},
	buttonForget:     {name: "delete button", run: (*Bot).forgetButton, update: true},
	buttonUnmute:     {name: "unmute button", run: (*Bot).unmuteButton, update: true},
	buttonIrrelevant: {name: "not relevant button", run: (*Bot).irrelevantButton},
	formEdit:         {name: "edit form", run: (*Bot).editSubmitted},
	formPick:         {name: "subscribe form", run: (*Bot).formPicked, update: true},
	formWrite:        {name: "subscribe form", run: (*Bot).formWrite, instant: true},
	formWritten:      {name: "subscribe form", run: (*Bot).formWritten},
	formRule:         {name: "subscribe form", run: (*Bot).ruleWritten},
	formDone:         {name: "subscribe form", run: (*Bot).formDone, update: true},
	formCancel:       {name: "subscribe form", run: (*Bot).formCancelled, update: true},
}

// staleButton answers to a component that this version does not know.
var staleButton error = &desk.Error{Kind: desk.Missing, Text: "This button is from an earlier version and does nothing any more."}

func (b *Bot) componentJob(r *request) job {
	if j, ok := components[r.arg(0)]; ok {
		return j
	}
	return job{name: "unknown component", run: func(*Bot, context.Context, *request) (reply, error) { return reply{}, staleButton }}
}

// arg returns a part of the custom_id, empty where there is none.
func (r *request) arg(n int) string {
	if n < len(r.args) {
		return r.args[n]
	}
	return ""
}

// story returns the story that a button of an alert is about.
func (r *request) story() (int64, error) {
	id, err := strconv.ParseInt(r.arg(1), 10, 64)
	if err != nil {
		return 0, staleButton
	}
	return id, nil
}

func (b *Bot) irrelevantButton(ctx context.Context, r *request) (reply, error) {
	id, err := r.story()
	if err == nil {
		err = b.desk.NotRelevant(ctx, r.caller, id)
	}
	if err != nil {
		return reply{}, err
	}
	return reply{message: message{Content: "Noted, thank you. /rules show says how often a rule missed the point, and what would have kept that away; /rules edit makes it narrower."}}, nil
}

// whyButton says why an alert was posted: what met each rule, and what makes its severity.
func (b *Bot) whyButton(ctx context.Context, r *request) (reply, error) {
	id, err := r.story()
	if err != nil {
		return reply{}, err
	}
	w, err := b.desk.Why(ctx, r.caller, id)
	if err != nil {
		return reply{}, err
	}
	e := &discordgo.MessageEmbed{Color: plainColour, Title: "Why you see this"}
	for _, f := range w.Fired[:min(len(w.Fired), 10)] {
		field(e, clip("Rule "+strconv.FormatInt(f.Rule, 10)+": "+line(f.Name), maxFieldName),
			code(f.Text, 300)+"\nmet by "+why(f.Why, rules.Unplaced(&f.Tags), 500)+"\nin "+headline(f.Report.Title, f.Report.Link, 200), false)
	}
	severity := w.Fired[0].Tags.Severity
	var because []string
	for _, reason := range severity.Because {
		part := fmt.Sprintf("%+d: %s", reason.Points, escape(line(reason.Reason), 80))
		if reason.Text != "" {
			part += " “" + escape(line(reason.Text), 80) + "”"
		}
		because = append(because, part)
	}
	field(e, fmt.Sprintf("Severity %s, score %d", level(severity.Level), severity.Score), joinWithin(because, "\n", maxField), false)
	return reply{message: fit(message{Embeds: []*discordgo.MessageEmbed{e}})}, nil
}
