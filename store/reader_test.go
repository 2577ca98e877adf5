package store_test

import (
	"os"
	"path/filepath"
	"testing"

	"tocsin/desk"
	"tocsin/feed"
	"tocsin/store"
)

func TestReaderLooksBesideTheServiceAndWritesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "t.db")
	s := open(t, path, store.Options{})
	added, err := s.AddSources(t.Context(), []feed.Source{{Name: "A", URL: "https://a.example/"}, {Name: "B", URL: "https://b.example/"}, {Name: "A again", URL: "https://a.example/"}})
	if err != nil || len(added) != 3 || !added[0] || !added[1] || added[2] {
		t.Fatalf("added %v, %v: want the first two", added, err)
	}
	look := func(when string) {
		t.Helper()
		r, err := store.OpenReader(t.Context(), path)
		if err != nil {
			t.Fatalf("%s: %v", when, err)
		}
		defer r.Close()
		list, err := r.Sources(t.Context(), "")
		if err != nil || len(list) != 2 || list[0].Name != "A" {
			t.Errorf("%s: %d sources, %v", when, len(list), err)
		}
		if rules, err := r.ListRules(t.Context(), desk.Owner{Guild: "1"}); err != nil || len(rules) != 0 {
			t.Errorf("%s: %v, %v", when, rules, err)
		}
	}
	look("while the service runs")
	s.Close()
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	look("when it does not")
	if after, err := os.ReadFile(path); err != nil || string(after) != string(before) {
		t.Errorf("the database was changed, or %v", err)
	}
	open(t, path, store.Options{}) // nobody is locked out by who looked
}

func TestReaderLooksWhereNothingMayBeWritten(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write everything")
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "t.db")
	s := open(t, path, store.Options{})
	if _, err := s.AddSources(t.Context(), []feed.Source{{Name: "A", URL: "https://a.example/"}}); err != nil {
		t.Fatal(err)
	}
	s.Close()
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(dir, 0o700)
	r, err := store.OpenReader(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if list, err := r.Sources(t.Context(), ""); err != nil || len(list) != 1 {
		t.Errorf("%d sources, %v", len(list), err)
	}
}
