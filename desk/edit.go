package desk

import (
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
	now, err := d.store.UndoRule(ctx, ownerOf(r), id, saved)
	if err != nil {
		return nil, d.gone(err, ref)
	}
	return now, nil
}

// An Edit changes a rule: what is empty stays. Region, Actor, Keywords and Severity ask anew; with Rule they are joined
// as in a Subscription.
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
	o := rules.Options{Region: s.Region, Actor: s.Actor, Keywords: s.Keywords, Severity: s.Severity, Rule: s.Rule}
	if o == (rules.Options{}) {
		o.Rule = r.Text
	}
	e, err := d.ask(o)
	if err != nil {
		return Subscribed{}, err
	}
	r.Text = e.String()
	if name, err := ruleName(s.Name); err != nil {
		return Subscribed{}, err
	} else if name != "" {
		r.Name = name
	}
	if s.Deliver != "" {
		if r.Deliver, err = deliver(s.Deliver); err != nil {
			return Subscribed{}, err
		}
	}
	if err := d.readdress(ctx, c, &r, edit); err != nil {
		return Subscribed{}, err
	}
	r.CreatedBy = c.User
	return d.save(ctx, c, r, e)
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
