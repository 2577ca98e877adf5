package bot

import (
	"context"
	"fmt"
	"strings"

	"github.com/bwmarrin/discordgo"

	"tocsin/desk"
	"tocsin/report"
)

// mute mutes what is named; nothing named lists what is muted.
func (b *Bot) mute(ctx context.Context, r *request) (reply, error) {
	channel := r.opts.text("channel")
	if r.opts.text("what") == "" {
		return b.mutes(ctx, r, channel)
	}
	m, err := b.desk.Mute(ctx, r.caller, r.opts.text("what"), r.opts.text("for"), channel)
	if err != nil {
		return reply{}, err
	}
	return reply{message: mutedMessage(m, channel)}, nil
}

func (b *Bot) mutes(ctx context.Context, r *request, channel string) (reply, error) {
	list, err := b.desk.Mutes(ctx, r.caller, channel)
	if err != nil {
		return reply{}, err
	}
	e := &discordgo.MessageEmbed{Color: plainColour, Title: "Nothing is muted", Description: "/mute keeps a region, an actor or a rule from raising alerts for a while; the button **Mute story** of an alert, its story."}
	if len(list) > 0 {
		e.Title = plural(len(list), "thing") + " muted"
		lines := make([]string, len(list))
		for i, m := range list {
			lines[i] = escape(line(mutedName(m)), 200) + " until " + since(m.Until)
		}
		e.Description = joinWithin(append(lines, "-# /unmute ends one of them."), "\n", maxDescription)
	}
	return reply{message: message{Embeds: []*discordgo.MessageEmbed{e}}}, nil
}

func (b *Bot) unmute(ctx context.Context, r *request) (reply, error) {
	m, err := b.desk.Unmute(ctx, r.caller, r.opts.text("what"), r.opts.text("channel"))
	if err != nil {
		return reply{}, err
	}
	return reply{message: unmutedMessage(m)}, nil
}

func (b *Bot) muteButton(ctx context.Context, r *request) (reply, error) {
	id, err := r.story()
	if err != nil {
		return reply{}, err
	}
	m, err := b.desk.MuteStory(ctx, r.caller, id)
	if err != nil {
		return reply{}, err
	}
	return reply{message: mutedMessage(m, "")}, nil
}

// unmuteButton takes a mute back.
func (b *Bot) unmuteButton(ctx context.Context, r *request) (reply, error) {
	m, err := b.desk.Unmute(ctx, r.caller, r.arg(1)+":"+r.arg(2), r.arg(3))
	if err != nil {
		return reply{}, err
	}
	return reply{update: true, message: unmutedMessage(m)}, nil
}

// mutedMessage says what a mute does, and takes it back by a button.
func mutedMessage(m desk.Mute, channel string) message {
	where := ""
	if snowflake(channel) {
		where = " in <#" + channel + ">"
	}
	effect := map[report.SubjectKind]string{
		report.StorySubject:  "Nothing more is posted here about this story. Other stories go on.",
		report.RuleSubject:   "It raises no alerts meanwhile. Other rules go on.",
		report.RegionSubject: "Reports of what happens there raise no alerts meanwhile, unless it happens in another place too.",
		report.ActorSubject:  "Reports in which it plays a part raise no alerts meanwhile; those that only mention it do.",
	}[m.Kind]
	e := &discordgo.MessageEmbed{Color: plainColour, Title: clip("Muted: "+escape(line(mutedName(m)), 200), maxTitle),
		Description: effect + "\nUntil " + since(m.Until) + where + ". What is muted is still in /recent."}
	undo := button("Undo", clip(joinID(buttonUnmute, string(m.Kind), m.ID, channel), maxCustomID), discordgo.SecondaryButton)
	return message{Embeds: []*discordgo.MessageEmbed{e}, Components: []discordgo.MessageComponent{row(undo)}}
}

func unmutedMessage(m desk.Mute) message {
	return message{Embeds: []*discordgo.MessageEmbed{{Color: plainColour, Title: clip("No longer muted: "+escape(line(mutedName(m)), 200), maxTitle),
		Description: "It raises alerts again. What came meanwhile is in /recent."}}}
}

// mutedName names what is muted; a story muted by an earlier version has no name.
func mutedName(m desk.Mute) string {
	if m.Name == "" {
		return fmt.Sprintf("%s %s", m.Kind, m.ID)
	}
	if m.Kind == report.StorySubject {
		return "“" + strings.TrimSpace(m.Name) + "”"
	}
	return m.Name
}
