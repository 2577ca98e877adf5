package store

import (
	"slices"
	"time"

	"tocsin/alert"
	"tocsin/report"
	"tocsin/rules"
)

// Unmet returns those of the rules that are active and that the story has not met yet: see alert.Tx.
func (t *tx) Unmet(story int64, ids []int64, guild string, except []string) ([]rules.Rule, error) {
	var out []rules.Rule
	for _, id := range ids {
		r, err := scanRule(t.row(`SELECT `+ruleColumns+` FROM rules r WHERE id = ?1 AND paused = 0 AND (?2 = '' OR guild = ?2)
			AND NOT EXISTS (SELECT 1 FROM matches m WHERE m.rule = r.id AND m.story = ?3)`, id, guild, story))
		r, ok, err := found(r, err)
		if err != nil {
			return nil, err
		}
		if ok && (r.Guild == "" || !slices.Contains(except, r.Guild)) {
			out = append(out, r)
		}
	}
	return out, nil
}

// PauseRule pauses a rule by the service, with words for its owner.
func (t *tx) PauseRule(id int64, why string) error {
	n, err := t.change(`UPDATE rules SET paused = 1, paused_why = ? WHERE id = ?`, why, id)
	return met(n, err)
}

// AddMatch records that a story met a rule, and what tells it.
func (t *tx) AddMatch(m alert.Met) error {
	why, err := jsonOf(m.Why)
	if err != nil {
		return err
	}
	if _, err := t.exec(`INSERT INTO matches (rule, story, lane, report, outbox, at, why) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		m.Rule, m.Story, m.To.Lane(), m.Report, m.Order, ms(m.At), why); err != nil {
		return err
	}
	_, err = t.exec(`UPDATE rules SET fired = fired + 1, last_fired = ? WHERE id = ?`, ms(m.At), m.Rule)
	return err
}

const livingColumns = `story, guild, channel, user, outbox, message, posted, edited, sources, severity, killed, wounded`

func scanLiving(r scanner) (l alert.Living, err error) {
	err = r.Scan(&l.Story, &l.To.Guild, &l.To.Channel, &l.To.User, &l.Order, &l.Message, when{&l.Posted}, when{&l.Edited},
		&l.Sources, &l.Shown.Severity, &l.Shown.Killed, &l.Shown.Wounded)
	return l, err
}

// Messages returns the living messages of a story; with a guild, only its.
func (t *tx) Messages(story int64, guild string) ([]alert.Living, error) {
	rows, err := t.query(`SELECT `+livingColumns+` FROM messages WHERE story = ?1 AND (?2 = '' OR guild = ?2) ORDER BY outbox`, story, guild)
	return collect(rows, err, scanLiving)
}

// SaveMessage saves the living message of a story in a channel.
func (t *tx) SaveMessage(l alert.Living) error {
	_, err := t.exec(`INSERT INTO messages (story, lane, guild, channel, user, outbox, message, posted, edited, sources, severity, killed, wounded)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (story, lane) DO UPDATE SET channel = excluded.channel, outbox = excluded.outbox, message = excluded.message,
			posted = excluded.posted, edited = excluded.edited, sources = excluded.sources, severity = excluded.severity,
			killed = excluded.killed, wounded = excluded.wounded`,
		l.Story, l.To.Lane(), l.To.Guild, l.To.Channel, l.To.User, l.Order, l.Message, ms(l.Posted), ms(l.Edited), l.Sources,
		l.Shown.Severity, l.Shown.Killed, l.Shown.Wounded)
	return err
}

// Mutes returns what a channel wants to hear no more of at present.
func (t *tx) Mutes(lane string) ([]report.Subject, error) {
	rows, err := t.query(`SELECT kind, id FROM mutes WHERE lane = ? AND until > ?`, lane, ms(t.s.now()))
	return collect(rows, err, func(r scanner) (s report.Subject, err error) {
		err = r.Scan(&s.Kind, &s.ID)
		return s, err
	})
}

// Hearers returns the channels and persons that were alerted by a source since a time, and those with a rule in the
// guild that owns it.
func (t *tx) Hearers(source int64, guild string, since time.Time) ([]alert.Address, error) {
	rows, err := t.query(`SELECT DISTINCT guild, channel, user FROM (
			SELECT r.guild, r.channel, iif(r.guild = '', r.user, '') AS user FROM matches m JOIN reports p ON p.id = m.report JOIN rules r ON r.id = m.rule
			WHERE p.source = ?1 AND m.at >= ?3 AND r.paused = 0 AND (?2 = '' OR r.guild = ?2)
			UNION SELECT guild, channel, '' FROM rules WHERE ?2 <> '' AND guild = ?2 AND paused = 0)
		ORDER BY guild, channel, user`, source, guild, ms(since))
	return collect(rows, err, func(r scanner) (a alert.Address, err error) {
		err = r.Scan(&a.Guild, &a.Channel, &a.User)
		return a, err
	})
}
