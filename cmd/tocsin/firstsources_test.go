package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// An operator who has removed every source does not find the first ones there again after a restart.
func TestRemovedSourcesStayRemoved(t *testing.T) {
	t.Parallel()
	s := newStage(t, oneReport, "ukraine")
	s.start()
	s.waitSeeded()
	s.stop()
	if _, errs, status := tocsinSources(t, s.db, "", "remove", "1"); status != exitOK {
		t.Fatal(errs)
	}
	s.start()
	s.stop()
	if _, errs, _ := tocsinSources(t, s.db, "", "list"); !strings.Contains(errs, "There are no sources") {
		t.Errorf("after a restart the list says %q", errs)
	}
	if said := s.stderr.String(); strings.Count(said, "begins with sources") != 1 || !strings.Contains(said, "there are no sources that serve every server") {
		t.Errorf("the program said:\n%s", said)
	}
}

// Who changes the list of a service that has its sources is told that it is not read again.
func TestTheListToBeginWithIsReadOnce(t *testing.T) {
	t.Parallel()
	s := newStage(t, oneReport, "ukraine")
	for range 2 {
		s.start()
		s.waitSeeded()
		s.stop()
	}
	if said := s.stderr.String(); strings.Count(said, "begins with sources") != 1 || strings.Count(said, "the sources stay as they are") != 1 {
		t.Errorf("the program said:\n%s", said)
	}
}

// The service begins with all that a list asks for, or says why it cannot, and keeps nothing of the list.
func TestAListThatCannotBeReadWholeIsNotBegunWith(t *testing.T) {
	t.Setenv("DISCORD_TOKEN", "MTIzNDU2Nzg5MDEyMzQ1Njc4.x.y")
	for list, want := range map[string]string{
		"":                     "no feed is in it",
		"# only a remark\n":    "no feed is in it",
		"<opml><body/></opml>": "no feed is in it",
		"https://a.example/feed\nftp://b.example/feed\nhttp://10.0.0.1/feed?key=hush\n": "ftp://b.example/feed: ",
		"https://a.example/feed?key=…\n":                                                "its key was left out",
	} {
		dir := t.TempDir()
		file, db := filepath.Join(dir, "list"), filepath.Join(dir, "t.db")
		if err := os.WriteFile(file, []byte(list), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, command := range []string{"run", "doctor"} {
			status, out, errs := try(t, "", command, "--db", db, "--sources", file, "--discord-api", "http://127.0.0.1:9")
			if said := out + errs; status == exitOK || !strings.Contains(said, "--sources: "+file) || !strings.Contains(said, want) || strings.Contains(said, "hush") {
				t.Errorf("%s with %q: exit %d\n%s", command, list, status, said)
			}
		}
		if out, _, _ := tocsinSources(t, db, "", "list"); strings.Contains(out, "example") {
			t.Errorf("%q was begun with in part:\n%s", list, out)
		}
	}
}
