package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tocsin/alert"
	"tocsin/report"
	"tocsin/store"
	"tocsin/text"
)

func open(t *testing.T, path string, opt store.Options) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), path, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestSecondProcessIsRefusedAndToldWho(t *testing.T) {
	path := filepath.Join(t.TempDir(), "t.db")
	if os.Getenv("TOCSIN_TEST_HOLD") != "" {
		open(t, os.Getenv("TOCSIN_TEST_HOLD"), store.Options{})
		os.Stdout.WriteString("open\n")
		select {} // until it is killed
	}
	holder := exec.Command(os.Args[0], "-test.run=^TestSecondProcessIsRefusedAndToldWho$", "-test.v=false")
	holder.Env = append(os.Environ(), "TOCSIN_TEST_HOLD="+path)
	out, err := holder.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := holder.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := out.Read(make([]byte, 5)); err != nil {
		t.Fatal(err)
	}
	_, err = store.Open(t.Context(), path, store.Options{})
	var locked *store.LockedError
	host, _ := os.Hostname()
	if !errors.As(err, &locked) || locked.PID != holder.Process.Pid || locked.Host != host || time.Since(locked.Since) > time.Hour {
		t.Errorf("opened by process %d: %v", holder.Process.Pid, err)
	}
	holder.Process.Kill()
	holder.Wait()
	open(t, path, store.Options{}) // kill -9 leaves nothing locked
}

func TestUnusableDatabases(t *testing.T) {
	dir := t.TempDir()
	write := func(name, content string, mode os.FileMode) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), mode); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for _, tc := range []struct {
		name, path string
		want       error
		root       bool // also fails for root
	}{
		{"no directory", filepath.Join(dir, "missing", "t.db"), store.ErrUnwritable, true},
		{"memory", ":memory:", store.ErrUnwritable, true},
		{"empty path", "", store.ErrUnwritable, true},
		{"directory", dir, store.ErrUnwritable, true},
		{"device", os.DevNull, store.ErrUnwritable, true},
		{"address", "postgres://host/tocsin", store.ErrUnwritable, true},
		{"no database", write("text.db", strings.Repeat("not a database, ", 1000), 0o600), store.ErrForeign, true},
		{"short text", write("short.db", "x", 0o600), store.ErrForeign, true},
		{"another program's", foreign(t, filepath.Join(dir, "other.db"), 0), store.ErrForeign, true},
		{"another program's of a like version", foreign(t, filepath.Join(dir, "like.db"), 3), store.ErrForeign, true},
		{"read-only", write("ro.db", "", 0o400), store.ErrReadOnly, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if os.Geteuid() == 0 && !tc.root {
				t.Skip("root may write everything")
			}
			s, err := store.Open(t.Context(), tc.path, store.Options{})
			if !errors.Is(err, tc.want) {
				t.Errorf("got %v, want %v", err, tc.want)
			}
			if err == nil {
				s.Close()
			}
		})
	}
}

