package store

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"iter"
	"slices"

	"tocsin/desk"
	"tocsin/report"
)

// Gists yields what is counted of the reports of a query that meet all its needs. Of the packs it reads what the needs ask
// for, and no more.
func (s *Store) Gists(ctx context.Context, q desk.Query) iter.Seq2[*desk.Gist, error] {
	return func(yield func(*desk.Gist, error) bool) {
		if err := gists(s.view(ctx), &q, yield); err != nil {
			yield(nil, classify(err))
		}
	}
}

func gists(v view, q *desk.Query, yield func(*desk.Gist, error) bool) error {
	r := &gistReader{scope: newScope(q), heads: headsIn(&form{reading: true})}
	for i := range q.Needs {
		s, err := newSieve(&q.Needs[i])
		if err != nil {
			return err
		}
		r.sieves = append(r.sieves, s)
	}
	asks := func(k desk.NeedKind) bool {
		return slices.ContainsFunc(q.Needs, func(n desk.Need) bool { return n.Kind == k })
	}
	rows, err := v.query(`SELECT id, heads, iif(?, focus, x''), iif(?, actors, x'') FROM packs WHERE last >= ? AND first < ? ORDER BY id DESC`,
		asks(desk.NeedFocus), asks(desk.NeedActor), r.since, r.until)
	if err != nil {
		return err
	}
	defer rows.Close()
	for more := true; more && rows.Next(); {
		var id int64
		var heads, focus, actors sql.RawBytes
		if err := rows.Scan(&id, &heads, &focus, &actors); err != nil {
			return err
		}
		if more, err = r.pack(&columns{heads: heads, focus: focus, actors: actors}, yield); err != nil {
			return fmt.Errorf("pack %d: %w", id, err)
		}
	}
	return rows.Err()
}

// A gistReader reads one pack after the other for one query, in the same memory.
type gistReader struct {
	*scope
	heads  headColumn
	sieves []sieve
}

// pack yields the gists of a pack; more is false when nobody wants further ones.
func (r *gistReader) pack(c *columns, yield func(*desk.Gist, error) bool) (more bool, err error) {
	if err := r.heads.begin(c.heads); err != nil {
		return false, err
	}
	for _, s := range r.sieves {
		if err := s.begin(c); err != nil {
			return false, err
		}
	}
	var h head
	var g desk.Gist
	for {
		if ok, err := r.heads.next(&h); !ok {
			return true, err
		}
		meets := r.sees(&h)
		for _, s := range r.sieves { // all: each goes on to the next report
			ok, err := s.next(&h)
			if err != nil {
				return false, err
			}
			meets = meets && ok
		}
		if !meets {
			continue
		}
		if g = h.gist(); !yield(&g, nil) {
			return false, nil
		}
	}
}

// A sieve says of one report of a pack after the other whether it meets a need.
type sieve interface {
	begin(*columns) error
	next(*head) (bool, error)
}

func newSieve(n *desk.Need) (sieve, error) {
	f := &form{reading: true}
	switch n.Kind {
	case desk.NeedLevel:
		return levelSieve(n.Level), nil
	case desk.NeedFocus:
		return &rollSieve[report.Place]{form: f, need: n, tell: placesIn(f).tell, column: func(c *columns) []byte { return c.focus },
			meets: func(p *report.Place) bool { return anyOf(n, p.ID, p.Within) }}, nil
	case desk.NeedActor:
		return &rollSieve[report.Actor]{form: f, need: n, tell: actorsIn(f).tell, column: func(c *columns) []byte { return c.actors },
			meets: func(a *report.Actor) bool { return anyOf(n, a.ID, a.Within) }}, nil
	}
	return nil, fmt.Errorf("gists do not tell what is needed: %s", n.Kind)
}

type levelSieve report.Level

func (levelSieve) begin(*columns) error { return nil }

func (s levelSieve) next(h *head) (bool, error) { return h.level >= int(s), nil }

// A rollSieve reads a column of lists, and asks once of each member that occurs in a pack whether it meets the need.
type rollSieve[T any] struct {
	*form
	need   *desk.Need
	column func(*columns) []byte
	tell   func(*T) // as a roll's
	meets  func(*T) bool

	none bool // of the pack meets it
	met  []bool
	room T
}

func (s *rollSieve[T]) begin(c *columns) error {
	b := s.column(c)
	s.met = s.met[:0]
	s.none = !slices.ContainsFunc(s.need.Any, func(id string) bool { return bytes.Contains(b, []byte(id)) })
	return s.form.begin(b)
}

func (s *rollSieve[T]) next(*head) (any bool, err error) {
	if s.none {
		return false, nil
	}
	for range s.length() {
		var n uint64
		if s.uvarint(&n); n == 0 {
			s.tell(&s.room)
			s.met = append(s.met, s.meets(&s.room))
			n = uint64(len(s.met))
		}
		if n > uint64(len(s.met)) {
			s.fail()
			break
		}
		any = any || s.met[n-1]
	}
	if s.broken {
		return false, errPack
	}
	return any, nil
}
