package store

import (
	"context"
	"errors"

	"tocsin/alert"
	"tocsin/report"
	"tocsin/story"
)

const storyColumns = `id, title, link, first, last, reports, publishers, countries, place, severity, killed, wounded, event`

func scanStory(r scanner) (story.Story, error) {
	var s story.Story
	err := r.Scan(&s.ID, &s.Title, &s.Link, when{&s.First}, when{&s.Last}, &s.Reports, jsonList{&s.Publishers},
		jsonList{&s.Countries}, &s.Place, &s.Severity, &s.Killed, &s.Wounded, &s.Event)
	return s, err
}

// joinStory puts a report that is about to be saved into its story, or begins one for it.
func (t *tx) joinStory(s *alert.Stored) error {
	private := s.Guild != ""
	if s.Story == 0 {
		return t.beginStory(s, private)
	}
	if private {
		_, err := t.exec(`UPDATE stories SET private = private + 1 WHERE id = ?`, s.Story)
		return err
	}
	v, err := scanStory(t.row(`SELECT `+storyColumns+` FROM stories WHERE id = ?`, s.Story))
	if err != nil {
		return err
	}
	v.Add(&s.Report, &s.Tags)
	return t.saveStory(&v)
}

func (t *tx) beginStory(s *alert.Stored, private bool) error {
	var v story.Story
	if !private {
		v.Add(&s.Report, &s.Tags)
	}
	told, err := storyValues(&v)
	if err != nil {
		return err
	}
	s.Story, err = t.insert(`INSERT INTO stories (title, link, first, last, reports, publishers, sources, countries, place,
		severity, killed, wounded, event, private) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, append(told, private)...)
	return err
}

// storyValues returns what is kept of a story, in the order in which the statements name it.
func storyValues(v *story.Story) ([]any, error) {
	publishers, err := listOf(v.Publishers)
	if err != nil {
		return nil, err
	}
	countries, err := listOf(v.Countries)
	return []any{v.Title, v.Link, ms(v.First), ms(v.Last), v.Reports, publishers, v.Sources(), countries, v.Place, v.Severity,
		v.Killed, v.Wounded, v.Event}, err
}

// listOf writes a JSON list, also for none.
func listOf(words []string) (string, error) {
	if words == nil {
		return "[]", nil
	}
	return jsonOf(words)
}

func (t *tx) saveStory(v *story.Story) error {
	told, err := storyValues(v)
	if err != nil {
		return err
	}
	_, err = t.exec(`UPDATE stories SET title = ?, link = ?, first = ?, last = ?, reports = ?, publishers = ?, sources = ?,
		countries = ?, place = ?, severity = ?, killed = ?, wounded = ?, event = ? WHERE id = ?`, append(told, v.ID)...)
	return err
}

// retell puts the public side of a story together anew, after a report of it has changed.
func (t *tx) retell(id int64) error {
	v, err := gather(t, id, "")
	if err != nil {
		return err
	}
	return t.saveStory(&v)
}

// maxTold bounds how many reports a story is put together from.
const maxTold = 500

// gather puts a story together from its reports, as the operator's sources and a guild's tell it.
func gather(q querier, id int64, guild string) (story.Story, error) {
	rows, err := q.query(`SELECT `+reportColumns+`, tags FROM reports WHERE story = ? AND guild IN ('', ?) ORDER BY id LIMIT ?`, id, guild, maxTold)
	type told struct {
		r report.Report
		t report.Tags
	}
	all, err := collect(rows, err, func(r scanner) (v told, err error) {
		err = scanReport(r, &v.r, tagsColumn{&v.t})
		return v, err
	})
	s := story.Story{ID: id}
	for i := range all {
		s.Add(&all[i].r, &all[i].t)
	}
	return s, err
}

// storyFor returns a story as a guild sees it, ErrNotFound when it may see none of its reports.
func storyFor(q querier, id int64, guild string) (story.Story, error) {
	private := false
	if guild != "" {
		if err := q.row(`SELECT EXISTS (SELECT 1 FROM reports WHERE story = ? AND guild = ?)`, id, guild).Scan(&private); err != nil {
			return story.Story{}, err
		}
	}
	if private {
		return gather(q, id, guild)
	}
	s, err := scanStory(q.row(`SELECT `+storyColumns+` FROM stories WHERE id = ? AND reports > 0`, id))
	return s, classify(err)
}

// Story returns a story as a guild's sources and the operator's tell it.
func (t *tx) Story(id int64, guild string) (story.Story, error) { return storyFor(t, id, guild) }

// Private returns the guilds that have reports of their own in a story.
func (t *tx) Private(id int64) ([]string, error) {
	var n int
	if err := t.row(`SELECT private FROM stories WHERE id = ?`, id).Scan(&n); err != nil || n == 0 {
		return nil, classify(err)
	}
	rows, err := t.query(`SELECT DISTINCT guild FROM reports WHERE story = ? AND guild <> ''`, id)
	return collect(rows, err, scanText)
}

func scanText(r scanner) (s string, err error) {
	err = r.Scan(&s)
	return s, err
}

// Stories returns stories as a guild sees them, in the order of ids; those of which it may see nothing are left out.
func (s *Store) Stories(ctx context.Context, guild string, ids []int64) ([]story.Story, error) {
	v := s.view(ctx)
	out := make([]story.Story, 0, len(ids))
	for _, id := range ids {
		one, err := storyFor(v, id, guild)
		if errors.Is(err, ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, nil
}

// tellings returns who tells a story, each publisher once, first one first.
func tellings(q querier, id int64, guild string) ([]alert.Telling, error) {
	rows, err := q.query(`SELECT source_name, publisher, title, link, at FROM reports WHERE story = ? AND guild IN ('', ?)
		ORDER BY id LIMIT ?`, id, guild, maxTold)
	all, err := collect(rows, err, func(r scanner) (v alert.Telling, err error) {
		err = r.Scan(&v.Source, &v.Publisher, &v.Title, &v.Link, when{&v.When})
		return v, err
	})
	seen := map[string]bool{}
	first := all[:0]
	for _, t := range all {
		if t.Publisher == "" || !seen[t.Publisher] {
			seen[t.Publisher] = true
			first = append(first, t)
		}
	}
	return first, err
}
