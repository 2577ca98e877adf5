package localdiscord

import (
	"context"
	"fmt"
	"slices"
)

// Click presses a button of a message that the actor sees, and waits for the answer.
func (a *Actor) Click(ctx context.Context, messageID, customID string) (*Response, error) {
	in, err := a.startComponent(messageID, customID, nil)
	if err != nil {
		return nil, err
	}
	return a.await(ctx, in)
}

// Select chooses values in a menu of a message that the actor sees, and waits for the answer.
func (a *Actor) Select(ctx context.Context, messageID, customID string, values ...string) (*Response, error) {
	in, err := a.startComponent(messageID, customID, nonNil(values))
	if err != nil {
		return nil, err
	}
	return a.await(ctx, in)
}

// startComponent uses a component; values are nil for a button.
func (a *Actor) startComponent(messageID, customID string, values []string) (*interaction, error) {
	s := a.s
	s.mu.Lock()
	defer s.mu.Unlock()
	ch, m := s.seen(a.id, messageID)
	if m == nil {
		return nil, fmt.Errorf("no message %s that %s sees", messageID, a.id)
	}
	c := findComponent(m.Components, customID)
	switch {
	case c == nil:
		return nil, fmt.Errorf("message %s has no component %q", messageID, customID)
	case c.Disabled:
		return nil, fmt.Errorf("component %q is disabled", customID)
	case (values == nil) != (c.Type == Button):
		return nil, fmt.Errorf("component %q is of type %d", customID, c.Type)
	}
	data := object{"custom_id": customID, "component_type": c.Type, "id": c.ID}
	if values != nil {
		resolved, err := s.checkSelection(ch, c, values)
		if err != nil {
			return nil, fmt.Errorf("menu %q: %w", customID, err)
		}
		data["values"] = values
		if len(resolved) > 0 {
			data["resolved"] = resolved
		}
	}
	return s.start(&interaction{kind: kindComponent, userID: a.id, channel: ch, source: m}, data), nil
}

// seen finds a message that a user sees.
func (s *Server) seen(userID, messageID string) (*channel, *Message) {
	for _, ch := range s.channels {
		m := s.findMessage(ch.id, messageID)
		if m != nil && m.seenBy(userID) && s.may(userID, ch)&PermViewChannel != 0 {
			return ch, m
		}
	}
	return nil, nil
}

// checkSelection holds chosen values against a menu, and resolves users, roles and channels.
func (s *Server) checkSelection(ch *channel, c *Component, values []string) (resolved object, err error) {
	least, most := 1, 1
	set(&least, c.MinValues)
	set(&most, c.MaxValues)
	if len(values) < least || len(values) > most {
		return nil, fmt.Errorf("takes %d to %d values, not %d", least, most, len(values))
	}
	resolved = object{}
	kinds := map[int]int{UserSelect: OptionUser, RoleSelect: OptionRole, MentionableSelect: OptionMentionable, ChannelSelect: OptionChannel}
	for _, v := range values {
		if c.Type == StringSelect {
			if !slices.ContainsFunc(c.Options, func(o SelectOption) bool { return o.Value == v }) {
				return nil, fmt.Errorf("has no option %q", v)
			}
			continue
		}
		if err := s.resolve(ch, &CommandOption{Type: kinds[c.Type], ChannelTypes: c.ChannelTypes}, v, resolved); err != nil {
			return nil, err
		}
	}
	return resolved, nil
}

// SubmitModal fills in a form that the bot showed the actor and waits for the answer. Values are by the custom id of the
// input; inputs that are not given keep what the bot put there.
func (a *Actor) SubmitModal(ctx context.Context, modal *Modal, values map[string]string) (*Response, error) {
	in, err := a.startModal(modal, values)
	if err != nil {
		return nil, err
	}
	return a.await(ctx, in)
}

func (a *Actor) startModal(modal *Modal, values map[string]string) (*interaction, error) {
	s := a.s
	s.mu.Lock()
	defer s.mu.Unlock()
	var opened *interaction
	if modal != nil {
		opened = s.interactions[modal.interaction]
	}
	if opened == nil || opened.modal == nil || opened.userID != a.id {
		return nil, fmt.Errorf("the bot has shown %s no such form", a.id)
	}
	for id := range values {
		if findComponent(modal.Components, id) == nil {
			return nil, fmt.Errorf("form %q has no input %q", modal.CustomID, id)
		}
	}
	var components []object
	for i := range modal.Components {
		outer := &modal.Components[i]
		field, key := outer.Component, "component"
		if outer.Type == ActionRow {
			field, key = &outer.Components[0], "components"
		}
		if field == nil {
			continue
		}
		filled, err := fillInput(field, values)
		if err != nil {
			return nil, fmt.Errorf("form %q, input %q: %w", modal.CustomID, field.CustomID, err)
		}
		row := object{"type": outer.Type, "id": outer.ID, key: any(filled)}
		if key == "components" {
			row[key] = []object{filled}
		}
		components = append(components, row)
	}
	data := object{"custom_id": modal.CustomID, "components": components}
	return s.start(&interaction{kind: kindModal, userID: a.id, channel: opened.channel, source: opened.source}, data), nil
}

// fillInput is an input of a submitted form.
func fillInput(c *Component, values map[string]string) (object, error) {
	v, given := values[c.CustomID]
	filled := object{"type": c.Type, "id": c.ID, "custom_id": c.CustomID}
	if c.isSelect() {
		chosen := []string{}
		if given {
			chosen = []string{v}
		}
		for _, o := range c.Options {
			if !given && o.Default {
				chosen = append(chosen, o.Value)
			}
		}
		filled["values"] = chosen
		return filled, nil
	}
	if !given {
		v = c.Value
	}
	required, least, most := true, 0, 4000
	set(&required, c.Required)
	set(&least, c.MinLength)
	set(&most, c.MaxLength)
	n := characters(v)
	if n == 0 && required || n > 0 && n < least || n > most {
		return nil, fmt.Errorf("takes %d to %d characters (required: %v), not %d", least, most, required, n)
	}
	filled["value"] = v
	return filled, nil
}
