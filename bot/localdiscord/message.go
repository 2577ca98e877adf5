package localdiscord

import (
	"slices"
	"time"
	"unicode/utf8"
)

// Message flags.
const (
	FlagSuppressEmbeds = 1 << 2
	FlagEphemeral      = 1 << 6
	FlagLoading        = 1 << 7
	FlagSilent         = 1 << 12
	FlagComponentsV2   = 1 << 15
)

// A Message is what was posted, in the form in which Discord's API gives it. The copies that tests receive are theirs.
type Message struct {
	ID              string       `json:"id"`
	ChannelID       string       `json:"channel_id"`
	Type            int          `json:"type"` // 0 plain, 19 reply, 20 answer to a command, 18 thread created
	Author          User         `json:"author"`
	Content         string       `json:"content"`
	Timestamp       time.Time    `json:"timestamp"`
	Edited          *time.Time   `json:"edited_timestamp"` // nil when it never was
	TTS             bool         `json:"tts"`
	MentionEveryone bool         `json:"mention_everyone"`
	Mentions        []User       `json:"mentions"`
	MentionRoles    []string     `json:"mention_roles"`
	Attachments     []Attachment `json:"attachments"`
	Embeds          []Embed      `json:"embeds"`
	Components      []Component  `json:"components"`
	Pinned          bool         `json:"pinned"`
	Flags           int          `json:"flags"`
	Nonce           string       `json:"nonce,omitempty"`
	WebhookID       string       `json:"webhook_id,omitempty"`
	ApplicationID   string       `json:"application_id,omitempty"`
	Reference       *Reference   `json:"message_reference,omitempty"`
	Reactions       []Reaction   `json:"reactions,omitempty"`
	Thread          any          `json:"thread,omitempty"`
	Metadata        any          `json:"interaction_metadata,omitempty"`

	// VisibleTo is the only user who sees an ephemeral message; empty for all others.
	VisibleTo string `json:"-"`
	// Revisions holds what the message was before each edit, oldest first.
	Revisions []Message `json:"-"`
	// Pinged holds the ids of the users and roles whom the message notified; "everyone" for all.
	Pinged []string `json:"-"`

	interaction string // id of the interaction whose answer this is
	command     string // what was typed, shown above the answer
	invokedBy   string // id of the user who typed it
}

// A Reference names the message that a reply answers.
type Reference struct {
	Type      int    `json:"type"`
	MessageID string `json:"message_id,omitempty"`
	ChannelID string `json:"channel_id"`
	GuildID   string `json:"guild_id,omitempty"`
}

// A Reaction is an emoji under a message.
type Reaction struct {
	Emoji struct {
		ID   *string `json:"id"`
		Name string  `json:"name"`
	} `json:"emoji"`
	Count        int            `json:"count"`
	CountDetails map[string]int `json:"count_details"`
	BurstColors  []string       `json:"burst_colors"`
	MeBurst      bool           `json:"me_burst"`
	Me           bool           `json:"me"`
}

// An Attachment is a file of a message.
type Attachment struct {
	ID          string `json:"id"`
	Filename    string `json:"filename"`
	Description string `json:"description,omitempty"` // alt text
	ContentType string `json:"content_type,omitempty"`
	Size        int    `json:"size"` // bytes
	URL         string `json:"url"`
	ProxyURL    string `json:"proxy_url"`
	Width       int    `json:"width,omitempty"`
	Height      int    `json:"height,omitempty"`
	Ephemeral   bool   `json:"ephemeral,omitempty"`
	Data        []byte `json:"-"`
}

// An Embed is the framed part of a message.
type Embed struct {
	Type        string       `json:"type,omitempty"`
	Title       string       `json:"title,omitempty"`
	Description string       `json:"description,omitempty"`
	URL         string       `json:"url,omitempty"`
	Timestamp   string       `json:"timestamp,omitempty"`
	Color       int          `json:"color,omitempty"`
	Footer      *EmbedFooter `json:"footer,omitempty"`
	Image       *EmbedMedia  `json:"image,omitempty"`
	Thumbnail   *EmbedMedia  `json:"thumbnail,omitempty"`
	Author      *EmbedAuthor `json:"author,omitempty"`
	Fields      []EmbedField `json:"fields,omitempty"`
}

// An EmbedFooter is the small print below an embed.
type EmbedFooter struct {
	Text    string `json:"text"`
	IconURL string `json:"icon_url,omitempty"`
}

// An EmbedMedia is a picture of an embed.
type EmbedMedia struct {
	URL         string `json:"url"`
	Description string `json:"description,omitempty"`
	Width       int    `json:"width,omitempty"`
	Height      int    `json:"height,omitempty"`
}

// An EmbedAuthor is the line above an embed's title.
type EmbedAuthor struct {
	Name    string `json:"name"`
	URL     string `json:"url,omitempty"`
	IconURL string `json:"icon_url,omitempty"`
}

// An EmbedField is a named part of an embed.
type EmbedField struct {
	Name   string `json:"name"`
	Value  string `json:"value"`
	Inline bool   `json:"inline"`
}

// clone copies what a caller could otherwise change or see changing.
func (m *Message) clone() Message {
	c := *m
	c.Mentions = slices.Clone(m.Mentions)
	c.MentionRoles = slices.Clone(m.MentionRoles)
	c.Attachments = slices.Clone(m.Attachments)
	c.Embeds = slices.Clone(m.Embeds)
	c.Components = slices.Clone(m.Components)
	c.Revisions = slices.Clone(m.Revisions)
	c.Pinged = slices.Clone(m.Pinged)
	c.Reactions = slices.Clone(m.Reactions)
	return c
}

// ReplyTo is the id of the message that this one answers, or empty.
func (m *Message) ReplyTo() string {
	if m.Reference == nil {
		return ""
	}
	return m.Reference.MessageID
}

// Ephemeral says whether only one user sees the message.
func (m *Message) Ephemeral() bool { return m.Flags&FlagEphemeral != 0 }

// seenBy says whether a user sees the message, channel permissions apart.
func (m *Message) seenBy(userID string) bool { return m.VisibleTo == "" || m.VisibleTo == userID }

// characters counts as Discord counts: by Unicode code point.
func characters(s string) int { return utf8.RuneCountInString(s) }
