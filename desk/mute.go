package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tocsin/report"
	"tocsin/rules"
)

const (
	storyMute = 30 * day // longer than stories live
	usualMute = day
	mutesKept = 100 // of a channel
)

// MuteStory keeps a story from being told any more where the caller is.
func (d *Desk) MuteStory(ctx context.Context, c Caller, id int64) (Mute, error) {
	if err := c.mayMute(); err != nil {
		return Mute{}, err
	}
	w, err := d.Why(ctx, c, id)
	if err != nil {
		return Mute{}, err
	}
	m := Mute{Subject: report.Subject{Kind: report.StorySubject, ID: strconv.FormatInt(id, 10)}, Name: cmp.Or(w.Story.Title, w.Fired[0].Report.Title), By: c.User, Until: d.opt.Now().Add(storyMute)}
	o, channel := c.alertOwner()
	return m, d.store.Mute(ctx, o, channel, m)
}

// Mute keeps what is named from raising alerts for a time such as "8h" (a day when empty), in a channel (the caller's when
// empty) or for the caller in a direct message. What is a place, an actor, or a rule by number or name; or a Choice of
// CompleteMute.
func (d *Desk) Mute(ctx context.Context, c Caller, what, span, channel string) (Mute, error) {
	o, at, err := d.muting(ctx, c, channel)
	if err != nil {
		return Mute{}, err
	}
	long, err := parseSpan(span, usualMute, storyMute, "That is too long")
	if err != nil {
		return Mute{}, err
	}
	m, err := d.subject(ctx, c, strings.TrimSpace(what))
	if err != nil {
		return m, err
	}
	m.By, m.Until = c.User, d.opt.Now().Add(long)
	list, err := d.store.Mutes(ctx, o, at)
	if err != nil {
		return m, err
	}
	if len(list) >= mutesKept && !slices.ContainsFunc(list, func(old Mute) bool { return old.Subject == m.Subject }) {
		return m, full("%d things are muted here, the most there can be: /unmute one first.", len(list))
	}
	return m, d.store.Mute(ctx, o, at, m)
}

// Unmute ends a mute, named as Mutes or CompleteMuted gives it, and returns what it was.
func (d *Desk) Unmute(ctx context.Context, c Caller, what, channel string) (Mute, error) {
	o, at, err := d.muting(ctx, c, channel)
	if err != nil {
		return Mute{}, err
	}
	list, err := d.store.Mutes(ctx, o, at)
	if err != nil {
		return Mute{}, err
	}
	what = strings.TrimSpace(what)
	i := slices.IndexFunc(list, func(m Mute) bool { return m.Ref() == what || strings.EqualFold(m.Name, what) })
	if i < 0 {
		return Mute{}, missing("%q is not muted here. /mute without anything lists what is.", clip(what, 40))
	}
	if err := d.store.Unmute(ctx, o, at, list[i].Subject); err != nil && !isNotFound(err) {
		return Mute{}, err
	}
	return list[i], nil
}

// Mutes lists what is muted in a channel (the caller's when empty), or for the caller in a direct message.
func (d *Desk) Mutes(ctx context.Context, c Caller, channel string) ([]Mute, error) {
	o, at, err := d.mutedAt(ctx, c, channel)
	if err != nil {
		return nil, err
	}
	return d.store.Mutes(ctx, o, at)
}

// Ref names a mute to Unmute.
func (m Mute) Ref() string { return string(m.Kind) + ":" + m.ID }

func (c Caller) mayMute() error {
	if c.Guild == "" {
		return nil
	}
	return c.MayManage("what is muted")
}

// muting returns whose mutes a caller changes, and in which channel.
func (d *Desk) muting(ctx context.Context, c Caller, channel string) (Owner, string, error) {
	if err := c.mayMute(); err != nil {
		return Owner{}, "", err
	}
	return d.mutedAt(ctx, c, channel)
}

