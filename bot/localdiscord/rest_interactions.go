package localdiscord

import (
	"encoding/json"
	"net/http"
	"slices"
)

// answerInteraction takes the first answer: within three seconds, once.
func (s *Server) answerInteraction(c *call) (int, any, error) {
	in, err := s.waiting(c)
	if err != nil {
		return 0, nil, err
	}
	var body struct {
		Type int             `json:"type"`
		Data json.RawMessage `json:"data"`
	}
	if err := s.decode(c, &body); err != nil {
		return 0, nil, err
	}
	var form formError
	if !in.fits(body.Type) {
		form.add("type", "INTERACTION_RESPONSE_TYPE", "A response of type %d does not answer %s.", body.Type, in.what())
		return 0, nil, form.err()
	}
	whole := c.body
	c.body = body.Data
	defer func() { c.body = whole }()
	switch body.Type {
	case answerMessage:
		err = s.answerWithMessage(c, in)
	case answerDefer:
		err = s.deferAnswer(c, in)
	case answerUpdate:
		err = s.answerWithUpdate(c, in)
	case answerDeferUpdate:
		in.original = in.source
	case answerChoices:
		err = s.answerWithChoices(c, in)
	case answerModal:
		err = s.answerWithModal(c, in)
	}
	if err != nil {
		return 0, nil, err
	}
	in.answered = body.Type
	s.notice(in.channel, "interaction", object{"id": in.id, "to": in.userID})
	if c.query("with_response") != "true" {
		return http.StatusNoContent, nil, nil
	}
	return http.StatusOK, s.callbackJSON(in), nil
}

func (s *Server) callbackJSON(in *interaction) object {
	about := object{"id": in.id, "type": in.kind, "channel_id": in.channel.id}
	if in.channel.guild != nil {
		about["guild_id"] = in.channel.guild.id
	}
	o := object{"interaction": about}
	if m := in.original; m != nil {
		about["response_message_id"], about["response_message_ephemeral"], about["response_message_loading"] = m.ID, m.Ephemeral(), m.Flags&FlagLoading != 0
		if in.answered == answerMessage || in.answered == answerDefer || in.answered == answerUpdate {
			o["resource"] = object{"type": in.answered, "message": s.messageJSON(m)}
		}
	}
	return o
}

func (s *Server) answerWithMessage(c *call, in *interaction) error {
	var req messageRequest
	if err := s.decode(c, &req); err != nil {
		return err
	}
	s.wantMentions(c, &req)
	m := s.answer(in, value(req.Flags))
	if err := s.fill(in.channel, m, &req, c.files); err != nil {
		return inData(err)
	}
	s.post(in.channel, m, req.Mentions)
	in.original, in.private = m, m.Ephemeral()
	return nil
}

func (s *Server) deferAnswer(c *call, in *interaction) error {
	var req messageRequest
	if err := s.decode(c, &req); err != nil {
		return err
	}
	m := s.answer(in, value(req.Flags))
	m.Flags |= FlagLoading
	s.post(in.channel, m, &allowedMentions{})
	in.original, in.private = m, m.Ephemeral()
	return nil
}

func (s *Server) answerWithUpdate(c *call, in *interaction) error {
	var req messageRequest
	if err := s.decode(c, &req); err != nil {
		return err
	}
	s.wantMentions(c, &req)
	in.original = in.source
	return inData(s.edit(in.channel, in.source, &req, c.files))
}

func (s *Server) answerWithChoices(c *call, in *interaction) error {
	var body struct {
		Choices []Choice `json:"choices"`
		messageRequest
	}
	if err := s.decode(c, &body); err != nil {
		return err
	}
	var form formError
	checkChoices(&form, "data.choices", body.Choices, in.focused)
	if err := form.err(); err != nil {
		return err
	}
	in.choices = nonNil(body.Choices)
	return nil
}

func (s *Server) answerWithModal(c *call, in *interaction) error {
	var body struct {
		CustomID string `json:"custom_id"`
		Title    string `json:"title"`
		messageRequest
	}
	if err := s.decode(c, &body); err != nil {
		return err
	}
	modal := &Modal{CustomID: body.CustomID, Title: body.Title, Components: value(body.Components), interaction: in.id}
	var form formError
	checkModal(&form, modal)
	if err := form.err(); err != nil {
		return err
	}
	number(modal.Components)
	in.modal = modal
	return nil
}

