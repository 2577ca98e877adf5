package localdiscord

import (
	"fmt"
	"slices"
)

// CreateRole makes a role of a guild and returns its id.
func (s *Server) CreateRole(guildID, name string, permissions int64) (id string, err error) {
	err = s.changeGuild(guildID, func(g *guild) error {
		id = s.addRole(g, &Role{ID: s.id(), Name: name, Permissions: permissions}).ID
		return nil
	})
	return id, err
}

func (s *Server) addRole(g *guild, r *Role) *Role {
	r.Position = len(g.roleOrder)
	g.roles[r.ID] = r
	g.roleOrder = append(g.roleOrder, r.ID)
	s.dispatchGuild(g, "GUILD_ROLE_CREATE", intentGuilds, map[string]any{"guild_id": g.id, "role": roleJSON(r)})
	return r
}

// SetRole changes a role of a guild: its permissions, its colour, whether everybody may mention it.
func (s *Server) SetRole(guildID, roleID string, change func(*Role)) error {
	return s.changeGuild(guildID, func(g *guild) error {
		r := g.roles[roleID]
		if r == nil {
			return fmt.Errorf("no role %q in guild %s", roleID, guildID)
		}
		change(r)
		s.dispatchGuild(g, "GUILD_ROLE_UPDATE", intentGuilds, map[string]any{"guild_id": g.id, "role": roleJSON(r)})
		return nil
	})
}

// DeleteRole removes a role from a guild and from its members.
func (s *Server) DeleteRole(guildID, roleID string) error {
	return s.changeGuild(guildID, func(g *guild) error {
		if g.roles[roleID] == nil || roleID == guildID {
			return fmt.Errorf("no role %q in guild %s that can be deleted", roleID, guildID)
		}
		delete(g.roles, roleID)
		g.roleOrder = slices.DeleteFunc(g.roleOrder, func(id string) bool { return id == roleID })
		for _, m := range g.members {
			m.Roles = slices.DeleteFunc(m.Roles, func(id string) bool { return id == roleID })
		}
		s.dispatchGuild(g, "GUILD_ROLE_DELETE", intentGuilds, map[string]any{"guild_id": g.id, "role_id": roleID})
		return nil
	})
}

// AddMember lets a user join a guild, or gives a member other roles.
func (s *Server) AddMember(guildID, userID string, roles ...string) error {
	return s.changeGuild(guildID, func(g *guild) error {
		u := s.users[userID]
		if u == nil {
			return fmt.Errorf("no user %q", userID)
		}
		for _, id := range roles {
			if g.roles[id] == nil {
				return fmt.Errorf("no role %q in guild %s", id, guildID)
			}
		}
		s.addMember(g, u, roles)
		return nil
	})
}

func (s *Server) addMember(g *guild, u *User, roles []string) *Member {
	event := "GUILD_MEMBER_UPDATE"
	m := g.members[u.ID]
	if m == nil {
		event = "GUILD_MEMBER_ADD"
		m = &Member{User: u, Joined: s.now()}
		g.members[u.ID] = m
		g.memberOrder = append(g.memberOrder, u.ID)
	}
	m.Roles = roles
	body := s.memberJSON(g, m)
	body["guild_id"] = g.id
	s.dispatchGuild(g, event, intentMembers, body)
	return m
}

// RemoveMember lets a user leave a guild.
func (s *Server) RemoveMember(guildID, userID string) error {
	return s.changeGuild(guildID, func(g *guild) error {
		if g.members[userID] == nil {
			return fmt.Errorf("user %q is no member of guild %s", userID, guildID)
		}
		s.dispatchGuild(g, "GUILD_MEMBER_REMOVE", intentMembers, map[string]any{"guild_id": g.id, "user": s.users[userID]})
		g.drop(userID)
		return nil
	})
}

func (g *guild) drop(userID string) {
	delete(g.members, userID)
	g.memberOrder = slices.DeleteFunc(g.memberOrder, func(id string) bool { return id == userID })
}

// InstallForUser installs the bot for a user, who can then use its commands also in guilds that it is no member of.
func (s *Server) InstallForUser(userID string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.installed[userID] = true
	s.notice(nil, "commands", nil)
}

