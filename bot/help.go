package bot

import (
	"context"
	"strings"

	"github.com/bwmarrin/discordgo"

	"tocsin/report"
)

// A topic is one page of /help.
type topic struct {
	name  string
	title string
	text  string
}

// topics are the pages of /help, the first one for those who ask for none. Texts are Markdown of our own.
var topics = []topic{
	{"start", "Tocsin: alerts from the news, in this channel", `I read news and crisis feeds and post here, within moments, what you asked for: by **region**, by **actor**, by **how bad** it is.

**Try**
/subscribe region:Iraq severity:high
/subscribe actor:Popular Mobilization Forces keywords:drone, strike
/subscribe dm:True region:Khartoum (to yourself; needs no permission)
/recent region:Sudan since:3d
/summary region:Middle East

Each alert says where, who, what, how many were killed or wounded, who reports it, and **why** you see it.`},
	{"rules", "The rule language", "Everything that /subscribe can ask can be written, and combined:\n```\n" +
		`region:Iraq drone severity>=high
region:Iraq (actor:"Hashed al-Shaabi" OR actor:coalition)
by:Israel event:airstrike region:Syria,Lebanon
near:"Baghdad",50km killed>=5
(strike OR drone OR "dangerous escalation") -exercise
region:Sahel sources>=2 class:material_conflict` + "\n```" + `Side by side means AND; **OR** in capitals; **-** or NOT excludes; a comma list is an OR.
Fields: region, mentions, near, actor, by, blamed, target, event, class, severity, killed, wounded, sources, source, lang, title.
Words match in every inflection; "phrases" in order; word* by beginning; ="Exact" as written. Regular expressions are not offered.
/rules test rule:… tries one on the past without saving it.`},
	{"alerts", "What an alert shows", ""},
	{"sources", "Where reports come from", `/sources list shows what is read and how each source is doing. /sources add takes a feed (RSS, Atom, RDF, JSON Feed, CAP) or a page that names one, for this server only.
A source that fails, is too large to be read whole, or has been silent for far longer than usual is marked: its quiet is not calm.`},
	{"permissions", "Who may do what, and what I need", `To change what a server watches needs **Manage Server**; your own alerts by direct message (dm:True) need nothing.
In each channel that I post in I need **View Channel, Send Messages** (in threads: Send Messages in Threads)**, Embed Links, Attach Files** and **Read Message History**. To ping a role that not everybody can mention I need Mention Everyone.
/subscribe says what is missing.`},
	{"commands", "All commands", ""},
}

func helpTopics() []string {
	names := make([]string, len(topics))
	for i, t := range topics {
		names[i] = t.name
	}
	return names
}

func (b *Bot) help(_ context.Context, r *request) (reply, error) {
	t := topics[0]
	for _, other := range topics {
		if other.name == r.opts.text("topic") {
			t = other
		}
	}
	e := &discordgo.MessageEmbed{Color: plainColour, Title: t.title, Description: t.text}
	switch t.name {
	case "commands":
		e.Description = commandList()
	case "alerts":
		e.Description = alertHelp()
	}
	if t.name == topics[0].name {
		e.Footer = &discordgo.MessageEmbedFooter{Text: "More: /help topic:" + strings.Join(helpTopics()[1:], ", ")}
	}
	return reply{message: fit(message{Embeds: []*discordgo.MessageEmbed{e}})}, nil
}

// commandList shows the table of commands.
func commandList() string {
	var lines []string
	for _, c := range commands {
		_, about, found := strings.Cut(c.about, ": ")
		if !found {
			about = c.about
		}
		mark := ""
		if c.need != nobody {
			mark = " 🔒"
		}
		lines = append(lines, "**/"+c.name+"**"+mark+" "+about)
	}
	return strings.Join(append(lines, "🔒 needs Manage Server, but for what is your own."), "\n")
}

// alertHelp explains the severities and the buttons.
func alertHelp() string {
	var levels []string
	for _, l := range report.Levels() {
		levels = append(levels, level(l))
	}
	return `One message a story. When more sources tell it, or its toll changes, the message is brought up to date; when it becomes worse, an answer to it says so.
**Severity**: ` + strings.Join(levels, " < ") + `. It is a sum of reasons, and **Why** shows them.
**Why** shows the rules that were met and by which words. **Mute story** stops a story here; /mute a region, an actor or a rule for a while, and /unmute ends that. **Not relevant** is counted, and /rules show says how often.
Times show in your own time zone. Too many alerts in a channel at once become one digest; nothing is dropped.`
}
