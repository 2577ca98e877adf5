package localdiscord

import (
	"fmt"
	"slices"
	"time"
)

// Channel types.
const (
	TextChannel         = 0
	DMChannel           = 1
	VoiceChannel        = 2
	CategoryChannel     = 4
	AnnouncementChannel = 5
	PublicThread        = 11
	PrivateThread       = 12
	ForumChannel        = 15
)

// A User is somebody with an account, the bot among them.
type User struct {
	ID            string  `json:"id"`
	Username      string  `json:"username"`
	Discriminator string  `json:"discriminator"`
	GlobalName    *string `json:"global_name"`
	Avatar        *string `json:"avatar"`
	Bot           bool    `json:"bot,omitempty"`
	PublicFlags   int     `json:"public_flags"`
	Flags         int     `json:"flags"`
	PrimaryGuild  *string `json:"primary_guild"`
}

// A Member is a user in a guild.
type Member struct {
	User   *User
	Roles  []string
	Joined time.Time
}

// A Role gathers permissions. That of @everyone has the guild's id.
type Role struct {
	ID          string
	Name        string
	Permissions int64
	Color       int
	Mentionable bool
	Managed     bool
	Position    int
}

type guild struct {
	id, name, ownerID string
	roles             map[string]*Role
	roleOrder         []string
	members           map[string]*Member
	memberOrder       []string
	channels          []*channel
	unavailable       bool
	joined            time.Time // by the bot
}

type channel struct {
	id, name, topic string
	kind            int
	guild           *guild   // nil in direct messages
	parent          *channel // category, or of a thread the channel
	recipients      []string // of direct messages: the bot and the user
	overwrites      []Overwrite
	messages        []*Message
	tags            []ForumTag
	applied         []string // tags of a thread in a forum
	ownerID         string   // of a thread
	archived        bool
	locked          bool
	position        int
	nsfw            bool
	slowmode        int
}

// A ForumTag is one of the tags that posts of a forum may carry.
type ForumTag struct {
	ID        string  `json:"id"`
	Name      string  `json:"name"`
	Moderated bool    `json:"moderated"`
	EmojiID   *string `json:"emoji_id"`
	EmojiName *string `json:"emoji_name"`
}

func (c *channel) isThread() bool {
	return c.kind == PublicThread || c.kind == PrivateThread || c.kind == 10
}

// isText says whether messages can be posted in the channel itself.
func (c *channel) isText() bool {
	return c.isThread() || c.kind == TextChannel || c.kind == DMChannel || c.kind == AnnouncementChannel || c.kind == VoiceChannel
}

func (s *Server) addUser(name string, bot bool) *User {
	u := &User{ID: s.id(), Username: name, Discriminator: "0", Bot: bot}
	s.users[u.ID] = u
	s.userOrder = append(s.userOrder, u.ID)
	return u
}

// CreateUser makes somebody whom tests and the page can act as, and returns the id.
func (s *Server) CreateUser(name string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.touch()
	return s.addUser(name, false).ID
}

// CreateGuild makes a server of people, without channels and members, and returns its id. See [Server.SetOwner].
func (s *Server) CreateGuild(name string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.touch()
	g := &guild{id: s.id(), name: name, ownerID: s.developer.ID, roles: map[string]*Role{}, members: map[string]*Member{}}
	g.roles[g.id] = &Role{ID: g.id, Name: "@everyone", Permissions: PermEveryone}
	g.roleOrder = []string{g.id}
	s.guilds[g.id] = g
	s.guildOrder = append(s.guildOrder, g.id)
	return g.id
}

// SetOwner makes a member the owner of a guild, who may do everything there.
func (s *Server) SetOwner(guildID, userID string) error {
	return s.changeGuild(guildID, func(g *guild) error {
		if g.members[userID] == nil {
			return fmt.Errorf("user %s is no member of guild %s", userID, guildID)
		}
		g.ownerID = userID
		s.dispatchGuild(g, "GUILD_UPDATE", intentGuilds, s.guildJSON(g))
		return nil
	})
}

// changeGuild runs change on a guild under the lock.
func (s *Server) changeGuild(guildID string, change func(*guild) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	g := s.guilds[guildID]
	if g == nil {
		return fmt.Errorf("no guild %q", guildID)
	}
	defer s.touch()
	return change(g)
}

// changeChannel runs change on a channel under the lock.
func (s *Server) changeChannel(channelID string, change func(*channel) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.channels[channelID]
	if c == nil {
		return fmt.Errorf("no channel %q", channelID)
	}
	defer s.touch()
	return change(c)
}

// CreateChannel makes a channel of a guild and returns its id.
func (s *Server) CreateChannel(guildID, name string, kind int, overwrites ...Overwrite) (id string, err error) {
	err = s.changeGuild(guildID, func(g *guild) error {
		c := &channel{id: s.id(), name: name, kind: kind, guild: g, overwrites: overwrites, position: len(g.channels)}
		s.addChannel(c)
		id = c.id
		return nil
	})
	return id, err
}

func (s *Server) addChannel(c *channel) {
	s.channels[c.id] = c
	c.guild.channels = append(c.guild.channels, c)
	event := "CHANNEL_CREATE"
	if c.isThread() {
		event = "THREAD_CREATE"
	}
	s.dispatchChannel(c, event, intentGuilds, s.channelJSON(c))
}

// SetTopic sets the line that stands above a channel.
func (s *Server) SetTopic(channelID, topic string) error {
	return s.changeChannel(channelID, func(c *channel) error {
		c.topic = topic
		s.dispatchChannel(c, "CHANNEL_UPDATE", intentGuilds, s.channelJSON(c))
		return nil
	})
}

// SetForumTags gives a forum the tags that its posts may carry, and returns their ids in order.
func (s *Server) SetForumTags(channelID string, names ...string) (ids []string, err error) {
	err = s.changeChannel(channelID, func(c *channel) error {
		c.tags = nil
		for _, name := range names {
			c.tags = append(c.tags, ForumTag{ID: s.id(), Name: name})
			ids = append(ids, c.tags[len(c.tags)-1].ID)
		}
		s.dispatchChannel(c, "CHANNEL_UPDATE", intentGuilds, s.channelJSON(c))
		return nil
	})
	return ids, err
}

// SetOverwrite adds or replaces what one role or member may do in a channel.
func (s *Server) SetOverwrite(channelID string, o Overwrite) error {
	return s.changeChannel(channelID, func(c *channel) error {
		c.overwrites = append(slices.DeleteFunc(slices.Clone(c.overwrites), func(old Overwrite) bool { return old.ID == o.ID }), o)
		s.dispatchChannel(c, "CHANNEL_UPDATE", intentGuilds, s.channelJSON(c))
		return nil
	})
}

// DeleteChannel removes a channel with its messages and threads.
func (s *Server) DeleteChannel(channelID string) error {
	return s.changeChannel(channelID, func(c *channel) error {
		if c.guild == nil {
			return fmt.Errorf("channel %s is of direct messages", channelID)
		}
		s.removeChannel(c)
		return nil
	})
}

func (s *Server) removeChannel(c *channel) {
	event := "CHANNEL_DELETE"
	if c.isThread() {
		event = "THREAD_DELETE"
	}
	s.dispatchChannel(c, event, intentGuilds, s.channelJSON(c))
	for _, thread := range slices.Clone(c.guild.channels) {
		if thread.isThread() && thread.parent == c {
			s.removeChannel(thread)
		}
	}
	delete(s.channels, c.id)
	c.guild.channels = slices.DeleteFunc(c.guild.channels, func(o *channel) bool { return o == c })
}
