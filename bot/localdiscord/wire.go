package localdiscord

import (
	"strconv"
	"time"
)

// The objects of Discord's API as its documentation and OpenAPI description give them.

type object = map[string]any

func (s *Server) memberJSON(g *guild, m *Member) object {
	roles := m.Roles
	if roles == nil {
		roles = []string{}
	}
	return object{"user": m.User, "nick": nil, "avatar": nil, "banner": nil, "roles": roles, "joined_at": m.Joined.UTC().Format(time.RFC3339Nano),
		"premium_since": nil, "deaf": false, "mute": false, "flags": 0, "pending": false, "communication_disabled_until": nil}
}

func roleJSON(r *Role) object {
	return object{"id": r.ID, "name": r.Name, "permissions": strconv.FormatInt(r.Permissions, 10), "position": r.Position, "color": r.Color,
		"colors": object{"primary_color": r.Color, "secondary_color": nil, "tertiary_color": nil}, "hoist": false, "managed": r.Managed,
		"mentionable": r.Mentionable, "icon": nil, "unicode_emoji": nil, "flags": 0}
}

func (s *Server) channelJSON(c *channel) object {
	o := object{"id": c.id, "type": c.kind, "flags": 0, "last_message_id": nil}
	if n := len(c.messages); n > 0 {
		o["last_message_id"] = c.messages[n-1].ID
	}
	if c.guild == nil {
		recipients := []*User{}
		for _, id := range c.recipients {
			if id != s.bot.ID {
				recipients = append(recipients, s.users[id])
			}
		}
		o["recipients"] = recipients
		return o
	}
	o["guild_id"], o["name"], o["parent_id"] = c.guild.id, c.name, nil
	if c.parent != nil {
		o["parent_id"] = c.parent.id
	}
	if c.isThread() {
		o["owner_id"] = c.ownerID
		o["thread_metadata"] = object{"archived": c.archived, "locked": c.locked, "auto_archive_duration": 1440,
			"archive_timestamp": idTime(c.id).UTC().Format(time.RFC3339Nano), "create_timestamp": idTime(c.id).UTC().Format(time.RFC3339Nano)}
		o["message_count"], o["member_count"], o["total_message_sent"] = len(c.messages), 1, len(c.messages)
		o["rate_limit_per_user"] = c.slowmode
		if c.applied != nil {
			o["applied_tags"] = c.applied
		}
		return o
	}
	overwrites := c.overwrites
	if overwrites == nil {
		overwrites = []Overwrite{}
	}
	o["position"], o["permission_overwrites"], o["nsfw"], o["rate_limit_per_user"] = c.position, overwrites, c.nsfw, c.slowmode
	o["topic"] = nil
	if c.topic != "" {
		o["topic"] = c.topic
	}
	if c.kind == ForumChannel {
		tags := c.tags
		if tags == nil {
			tags = []ForumTag{}
		}
		o["available_tags"], o["default_reaction_emoji"], o["default_sort_order"], o["default_forum_layout"] = tags, nil, nil, 0
	}
	return o
}

func (s *Server) guildJSON(g *guild) object {
	roles := []object{}
	for _, id := range g.roleOrder {
		roles = append(roles, roleJSON(g.roles[id]))
	}
	return object{"id": g.id, "name": g.name, "icon": nil, "description": nil, "home_header": nil, "splash": nil, "discovery_splash": nil,
		"features": []string{}, "banner": nil, "owner_id": g.ownerID, "application_id": nil, "region": "deprecated", "afk_channel_id": nil,
		"afk_timeout": 300, "system_channel_id": nil, "system_channel_flags": 0, "widget_enabled": false, "widget_channel_id": nil,
		"verification_level": 0, "roles": roles, "default_message_notifications": 0, "mfa_level": 0, "explicit_content_filter": 0,
		"max_presences": nil, "max_members": 500000, "max_stage_video_channel_users": 50, "max_video_channel_users": 25,
		"vanity_url_code": nil, "premium_tier": 0, "premium_subscription_count": 0, "preferred_locale": "en-US", "rules_channel_id": nil,
		"safety_alerts_channel_id": nil, "public_updates_channel_id": nil, "premium_progress_bar_enabled": false, "nsfw": false,
		"nsfw_level": 0, "emojis": []any{}, "stickers": []any{}, "incidents_data": nil}
}

// guildCreateJSON adds to a guild what only the gateway tells.
func (s *Server) guildCreateJSON(g *guild) object {
	o := s.guildJSON(g)
	channels, threads, members := []object{}, []object{}, []object{}
	for _, c := range g.channels {
		if c.isThread() {
			threads = append(threads, s.channelJSON(c))
		} else {
			channels = append(channels, s.channelJSON(c))
		}
	}
	if m := g.members[s.bot.ID]; m != nil { // others are told only with the members intent
		members = append(members, s.memberJSON(g, m))
	}
	o["joined_at"], o["large"], o["unavailable"], o["member_count"] = g.joined.UTC().Format(time.RFC3339Nano), false, false, len(g.members)
	o["members"], o["channels"], o["threads"] = members, channels, threads
	o["voice_states"], o["presences"], o["stage_instances"], o["guild_scheduled_events"], o["soundboard_sounds"] = []any{}, []any{}, []any{}, []any{}, []any{}
	return o
}

func (s *Server) applicationJSON() object {
	return object{"id": s.bot.ID, "name": s.bot.Username, "icon": nil, "description": "", "type": nil, "verify_key": "0000000000000000000000000000000000000000000000000000000000000000",
		"flags": 0, "flags_new": "0", "redirect_uris": []string{}, "interactions_endpoint_url": nil, "role_connections_verification_url": nil, "owner": s.developer,
		"approximate_guild_count": len(s.guilds), "approximate_user_install_count": len(s.installed), "approximate_user_authorization_count": 0,
		"integration_types_config": object{"0": object{}, "1": object{}}, // guilds and people can install it, as is the default
		"explicit_content_filter":  0, "team": nil, "eligible_oauth2_scopes": []string{}, "bot": s.bot, "bot_public": true, "bot_require_code_grant": false}
}

// messageJSON is a message as REST answers it: a reply carries what it replies to. Its nonce is told only to whoever
// sends it and in MESSAGE_CREATE, since Discord does not store it with the message.
func (s *Server) messageJSON(m *Message) object {
	o := toObject(m)
	delete(o, "nonce")
	if m.Flags&FlagComponentsV2 != 0 {
		s.completeComponents(o["components"])
	}
	if m.Reference != nil && m.Type == 19 {
		o["referenced_message"] = nil
		if original := s.findMessage(m.Reference.ChannelID, m.Reference.MessageID); original != nil {
			answered := toObject(original)
			delete(answered, "nonce")
			o["referenced_message"] = answered
		}
	}
	return o
}

// sentJSON is a message as it is told when it was sent, with its nonce.
func (s *Server) sentJSON(m *Message) object {
	o := s.messageJSON(m)
	if m.Nonce != "" {
		o["nonce"] = m.Nonce
	}
	return o
}
