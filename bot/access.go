package bot

import (
	"context"
	"slices"

	"github.com/bwmarrin/discordgo"

	"tocsin/desk"
)

// access tells what the sender of an interaction, and the bot itself, may do in a guild, by what guilds knows of it.
type access struct {
	bot     *Bot
	guild   string
	channel string            // where the interaction happens: its permissions came with it
	member  *discordgo.Member // who sent it, with their permissions in channel
	own     int64             // the bot's permissions in channel
}

// needed are the permissions that alerts need, with Discord's words for them.
var needed = []struct {
	bit  int64
	name string
}{
	{discordgo.PermissionViewChannel, "View Channel"},
	{discordgo.PermissionSendMessages, "Send Messages"},
	{discordgo.PermissionEmbedLinks, "Embed Links"},
	{discordgo.PermissionAttachFiles, "Attach Files"},
	{discordgo.PermissionReadMessageHistory, "Read Message History"},
}

// CanSee implements desk.Access.
func (a *access) CanSee(ctx context.Context, channel string) (bool, error) {
	if channel == a.channel {
		return true, nil // they are there
	}
	p, err := a.permissions(ctx, a.member, channel)
	return p&discordgo.PermissionViewChannel != 0, err
}

// CanMention implements desk.Access.
func (a *access) CanMention(ctx context.Context, role string) (bool, error) {
	r, err := a.role(ctx, role)
	if err != nil {
		return false, err
	}
	if r.ID == a.guild { // @everyone
		return a.member.Permissions&(discordgo.PermissionMentionEveryone|discordgo.PermissionAdministrator) != 0, nil
	}
	return r.Mentionable || a.member.Permissions&(discordgo.PermissionMentionEveryone|discordgo.PermissionAdministrator) != 0, nil
}

// Lacking implements desk.Access.
func (a *access) Lacking(ctx context.Context, channel, role string) (desk.Lacks, error) {
	var lacks desk.Lacks
	ch, err := a.find(ctx, channel)
	if err != nil {
		return lacks, err
	}
	p := a.own
	if channel != a.channel || p == 0 {
		if p, err = a.ownPermissions(ctx, channel); err != nil {
			return lacks, err
		}
	}
	if p&discordgo.PermissionAdministrator != 0 {
		return lacks, nil
	}
	for _, n := range needed {
		if ch.IsThread() && n.bit == discordgo.PermissionSendMessages {
			n.bit, n.name = discordgo.PermissionSendMessagesInThreads, "Send Messages in Threads"
		}
		if p&n.bit == 0 {
			lacks.Post = append(lacks.Post, n.name)
		}
	}
	if role == "" || p&discordgo.PermissionMentionEveryone != 0 {
		return lacks, nil
	}
	r, err := a.role(ctx, role)
	lacks.Ping = err == nil && !r.Mentionable
	return lacks, err
}

func (a *access) ownPermissions(ctx context.Context, channel string) (int64, error) {
	me, err := ask[discordgo.Member](ctx, a.bot.guilds, a.guild, "/guilds/"+a.guild+"/members/"+a.bot.self(), "/guilds/"+a.guild+"/members/:id")
	if err != nil {
		return 0, err
	}
	if me.User == nil {
		me.User = &discordgo.User{ID: a.bot.self()}
	}
	return a.permissions(ctx, &me, channel)
}

// permissions computes a member's permissions in a channel; a thread has those of the channel it belongs to.
func (a *access) permissions(ctx context.Context, m *discordgo.Member, channel string) (int64, error) {
	ch, err := a.find(ctx, channel)
	if err != nil {
		return 0, err
	}
	if ch.IsThread() {
		if ch, err = a.find(ctx, ch.ParentID); err != nil {
			return 0, err
		}
	}
	roles, err := a.roles(ctx)
	if err != nil {
		return 0, err
	}
	return permissions(a.guild, roles, ch.PermissionOverwrites, m), nil
}

// permissions follows the algorithm of Discord's documentation: the roles together, then what the channel denies and
// allows to everyone, to the member's roles together, and to the member. The owner of a guild, whom it also lets do
// everything, is told apart by the permissions that come with an interaction.
func permissions(guild string, roles []*discordgo.Role, overwrites []*discordgo.PermissionOverwrite, m *discordgo.Member) int64 {
	var p int64
	for _, r := range roles {
		if r.ID == guild || slices.Contains(m.Roles, r.ID) {
			p |= r.Permissions
		}
	}
	if (p|m.Permissions)&discordgo.PermissionAdministrator != 0 {
		return discordgo.PermissionAll
	}
	var deny, allow int64
	for _, o := range overwrites {
		switch {
		case o.ID == guild:
			p = p&^o.Deny | o.Allow
		case o.Type == discordgo.PermissionOverwriteTypeRole && slices.Contains(m.Roles, o.ID):
			deny |= o.Deny
			allow |= o.Allow
		}
	}
	p = p&^deny | allow
	for _, o := range overwrites {
		if o.Type == discordgo.PermissionOverwriteTypeMember && m.User != nil && o.ID == m.User.ID {
			p = p&^o.Deny | o.Allow
		}
	}
	return p
}

// find returns a channel of the guild that the bot knows of; desk.ErrNotFound for all others.
func (a *access) find(ctx context.Context, id string) (*discordgo.Channel, error) {
	if !snowflake(id) {
		return nil, desk.ErrNotFound
	}
	all, err := ask[[]*discordgo.Channel](ctx, a.bot.guilds, a.guild, "/guilds/"+a.guild+"/channels", "/guilds/"+a.guild+"/channels")
	if err != nil {
		return nil, err
	}
	for _, ch := range all {
		if ch != nil && ch.ID == id {
			return ch, nil
		}
	}
	// Threads are not in the list.
	ch, err := ask[discordgo.Channel](ctx, a.bot.guilds, a.guild, "/channels/"+id, "/channels/"+id)
	if err == nil && ch.GuildID != a.guild {
		err = desk.ErrNotFound
	}
	return &ch, err
}

func (a *access) role(ctx context.Context, id string) (*discordgo.Role, error) {
	roles, err := a.roles(ctx)
	if err != nil {
		return nil, err
	}
	for _, r := range roles {
		if r.ID == id {
			return r, nil
		}
	}
	return nil, desk.ErrNotFound
}

func (a *access) roles(ctx context.Context) ([]*discordgo.Role, error) {
	return ask[[]*discordgo.Role](ctx, a.bot.guilds, a.guild, "/guilds/"+a.guild+"/roles", "/guilds/"+a.guild+"/roles")
}

// snowflake says whether s can be an id of Discord's: what else would go into a path as it is.
func snowflake(s string) bool {
	if s == "" || len(s) > 20 {
		return false
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}
