package bot

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"tocsin/alert"
	"tocsin/report"
)

const (
	excerptLength = 350  // characters of a report's text on its alert
	excerptRead   = 4000 // bytes of it that are looked at
	tellingsShown = 6
	actorsShown   = 6
	mentionsShown = 2
)

// channelMention finds mentions of channels, which are harmless, in an escaped text.
var channelMention = regexp.MustCompile(`\\<#(\d{17,20})\\>`)

// deliveryMessage shows a delivery. Its first button, or its footer, carries the number of the delivery, by which it is found
// again when nobody knows whether it was posted.
func deliveryMessage(d *alert.Delivery) message {
	var m message
	switch {
	case d.Kind == alert.Notice:
		m.Content = channelMention.ReplaceAllString(escape(clean(d.Notice), maxContent), "<#$1>")
		return m
	case d.Kind == alert.Digest && d.Digest != nil:
		m = digestMessage(d)
	case d.Kind == alert.Reply && d.Alert != nil:
		m = worseMessage(d)
	case d.Alert != nil:
		m = alertMessage(d)
	}
	var above []string
	if d.Doubtful {
		above = append(above, "Possible repeat: it could not be told whether this was posted before.")
	}
	if d.Notice != "" {
		above = append(above, escape(clean(d.Notice), 500))
	}
	if len(m.Roles) > 0 {
		above = append(above, pings(m.Roles))
	}
	m.Content = strings.Join(above, "\n")
	return fit(m)
}

// alertMessage shows what is known of a story: one embed with its buttons.
func alertMessage(d *alert.Delivery) message {
	a := d.Alert
	e := storyEmbed(a)
	m := message{Embeds: []*discordgo.MessageEmbed{e}, Components: storyButtons(a.Story.ID, d.ID)}
	if d.Kind == alert.Post {
		m.Roles = rolesOf(a)
	}
	return m
}

func storyEmbed(a *alert.Alert) *discordgo.MessageEmbed {
	severity := max(a.Story.Severity, a.Tags.Severity.Level)
	e := &discordgo.MessageEmbed{Color: colours[severity]}
	title := line(cmp.Or(a.Story.Title, a.Report.Title))
	if title == "" {
		title = "(a report without a title)"
	}
	e.Title = level(severity) + " · "
	e.Title += escape(title, maxTitle-units(e.Title))
	if l, ok := readLink(cmp.Or(a.Story.Link, a.Report.Link)); ok {
		e.URL = l.url
	}
	e.Description = escape(excerpt(a.Report.Text, title), excerptLength)
	field(e, "Where", where(a), true)
	field(e, "What", what(&a.Tags), true)
	field(e, "Toll", toll(first(a.Story.Killed, a.Tags.Killed), first(a.Story.Wounded, a.Tags.Wounded)), true)
	field(e, "Who", who(&a.Tags), false)
	field(e, sourcesTitle(a), tellings(a.Sources), false)
	field(e, "When", since(reported(a)), false)
	field(e, "Why you see this", matches(a.Matches), false)
	return e
}

// excerpt returns the beginning of a text, without the title when the text begins by repeating it.
func excerpt(text, title string) string {
	text = line(text[:min(len(text), excerptRead)])
	if rest, ok := strings.CutPrefix(text, title); ok {
		text = strings.TrimLeft(rest, " .:–—-|")
	}
	return text
}

func first(a, b *int) *int {
	if a != nil {
		return a
	}
	return b
}

// where shows the most precise places of the focus, else says that no place is given.
func where(a *alert.Alert) string {
	if a.Story.Place != "" {
		return escape(line(a.Story.Place), 200)
	}
	var names []string
	for _, p := range a.Tags.Places {
		if p.Focus && !slices.Contains(names, p.Name) {
			names = append(names, p.Name)
		}
	}
	if len(names) == 0 {
		return "no place given"
	}
	return escape(line(strings.Join(names[:min(3, len(names))], ", ")), 200)
}

