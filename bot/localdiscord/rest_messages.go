package localdiscord

import (
	"net/http"
	"slices"
	"strings"
	"time"
)

const (
	nonceWindow  = 3 * time.Minute // Discord: "the past few minutes"
	oldMessage   = time.Hour       // edits of older messages are limited
	oldEdits     = 3               // of them, a channel and oldEditsFor; Discord tells neither figure
	oldEditsFor  = 5 * time.Minute
	messagesPage = 100
)

// A sentNonce is a message by the nonce that it was sent with.
type sentNonce struct {
	message *Message
	at      time.Time
}

// findMessage returns a message by channel and id, or nil.
func (s *Server) findMessage(channelID, messageID string) *Message {
	c := s.channels[channelID]
	if c == nil {
		return nil
	}
	i := slices.IndexFunc(c.messages, func(m *Message) bool { return m.ID == messageID })
	if i < 0 {
		return nil
	}
	return c.messages[i]
}

// botMessage is the message of the path with its channel, in which the bot needs permissions, as its REST calls see it:
// ephemeral answers exist only for their webhook.
func (s *Server) botMessage(c *call, needs int64) (*channel, *Message, error) {
	ch, err := s.botChannel(c, needs)
	if err != nil {
		return nil, nil, err
	}
	m := s.findMessage(ch.id, c.path("message_id"))
	if m == nil || m.Ephemeral() || m.Flags&FlagLoading != 0 && m.interaction == "" {
		return nil, nil, errUnknownMessage
	}
	return ch, m, nil
}

// listMessages answers newest first. Without Read Message History the list is empty, and no error says so.
func (s *Server) listMessages(c *call) (int, any, error) {
	ch, err := s.botChannel(c, 0)
	if err != nil {
		return 0, nil, err
	}
	limit, err := c.number("limit", 50, 1, messagesPage)
	if err != nil {
		return 0, nil, err
	}
	list := []object{}
	if s.may(s.bot.ID, ch)&PermReadMessageHistory == 0 {
		return http.StatusOK, list, nil
	}
	visible := slices.DeleteFunc(slices.Clone(ch.messages), func(m *Message) bool { return m.Ephemeral() })
	from, to := 0, len(visible)
	search := func(id string) int {
		if i := slices.IndexFunc(visible, func(m *Message) bool { return !less(m.ID, id) }); i >= 0 {
			return i
		}
		return len(visible)
	}
	switch {
	case c.query("around") != "":
		middle := search(c.query("around"))
		from = max(0, middle-limit/2)
		to = min(len(visible), from+limit)
	case c.query("after") != "":
		from = search(c.query("after"))
		if from < len(visible) && visible[from].ID == c.query("after") {
			from++
		}
		to = min(len(visible), from+limit)
	default:
		if c.query("before") != "" {
			to = search(c.query("before"))
		}
		from = max(0, to-limit)
	}
	for _, m := range slices.Backward(visible[from:to]) {
		list = append(list, s.messageJSON(m))
	}
	return http.StatusOK, list, nil
}

// less orders snowflakes: the shorter is the older.
func less(a, b string) bool { return len(a) < len(b) || len(a) == len(b) && a < b }

func (s *Server) getMessage(c *call) (int, any, error) {
	_, m, err := s.botMessage(c, PermReadMessageHistory)
	if err != nil {
		return 0, nil, err
	}
	return http.StatusOK, s.messageJSON(m), nil
}

func (s *Server) createMessage(c *call) (int, any, error) {
	ch := s.channels[c.path("channel_id")]
	if ch == nil {
		return 0, nil, errUnknownChannel
	}
	if !ch.isText() {
		return 0, nil, errChannelType
	}
	if ch.guild == nil && !s.mayDM(ch.recipients[1]) {
		return 0, nil, errCannotDM
	}
	if err := s.require(ch, ch.postPermission()); err != nil {
		return 0, nil, err
	}
	var req messageRequest
	if err := s.decode(c, &req); err != nil {
		return 0, nil, err
	}
	s.wantMentions(c, &req)
	m := &Message{Author: *s.bot, Flags: value(req.Flags) &^ (FlagEphemeral | FlagLoading), TTS: req.TTS, Nonce: req.nonce()}
	if err := s.requireParts(ch, &req, c); err != nil {
		return 0, nil, err
	}
	if err := s.refer(ch, m, req.Reference); err != nil {
		return 0, nil, err
	}
	if err := s.fill(ch, m, &req, c.files); err != nil {
		return 0, nil, err
	}
	if sent, ok := s.nonces[m.Nonce]; ok && req.EnforceNonce && m.Nonce != "" && s.now().Sub(sent.at) < nonceWindow {
		return http.StatusOK, s.sentJSON(sent.message), nil
	}
	s.post(ch, m, req.Mentions)
	s.remember(m)
	return http.StatusOK, s.sentJSON(m), nil
}

