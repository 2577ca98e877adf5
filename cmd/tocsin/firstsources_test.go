package main

import (
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
