package bot

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/bwmarrin/discordgo"

	"tocsin/alert"
	"tocsin/report"
)

// digestMessage lists several stories, gravest first, each linked.
func digestMessage(d *alert.Delivery) message {
	list := slices.Clone(d.Digest.Alerts)
	slices.SortStableFunc(list, func(a, b alert.Alert) int { return int(b.Story.Severity - a.Story.Severity) })
	var lines []string
	worst := report.Info
	for i := range list {
		worst = max(worst, list[i].Story.Severity)
		a := &list[i]
		lines = append(lines, storyLine(&a.Story, cmp.Or(a.Story.Title, a.Report.Title), cmp.Or(a.Story.Link, a.Report.Link), 500, reported(a)))
	}
	total := max(d.Digest.Total, len(list))
	if left := total - len(list); left > 0 {
		lines = append(lines, fmt.Sprintf("… and %d more: /recent shows them", left))
	}
	e := &discordgo.MessageEmbed{Color: colours[worst], Title: escape(line(d.Digest.Title), maxTitle),
		Description: joinWithin(lines, "\n", maxDescription),
		Footer:      &discordgo.MessageEmbedFooter{Text: digestMark(d.ID)}}
	m := message{Embeds: []*discordgo.MessageEmbed{e}}
	for i := range list {
		for _, r := range rolesOf(&list[i]) {
			if !slices.Contains(m.Roles, r) && len(m.Roles) < 10 {
				m.Roles = append(m.Roles, r)
			}
		}
	}
	return m
}

// digestMark tells one digest from another.
func digestMark(delivery int64) string { return fmt.Sprintf("Digest %d", delivery) }
