package store

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"math"
	"slices"

	"tocsin/desk"
	"tocsin/report"
	"tocsin/text"
)

// Briefs yields what rules ask of the reports of a query, out of the packs, newest pack first.
func (s *Store) Briefs(ctx context.Context, q desk.Query) iter.Seq2[*desk.Brief, error] {
	return func(yield func(*desk.Brief, error) bool) {
		if err := s.briefs(ctx, &q, yield); err != nil {
			yield(nil, classify(err))
		}
	}
}

func (s *Store) briefs(ctx context.Context, q *desk.Query, yield func(*desk.Brief, error) bool) error {
	v := s.view(ctx)
	f := &finder{scope: newScope(q), q: q, yield: yield}
	if q.Sources {
		var err error
		if f.sources, err = sourcesOf(v, q.Guild); err != nil {
			return err
		}
	}
	words := `x''`
	if q.Ear != nil {
		words = `words`
	}
	rows, err := v.query(`SELECT id, heads, focus, actors, rest, `+words+` FROM packs WHERE last >= ? AND first < ? ORDER BY id DESC`, f.since, f.until)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() && !f.stopped {
		var id int64
		var heads, focus, actors, rest, words sql.RawBytes
		if err := rows.Scan(&id, &heads, &focus, &actors, &rest, &words); err != nil {
			return err
		}
		if err := f.pack(&columns{heads, focus, actors, rest, words}); err != nil {
			return fmt.Errorf("pack %d: %w", id, err)
		}
	}
	return rows.Err()
}

// sourcesOf returns how many publishers tell the stories that more than one tells, as a guild sees them.
func sourcesOf(v view, guild string) (map[int64]int, error) {
	rows, err := v.query(`SELECT id, sources, private FROM stories WHERE sources > 1 OR private > 0`)
	all, err := collect(rows, err, func(r scanner) (n [3]int64, err error) {
		err = r.Scan(&n[0], &n[1], &n[2])
		return n, err
	})
	if err != nil {
		return nil, err
	}
	sources := make(map[int64]int, len(all))
	for _, n := range all {
		sources[n[0]] = int(n[1])
		if n[2] == 0 || guild == "" {
			continue
		}
		s, err := storyFor(v, n[0], guild)
		if err == nil {
			sources[n[0]] = s.Sources()
		} else if classify(err) != ErrNotFound {
			return nil, err
		}
	}
	return sources, nil
}

// A scope is which reports may be told.
type scope struct {
	guild        string
	since, until int64
	told         map[int64]bool // by a newer pack, where older ones may have them too
}

func newScope(q *desk.Query) *scope {
	c := &scope{guild: q.Guild, since: ms(q.Since), until: math.MaxInt64, told: map[int64]bool{}}
	if !q.Until.IsZero() {
		c.until = ms(q.Until)
	}
	return c
}

// sees says whether a report may be told. Of the packs the newest comes first.
func (c *scope) sees(h *head) bool {
	if len(c.told) > 0 && c.told[h.id] {
		return false
	}
	if h.again {
		c.told[h.id] = true
	}
	return h.at >= c.since && h.at < c.until && (h.guild == "" || h.guild == c.guild)
}

// A finder goes through packs for one query.
type finder struct {
	*scope
	q       *desk.Query
	sources map[int64]int
	yield   func(*desk.Brief, error) bool
	stopped bool
}

func (f *finder) pack(c *columns) error {
	from, err := readingBriefs(c)
	if err != nil {
		return err
	}
	var heard *hearing
	if f.q.Ear != nil {
		if heard, err = hear(c.words, f.q.Ear); err != nil {
			return err
		}
	}
	var b brief
	out := desk.Brief{}
	r := report.Report{}
	silent := text.Doc{}
	out.Item.Report, out.Item.Tags, out.Item.Doc = &r, &b.tags, &silent
	for {
		ok, err := from.next(&b)
		if err != nil || !ok {
			return err
		}
		if !f.wants(&b) {
			if heard != nil {
				err = heard.skip(b.size)
			}
			if err != nil {
				return err
			}
			continue
		}
		if silent.Lang = b.lang; heard != nil {
			if out.Item.Doc, err = heard.next(b.size, b.lang); err != nil {
				return err
			}
		}
		out.Gist, out.Item.Sources = b.gist(), f.sources[b.story]
		r.Source, r.Publisher, r.Position = b.source, b.publisher, b.position
		if !f.yield(&out, nil) {
			f.stopped = true
			return nil
		}
	}
}

// wants says whether a report belongs to what the query asks for.
func (f *finder) wants(b *brief) bool {
	if !f.sees(&b.head) {
		return false
	}
	for i := range f.q.Needs {
		if !mayMeet(&f.q.Needs[i], &b.tags) {
			return false
		}
	}
	return true
}

// mayMeet is false for what does not meet a need by the tags of a report.
func mayMeet(n *desk.Need, t *report.Tags) bool {
	switch n.Kind {
	case desk.NeedLevel:
		return t.Severity.Level >= n.Level
	case desk.NeedFocus:
		return slices.ContainsFunc(t.Places, func(p report.Place) bool { return p.Focus && anyOf(n, p.ID, p.Within) })
	case desk.NeedPlace:
		return slices.ContainsFunc(t.Places, func(p report.Place) bool { return anyOf(n, p.ID, p.Within) })
	case desk.NeedActor:
		return slices.ContainsFunc(t.Actors, func(a report.Actor) bool { return anyOf(n, a.ID, a.Within) })
	case desk.NeedEvent:
		return slices.ContainsFunc(t.Events, func(e report.Event) bool { return slices.Contains(n.Any, string(e.Type)) })
	}
	return true
}

// anyOf says whether one of the values of a need is this, or contains it.
func anyOf(n *desk.Need, id string, within []string) bool {
	return slices.ContainsFunc(n.Any, func(want string) bool { return want == id || slices.Contains(within, want) })
}

// Reports returns whole reports in the order of ids, those left out that the guild may not see.
func (s *Store) Reports(ctx context.Context, guild string, ids []int64) ([]desk.Found, error) {
	v := s.view(ctx)
	out := make([]desk.Found, 0, len(ids))
	for _, id := range ids {
		var f desk.Found
		err := scanReport(v.row(`SELECT `+reportColumns+`, tags, story FROM reports WHERE id = ? AND guild IN ('', ?)`, id, guild),
			&f.Report, tagsColumn{&f.Tags}, &f.Story)
		f, ok, err := found(f, err)
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, f)
		}
	}
	return out, nil
}
