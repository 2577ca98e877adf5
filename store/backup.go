package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"
	"time"
)

// Backup writes a copy of the database at path to a new file, while a service may be using it. The copy is whole: it
// appears under its name once it is complete and was checked. Copying the file itself would lose what stands in its log.
func Backup(ctx context.Context, path, to string) error {
	if _, err := os.Stat(to); err == nil {
		return fmt.Errorf("back up to %s: %w", to, os.ErrExist)
	}
	if err := copyDatabase(ctx, path, to); err != nil {
		return fmt.Errorf("back up %s to %s: %w", path, to, err)
	}
	return nil
}

// Restore puts a backup in the place of the database at path, which no process may have open. What was there is kept
// beside it, under the name that is returned (empty when there was nothing).
func Restore(ctx context.Context, from, path string) (kept string, err error) {
	lock, err := lockProcess(path+".lock", time.Now())
	if err != nil {
		return "", fmt.Errorf("restore %s: %w", path, err)
	}
	defer lock.release()
	fresh := path + ".restored"
	if err := os.Remove(fresh); err != nil && !errors.Is(err, os.ErrNotExist) {
		return "", err
	}
	if err := copyDatabase(ctx, from, fresh); err != nil {
		return "", fmt.Errorf("restore %s: %w", from, err)
	}
	defer os.Remove(fresh)
	if err := doubtWaiting(ctx, fresh); err != nil {
		return "", fmt.Errorf("restore %s: %w", from, err)
	}
	if kept, err = setAside(path); err != nil {
		return kept, err
	}
	return kept, os.Rename(fresh, path)
}

// setAside renames a database and the files that belong to it.
func setAside(path string) (kept string, err error) {
	name := path + ".before-restore-" + time.Now().UTC().Format("20060102T150405")
	for _, suffix := range []string{"", "-wal", "-shm"} {
		err := os.Rename(path+suffix, name+suffix)
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return kept, err
		}
		kept = name
	}
	return kept, nil
}

// doubtWaiting marks what waited when a backup was made as perhaps posted since: the channel is looked at before it is
// posted again.
func doubtWaiting(ctx context.Context, path string) error {
	return withFile(ctx, path, func(db *sql.DB) error {
		_, err := db.ExecContext(ctx, `UPDATE outbox SET tried = created WHERE state = 'waiting' AND tried = 0`)
		return err
	})
}

// copyDatabase writes a checked copy, under its name only when it is complete.
func copyDatabase(ctx context.Context, from, to string) error {
	part := to + ".part"
	if err := os.Remove(part); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	defer os.Remove(part)
	err := inspect(ctx, from, func(db *sql.DB) error {
		_, err := db.ExecContext(ctx, `VACUUM INTO ?`, part)
		return err
	})
	if err != nil {
		return err
	}
	if err := Check(ctx, part); err != nil {
		return err
	}
	return os.Rename(part, to)
}

// inspect opens a file that should be a database of Tocsin, and leaves it as it is: whatever it may be, it is somebody's.
func inspect(ctx context.Context, path string, f func(*sql.DB) error) error {
	db, _, err := openToLook(ctx, path)
	if err != nil {
		return err
	}
	defer db.Close()
	return classify(f(db))
}

// openToLook opens a database of Tocsin for reading, and returns its version. It changes nothing in it and keeps nobody
// from writing.
func openToLook(ctx context.Context, path string) (db *sql.DB, have int, err error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, 0, err
	}
	err = sqliteFile(file)
	file.Close()
	if err != nil {
		return nil, 0, err
	}
	look := url.Values{"mode": {"ro"}, "_pragma": {"busy_timeout(5000)"}}
	db, have, err = openOurs(ctx, fileURL(path, look))
	if (errors.Is(err, ErrReadOnly) || errors.Is(err, ErrUnwritable)) && atRest(path) {
		look.Set("immutable", "1") // even to read, SQLite makes files beside a database, which this directory forbids
		db, have, err = openOurs(ctx, fileURL(path, look))
	}
	return db, have, err
}

// atRest says whether all of a database is in its file: nothing stands in its log.
func atRest(path string) bool {
	log, err := os.Stat(path + "-wal")
	return errors.Is(err, os.ErrNotExist) || err == nil && log.Size() == 0
}

// openOurs opens what must be a database of Tocsin, and returns its version.
func openOurs(ctx context.Context, dsn string) (db *sql.DB, have int, err error) {
	db, err = sql.Open("sqlite", dsn)
	if err != nil {
		return nil, 0, err
	}
	db.SetMaxOpenConns(1)
	have, err = ours(ctx, db)
	switch {
	case err != nil:
	case have == 0:
		err = ErrForeign
	case have > version():
		err = ErrNewer
	}
	if err != nil {
		db.Close()
		return nil, 0, classify(err)
	}
	return db, have, nil
}

// sqliteFile refuses what does not begin as a database of SQLite does.
func sqliteFile(r io.Reader) error {
	const begins = "SQLite format 3\x00"
	head := make([]byte, len(begins))
	if _, err := io.ReadFull(r, head); err != nil || string(head) != begins {
		return ErrForeign
	}
	return nil
}

// A looker reads a database, by any of its connections or by a certain one.
type looker interface {
	QueryContext(context.Context, string, ...any) (*sql.Rows, error)
	QueryRowContext(context.Context, string, ...any) *sql.Row
}

// ours returns the version of a database, 0 when it is empty, and ErrForeign when it is that of another program.
func ours(ctx context.Context, db looker) (have int, err error) {
	var tables, known int
	err = db.QueryRowContext(ctx, `SELECT (SELECT user_version FROM pragma_user_version), count(*),
		count(*) FILTER (WHERE name IN ('sources', 'stories', 'reports', 'rules', 'outbox')) FROM sqlite_schema`).Scan(&have, &tables, &known)
	if err == nil && (tables > 0 || have > 0) && (known < 5 || have == 0) {
		err = ErrForeign
	}
	return have, err
}

func withFile(ctx context.Context, path string, f func(*sql.DB) error) error {
	db, err := sql.Open("sqlite", dsn(path, 0, false))
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	defer db.Close()
	return classify(f(db))
}

// Check reads the whole database at path and returns ErrCorrupt, with what is wrong, when it is damaged, ErrNewer when it
// is of a newer program, and ErrForeign when it is no database of Tocsin. A service may be using it.
func Check(ctx context.Context, path string) error {
	return inspect(ctx, path, func(db *sql.DB) error {
		return sound(ctx, db, `PRAGMA integrity_check(5)`)
	})
}

// sound returns ErrCorrupt with what a check complains of, if anything.
func sound(ctx context.Context, db looker, check string) error {
	rows, err := db.QueryContext(ctx, check)
	lines, err := collect(rows, err, scanText)
	if err != nil || len(lines) == 1 && lines[0] == "ok" {
		return err
	}
	return fmt.Errorf("%w (%s)", ErrCorrupt, strings.Join(lines, "; "))
}
