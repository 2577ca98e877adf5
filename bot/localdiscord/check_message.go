package localdiscord

import (
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Limits of Discord's documentation, in characters unless said otherwise.
const (
	maxContent      = 2000
	maxEmbeds       = 10 // a message
	maxEmbedTitle   = 256
	maxEmbedText    = 4096
	maxEmbedFields  = 25
	maxFieldName    = 256
	maxFieldValue   = 1024
	maxEmbedFooter  = 2048
	maxEmbedAuthor  = 256
	maxEmbedsTotal  = 6000 // over all embeds of a message
	maxAltText      = 1024
	maxNonce        = 25
	maxCustomID     = 100
	maxRows         = 5
	maxRowButtons   = 5
	maxButtonLabel  = 80
	maxOptions      = 25
	maxV2Components = 40
	maxURL          = 2048
)

// A messageRequest is the body that makes or edits a message, by whichever route. A nil pointer leaves things as they are.
type messageRequest struct {
	Content      *string              `json:"content"`
	Embeds       *[]Embed             `json:"embeds"`
	Components   *[]Component         `json:"components"`
	Mentions     *allowedMentions     `json:"allowed_mentions"`
	Attachments  *[]attachmentRequest `json:"attachments"`
	Flags        *int                 `json:"flags"`
	TTS          bool                 `json:"tts"`
	Nonce        any                  `json:"nonce"`
	EnforceNonce bool                 `json:"enforce_nonce"`
	Reference    *referenceRequest    `json:"message_reference"`
	StickerIDs   []string             `json:"sticker_ids"`
	Poll         json.RawMessage      `json:"poll"`
}

type allowedMentions struct {
	Parse       []string `json:"parse"`
	Users       []string `json:"users"`
	Roles       []string `json:"roles"`
	RepliedUser bool     `json:"replied_user"`
}

type attachmentRequest struct {
	ID          any    `json:"id"` // of a new file its n in files[n], of an old one its id
	Filename    string `json:"filename"`
	Description string `json:"description"`
	Title       string `json:"title"`
}

type referenceRequest struct {
	Type            int    `json:"type"`
	MessageID       string `json:"message_id"`
	ChannelID       string `json:"channel_id"`
	GuildID         string `json:"guild_id"`
	FailIfNotExists *bool  `json:"fail_if_not_exists"`
}

// nonce is the nonce as text; Discord takes a number too.
func (r *messageRequest) nonce() string {
	switch n := r.Nonce.(type) {
	case string:
		return n
	case float64:
		return strconv.FormatFloat(n, 'f', -1, 64)
	}
	return ""
}

// check holds a request against the limits, given the flags that the message will have.
func (r *messageRequest) check(files map[int]upload, flags int) error {
	var form formError
	v2 := flags&FlagComponentsV2 != 0
	if r.Content != nil {
		form.length("content", strings.TrimSpace(*r.Content), 0, maxContent)
		if v2 && *r.Content != "" {
			form.add("content", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", "The 'content' field cannot be used when using MessageFlags.IS_COMPONENTS_V2")
		}
	}
	if r.Embeds != nil {
		checkEmbeds(&form, *r.Embeds)
		if v2 && len(*r.Embeds) > 0 {
			form.add("embeds", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", "The 'embeds' field cannot be used when using MessageFlags.IS_COMPONENTS_V2")
		}
	}
	if r.Components != nil {
		checkComponents(&form, *r.Components, v2)
	}
	if characters(r.nonce()) > maxNonce {
		form.add("nonce", "NONCE_TYPE_TOO_LONG", "Must be %d or fewer in length.", maxNonce)
	}
	if m := r.Mentions; m != nil {
		m.check(&form)
	}
	if r.Attachments != nil {
		for i, a := range *r.Attachments {
			form.length(at("attachments", i, "description"), a.Description, 0, maxAltText)
		}
	}
	if len(files) > maxFiles {
		form.add("files", "BASE_TYPE_MAX_LENGTH", "Must be %d or fewer in length.", maxFiles)
	}
	return form.err()
}

func (m *allowedMentions) check(form *formError) {
	for i, kind := range m.Parse {
		if !slices.Contains([]string{"roles", "users", "everyone"}, kind) {
			form.add(at("allowed_mentions", "parse", i), "BASE_TYPE_CHOICES", "Value must be one of {'roles', 'users', 'everyone'}.")
		}
	}
	for kind, ids := range map[string][]string{"users": m.Users, "roles": m.Roles} {
		if len(ids) > 0 && slices.Contains(m.Parse, kind) {
			form.add("allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", "parse:[%q] and %s: [ids...] are mutually exclusive.", kind, kind)
		}
		if len(ids) > 100 {
			form.add(at("allowed_mentions", kind), "BASE_TYPE_MAX_LENGTH", "Must be 100 or fewer in length.")
		}
	}
}

func checkEmbeds(form *formError, embeds []Embed) {
	if len(embeds) > maxEmbeds {
		form.add("embeds", "BASE_TYPE_MAX_LENGTH", "Must be %d or fewer in length.", maxEmbeds)
	}
	total := 0
	for i := range embeds {
		e := &embeds[i]
		e.trim()
		total += checkEmbed(form, i, e)
	}
	if total > maxEmbedsTotal {
		form.add("embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of %d", maxEmbedsTotal)
	}
}

// checkEmbed adds what is wrong with the nth embed and returns its size, which counts towards maxEmbedsTotal.
func checkEmbed(form *formError, n int, e *Embed) (size int) {
	field := func(name, text string, least, most int) {
		form.length(at("embeds", n)+"."+name, text, least, most)
		size += characters(text)
	}
	field("title", e.Title, 0, maxEmbedTitle)
	field("description", e.Description, 0, maxEmbedText)
	link := func(name, address string, attachment bool) {
		if address != "" {
			checkURL(form, at("embeds", n)+"."+name, address, attachment)
		}
	}
	link("url", e.URL, false)
	if len(e.Fields) > maxEmbedFields {
		form.add(at("embeds", n, "fields"), "BASE_TYPE_MAX_LENGTH", "Must be %d or fewer in length.", maxEmbedFields)
	}
	for i, f := range e.Fields {
		field(at("fields", i, "name"), f.Name, 1, maxFieldName)
		field(at("fields", i, "value"), f.Value, 1, maxFieldValue)
	}
	if e.Footer != nil {
		field("footer.text", e.Footer.Text, 0, maxEmbedFooter)
		link("footer.icon_url", e.Footer.IconURL, true)
	}
	if e.Author != nil {
		field("author.name", e.Author.Name, 1, maxEmbedAuthor)
		link("author.url", e.Author.URL, false)
		link("author.icon_url", e.Author.IconURL, true)
	}
	if e.Image != nil {
		link("image.url", e.Image.URL, true)
	}
	if e.Thumbnail != nil {
		link("thumbnail.url", e.Thumbnail.URL, true)
	}
	if e.Color < 0 || e.Color > 0xFFFFFF {
		form.add(at("embeds", n, "color"), "NUMBER_TYPE_MAX", "int value should be between 0 and 16777215.")
	}
	if e.Timestamp != "" {
		if _, err := time.Parse(time.RFC3339, e.Timestamp); err != nil {
			form.add(at("embeds", n, "timestamp"), "DATE_TIME_TYPE_PARSE", "Could not parse %s. Should be ISO8601.", e.Timestamp)
		}
	}
	return size
}

// checkURL wants an http(s) address, or a file of the same message where attachment is set.
func checkURL(form *formError, path, address string, attachment bool) {
	u, err := url.Parse(address)
	switch {
	case err == nil && attachment && u.Scheme == "attachment":
	case err != nil || u.Host == "":
		form.add(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.")
	case u.Scheme != "http" && u.Scheme != "https":
		form.add(path, "URL_TYPE_INVALID_SCHEME", "%q is not a valid URL scheme. Scheme must be one of ('http', 'https').", u.Scheme)
	case len(address) > maxURL:
		form.add(path, "BASE_TYPE_MAX_LENGTH", "Must be %d or fewer in length.", maxURL)
	}
}

// trim drops white space at both ends of every text, as Discord does before it counts.
func (e *Embed) trim() {
	e.Title, e.Description = strings.TrimSpace(e.Title), strings.TrimSpace(e.Description)
	for i := range e.Fields {
		e.Fields[i].Name, e.Fields[i].Value = strings.TrimSpace(e.Fields[i].Name), strings.TrimSpace(e.Fields[i].Value)
	}
	if e.Footer != nil {
		e.Footer.Text = strings.TrimSpace(e.Footer.Text)
	}
	if e.Author != nil {
		e.Author.Name = strings.TrimSpace(e.Author.Name)
	}
}

// empty says whether nothing of the embed could be seen; Discord drops such embeds.
func (e *Embed) empty() bool {
	return e.Title == "" && e.Description == "" && len(e.Fields) == 0 && e.Footer == nil && e.Author == nil && e.Image == nil && e.Thumbnail == nil
}
