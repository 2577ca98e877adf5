package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestExitStatus holds every sub-command to the one rule of exit.go: what the command line names wrongly is 2, what is
// wrong in what was read is 1.
func TestExitStatus(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	for name, text := range map[string]string{"binary": "\x7fELF\x00\x01\x02\x03", "empty": "", "page.html": "<!DOCTYPE html><title>A page</title>",
		"good.jsonl": `{"id":1,"rule":"drone"}`, "bad.jsonl": `{"id":1,"rule":"drone OR"}`, "list.txt": "https://example.org/feed\n",
		"refused.txt": "https://example.org/feed\nfile:///etc/passwd\n", "list.opml": `<opml version="2.0"><body><outline xmlUrl="https://example.org/a"/></body></opml>`,
	} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("DISCORD_TOKEN", "")
	t.Setenv("TOCSIN_LOG", "")
	os.Unsetenv("TOCSIN_LOG")
	for _, tc := range []struct {
		line   string
		in     string
		status int
		says   string
	}{
		{"", "", 2, "--help"}, {"nosuch", "", 2, "nosuch"}, {"run --nosuch", "", 2, "--nosuch"}, {"backup --addr x y", "", 2, "--addr"},
		{"--help", "", 0, "Exit status: 0"}, {"help", "", 0, "Exit status: 0"}, {"help tag", "", 0, "BCP 47"}, {"tag reports.jsonl", "", 2, `Run "tocsin tag --help"`}, {"backup x --nosuch", "", 2, `Run "tocsin backup --help"`}, {"version", "", 0, "GeoNames"}, {"--version", "", 0, "GeoNames"},
		{"parse", "", 2, "a file"}, {"parse missing", "", 2, "missing"}, {"parse .", "", 2, "directory"}, {"parse binary", "", 1, "not a feed"}, {"parse empty", "", 1, ""},
		{"parse --batch", `{"id":1,"file":"missing"}`, 0, `{"id":1,"error":`}, {"parse --batch", `{"id":1,`, 1, `{"id":null,"error":`},
		{"tag", "", 0, ""}, {"tag", "nonsense", 1, `"error"`}, {"tag", `{"id":1,"text":7}`, 1, `\"text\" is a number, want a string`}, {"tag", "[]", 1, "an array, want an object"},
		{"tag", `{"id":"long","text":"` + strings.Repeat("Kabul ", 40_000) + `"}`, 0, `report "long" is longer than 200 KB`}, {"tag --resolve", `{"id":1,"kind":"thing"}`, 1, "use place or actor"}, {"stories", "nonsense", 1, `"error"`}, {"stories", `{"id":1,"published":"yesterday"}`, 1, "2024-01-04T12:30:00Z"},
		{"match", "", 2, "--rules"}, {"match --rules missing", "", 2, "missing"}, {"match --rules .", "", 2, "directory"}, {"match --rules binary", "", 1, "binary:1"},
		{"match --rules bad.jsonl", "", 1, "bad.jsonl:1"}, {"match --rules good.jsonl", "nonsense", 1, `"error"`}, {"match --rules good.jsonl", "", 0, ""},
		{"rules export", "", 2, "--guild"}, {"rules export --guild 1", "", 2, "no database"}, {"rules --db else.db export --guild 1", "", 2, "no database else.db"}, {"rules export --guild general", "", 2, "not a Discord id"}, {"rules import --guild 1 missing", "", 2, "missing"},
		{"sources list", "", 2, "no database"}, {"sources export", "", 2, "no database"}, {"sources remove 1", "", 2, "no database"}, {"sources check --mine", "", 2, "no database"},
		{"sources check missing", "", 2, "missing"}, {"sources import missing", "", 2, "missing"}, {"sources import .", "", 2, "directory"},
		{"sources import binary", "", 1, "neither OPML nor a list"}, {"sources import page.html", "", 1, "neither OPML nor a list"}, {"sources import empty", "", 1, "empty: no feed is in it"}, {"sources import", "", 2, "--default"},
		{"sources add notaurl", "", 2, "no public name"}, {"sources add ftp://example.org/", "", 2, "https://"},
		{"backup copy.db", "", 2, "no database"}, {"restore missing", "", 2, "missing"}, {"restore .", "", 2, "directory"}, {"restore binary", "", 1, "not a Tocsin backup"},
		{"sources import refused.txt", "", 1, "1 added, 0 were there already, 1 refused"}, {"sources import list.txt", "", 0, "0 added, 1 were there already"},
		{"sources import list.opml", "", 0, "1 added"}, {"sources remove nobody", "", 2, "nobody"}, {"rules import --guild 1 bad.jsonl", "", 1, "bad.jsonl:1"},
		{"backup copy.db", "", 0, "checked copy"}, {"backup copy.db", "", 2, "another name"}, {"backup nowhere/copy.db", "", 2, "the directory nowhere does not exist"}, {"rules export --guild 7", "", 0, "7 has no rules"}, {"restore copy.db", "", 0, "kept in"},
		{"healthcheck", "", 2, "TOCSIN_ADDR"}, {"healthcheck --addr nonsense", "", 2, "--addr: \"nonsense\" is no address to serve at: write it like"}, {"run --addr 8080", "", 2, "write it like 127.0.0.1:8080"}, {"healthcheck --addr 127.0.0.1:1", "", 1, "not healthy"},
		{"run --log loud", "", 2, "--log: "}, {"demo --log loud", "", 2, "--log: "}, {"run --min-poll 1ms", "", 2, "--min-poll: "}, {"run --min-poll 5", "", 2, `"5" is not a span of time: write it like`}, {"sources import list.txt --db postgres://host/tocsin", "", 2, "no other kind of database"}, {"demo --port 99999", "", 2, "--port"},
	} {
		status, out, errs := try(t, tc.in, strings.Fields(tc.line)...)
		if status != tc.status || !strings.Contains(out+errs, tc.says) {
			t.Errorf("tocsin %s: exit %d, want %d; it says %q, want %q in it", tc.line, status, tc.status, out+errs, tc.says)
		}
	}
	t.Setenv("TOCSIN_LOG", "loud")
	if status, _, errs := try(t, "", "run"); status != 2 || !strings.Contains(errs, "TOCSIN_LOG: ") {
		t.Errorf("a wrong TOCSIN_LOG: exit %d, %q", status, errs)
	}
}

