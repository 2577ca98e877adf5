package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const sampleFeed = `<rss version="2.0"><channel><title>Sample</title><item><title>One &amp; only</title><link>/1</link>` +
	`<pubDate>Thu, 04 Jan 2024 09:30:00 +0300</pubDate><description>&lt;p&gt;text&lt;/p&gt;</description></item></channel></rss>`

// command runs one command line and returns its exit status and what it wrote.
func command(t *testing.T, stdin string, args ...string) (status int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	status = run(t.Context(), args, &streams{In: strings.NewReader(stdin), Out: &o, Err: &e})
	return status, o.String(), e.String()
}

func TestParseOne(t *testing.T) {
	const want = `{"format":"rss","title":"Sample","link":"","description":"","language":"","entries":[{"id":"","title":"One & only",` +
		`"link":"https://example.org/1","published":"2024-01-04T06:30:00Z","summary":"<p>text</p>","content":"","authors":[],"categories":[],"enclosures":[]}],"warnings":[]}` + "\n"
	file := filepath.Join(t.TempDir(), "feed.xml")
	if err := os.WriteFile(file, []byte(sampleFeed), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, args := range map[string][]string{
		"a file":             {"parse", "--url", "https://example.org/feed.xml", "--content-type", "text/xml", file},
		"the standard input": {"parse", "--url=https://example.org/feed.xml", "-"},
	} {
		if status, out, errs := command(t, sampleFeed, args...); status != exitOK || out != want {
			t.Errorf("%s: exit %d, %s\n%s", name, status, errs, out)
		}
	}
	for name, test := range map[string]struct {
		args   []string
		stdin  string
		status int
		says   string
	}{
		"no feed":         {[]string{"parse", "-"}, "<html><title>Hi</title></html>", exitFailed, "not a feed: it is an HTML page"},
		"no file":         {[]string{"parse", file + ".gone"}, "", exitUsage, "no such file"},
		"nothing named":   {[]string{"parse"}, "", exitUsage, "needs a file"},
		"batch of a file": {[]string{"parse", "--batch", file}, "", exitUsage, "standard input"},
		"unknown flag":    {[]string{"parse", "--nope", file}, "", exitUsage, "nope"},
	} {
		if status, out, errs := command(t, test.stdin, test.args...); status != test.status || !strings.Contains(errs, test.says) || out != "" {
			t.Errorf("%s: exit %d, %q, %q", name, status, out, errs)
		}
	}
}

func TestParseBatch(t *testing.T) {
	dir := t.TempDir()
	for name, body := range map[string]string{"feed.xml": sampleFeed, "page.html": "<html></html>"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	in := strings.Join([]string{
		`{"id":"a","file":"` + dir + `/feed.xml","url":"https://example.org/"}`,
		`{"id":7,"file":"` + dir + `/page.html"}`,
		`{"id":"gone","file":"` + dir + `/gone.xml"}`,
		`{"id":"last","file":"` + dir + `/feed.xml"}`,
	}, "\n")
	status, out, errs := command(t, in, "parse", "--batch")
	if status != exitOK {
		t.Errorf("exit %d: %s", status, errs)
	}
	want := []struct{ id, link, failure string }{
		{`"a"`, "https://example.org/1", ""}, {`7`, "", "not a feed"}, {`"gone"`, "", "no such file"}, {`"last"`, "/1", ""},
	}
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if len(lines) != len(want) {
		t.Fatalf("%d answers to %d lines: %s", len(lines), len(want), out)
	}
	for i, line := range lines {
		var answer struct {
			ID    json.RawMessage
			Feed  *struct{ Entries []struct{ Link string } }
			Error string
		}
		if err := json.Unmarshal([]byte(line), &answer); err != nil {
			t.Fatal(err)
		}
		if string(answer.ID) != want[i].id || (want[i].failure == "") != (answer.Feed != nil) || !strings.Contains(answer.Error, want[i].failure) {
			t.Errorf("line %d: %s", i, line)
		}
		if answer.Feed != nil && answer.Feed.Entries[0].Link != want[i].link {
			t.Errorf("line %d: link %s", i, answer.Feed.Entries[0].Link)
		}
	}
	status, out, _ = command(t, "no JSON\n\n{\"id\":1,\"file\":\""+dir+"/feed.xml\"}\n", "parse", "--batch")
	if status != exitFailed || strings.Count(out, "\n") != 2 || !strings.HasPrefix(out, `{"id":null,"error":`) {
		t.Errorf("a bad line: exit %d, %s", status, out)
	}
}