// foreign makes a database of another program.
func foreign(t *testing.T, path string, version int) string {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), fmt.Sprintf("CREATE TABLE reports (a); PRAGMA user_version = %d", version)); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestWhatIsNoBackupIsLeftAloneAndSoIsTheDatabase(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "t.db")
	open(t, path, store.Options{}).Close()
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{"page.html": "<html>", "empty.db": "", "zero.db": strings.Repeat("\x00", 5000)} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	foreign(t, filepath.Join(dir, "other.db"), 3)
	for _, name := range []string{"page.html", "empty.db", "zero.db", "other.db"} {
		from := filepath.Join(dir, name)
		was, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := store.Restore(t.Context(), from, path); !errors.Is(err, store.ErrForeign) {
			t.Errorf("restore %s: %v", name, err)
		}
		if err := store.Check(t.Context(), from); !errors.Is(err, store.ErrForeign) {
			t.Errorf("check %s: %v", name, err)
		}
		if is, err := os.ReadFile(from); err != nil || string(is) != string(was) {
			t.Errorf("%s was changed, or %v", name, err)
		}
	}
	if after, err := os.ReadFile(path); err != nil || string(after) != string(before) {
		t.Errorf("the database was changed, or %v", err)
	}
	if left, err := filepath.Glob(filepath.Join(dir, "*.restored*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestOddPaths(t *testing.T) {
	for _, name := range []string{"a b.db", "100%.db", "what?.db", "a#b.db", "é.db", "a&b=c.db"} {
		path := filepath.Join(t.TempDir(), name)
		open(t, path, store.Options{})
		if _, err := os.Stat(path); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// save puts one report into the store, as a poll of one item does.
func save(ctx context.Context, s *store.Store, r report.Report) error {
	d := text.NewAnalyser().Analyse(r.Title, r.Text, r.Lang)
	return s.Save(ctx, func(tx alert.Tx) error {
		return tx.AddReport(&alert.Stored{Report: r, Doc: d, Keys: report.Keys(&r)})
	})
}

func TestFullDiskLosesNothingAndRecovers(t *testing.T) {
	path := filepath.Join(t.TempDir(), "t.db")
	s := open(t, path, store.Options{MaxPages: 120})
	var saved int
	var err error
	for saved < 1000 {
		if err = save(t.Context(), s, report.Report{SourceID: 1, Title: strings.Repeat("word ", 500), Fetched: time.Now()}); err != nil {
			break
		}
		saved++
	}
	if !errors.Is(err, store.ErrFull) {
		t.Fatalf("after %d reports: %v, want ErrFull", saved, err)
	}
	if c, err := s.Counts(t.Context(), ""); err != nil || c.Reports != saved {
		t.Errorf("%d reports, %v; want %d", c.Reports, err, saved)
	}
	s.Close()
	if err := store.Check(t.Context(), path); err != nil {
		t.Error(err)
	}
	s = open(t, path, store.Options{})
	if err := save(t.Context(), s, report.Report{SourceID: 1, Title: "room again", Fetched: time.Now()}); err != nil {
		t.Errorf("with room again: %v", err)
	}
}

func TestFlippedBytesAreFoundAndABackupRestores(t *testing.T) {
	dir := t.TempDir()
	path, copied := filepath.Join(dir, "t.db"), filepath.Join(dir, "backup.db")
	s := open(t, path, store.Options{})
	for range 50 {
		if err := save(t.Context(), s, report.Report{SourceID: 1, Title: "x", Text: strings.Repeat("word ", 500), Fetched: time.Now()}); err != nil {
			t.Fatal(err)
		}
	}
	if err := store.Backup(t.Context(), path, copied); err != nil { // while it is open
		t.Fatal(err)
	}
	if err := store.Backup(t.Context(), path, copied); !errors.Is(err, os.ErrExist) {
		t.Errorf("backing up over a file: %v", err)
	}
	if _, err := store.Restore(t.Context(), copied, path); err == nil {
		t.Error("restored under a store that is open")
	}
	s.Close()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := 8192; i < len(b)-4096; i += 4096 {
		copy(b[i:], strings.Repeat("\xff", 64))
	}
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := store.Check(t.Context(), path); !errors.Is(err, store.ErrCorrupt) {
		t.Errorf("flipped bytes: %v, want ErrCorrupt", err)
	}
	if _, err := store.Open(t.Context(), path, store.Options{}); !errors.Is(err, store.ErrCorrupt) {
		t.Errorf("opened a damaged database: %v", err)
	}
	if _, err := store.Restore(t.Context(), path, filepath.Join(dir, "other.db")); !errors.Is(err, store.ErrCorrupt) {
		t.Errorf("restored a damaged backup: %v", err)
	}
	kept, err := store.Restore(t.Context(), copied, path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(kept); err != nil {
		t.Errorf("the damaged file was not kept: %v", err)
	}
	s = open(t, path, store.Options{})
	if c, err := s.Counts(t.Context(), ""); err != nil || c.Reports != 50 {
		t.Errorf("restored %d reports, %v; want 50", c.Reports, err)
	}
}
