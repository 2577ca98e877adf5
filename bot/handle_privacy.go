package bot

import (
	"context"
	"fmt"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// ofServer is the choice of what is kept of the server, rather than of the caller.
const ofServer = "server"

const privacyPolicy = `**Kept for a server**: its rules, with who made them; its own sources; its mutes and settings; which alerts were posted where, so that no story is posted twice; which alerts members found not relevant.
**Kept for a person**: their own rules, mutes and settings; where their direct messages stand; what they found not relevant.
People and channels are kept as Discord's numbers. Names, messages and lists of members are neither read nor kept, and nothing is passed on.
News that was read is kept as news, also after /privacy delete: it belongs to no server, but what came from a server's own sources is shown there only.

All the rest is kept until somebody deletes it. **/privacy export** gives all of it as a file, **/privacy delete** deletes it, for good, after a confirmation. Whoever runs this bot may keep back-ups for a while.`

func (b *Bot) privacyPolicy(context.Context, *request) (reply, error) {
	return reply{message: message{Embeds: []*discordgo.MessageEmbed{{Color: plainColour, Title: "What is kept of you and of a server", Description: privacyPolicy}}}}, nil
}

func (b *Bot) privacyExport(ctx context.Context, r *request) (reply, error) {
	data, err := b.desk.ExportKept(ctx, r.caller, r.opts.text("of") == ofServer)
	if err != nil {
		return reply{}, err
	}
	return reply{message: message{Content: "This is all that is kept of " + whose(r.opts.text("of")) + ".",
		Files: []file{{Name: "kept.json", Type: "application/json", Data: data, Alt: "what is kept, as JSON"}}}}, nil
}

// privacyDelete says what would be deleted, and asks.
func (b *Bot) privacyDelete(ctx context.Context, r *request) (reply, error) {
	of := r.opts.text("of")
	k, err := b.desk.Kept(ctx, r.caller, of == ofServer)
	if err != nil {
		return reply{}, err
	}
	var parts []string
	for _, p := range []struct {
		n    int
		what string
	}{{len(k.Sources), "source"}, {len(k.Rules), "rule"}, {len(k.Mutes), "mute"}, {len(k.Settings), "setting"},
		{len(k.Feedback), "mark of an alert as not relevant"}, {k.Posted, "record of what was posted"}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%s: %d", p.what, p.n))
		}
	}
	if k.Made > 0 {
		parts = append(parts, fmt.Sprintf("your name on what you made for servers, which stays theirs: %s", plural(k.Made, "rule")))
	}
	if len(parts) == 0 {
		return reply{message: message{Content: "Nothing is kept of " + whose(of) + "."}}, nil
	}
	text := strings.Join(parts, "\n")
	if of == ofServer {
		text += "\nAlerts stop at once."
	}
	e := &discordgo.MessageEmbed{Color: badColour, Title: "Delete all that is kept of " + whose(of) + "?", Description: text + "\n**This cannot be undone.** /privacy export keeps a copy."}
	return reply{message: message{Embeds: []*discordgo.MessageEmbed{e}, Components: []discordgo.MessageComponent{row(
		button("Delete it", joinID(buttonForget, of), discordgo.DangerButton), button("Cancel", formCancel, discordgo.SecondaryButton))}}}, nil
}

// forgetButton deletes.
func (b *Bot) forgetButton(ctx context.Context, r *request) (reply, error) {
	if err := b.desk.Forget(ctx, r.caller, r.arg(1) == ofServer); err != nil {
		return reply{}, err
	}
	return reply{update: true, message: message{Content: "Deleted: nothing is kept of " + whose(r.arg(1)) + " any more."}}, nil
}

func whose(of string) string {
	if of == ofServer {
		return "this server"
	}
	return "you"
}