// what shows the kinds of event, the main one first; those that did not happen say so.
func what(t *report.Tags) string {
	var names []string
	for _, ev := range t.Events {
		name := ev.Type.Label()
		switch ev.Status {
		case report.Reported:
		case report.Claimed, report.Denied, report.Threatened, report.Hypothetical, report.Historical, report.Exercise:
			name += " (" + string(ev.Status) + ")"
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return escape(strings.Join(names[:min(3, len(names))], ", "), 200)
}

// who shows the actors with what they do in the main event, those who do something first. Nameless people are shown only
// where nobody named does the same; of those who are merely mentioned a few that have a name, but not the state where it
// happens.
func who(t *report.Tags) string {
	words := map[report.Role]string{report.Initiator: "by", report.Target: "target", report.Accused: "accused"}
	var parts []string
	for _, role := range []report.Role{report.Initiator, report.Target, report.Accused, report.Mentioned} {
		named, nameless := actorsOf(t, role)
		switch {
		case role == report.Mentioned:
			named = slices.DeleteFunc(named, func(a report.Actor) bool { return a.Kind == report.State && slices.Contains(t.Focus, a.Country) })
			named = named[:min(mentionsShown, len(named))]
		case len(named) == 0:
			named = nameless
		}
		for _, a := range named {
			part := escape(line(a.Name), 80)
			if w, ok := words[role]; ok {
				part += " (" + w + ")"
			}
			parts = append(parts, part)
		}
	}
	if n := len(parts); n > actorsShown {
		parts = append(parts[:actorsShown], fmt.Sprintf("and %d more", n-actorsShown))
	}
	return joinWithin(parts, ", ", maxField)
}

// actorsOf returns the actors of a role: those with a name, and generic people.
func actorsOf(t *report.Tags, role report.Role) (named, nameless []report.Actor) {
	for _, a := range t.Actors {
		switch {
		case a.Role != role:
		case a.Kind == report.People:
			nameless = append(nameless, a)
		default:
			named = append(named, a)
		}
	}
	return named, nameless
}

func sourcesTitle(a *alert.Alert) string {
	n := max(a.Story.Sources(), 1)
	if n == 1 {
		return "Source"
	}
	return plural(n, "source")
}

// tellings lists who tells the story, newest last, each linked to its own report; of several with when each told it.
func tellings(list []alert.Telling) string {
	var parts []string
	for _, t := range list {
		part := sourceLink(t)
		if len(list) > 1 && !t.When.IsZero() {
			part += " " + ago(t.When)
		}
		parts = append(parts, part)
	}
	if n := len(parts); n > tellingsShown {
		parts = append(parts[:tellingsShown], fmt.Sprintf("and %d more", n-tellingsShown))
	}
	return joinWithin(parts, "\n", maxField)
}

func sourceLink(t alert.Telling) string {
	name := line(cmp.Or(t.Source, t.Publisher))
	if name == "" {
		name = "unnamed source"
	}
	out := escape(name, 80)
	if l, ok := readLink(t.Link); ok && units(l.url) < 600 {
		out = "[" + out + "](" + l.url + ") (" + l.host + ")"
	}
	return out
}

// reported is when the alert's report was published.
func reported(a *alert.Alert) time.Time { return a.Report.When() }

// matches shows the rules that were met, each with what met it.
func matches(list []alert.Match) string {
	var parts []string
	for _, m := range list {
		part := "**" + escape(line(m.Name), 80) + "**"
		if w := why(m.Why, false, 300); w != "" {
			part += ": " + w
		}
		parts = append(parts, part)
	}
	return joinWithin(parts, "\n", maxField)
}

func storyButtons(story, delivery int64) []discordgo.MessageComponent {
	id := strconv.FormatInt(story, 10)
	return []discordgo.MessageComponent{row(
		button("Why", joinID(buttonWhy, id, strconv.FormatInt(delivery, 10)), discordgo.SecondaryButton),
		button("Mute story", joinID(buttonMute, id), discordgo.SecondaryButton),
		button("Not relevant", joinID(buttonIrrelevant, id), discordgo.SecondaryButton),
	)}
}

// rolesOf returns the roles that an alert pings, each once.
func rolesOf(a *alert.Alert) []string {
	var roles []string
	for _, m := range a.Matches {
		if snowflake(m.Mention) && !slices.Contains(roles, m.Mention) {
			roles = append(roles, m.Mention)
		}
	}
	return roles[:min(len(roles), 10)]
}

func pings(roles []string) string {
	marks := make([]string, len(roles))
	for i, r := range roles {
		marks[i] = "<@&" + r + ">"
	}
	return strings.Join(marks, " ")
}
