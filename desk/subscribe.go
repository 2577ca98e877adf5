package desk

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"tocsin/report"
	"tocsin/rules"
	"tocsin/text"
)

const (
	maxName = 60  // code points of a rule's name
	maxWord = 200 // code points of an option that is one name
)

// A Subscription is what was filled into /subscribe. Everything is optional except that something must be asked.
type Subscription struct {
	Region   string // a place by name or id
	Actor    string
	Keywords string // words and phrases, separated by commas: any of them
	Severity string // this one or worse
	Rule     string // in the rule language
	Channel  string // where alerts go; empty for the caller's
	Name     string // empty for a new rule named after what it asks
	Mention  string // id of a role to ping
	Deliver  string // instant, hourly or daily; empty for instant
	DM       bool   // to the caller, by direct message
}

// Outcome says what subscribing did.
type Outcome string

const (
	Created   Outcome = "new"
	Updated   Outcome = "updated"
	Unchanged Outcome = "unchanged"
)

// A Subscribed is the answer to a subscription: the rule as saved, and all that its owner should know of it.
type Subscribed struct {
	RuleView
	Outcome   Outcome
	Lacks     Lacks     // what the bot may not do where it is to post
	Unchecked bool      // that could not be found out
	Backtest  *Backtest // nil when the past could not be searched
}

// Subscribe saves what was asked and says what it would have given.
func (d *Desk) Subscribe(ctx context.Context, c Caller, s Subscription) (Subscribed, error) {
	r, e, err := d.draft(ctx, c, s)
	if err != nil {
		return Subscribed{}, err
	}
	if r.Name == "" {
		if r.Name, err = d.freeName(ctx, r, e.Words()); err != nil {
			return Subscribed{}, err
		}
	}
	return d.save(ctx, c, r, e)
}

// MaySubscribe refuses a subscription, whatever it will ask for, whose name, delivery or destination would be refused: so
// that nobody fills in a form in vain.
func (d *Desk) MaySubscribe(ctx context.Context, c Caller, s Subscription) error {
	_, err := d.outline(ctx, c, s)
	return err
}

// draft makes a rule of a subscription; its name stays empty when none was given.
func (d *Desk) draft(ctx context.Context, c Caller, s Subscription) (rules.Rule, *rules.Expr, error) {
	r, err := d.outline(ctx, c, s)
	if err != nil {
		return r, nil, err
	}
	e, err := d.ask(rules.Options{Region: s.Region, Actor: s.Actor, Keywords: s.Keywords, Severity: s.Severity, Rule: s.Rule})
	if err != nil {
		return r, nil, err
	}
	r.Text = e.String()
	return r, e, nil
}

// outline makes a rule that asks nothing yet.
func (d *Desk) outline(ctx context.Context, c Caller, s Subscription) (rules.Rule, error) {
	r := rules.Rule{CreatedBy: c.User}
	var err error
	if r.Name, err = ruleName(s.Name); err != nil {
		return r, err
	}
	if r.Deliver, err = deliver(s.Deliver); err != nil {
		return r, err
	}
	return r, d.address(ctx, c, &r, s)
}

// address decides where a rule's alerts go, and whether the caller may send them there.
func (d *Desk) address(ctx context.Context, c Caller, r *rules.Rule, s Subscription) error {
	if s.DM || c.Guild == "" {
		if s.Mention != "" {
			return invalid("A direct message pings nobody else: leave mention out.")
		}
		if s.DM && s.Channel != "" && c.Guild != "" {
			return invalid("Alerts go to one place: give dm or channel, not both.")
		}
		r.User = c.User
		return nil
	}
	if !c.ManageServer {
		return forbidden("You need the permission Manage Server to subscribe a channel. For alerts of your own by direct message, use /subscribe with dm.")
	}
	r.Guild, r.Channel = c.Guild, s.Channel
	if r.Channel == "" {
		r.Channel = c.Channel
	}
	if c.Access == nil {
		return missing("There is no such channel here.")
	}
	if ok, err := c.Access.CanSee(ctx, r.Channel); err != nil && !isNotFound(err) {
		return err
	} else if !ok || err != nil {
		return missing("There is no such channel here, or you cannot see it.")
	}
	return d.mayMention(ctx, c, r, s.Mention)
}

func (d *Desk) mayMention(ctx context.Context, c Caller, r *rules.Rule, role string) error {
	r.Mention = role
	if role == "" {
		return nil
	}
	ok, err := c.Access.CanMention(ctx, role)
	if isNotFound(err) {
		return missing("There is no such role here.")
	}
	if err == nil && !ok {
		return forbidden("You may not mention that role yourself, so its rule may not either. Choose a role that anybody can mention.")
	}
	return err
}

// ask reads what a subscription asks for.
func (d *Desk) ask(o rules.Options) (*rules.Expr, error) {
	for _, w := range []struct{ what, value string }{{"region", o.Region}, {"actor", o.Actor}, {"severity", o.Severity}} {
		if utf8.RuneCountInString(w.value) > maxWord {
			return nil, invalid("The %s is too long: %d characters are the most.", w.what, maxWord)
		}
	}
	if utf8.RuneCountInString(o.Keywords)+utf8.RuneCountInString(o.Rule) > rules.MaxLength {
		return nil, invalid("The rule is too long: %d characters are the most.", rules.MaxLength)
	}
	if o.Severity != "" {
		if _, err := report.ParseLevel(o.Severity); err != nil {
			return nil, invalid("There is no severity %q: use info, low, moderate, high or critical.", clip(o.Severity, 40))
		}
	}
	if strings.Count(o.Keywords, `"`)%2 != 0 {
		return nil, invalid("A quotation mark in the keywords is left open: close it, or leave it out.")
	}
	if strings.TrimSpace(o.Source()) == "" {
		return nil, invalid("What shall it watch for? Give at least one of region, actor, keywords, severity or rule.")
	}
	e, err := rules.ParseOptions(o, d.names)
	if err != nil {
		return nil, refused(err)
	}
	return e, nil
}

