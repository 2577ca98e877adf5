package store

import (
	"context"
	"encoding/json"

	"tocsin/desk"
)

// Kept returns what is stored for a guild, or for and by a person, beside rules and sources.
func (s *Store) Kept(ctx context.Context, o desk.Owner) (k desk.Kept, err error) {
	v := s.view(ctx)
	mine, key := `guild = ?`, o.Guild
	if o.Guild == "" {
		mine, key = `lane = ?`, lane(o, "")
	}
	rows, err := v.query(`SELECT lane, kind, id, name, by, until FROM mutes WHERE `+mine+` ORDER BY lane, kind, id`, key)
	if k.Mutes, err = collect(rows, err, func(r scanner) (m desk.KeptMute, err error) {
		err = r.Scan(&m.Where, &m.Kind, &m.ID, &m.Name, &m.By, when{&m.Until})
		return m, err
	}); err != nil {
		return k, err
	}
	rows, err = v.query(`SELECT lane, chosen FROM settings WHERE `+mine+` ORDER BY lane`, key)
	if k.Settings, err = collect(rows, err, func(r scanner) (c desk.KeptSettings, err error) {
		var chosen string
		if err = r.Scan(&c.Where, &chosen); err != nil {
			return c, err
		}
		return c, json.Unmarshal([]byte(chosen), &c.Settings)
	}); err != nil {
		return k, err
	}
	given, by := `guild = ?`, o.Guild
	if o.Guild == "" {
		given, by = `by = ?`, o.User
	}
	rows, err = v.query(`SELECT lane, story, by, verdict, at FROM feedback WHERE `+given+` ORDER BY at, story`, by)
	if k.Feedback, err = collect(rows, err, func(r scanner) (f desk.KeptFeedback, err error) {
		err = r.Scan(&f.Where, &f.Story, &f.By, &f.Verdict, when{&f.At})
		return f, err
	}); err != nil {
		return k, err
	}
	err = v.row(`SELECT (SELECT count(*) FROM outbox WHERE guild = ?1 AND user = ?2), (SELECT count(*) FROM rules WHERE guild <> '' AND created_by = ?2 AND ?1 = '')`,
		o.Guild, o.User).Scan(&k.Posted, &k.Made)
	return k, classify(err)
}

// Forget deletes what is stored for a guild, or for and by a person, in one transaction.
func (s *Store) Forget(ctx context.Context, o desk.Owner) error {
	steps := []string{
		`DELETE FROM rules WHERE guild = ?1`, // and its matches
		`DELETE FROM sources WHERE guild = ?1`,
		`DELETE FROM mutes WHERE guild = ?1`,
		`DELETE FROM settings WHERE guild = ?1`,
		`DELETE FROM feedback WHERE guild = ?1`,
		`DELETE FROM silences WHERE guild = ?1`,
		`DELETE FROM messages WHERE guild = ?1`,
		`DELETE FROM outbox WHERE guild = ?1`,
	}
	key := o.Guild
	if o.Guild == "" {
		key = o.User
		steps = []string{
			`DELETE FROM rules WHERE guild = '' AND user = ?1`,
			`DELETE FROM mutes WHERE lane = '@' || ?1`,
			`DELETE FROM settings WHERE lane = '@' || ?1`,
			`DELETE FROM feedback WHERE by = ?1`,
			`DELETE FROM silences WHERE guild = '' AND user = ?1`,
			`DELETE FROM messages WHERE lane = '@' || ?1`,
			`DELETE FROM outbox WHERE lane = '@' || ?1`,
			// What they made for a server stays the server's, without their name.
			`UPDATE rules SET created_by = '', undo = NULL WHERE created_by = ?1`,
			`UPDATE mutes SET by = '' WHERE by = ?1`,
			`UPDATE sources SET added_by = '' WHERE added_by = ?1`,
		}
	}
	if key == "" {
		return ErrNotFound
	}
	return s.inTx(ctx, func(t *tx) error {
		for _, step := range steps {
			if _, err := t.exec(step, key); err != nil {
				return err
			}
		}
		return nil
	})
}
