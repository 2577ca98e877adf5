package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"tocsin/desk"
	"tocsin/rules"
	"tocsin/text"
)

const ruleColumns = `id, guild, channel, user, name, text, mention, deliver, paused, paused_why, created_by, created, updated,
	last_fired, fired`

func scanRule(r scanner) (rules.Rule, error) {
	var v rules.Rule
	err := r.Scan(&v.ID, &v.Guild, &v.Channel, &v.User, &v.Name, &v.Text, &v.Mention, &v.Deliver, &v.Paused, &v.PausedWhy,
		&v.CreatedBy, when{&v.Created}, when{&v.Updated}, when{&v.LastFired}, &v.Fired)
	return v, err
}

// Rule returns one rule of an owner.
func (s *Store) Rule(ctx context.Context, o desk.Owner, id int64) (rules.Rule, error) {
	return ruleOf(s.view(ctx), o, id)
}

func ruleOf(q querier, o desk.Owner, id int64) (rules.Rule, error) {
	r, err := scanRule(q.row(`SELECT `+ruleColumns+` FROM rules WHERE guild = ? AND user = ? AND id = ?`, o.Guild, o.User, id))
	return r, classify(err)
}

// ListRules returns all rules of an owner, oldest first.
func (s *Store) ListRules(ctx context.Context, o desk.Owner) ([]rules.Rule, error) {
	rows, err := s.view(ctx).query(`SELECT `+ruleColumns+` FROM rules WHERE guild = ? AND user = ? ORDER BY id`, o.Guild, o.User)
	return collect(rows, err, scanRule)
}

// PutRule inserts or replaces a rule: see desk.Rules.
func (s *Store) PutRule(ctx context.Context, r rules.Rule, max int) (saved rules.Rule, before *rules.Rule, err error) {
	err = s.inTx(ctx, func(t *tx) error {
		saved, before, err = t.putRule(r, max)
		return err
	})
	return saved, before, err
}

func (t *tx) putRule(r rules.Rule, max int) (saved rules.Rule, before *rules.Rule, err error) {
	o := desk.OwnerOf(r)
	if r.Guild != "" {
		r.User = "" // a channel's rule is nobody's own
	}
	var old rules.Rule
	if r.ID != 0 {
		if old, err = ruleOf(t, o, r.ID); err != nil {
			return r, nil, err
		}
	} else {
		old, err = scanRule(t.row(`SELECT `+ruleColumns+` FROM rules WHERE guild = ? AND channel = ? AND user = ? AND folded = ?`,
			r.Guild, r.Channel, r.User, text.Fold(r.Name)))
		if err = classify(err); errors.Is(err, ErrNotFound) {
			saved, err = t.insertRule(o, r, max)
			return saved, nil, err
		} else if err != nil {
			return r, nil, err
		}
	}
	if alike(r, old) {
		return old, &old, nil
	}
	return t.replaceRule(o, r, old)
}

func (t *tx) insertRule(o desk.Owner, r rules.Rule, max int) (rules.Rule, error) {
	var n int
	if err := t.row(`SELECT count(*) FROM rules WHERE guild = ? AND user = ?`, o.Guild, o.User).Scan(&n); err != nil {
		return r, err
	}
	if n >= max {
		return r, desk.ErrQuota
	}
	now := t.s.now()
	r.Created, r.Updated, r.LastFired, r.Fired = at(ms(now)), at(ms(now)), time.Time{}, 0
	if r.Deliver == "" {
		r.Deliver = rules.Instant
	}
	var err error
	r.ID, err = t.insert(`INSERT INTO rules (guild, channel, user, name, folded, text, mention, deliver, paused, paused_why,
		created_by, created, updated, undo) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')`, r.Guild, r.Channel, r.User, r.Name,
		text.Fold(r.Name), r.Text, r.Mention, r.Deliver, r.Paused, r.PausedWhy, r.CreatedBy, ms(r.Created), ms(r.Updated))
	return r, err
}

func (t *tx) replaceRule(o desk.Owner, r, old rules.Rule) (rules.Rule, *rules.Rule, error) {
	undo, err := json.Marshal(old)
	if err != nil {
		return r, nil, err
	}
	r.ID, r.Created, r.LastFired, r.Fired = old.ID, old.Created, old.LastFired, old.Fired
	r.Updated = t.after(old.Updated)
	err = t.updateRule(o, r, string(undo))
	return r, &old, err
}

// after returns the time, at least a millisecond after another: a change tells itself from the one before it by its time.
func (t *tx) after(before time.Time) time.Time {
	now := at(ms(t.s.now()))
	if !now.After(before) {
		now = before.Add(time.Millisecond)
	}
	return now
}

