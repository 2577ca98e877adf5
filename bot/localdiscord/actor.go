package localdiscord

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// An Actor uses the server as one person does: what their Discord would not let them do is an error.
type Actor struct {
	s  *Server
	id string
}

// Actor acts as a user.
func (s *Server) Actor(userID string) *Actor { return &Actor{s, userID} }

// ErrNoAnswer says that the bot did not answer an interaction within three seconds: "The application did not respond".
var ErrNoAnswer = errors.New("the application did not respond")

// A Response is what an actor sees of a bot's answer to an interaction.
type Response struct {
	Message   *Message  // the answer as it stands; nil where there is none (a modal, a mere acknowledgement)
	Followups []Message // further messages
	Modal     *Modal    // a form to fill in
	Deferred  bool      // the bot answered first that it would answer
	Updated   bool      // Message is the one whose component was used, changed in place
	Choices   []Choice  // of an autocompletion

	actor *Actor
	in    *interaction
}

// Content is the text of the answer, or empty.
func (r *Response) Content() string {
	if r.Message == nil {
		return ""
	}
	return r.Message.Content
}

// Embeds are those of the answer.
func (r *Response) Embeds() []Embed {
	if r.Message == nil {
		return nil
	}
	return r.Message.Embeds
}

// Components are those of the answer.
func (r *Response) Components() []Component {
	if r.Message == nil {
		return nil
	}
	return r.Message.Components
}

// Ephemeral says whether only the actor sees the answer.
func (r *Response) Ephemeral() bool { return r.Message != nil && r.Message.Ephemeral() }

// WaitFor waits until the answer and its follow-ups are as ready wants them, and updates the response.
func (r *Response) WaitFor(ctx context.Context, ready func(*Response) bool) error {
	err := r.actor.s.wait(ctx, func() bool {
		r.read()
		return ready(r)
	})
	if err != nil {
		return fmt.Errorf("%s: answer not as awaited: %w", r.in.what(), err)
	}
	return nil
}

// read takes over how the interaction stands. The lock is held.
func (r *Response) read() {
	in := r.in
	r.Message, r.Followups = nil, nil
	if in.original != nil && !in.gone && in.original.Flags&FlagLoading == 0 && in.answered != answerDeferUpdate {
		m := in.original.clone()
		r.Message = &m
	}
	for _, m := range in.followUps {
		r.Followups = append(r.Followups, m.clone())
	}
	r.Modal, r.Choices = in.modal, in.choices
	r.Deferred = in.answered == answerDefer || in.answered == answerDeferUpdate
	r.Updated = in.answered == answerUpdate || in.answered == answerDeferUpdate
}

