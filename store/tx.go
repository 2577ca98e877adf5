package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// A tx is one write transaction. Its statements are prepared once and kept.
type tx struct {
	ctx   context.Context
	s     *Store
	fresh *pack // the reports that it saves
}

// inTx runs f in one transaction: all of it is kept, or nothing.
func (s *Store) inTx(ctx context.Context, f func(*tx) error) (err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	t := &tx{ctx: ctx, s: s}
	if _, err := t.exec("BEGIN IMMEDIATE"); err != nil {
		return classify(err)
	}
	kept := false
	defer func() { // also when f panics, which whoever called may survive
		if kept {
			return
		}
		// The caller's context may be what ended it; the rollback must happen all the same. SQLite has rolled back by
		// itself when the disk was full, and says so with an error that means nothing here.
		_, _ = s.conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
	}()
	if err = f(t); err == nil {
		err = t.savePack()
	}
	if err != nil {
		return classify(err)
	}
	_, err = (&tx{ctx: context.WithoutCancel(ctx), s: s}).exec("COMMIT")
	kept = err == nil
	return classify(err)
}

func (t *tx) stmt(query string) (*sql.Stmt, error) {
	if st, ok := t.s.known[query]; ok {
		return st, nil
	}
	if t.s.conn == nil {
		return nil, sql.ErrConnDone
	}
	st, err := t.s.conn.PrepareContext(t.ctx, query)
	if err != nil {
		return nil, fmt.Errorf("prepare %q: %w", query, err)
	}
	t.s.known[query] = st
	return st, nil
}

func (t *tx) exec(query string, args ...any) (sql.Result, error) {
	st, err := t.stmt(query)
	if err != nil {
		return nil, err
	}
	return st.ExecContext(t.ctx, args...)
}

// insert executes an INSERT and returns the id of the new row.
func (t *tx) insert(query string, args ...any) (int64, error) {
	r, err := t.exec(query, args...)
	if err != nil {
		return 0, err
	}
	return r.LastInsertId()
}

// change executes an UPDATE or DELETE and returns how many rows it met.
func (t *tx) change(query string, args ...any) (int64, error) {
	r, err := t.exec(query, args...)
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

func (t *tx) query(query string, args ...any) (*sql.Rows, error) {
	st, err := t.stmt(query)
	if err != nil {
		return nil, err
	}
	return st.QueryContext(t.ctx, args...)
}

func (t *tx) row(query string, args ...any) scanner {
	st, err := t.stmt(query)
	if err != nil {
		return failed{err}
	}
	return st.QueryRowContext(t.ctx, args...)
}

// A querier reads, in a transaction or beside it.
type querier interface {
	query(query string, args ...any) (*sql.Rows, error)
	row(query string, args ...any) scanner
}

// A view reads what was committed, without waiting for the writer.
type view struct {
	ctx context.Context
	s   *Store
}

func (s *Store) view(ctx context.Context) view { return view{ctx, s} }

func (v view) stmt(query string) (*sql.Stmt, error) {
	v.s.readMu.Lock()
	defer v.s.readMu.Unlock()
	if st, ok := v.s.readKnown[query]; ok {
		return st, nil
	}
	st, err := v.s.read.PrepareContext(v.ctx, query)
	if err != nil {
		return nil, fmt.Errorf("prepare %q: %w", query, err)
	}
	v.s.readKnown[query] = st
	return st, nil
}

func (v view) query(query string, args ...any) (*sql.Rows, error) {
	st, err := v.stmt(query)
	if err != nil {
		return nil, classify(err)
	}
	rows, err := st.QueryContext(v.ctx, args...)
	return rows, classify(err)
}

func (v view) row(query string, args ...any) scanner {
	st, err := v.stmt(query)
	if err != nil {
		return failed{classify(err)}
	}
	return st.QueryRowContext(v.ctx, args...)
}

type scanner interface{ Scan(dest ...any) error }

type failed struct{ err error }

func (f failed) Scan(...any) error { return f.err }

// collect reads every row with scan.
func collect[T any](rows *sql.Rows, err error, scan func(scanner) (T, error)) ([]T, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, rows.Err()
}

func scanID(r scanner) (id int64, err error) {
	err = r.Scan(&id)
	return id, err
}

// Times are kept as milliseconds since 1970, the zero time as 0.
func ms(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func at(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// when scans a time.
type when struct{ t *time.Time }

func (w when) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		*w.t = time.Time{}
	case int64:
		*w.t = at(v)
	default:
		return fmt.Errorf("a time is kept as %T", v)
	}
	return nil
}

// span scans a duration, kept in milliseconds.
type span struct{ d *time.Duration }

func (s span) Scan(v any) error {
	n, ok := v.(int64)
	if !ok {
		return fmt.Errorf("a duration is kept as %T", v)
	}
	*s.d = time.Duration(n) * time.Millisecond
	return nil
}
