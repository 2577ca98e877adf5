package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"tocsin/desk"
)

// What a caller decides on. Each is wrapped with the operation and says what to do about it.
var (
	ErrNotFound   = desk.ErrNotFound
	ErrExists     = desk.ErrExists
	ErrCorrupt    = errors.New("the database is damaged: restore a backup with `tocsin restore FILE`")
	ErrForeign    = errors.New("the file is not a database of Tocsin: name another one")
	ErrReadOnly   = errors.New("the database cannot be written: check the owner and permissions of the file and its directory")
	ErrFull       = errors.New("the disk is full: make room, nothing was lost")
	ErrUnwritable = errors.New("the database cannot be opened")
	ErrOlder      = errors.New("the database was written by an older tocsin: `tocsin run` of this one brings it up to date")
	ErrNewer      = errors.New("the database was written by a newer tocsin: run that one, or restore an older backup")
)

// classify puts the sentinel before SQLite's own words.
func classify(err error) error {
	var e *sqlite.Error
	switch {
	case err == nil, errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, sql.ErrNoRows):
		return ErrNotFound
	case !errors.As(err, &e):
		return err
	}
	for _, known := range []error{ErrExists, ErrCorrupt, ErrForeign, ErrReadOnly, ErrFull, ErrUnwritable} {
		if errors.Is(err, known) {
			return err
		}
	}
	var kind error
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB: // what never was one, foreign has told off
		kind = ErrCorrupt
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH:
		kind = ErrReadOnly
	case sqlite3.SQLITE_FULL:
		kind = ErrFull
	case sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR:
		kind = ErrUnwritable
	case sqlite3.SQLITE_CONSTRAINT:
		if c := e.Code(); c == sqlite3.SQLITE_CONSTRAINT_UNIQUE || c == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY {
			kind = ErrExists
		}
	case sqlite3.SQLITE_INTERRUPT:
		kind = context.Canceled
	}
	if kind == nil {
		return err
	}
	return fmt.Errorf("%w (%w)", kind, err)
}
