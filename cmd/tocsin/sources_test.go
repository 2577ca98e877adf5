package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tocsin/feed"
	"tocsin/store"
)

// tocsinSources runs `tocsin sources` on a database of its own and returns what it printed and its exit status.
func tocsinSources(t *testing.T, db, in string, args ...string) (out, errs string, status int) {
	t.Helper()
	var stdout, stderr strings.Builder
	all := append([]string{"sources", "--db", db, "--allow-private", "127.0.0.0/8"}, args...)
	status = run(t.Context(), all, &streams{In: strings.NewReader(in), Out: &stdout, Err: &stderr})
	return stdout.String(), stderr.String(), status
}

func feedServer(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/page":
			io.WriteString(w, `<!DOCTYPE html><html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head></html>`)
		case "/feed", "/other":
			fmt.Fprintf(w, `<rss version="2.0"><channel><title>Harbour News%s</title>`, strings.TrimPrefix(r.URL.Path, "/feed"))
			for i := range 5 {
				fmt.Fprintf(w, `<item><title>Ship %d arrives</title><guid>%d</guid><pubDate>Thu, 04 Jan 2024 1%d:00:00 GMT</pubDate></item>`, i, i, i)
			}
			io.WriteString(w, `</channel></rss>`)
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func TestSourcesFromTheCommandLine(t *testing.T) {
	url := feedServer(t)
	db := filepath.Join(t.TempDir(), "t.db")
	expect := func(in string, status int, wants []string, args ...string) {
		t.Helper()
		out, errs, got := tocsinSources(t, db, in, args...)
		if got != status {
			t.Fatalf("%q: status %d\n%s%s", args, got, out, errs)
		}
		for _, want := range wants {
			if !strings.Contains(out+errs, want) {
				t.Fatalf("%q says\n%s%s; want %q", args, out, errs, want)
			}
		}
	}
	expect("", exitUsage, []string{"there is no database"}, "list")
	if _, err := os.Stat(db); err == nil {
		t.Fatal("list has made a database of a name that may be mistyped")
	}
	expect("", exitFailed, []string{"it was not added", "nothing at this address"}, "add", url+"/none")
	if _, err := os.Stat(db); err == nil {
		t.Fatal("add has made a database though there is nothing to add")
	}
	expect("", exitOK, []string{"Added source 1, Harbour News", "5 items", "2024-01-04 14:00Z  Ship 4 arrives"}, "add", url+"/page")
	expect("", exitFailed, []string{"source 1, Harbour News, already"}, "add", url+"/feed")
	expect("", exitUsage, []string{"refused"}, "add", "file:///etc/passwd")
	expect("", exitFailed, []string{"it was not added", "nothing at this address"}, "add", url+"/none")
	list := url + "/other Other harbour\n" + url + "/feed\nhttp://10.0.0.1/feed?key=hush\n" + url + "/none?token=hush\n"
	expect(list, exitFailed, []string{"2 added, 1 were there already, 1 refused", "http://10.0.0.1/feed"}, "import", "-")
	expect("", exitOK, []string{"Harbour News", "new", url + "/feed", "Other harbour"}, "list")
	expect("", exitFailed, []string{"ok    Harbour News: 5 items, newest 2024-01-04 14:00Z", "FAIL  " + url + "/none", "2 of 3 feeds"}, "check", "--mine")
	expect("", exitUsage, []string{"no source"}, "remove", "nobody")
	expect("", exitOK, []string{"Removed source 2, Other harbour"}, "remove", "other HARBOUR")
	opml, _, status := tocsinSources(t, db, "", "export")
	if status != exitOK || strings.Contains(opml, "hush") || !strings.Contains(opml, `xmlUrl="`+url+`/feed"`) || strings.Contains(opml, "Other") {
		t.Errorf("exported, status %d:\n%s", status, opml)
	}
	file := filepath.Join(t.TempDir(), "list.opml")
	if err := os.WriteFile(file, []byte(opml), 0o600); err != nil {
		t.Fatal(err)
	}
	db = filepath.Join(t.TempDir(), "second.db")
	expect("", exitFailed, []string{"1 added, 0 were there already, 1 refused", "/none?token=…: its key was left out"}, "import", file)
}

func TestSourcesAreListedWhileTheServiceRuns(t *testing.T) {
	db := filepath.Join(t.TempDir(), "t.db")
	if out, errs, status := tocsinSources(t, db, "https://example.org/feed Harbour News", "import", "-"); status != exitOK {
		t.Fatal(out, errs)
	}
	service, err := store.Open(t.Context(), db, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer service.Close()
	for _, command := range []string{"list", "export"} {
		if out, errs, status := tocsinSources(t, db, "", command); status != exitOK || !strings.Contains(out, "Harbour News") {
			t.Errorf("%s: exit %d, %s%s", command, status, out, errs)
		}
	}
	if status, _, errs := try(t, "", "rules", "export", "--db", db, "--guild", "1"); status != exitOK {
		t.Errorf("rules export: exit %d, %s", status, errs)
	}
	for _, change := range [][]string{{"remove", "1"}, {"add", "http://127.0.0.1:9/feed"}, {"import", "--default"}} {
		if _, errs, status := tocsinSources(t, db, "", change...); status != exitUsage || !strings.Contains(errs, "stop it first") {
			t.Errorf("%v: exit %d, %s", change, status, errs)
		}
	}
}

func TestListSaysOfASourceThatItIsReadInPart(t *testing.T) {
	s := feed.Source{LastSuccess: time.Now(), LastError: "it is larger than 10 MiB: only its first part was read"}
	if state := sourceState(&s, time.Now()); state != "read in part: "+s.LastError {
		t.Errorf("state %q", state)
	}
}
