package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
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
	if _, err := os.Stat(from); err != nil {
		return err
	}
	part := to + ".part"
	if err := os.Remove(part); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	defer os.Remove(part)
	err := withFile(ctx, from, func(db *sql.DB) error {
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
// is of a newer program, and an error when it is no database of Tocsin. A service may be using it.
func Check(ctx context.Context, path string) error {
	if _, err := os.Stat(path); err != nil {
		return err
	}
	return withFile(ctx, path, func(db *sql.DB) error {
		var have int
		if err := db.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&have); err != nil {
			return err
		}
		switch {
		case have == 0:
			return fmt.Errorf("%s is not a database of tocsin", path)
		case have > version():
			return ErrNewer
		}
		wrong, err := complaints(ctx, db, `PRAGMA integrity_check(5)`)
		if err != nil {
			return err
		}
		if len(wrong) > 0 {
			return fmt.Errorf("%w (%s)", ErrCorrupt, strings.Join(wrong, "; "))
		}
		return nil
	})
}

// complaints returns the lines of a check other than "ok".
func complaints(ctx context.Context, db *sql.DB, query string) ([]string, error) {
	rows, err := db.QueryContext(ctx, query)
	lines, err := collect(rows, err, scanText)
	if len(lines) == 1 && lines[0] == "ok" {
		lines = nil
	}
	return lines, err
}
