package bot

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"tocsin/desk"
)

func (b *Bot) status(ctx context.Context, r *request) (reply, error) {
	st, err := b.desk.Status(ctx, r.caller)
	if err != nil {
		return reply{}, err
	}
	e := &discordgo.MessageEmbed{Color: goodColour, Title: "Everything is working"}
	trouble := st.Sources[desk.SourceFailing] + st.Sources[desk.SourceQuiet]
	if trouble > 0 || st.Counts.Doubtful > 0 || !st.Counts.Oldest.IsZero() && time.Since(st.Counts.Oldest) > 5*time.Minute {
		e.Color, e.Title = colours[2], "Working, with trouble"
	}
	var states []string
	for _, s := range []desk.SourceState{desk.SourceFine, desk.SourceNew, desk.SourcePartial, desk.SourceQuiet, desk.SourceFailing, desk.SourcePaused} {
		if n := st.Sources[s]; n > 0 {
			states = append(states, fmt.Sprintf("%s: %d", stateMarks[s], n))
		}
	}
	if len(states) == 0 {
		states = []string{"none yet: /sources add"}
	}
	field(e, "Sources", strings.Join(states, "\n"), true)
	field(e, "Rules", fmt.Sprintf("%d, of which %d paused", st.Rules, st.Paused), true)
	queue := "empty"
	if st.Counts.Queue > 0 {
		queue = fmt.Sprintf("%d waiting, the oldest since %s", st.Counts.Queue, ago(st.Counts.Oldest))
	}
	field(e, "To be posted", queue, true)
	field(e, "Last report", ago(st.Counts.LastReport), true)
	field(e, "Last alert here", ago(st.Counts.LastAlert), true)
	field(e, "Stored", plural(st.Counts.Reports, "report")+" in "+plural(st.Counts.Stories, "story"), true)
	var worst []string
	for _, s := range st.Worst {
		worst = append(worst, fmt.Sprintf("**%s** %s since %s: %s", escape(line(s.Name), 60), s.State, ago(s.Since), escape(line(s.Why), 150)))
	}
	field(e, "Sources in trouble: their quiet is not calm", joinWithin(worst, "\n", maxField), false)
	e.Footer = &discordgo.MessageEmbedFooter{Text: "Tocsin " + st.Version + ", running for " + desk.Span(time.Since(st.Started))}
	return reply{message: fit(message{Embeds: []*discordgo.MessageEmbed{e}})}, nil
}

func (b *Bot) settings(ctx context.Context, r *request) (reply, error) {
	var s desk.Settings
	var err error
	if v := r.opts.text("unplaced"); v != "" {
		s, err = b.desk.SetUnplaced(ctx, r.caller, v)
	} else {
		s, err = b.desk.Settings(ctx, r.caller)
	}
	if err != nil {
		return reply{}, err
	}
	e := &discordgo.MessageEmbed{Color: plainColour, Title: "Settings of this channel"}
	if r.caller.Guild == "" {
		e.Title = "Your settings"
	}
	unplaced := "**strict**: a rule with a region hears only of reports that name a place in it"
	if s.Unplaced == desk.Include {
		unplaced = "**include**: a rule with a region also hears of reports that name no place at all"
	}
	field(e, "unplaced", unplaced, false)
	return reply{message: message{Embeds: []*discordgo.MessageEmbed{e}}}, nil
}
