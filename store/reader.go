package store

import (
	"context"
	"fmt"

	"tocsin/desk"
	"tocsin/feed"
	"tocsin/rules"
)

// A Reader looks at a database, which a service may have open at the same time. It changes nothing in it and keeps
// nobody from writing.
type Reader struct{ s Store }

// OpenReader opens the database at path. Besides the errors of Open there is ErrOlder: nothing is brought up to date.
func OpenReader(ctx context.Context, path string) (*Reader, error) {
	db, have, err := openToLook(ctx, path)
	if err == nil && have < version() {
		db.Close()
		err = ErrOlder
	}
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	return &Reader{Store{path: path, read: db, readKnown: statements{}}}, nil
}

// Close ends the reading.
func (r *Reader) Close() error { return r.s.Close() }

// Sources returns what Store.Sources does.
func (r *Reader) Sources(ctx context.Context, guild string) ([]feed.Source, error) {
	return r.s.Sources(ctx, guild)
}

// ListRules returns what Store.ListRules does.
func (r *Reader) ListRules(ctx context.Context, o desk.Owner) ([]rules.Rule, error) {
	return r.s.ListRules(ctx, o)
}
