package store

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"time"

	"tocsin/alert"
)

// nonce makes what Discord tells a repeated post by: 24 characters of 25, never the same twice, also in a database that
// was restored from a backup.
func nonce() string { return rand.Text()[:24] }

// Enqueue puts a delivery into the outbox and returns its id.
func (t *tx) Enqueue(o alert.Order) (int64, error) {
	was := ""
	if o.Was != nil {
		var err error
		if was, err = jsonOf(o.Was); err != nil {
			return 0, err
		}
	}
	now := t.s.now()
	if o.Due.IsZero() {
		o.Due = now
	}
	return t.insert(`INSERT INTO outbox (kind, lane, guild, channel, user, story, report, batch, notice, was, nonce, created, due)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, o.Kind, o.To.Lane(), o.To.Guild, o.To.Channel, o.To.User, o.Story,
		o.Report, o.Batch, o.Notice, was, nonce(), ms(now), ms(o.Due))
}

const orderColumns = `id, kind, guild, channel, user, story, report, batch, notice, was, due`

func scanOrder(r scanner, more ...any) (o alert.Order, err error) {
	var was string
	err = r.Scan(append([]any{&o.ID, &o.Kind, &o.To.Guild, &o.To.Channel, &o.To.User, &o.Story, &o.Report, &o.Batch, &o.Notice,
		&was, when{&o.Due}}, more...)...)
	if err == nil && was != "" {
		o.Was = &alert.Before{}
		err = json.Unmarshal([]byte(was), o.Was)
	}
	return o, err
}

// Waiting returns the delivery of a kind about a story that has not been attempted yet.
func (t *tx) Waiting(lane string, k alert.Kind, story int64) (alert.Order, bool, error) {
	o, err := scanOrder(t.row(`SELECT `+orderColumns+` FROM outbox WHERE state = 'waiting' AND lane = ? AND kind = ? AND story = ?
		AND attempt = 0 ORDER BY id DESC LIMIT 1`, lane, k, story))
	return found(o, err)
}

func found[T any](v T, err error) (T, bool, error) {
	err = classify(err)
	if errors.Is(err, ErrNotFound) {
		return v, false, nil
	}
	return v, err == nil, err
}

// Gathering returns the newest digest of a batch, and whether there is room in it still.
func (t *tx) Gathering(lane string, b alert.Batch, room int) (o alert.Order, open, ok bool, err error) {
	var state string
	var attempt, matches int
	o, err = scanOrder(t.row(`SELECT `+orderColumns+`, state, attempt, (SELECT count(DISTINCT story) FROM matches WHERE outbox = o.id)
		FROM outbox o WHERE lane = ? AND kind = ? AND batch = ? ORDER BY created DESC, id DESC LIMIT 1`, lane, alert.Digest, b), &state, &attempt, &matches)
	o, ok, err = found(o, err)
	return o, ok && state == "waiting" && attempt == 0 && matches < room, ok, err
}

// Told counts the messages about stories that a channel was sent, or is to be sent, since a time.
func (t *tx) Told(lane string, since time.Time) (int, error) { return told(t, lane, since) }

func told(q querier, lane string, since time.Time) (n int, err error) {
	err = q.row(`SELECT count(*) FROM outbox WHERE lane = ? AND kind = ? AND created > ? AND state <> 'void'`, lane, alert.Post, ms(since)).Scan(&n)
	return n, err
}

// Claim leases the lanes in which something is due, one delivery each, the oldest first.
func (s *Store) Claim(ctx context.Context, now time.Time, lease time.Duration, max int) ([]alert.Claimed, error) {
	var out []alert.Claimed
	// Most of the time nothing is due, and then nothing needs to be written.
	var some bool
	err := s.view(ctx).row(`SELECT EXISTS (SELECT 1 FROM outbox WHERE state = 'waiting' AND due <= ?)`, ms(now)).Scan(&some)
	if err != nil || !some {
		return nil, classify(err)
	}
	err = s.inTx(ctx, func(t *tx) error {
		rows, err := t.query(`SELECT o.id, o.kind, o.guild, o.channel, o.user, o.attempt + 1, o.tried
			FROM (SELECT lane, min(id) AS head FROM outbox WHERE state = 'waiting' AND due <= ?1 GROUP BY lane) h
			JOIN outbox o ON o.id = h.head
			WHERE NOT EXISTS (SELECT 1 FROM lanes l WHERE l.lane = h.lane
				AND (l.lease > ?1 AND l.lease <= ?1 + `+longLease+` OR l.hold > ?1 AND l.hold <= ?1 + `+farOff+`))
			ORDER BY o.id LIMIT ?2`, ms(now), max)
		out, err = collect(rows, err, func(r scanner) (c alert.Claimed, err error) {
			err = r.Scan(&c.ID, &c.Kind, &c.To.Guild, &c.To.Channel, &c.To.User, &c.Attempt, when{&c.Tried})
			return c, err
		})
		if err != nil {
			return err
		}
		for i := range out {
			c := &out[i]
			if _, err := t.exec(`INSERT INTO lanes (lane, lease, hold) VALUES (?1, ?2, 0) ON CONFLICT (lane) DO UPDATE SET lease = ?2`,
				c.To.Lane(), ms(now.Add(lease))); err != nil {
				return err
			}
			// From here on it may have been posted, whatever becomes of this process.
			if _, err := t.exec(`UPDATE outbox SET attempt = attempt + 1, tried = iif(tried = 0, ?, tried) WHERE id = ?`, ms(now), c.ID); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

// releaseLeases frees what a process that was killed had claimed: nobody else can have the database open.
func (s *Store) releaseLeases(ctx context.Context) error {
	return s.inTx(ctx, func(t *tx) error {
		if _, err := t.exec(`UPDATE lanes SET lease = 0 WHERE lease > 0`); err != nil {
			return err
		}
		_, err := t.exec(`UPDATE sources SET lease = 0 WHERE lease > 0`)
		return err
	})
}

// close ends a delivery that is still waiting; ok is false when it had ended already. Where it was to tell stories and did
// not, it is forgotten that they are told: a later rule that they meet must not rely on it.
func (t *tx) close(id int64, state, message, why string, now time.Time) (o alert.Order, ok bool, err error) {
	o, err = scanOrder(t.row(`UPDATE outbox SET state = ?, message = ?, error = ?, done = ? WHERE id = ? AND state = 'waiting'
		RETURNING `+orderColumns, state, message, why, ms(now), id))
	if o, ok, err = found(o, err); err != nil || !ok {
		return o, ok, err
	}
	if _, err = t.exec(`DELETE FROM lanes WHERE lane = ?`, o.To.Lane()); err == nil && state != "sent" {
		_, err = t.exec(`DELETE FROM messages WHERE lane = ? AND outbox = ? AND posted = 0`, o.To.Lane(), id)
	}
	return o, true, err
}

// Sent records a delivery as done and frees its lane. A second receipt for the same delivery changes nothing.
func (s *Store) Sent(ctx context.Context, id int64, r alert.Receipt, now time.Time) error {
	return s.inTx(ctx, func(t *tx) error {
		o, ok, err := t.close(id, "sent", r.Message, "", now)
		if err != nil || !ok {
			return err
		}
		switch o.Kind {
		case alert.Post:
			_, err = t.exec(`UPDATE messages SET message = ?, channel = ?, posted = ? WHERE story = ? AND lane = ? AND outbox = ?`,
				r.Message, r.Channel, ms(now), o.Story, o.To.Lane(), id)
		case alert.Edit:
			_, err = t.exec(`UPDATE messages SET edited = ? WHERE story = ? AND lane = ?`, ms(now), o.Story, o.To.Lane())
		case alert.Digest:
			_, err = t.exec(`UPDATE messages SET posted = ? WHERE outbox = ?`, ms(now), id)
		}
		return err
	})
}

// Later keeps a delivery and holds its lane.
func (s *Store) Later(ctx context.Context, id int64, until time.Time, why string, tried time.Time) error {
	return s.inTx(ctx, func(t *tx) error {
		var lane string
		err := t.row(`UPDATE outbox SET error = ?, tried = ? WHERE id = ? AND state = 'waiting' RETURNING lane`, why, ms(tried), id).Scan(&lane)
		if err != nil {
			return err
		}
		_, err = t.exec(`UPDATE lanes SET lease = 0, hold = ? WHERE lane = ?`, ms(until), lane)
		return err
	})
}

// Doubt marks a delivery as one of which nobody can tell whether it was posted.
func (s *Store) Doubt(ctx context.Context, id int64) error {
	return s.inTx(ctx, func(t *tx) error {
		n, err := t.change(`UPDATE outbox SET doubtful = 1 WHERE id = ?`, id)
		return met(n, err)
	})
}

// Refused closes a delivery that will never succeed and frees its lane.
func (s *Store) Refused(ctx context.Context, id int64, why string, now time.Time) error {
	return s.inTx(ctx, func(t *tx) error {
		_, _, err := t.close(id, "refused", "", why, now)
		return err
	})
}

// Void closes a delivery that has nothing to say and frees its lane.
func (s *Store) Void(ctx context.Context, id int64, now time.Time) error {
	return s.inTx(ctx, func(t *tx) error {
		_, _, err := t.close(id, "void", "", "", now)
		return err
	})
}

// Gone closes everything that waits for the lane of a delivery, pauses its rules with words, and asks for a direct
// message to each who made one.
func (s *Store) Gone(ctx context.Context, id int64, why string, now time.Time) error {
	return s.inTx(ctx, func(t *tx) error {
		o, ok, err := t.close(id, "gone", "", why, now)
		if err != nil || !ok {
			return err
		}
		if _, err := t.exec(`UPDATE outbox SET state = 'gone', error = ?, done = ? WHERE state = 'waiting' AND lane = ?`,
			why, ms(now), o.To.Lane()); err != nil {
			return err
		}
		if _, err := t.exec(`DELETE FROM messages WHERE lane = ? AND posted = 0`, o.To.Lane()); err != nil {
			return err
		}
		return t.pauseLane(o.To, why)
	})
}

// pauseLane pauses the rules of a channel or person that cannot be posted to.
func (t *tx) pauseLane(to alert.Address, why string) error {
	user := ""
	if to.Guild == "" {
		user = to.User
	}
	rows, err := t.query(`UPDATE rules SET paused = 1, paused_why = ? WHERE guild = ? AND channel = ? AND user = ? AND paused = 0
		RETURNING created_by, name`, why, to.Guild, to.Channel, user)
	paused, err := collect(rows, err, func(r scanner) (v [2]string, err error) {
		err = r.Scan(&v[0], &v[1])
		return v, err
	})
	if err != nil || to.Guild == "" { // a person who cannot be reached cannot be told either
		return err
	}
	names := map[string]string{}
	var owners []string
	for _, p := range paused {
		if names[p[0]] == "" {
			owners = append(owners, p[0])
		} else {
			names[p[0]] += ", "
		}
		names[p[0]] += "“" + p[1] + "”"
	}
	for _, owner := range owners {
		if owner == "" {
			continue
		}
		if _, err := t.Enqueue(alert.Order{Kind: alert.Notice, To: alert.Address{User: owner}, Notice: "Alerts to <#" + to.Channel +
			"> are paused: " + why + "\nPaused: " + names[owner]}); err != nil {
			return err
		}
	}
	return nil
}
