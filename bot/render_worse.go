package bot

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/bwmarrin/discordgo"

	"tocsin/alert"
)

// worseMessage answers the message of a story that became worse: what was, what is, and where it is told. Without what
// was, the story met a further rule, which comes first.
func worseMessage(d *alert.Delivery) message {
	a := d.Alert
	severity := max(a.Story.Severity, a.Tags.Severity.Level)
	e := &discordgo.MessageEmbed{Color: colours[severity]}
	var changes []string
	if a.Was != nil {
		if a.Was.Severity != severity {
			changes = append(changes, fmt.Sprintf("%s, was %s", level(severity), level(a.Was.Severity)))
		}
		changes = appendRise(changes, "killed", a.Was.Killed, a.Story.Killed)
		changes = appendRise(changes, "wounded", a.Was.Wounded, a.Story.Wounded)
	}
	e.Title = "Worse: " + strings.Join(changes, "; ")
	switch {
	case a.Was == nil && len(a.Matches) > 0:
		e.Title = clip("Now also meets “"+escape(line(a.Matches[0].Name), 100)+"”: "+level(severity), maxTitle)
	case len(changes) == 0:
		e.Title = "New report: " + level(severity)
	}
	e.Description = headline(cmp.Or(a.Report.Title, a.Story.Title), a.Report.Link, 1000)
	field(e, "Where", where(a), true)
	field(e, "When", since(reported(a)), true)
	if a.Was == nil {
		field(e, "Why you see this", matches(a.Matches[:min(1, len(a.Matches))]), false)
	}
	m := message{Embeds: []*discordgo.MessageEmbed{e}, ReplyTo: d.Message, Components: storyButtons(a.Story.ID, d.ID)}
	if a.Was == nil || severity > a.Was.Severity {
		m.Roles = rolesOf(a)
	}
	return m
}

func appendRise(changes []string, what string, was, is *int) []string {
	if is == nil || was != nil && *is == *was {
		return changes
	}
	if was == nil {
		return append(changes, fmt.Sprintf("%d %s", *is, what))
	}
	return append(changes, fmt.Sprintf("%d %s, was %d", *is, what, *was))
}
