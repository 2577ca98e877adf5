package main

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"
)

// try runs a command line in this process and returns what it printed.
func try(t *testing.T, in string, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(context.Background(), args, &streams{In: strings.NewReader(in), Out: &o, Err: &e})
	return code, o.String(), e.String()
}

func TestRulesMoveBetweenServers(t *testing.T) {
	db := filepath.Join(t.TempDir(), "r.db")
	lines := `{"name":"a","rule":"region:IQ severity>=high","channel":"11","mention":"22"}
{"name":"b","rule":"region:Nowhereland","channel":"11"}
not json
{"name":"c","rule":"drone","deliver":"daily","paused":true}
{"name":"d","rule":"drone","channel":"11","deliver":"weekly"}
{"name":"e","rule":"drone","channel":"general"}
`
	code, _, errs := try(t, lines, "rules", "import", "--db", db, "--guild", "1", "-")
	if code != exitFailed || !strings.Contains(errs, "1 rules saved, 5 not.") || !strings.Contains(errs, "-:2:") || !strings.Contains(errs, "-:3: not a rule as") ||
		!strings.Contains(errs, `-:5: deliver is "weekly": use instant, hourly or daily`) || !strings.Contains(errs, `-:6: the channel "general" is not a Discord id`) {
		t.Errorf("exit %d: %s", code, errs)
	}
	code, out, errs := try(t, "", "rules", "export", "--db", db, "--guild", "1")
	if code != exitOK || !strings.Contains(out, `"name":"a"`) || strings.Count(out, "\n") != 1 {
		t.Fatalf("exit %d: %s%s", code, out, errs)
	}
	if code, _, errs = try(t, out, "rules", "import", "--db", db, "--guild", "2", "--channel", "33", "-"); code != exitOK {
		t.Fatalf("exit %d: %s", code, errs)
	}
	_, moved, _ := try(t, "", "rules", "export", "--db", db, "--guild", "2")
	if want := strings.Replace(out, `"11"`, `"33"`, 1); moved != want {
		t.Errorf("moved to %s, want %s", moved, want)
	}
	if _, out, _ := try(t, "", "rules", "export", "--db", db, "--guild", "3"); out != "" {
		t.Errorf("another server has %s", out)
	}
	if code, _, _ := try(t, "", "rules", "export", "--db", db); code != exitUsage {
		t.Errorf("without an owner: exit %d, want %d", code, exitUsage)
	}
}
