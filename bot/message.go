package bot

import (
	"github.com/bwmarrin/discordgo"
)

// Discord's error codes that decide something here, from its documentation.
const (
	codeUnknownChannel     = 10003
	codeUnknownGuild       = 10004
	codeUnknownMessage     = 10008
	codeUnknownInteraction = 10062
	codeAnswered           = 40060
	codeNoAccess           = 50001
	codeCannotDM           = 50007
	codeNoPermission       = 50013
	codeNotInThisChannel   = 50024
	codeInvalidForm        = 50035
	codeArchived           = 50083
	codeEditsOfOld         = 30046
)

// A message is what is posted, edited or answered. The zero value is empty. It pings nobody but Roles.
type message struct {
	Content    string
	Embeds     []*discordgo.MessageEmbed
	Components []discordgo.MessageComponent
	Files      []file
	Flags      discordgo.MessageFlags
	Roles      []string // ids of roles that Content may ping
	Nonce      string   // Discord answers with the earlier message when it has seen this lately
	ReplyTo    string   // id of a message of the same channel
}

// A payload is a message as Discord reads it. discordgo's own lacks the nonce and the text of pictures, and leaves
// allowed_mentions out when it is empty, which would let every mention ping.
type payload struct {
	Content         string                       `json:"content"`
	Embeds          []*discordgo.MessageEmbed    `json:"embeds"`
	Components      []discordgo.MessageComponent `json:"components"`
	AllowedMentions mentions                     `json:"allowed_mentions"`
	Attachments     []attachment                 `json:"attachments,omitempty"`
	Flags           discordgo.MessageFlags       `json:"flags,omitempty"`
	Nonce           string                       `json:"nonce,omitempty"`
	EnforceNonce    bool                         `json:"enforce_nonce,omitempty"`
	Reference       *reference                   `json:"message_reference,omitempty"`
}

type mentions struct {
	Parse       []string `json:"parse"` // always empty, never null
	Roles       []string `json:"roles,omitempty"`
	RepliedUser bool     `json:"replied_user"`
}

type attachment struct {
	ID          int    `json:"id"`
	Filename    string `json:"filename"`
	Description string `json:"description,omitempty"`
}

type reference struct {
	MessageID string `json:"message_id"`
	// FailIfMissing is false: an answer to a deleted message is posted as a message of its own.
	FailIfMissing bool `json:"fail_if_not_exists"`
}

func (m message) payload() payload {
	p := payload{Content: m.Content, Embeds: m.Embeds, Components: m.Components, Flags: m.Flags,
		AllowedMentions: mentions{Parse: []string{}, Roles: m.Roles}, Nonce: m.Nonce, EnforceNonce: m.Nonce != ""}
	if p.Embeds == nil {
		p.Embeds = []*discordgo.MessageEmbed{}
	}
	if p.Components == nil {
		p.Components = []discordgo.MessageComponent{}
	}
	for i, f := range m.Files {
		p.Attachments = append(p.Attachments, attachment{ID: i, Filename: f.Name, Description: clip(f.Alt, maxAlt)})
	}
	if m.ReplyTo != "" {
		p.Reference = &reference{MessageID: m.ReplyTo}
	}
	return p
}

// A modal is a form of text fields.
type modal struct {
	CustomID   string                       `json:"custom_id"`
	Title      string                       `json:"title"`
	Components []discordgo.MessageComponent `json:"components"`
}
