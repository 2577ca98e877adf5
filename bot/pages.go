package bot

import (
	"context"
	"fmt"
	"strconv"

	"github.com/bwmarrin/discordgo"
)

// pageOf shows a page of a list, a line for each, with the buttons of that name which turn it.
func pageOf[T any](list []T, page, size int, name, noun string, line func(T) string) message {
	from, to, page := bounds(len(list), page, size)
	lines := make([]string, 0, size)
	for _, v := range list[from:to] {
		lines = append(lines, line(v))
	}
	e := &discordgo.MessageEmbed{Color: plainColour, Title: plural(len(list), noun), Description: joinWithin(lines, "\n", maxDescription)}
	return message{Embeds: []*discordgo.MessageEmbed{e}, Components: pager(name, page, len(list), size)}
}

// turn handles the buttons of a list: its message shows another page.
func turn(show func(b *Bot, ctx context.Context, r *request, page int) (reply, error)) handler {
	return func(b *Bot, ctx context.Context, r *request) (reply, error) {
		page, _ := strconv.Atoi(r.arg(1))
		rep, err := show(b, ctx, r, page)
		rep.update = true
		return rep, err
	}
}

// bounds returns the part of a list that a page shows, and the page that it is: the nearest there is.
func bounds(n, page, size int) (from, to, shown int) {
	last := max((n-1)/size, 0)
	page = min(max(page, 0), last)
	return page * size, min((page+1)*size, n), page
}

// pager gives the buttons that turn pages; none where one page is all.
func pager(name string, page, n, size int) []discordgo.MessageComponent {
	if n <= size {
		return nil
	}
	last := (n - 1) / size
	turn := func(label string, to int) discordgo.MessageComponent {
		return discordgo.Button{Label: label, Style: discordgo.SecondaryButton, CustomID: joinID(name, strconv.Itoa(to), label), Disabled: to < 0 || to > last}
	}
	return []discordgo.MessageComponent{row(turn("Back", page-1), turn("Next", page+1),
		discordgo.Button{Label: fmt.Sprintf("Page %d of %d", page+1, last+1), Style: discordgo.SecondaryButton, CustomID: joinID(name, "here"), Disabled: true})}
}
