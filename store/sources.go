package store

import (
	"context"
	"errors"
	"time"

	"tocsin/desk"
	"tocsin/feed"
)

const sourceColumns = `id, guild, url, name, lang, region, kind, added_by, created, paused, etag, last_modified, next_poll,
	last_fetch, last_success, last_item, interval, ttl, skip, habit, failures, failing_since, last_error, seeded, told, moved_to, moved_since`

func scanSource(r scanner) (feed.Source, error) {
	var s feed.Source
	err := r.Scan(&s.ID, &s.Guild, &s.URL, &s.Name, &s.Lang, &s.Region, &s.Kind, &s.AddedBy, when{&s.Created}, &s.Paused,
		&s.ETag, &s.LastModified, when{&s.NextPoll}, when{&s.LastFetch}, when{&s.LastSuccess}, when{&s.LastItem},
		span{&s.Interval}, span{&s.TTL}, &s.Skip, span{&s.Habit}, &s.Failures, when{&s.FailingSince}, &s.LastError, &s.Seeded, &s.Told,
		&s.MovedTo, when{&s.MovedSince})
	return s, err
}

// sourceValues are the values of sourceColumns but for the id.
func sourceValues(s *feed.Source) []any {
	return []any{s.Guild, s.URL, s.Name, s.Lang, s.Region, s.Kind, s.AddedBy, ms(s.Created), s.Paused, s.ETag,
		s.LastModified, ms(s.NextPoll), ms(s.LastFetch), ms(s.LastSuccess), ms(s.LastItem), s.Interval.Milliseconds(), s.TTL.Milliseconds(), s.Skip,
		s.Habit.Milliseconds(), s.Failures, ms(s.FailingSince), s.LastError, s.Seeded, s.Told, s.MovedTo, ms(s.MovedSince)}
}

// Sources returns the operator's sources and the guild's own, the operator's first, each by name.
func (s *Store) Sources(ctx context.Context, guild string) ([]feed.Source, error) {
	rows, err := s.view(ctx).query(`SELECT `+sourceColumns+` FROM sources WHERE guild = '' OR guild = ?
		ORDER BY guild, name COLLATE NOCASE, id`, guild)
	return collect(rows, err, scanSource)
}

// AddSource saves a new source of s.Guild, with a new id and all its state. It refuses with ErrExists, and the source
// that has the address, when that is one of the guild's or the operator's, and with ErrQuota when the guild (not the
// operator) has max.
func (s *Store) AddSource(ctx context.Context, src feed.Source, max int) (feed.Source, error) {
	err := s.inTx(ctx, func(t *tx) (err error) {
		src, err = t.addSource(src, max)
		return err
	})
	return src, err
}

// AddSources saves the operator's new sources in one transaction: all of them or, with an error, none. It returns which it
// saved; of those that it did not, the address is already read.
func (s *Store) AddSources(ctx context.Context, list []feed.Source) (added []bool, err error) {
	added = make([]bool, len(list))
	err = s.inTx(ctx, func(t *tx) error {
		for i := range list {
			_, err := t.addSource(list[i], 0)
			if err != nil && !errors.Is(err, ErrExists) {
				return err
			}
			added[i] = err == nil
		}
		return nil
	})
	return added, err
}

