package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"tocsin/desk"
)

// oldDatabase makes a database as version 1 left it.
func oldDatabase(t *testing.T) string {
	t.Helper()
	frozen, err := os.ReadFile("testdata/v1.sql")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "old.db")
	execute(t, path, string(frozen))
	return path
}

func execute(t *testing.T, path, statements string) {
	t.Helper()
	if err := withFile(t.Context(), path, func(db *sql.DB) error {
		_, err := db.ExecContext(t.Context(), statements)
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

func TestUpgradeKeepsWhatAnOldDatabaseHolds(t *testing.T) {
	s, err := Open(t.Context(), oldDatabase(t), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ctx := t.Context()
	stories, err := s.Stories(ctx, "g1", []int64{1})
	if err != nil || len(stories) != 1 || stories[0].Sources() != 2 || *stories[0].Killed != 2 {
		t.Errorf("stories %+v, %v", stories, err)
	}
	var sources int
	if err := s.view(ctx).row(`SELECT sources FROM stories`).Scan(&sources); err != nil || sources != 2 {
		t.Errorf("%d sources counted, %v; want 2", sources, err)
	}
	if list, err := s.ListRules(ctx, desk.Owner{Guild: "g1"}); err != nil || len(list) != 1 || list[0].Text != "strike" {
		t.Errorf("rules %+v, %v", list, err)
	}
	if due, err := s.ClaimSources(ctx, time.Now(), time.Minute, 9); err != nil || len(due) != 1 || due[0].ETag != `"e"` {
		t.Errorf("sources %+v, %v", due, err)
	}
	if waiting, err := s.Claim(ctx, time.Now(), time.Minute, 9); err != nil || len(waiting) != 1 {
		t.Errorf("outbox %+v, %v", waiting, err)
	}
}

// An upgraded database and a new one have the same tables, columns and indexes.
func TestUpgradeEndsInTheSchema(t *testing.T) {
	var shapes [2][]string
	for i, path := range []string{oldDatabase(t), filepath.Join(t.TempDir(), "new.db")} {
		s, err := Open(t.Context(), path, Options{})
		if err != nil {
			t.Fatal(err)
		}
		shapes[i] = shape(t, s)
		s.Close()
	}
	if len(shapes[0]) < 100 || !slices.Equal(shapes[0], shapes[1]) {
		t.Errorf("upgraded:\n%v\nnew:\n%v", shapes[0], shapes[1])
	}
}

func shape(t *testing.T, s *Store) []string {
	rows, err := s.view(t.Context()).query(`SELECT m.type || ' ' || m.name || ' ' || coalesce(c.name || ' ' || c.type || ' ' || c."notnull" ||
		' ' || coalesce(c.dflt_value, '') || ' ' || c.pk, m.sql, '') FROM sqlite_schema m LEFT JOIN pragma_table_info(m.name) c ON m.type = 'table' ORDER BY 1`)
	lines, err := collect(rows, err, scanText)
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

func TestNewerDatabaseIsRefused(t *testing.T) {
	path := oldDatabase(t)
	execute(t, path, fmt.Sprintf("PRAGMA user_version = %d", version()+1))
	s, err := Open(context.Background(), path, Options{})
	if !errors.Is(err, ErrNewer) {
		t.Errorf("opened a newer database: %v", err)
	}
	if err == nil {
		s.Close()
	}
}
