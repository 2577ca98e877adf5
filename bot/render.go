package bot

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"tocsin/report"
	"tocsin/rules"
)

// colours go with the word and the symbol of a severity, never instead of them.
var colours = map[report.Level]int{
	report.Info: 0x95A5A6, report.Low: 0x3498DB, report.Moderate: 0xF1C40F, report.High: 0xE67E22, report.Critical: 0xE74C3C,
}

const (
	plainColour = 0x5865F2
	goodColour  = 0x57F287
	badColour   = 0xED4245
)

// level shows a severity: "🟠 High".
func level(l report.Level) string {
	word := l.String()
	return l.Symbol() + " " + strings.ToUpper(word[:1]) + word[1:]
}

// since shows a time in the reader's zone and how long ago it is; empty for the zero time.
func since(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return fmt.Sprintf("<t:%d:f> (<t:%d:R>)", t.Unix(), t.Unix())
}

// ago shows how long ago a time is, "never" for the zero time.
func ago(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return fmt.Sprintf("<t:%d:R>", t.Unix())
}

// headline shows a report's title linked to it, with the host that the link leads to.
func headline(title, address string, limit int) string {
	l, ok := readLink(address)
	if !ok {
		return linked(title, address, limit)
	}
	host := " (" + l.host + ")"
	return linked(title, address, max(limit-units(host), 20)) + host
}

// linked shows a report's title linked to it; without the link where that would leave no room for the title.
func linked(title, address string, limit int) string {
	title = line(title)
	if title == "" {
		title = "(no title)"
	}
	if l, ok := readLink(address); ok {
		if room := limit - units(l.url) - len("[]()"); room >= 20 {
			return "[" + escape(title, room) + "](" + l.url + ")"
		}
	}
	return escape(title, limit)
}

// details is a line of small print: where, toll, by whom, when. Empty parts are left out.
func details(parts ...string) string {
	parts = slices.DeleteFunc(parts, func(p string) bool { return p == "" })
	return "-# " + strings.Join(parts, " · ")
}

// host returns what a link leads to, empty for none.
func host(address string) string {
	l, _ := readLink(address)
	return l.host
}

// toll shows what is known of the dead and wounded; empty when nothing is.
func toll(killed, wounded *int) string {
	var parts []string
	if killed != nil {
		parts = append(parts, fmt.Sprintf("%s killed", count(*killed)))
	}
	if wounded != nil {
		parts = append(parts, fmt.Sprintf("%s wounded", count(*wounded)))
	}
	return strings.Join(parts, ", ")
}

func count(n int) string {
	if n == 0 {
		return "none"
	}
	return fmt.Sprint(n)
}

// why shows what met a rule: each clause with the words that met it. A report that is unplaced met a region since its
// channel chose to include such.
func why(reasons []rules.Reason, unplaced bool, limit int) string {
	var parts []string
	seen := map[string]bool{}
	for _, r := range reasons {
		part := code(r.Clause, 120)
		if r.Text != "" {
			part += " “" + escape(line(r.Text), 80) + "”"
		} else if unplaced && strings.HasPrefix(r.Clause, "region:") {
			part += " (no place given)"
		}
		if !seen[part] {
			seen[part] = true
			parts = append(parts, part)
		}
	}
	return joinWithin(parts, " · ", limit)
}

// joinWithin joins parts while they fit and says how many do not.
func joinWithin(parts []string, sep string, limit int) string {
	var b strings.Builder
	used := 0
	for i, p := range parts {
		more := ""
		if left := len(parts) - i; left > 1 {
			more = fmt.Sprintf("%s… and %d more", sep, left)
		}
		need := units(p)
		if i > 0 {
			need += units(sep)
		}
		if used+need+units(more) > limit {
			rest := fmt.Sprintf("… and %d more", len(parts)-i)
			if i > 0 {
				rest = sep + rest
			}
			if used+units(rest) <= limit {
				b.WriteString(rest)
			}
			break
		}
		if i > 0 {
			b.WriteString(sep)
		}
		b.WriteString(p)
		used += need
	}
	return b.String()
}

// field adds a field to an embed unless its value is empty.
func field(e *discordgo.MessageEmbed, name, value string, inline bool) {
	if value = clip(value, maxField); value != "" {
		e.Fields = append(e.Fields, &discordgo.MessageEmbedField{Name: name, Value: value, Inline: inline})
	}
}

// plural puts a number and a word together: "1 alert", "3 alerts".
func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	if strings.HasSuffix(word, "y") {
		word = word[:len(word)-1] + "ie"
	}
	return fmt.Sprintf("%d %ss", n, word)
}

// row puts components side by side.
func row(c ...discordgo.MessageComponent) discordgo.MessageComponent {
	return discordgo.ActionsRow{Components: c}
}

func button(label, id string, style discordgo.ButtonStyle) discordgo.MessageComponent {
	return discordgo.Button{Label: label, CustomID: id, Style: style}
}
