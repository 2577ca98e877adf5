package store

import (
	"context"
	"iter"
	"slices"
	"strings"

	"tocsin/desk"
	"tocsin/report"
)

// foundChunk is how many reports are read at once for Find.
const foundChunk = 200

// Find yields the reports of a query, newest first. The index over words and subjects narrows down what is read; what it
// cannot tell is left to whoever asks.
func (s *Store) Find(ctx context.Context, q desk.Query) iter.Seq2[desk.Found, error] {
	return func(yield func(desk.Found, error) bool) {
		v := s.view(ctx)
		ids, err := findIDs(v, &q)
		for err == nil && len(ids) > 0 {
			n := min(foundChunk, len(ids))
			var chunk []desk.Found
			if chunk, err = loadFound(v, ids[:n], &q); err != nil {
				break
			}
			for _, f := range chunk {
				if !yield(f, nil) {
					return
				}
			}
			ids = ids[n:]
		}
		if err != nil {
			yield(desk.Found{}, classify(err))
		}
	}
}

// findIDs returns the ids of the reports that may meet a query, newest first.
func findIDs(v view, q *desk.Query) ([]int64, error) {
	where := []string{"guild IN ('', ?)", "at >= ?"}
	args := []any{q.Guild, ms(q.Since)}
	if !q.Until.IsZero() {
		where, args = append(where, "at < ?"), append(args, ms(q.Until))
	}
	for _, n := range q.Needs {
		if n.Kind == desk.NeedLevel && n.Level > report.Info {
			where, args = append(where, "severity >= ?"), append(args, n.Level)
		}
	}
	if m := match(q.Needs); m != "" {
		where, args = append(where, "id IN (SELECT rowid FROM words WHERE words MATCH ?)"), append(args, m)
	}
	limit := -1
	if q.Limit > 0 {
		limit = q.Limit
	}
	rows, err := v.query(`SELECT id FROM reports WHERE `+strings.Join(where, " AND ")+` ORDER BY at DESC, id DESC LIMIT ?`, append(args, limit)...)
	return collect(rows, err, scanID)
}

const foundColumns = `r.id, r.source, r.source_name, r.publisher, r.guid, r.link, r.title, r.text, r.lang, r.published, r.updated, r.fetched,
	r.lat, r.lon, r.tags, r.story, s.private, s.sources`

// loadFound reads reports in the order of ids.
func loadFound(v view, ids []int64, q *desk.Query) ([]desk.Found, error) {
	args := make([]any, foundChunk) // always as many, so that the statement is one
	for i, id := range ids {
		args[i] = id
	}
	columns := foundColumns
	if !q.Text {
		columns = strings.Replace(columns, "r.text,", "'',", 1)
	}
	rows, err := v.query(`SELECT `+columns+` FROM reports r JOIN stories s ON s.id = r.story WHERE r.id IN (?`+
		strings.Repeat(", ?", foundChunk-1)+`)`, args...)
	type loaded struct {
		desk.Found
		private int
	}
	all, err := collect(rows, err, func(r scanner) (f loaded, err error) {
		err = scanReport(r, &f.Report, tagsColumn{&f.Tags}, &f.Story, &f.private, &f.Sources)
		return f, err
	})
	if err != nil {
		return nil, err
	}
	byID := make(map[int64]*loaded, len(all))
	for i := range all {
		byID[all[i].Report.ID] = &all[i]
	}
	out := make([]desk.Found, 0, len(ids))
	for _, id := range ids {
		f := byID[id]
		if f == nil {
			continue // deleted meanwhile
		}
		if f.private > 0 && q.Guild != "" {
			s, err := storyFor(v, f.Story, q.Guild)
			if err != nil {
				return nil, err
			}
			f.Sources = s.Sources()
		}
		out = append(out, f.Found)
	}
	return slices.Clip(out), nil
}
