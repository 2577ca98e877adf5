package localdiscord

import (
	"net/http"
	"slices"
)

// pageState is everything but messages that the page shows to a user: whom one can act as, the guilds and channels that
// the user sees, and the commands that can be used there.
func (s *Server) pageState(a *Actor, _ *http.Request) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	people := []object{}
	for _, id := range s.userOrder {
		people = append(people, object{"id": id, "name": s.users[id].Username, "rank": s.rank(id)})
	}
	if len(people) > 0 && !slices.Contains(s.userOrder, a.id) {
		a = s.Actor(s.userOrder[0])
	}
	guilds := []object{}
	for _, id := range s.guildOrder {
		if g := s.guilds[id]; g.members[a.id] != nil {
			guilds = append(guilds, s.pageGuild(g, a.id))
		}
	}
	bot := object{"id": s.bot.ID, "name": s.bot.Username, "online": s.online()}
	state := object{"me": a.id, "people": people, "guilds": guilds, "bot": bot, "dm": nil, "commands": s.pageCommands("", nil, 0)}
	if s.users[a.id] != nil {
		state["dm"] = s.pageChannel(s.dm(a.id), a.id)
	}
	return state, nil
}

func (s *Server) online() bool {
	for c := range s.gateway.conns {
		if c.session != nil && !c.frozen {
			return true
		}
	}
	return false
}

// rank says in a word what a user may do in the guilds they are in.
func (s *Server) rank(userID string) string {
	rank := "member"
	for _, g := range s.guilds {
		switch {
		case g.ownerID == userID:
			return "owner"
		case g.permissions(userID, nil)&PermManageGuild != 0:
			rank = "moderator"
		}
	}
	return rank
}

func (s *Server) pageGuild(g *guild, userID string) object {
	channels, members, roles := []object{}, []object{}, []object{}
	for _, c := range g.channels {
		if g.permissions(userID, c)&PermViewChannel != 0 {
			channels = append(channels, s.pageChannel(c, userID))
		}
	}
	for _, id := range g.memberOrder {
		m := g.members[id]
		members = append(members, object{"id": id, "name": m.User.Username, "bot": m.User.Bot, "roles": nonNil(m.Roles), "color": g.color(m)})
	}
	for _, id := range g.roleOrder {
		roles = append(roles, object{"id": id, "name": g.roles[id].Name, "color": g.roles[id].Color})
	}
	o := object{"id": g.id, "name": g.name, "channels": channels, "members": members, "roles": roles, "bot": g.members[s.bot.ID] != nil}
	o["commands"] = []object{}
	if len(s.owners(g, userID)) > 0 {
		o["commands"] = s.pageCommands(g.id, g, g.permissions(userID, nil))
	}
	return o
}

// color is that of the member's highest role that has one, or 0.
func (g *guild) color(m *Member) (color int) {
	for _, id := range g.roleOrder {
		if slices.Contains(m.Roles, id) && g.roles[id].Color != 0 {
			color = g.roles[id].Color
		}
	}
	return color
}

func (s *Server) pageChannel(c *channel, userID string) object {
	o := object{"id": c.id, "name": c.name, "kind": c.kind, "topic": c.topic, "parent": nil, "last": "",
		"send": c.isText() && s.may(userID, c)&c.postPermission() != 0}
	if c.parent != nil {
		o["parent"] = c.parent.id
	}
	if c.guild == nil {
		o["name"] = s.bot.Username
	}
	for _, m := range slices.Backward(c.messages) {
		if m.seenBy(userID) {
			o["last"] = m.ID
			break
		}
	}
	return o
}

// pageCommands lists what a user may use in a guild, or in direct messages where g is nil.
func (s *Server) pageCommands(guildID string, g *guild, may int64) []object {
	list := []object{}
	for _, cmd := range s.usable(guildID) {
		if cmd.Type == chatInputCommand && (g == nil || mayUse(cmd, may)) {
			list = append(list, object{"name": cmd.Name, "description": cmd.Description, "options": nonNil(cmd.Options)})
		}
	}
	return list
}

// pageMessages are the latest messages of a channel, oldest first.
func (s *Server) pageMessages(a *Actor, r *http.Request) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.channels[r.URL.Query().Get("channel")]
	if c == nil || s.may(a.id, c)&PermViewChannel == 0 {
		return nil, errUnknownChannel
	}
	list := []object{}
	if s.may(a.id, c)&PermReadMessageHistory == 0 {
		return list, nil
	}
	visible := slices.DeleteFunc(slices.Clone(c.messages), func(m *Message) bool { return !m.seenBy(a.id) })
	for _, m := range visible[max(0, len(visible)-2*messagesPage):] {
		list = append(list, s.pageMessage(m))
	}
	return list, nil
}

// pageMessage is a message with what only a client knows: who typed which command, what a reply answers.
func (s *Server) pageMessage(m *Message) object {
	o := toObject(m)
	delete(o, "interaction_metadata")
	o["ephemeral"], o["loading"], o["pinged"] = m.Ephemeral(), m.Flags&FlagLoading != 0, nonNil(m.Pinged)
	if m.command != "" && m.Type == 20 {
		o["command"] = object{"line": m.command, "user": s.users[m.invokedBy]}
	}
	if ref := m.Reference; ref != nil {
		o["answers"] = object{"id": ref.MessageID}
		if original := s.findMessage(ref.ChannelID, ref.MessageID); original != nil {
			o["answers"] = object{"id": original.ID, "author": original.Author, "content": original.Content, "excerpt": excerpt(original)}
		}
	}
	return o
}

// excerpt is a line that stands for a message.
func excerpt(m *Message) string {
	switch {
	case m.Content != "":
		return m.Content
	case len(m.Embeds) > 0 && m.Embeds[0].Title != "":
		return m.Embeds[0].Title
	case len(m.Embeds) > 0:
		return m.Embeds[0].Description
	case len(m.Attachments) > 0:
		return m.Attachments[0].Filename
	}
	return "message"
}
