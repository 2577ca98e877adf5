package localdiscord

import (
	"net/http"
	"strings"
)

// createThreadFromMessage starts a thread on a message; the thread has the message's id.
func (s *Server) createThreadFromMessage(c *call) (int, any, error) {
	ch, m, err := s.botMessage(c, PermCreatePublicThreads)
	if err != nil {
		return 0, nil, err
	}
	if m.Thread != nil || s.channels[m.ID] != nil {
		return 0, nil, errThreadExists
	}
	var body threadRequest
	if err := s.decode(c, &body); err != nil {
		return 0, nil, err
	}
	t, err := s.newThread(ch, m.ID, &body)
	if err != nil {
		return 0, nil, err
	}
	m.Thread = s.channelJSON(t)
	s.announce(ch, "MESSAGE_UPDATE", m)
	return http.StatusCreated, m.Thread, nil
}

// A threadRequest is the body that starts a thread; in a forum it carries the first message.
type threadRequest struct {
	Name        string          `json:"name"`
	Type        *int            `json:"type"`
	AutoArchive *int            `json:"auto_archive_duration"`
	Slowmode    *int            `json:"rate_limit_per_user"`
	Invitable   *bool           `json:"invitable"`
	AppliedTags []string        `json:"applied_tags"`
	Message     *messageRequest `json:"message"`
}

func (s *Server) newThread(ch *channel, id string, body *threadRequest) (*channel, error) {
	if ch.guild == nil || ch.isThread() {
		return nil, errChannelType
	}
	var form formError
	form.length("name", strings.TrimSpace(body.Name), 1, 100)
	for i, tag := range body.AppliedTags {
		if !ch.hasTag(tag) {
			form.add(at("applied_tags", i), "UNKNOWN_TAG", "Unknown tag")
		}
	}
	if err := form.err(); err != nil {
		return nil, err
	}
	t := &channel{id: id, name: strings.TrimSpace(body.Name), kind: PublicThread, guild: ch.guild, parent: ch, ownerID: s.bot.ID,
		applied: body.AppliedTags, slowmode: value(body.Slowmode)}
	if value(body.Type) == PrivateThread {
		t.kind = PrivateThread
	}
	s.addChannel(t)
	return t, nil
}

func (c *channel) hasTag(id string) bool {
	for _, tag := range c.tags {
		if tag.ID == id {
			return true
		}
	}
	return false
}

// createThread starts a thread without a message, or a post in a forum.
func (s *Server) createThread(c *call) (int, any, error) {
	ch, err := s.botChannel(c, 0)
	if err != nil {
		return 0, nil, err
	}
	needed := PermCreatePublicThreads
	if ch.kind == ForumChannel {
		needed = PermSendMessages
	}
	if err := s.require(ch, needed); err != nil {
		return 0, nil, err
	}
	var body threadRequest
	if err := s.decode(c, &body); err != nil {
		return 0, nil, err
	}
	if ch.kind != ForumChannel {
		t, err := s.newThread(ch, s.id(), &body)
		if err != nil {
			return 0, nil, err
		}
		return http.StatusCreated, s.channelJSON(t), nil
	}
	if body.Message == nil {
		var form formError
		form.add("message", "BASE_TYPE_REQUIRED", "This field is required")
		return 0, nil, form.err()
	}
	s.wantMentions(c, body.Message)
	m := &Message{Author: *s.bot, Flags: value(body.Message.Flags)}
	if err := s.fill(ch, m, body.Message, c.files); err != nil {
		return 0, nil, err
	}
	t, err := s.newThread(ch, s.id(), &body)
	if err != nil {
		return 0, nil, err
	}
	s.post(t, m, body.Message.Mentions)
	answer := s.channelJSON(t)
	answer["message"] = s.messageJSON(m)
	return http.StatusCreated, answer, nil
}

func (s *Server) joinThread(c *call) (int, any, error) {
	ch, err := s.botChannel(c, 0)
	if err != nil {
		return 0, nil, err
	}
	if !ch.isThread() {
		return 0, nil, errChannelType
	}
	return http.StatusNoContent, nil, nil
}