func (d *Desk) mutedAt(ctx context.Context, c Caller, channel string) (Owner, string, error) {
	o, at := c.alertOwner()
	if channel == "" || channel == at {
		return o, at, nil
	}
	if c.Guild == "" {
		return o, at, invalid("In a direct message only your own alerts can be muted: leave channel out.")
	}
	ok, err := c.sees(ctx, channel)
	if err == nil && !ok {
		err = missing("There is no such channel here, or you cannot see it.")
	}
	return o, channel, err
}

// subject finds what somebody wants to mute: a completed one, else a place, an actor or a rule of that name.
func (d *Desk) subject(ctx context.Context, c Caller, what string) (Mute, error) {
	if what == "" {
		return Mute{}, invalid("What shall be muted? Give a region, an actor or a rule.")
	}
	kind, id, completed := strings.Cut(what, ":")
	switch {
	case completed && kind == string(report.RegionSubject):
		return d.named(report.RegionSubject, id)
	case completed && kind == string(report.ActorSubject):
		return d.named(report.ActorSubject, id)
	case completed && kind == string(report.RuleSubject):
		return d.ruleSubject(ctx, c, id)
	}
	m, placeErr := d.named(report.RegionSubject, what)
	if placeErr == nil {
		return m, nil
	}
	if m, err := d.named(report.ActorSubject, what); err == nil {
		return m, nil
	}
	if m, err := d.ruleSubject(ctx, c, what); err == nil {
		return m, nil
	}
	return Mute{}, placeErr
}

// named finds a place or an actor; of several readings of a name none is taken.
func (d *Desk) named(kind report.SubjectKind, name string) (Mute, error) {
	o := rules.Options{Region: name}
	if kind == report.ActorSubject {
		o = rules.Options{Actor: name}
	}
	e, err := d.ask(o)
	if err != nil {
		return Mute{}, err
	}
	ids := e.Asked(string(kind))
	if len(ids) != 1 {
		return Mute{}, invalid("Mute one thing at a time.")
	}
	_, words, _ := strings.Cut(e.Words(), " ") // Reports in Iraq
	return Mute{Subject: report.Subject{Kind: kind, ID: ids[0]}, Name: "reports " + words}, nil
}

func (d *Desk) ruleSubject(ctx context.Context, c Caller, ref string) (Mute, error) {
	r, err := d.rule(ctx, c, ref)
	if err != nil {
		return Mute{}, err
	}
	return Mute{Subject: report.Subject{Kind: report.RuleSubject, ID: strconv.FormatInt(r.ID, 10)}, Name: fmt.Sprintf("rule %d, %s", r.ID, r.Name)}, nil
}

// mutable completes what can be muted: the rules, and the places and actors whose names begin as typed.
func (d *Desk) mutable(ctx context.Context, c Caller, typed string) ([]Choice, error) {
	list, err := d.ListRules(ctx, c)
	var all []Choice
	for _, r := range list {
		all = append(all, Choice{fmt.Sprintf("%d · %s", r.ID, r.Name), strconv.FormatInt(r.ID, 10)})
	}
	var out []Choice
	add := func(kind report.SubjectKind, word string, list []Choice) {
		for _, ch := range list {
			out = append(out, Choice{word + ": " + ch.Name, string(kind) + ":" + ch.Value})
		}
	}
	byNumber := typed != "" && strings.Trim(typed, "0123456789") == ""
	if byNumber {
		add(report.RuleSubject, "Rule", matchingChoices(all, typed))
	}
	if typed != "" {
		add(report.RegionSubject, "Region", d.choices(d.names.CompletePlace(typed, 10)))
		add(report.ActorSubject, "Actor", d.choices(d.names.CompleteActor(typed, 8)))
	}
	if !byNumber {
		add(report.RuleSubject, "Rule", matchingChoices(all, typed))
	}
	return out[:min(len(out), MostChoices)], err
}

// muted completes what is muted where the caller is.
func (d *Desk) muted(ctx context.Context, c Caller, typed string) ([]Choice, error) {
	list, err := d.Mutes(ctx, c, "")
	var all []Choice
	for _, m := range list {
		all = append(all, Choice{m.Name, m.Ref()})
	}
	return matchingChoices(all, typed), err
}
