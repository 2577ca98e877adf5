package main

import (
	"context"
	"fmt"

	"tocsin/bot/localdiscord"
)

// invitation is what the README's invite link asks for.
const invitation = localdiscord.PermPoster

// A town is the guild of the demo.
type town struct {
	guild    string
	owner    string
	channels []townChannel
}

// A townChannel is a channel of the demo with the rule that it begins with, if any.
type townChannel struct {
	id, name, topic string
	subscribe       map[string]any // options of /subscribe; nil for none
}

// townChannels are the channels of the demo.
func townChannels() []townChannel {
	return []townChannel{
		{name: "iraq-and-syria", topic: "Iraq and Syria, moderate or worse", subscribe: map[string]any{"rule": "region:Iraq,Syria", "severity": "moderate", "name": "Iraq and Syria"}},
		{name: "sudan-and-the-sahel", topic: "Sudan and the Sahel, moderate or worse", subscribe: map[string]any{"rule": "region:Sudan,Sahel", "severity": "moderate", "name": "Sudan and the Sahel"}},
		{name: "ukraine", topic: "Ukraine, moderate or worse", subscribe: map[string]any{"region": "Ukraine", "severity": "moderate", "name": "Ukraine"}},
		{name: "critical-worldwide", topic: "Critical only, world-wide", subscribe: map[string]any{"severity": "critical", "name": "Critical, world-wide"}},
		{name: "try-it", topic: "Yours: type /subscribe"},
	}
}

// buildTown makes the guild, its members and channels, and invites the bot.
func buildTown(s *localdiscord.Server) (town, error) {
	t := town{guild: s.CreateGuild("Crisis watch"), owner: s.CreateUser("Olive"), channels: townChannels()}
	moderator, member := s.CreateUser("Milan"), s.CreateUser("Mara")
	role, err := s.CreateRole(t.guild, "moderators", localdiscord.PermManageGuild|localdiscord.PermMentionEveryone)
	if err != nil {
		return t, fmt.Errorf("build the demo's server: %w", err)
	}
	if _, err := s.CreateRole(t.guild, "on-call", 0); err != nil {
		return t, fmt.Errorf("build the demo's server: %w", err)
	}
	steps := []func() error{
		func() error { return s.AddMember(t.guild, t.owner) },
		func() error { return s.SetOwner(t.guild, t.owner) },
		func() error { return s.AddMember(t.guild, moderator, role) },
		func() error { return s.AddMember(t.guild, member) },
	}
	for i := range t.channels {
		steps = append(steps, func() (err error) {
			c := &t.channels[i]
			if c.id, err = s.CreateChannel(t.guild, c.name, 0); err != nil {
				return err
			}
			return s.SetTopic(c.id, c.topic)
		})
	}
	steps = append(steps, func() error { return s.InviteBot(t.guild, invitation) })
	for _, step := range steps {
		if err := step(); err != nil {
			return t, fmt.Errorf("build the demo's server: %w", err)
		}
	}
	return t, nil
}

// subscribe types the commands of the owner that set the channels' rules, and clears their answers away.
func (t *town) subscribe(ctx context.Context, s *localdiscord.Server) error {
	if err := s.WaitConnected(ctx); err != nil {
		return fmt.Errorf("wait for the bot: %w", err)
	}
	if err := s.WaitCommands(ctx, "subscribe"); err != nil {
		return fmt.Errorf("wait for the bot's commands: %w", err)
	}
	owner := s.Actor(t.owner)
	for _, c := range t.channels {
		if c.subscribe == nil {
			continue
		}
		r, err := owner.Slash(ctx, t.guild, c.id, "subscribe", c.subscribe)
		if err != nil {
			return fmt.Errorf("subscribe #%s: %w", c.name, err)
		}
		if r.Message != nil {
			if err := owner.Dismiss(c.id, r.Message.ID); err != nil {
				return fmt.Errorf("dismiss the answer in #%s: %w", c.name, err)
			}
		}
	}
	return nil
}
