package bot

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"tocsin/desk"
	"tocsin/report"
	"tocsin/story"
)

func question(o options) desk.Question {
	return desk.Question{Region: o.text("region"), Actor: o.text("actor"), Keywords: o.text("keywords"), Severity: o.text("severity"),
		Since: o.text("since"), Limit: o.number("limit", 0)}
}

func (b *Bot) recent(ctx context.Context, r *request) (reply, error) {
	out, err := b.desk.Recent(ctx, r.caller, question(r.opts))
	if err != nil {
		return reply{}, err
	}
	e := &discordgo.MessageEmbed{Color: plainColour, Title: "Latest stories"}
	if out.Asked != "" {
		e.Title = escape("Latest: "+line(out.Asked), maxTitle)
	}
	if len(out.Stories) == 0 {
		e.Description = "Nothing since " + since(out.Since) + ". Look further back with `since`, for example `7d`, or ask for a wider region."
		return reply{message: message{Embeds: []*discordgo.MessageEmbed{e}}}, nil
	}
	lines := storyLines(out.Stories)
	if out.More > 0 {
		lines = append(lines, fmt.Sprintf("… and %d more since %s", out.More, ago(out.Since)))
	}
	e.Description = joinWithin(lines, "\n", maxDescription)
	return reply{message: fit(message{Embeds: []*discordgo.MessageEmbed{e}})}, nil
}

func storyLines(list []story.Story) []string {
	lines := make([]string, len(list))
	for i := range list {
		s := &list[i]
		lines[i] = storyLine(s, s.Title, s.Link, 350, s.Last)
	}
	return lines
}

// storyLine shows a story: how bad and the headline, which has so much room; in small print where, toll, by how many sources,
// when.
func storyLine(s *story.Story, title, address string, room int, when time.Time) string {
	return level(s.Severity) + " " + linked(title, address, room) + "\n" +
		details(host(address), escape(line(s.Place), 80), toll(s.Killed, s.Wounded), plural(max(s.Sources(), 1), "source"), ago(when))
}

func (b *Bot) summary(ctx context.Context, r *request) (reply, error) {
	out, err := b.desk.Summary(ctx, r.caller, question(r.opts))
	if err != nil {
		return reply{}, err
	}
	e := &discordgo.MessageEmbed{Color: plainColour, Title: "Summary"}
	if out.Asked != "" {
		e.Title = escape("Summary: "+line(out.Asked), maxTitle)
	}
	span := desk.Span(out.Until.Sub(out.Since))
	if out.Now.Stories == 0 {
		e.Description = fmt.Sprintf("No story in the last %s%s.", span, change(0, out.Before.Stories))
		return reply{message: message{Embeds: []*discordgo.MessageEmbed{e}}}, nil
	}
	e.Description = joinWithin(append([]string{
		fmt.Sprintf("**%s** from %s in the last %s%s", plural(out.Now.Stories, "story"), plural(out.Now.Reports, "report"), span, change(out.Now.Stories, out.Before.Stories))},
		storyLines(out.Main)...), "\n", maxDescription-1000)
	field(e, "By severity", levelCounts(out.Now, out.Before), true)
	field(e, "Where", placeCounts(out.Places), true)
	field(e, "What", typeCounts(out.Types), true)
	return reply{message: fit(message{Embeds: []*discordgo.MessageEmbed{e}})}, nil
}

// change compares with the period before, in words.
func change(now, before int) string {
	switch {
	case now == before && now == 0:
		return ", nor in as long before"
	case now == before:
		return ", as many in as long before"
	case before == 0:
		return ", none in as long before"
	}
	return fmt.Sprintf(", %d in as long before", before)
}

func levelCounts(now, before desk.Tally) string {
	var lines []string
	levels := report.Levels()
	for i := len(levels) - 1; i >= 0; i-- {
		if l := levels[i]; now.Levels[l]+before.Levels[l] > 0 {
			lines = append(lines, fmt.Sprintf("%s: %d%s", level(l), now.Levels[l], was(now.Levels[l], before.Levels[l])))
		}
	}
	return strings.Join(lines, "\n")
}

func placeCounts(list []desk.PlaceCount) string {
	var lines []string
	for _, p := range list {
		lines = append(lines, fmt.Sprintf("%s: %d%s", escape(line(p.Name), 60), p.Now, was(p.Now, p.Before)))
	}
	return strings.Join(lines, "\n")
}

func was(now, before int) string {
	if now == before {
		return ""
	}
	return fmt.Sprintf(" (was %d)", before)
}

func typeCounts(list []desk.TypeCount) string {
	var lines []string
	for _, t := range list {
		lines = append(lines, fmt.Sprintf("%s: %d", escape(t.Type.Label(), 60), t.Now))
	}
	return strings.Join(lines, "\n")
}