// inData moves what is wrong with a message below the key data, where an interaction's answer has it.
func inData(err error) error {
	if failed, ok := err.(*apiError); ok && failed.Errors != nil {
		return &apiError{Status: failed.Status, Code: failed.Code, Message: failed.Message, Errors: object{"data": failed.Errors}}
	}
	return err
}

// followUp posts another message in answer; after a deferral the first one takes the place of the promised answer.
func (s *Server) followUp(c *call) (int, any, error) {
	in, err := s.open(c)
	if err != nil {
		return 0, nil, err
	}
	var req messageRequest
	if err := s.decode(c, &req); err != nil {
		return 0, nil, err
	}
	s.wantMentions(c, &req)
	if in.answered == answerDefer && !in.gone && in.original.Flags&FlagLoading != 0 {
		if err := s.editAnswerTo(in, in.original, &req, c); err != nil {
			return 0, nil, err
		}
		return http.StatusOK, s.messageJSON(in.original), nil
	}
	m := s.answer(in, value(req.Flags))
	m.Type, m.command = 0, ""
	if in.original != nil && !in.gone {
		m.Type = 19
		m.Reference = &Reference{MessageID: in.original.ID, ChannelID: in.channel.id}
	}
	if err := s.fill(in.channel, m, &req, c.files); err != nil {
		return 0, nil, err
	}
	s.post(in.channel, m, req.Mentions)
	in.followUps = append(in.followUps, m)
	s.notice(in.channel, "interaction", object{"id": in.id, "to": in.userID})
	return http.StatusOK, s.messageJSON(m), nil
}

// answerOf is the message of an interaction that the path names, @original or by id.
func (s *Server) answerOf(c *call) (*interaction, *Message, error) {
	in, err := s.open(c)
	if err != nil {
		return nil, nil, err
	}
	id := c.path("message_id")
	if in.original != nil && !in.gone && (id == "@original" || id == in.original.ID) {
		return in, in.original, nil
	}
	i := slices.IndexFunc(in.followUps, func(m *Message) bool { return m.ID == id })
	if i < 0 {
		return nil, nil, errUnknownMessage
	}
	return in, in.followUps[i], nil
}

func (s *Server) getAnswer(c *call) (int, any, error) {
	_, m, err := s.answerOf(c)
	if err != nil {
		return 0, nil, err
	}
	return http.StatusOK, s.messageJSON(m), nil
}

func (s *Server) editAnswer(c *call) (int, any, error) {
	in, m, err := s.answerOf(c)
	if err != nil {
		return 0, nil, err
	}
	var req messageRequest
	if err := s.decode(c, &req); err != nil {
		return 0, nil, err
	}
	s.wantMentions(c, &req)
	if err := s.editAnswerTo(in, m, &req, c); err != nil {
		return 0, nil, err
	}
	return http.StatusOK, s.messageJSON(m), nil
}

// editAnswerTo edits an answer; the first edit of a deferred one completes it and leaves no mark of an edit.
func (s *Server) editAnswerTo(in *interaction, m *Message, req *messageRequest, c *call) error {
	loading := m.Flags & FlagLoading
	m.Flags &^= FlagLoading
	if err := s.edit(in.channel, m, req, c.files); err != nil {
		m.Flags |= loading
		return err
	}
	if loading != 0 {
		m.Edited, m.Revisions = nil, nil
		s.mention(in.channel, m, req.Mentions, true)
		s.tidy(m)
		s.noticeMessage(in.channel, "edit", m)
	}
	s.notice(in.channel, "interaction", object{"id": in.id, "to": in.userID})
	return nil
}

func (s *Server) deleteAnswer(c *call) (int, any, error) {
	in, m, err := s.answerOf(c)
	if err != nil {
		return 0, nil, err
	}
	if m == in.original {
		in.gone = true
	}
	in.followUps = slices.DeleteFunc(in.followUps, func(o *Message) bool { return o == m })
	s.remove(in.channel, m)
	return http.StatusNoContent, nil, nil
}