// owners says by whose installation an interaction is possible: the guild's, the user's own, or both.
func (s *Server) owners(g *guild, userID string) object {
	o := object{}
	if g.members[s.bot.ID] != nil {
		o["0"] = g.id
	}
	if s.installed[userID] {
		o["1"] = userID
	}
	return o
}

// InviteBot adds the bot to a guild with a role of its own that has these permissions.
func (s *Server) InviteBot(guildID string, permissions int64) error {
	return s.changeGuild(guildID, func(g *guild) error {
		role := s.botRole(g)
		if role == nil {
			role = s.addRole(g, &Role{ID: s.id(), Name: s.bot.Username, Managed: true})
		}
		role.Permissions = permissions
		g.joined = s.now()
		s.addMember(g, s.bot, []string{role.ID})
		s.dispatchGuild(g, "GUILD_CREATE", intentGuilds, s.guildCreateJSON(g))
		return nil
	})
}

// botRole is the role that the bot's invitation made, or nil.
func (s *Server) botRole(g *guild) *Role {
	for _, r := range g.roles {
		if r.Managed && r.Name == s.bot.Username {
			return r
		}
	}
	return nil
}

// SetBotPermissions replaces the permissions of the bot's own role. What @everyone may do, the bot may do all the same.
func (s *Server) SetBotPermissions(guildID string, permissions int64) error {
	return s.changeGuild(guildID, func(g *guild) error {
		role := s.botRole(g)
		if role == nil {
			return fmt.Errorf("the bot is not in guild %s", guildID)
		}
		role.Permissions = permissions
		s.dispatchGuild(g, "GUILD_ROLE_UPDATE", intentGuilds, map[string]any{"guild_id": g.id, "role": roleJSON(role)})
		return nil
	})
}

// RevokeBotPermission denies the bot permissions in one channel, as a moderator would.
func (s *Server) RevokeBotPermission(channelID string, permissions int64) error {
	return s.changeBotOverwrite(channelID, func(o *Overwrite) {
		o.Deny |= permissions
		o.Allow &^= permissions
	})
}

// GrantBotPermission undoes [Server.RevokeBotPermission], and allows the permissions there.
func (s *Server) GrantBotPermission(channelID string, permissions int64) error {
	return s.changeBotOverwrite(channelID, func(o *Overwrite) {
		o.Allow |= permissions
		o.Deny &^= permissions
	})
}

func (s *Server) changeBotOverwrite(channelID string, change func(*Overwrite)) error {
	return s.changeChannel(channelID, func(c *channel) error {
		i := slices.IndexFunc(c.overwrites, func(o Overwrite) bool { return o.ID == s.bot.ID })
		c.overwrites = slices.Clone(c.overwrites)
		if i < 0 {
			c.overwrites = append(c.overwrites, Overwrite{ID: s.bot.ID, Type: 1})
			i = len(c.overwrites) - 1
		}
		change(&c.overwrites[i])
		s.dispatchChannel(c, "CHANNEL_UPDATE", intentGuilds, s.channelJSON(c))
		return nil
	})
}

// Leave removes the bot from a guild, as when somebody kicks it.
func (s *Server) Leave(guildID string) error {
	return s.changeGuild(guildID, func(g *guild) error {
		if g.members[s.bot.ID] == nil {
			return fmt.Errorf("the bot is not in guild %s", guildID)
		}
		s.leave(g)
		return nil
	})
}

func (s *Server) leave(g *guild) {
	s.dispatchGuild(g, "GUILD_DELETE", intentGuilds, map[string]any{"id": g.id})
	if role := s.botRole(g); role != nil {
		delete(g.roles, role.ID)
		g.roleOrder = slices.DeleteFunc(g.roleOrder, func(id string) bool { return id == role.ID })
	}
	g.drop(s.bot.ID)
}

// SetUnavailable plays an outage of a guild, which the bot has not left, or its end.
func (s *Server) SetUnavailable(guildID string, unavailable bool) error {
	return s.changeGuild(guildID, func(g *guild) error {
		if g.unavailable == unavailable {
			return nil
		}
		g.unavailable = unavailable
		if unavailable {
			s.dispatchGuild(g, "GUILD_DELETE", intentGuilds, map[string]any{"id": g.id, "unavailable": true})
		} else {
			s.dispatchGuild(g, "GUILD_CREATE", intentGuilds, s.guildCreateJSON(g))
		}
		return nil
	})
}
