package bot

import (
	"context"
	"errors"
	"strings"

	"github.com/bwmarrin/discordgo"

	"tocsin/desk"
)

type choices struct {
	Choices []choiceJSON `json:"choices"`
}

// complete answers with what may be meant by what is being typed. Nothing found, too slow, or gone wrong: an empty list.
func (b *Bot) complete(ctx context.Context, r *request) {
	ctx, cancel := context.WithTimeout(ctx, completion)
	defer cancel()
	out := choices{Choices: []choiceJSON{}}
	if c, ok := find(r.opts.path); ok {
		for _, o := range c.options {
			if o.name != r.opts.focused || o.complete == "" {
				continue
			}
			list, err := b.completions(ctx, r, o)
			if err != nil {
				b.log.Warn("autocompletion failed", "option", o.name, "err", err)
			}
			out.Choices = list
		}
	}
	err := b.callback(ctx, r.in, callback{Type: discordgo.InteractionApplicationCommandAutocompleteResult, Data: out})
	if e, ok := errors.AsType[*apiError](err); ok && e.Code == codeUnknownInteraction {
		return // they typed on, and asked anew
	}
	if err != nil {
		b.log.Warn("autocompletion was not answered", "err", err)
	}
}

// completions completes the last member of a comma list.
func (b *Bot) completions(ctx context.Context, r *request, o option) ([]choiceJSON, error) {
	typed := r.opts.text(o.name)
	before := ""
	if o.complete == desk.CompleteRegion || o.complete == desk.CompleteActor {
		if i := strings.LastIndex(typed, ","); i >= 0 {
			before, typed = typed[:i+1], typed[i+1:]
		}
	}
	list, err := b.desk.Complete(ctx, r.caller, o.complete, typed)
	out := make([]choiceJSON, 0, len(list))
	for _, c := range list {
		value := before + c.Value
		if units(value) > maxChoice {
			continue // Discord refuses the whole answer
		}
		out = append(out, choiceJSON{Name: clip(before+line(c.Name), maxChoice), Value: value})
	}
	return out, err
}