// await waits for the first answer, and after a deferral for the answer itself.
func (a *Actor) await(ctx context.Context, in *interaction) (*Response, error) {
	s := a.s
	if err := a.first(ctx, in); err != nil {
		return nil, err
	}
	done := func() bool { return in.answered != answerDefer || in.gone || in.original.Flags&FlagLoading == 0 }
	if err := s.wait(ctx, done); err != nil {
		return nil, fmt.Errorf("%s: deferred, but never answered: %w", in.what(), err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	r := &Response{actor: a, in: in}
	r.read()
	return r, nil
}

// first waits for the first answer, for three seconds.
func (a *Actor) first(ctx context.Context, in *interaction) error {
	s := a.s
	limited, cancel := context.WithTimeout(ctx, firstAnswerWithin)
	defer cancel()
	err := s.wait(limited, func() bool { return in.answered != 0 })
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil || limited.Err() == nil:
		return fmt.Errorf("%s: %w", in.what(), err)
	}
	return fmt.Errorf("%s: %w within %v (%d gateway sessions are connected)", in.what(), ErrNoAnswer, firstAnswerWithin, s.Gateway().Connected())
}

// place is the channel where the actor is, given a guild ("" in direct messages) and a channel ("" for those with the bot).
func (a *Actor) place(guildID, channelID string, permissions int64) (*channel, error) {
	s := a.s
	if s.users[a.id] == nil {
		return nil, fmt.Errorf("no user %q", a.id)
	}
	if guildID == "" && channelID == "" {
		return s.dm(a.id), nil
	}
	ch := s.channels[channelID]
	if ch == nil || guildOf(ch) != guildID {
		return nil, fmt.Errorf("no channel %q in guild %q", channelID, guildID)
	}
	if has := s.may(a.id, ch); has&permissions != permissions {
		return nil, fmt.Errorf("%s may not do that in #%s", s.users[a.id].Username, ch.name)
	}
	return ch, nil
}

// Say posts a message.
func (a *Actor) Say(channelID, content string) (Message, error) {
	s := a.s
	s.mu.Lock()
	defer s.mu.Unlock()
	ch := s.channels[channelID]
	if ch == nil {
		return Message{}, errUnknownChannel
	}
	if _, err := a.place(guildOf(ch), channelID, PermViewChannel|ch.postPermission()); err != nil {
		return Message{}, err
	}
	m := &Message{Author: *s.users[a.id]}
	if err := s.fill(ch, m, &messageRequest{Content: &content}, nil); err != nil {
		return Message{}, err
	}
	s.post(ch, m, nil)
	return m.clone(), nil
}

// Messages are what the actor sees in a channel, oldest first, ephemeral answers to them included.
func (a *Actor) Messages(channelID string) []Message {
	s := a.s
	s.mu.Lock()
	defer s.mu.Unlock()
	ch := s.channels[channelID]
	if ch == nil || s.may(a.id, ch)&(PermViewChannel|PermReadMessageHistory) != PermViewChannel|PermReadMessageHistory {
		return nil
	}
	var list []Message
	for _, m := range ch.messages {
		if m.seenBy(a.id) && m.Flags&FlagLoading == 0 {
			list = append(list, m.clone())
		}
	}
	return list
}

// Delete removes a message of the actor's own, or another's where they may manage messages.
func (a *Actor) Delete(channelID, messageID string) error {
	s := a.s
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.findMessage(channelID, messageID)
	if m == nil {
		return errUnknownMessage
	}
	ch := s.channels[channelID]
	if m.Author.ID != a.id && s.may(a.id, ch)&PermManageMessages == 0 {
		return errMissingPermissions
	}
	s.remove(ch, m)
	return nil
}

// Dismiss removes an ephemeral answer from the actor's sight.
func (a *Actor) Dismiss(channelID, messageID string) error {
	s := a.s
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.findMessage(channelID, messageID)
	if m == nil || m.VisibleTo != a.id {
		return errUnknownMessage
	}
	s.remove(s.channels[channelID], m)
	return nil
}

// OpenDM opens direct messages with the bot, and returns the channel's id.
func (a *Actor) OpenDM() string {
	a.s.mu.Lock()
	defer a.s.mu.Unlock()
	delete(a.s.closedDMs, a.id)
	return a.s.dm(a.id).id
}

// CloseDMs makes the actor one to whom the bot cannot write.
func (a *Actor) CloseDMs() {
	a.s.mu.Lock()
	defer a.s.mu.Unlock()
	a.s.closedDMs[a.id] = true
}

// Messages are copies of what stands in a channel, oldest first, but for ephemeral answers.
func (s *Server) Messages(channelID string) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.messages(channelID)
}

func (s *Server) messages(channelID string) []Message {
	var list []Message
	ch := s.channels[channelID]
	if ch == nil {
		return nil
	}
	for _, m := range ch.messages {
		if !m.Ephemeral() && m.Flags&FlagLoading == 0 {
			list = append(list, m.clone())
		}
	}
	return list
}

// WaitMessage waits until a channel holds a message that is as wanted, and returns the first such.
func (s *Server) WaitMessage(ctx context.Context, channelID string, wanted func(Message) bool) (Message, error) {
	var found Message
	err := s.wait(ctx, func() bool {
		list := s.messages(channelID)
		i := slices.IndexFunc(list, wanted)
		if i >= 0 {
			found = list[i]
		}
		return i >= 0
	})
	if err != nil {
		return Message{}, fmt.Errorf("no such message in channel %s: %w", channelID, err)
	}
	return found, nil
}

// WaitConnected waits until the bot is connected to the gateway and has been told of its guilds.
func (s *Server) WaitConnected(ctx context.Context) error {
	return s.wait(ctx, func() bool {
		for c := range s.gateway.conns {
			if c.session != nil && !c.frozen {
				return true
			}
		}
		return false
	})
}

// WaitCommands waits until the bot has registered a command of this name.
func (s *Server) WaitCommands(ctx context.Context, name string) error {
	return s.wait(ctx, func() bool {
		for _, list := range s.commands {
			if slices.ContainsFunc(list, func(cmd *Command) bool { return cmd.Name == name }) {
				return true
			}
		}
		return false
	})
}
