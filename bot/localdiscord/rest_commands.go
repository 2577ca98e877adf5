package localdiscord

import (
	"net/http"
	"reflect"
	"slices"
	"time"
)

// commandScope is the guild of the path, or "" for global commands.
func (s *Server) commandScope(c *call) (string, error) {
	if c.path("application_id") != s.bot.ID {
		return "", errUnknownApplication
	}
	id := c.path("guild_id")
	if id == "" {
		return "", nil
	}
	if g := s.guilds[id]; g == nil || g.members[s.bot.ID] == nil {
		return "", errMissingAccess
	}
	return id, nil
}

// pathCommand is the command of the path and its place in its scope's list.
func (s *Server) pathCommand(c *call) (scope string, i int, err error) {
	if scope, err = s.commandScope(c); err != nil {
		return "", 0, err
	}
	i = slices.IndexFunc(s.commands[scope], func(cmd *Command) bool { return cmd.ID == c.path("command_id") })
	if i < 0 {
		return "", 0, errUnknownCommand
	}
	return scope, i, nil
}

func (s *Server) listCommands(c *call) (int, any, error) {
	scope, err := s.commandScope(c)
	if err != nil {
		return 0, nil, err
	}
	return http.StatusOK, nonNil(s.commands[scope]), nil
}

func (s *Server) getCommand(c *call) (int, any, error) {
	scope, i, err := s.pathCommand(c)
	if err != nil {
		return 0, nil, err
	}
	return http.StatusOK, s.commands[scope][i], nil
}

// overwriteCommands replaces all commands of a scope; one whose name stays keeps its id, and counts as no creation.
func (s *Server) overwriteCommands(c *call) (int, any, error) {
	scope, err := s.commandScope(c)
	if err != nil {
		return 0, nil, err
	}
	var list []*Command
	if err := s.decode(c, &list); err != nil {
		return 0, nil, err
	}
	var form formError
	counts, names := map[int]int{}, map[string]bool{}
	for i, cmd := range list {
		if cmd == nil {
			form.add(at(i), "BASE_TYPE_REQUIRED", "This field is required")
			continue
		}
		cmd.Type = max(cmd.Type, chatInputCommand)
		checkCommand(&form, at(i), cmd)
		counts[cmd.Type]++
		if key := at(cmd.Type, cmd.Name); names[key] {
			form.add(at(i, "name"), "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique")
		} else {
			names[key] = true
		}
	}
	if err := form.err(); err != nil {
		return 0, nil, err
	}
	if counts[chatInputCommand] > maxCommands || counts[2] > maxContextMenus || counts[3] > maxContextMenus {
		return 0, nil, errTooManyCommands
	}
	var created int
	next := make([]*Command, 0, len(list))
	for _, cmd := range list {
		stored, isNew := s.register(scope, cmd)
		if isNew {
			created++
		}
		next = append(next, stored)
	}
	if err := s.countCreations(scope, created); err != nil {
		return 0, nil, err
	}
	s.commands[scope] = next
	s.notice(nil, "commands", nil)
	return http.StatusOK, next, nil
}

// register completes a command from the one of the same name, or with a new id.
func (s *Server) register(scope string, cmd *Command) (stored *Command, isNew bool) {
	cmd.ApplicationID, cmd.GuildID = s.bot.ID, scope
	i := slices.IndexFunc(s.commands[scope], func(o *Command) bool { return o.Name == cmd.Name && o.Type == cmd.Type })
	if i < 0 {
		cmd.ID = s.id()
		cmd.Version = s.id()
		return cmd, true
	}
	old := s.commands[scope][i]
	cmd.ID, cmd.Version = old.ID, old.Version
	if !reflect.DeepEqual(old, cmd) {
		cmd.Version = s.id()
	}
	return cmd, false
}

// countCreations keeps to 200 creations a day.
func (s *Server) countCreations(scope string, n int) error {
	day := slices.DeleteFunc(s.creations[scope], func(t time.Time) bool { return s.now().Sub(t) >= 24*time.Hour })
	if len(day)+n > maxCreations {
		s.creations[scope] = day
		return errCommandCreations
	}
	s.creations[scope] = append(day, slices.Repeat([]time.Time{s.now()}, n)...)
	return nil
}

func (s *Server) createCommand(c *call) (int, any, error) {
	scope, err := s.commandScope(c)
	if err != nil {
		return 0, nil, err
	}
	cmd := &Command{}
	if err := s.decode(c, cmd); err != nil {
		return 0, nil, err
	}
	cmd.Type = max(cmd.Type, chatInputCommand)
	var form formError
	checkCommand(&form, "", cmd)
	if err := form.err(); err != nil {
		return 0, nil, err
	}
	stored, isNew := s.register(scope, cmd)
	if !isNew {
		i := slices.IndexFunc(s.commands[scope], func(o *Command) bool { return o.ID == stored.ID })
		s.commands[scope][i] = stored
		return http.StatusOK, stored, nil
	}
	if len(s.commands[scope]) >= maxCommands {
		return 0, nil, errTooManyCommands
	}
	if err := s.countCreations(scope, 1); err != nil {
		return 0, nil, err
	}
	s.commands[scope] = append(s.commands[scope], stored)
	s.notice(nil, "commands", nil)
	return http.StatusCreated, stored, nil
}

func (s *Server) editCommand(c *call) (int, any, error) {
	scope, i, err := s.pathCommand(c)
	if err != nil {
		return 0, nil, err
	}
	next := *s.commands[scope][i]
	if err := s.decode(c, &next); err != nil {
		return 0, nil, err
	}
	var form formError
	checkCommand(&form, "", &next)
	if err := form.err(); err != nil {
		return 0, nil, err
	}
	next.Version = s.id()
	s.commands[scope][i] = &next
	s.notice(nil, "commands", nil)
	return http.StatusOK, &next, nil
}

func (s *Server) deleteCommand(c *call) (int, any, error) {
	scope, i, err := s.pathCommand(c)
	if err != nil {
		return 0, nil, err
	}
	s.commands[scope] = slices.Delete(slices.Clone(s.commands[scope]), i, i+1)
	s.notice(nil, "commands", nil)
	return http.StatusNoContent, nil, nil
}

// Commands lists the bot's commands that can be used in a guild, or in direct messages where guildID is empty.
func (s *Server) Commands(guildID string) []Command {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []Command
	for _, cmd := range s.usable(guildID) {
		list = append(list, *cmd)
	}
	return list
}

// usable is the list of commands for a guild, its own before global ones, or for direct messages.
func (s *Server) usable(guildID string) []*Command {
	if guildID == "" {
		return slices.DeleteFunc(slices.Clone(s.commands[""]), func(cmd *Command) bool {
			return cmd.DMPermission != nil && !*cmd.DMPermission || cmd.Contexts != nil && !slices.Contains(cmd.Contexts, 1)
		})
	}
	return slices.Concat(s.commands[guildID], slices.DeleteFunc(slices.Clone(s.commands[""]), func(cmd *Command) bool {
		return cmd.Contexts != nil && !slices.Contains(cmd.Contexts, 0)
	}))
}
