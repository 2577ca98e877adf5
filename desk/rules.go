package desk

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"tocsin/rules"
)

// A RuleView is a rule as a member reads it.
type RuleView struct {
	Rule     rules.Rule
	Words    string // what it asks, in words
	Coverage Coverage
	Warnings []string // that it can never match, or nearly always
	Feedback Feedback // of ShowRule only
}

// ListRules returns the rules that the caller may see: the guild's in channels that they see, then their own.
func (d *Desk) ListRules(ctx context.Context, c Caller) ([]rules.Rule, error) {
	var all []rules.Rule
	seen := map[string]bool{}
	for _, o := range c.owners() {
		list, err := d.store.ListRules(ctx, o)
		if err != nil {
			return nil, err
		}
		for _, r := range list {
			if r.Guild != "" {
				ok, known := seen[r.Channel]
				if !known {
					if ok, err = c.sees(ctx, r.Channel); err != nil {
						return nil, err
					}
					seen[r.Channel] = ok
				}
				if !ok {
					continue
				}
			}
			all = append(all, r)
		}
	}
	return all, nil
}

// ShowRule returns one rule, by its id or its name.
func (d *Desk) ShowRule(ctx context.Context, c Caller, ref string) (RuleView, error) {
	r, err := d.rule(ctx, c, ref)
	if err != nil {
		return RuleView{}, err
	}
	v, err := d.view(ctx, r)
	if err != nil {
		return v, err
	}
	v.Feedback, err = d.feedback(ctx, r)
	return v, err
}

func (d *Desk) view(ctx context.Context, r rules.Rule) (RuleView, error) {
	v := RuleView{Rule: r}
	e, err := rules.Parse(r.Text, d.names)
	if err != nil {
		v.Warnings = []string{"It was written for an earlier version and can no longer be read: edit it. " + err.Error()}
		return v, nil
	}
	v.Words, v.Warnings = e.Words(), e.Warnings()
	v.Coverage, err = d.coverage(ctx, r.Guild, e)
	return v, err
}

// rule finds a rule that the caller may see. What others own is not found, the same as what does not exist.
func (d *Desk) rule(ctx context.Context, c Caller, ref string) (rules.Rule, error) {
	ref = strings.TrimSpace(ref)
	if ref == "" {
		return rules.Rule{}, invalid("Which rule? Choose one from the list that appears as you type, or give its number.")
	}
	notFound := missing("There is no rule %q that you can see here. /rules list shows them.", clip(ref, 40))
	if id, err := strconv.ParseInt(strings.TrimPrefix(ref, "#"), 10, 64); err == nil {
		for _, o := range c.owners() {
			r, err := d.store.Rule(ctx, o, id)
			if isNotFound(err) {
				continue
			}
			if err != nil {
				return rules.Rule{}, err
			}
			if r.Guild == "" {
				return r, nil
			}
			ok, err := c.sees(ctx, r.Channel)
			if err != nil || ok {
				return r, err
			}
		}
		return rules.Rule{}, notFound
	}
	list, err := d.ListRules(ctx, c)
	if err != nil {
		return rules.Rule{}, err
	}
	var found []rules.Rule
	for _, r := range list {
		if strings.EqualFold(r.Name, ref) {
			found = append(found, r)
		}
	}
	switch len(found) {
	case 0:
		return rules.Rule{}, notFound
	case 1:
		return found[0], nil
	}
	return rules.Rule{}, invalid("%d rules are named %q: give the number of one.", len(found), clip(ref, 40))
}

// own finds a rule that the caller may change.
func (d *Desk) own(ctx context.Context, c Caller, ref string) (rules.Rule, error) {
	r, err := d.rule(ctx, c, ref)
	if err != nil {
		return r, err
	}
	if r.Guild != "" {
		return r, c.MayManage("alert rules")
	}
	return r, nil
}

// PauseRule pauses or resumes a rule and returns it as it is now.
func (d *Desk) PauseRule(ctx context.Context, c Caller, ref string, paused bool) (rules.Rule, error) {
	r, err := d.own(ctx, c, ref)
	if err != nil {
		return r, err
	}
	if paused && r.Paused {
		return r, invalid("This rule is paused already: /rules resume lets it send again.")
	}
	if !paused && !r.Paused {
		return r, invalid("This rule is not paused: it sends alerts already.")
	}
	if !paused && r.Guild != "" {
		if lacks, err := d.lacking(ctx, c, r.Channel, r.Mention); err != nil {
			return r, err
		} else if len(lacks.Post) > 0 {
			return r, invalid("It stays paused: the bot lacks %s in its channel. Give it that, then resume the rule.", And(lacks.Post))
		}
	}
	if err := d.store.PauseRule(ctx, OwnerOf(r), r.ID, paused, ""); err != nil {
		return r, d.gone(err, ref)
	}
	r.Paused, r.PausedWhy = paused, ""
	return r, nil
}

// DeleteRule deletes a rule and returns what it was.
func (d *Desk) DeleteRule(ctx context.Context, c Caller, ref string) (rules.Rule, error) {
	r, err := d.own(ctx, c, ref)
	if err != nil {
		return r, err
	}
	if err := d.store.DeleteRule(ctx, OwnerOf(r), r.ID); err != nil {
		return r, d.gone(err, ref)
	}
	return r, nil
}

// gone tells the caller when what they are changing has just been deleted by another.
func (d *Desk) gone(err error, ref string) error {
	switch {
	case errors.Is(err, ErrNotFound):
		return missing("There is no rule %q any more.", clip(ref, 40))
	case errors.Is(err, ErrChanged):
		return invalid("It was changed by somebody else in the meantime; nothing was done.")
	}
	return err
}
