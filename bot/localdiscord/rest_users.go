package localdiscord

import (
	"net/http"
	"slices"
	"strconv"
	"time"
)

func (s *Server) getGateway(*call) (int, any, error) {
	return http.StatusOK, object{"url": "ws://" + s.host + gatewayPath}, nil
}

func (s *Server) getGatewayBot(*call) (int, any, error) {
	return http.StatusOK, object{"url": "ws://" + s.host + gatewayPath, "shards": 1, "session_start_limit": object{
		"total": identifiesPerDay, "remaining": max(0, identifiesPerDay-s.gateway.identifies), "reset_after": int((24 * time.Hour).Milliseconds()), "max_concurrency": 1}}, nil
}

func (s *Server) getMe(*call) (int, any, error) {
	me := toObject(s.bot)
	me["mfa_enabled"], me["locale"], me["verified"], me["email"] = false, "en-US", true, nil
	return http.StatusOK, me, nil
}

func (s *Server) getUser(c *call) (int, any, error) {
	u := s.users[c.path("user_id")]
	if u == nil {
		return 0, nil, errUnknownUser
	}
	return http.StatusOK, u, nil
}

func (s *Server) getMyGuilds(c *call) (int, any, error) {
	list := []object{}
	for _, id := range s.guildOrder {
		g := s.guilds[id]
		if g.members[s.bot.ID] == nil || id <= c.query("after") {
			continue
		}
		list = append(list, object{"id": g.id, "name": g.name, "icon": nil, "banner": nil, "owner": g.ownerID == s.bot.ID, "features": []string{},
			"permissions": strconv.FormatInt(g.permissions(s.bot.ID, nil), 10)})
	}
	return http.StatusOK, list, nil
}

func (s *Server) leaveGuild(c *call) (int, any, error) {
	g, err := s.botGuild(c)
	if err != nil {
		return 0, nil, err
	}
	s.leave(g)
	return http.StatusNoContent, nil, nil
}

func (s *Server) getApplication(*call) (int, any, error) {
	return http.StatusOK, s.applicationJSON(), nil
}

// createDM opens direct messages with a user, which works even where writing to them does not.
func (s *Server) createDM(c *call) (int, any, error) {
	var body struct {
		RecipientID string `json:"recipient_id"`
	}
	if err := s.decode(c, &body); err != nil {
		return 0, nil, err
	}
	u := s.users[body.RecipientID]
	if u == nil || u.Bot {
		var form formError
		form.add("recipient_id", "NOT_A_USER", "Cannot send messages to this user")
		return 0, nil, form.err()
	}
	return http.StatusOK, s.channelJSON(s.dm(u.ID)), nil
}

// dm is the channel of direct messages between the bot and a user, made at the first call.
func (s *Server) dm(userID string) *channel {
	c := s.dms[userID]
	if c == nil {
		c = &channel{id: s.id(), kind: DMChannel, recipients: []string{s.bot.ID, userID}}
		s.dms[userID] = c
		s.channels[c.id] = c
	}
	return c
}

// mayDM says whether the bot can write to a user, who has not closed direct messages: they share a guild, or the user
// installed it.
func (s *Server) mayDM(userID string) bool {
	return !s.closedDMs[userID] && (s.installed[userID] || slices.ContainsFunc(s.guildOrder, func(id string) bool {
		g := s.guilds[id]
		return g.members[userID] != nil && g.members[s.bot.ID] != nil
	}))
}
