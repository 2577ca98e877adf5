package localdiscord

// Permission bits, as in Discord's documentation.
const (
	PermAdministrator         int64 = 1 << 3
	PermManageChannels        int64 = 1 << 4
	PermManageGuild           int64 = 1 << 5
	PermAddReactions          int64 = 1 << 6
	PermViewChannel           int64 = 1 << 10
	PermSendMessages          int64 = 1 << 11
	PermManageMessages        int64 = 1 << 13
	PermEmbedLinks            int64 = 1 << 14
	PermAttachFiles           int64 = 1 << 15
	PermReadMessageHistory    int64 = 1 << 16
	PermMentionEveryone       int64 = 1 << 17
	PermManageWebhooks        int64 = 1 << 29
	PermUseCommands           int64 = 1 << 31
	PermManageThreads         int64 = 1 << 34
	PermCreatePublicThreads   int64 = 1 << 35
	PermSendMessagesInThreads int64 = 1 << 38

	// PermEveryone is what a new guild's @everyone may do.
	PermEveryone = PermViewChannel | PermSendMessages | PermEmbedLinks | PermAttachFiles | PermReadMessageHistory |
		PermAddReactions | PermUseCommands | PermSendMessagesInThreads
	// PermPoster is what a bot needs that posts and reads what it posted.
	PermPoster = PermViewChannel | PermSendMessages | PermSendMessagesInThreads | PermEmbedLinks | PermAttachFiles | PermReadMessageHistory
	// PermAll is every permission there is.
	PermAll int64 = 1<<50 - 1
)

// An Overwrite changes what a role or member may do in one channel.
type Overwrite struct {
	ID    string `json:"id"`   // of the role or user; that of @everyone is the guild's
	Type  int    `json:"type"` // 0 role, 1 member
	Allow int64  `json:"allow,string"`
	Deny  int64  `json:"deny,string"`
}

// permissions computes what a user may do in a guild, and in a channel of it unless channel is nil, by the steps of
// Discord's documentation ("Permission Overwrites"). A user who is no member may do nothing.
func (g *guild) permissions(userID string, channel *channel) int64 {
	member := g.members[userID]
	if member == nil {
		return 0
	}
	if g.ownerID == userID {
		return PermAll
	}
	base := g.roles[g.id].Permissions
	for _, id := range member.Roles {
		if role := g.roles[id]; role != nil {
			base |= role.Permissions
		}
	}
	if base&PermAdministrator != 0 {
		return PermAll
	}
	if channel == nil {
		return base
	}
	return channel.effective().overwrite(base, g.id, member)
}

func (c *channel) overwrite(base int64, guildID string, member *Member) int64 {
	var allow, deny int64
	for _, o := range c.overwrites {
		if o.ID == guildID {
			base = base&^o.Deny | o.Allow
		}
	}
	for _, o := range c.overwrites {
		for _, role := range member.Roles {
			if o.Type == 0 && o.ID == role {
				allow |= o.Allow
				deny |= o.Deny
			}
		}
	}
	base = base&^deny | allow
	for _, o := range c.overwrites {
		if o.Type == 1 && o.ID == member.User.ID {
			base = base&^o.Deny | o.Allow
		}
	}
	// Without View Channel nothing else can be done there; without Send Messages nothing can be sent along.
	if base&PermViewChannel == 0 {
		return 0
	}
	if base&PermSendMessages == 0 {
		base &^= PermEmbedLinks | PermAttachFiles | PermMentionEveryone
	}
	return base
}

// effective is the channel whose overwrites count: a thread has those of its parent.
func (c *channel) effective() *channel {
	if c.parent != nil && c.isThread() {
		return c.parent
	}
	return c
}

// may says what a user may do in a channel, in a guild or in direct messages.
func (s *Server) may(userID string, c *channel) int64 {
	if c.guild == nil {
		for _, id := range c.recipients {
			if id == userID {
				return PermViewChannel | PermSendMessages | PermEmbedLinks | PermAttachFiles | PermReadMessageHistory | PermAddReactions | PermUseCommands
			}
		}
		return 0
	}
	return c.guild.permissions(userID, c)
}

// postPermission is the permission that posting to the channel takes.
func (c *channel) postPermission() int64 {
	if c.isThread() {
		return PermSendMessagesInThreads
	}
	return PermSendMessages
}
