package store

import (
	"compress/gzip"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"tocsin/desk"
	"tocsin/rules"
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

func TestReaderBringsNothingUpToDate(t *testing.T) {
	if _, err := OpenReader(t.Context(), oldDatabase(t)); !errors.Is(err, ErrOlder) {
		t.Errorf("got %v, want ErrOlder", err)
	}
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

// publishedDatabase makes a database as version 3 left it, which had no packs: three reports, read by the taggers of its day.
func publishedDatabase(t *testing.T) string {
	t.Helper()
	packed, err := os.Open("testdata/v3.db.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	r, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "v3.db")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestUpgradeLetsRulesMeetOldReports(t *testing.T) {
	s, err := Open(t.Context(), publishedDatabase(t), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for rule, want := range map[string][]int64{"strikes": {1}, "exercice lang:fr": {2}, "удары killed<1 OR wounded=3": {3}, `="U.S.-led"`: {1},
		"event:airstrike killed=2": {1}, "severity>=info": {1, 2, 3}, "title:strike -kills": nil, "source:agence -exercice": {1, 3}} {
		e, err := rules.Parse(rule, nil)
		if err != nil {
			t.Fatal(err)
		}
		var met []int64
		for b, err := range s.Briefs(t.Context(), desk.Query{Ear: e.Ear()}) {
			if err != nil {
				t.Fatal(err)
			}
			if e.Match(&b.Item) {
				met = append(met, b.ID)
			}
		}
		if !slices.Equal(met, want) {
			t.Errorf("%s is met by %v, want %v", rule, met, want)
		}
	}
}

// A stopper stops a program at the first message with these words.
type stopper struct {
	slog.Handler
	words string
	stop  func()
}

func (stopper) Enabled(context.Context, slog.Level) bool { return true }

func (h stopper) Handle(_ context.Context, r slog.Record) error {
	if r.Message == h.words {
		h.stop()
	}
	return nil
}

// Old reports are packed in several transactions: interrupted between them, the next start goes on.
func TestUpgradePacksOldReportsAndGoesOnWhenInterrupted(t *testing.T) {
	const more = 5 * fullPack
	path := publishedDatabase(t)
	execute(t, path, fmt.Sprintf(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
		INSERT INTO reports (story, guild, source, at, severity, source_name, publisher, guid, link, lang, published, updated, fetched, title, text, tags)
		SELECT story, guild, source, at, severity, source_name, publisher, 'n' || i, link, lang, published, updated, fetched, title, text, tags
		FROM reports, n WHERE id = 1`, more))
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	if s, err := Open(ctx, path, Options{Log: slog.New(stopper{slog.DiscardHandler, "reports packed", stop})}); !errors.Is(err, context.Canceled) {
		t.Errorf("opened though interrupted: %v, %v", s, err)
	}
	s, err := Open(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	found := map[int64]int{}
	for b, err := range s.Briefs(t.Context(), desk.Query{}) {
		if err != nil {
			t.Fatal(err)
		}
		found[b.ID]++
	}
	if len(found) != 3+more {
		t.Errorf("%d of %d reports are found", len(found), 3+more)
	}
	for id, n := range found {
		if n != 1 {
			t.Errorf("report %d is found %d times", id, n)
		}
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
