package localdiscord

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Slash uses a command, "rules list" for a subcommand, with options by name, and waits for the answer; after a deferral
// it waits, as long as ctx allows, for what was promised. An empty guild and channel mean direct messages with the bot.
// Users, roles and channels are given by id.
func (a *Actor) Slash(ctx context.Context, guildID, channelID, command string, options map[string]any) (*Response, error) {
	in, err := a.StartSlash(guildID, channelID, command, options)
	if err != nil {
		return nil, err
	}
	return in.Wait(ctx)
}

// A Pending is an interaction that was begun and whose answer can be waited for.
type Pending struct {
	ID    string
	actor *Actor
	in    *interaction
}

// Wait waits as [Actor.Slash] does.
func (p *Pending) Wait(ctx context.Context) (*Response, error) { return p.actor.await(ctx, p.in) }

// StartSlash uses a command without waiting for the answer.
func (a *Actor) StartSlash(guildID, channelID, command string, options map[string]any) (*Pending, error) {
	return a.startSlash(guildID, channelID, command, options, nil)
}

// startSlash is StartSlash with what the user saw in place of the values, by option.
func (a *Actor) startSlash(guildID, channelID, command string, options map[string]any, labels map[string]string) (*Pending, error) {
	s := a.s
	s.mu.Lock()
	defer s.mu.Unlock()
	ch, err := a.place(guildID, channelID, PermViewChannel|PermUseCommands)
	if err != nil {
		return nil, err
	}
	cmd, path, known, err := s.findCommand(a.id, ch, command)
	if err != nil {
		return nil, err
	}
	filled, resolved, err := s.fillOptions(ch, known, options, "")
	if err != nil {
		return nil, fmt.Errorf("/%s: %w", command, err)
	}
	data := object{"id": cmd.ID, "name": cmd.Name, "type": cmd.Type, "options": nest(path, filled)}
	if len(resolved) > 0 {
		data["resolved"] = resolved
	}
	if cmd.GuildID != "" {
		data["guild_id"] = cmd.GuildID
	}
	in := s.start(&interaction{kind: kindCommand, userID: a.id, channel: ch, command: typed(command, known, options, labels)}, data)
	return &Pending{in.id, a, in}, nil
}

// Autocomplete asks for what the bot offers for an option of which partial has been typed, the others being as given.
func (a *Actor) Autocomplete(ctx context.Context, guildID, channelID, command string, options map[string]any, focused, partial string) ([]Choice, error) {
	in, err := a.startAutocomplete(guildID, channelID, command, options, focused, partial)
	if err != nil {
		return nil, err
	}
	r, err := a.await(ctx, in)
	if err != nil {
		return nil, err
	}
	return r.Choices, nil
}

func (a *Actor) startAutocomplete(guildID, channelID, command string, options map[string]any, focused, partial string) (*interaction, error) {
	s := a.s
	s.mu.Lock()
	defer s.mu.Unlock()
	ch, err := a.place(guildID, channelID, PermViewChannel|PermUseCommands)
	if err != nil {
		return nil, err
	}
	cmd, path, known, err := s.findCommand(a.id, ch, command)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(known, func(o CommandOption) bool { return o.Name == focused })
	if i < 0 || !known[i].Autocomplete {
		return nil, fmt.Errorf("/%s: option %q has no autocompletion", command, focused)
	}
	given := map[string]any{focused: partial}
	for name, v := range options {
		if name != focused {
			given[name] = v
		}
	}
	filled, _, err := s.fillOptions(ch, known, given, focused)
	if err != nil {
		return nil, fmt.Errorf("/%s: %w", command, err)
	}
	data := object{"id": cmd.ID, "name": cmd.Name, "type": cmd.Type, "options": nest(path, filled)}
	return s.start(&interaction{kind: kindAutocomplete, userID: a.id, channel: ch, command: command, focused: known[i].Type}, data), nil
}

