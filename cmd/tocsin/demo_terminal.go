package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"tocsin/bot/localdiscord"
)

// welcome says where the page is and what to try, and opens it for a person at a terminal.
func (d *demo) welcome() {
	fmt.Fprintf(d.io.Out, `Tocsin demo: sample reports, a local Discord, the real service in between.

  Open  %s

Three things to try there:
  1. Watch #iraq-and-syria: the strike in Baghdad arrives, other outlets join its message, a reply says the toll rose.
  2. In #try-it, type /subscribe, choose region Pakistan and severity high, and wait for a sample that fits.
  3. Type /summary, or press Why under an alert.

Alerts as they are posted (Ctrl-C stops):
`, d.discord.URL())
	if !d.cmd.NoBrowser && isTerminal(d.io.Out) {
		if err := openBrowser(d.discord.URL()); err != nil {
			fmt.Fprintf(d.io.Out, "(No browser could be opened: %v. Open the address yourself.)\n", err)
		}
	}
}

// report has each alert printed as it is posted, until ctx ends.
func (d *demo) report(ctx context.Context) {
	for _, ch := range d.town.channels {
		d.telling.Go(func() {
			seen := make(map[string]bool)
			for {
				m, err := d.discord.WaitMessage(ctx, ch.id, func(m localdiscord.Message) bool {
					return m.Author.ID == d.discord.BotID() && m.VisibleTo == "" && len(m.Embeds) > 0 && !seen[m.ID]
				})
				if err != nil {
					return // ctx has ended
				}
				seen[m.ID] = true
				verb := ""
				if m.Reference != nil {
					verb = "reply: "
				}
				fmt.Fprintf(d.io.Out, "%s  #%-18s %s%s\n", time.Now().Format("15:04:05"), ch.name, verb, oneLine(m.Embeds[0].Title))
			}
		})
	}
}

// oneLine makes a text safe for a terminal.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 {
			return ' '
		}
		return r
	}, s)
}