// ruleName cleans a name that a member typed: one line, no control or invisible characters.
func ruleName(s string) (string, error) {
	name := strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == utf8.RuneError {
			return -1
		}
		return r
	}, s)), " ")
	if utf8.RuneCountInString(name) > maxName {
		return "", invalid("The name is too long: %d characters are the most.", maxName)
	}
	if strings.TrimSpace(s) != "" && name == "" {
		return "", invalid("The name has no visible character.")
	}
	return name, nil
}

func deliver(s string) (rules.Deliver, error) {
	switch v := rules.Deliver(strings.ToLower(strings.TrimSpace(s))); v {
	case "":
		return rules.Instant, nil
	case rules.Instant, rules.Hourly, rules.Daily:
		return v, nil
	}
	return "", invalid("There is no delivery %q: use instant, hourly or daily.", clip(s, 40))
}

// freeName names a rule after what it asks; the second of a name in its channel is numbered.
func (d *Desk) freeName(ctx context.Context, r rules.Rule, words string) (string, error) {
	list, err := d.store.ListRules(ctx, OwnerOf(r))
	if err != nil {
		return "", err
	}
	taken := map[string]bool{} // by the form in which a store compares names
	for _, other := range list {
		if other.Channel == r.Channel && (r.ID == 0 || other.ID != r.ID) {
			taken[text.Fold(other.Name)] = true
		}
	}
	base := clip(words, maxName-4)
	name := base
	for n := 2; taken[text.Fold(name)]; n++ {
		name = fmt.Sprintf("%s (%d)", base, n)
	}
	return name, nil
}

// save stores a rule and gathers the answer.
func (d *Desk) save(ctx context.Context, c Caller, r rules.Rule, e *rules.Expr) (Subscribed, error) {
	most := d.opt.RulesAGuild
	if r.Guild == "" {
		most = d.opt.RulesAPerson
	}
	saved, before, err := d.store.PutRule(ctx, r, most)
	switch {
	case errors.Is(err, ErrQuota) && r.Guild == "":
		return Subscribed{}, full("You have %d rules of your own, the most there can be. Delete one first: /rules list.", most)
	case errors.Is(err, ErrQuota):
		return Subscribed{}, full("This server has %d rules, the most there can be. Delete one first: /rules list.", most)
	case errors.Is(err, ErrExists):
		return Subscribed{}, invalid("Another rule is named %q in its channel: choose another name.", clip(r.Name, maxName))
	case err != nil:
		return Subscribed{}, d.gone(err, r.Name)
	}
	out := Subscribed{Outcome: outcome(saved, before)}
	return d.explain(ctx, c, out, saved, e), nil
}

// explain adds what the owner of a saved rule should know. The rule is saved: what fails here is said in the log only.
func (d *Desk) explain(ctx context.Context, c Caller, out Subscribed, r rules.Rule, e *rules.Expr) Subscribed {
	var err error
	out.Rule, out.Words, out.Warnings = r, e.Words(), e.Warnings()
	if out.Coverage, err = d.coverage(ctx, r.Guild, e); err != nil {
		d.opt.Logger.ErrorContext(ctx, "coverage of a rule", "rule", r.ID, "err", err)
	}
	if other, err := d.twin(ctx, r, e); err != nil {
		d.opt.Logger.ErrorContext(ctx, "rules like a rule", "rule", r.ID, "err", err)
	} else if other != nil {
		out.Warnings = append(out.Warnings, fmt.Sprintf("Rule %d, “%s”, asks the same and is answered in the same place. What both meet is one alert that names both.", other.ID, other.Name))
	}
	if r.Guild != "" {
		if out.Lacks, err = d.lacking(ctx, c, r.Channel, r.Mention); err != nil {
			out.Unchecked = true
			d.opt.Logger.WarnContext(ctx, "permissions for a rule", "rule", r.ID, "err", err)
		}
	}
	if out.Backtest, err = d.backtest(ctx, r, e, week); err != nil {
		d.opt.Logger.ErrorContext(ctx, "backtest of a rule", "rule", r.ID, "err", err)
	}
	return out
}

func outcome(saved rules.Rule, before *rules.Rule) Outcome {
	switch {
	case before == nil:
		return Created
	case saved.Text == before.Text && saved.Mention == before.Mention && saved.Deliver == before.Deliver &&
		saved.Name == before.Name && saved.Channel == before.Channel && saved.Paused == before.Paused:
		return Unchanged
	}
	return Updated
}

func (d *Desk) lacking(ctx context.Context, c Caller, channel, role string) (Lacks, error) {
	if c.Access == nil {
		return Lacks{}, nil
	}
	lacks, err := c.Access.Lacking(ctx, channel, role)
	if isNotFound(err) {
		return Lacks{}, invalid("The channel of this rule is gone. Edit the rule to give it another.")
	}
	return lacks, err
}
