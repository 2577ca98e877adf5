package main

import (
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A database that somebody moves away while the service runs is told of, once, and that it is back.
func TestAMovedDatabaseIsToldOf(t *testing.T) {
	db := filepath.Join(t.TempDir(), "t.db")
	var said lockedBuffer
	s, err := newService(t.Context(), config{databaseFlag: databaseFlag{DB: db}, MinPoll: time.Minute}, "x", slog.New(slog.NewTextHandler(&said, nil)), tuning{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	look := func(moved, back int) {
		t.Helper()
		s.lookForFile()
		if text := said.String(); strings.Count(text, "was moved or removed") != moved || strings.Count(text, "is back") != back {
			t.Errorf("it said\n%s; want %d times that it is gone, %d that it is back", text, moved, back)
		}
	}
	look(0, 0)
	if err := os.Rename(db, db+".away"); err != nil {
		t.Skip("an open file cannot be moved here:", err)
	}
	look(1, 0)
	if err := os.WriteFile(db, nil, 0o600); err != nil { // another file of that name
		t.Fatal(err)
	}
	look(1, 0)
	if err := os.Rename(db+".away", db); err != nil {
		t.Fatal(err)
	}
	look(1, 1)
}
