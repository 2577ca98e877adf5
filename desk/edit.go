package desk

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"tocsin/rules"
)

// UndoRule takes back what Subscribe or EditRule did to a rule, as long as it is still the last that was done to it.
// saved is the Rule.Updated that they returned. It returns the rule as it is again, nil when there was none before.
func (d *Desk) UndoRule(ctx context.Context, c Caller, id int64, saved time.Time) (*rules.Rule, error) {
	ref := fmt.Sprint(id)
	r, err := d.own(ctx, c, ref)
	if err != nil {
		return nil, err
	}
	now, err := d.store.UndoRule(ctx, OwnerOf(r), id, saved)
	if err != nil {
		return nil, d.gone(err, ref)
	}
	return now, nil
}

// An Edit changes a rule: what is empty stays. Region, Actor, Keywords and Severity take the place of what the rule asks
// of their kind; Rule takes the place of all, and they are joined to it as in a Subscription.
type Edit struct {
	Subscription
	NoMention bool // take the role away
}

// RuleToEdit returns a rule that the caller may change.
func (d *Desk) RuleToEdit(ctx context.Context, c Caller, ref string) (rules.Rule, error) {
	return d.own(ctx, c, ref)
}

// EditRule changes a rule.
func (d *Desk) EditRule(ctx context.Context, c Caller, ref string, edit Edit) (Subscribed, error) {
	r, err := d.own(ctx, c, ref)
	if err != nil {
		return Subscribed{}, err
	}
	s := edit.Subscription
	e, old, err := d.reask(r, s)
	if err != nil {
		return Subscribed{}, err
	}
	name, err := ruleName(s.Name)
	if err != nil {
		return Subscribed{}, err
	}
	follows := (name == "" || name == r.Name) && old != nil && old.Words() != e.Words() && automatic(r, old.Words())
	r.Text, r.Name = e.String(), cmp.Or(name, r.Name)
	if s.Deliver != "" {
		if r.Deliver, err = deliver(s.Deliver); err != nil {
			return Subscribed{}, err
		}
	}
	if err := d.readdress(ctx, c, &r, edit); err != nil {
		return Subscribed{}, err
	}
	if follows {
		if r.Name, err = d.freeName(ctx, r, e.Words()); err != nil {
			return Subscribed{}, err
		}
	}
	r.CreatedBy = c.User
	return d.save(ctx, c, r, e)
}

// reask returns what a rule asks after an edit, and what it asked before: nil when that can no longer be read.
func (d *Desk) reask(r rules.Rule, s Subscription) (now, old *rules.Expr, err error) {
	old, oldErr := rules.Parse(r.Text, d.names)
	o := rules.Options{Region: s.Region, Actor: s.Actor, Keywords: s.Keywords, Severity: s.Severity, Rule: s.Rule}
	switch {
	case o == (rules.Options{}):
		o.Rule = r.Text
		now, err = d.ask(o)
	case o.Rule != "":
		now, err = d.ask(o)
	case oldErr != nil:
		err = invalid("This rule was written for an earlier version and can no longer be read. Give the whole rule: /rules edit with rule.")
	default:
		now, err = d.merge(old, o)
	}
	if oldErr != nil {
		old = nil
	}
	return now, old, err
}

// readdress moves a guild's rule to another channel or role. A rule does not move between a guild and a person.
func (d *Desk) readdress(ctx context.Context, c Caller, r *rules.Rule, edit Edit) error {
	s := edit.Subscription
	if r.Guild == "" {
		if s.Channel != "" || s.Mention != "" {
			return invalid("This rule is answered by direct message: it has no channel and pings nobody.")
		}
		return nil
	}
	if s.DM {
		return invalid("A rule of the server cannot become your own. Use /subscribe with dm for one of your own.")
	}
	if s.Channel == "" {
		s.Channel = r.Channel
	}
	if s.Mention == "" && !edit.NoMention {
		s.Mention = r.Mention
	}
	if s.Channel == r.Channel && s.Mention == r.Mention {
		return nil
	}
	return d.address(ctx, c, r, s)
}