func TestATokenThatCannotBeOneIsNamedAfterWhereItStands(t *testing.T) {
	file := filepath.Join(t.TempDir(), "token")
	for _, tc := range []struct{ env, file, want string }{
		{"", "", "no Discord token: set DISCORD_TOKEN"},
		{`"a.b.c"`, "", "DISCORD_TOKEN has characters that no token has, such as quotation marks"},
		{"", " \n", "DISCORD_TOKEN_FILE: the file is empty"},
		{"", "a b", "DISCORD_TOKEN_FILE has characters"},
		{"a.b.c", "", ""}, {"", "Bot a.b.c\n", ""},
	} {
		t.Setenv("DISCORD_TOKEN", tc.env)
		t.Setenv("DISCORD_TOKEN_FILE", "")
		if tc.file != "" {
			t.Setenv("DISCORD_TOKEN_FILE", file)
			if err := os.WriteFile(file, []byte(tc.file), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		token, err := botToken()
		if tc.want == "" && (err != nil || token != "a.b.c") || tc.want != "" && (err == nil || !strings.Contains(err.Error(), tc.want)) {
			t.Errorf("%q, in a file %q: %q, %v", tc.env, tc.file, token, err)
		}
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestWhatCannotBePrintedIsAFailure(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, line := range []string{"--help", "tag --help", "version", "--version", "sources import --default"} {
		var errs strings.Builder
		status := run(t.Context(), strings.Fields(line), &streams{In: strings.NewReader(""), Out: fullDisk{}, Err: &errs})
		if status != exitFailed || !strings.Contains(errs.String(), "no space left") {
			t.Errorf("tocsin %s: exit %d, want %d; it says %q", line, status, exitFailed, errs.String())
		}
	}
}

func TestTerminalIsKnownBehindWhatIsPrinted(t *testing.T) {
	device, err := os.Open(os.DevNull) // a device for characters, as a terminal is
	if err != nil {
		t.Fatal(err)
	}
	defer device.Close()
	if !isTerminal(&printing{to: device}) || isTerminal(&printing{to: fullDisk{}}) {
		t.Error("want the device taken for a terminal, and nothing else")
	}
}

// Windows programs begin UTF-8 with a mark, end lines with CR LF, and leave blank lines.
func TestJSONLinesAsOtherProgramsWriteThem(t *testing.T) {
	long := `{"id":"long","text":"` + strings.Repeat("a", maxLine) + `"}`
	in := "\ufeff{\"id\":1,\"text\":\"Gunmen attacked a village in Mali.\"}\r\n\r\n   \n" + long + "\n" + `{"id":3,"text":"Rain in Lisbon."}`
	for _, command := range []string{"tag", "stories"} {
		status, out, errs := try(t, in, command)
		lines := strings.Split(strings.TrimSpace(out), "\n")
		if status != exitFailed || len(lines) != 3 || !strings.HasPrefix(lines[0], `{"id":1,`) || lines[1] != `{"id":null,"error":"the line is longer than 10 MiB"}` || !strings.HasPrefix(lines[2], `{"id":3,`) {
			t.Errorf("%s: exit %d, %s%.500s", command, status, errs, out)
		}
	}
	if status, out, errs := matching(t, "\ufeff{\"id\":\"r\",\"rule\":\"gunmen\"}\r\n", in[:strings.Index(in, "\r\n")]); status != exitOK || !strings.Contains(out, `{"report":1,"rule":"r"`) {
		t.Errorf("match: exit %d, %s%s", status, errs, out)
	}
	if status, _, errs := try(t, "\xff\xfe{\x00", "tag"); status != exitFailed || !strings.Contains(errs, "UTF-16") {
		t.Errorf("UTF-16: exit %d, %s", status, errs)
	}
}

// Whoever has typed a command that waits for its input can end it as any other.
func TestFiltersEndWhenInterrupted(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the built program; left out with -short")
	}
	t.Parallel()
	filter, ctx := built(t, "tag")
	in, err := filter.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := filter.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := filter.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(in, `{"id":1,"text":"Rain in Lisbon."}`+"\n"); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || !strings.HasPrefix(line, `{"id":1,`) {
		t.Fatalf("it answers %q, %v", line, err)
	}
	if err := filter.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := filter.Wait(); err == nil || ctx.Err() != nil {
		t.Errorf("it ended with %v, %v: want that the signal ends it at once", err, ctx.Err())
	}
}

// The help of a command lists the settings that it heeds and no others.
func TestHelpListsWhatACommandHeeds(t *testing.T) {
	all := []string{"--db=", "--discord-api=", "--addr=", "--allow-private=", "--min-poll=", "--sources=", "--contact=", "--log="}
	for command, heeds := range map[string]string{
		"run": strings.Join(all, ""), "backup": "--db=", "restore": "--db=", "healthcheck": "--addr=", "rules export": "--db=",
		"sources list": "--db=--allow-private=--contact=", "tag": "", "version": "",
	} {
		_, out, _ := try(t, "", append(strings.Fields(command), "--help")...)
		for _, flag := range all {
			if has, want := strings.Contains(out, flag), strings.Contains(heeds, flag); has != want {
				t.Errorf("%s --help lists %s: %t, want %t", command, flag, has, want)
			}
		}
	}
}

// A file of the most feeds that a list may have is taken over whole, also when it names some of them twice.
func TestImportOfAFullList(t *testing.T) {
	t.Parallel()
	var list strings.Builder
	list.WriteString(`<opml version="1.1"><body><OUTLINE text="All">`)
	for i := range 10_000 {
		fmt.Fprintf(&list, `<outline text="Feed %d" XMLURL="https://example.org/%d"><outline xmlurl="https://example.org/%d"/></outline>`, i, i, i)
	}
	db := filepath.Join(t.TempDir(), "t.db")
	out, errs, status := tocsinSources(t, db, list.String(), "import", "-")
	if status != exitOK || !strings.Contains(out, "10000 added, 0 were there already, 0 refused") || !strings.Contains(errs, "is new") {
		t.Errorf("exit %d: %s%s", status, out, errs)
	}
	if out, errs, status = tocsinSources(t, db, list.String()+`<outline xmlUrl="https://example.org/more"/>`, "import", "-"); status != exitFailed || !strings.Contains(errs, "more than 10000 feeds") {
		t.Errorf("one more: exit %d: %s%s", status, out, errs)
	}
}
