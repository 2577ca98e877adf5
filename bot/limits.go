package bot

import "github.com/bwmarrin/discordgo"

// Discord's limits, in characters, from its documentation.
const (
	maxContent     = 2000
	maxTitle       = 256
	maxDescription = 4096
	maxFieldName   = 256
	maxField       = 1024
	maxFields      = 25
	maxFooter      = 2048
	maxAuthor      = 256
	maxEmbeds      = 6000 // over all embeds of a message
	maxAlt         = 1024
	maxLabel       = 80
	maxChoice      = 100
	maxCustomID    = 100
	maxModalTitle  = 45
	maxSelect      = 25 // options of a select menu
)

// fit makes a message keep Discord's limits. Rendering keeps them by itself piece by piece; this is for their sum: the
// last fields of the last embeds go first, then the ends of descriptions.
func fit(m message) message {
	m.Content = clip(m.Content, maxContent)
	total := 0
	for _, e := range m.Embeds {
		fitEmbed(e)
		total += size(e)
	}
	for i := len(m.Embeds) - 1; i >= 0 && total > maxEmbeds; i-- {
		e := m.Embeds[i]
		total -= size(e)
		for size(e)+total > maxEmbeds && len(e.Fields) > 0 {
			e.Fields = e.Fields[:len(e.Fields)-1]
		}
		if over := size(e) + total - maxEmbeds; over > 0 {
			e.Description = clip(e.Description, max(units(e.Description)-over, 1))
		}
		total += size(e)
	}
	return m
}

func fitEmbed(e *discordgo.MessageEmbed) {
	e.Title, e.Description = clip(e.Title, maxTitle), clip(e.Description, maxDescription)
	if e.Footer != nil {
		e.Footer.Text = clip(e.Footer.Text, maxFooter)
	}
	if e.Author != nil {
		e.Author.Name = clip(e.Author.Name, maxAuthor)
	}
	e.Fields = e.Fields[:min(len(e.Fields), maxFields)]
	for _, f := range e.Fields {
		f.Name, f.Value = clip(f.Name, maxFieldName), clip(f.Value, maxField)
	}
}

// size is what an embed counts towards the sum.
func size(e *discordgo.MessageEmbed) int {
	n := units(e.Title) + units(e.Description)
	if e.Footer != nil {
		n += units(e.Footer.Text)
	}
	if e.Author != nil {
		n += units(e.Author.Name)
	}
	for _, f := range e.Fields {
		n += units(f.Name) + units(f.Value)
	}
	return n
}
