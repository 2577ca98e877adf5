package store

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"tocsin/alert"
	"tocsin/desk"
)

// Fired returns the rules of a channel, or of a person, that fired on a story, first one first.
func (s *Store) Fired(ctx context.Context, o desk.Owner, channel string, story int64) ([]desk.Fired, error) {
	v := s.view(ctx)
	rows, err := v.query(`SELECT r.id, r.name, r.text, m.why, m.at, m.report FROM matches m JOIN rules r ON r.id = m.rule
		WHERE m.story = ? AND m.lane = ? AND r.guild = ? AND r.user = ? ORDER BY m.at, r.id`, story, lane(o, channel), o.Guild, o.User)
	type fired struct {
		desk.Fired
		report int64
	}
	all, err := collect(rows, err, func(r scanner) (f fired, err error) {
		var why string
		if err = r.Scan(&f.Rule, &f.Name, &f.Text, &why, when{&f.At}, &f.report); err != nil {
			return f, err
		}
		return f, json.Unmarshal([]byte(why), &f.Why)
	})
	if err != nil {
		return nil, err
	}
	out := make([]desk.Fired, len(all))
	for i, f := range all {
		if err := scanReport(v.row(`SELECT `+reportColumns+`, tags FROM reports WHERE id = ? AND guild IN ('', ?)`, f.report, o.Guild),
			&f.Fired.Report, tagsColumn{&f.Tags}); err != nil {
			return nil, classify(err)
		}
		out[i] = f.Fired
	}
	return out, nil
}

// visible refuses a story of which a guild may see nothing: others must not learn that it exists.
func (t *tx) visible(story int64, guild string) error {
	_, err := storyFor(t, story, guild)
	return err
}

// MuteStory keeps a story from being told in a channel until a time.
func (s *Store) MuteStory(ctx context.Context, o desk.Owner, channel string, story int64, by string, until time.Time) error {
	return s.inTx(ctx, func(t *tx) error {
		if err := t.visible(story, o.Guild); err != nil {
			return err
		}
		_, err := t.exec(`INSERT INTO mutes (lane, story, guild, by, until) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (lane, story) DO UPDATE SET by = excluded.by, until = excluded.until`, lane(o, channel), story, o.Guild, by, ms(until))
		return err
	})
}

// SaveFeedback keeps one verdict a person, story and channel: the latest.
func (s *Store) SaveFeedback(ctx context.Context, o desk.Owner, channel string, story int64, by string, v desk.Verdict) error {
	return s.inTx(ctx, func(t *tx) error {
		if err := t.visible(story, o.Guild); err != nil {
			return err
		}
		_, err := t.exec(`INSERT INTO feedback (lane, story, by, guild, verdict, at) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT (lane, story, by) DO UPDATE SET verdict = excluded.verdict, at = excluded.at`,
			lane(o, channel), story, by, o.Guild, v, ms(t.s.now()))
		return err
	})
}

// Settings returns what a channel or a person chose; the zero value when nothing.
func (s *Store) Settings(ctx context.Context, o desk.Owner, channel string) (v desk.Settings, err error) {
	var chosen string
	err = classify(s.view(ctx).row(`SELECT chosen FROM settings WHERE lane = ? AND guild = ?`, lane(o, channel), o.Guild).Scan(&chosen))
	if errors.Is(err, ErrNotFound) {
		return v, nil
	}
	if err != nil {
		return v, err
	}
	return v, json.Unmarshal([]byte(chosen), &v)
}

// SaveSettings replaces what a channel or a person chose.
func (s *Store) SaveSettings(ctx context.Context, o desk.Owner, channel string, v desk.Settings) error {
	chosen, err := jsonOf(v)
	if err != nil {
		return err
	}
	return s.inTx(ctx, func(t *tx) error {
		_, err := t.exec(`INSERT INTO settings (lane, guild, chosen) VALUES (?, ?, ?)
			ON CONFLICT (lane) DO UPDATE SET guild = excluded.guild, chosen = excluded.chosen`, lane(o, channel), o.Guild, chosen)
		return err
	})
}

// Counts returns how the service is doing.
func (s *Store) Counts(ctx context.Context, guild string) (c desk.Counts, err error) {
	v := s.view(ctx)
	err = v.row(`SELECT (SELECT count(*) FROM reports), (SELECT count(*) FROM stories),
		(SELECT coalesce(fetched, 0) FROM reports ORDER BY id DESC LIMIT 1),
		(SELECT coalesce(max(done), 0) FROM outbox WHERE guild = ?1 AND state = 'sent' AND ?1 <> ''),
		(SELECT count(*) FROM outbox WHERE state = 'waiting'),
		(SELECT coalesce(min(created), 0) FROM outbox WHERE state = 'waiting'),
		(SELECT count(*) FROM outbox WHERE doubtful AND created > ?2)`, guild, ms(s.now().Add(-24*time.Hour))).Scan(
		&c.Reports, &c.Stories, when{&c.LastReport}, when{&c.LastAlert}, &c.Queue, when{&c.Oldest}, &c.Doubtful)
	return c, classify(err)
}

var (
	_ desk.Store  = (*Store)(nil)
	_ alert.Store = (*Store)(nil)
)
