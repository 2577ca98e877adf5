package desk

import (
	"context"

	"tocsin/story"
)

// A Why is why a story was told in a channel.
type Why struct {
	Story story.Story
	Fired []Fired
}

// alertOwner returns whose alerts stand where the caller is.
func (c Caller) alertOwner() (Owner, string) {
	if c.Guild == "" {
		return c.self(), ""
	}
	return c.guild(), c.Channel
}

// Why says why a story was told where the caller is.
func (d *Desk) Why(ctx context.Context, c Caller, id int64) (Why, error) {
	o, channel := c.alertOwner()
	fired, err := d.store.Fired(ctx, o, channel, id)
	if err != nil {
		return Why{}, err
	}
	if len(fired) == 0 {
		return Why{}, missing("Nothing is known of this alert here any more.")
	}
	stories, err := d.store.Stories(ctx, c.Guild, []int64{id})
	if err != nil || len(stories) == 0 {
		return Why{Fired: fired}, err
	}
	return Why{Story: stories[0], Fired: fired}, nil
}

// Settings are those of the caller's channel, or of themselves in a direct message.
func (d *Desk) Settings(ctx context.Context, c Caller) (Settings, error) {
	o, channel := c.alertOwner()
	return d.store.Settings(ctx, o, channel)
}

// SetUnplaced decides what happens to reports without a place.
func (d *Desk) SetUnplaced(ctx context.Context, c Caller, value string) (Settings, error) {
	if c.Guild != "" {
		if err := c.MayManage("settings"); err != nil {
			return Settings{}, err
		}
	}
	s, err := d.Settings(ctx, c)
	if err != nil {
		return s, err
	}
	switch v := Unplaced(value); v {
	case Strict, Include:
		s.Unplaced = v
	default:
		return s, invalid("There is no %q: use strict or include.", clip(value, 40))
	}
	o, channel := c.alertOwner()
	if err := d.store.SaveSettings(ctx, o, channel, s); err != nil {
		return s, err
	}
	return s, nil
}
