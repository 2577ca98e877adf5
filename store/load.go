package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"tocsin/alert"
)

// Load returns a claimed delivery with all that it shows, as it stands now; alert.ErrNothing when nothing is left to say.
func (s *Store) Load(ctx context.Context, id int64) (*alert.Delivery, error) {
	v := s.view(ctx)
	d := &alert.Delivery{ID: id}
	o, err := scanOrder(v.row(`SELECT `+orderColumns+`, nonce, attempt, doubtful, created FROM outbox WHERE id = ?`, id),
		&d.Nonce, &d.Attempt, &d.Doubtful, when{&d.Created})
	if err != nil {
		return nil, classify(err)
	}
	d.Kind, d.Guild, d.Channel, d.User, d.Notice = o.Kind, o.To.Guild, o.To.Channel, o.To.User, o.Notice
	if d.Guild != "" {
		d.User = ""
	}
	switch o.Kind {
	case alert.Notice:
		return d, nil
	case alert.Digest:
		d.Digest, err = digest(v, &o)
		return d, err
	}
	l, err := scanLiving(v.row(`SELECT `+livingColumns+` FROM messages WHERE story = ? AND lane = ?`, o.Story, o.To.Lane()))
	if l, ok, err := found(l, err); err != nil {
		return nil, err
	} else if ok && o.Kind != alert.Post {
		if l.Message == "" {
			return nil, alert.ErrNothing
		}
		d.Message = l.Message
		d.Channel = l.To.Channel // where a person's direct message stands
	} else if !ok {
		return nil, alert.ErrNothing
	}
	d.Alert, err = loadAlert(v, &o)
	return d, err
}

// loadAlert puts together what a channel is shown about a story.
func loadAlert(v view, o *alert.Order) (*alert.Alert, error) {
	matches, err := matchesOf(v, o)
	if err != nil {
		return nil, err
	}
	if len(matches) == 0 {
		return nil, alert.ErrNothing
	}
	a := &alert.Alert{Was: o.Was}
	for _, m := range matches {
		a.Matches = append(a.Matches, m.Match)
	}
	raisedBy := o.Report
	if o.Kind == alert.Edit {
		raisedBy = matches[0].report // an edited message stays about the report that raised it
	}
	return a, fillAlert(v, a, o.Story, raisedBy, o.To.Guild)
}

func fillAlert(v view, a *alert.Alert, story, raisedBy int64, guild string) (err error) {
	if a.Story, err = storyFor(v, story, guild); err != nil {
		return nothing(err)
	}
	if a.Sources, err = tellings(v, story, guild); err != nil {
		return err
	}
	err = scanReport(v.row(`SELECT `+reportColumns+`, tags FROM reports WHERE id = ? AND guild IN ('', ?)`, raisedBy, guild),
		&a.Report, tagsColumn{&a.Tags})
	return nothing(classify(err))
}

// nothing turns what is gone into that there is nothing to say about it.
func nothing(err error) error {
	if errors.Is(err, ErrNotFound) {
		return fmt.Errorf("%w: %w", alert.ErrNothing, err)
	}
	return err
}

type loadedMatch struct {
	alert.Match
	story, report, order int64
}

const matchSelect = `SELECT m.rule, r.name, r.text, r.mention, m.why, m.story, m.report, m.outbox FROM matches m JOIN rules r ON r.id = m.rule `

func scanMatch(r scanner) (m loadedMatch, err error) {
	var why string
	if err = r.Scan(&m.Rule, &m.Name, &m.Text, &m.Mention, &why, &m.story, &m.report, &m.order); err != nil {
		return m, err
	}
	err = json.Unmarshal([]byte(why), &m.Why)
	return m, err
}

// matchesOf returns the rules of a channel that a story met, first one first. For an answer that only names rules that
// were met since, these come first, and only their roles are pinged: the others' were already.
func matchesOf(v view, o *alert.Order) ([]loadedMatch, error) {
	rows, err := v.query(matchSelect+`WHERE m.story = ?1 AND m.lane = ?2 ORDER BY m.outbox = ?3 AND ?4 DESC, m.at, m.rule`,
		o.Story, o.To.Lane(), o.ID, o.Kind == alert.Reply)
	all, err := collect(rows, err, scanMatch)
	for i := range all {
		if o.Kind == alert.Reply && o.Was == nil && all[i].order != o.ID {
			all[i].Mention = ""
		}
	}
	return all, err
}

// digest puts together what gathered in one digest: the gravest stories first.
func digest(v view, o *alert.Order) (*alert.DigestOf, error) {
	rows, err := v.query(matchSelect+`JOIN reports p ON p.id = m.report WHERE m.outbox = ? ORDER BY p.severity DESC, p.at, m.story, m.rule`, o.ID)
	all, err := collect(rows, err, scanMatch)
	if err != nil {
		return nil, err
	}
	d := &alert.DigestOf{}
	byStory := map[int64]int{}
	for _, m := range all {
		i, ok := byStory[m.story]
		if !ok {
			var a alert.Alert
			err := fillAlert(v, &a, m.story, m.report, o.To.Guild)
			if errors.Is(err, alert.ErrNothing) {
				continue
			}
			if err != nil {
				return nil, err
			}
			i = len(d.Alerts)
			byStory[m.story] = i
			d.Alerts = append(d.Alerts, a)
		}
		d.Alerts[i].Matches = append(d.Alerts[i].Matches, m.Match)
	}
	if d.Total = len(d.Alerts); d.Total == 0 {
		return nil, alert.ErrNothing
	}
	d.Title, err = digestTitle(v, o, d.Total)
	return d, err
}

// digestTitle says why there is a digest.
func digestTitle(v view, o *alert.Order, n int) (string, error) {
	switch o.Batch {
	case alert.HourBatch:
		return plural(n, "alert") + " of the last hour", nil
	case alert.DayBatch:
		return plural(n, "alert") + " of the last day", nil
	}
	posted, err := told(v, o.To.Lane(), o.Due.Add(-alert.CapEvery))
	return fmt.Sprintf("%d alerts within an hour: more than the channel's cap of %d", posted+n, posted), err
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