func (t *tx) updateRule(o desk.Owner, r rules.Rule, undo any) error {
	if r.Deliver == "" {
		r.Deliver = rules.Instant
	}
	_, err := t.exec(`UPDATE rules SET channel = ?, name = ?, folded = ?, text = ?, mention = ?, deliver = ?, paused = ?,
		paused_why = ?, created_by = ?, updated = ?, undo = ? WHERE guild = ? AND user = ? AND id = ?`, r.Channel, r.Name,
		text.Fold(r.Name), r.Text, r.Mention, r.Deliver, r.Paused, r.PausedWhy, r.CreatedBy, ms(r.Updated), undo,
		o.Guild, o.User, r.ID)
	return err
}

// alike says whether two rules differ in nothing but times and author.
func alike(a, b rules.Rule) bool {
	if a.Deliver == "" {
		a.Deliver = rules.Instant
	}
	b.ID, b.CreatedBy, b.Created, b.Updated, b.LastFired, b.Fired = a.ID, a.CreatedBy, a.Created, a.Updated, a.LastFired, a.Fired
	return a == b
}

// UndoRule takes the last PutRule of a rule back: see desk.Rules.
func (s *Store) UndoRule(ctx context.Context, o desk.Owner, id int64, saved time.Time) (now *rules.Rule, err error) {
	err = s.inTx(ctx, func(t *tx) error {
		r, err := ruleOf(t, o, id)
		if err != nil {
			return err
		}
		var undo *string
		if err := t.row(`SELECT undo FROM rules WHERE guild = ? AND user = ? AND id = ?`, o.Guild, o.User, id).Scan(&undo); err != nil {
			return err
		}
		if undo == nil || !r.Updated.Equal(saved) {
			return desk.ErrChanged
		}
		if *undo == "" {
			return t.deleteRule(o, id)
		}
		now = &rules.Rule{}
		if err := json.Unmarshal([]byte(*undo), now); err != nil {
			return fmt.Errorf("undo of rule %d: %w", id, err)
		}
		now.LastFired, now.Fired, now.Updated = r.LastFired, r.Fired, t.after(r.Updated)
		return t.updateRule(o, *now, nil)
	})
	return now, err
}

// PauseRule pauses or resumes a rule; why is empty when a member did it.
func (s *Store) PauseRule(ctx context.Context, o desk.Owner, id int64, paused bool, why string) error {
	return s.inTx(ctx, func(t *tx) error {
		n, err := t.change(`UPDATE rules SET paused = ?, paused_why = ? WHERE guild = ? AND user = ? AND id = ?`,
			paused, why, o.Guild, o.User, id)
		return met(n, err)
	})
}

// DeleteRule deletes a rule with its matches; what waits to be posted for it alone is not posted.
func (s *Store) DeleteRule(ctx context.Context, o desk.Owner, id int64) error {
	return s.inTx(ctx, func(t *tx) error { return t.deleteRule(o, id) })
}

func (t *tx) deleteRule(o desk.Owner, id int64) error {
	// A delivery without a match left says nothing; Claim voids it when its turn comes.
	n, err := t.change(`DELETE FROM rules WHERE guild = ? AND user = ? AND id = ?`, o.Guild, o.User, id)
	return met(n, err)
}

// RuleChanges returns the revision that the rules stand at, the rules that match now among those changed since an
// earlier revision (all that match, for revision 0), and the ids of those that were deleted or paused.
func (t *tx) RuleChanges(since int64) (revision int64, active []rules.Rule, gone []int64, err error) {
	if err = t.row(`SELECT coalesce(max(revision), 0) FROM rule_changes`).Scan(&revision); err != nil {
		return 0, nil, nil, err
	}
	if revision == since {
		return revision, nil, nil, nil
	}
	changed := `id IN (SELECT rule FROM rule_changes WHERE revision > ?)`
	if since == 0 {
		changed = `? = 0`
	}
	rows, err := t.query(`SELECT `+ruleColumns+` FROM rules WHERE paused = 0 AND `+changed+` ORDER BY id`, since)
	if active, err = collect(rows, err, scanRule); err != nil {
		return 0, nil, nil, err
	}
	rows, err = t.query(`SELECT DISTINCT rule FROM rule_changes WHERE revision > ?
		AND NOT EXISTS (SELECT 1 FROM rules WHERE id = rule AND paused = 0)`, since)
	gone, err = collect(rows, err, scanID)
	return revision, active, gone, err
}
