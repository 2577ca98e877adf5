package store

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"time"

	"tocsin/alert"
	"tocsin/desk"
	"tocsin/report"
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

// Mute keeps a subject from being told in a channel until a time, and forgets the mutes there that have ended.
func (s *Store) Mute(ctx context.Context, o desk.Owner, channel string, m desk.Mute) error {
	return s.inTx(ctx, func(t *tx) error {
		if m.Kind == report.StorySubject {
			story, err := strconv.ParseInt(m.ID, 10, 64)
			if err != nil {
				return ErrNotFound
			}
			if err := t.visible(story, o.Guild); err != nil {
				return err
			}
		}
		if _, err := t.exec(`DELETE FROM mutes WHERE lane = ? AND until <= ?`, lane(o, channel), ms(t.s.now())); err != nil {
			return err
		}
		_, err := t.exec(`INSERT INTO mutes (lane, kind, id, name, guild, by, until) VALUES (?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (lane, kind, id) DO UPDATE SET name = excluded.name, by = excluded.by, until = excluded.until`,
			lane(o, channel), m.Kind, m.ID, m.Name, o.Guild, m.By, ms(m.Until))
		return err
	})
}

// Unmute ends a mute.
func (s *Store) Unmute(ctx context.Context, o desk.Owner, channel string, subject report.Subject) error {
	return s.inTx(ctx, func(t *tx) error {
		n, err := t.change(`DELETE FROM mutes WHERE lane = ? AND guild = ? AND kind = ? AND id = ? AND until > ?`,
			lane(o, channel), o.Guild, subject.Kind, subject.ID, ms(t.s.now()))
		return met(n, err)
	})
}

// Mutes returns the mutes of a channel or a person that have not ended, the one that ends first coming first.
func (s *Store) Mutes(ctx context.Context, o desk.Owner, channel string) ([]desk.Mute, error) {
	rows, err := s.view(ctx).query(`SELECT kind, id, name, by, until FROM mutes WHERE lane = ? AND guild = ? AND until > ? ORDER BY until, kind, id`,
		lane(o, channel), o.Guild, ms(s.now()))
	return collect(rows, err, func(r scanner) (m desk.Mute, err error) {
		err = r.Scan(&m.Kind, &m.ID, &m.Name, &m.By, when{&m.Until})
		return m, err
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

// Judged returns the reports of the latest matches of a rule, and which of them somebody found beside the point.
func (s *Store) Judged(ctx context.Context, o desk.Owner, rule int64, n int) ([]desk.Judged, error) {
	rows, err := s.view(ctx).query(`SELECT `+reportColumns+`, EXISTS (SELECT 1 FROM feedback f WHERE f.lane = m.lane AND f.story = m.story AND f.verdict = ?)
		FROM (SELECT m.* FROM matches m JOIN rules r ON r.id = m.rule WHERE m.rule = ? AND r.guild = ? AND r.user = ? ORDER BY m.at DESC, m.story DESC LIMIT ?) m
		JOIN reports p ON p.id = m.report WHERE p.guild IN ('', ?) ORDER BY m.at DESC, m.story DESC`, desk.NotRelevant, rule, o.Guild, o.User, n, o.Guild)
	return collect(rows, err, func(r scanner) (j desk.Judged, err error) {
		return j, scanReport(r, &j.Report, &j.NotRelevant)
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
