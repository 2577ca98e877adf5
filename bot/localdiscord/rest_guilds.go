package localdiscord

import (
	"net/http"
	"slices"
	"strings"
)

// botGuild is the guild of the path, of which the bot must be a member.
func (s *Server) botGuild(c *call) (*guild, error) {
	g := s.guilds[c.path("guild_id")]
	if g == nil {
		return nil, errUnknownGuild
	}
	if g.members[s.bot.ID] == nil {
		return nil, errMissingAccess
	}
	return g, nil
}

func (s *Server) getGuild(c *call) (int, any, error) {
	g, err := s.botGuild(c)
	if err != nil {
		return 0, nil, err
	}
	return http.StatusOK, s.guildJSON(g), nil
}

func (s *Server) getGuildChannels(c *call) (int, any, error) {
	g, err := s.botGuild(c)
	if err != nil {
		return 0, nil, err
	}
	list := []object{}
	for _, ch := range g.channels {
		if !ch.isThread() {
			list = append(list, s.channelJSON(ch))
		}
	}
	return http.StatusOK, list, nil
}

func (s *Server) getGuildRoles(c *call) (int, any, error) {
	g, err := s.botGuild(c)
	if err != nil {
		return 0, nil, err
	}
	list := []object{}
	for _, id := range g.roleOrder {
		list = append(list, roleJSON(g.roles[id]))
	}
	return http.StatusOK, list, nil
}

// listMembers needs the privileged members intent, as Discord's does.
func (s *Server) listMembers(c *call) (int, any, error) {
	g, err := s.botGuild(c)
	if err != nil {
		return 0, nil, err
	}
	if !s.opts.Privileged {
		return 0, nil, errMissingAccess
	}
	limit, err := c.number("limit", 1, 1, 1000)
	if err != nil {
		return 0, nil, err
	}
	list := []object{}
	for _, id := range slices.Sorted(slices.Values(g.memberOrder)) {
		if id > c.query("after") && len(list) < limit {
			list = append(list, s.memberJSON(g, g.members[id]))
		}
	}
	return http.StatusOK, list, nil
}

func (s *Server) getMember(c *call) (int, any, error) {
	g, err := s.botGuild(c)
	if err != nil {
		return 0, nil, err
	}
	id := c.path("user_id")
	switch m := g.members[id]; {
	case s.users[id] == nil:
		return 0, nil, errUnknownUser
	case m == nil:
		return 0, nil, errUnknownMember
	default:
		return http.StatusOK, s.memberJSON(g, m), nil
	}
}

func (s *Server) getActiveThreads(c *call) (int, any, error) {
	g, err := s.botGuild(c)
	if err != nil {
		return 0, nil, err
	}
	threads, members := []object{}, []object{}
	for _, ch := range g.channels {
		if ch.isThread() && !ch.archived && g.permissions(s.bot.ID, ch)&PermViewChannel != 0 {
			threads = append(threads, s.channelJSON(ch))
		}
	}
	return http.StatusOK, object{"threads": threads, "members": members, "has_more": false}, nil
}

// botChannel is the channel of the path, in which the bot must have the permissions. The errors are told apart as
// Discord does: no such channel, a channel that the bot cannot see, a permission that it lacks.
func (s *Server) botChannel(c *call, permissions int64) (*channel, error) {
	ch := s.channels[c.path("channel_id")]
	if ch == nil {
		return nil, errUnknownChannel
	}
	return ch, s.require(ch, permissions)
}

func (s *Server) require(ch *channel, permissions int64) error {
	has := s.may(s.bot.ID, ch)
	switch {
	case has&PermViewChannel == 0:
		return errMissingAccess
	case has&permissions != permissions:
		return errMissingPermissions
	}
	return nil
}

func (s *Server) getChannel(c *call) (int, any, error) {
	ch, err := s.botChannel(c, PermViewChannel)
	if err != nil {
		return 0, nil, err
	}
	return http.StatusOK, s.channelJSON(ch), nil
}

// editChannel changes name, topic, tags and, of a thread, its state.
func (s *Server) editChannel(c *call) (int, any, error) {
	ch, err := s.botChannel(c, 0)
	if err != nil {
		return 0, nil, err
	}
	needed := PermManageChannels
	if ch.isThread() {
		needed = PermManageThreads
		if ch.ownerID == s.bot.ID {
			needed = 0
		}
	}
	if err := s.require(ch, needed); err != nil {
		return 0, nil, err
	}
	var body struct {
		Name        *string   `json:"name"`
		Topic       *string   `json:"topic"`
		Archived    *bool     `json:"archived"`
		Locked      *bool     `json:"locked"`
		AppliedTags *[]string `json:"applied_tags"`
		Slowmode    *int      `json:"rate_limit_per_user"`
		AutoArchive *int      `json:"auto_archive_duration"`
	}
	if err := s.decode(c, &body); err != nil {
		return 0, nil, err
	}
	var form formError
	if body.Name != nil {
		form.length("name", strings.TrimSpace(*body.Name), 1, 100)
	}
	if body.Topic != nil {
		form.length("topic", *body.Topic, 0, 1024)
	}
	if err := form.err(); err != nil {
		return 0, nil, err
	}
	set(&ch.name, body.Name)
	set(&ch.topic, body.Topic)
	set(&ch.archived, body.Archived)
	set(&ch.locked, body.Locked)
	set(&ch.applied, body.AppliedTags)
	set(&ch.slowmode, body.Slowmode)
	event := "CHANNEL_UPDATE"
	if ch.isThread() {
		event = "THREAD_UPDATE"
	}
	s.dispatchChannel(ch, event, intentGuilds, s.channelJSON(ch))
	return http.StatusOK, s.channelJSON(ch), nil
}

// set replaces *field by *value unless value is nil.
func set[T any](field *T, value *T) {
	if value != nil {
		*field = *value
	}
}

func (s *Server) closeChannel(c *call) (int, any, error) {
	ch, err := s.botChannel(c, 0)
	if err != nil {
		return 0, nil, err
	}
	if ch.guild == nil {
		return http.StatusOK, s.channelJSON(ch), nil
	}
	needed := PermManageChannels
	if ch.isThread() {
		needed = PermManageThreads
	}
	if err := s.require(ch, needed); err != nil {
		return 0, nil, err
	}
	answer := s.channelJSON(ch)
	s.removeChannel(ch)
	return http.StatusOK, answer, nil
}

func (s *Server) typing(c *call) (int, any, error) {
	ch, err := s.botChannel(c, PermSendMessages)
	if err != nil {
		return 0, nil, err
	}
	s.notice(ch, "typing", object{"channel_id": ch.id, "user_id": s.bot.ID})
	return http.StatusNoContent, nil, nil
}