// remember keeps a message by its nonce, and forgets those past the window.
func (s *Server) remember(m *Message) {
	for nonce, sent := range s.nonces {
		if s.now().Sub(sent.at) >= nonceWindow {
			delete(s.nonces, nonce)
		}
	}
	if m.Nonce != "" {
		s.nonces[m.Nonce] = sentNonce{m, s.now()}
	}
}

// requireParts wants the permissions that embeds, files and replies take.
func (s *Server) requireParts(ch *channel, req *messageRequest, c *call) error {
	needed := int64(0)
	if req.Embeds != nil && len(*req.Embeds) > 0 {
		needed |= PermEmbedLinks
	}
	if len(c.files) > 0 {
		needed |= PermAttachFiles
	}
	return s.require(ch, needed)
}

// refer makes a message the reply to another.
func (s *Server) refer(ch *channel, m *Message, ref *referenceRequest) error {
	if ref == nil || ref.MessageID == "" {
		return nil
	}
	var form formError
	if s.may(s.bot.ID, ch)&PermReadMessageHistory == 0 {
		return errReplyHistory
	}
	original := s.findMessage(ch.id, ref.MessageID)
	if original == nil || original.Ephemeral() || ref.ChannelID != "" && ref.ChannelID != ch.id {
		if ref.FailIfNotExists != nil && !*ref.FailIfNotExists {
			return nil
		}
		form.add("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
		return form.err()
	}
	m.Type = 19
	m.Reference = &Reference{MessageID: original.ID, ChannelID: ch.id}
	if ch.guild != nil {
		m.Reference.GuildID = ch.guild.id
	}
	return nil
}

// wantMentions notes a message without allowed_mentions: Discord then pings whatever the text happens to contain.
func (s *Server) wantMentions(c *call, req *messageRequest) {
	if req.Mentions == nil {
		s.violate("%s %s: no allowed_mentions, so everything in the text may ping", c.route.method, c.route.path)
	}
}

func (s *Server) editMessage(c *call) (int, any, error) {
	ch, m, err := s.botMessage(c, PermViewChannel)
	if err != nil {
		return 0, nil, err
	}
	if m.Author.ID != s.bot.ID {
		return 0, nil, errNotYourMessage
	}
	var req messageRequest
	if err := s.decode(c, &req); err != nil {
		return 0, nil, err
	}
	s.wantMentions(c, &req)
	if s.now().Sub(m.Timestamp) > oldMessage {
		recent := slices.DeleteFunc(s.edits[ch.id], func(t time.Time) bool { return s.now().Sub(t) >= oldEditsFor })
		if len(recent) >= oldEdits {
			s.edits[ch.id] = recent
			return 0, nil, errOldEdits
		}
		s.edits[ch.id] = append(recent, s.now())
	}
	if err := s.edit(ch, m, &req, c.files); err != nil {
		return 0, nil, err
	}
	return http.StatusOK, s.messageJSON(m), nil
}

func (s *Server) deleteMessage(c *call) (int, any, error) {
	ch, m, err := s.botMessage(c, PermViewChannel)
	if err != nil {
		return 0, nil, err
	}
	if m.Author.ID != s.bot.ID {
		if err := s.require(ch, PermManageMessages); err != nil {
			return 0, nil, err
		}
	}
	s.remove(ch, m)
	return http.StatusNoContent, nil, nil
}

func (s *Server) addReaction(c *call) (int, any, error)    { return s.react(c, 1) }
func (s *Server) removeReaction(c *call) (int, any, error) { return s.react(c, -1) }

func (s *Server) react(c *call, by int) (int, any, error) {
	ch, m, err := s.botMessage(c, PermReadMessageHistory|PermAddReactions)
	if err != nil {
		return 0, nil, err
	}
	name, _, _ := strings.Cut(c.path("emoji_name"), ":")
	m.Reactions = slices.DeleteFunc(slices.Clone(m.Reactions), func(r Reaction) bool { return r.Emoji.Name == name })
	if by > 0 {
		r := Reaction{Count: 1, Me: true, CountDetails: map[string]int{"burst": 0, "normal": 1}, BurstColors: []string{}}
		r.Emoji.Name = name
		m.Reactions = append(m.Reactions, r)
	}
	s.noticeMessage(ch, "edit", m)
	return http.StatusNoContent, nil, nil
}

// value is *p, or the zero value.
func value[T any](p *T) (v T) {
	set(&v, p)
	return v
}
