package localdiscord

import (
	"regexp"
	"slices"
	"strings"
)

// Option types of commands.
const (
	OptionSubcommand  = 1
	OptionGroup       = 2
	OptionString      = 3
	OptionInteger     = 4
	OptionBoolean     = 5
	OptionUser        = 6
	OptionChannel     = 7
	OptionRole        = 8
	OptionMentionable = 9
	OptionNumber      = 10
	OptionAttachment  = 11
)

const (
	maxCommands      = 100 // chat commands, global or of a guild
	maxCreations     = 200 // of commands in a day and guild
	maxCommandName   = 32
	maxCommandText   = 100
	maxCommandSum    = 8000
	maxChoices       = 25
	maxContextMenus  = 5
	chatInputCommand = 1
)

// A Command is an application command as the bot registered it.
type Command struct {
	ID                       string            `json:"id"`
	ApplicationID            string            `json:"application_id"`
	GuildID                  string            `json:"guild_id,omitempty"`
	Version                  string            `json:"version"`
	Type                     int               `json:"type"`
	Name                     string            `json:"name"`
	NameLocalizations        map[string]string `json:"name_localizations"`
	Description              string            `json:"description"`
	DescriptionLocalizations map[string]string `json:"description_localizations"`
	Options                  []CommandOption   `json:"options,omitempty"`
	DefaultMemberPermissions *string           `json:"default_member_permissions"`
	DMPermission             *bool             `json:"dm_permission,omitempty"`
	Contexts                 []int             `json:"contexts"`
	IntegrationTypes         []int             `json:"integration_types,omitempty"`
	NSFW                     bool              `json:"nsfw"`
}

// A CommandOption is an option, or a subcommand with options of its own.
type CommandOption struct {
	Type                     int               `json:"type"`
	Name                     string            `json:"name"`
	NameLocalizations        map[string]string `json:"name_localizations,omitempty"`
	Description              string            `json:"description"`
	DescriptionLocalizations map[string]string `json:"description_localizations,omitempty"`
	Required                 bool              `json:"required,omitempty"`
	Autocomplete             bool              `json:"autocomplete,omitempty"`
	Choices                  []Choice          `json:"choices,omitempty"`
	Options                  []CommandOption   `json:"options,omitempty"`
	ChannelTypes             []int             `json:"channel_types,omitempty"`
	MinValue                 *float64          `json:"min_value,omitempty"`
	MaxValue                 *float64          `json:"max_value,omitempty"`
	MinLength                *int              `json:"min_length,omitempty"`
	MaxLength                *int              `json:"max_length,omitempty"`
}

// A Choice is one of the values that an option offers. Value is a string or a float64.
type Choice struct {
	Name              string            `json:"name"`
	NameLocalizations map[string]string `json:"name_localizations,omitempty"`
	Value             any               `json:"value"`
}

var commandName = regexp.MustCompile(`^[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]{1,32}$`)

func checkName(form *formError, path, name string) {
	if !commandName.MatchString(name) || strings.ToLower(name) != name {
		form.add(path, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
	}
}

// checkCommand holds one command against the limits; path is empty or the place in a list.
func checkCommand(form *formError, path string, c *Command) {
	if path != "" {
		path += "."
	}
	if c.Type != 0 && c.Type != chatInputCommand {
		form.length(path+"name", c.Name, 1, maxCommandName)
		if c.Description != "" {
			form.add(path+"description", "APPLICATION_COMMANDS_CONTEXT_MENU_DESCRIPTION", "Context menu commands cannot have description")
		}
		return
	}
	checkName(form, path+"name", c.Name)
	form.length(path+"description", c.Description, 1, maxCommandText)
	checkOptions(form, path+"options", c.Options, 0)
	if sum := characters(c.Name) + characters(c.Description) + sumOptions(c.Options); sum > maxCommandSum {
		form.add(path+"options", "APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size (%d)", maxCommandSum)
	}
}

func sumOptions(options []CommandOption) (sum int) {
	for _, o := range options {
		sum += characters(o.Name) + characters(o.Description) + sumOptions(o.Options)
		for _, c := range o.Choices {
			sum += characters(c.Name)
			if text, ok := c.Value.(string); ok {
				sum += characters(text)
			}
		}
	}
	return sum
}

// checkOptions holds the options of a command (depth 0) or subcommand against the limits.
func checkOptions(form *formError, path string, options []CommandOption, depth int) {
	if len(options) > maxOptions {
		form.add(path, "BASE_TYPE_MAX_LENGTH", "Must be %d or fewer in length.", maxOptions)
	}
	names := map[string]bool{}
	nested, optional := 0, false
	for i := range options {
		o, here := &options[i], path+"."+at(i)
		checkName(form, here+".name", o.Name)
		form.length(here+".description", o.Description, 1, maxCommandText)
		if names[o.Name] {
			form.add(path, "APPLICATION_COMMAND_OPTIONS_NAME_INVALID", "Option name %q is used twice", o.Name)
		}
		names[o.Name] = true
		if o.Type == OptionSubcommand || o.Type == OptionGroup {
			nested++
			if depth > 1 || o.Type == OptionGroup && depth > 0 {
				form.add(here+".type", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-command options cannot be nested here")
			}
			checkOptions(form, here+".options", o.Options, depth+1)
			continue
		}
		if o.Required && optional {
			form.add(here, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", "Required options must be placed before non-required options")
		}
		optional = optional || !o.Required
		checkOption(form, here, o)
	}
	if nested > 0 && nested < len(options) {
		form.add(path, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-command and sub-command group option types are mutually exclusive to all other types")
	}
}

func checkOption(form *formError, path string, o *CommandOption) {
	if o.Type < OptionString || o.Type > OptionAttachment {
		form.add(path+".type", "BASE_TYPE_CHOICES", "Value must be one of {1, ..., 11}.")
	}
	takesChoices := slices.Contains([]int{OptionString, OptionInteger, OptionNumber}, o.Type)
	if (o.Autocomplete || len(o.Choices) > 0) && !takesChoices {
		form.add(path, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Only strings and numbers have choices or autocompletion")
	}
	if o.Autocomplete && len(o.Choices) > 0 {
		form.add(path+".autocomplete", "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES", "Autocomplete cannot be used with choices")
	}
	if len(o.Options) > 0 {
		form.add(path+".options", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Only sub-commands have options")
	}
	checkChoices(form, path+".choices", o.Choices, o.Type)
}

// checkChoices holds choices, registered or offered by autocompletion, against the limits and the option's type.
func checkChoices(form *formError, path string, choices []Choice, kind int) {
	if len(choices) > maxChoices {
		form.add(path, "BASE_TYPE_MAX_LENGTH", "Must be %d or fewer in length.", maxChoices)
	}
	for i, c := range choices {
		form.length(path+"."+at(i, "name"), c.Name, 1, 100)
		switch v := c.Value.(type) {
		case string:
			form.length(path+"."+at(i, "value"), v, 1, 100)
			if kind != OptionString {
				form.add(path+"."+at(i, "value"), "NUMBER_TYPE_COERCE", "Value %q is not a number.", v)
			}
		case float64:
			if kind == OptionString {
				form.add(path+"."+at(i, "value"), "STRING_TYPE_CONVERT", "Could not interpret %v as string.", v)
			}
		default:
			form.add(path+"."+at(i, "value"), "BASE_TYPE_REQUIRED", "This field is required")
		}
	}
}
