package localdiscord

import (
	"fmt"
	"math"
	"slices"
	"strconv"
)

// checkValue holds a value against its option as a Discord client does, and resolves users, roles and channels.
func (s *Server) checkValue(ch *channel, o *CommandOption, v any, resolved object) (any, error) {
	switch o.Type {
	case OptionString:
		text, ok := v.(string)
		if !ok {
			return nil, fmt.Errorf("%v is no text", v)
		}
		return text, checkText(o, text)
	case OptionInteger, OptionNumber:
		return checkNumber(o, v)
	case OptionBoolean:
		if _, ok := v.(bool); !ok {
			return nil, fmt.Errorf("%v is neither true nor false", v)
		}
		return v, nil
	case OptionUser, OptionRole, OptionChannel, OptionMentionable:
		id, ok := v.(string)
		if !ok {
			return nil, fmt.Errorf("%v is no id", v)
		}
		return id, s.resolve(ch, o, id, resolved)
	}
	return nil, fmt.Errorf("options of type %d cannot be given here", o.Type)
}

func checkText(o *CommandOption, text string) error {
	least, most := 0, 6000
	set(&least, o.MinLength)
	set(&most, o.MaxLength)
	if n := characters(text); n < least || n > most {
		return fmt.Errorf("must be %d to %d characters long, not %d", least, most, n)
	}
	if len(o.Choices) > 0 && !slices.ContainsFunc(o.Choices, func(c Choice) bool { return c.Value == text }) {
		return fmt.Errorf("%q is none of the choices", text)
	}
	return nil
}

func checkNumber(o *CommandOption, v any) (any, error) {
	var n float64
	switch v := v.(type) {
	case int:
		n = float64(v)
	case int64:
		n = float64(v)
	case float64:
		n = v
	default:
		return nil, fmt.Errorf("%v is no number", v)
	}
	switch {
	case o.Type == OptionInteger && n != math.Trunc(n):
		return nil, fmt.Errorf("%v is no whole number", v)
	case o.MinValue != nil && n < *o.MinValue, o.MaxValue != nil && n > *o.MaxValue:
		return nil, fmt.Errorf("%v is out of range", v)
	case len(o.Choices) > 0 && !slices.ContainsFunc(o.Choices, func(c Choice) bool { return c.Value == n }):
		return nil, fmt.Errorf("%v is none of the choices", v)
	}
	return n, nil
}

// resolve adds the user, role or channel of an id to the interaction's resolved data.
func (s *Server) resolve(ch *channel, o *CommandOption, id string, resolved object) error {
	put := func(kind string, v any) {
		of, ok := resolved[kind].(object)
		if !ok {
			of = object{}
			resolved[kind] = of
		}
		of[id] = v
	}
	if u := s.users[id]; u != nil && (o.Type == OptionUser || o.Type == OptionMentionable) {
		put("users", u)
		if ch.guild != nil && ch.guild.members[id] != nil {
			member := s.memberJSON(ch.guild, ch.guild.members[id])
			delete(member, "user")
			member["permissions"] = strconv.FormatInt(ch.guild.permissions(id, ch), 10)
			put("members", member)
		}
		return nil
	}
	if ch.guild == nil {
		return fmt.Errorf("there is no %s here", id)
	}
	if r := ch.guild.roles[id]; r != nil && (o.Type == OptionRole || o.Type == OptionMentionable) {
		put("roles", roleJSON(r))
		return nil
	}
	if c := s.channels[id]; c != nil && o.Type == OptionChannel && c.guild == ch.guild {
		if len(o.ChannelTypes) > 0 && !slices.Contains(o.ChannelTypes, c.kind) {
			return fmt.Errorf("#%s is no channel of the types that the option takes", c.name)
		}
		channel := s.channelJSON(c)
		channel["permissions"] = strconv.FormatInt(c.guild.permissions(s.bot.ID, c), 10)
		put("channels", channel)
		return nil
	}
	return fmt.Errorf("there is no %s here", id)
}
