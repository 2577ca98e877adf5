package main

import (
	"bytes"
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tocsin/bot/localdiscord"
	"tocsin/store"
)

// doctorSays runs tocsin doctor on a database and returns what it found.
func doctorSays(t *testing.T, db string, args ...string) (status int, out string) {
	t.Helper()
	status, out, errs := try(t, "", append([]string{"doctor", "--db", db, "--allow-private", "127.0.0.0/8"}, args...)...)
	return status, out + errs
}

func hold(t *testing.T, out string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(out, want) {
			t.Errorf("the doctor says\n%s; want %q", out, want)
		}
	}
}

func TestDoctor(t *testing.T) {
	token := base64.RawStdEncoding.EncodeToString([]byte("112233445566778899")) + ".hush-hush.hush"
	discord, err := localdiscord.New(localdiscord.Options{Token: token, BotName: "Tocsin"})
	if err != nil {
		t.Fatal(err)
	}
	defer discord.Close()
	t.Setenv("DISCORD_TOKEN", token)
	t.Setenv("TOCSIN_DISCORD_API", discord.APIURL())
	url := feedServer(t)
	db := filepath.Join(t.TempDir(), "t.db")
	list := filepath.Join(t.TempDir(), "list.txt")
	if err := os.WriteFile(list, []byte(url+"/feed\n"+url+"/gone?key=hush-key Gone\n"), 0o600); err != nil {
		t.Fatal(err)
	}

	status, out := doctorSays(t, db, "--sources", list, "--contact", "https://example.org/")
	hold(t, out, "ok    settings", `ok    token: Discord knows it: the bot is "Tocsin"`, "ok    clock", "  disk: ", "ok    database: there is none yet", "begins with 2 sources",
		"warn  source Gone: there is nothing at this address", "ok    sources: 1 of 2 can be read")
	if status != exitOK || strings.Contains(out, "hush") || strings.Contains(out, "FAIL") {
		t.Errorf("exit %d, %s", status, out)
	}
	if _, err := os.Stat(db); err == nil {
		t.Error("the doctor has made a database")
	}

	if _, errs, status := tocsinSources(t, db, url+"/feed\n", "import", "-"); status != exitOK {
		t.Fatal(errs)
	}
	status, out = doctorSays(t, db)
	hold(t, out, "warn  settings: TOCSIN_CONTACT is empty", "is whole, and nobody else works with it", "1 of 1 can be read")
	if status != exitOK {
		t.Errorf("exit %d, %s", status, out)
	}
	open, err := store.Open(t.Context(), db, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	_, out = doctorSays(t, db)
	hold(t, out, "ok    database", "is whole; process ")
	if err := open.Close(); err != nil {
		t.Fatal(err)
	}

	for _, api := range []string{url + "/none", url + "/page"} {
		_, out = doctorSays(t, db, "--discord-api", api)
		hold(t, out, "FAIL  discord: no Discord API is at "+api)
	}
	discord.RevokeToken()
	status, out = doctorSays(t, db, "--log", "loud", "--min-poll", "1ms")
	hold(t, out, "FAIL  settings: --log: ", "FAIL  settings: --min-poll: ", "FAIL  token: Discord refuses it")
	if status != exitFailed || strings.Contains(out, "hush") {
		t.Errorf("exit %d, %s", status, out)
	}
	t.Setenv("DISCORD_TOKEN", "nonsense")
	if err := os.WriteFile(db, bytes.Repeat([]byte("not a database "), 100), 0o600); err != nil {
		t.Fatal(err)
	}
	status, out = doctorSays(t, db, "--discord-api", "http://127.0.0.1:1")
	hold(t, out, "warn  token: it does not look like", "FAIL  discord: 127.0.0.1:1 cannot be reached: ", "FAIL  database: "+db)
	if status != exitFailed || strings.Contains(out, "nonsense") {
		t.Errorf("exit %d, %s", status, out)
	}
	t.Setenv("DISCORD_TOKEN", "")
	status, out = doctorSays(t, filepath.Join(t.TempDir(), "no", "t.db"), "--sources", url)
	hold(t, out, "FAIL  token: no Discord token: set DISCORD_TOKEN", "FAIL  disk: nothing can be written to", "FAIL  sources: --sources: open "+url)
	if status != exitFailed {
		t.Errorf("exit %d, %s", status, out)
	}
}

func TestDoctorComparesClocks(t *testing.T) {
	now := time.Date(2024, 1, 4, 12, 0, 0, 0, time.UTC)
	for date, want := range map[string]string{
		"Thu, 04 Jan 2024 12:00:10 GMT": "ok    clock", "Thu, 04 Jan 2024 11:59:00 GMT": "warn  clock: it is 1m0s off",
		"Thu, 04 Jan 2024 13:00:00 GMT": "FAIL  clock: it is -1h0m0s off", "": "",
	} {
		var out strings.Builder
		(&doctor{out: &out, now: func() time.Time { return now }}).clock(date)
		if !strings.HasPrefix(out.String(), want) || want == "" && out.Len() > 0 {
			t.Errorf("%q: %s", date, &out)
		}
	}
}
