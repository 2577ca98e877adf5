package desk

import "context"

// A Caller is who asks, and where. Guild is empty in a direct message and where the service is no member.
type Caller struct {
	Guild        string
	Channel      string
	User         string
	ManageServer bool
	Access       Access // nil outside a guild
}

// Access tells what may be done in the caller's guild. Channels and roles of another guild are ErrNotFound, the same as
// those that do not exist.
type Access interface {
	// CanSee says whether the caller sees a channel.
	CanSee(ctx context.Context, channel string) (bool, error)
	// CanMention says whether the caller may ping a role.
	CanMention(ctx context.Context, role string) (bool, error)
	// Lacking says what the service itself lacks to post alerts in a channel and ping a role there (none when empty).
	Lacking(ctx context.Context, channel, role string) (Lacks, error)
}

// Lacks is what the service may not do where alerts are to go.
type Lacks struct {
	Post []string // permissions without which alerts do not arrive, in Discord's words
	Ping bool     // alerts arrive, but do not ping their role
}

func (c Caller) guild() Owner { return Owner{Guild: c.Guild} }

func (c Caller) self() Owner { return Owner{User: c.User} }

// owners are whose rules the caller may at all ask about, the guild's first.
func (c Caller) owners() []Owner {
	if c.Guild == "" {
		return []Owner{c.self()}
	}
	return []Owner{c.guild(), c.self()}
}

// MayManage refuses who may not change what belongs to the guild.
func (c Caller) MayManage(what string) error {
	if c.Guild == "" {
		return forbidden("This works in a server only: %s belong to a server.", what)
	}
	if !c.ManageServer {
		return forbidden("You need the permission Manage Server to change %s here.", what)
	}
	return nil
}

// sees says whether the caller sees a channel; one that is gone is seen by those who manage the server, so that what
// belongs to it can be cleaned up.
func (c Caller) sees(ctx context.Context, channel string) (bool, error) {
	if c.Access == nil {
		return false, nil
	}
	ok, err := c.Access.CanSee(ctx, channel)
	if isNotFound(err) {
		return c.ManageServer, nil
	}
	return ok, err
}
