package localdiscord

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"
)

// Interaction types, and the types of a first answer to one.
const (
	kindCommand      = 2
	kindComponent    = 3
	kindAutocomplete = 4
	kindModal        = 5

	answerMessage      = 4
	answerDefer        = 5
	answerDeferUpdate  = 6
	answerUpdate       = 7
	answerChoices      = 8
	answerModal        = 9
	firstAnswerWithin  = 3 * time.Second
	interactionTokenOK = 15 * time.Minute
)

// An interaction is one use of the bot by a user.
type interaction struct {
	id, token string
	kind      int
	created   time.Time
	userID    string
	channel   *channel
	command   string   // as typed, with its options
	source    *Message // that carried the component
	focused   int      // type of the option being completed

	answered  int      // type of the first answer, 0 for none yet
	private   bool     // the first answer is ephemeral
	original  *Message // the first answer as a message, for a component possibly its source
	gone      bool     // the original was deleted
	followUps []*Message
	modal     *Modal
	choices   []Choice
}

// start sends an interaction to the bot. The lock is held.
func (s *Server) start(in *interaction, data object) *interaction {
	in.id, in.created = s.id(), s.now()
	in.token = tokenPrefix + strconv.FormatUint(rand.Uint64(), 36) + strconv.FormatUint(rand.Uint64(), 36)
	for id, old := range s.interactions {
		if in.created.Sub(old.created) > 2*interactionTokenOK {
			delete(s.interactions, id)
		}
	}
	s.interactions[in.id] = in
	ch := in.channel
	body := object{"id": in.id, "application_id": s.bot.ID, "type": in.kind, "data": data, "token": in.token, "version": 1, "channel_id": ch.id,
		"channel": s.channelJSON(ch), "locale": "en-US", "entitlements": []any{}, "attachment_size_limit": maxFile,
		"app_permissions": strconv.FormatInt(s.may(s.bot.ID, ch), 10)}
	if ch.guild != nil {
		member := s.memberJSON(ch.guild, ch.guild.members[in.userID])
		member["permissions"] = strconv.FormatInt(ch.guild.permissions(in.userID, ch), 10)
		body["guild_id"], body["guild_locale"], body["member"], body["context"] = ch.guild.id, "en-US", member, 0
		body["guild"] = object{"id": ch.guild.id, "locale": "en-US", "features": []string{}}
		body["authorizing_integration_owners"] = s.owners(ch.guild, in.userID)
	} else {
		body["user"], body["context"] = s.users[in.userID], 1
		body["authorizing_integration_owners"] = object{"0": "0"}
	}
	if in.source != nil {
		body["message"] = s.messageJSON(in.source)
	}
	s.dispatchTo(guildOf(ch), "INTERACTION_CREATE", 0, body)
	s.touch()
	return in
}

func guildOf(ch *channel) string {
	if ch.guild == nil {
		return ""
	}
	return ch.guild.id
}

// waiting finds the interaction that a first answer means, if it can still be answered.
func (s *Server) waiting(c *call) (*interaction, error) {
	in := s.interactions[c.path("interaction_id")]
	switch {
	case in == nil || in.token != c.path("interaction_token"):
		return nil, errUnknownInteraction
	case in.answered != 0:
		return nil, errAlreadyAcknowledged
	case s.now().Sub(in.created) > firstAnswerWithin:
		s.violate("interaction %s (%s) answered after %v: Discord had given up after 3 s", in.id, in.what(), s.now().Sub(in.created).Round(time.Millisecond))
		return nil, errUnknownInteraction
	}
	return in, nil
}

// open finds the interaction whose token a later call carries.
func (s *Server) open(c *call) (*interaction, error) {
	if c.path("webhook_id") != s.bot.ID {
		return nil, errUnknownWebhook
	}
	for _, in := range s.interactions {
		if in.token != c.path("webhook_token") {
			continue
		}
		switch {
		case in.answered == 0:
			return nil, errUnknownWebhook
		case s.now().Sub(in.created) > interactionTokenOK:
			return nil, errInvalidWebhookToken
		}
		return in, nil
	}
	return nil, errUnknownWebhook
}

// what names an interaction for people.
func (in *interaction) what() string {
	switch in.kind {
	case kindCommand:
		return "/" + in.command
	case kindAutocomplete:
		return "autocompletion of /" + in.command
	case kindModal:
		return "a submitted form"
	}
	return "a component"
}

// fits says whether a first answer of this type answers this kind of interaction.
func (in *interaction) fits(answer int) bool {
	switch answer {
	case answerMessage, answerDefer:
		return in.kind != kindAutocomplete
	case answerDeferUpdate, answerUpdate:
		return in.kind == kindComponent || in.kind == kindModal && in.source != nil
	case answerChoices:
		return in.kind == kindAutocomplete
	case answerModal:
		return in.kind == kindCommand || in.kind == kindComponent
	}
	return false
}

// message is a new message in answer to the interaction.
func (s *Server) answer(in *interaction, flags int) *Message {
	m := &Message{Author: *s.bot, Flags: flags & (FlagEphemeral | FlagSuppressEmbeds | FlagSilent | FlagComponentsV2), WebhookID: s.bot.ID, ApplicationID: s.bot.ID,
		interaction: in.id, command: in.command, invokedBy: in.userID}
	if in.kind == kindCommand {
		m.Type = 20
		m.Metadata = object{"id": in.id, "type": in.kind, "user": s.users[in.userID], "authorizing_integration_owners": object{"0": guildOf(in.channel)}}
	}
	if flags&FlagEphemeral != 0 {
		m.VisibleTo = in.userID
	}
	return m
}

func (in *interaction) String() string { return fmt.Sprintf("interaction %s: %s", in.id, in.what()) }