func (t *tx) addSource(src feed.Source, max int) (feed.Source, error) {
	same, err := scanSource(t.row(`SELECT `+sourceColumns+` FROM sources WHERE guild IN ('', ?) AND url = ? ORDER BY guild DESC LIMIT 1`,
		src.Guild, src.URL))
	if err == nil {
		return same, ErrExists
	}
	if err = classify(err); !errors.Is(err, ErrNotFound) {
		return src, err
	}
	if src.Guild != "" {
		var n int
		if err := t.row(`SELECT count(*) FROM sources WHERE guild = ?`, src.Guild).Scan(&n); err != nil {
			return src, err
		}
		if n >= max {
			return src, desk.ErrQuota
		}
	}
	if src.Created.IsZero() {
		src.Created = at(ms(t.s.now()))
	}
	src.ID, err = t.insert(`INSERT INTO sources (`+sourceColumns[len("id, "):]+`)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, sourceValues(&src)...)
	return src, err
}

// RemoveSource removes a source of exactly that guild. Its reports stay.
func (s *Store) RemoveSource(ctx context.Context, guild string, id int64) error {
	return s.inTx(ctx, func(t *tx) error {
		n, err := t.change(`DELETE FROM sources WHERE guild = ? AND id = ?`, guild, id)
		return met(n, err)
	})
}

// PauseSource pauses or resumes a source of exactly that guild; a resumed one is due at once.
func (s *Store) PauseSource(ctx context.Context, guild string, id int64, paused bool) error {
	return s.inTx(ctx, func(t *tx) error {
		n, err := t.change(`UPDATE sources SET next_poll = iif(paused AND NOT ?3, 0, next_poll), paused = ?3 WHERE guild = ?1 AND id = ?2`,
			guild, id, paused)
		return met(n, err)
	})
}

// DueSource makes a source of the operator due at once, as when its publisher says that something is new.
func (s *Store) DueSource(ctx context.Context, id int64) error {
	return s.inTx(ctx, func(t *tx) error {
		n, err := t.change(`UPDATE sources SET next_poll = 0 WHERE guild = '' AND id = ?`, id)
		return met(n, err)
	})
}

// met turns a change that met no row into ErrNotFound.
func met(n int64, err error) error {
	if err == nil && n == 0 {
		return ErrNotFound
	}
	return err
}

// A clock that was set back must not stop the work: a lease that ends later than any lease could, and a poll that is
// planned further off than any plan, were made by a clock that was wrong. In milliseconds.
const (
	longLease = "3600000"   // an hour
	farOff    = "864000000" // ten days; a publisher is left alone for a week at most
)

// ClaimSources returns sources that are due, most overdue first, and keeps them from everybody else until the lease ends:
// max at the most, and with each of a guild those that others have of the same address.
func (s *Store) ClaimSources(ctx context.Context, now time.Time, lease time.Duration, max int) ([]feed.Source, error) {
	var due []feed.Source
	// Most of the time nothing is due, and then nothing needs to be written.
	const isDue = ` FROM sources WHERE paused = 0 AND (next_poll <= ?1 OR next_poll > ?1 + ` + farOff + `) AND (lease <= ?1 OR lease > ?1 + ` + longLease + `)`
	var some bool
	err := s.view(ctx).row(`SELECT EXISTS (SELECT 1`+isDue+`)`, ms(now)).Scan(&some)
	if err != nil || !some {
		return nil, classify(err)
	}
	err = s.inTx(ctx, func(t *tx) error {
		rows, err := t.query(`SELECT `+sourceColumns+isDue+` ORDER BY next_poll, id LIMIT ?2`, ms(now), max)
		if due, err = collect(rows, err, scanSource); err != nil {
			return err
		}
		others, err := t.others(due, now)
		if err != nil {
			return err
		}
		due = append(due, others...)
		for i := range due {
			if _, err := t.exec(`UPDATE sources SET lease = ? WHERE id = ?`, ms(now.Add(lease)), due[i].ID); err != nil {
				return err
			}
		}
		return nil
	})
	return due, err
}

// others returns the sources that others have of the addresses of guilds' sources that are due: one fetch serves them all.
func (t *tx) others(due []feed.Source, now time.Time) ([]feed.Source, error) {
	var ids []int64
	var addresses []string
	for i := range due {
		ids = append(ids, due[i].ID)
		if due[i].Guild != "" {
			addresses = append(addresses, due[i].URL)
		}
	}
	if len(addresses) == 0 {
		return nil, nil
	}
	urls, err := jsonOf(addresses)
	if err != nil {
		return nil, err
	}
	claimed, err := jsonOf(ids)
	if err != nil {
		return nil, err
	}
	rows, err := t.query(`SELECT `+sourceColumns+` FROM sources WHERE url IN (SELECT value FROM json_each(?2)) AND id NOT IN (SELECT value FROM json_each(?3))
		AND paused = 0 AND (lease <= ?1 OR lease > ?1 + `+longLease+`) ORDER BY id`, ms(now), urls, claimed)
	return collect(rows, err, scanSource)
}

// saveSource saves the state of reading a source and ends the lease on it. Name, owner and whether it is paused are left
// as they are: a member may have changed them since it was claimed. A source that is gone stays gone.
func (t *tx) saveSource(s *feed.Source) error {
	_, err := t.exec(`UPDATE sources SET url = iif(EXISTS (SELECT 1 FROM sources o
			WHERE o.guild = sources.guild AND o.url = ?1 AND o.id <> sources.id), url, ?1), etag = ?, last_modified = ?, next_poll = ?, last_fetch = ?,
		last_success = ?, last_item = ?, interval = ?, ttl = ?, skip = ?, habit = ?, failures = ?, failing_since = ?, last_error = ?, seeded = ?,
		told = ?, moved_to = ?, moved_since = ?, lang = iif(lang = '', ?, lang), name = iif(name = '', ?, name), lease = 0 WHERE id = ?`,
		s.URL, s.ETag, s.LastModified, ms(s.NextPoll), ms(s.LastFetch), ms(s.LastSuccess), ms(s.LastItem),
		s.Interval.Milliseconds(), s.TTL.Milliseconds(), s.Skip, s.Habit.Milliseconds(), s.Failures, ms(s.FailingSince), s.LastError, s.Seeded, s.Told,
		s.MovedTo, ms(s.MovedSince), s.Lang, s.Name, s.ID)
	return err
}
