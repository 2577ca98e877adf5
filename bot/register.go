package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// A commandJSON is a command as Discord registers it, and the part of Discord's own listing that this bot decides on.
type commandJSON struct {
	Name         string       `json:"name"`
	Description  string       `json:"description"`
	Type         int          `json:"type"`
	Contexts     []int        `json:"contexts"`
	Integrations []int        `json:"integration_types"`
	Options      []optionJSON `json:"options,omitempty"`
}

type optionJSON struct {
	Type         int          `json:"type"`
	Name         string       `json:"name"`
	Description  string       `json:"description"`
	Required     bool         `json:"required,omitempty"`
	Choices      []choiceJSON `json:"choices,omitempty"`
	Options      []optionJSON `json:"options,omitempty"`
	ChannelTypes []int        `json:"channel_types,omitempty"`
	MinValue     *float64     `json:"min_value,omitempty"`
	MaxValue     *float64     `json:"max_value,omitempty"`
	MaxLength    *int         `json:"max_length,omitempty"`
	Autocomplete bool         `json:"autocomplete,omitempty"`
}

type choiceJSON struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// postable are the kinds of channel that alerts can be posted in.
var postable = []int{int(discordgo.ChannelTypeGuildText), int(discordgo.ChannelTypeGuildNews), int(discordgo.ChannelTypeGuildNewsThread),
	int(discordgo.ChannelTypeGuildPublicThread), int(discordgo.ChannelTypeGuildPrivateThread)}

// registration makes Discord's form of the table, for an application that can be installed in these ways.
func registration(integrations []int) []commandJSON {
	var list []commandJSON
	at := map[string]int{}
	for i := range commands {
		c := &commands[i]
		group, sub, nested := strings.Cut(c.name, " ")
		n, known := at[group]
		if !known {
			n = len(list)
			at[group] = n
			about := c.about
			if nested {
				about = groups[group]
			}
			list = append(list, commandJSON{Name: group, Description: about, Type: 1, Contexts: []int{0, 1, 2}, Integrations: integrations})
		}
		if nested {
			list[n].Options = append(list[n].Options, optionJSON{Type: 1, Name: sub, Description: c.about, Options: optionsJSON(c.options)})
		} else {
			list[n].Options = optionsJSON(c.options)
		}
	}
	return list
}

func optionsJSON(options []option) []optionJSON {
	list := make([]optionJSON, 0, len(options))
	for _, o := range options {
		j := optionJSON{Type: int(o.kind), Name: o.name, Description: o.about, Required: o.required, Autocomplete: o.complete != ""}
		for _, c := range o.choices {
			j.Choices = append(j.Choices, choiceJSON{c, c})
		}
		switch {
		case o.kind == channelOption:
			j.ChannelTypes = postable
		case o.kind == numberOption && o.most > 0:
			one, most := 1.0, float64(o.most)
			j.MinValue, j.MaxValue = &one, &most
		case o.kind == textOption && o.most > 0 && len(o.choices) == 0:
			j.MaxLength = &o.most
		}
		list = append(list, j)
	}
	return list
}

// register tells Discord the commands unless it knows them as they are: creations are counted by the day.
func (b *Bot) register(ctx context.Context, app application) error {
	want := registration(app.integrations())
	path := "/applications/" + app.ID + "/commands"
	var have []commandJSON
	if err := b.rest.do(ctx, call{method: http.MethodGet, path: path, route: path}, &have); err != nil {
		return err
	}
	if same(want, have) {
		return nil
	}
	b.log.Info("registering commands", "commands", len(want))
	return b.rest.do(ctx, call{method: http.MethodPut, path: path, route: path, body: want}, nil)
}

// same says whether two registrations mean the same, in whatever order.
func same(a, b []commandJSON) bool {
	return bytes.Equal(canonical(a), canonical(b))
}

func canonical(list []commandJSON) []byte {
	list = slices.Clone(list)
	for i := range list {
		list[i].Contexts = slices.Sorted(slices.Values(list[i].Contexts))
		list[i].Integrations = slices.Sorted(slices.Values(list[i].Integrations))
	}
	slices.SortFunc(list, func(x, y commandJSON) int { return strings.Compare(x.Name, y.Name) })
	out, err := json.Marshal(list)
	if err != nil {
		return nil
	}
	return out
}
