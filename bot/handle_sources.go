package bot

import (
	"context"
	"fmt"
	"strings"

	"github.com/bwmarrin/discordgo"

	"tocsin/desk"
)

const sourcesAPage = 12

var stateMarks = map[desk.SourceState]string{
	desk.SourceFine: "🟢 fine", desk.SourceNew: "⚪ not read yet", desk.SourceFailing: "🔴 failing", desk.SourceQuiet: "🟡 quiet", desk.SourcePartial: "🟡 read in part", desk.SourcePaused: "⏸ paused",
}

func (b *Bot) sourcesList(ctx context.Context, r *request) (reply, error) {
	return b.sourcesPage(ctx, r, 0)
}

func (b *Bot) sourcesPage(ctx context.Context, r *request, page int) (reply, error) {
	list, err := b.desk.ListSources(ctx, r.caller)
	if err != nil {
		return reply{}, err
	}
	if len(list) == 0 {
		e := &discordgo.MessageEmbed{Color: plainColour, Title: "0 sources", Description: "Nothing is read yet. Add a feed: /sources add."}
		return reply{message: message{Embeds: []*discordgo.MessageEmbed{e}}}, nil
	}
	return reply{message: pageOf(list, page, sourcesAPage, buttonSources, "source", sourceLine)}, nil
}

// sourceLine shows how a source is doing.
func sourceLine(s desk.SourceView) string {
	out := fmt.Sprintf("`%d` **%s** · %s", s.ID, escape(line(s.Name), 60), stateMarks[s.State])
	if s.Own {
		out += " · of this server"
	}
	switch {
	case s.Why != "" && s.Since.IsZero():
		out += ": " + escape(line(s.Why), 150)
	case s.Why != "":
		out += " since " + ago(s.Since) + ": " + escape(line(s.Why), 150)
	case s.State == desk.SourceFine:
		out += " · read " + ago(s.LastSuccess)
	}
	if s.State != desk.SourcePaused && !s.NextPoll.IsZero() {
		out += " · next " + ago(s.NextPoll)
	}
	return out + "\n-# " + escape(clip(s.URL, 150), 200)
}

func (b *Bot) sourcesAdd(ctx context.Context, r *request) (reply, error) {
	t, err := b.desk.AddSource(ctx, r.caller, r.opts.text("url"), r.opts.text("name"))
	if err != nil {
		return reply{}, err
	}
	title := "Added: "
	if t.Trial != nil {
		title = "Added, but it cannot be read yet: "
	}
	return reply{message: triedMessage(title+escape(line(t.Source.Name), 150), t, "; what is in it now counts as seen, what comes from now on is news",
		"It is tried again by itself, less and less often. /sources list shows how it is doing; /sources remove takes it away.")}, nil
}

func (b *Bot) sourcesTest(ctx context.Context, r *request) (reply, error) {
	t, err := b.desk.TestSource(ctx, r.caller, r.opts.text("id"), r.opts.text("url"))
	if err != nil {
		return reply{}, err
	}
	return reply{message: triedMessage("Tried: "+escape(line(t.Source.Name), 150), t, "; only tried, nothing was changed", "Nothing was changed.")}, nil
}

// triedMessage shows what reading a source gave; read and unread say what that means, where it could and could not be read.
func triedMessage(title string, t desk.Tried, read, unread string) message {
	e := &discordgo.MessageEmbed{Color: goodColour, Title: title, Description: escape(clip(t.Source.URL, 300), 400)}
	if t.Trial != nil {
		e.Color = badColour
		field(e, "Why not", escape(clean(t.Trial.Error()), 900), false)
		field(e, "What now", unread, false)
		return message{Embeds: []*discordgo.MessageEmbed{e}}
	}
	if t.Found != "" {
		field(e, "Found on that page", escape(clip(t.Found, 300), 400), false)
	}
	var lines []string
	for _, n := range t.Newest {
		lines = append(lines, headline(n.Title, n.Link, 250)+" "+ago(n.When()))
	}
	items := plural(t.Items, "item") + read
	if len(lines) > 0 {
		items = joinWithin(append(lines, "-# "+items), "\n", maxField)
	}
	field(e, "Newest", items, false)
	if len(t.Notes) > 0 {
		field(e, "Remarks", escape(clean(strings.Join(t.Notes, "\n")), 500), false)
	}
	return fit(message{Embeds: []*discordgo.MessageEmbed{e}})
}

func (b *Bot) sourcesRemove(ctx context.Context, r *request) (reply, error) {
	s, err := b.desk.RemoveSource(ctx, r.caller, r.opts.text("id"))
	return saidSource("Removed", s, "It is read no more; what it brought stays. To have it again: /sources add.", err)
}

func (b *Bot) sourcesPause(ctx context.Context, r *request) (reply, error) {
	s, err := b.desk.PauseSource(ctx, r.caller, r.opts.text("id"), true)
	return saidSource("Paused", s, "It is not read until it is resumed: /sources resume.", err)
}

func (b *Bot) sourcesResume(ctx context.Context, r *request) (reply, error) {
	s, err := b.desk.PauseSource(ctx, r.caller, r.opts.text("id"), false)
	return saidSource("Read again", s, "It is due at once.", err)
}

func saidSource(done string, s desk.SourceView, more string, err error) (reply, error) {
	if err != nil {
		return reply{}, err
	}
	return reply{message: message{Embeds: []*discordgo.MessageEmbed{{Color: plainColour, Title: done + ": " + escape(line(s.Name), 200), Description: more}}}}, nil
}