// findCommand finds a command, down to its subcommand, that a user may use in a channel.
func (s *Server) findCommand(userID string, ch *channel, typed string) (cmd *Command, path []CommandOption, options []CommandOption, err error) {
	words := strings.Fields(strings.TrimPrefix(typed, "/"))
	if len(words) == 0 {
		return nil, nil, nil, fmt.Errorf("no command named")
	}
	list := s.usable(guildOf(ch))
	i := slices.IndexFunc(list, func(c *Command) bool { return c.Name == words[0] && c.Type == chatInputCommand })
	if i < 0 {
		return nil, nil, nil, fmt.Errorf("no command /%s is registered for use here", words[0])
	}
	cmd = list[i]
	if ch.guild != nil {
		if ch.guild.members[s.bot.ID] == nil && (!s.installed[userID] || !slices.Contains(cmd.IntegrationTypes, 1)) {
			return nil, nil, nil, fmt.Errorf("the bot is not in this server")
		}
		if !mayUse(cmd, s.may(userID, ch)) {
			return nil, nil, nil, fmt.Errorf("/%s is not for %s: it asks for permissions that they lack", cmd.Name, s.users[userID].Username)
		}
	}
	options = cmd.Options
	for _, word := range words[1:] {
		i := slices.IndexFunc(options, func(o CommandOption) bool { return o.Name == word && o.Type <= OptionGroup })
		if i < 0 {
			return nil, nil, nil, fmt.Errorf("/%s has no subcommand %q", cmd.Name, word)
		}
		path = append(path, options[i])
		options = options[i].Options
	}
	if len(options) > 0 && options[0].Type <= OptionGroup {
		return nil, nil, nil, fmt.Errorf("/%s needs a subcommand", strings.Join(words, " "))
	}
	return cmd, path, options, nil
}

// mayUse holds permissions against a command's default member permissions.
func mayUse(cmd *Command, has int64) bool {
	if cmd.DefaultMemberPermissions == nil {
		return true
	}
	needed, err := strconv.ParseInt(*cmd.DefaultMemberPermissions, 10, 64)
	return err == nil && (has&PermAdministrator != 0 || needed != 0 && has&needed == needed)
}

// nest wraps options into the subcommands of their path.
func nest(path []CommandOption, options []object) []object {
	for _, sub := range slices.Backward(path) {
		options = []object{{"type": sub.Type, "name": sub.Name, "options": nonNil(options)}}
	}
	return nonNil(options)
}

// typed is the command line as a person would have written it.
func typed(command string, known []CommandOption, options map[string]any, labels map[string]string) string {
	line := strings.TrimPrefix(command, "/")
	for _, o := range known {
		if v, ok := options[o.Name]; ok {
			line += fmt.Sprintf(" %s:%s", o.Name, cmp.Or(labels[o.Name], fmt.Sprint(v)))
		}
	}
	return line
}

// fillOptions turns values by name into the options of an interaction, as a Discord client would let them pass. The
// focused option, if any, may be unfinished, and required ones may be missing.
func (s *Server) fillOptions(ch *channel, known []CommandOption, given map[string]any, focused string) (filled []object, resolved object, err error) {
	resolved = object{}
	for name := range given {
		if !slices.ContainsFunc(known, func(o CommandOption) bool { return o.Name == name }) {
			return nil, nil, fmt.Errorf("no option %q", name)
		}
	}
	for i := range known {
		o := &known[i]
		v, ok := given[o.Name]
		switch {
		case !ok && o.Required && focused == "":
			return nil, nil, fmt.Errorf("option %q is required", o.Name)
		case !ok:
			continue
		case o.Name == focused:
			filled = append(filled, object{"name": o.Name, "type": o.Type, "value": v, "focused": true})
			continue
		}
		checked, err := s.checkValue(ch, o, v, resolved)
		if err != nil {
			return nil, nil, fmt.Errorf("option %q: %w", o.Name, err)
		}
		filled = append(filled, object{"name": o.Name, "type": o.Type, "value": checked})
	}
	return filled, resolved, nil
}
