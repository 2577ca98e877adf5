package bot

import (
	"fmt"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// options are what was filled into a command or a form, by name.
type options struct {
	path    string // of the command, with its sub-command: "rules pause"
	values  map[string]any
	focused string // the option that is being typed, for autocompletion
}

// text returns an option as text without space around it, empty when it was not given. Ids of channels and roles, which
// Discord sends as text too, come out as they are.
func (o options) text(name string) string {
	switch v := o.values[name].(type) {
	case string:
		return strings.TrimSpace(v)
	case float64:
		return fmt.Sprint(int64(v))
	}
	return ""
}

func (o options) flag(name string) bool {
	v, _ := o.values[name].(bool)
	return v
}

func (o options) number(name string, otherwise int) int {
	if v, ok := o.values[name].(float64); ok && v > -1e9 && v < 1e9 {
		return int(v)
	}
	return otherwise
}

// readOptions flattens a command's data: sub-commands become part of the path.
func readOptions(data discordgo.ApplicationCommandInteractionData) options {
	o := options{path: data.Name, values: map[string]any{}}
	list := data.Options
	for len(list) == 1 && list[0] != nil && (list[0].Type == discordgo.ApplicationCommandOptionSubCommand ||
		list[0].Type == discordgo.ApplicationCommandOptionSubCommandGroup) {
		o.path += " " + list[0].Name
		list = list[0].Options
	}
	for _, opt := range list {
		if opt == nil {
			continue
		}
		o.values[opt.Name] = opt.Value
		if opt.Focused {
			o.focused = opt.Name
		}
	}
	return o
}

// readModal reads the text fields of a submitted form.
func readModal(data discordgo.ModalSubmitInteractionData) options {
	o := options{values: map[string]any{}}
	for _, c := range data.Components {
		row, ok := c.(*discordgo.ActionsRow)
		if !ok || row == nil {
			continue
		}
		for _, field := range row.Components {
			if in, ok := field.(*discordgo.TextInput); ok && in != nil {
				o.values[in.CustomID] = in.Value
			}
		}
	}
	return o
}

// joinID makes a custom_id of a name and what it carries; splitID takes it apart. What is carried is no secret and
// proves nothing: handlers check everything again.
func joinID(parts ...string) string { return strings.Join(parts, ":") }

func splitID(id string) []string { return strings.Split(id, ":") }
