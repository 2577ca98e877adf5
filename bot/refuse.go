package bot

import (
	"github.com/bwmarrin/discordgo"

	"tocsin/desk"
)

// refused shows a refusal of the desk.
func refused(e *desk.Error) message {
	embed := &discordgo.MessageEmbed{Color: badColour, Description: escape(clean(e.Text), 1500)}
	if e.Code != "" {
		embed.Description += "\n" + block(e.Code, 2000)
	}
	return message{Embeds: []*discordgo.MessageEmbed{embed}}
}
