package main

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"tocsin/bot"
	"tocsin/feed"
	"tocsin/store"
)

// doctorCmd looks whether the service can work with the configuration that it is given, a line a finding. It posts
// nothing and changes nothing, but that a database of an earlier version is brought up to date as the service would.
type doctorCmd struct {
	config
}

// Help says what the lines are.
func (*doctorCmd) Help() string {
	return `A line a finding: "ok", "warn" (it works, but look at it) or "FAIL" (it does not), what was looked at, and what to do.

It asks Discord once who the token is, and reads each of the operator's sources once. The exit status is 1 when something fails.`
}

// A doctor gathers findings.
type doctor struct {
	*doctorCmd
	out    io.Writer
	line   *kong.Context // how the settings were given
	now    func() time.Time
	failed bool
}

// Marks of a finding.
const (
	fine = "ok  "
	warn = "warn"
	fail = "FAIL"
)

func (d *doctor) say(mark, about, format string, args ...any) {
	d.failed = d.failed || mark == fail
	fmt.Fprintf(d.out, "%s  %s: %s\n", mark, about, fmt.Sprintf(format, args...))
}

// Run prints the findings.
func (c *doctorCmd) Run(ctx context.Context, line *kong.Context, s *streams) error {
	d := &doctor{doctorCmd: c, out: s.Out, line: line, now: time.Now}
	d.settings()
	d.discord(ctx)
	d.disk()
	sources, known := d.database(ctx)
	if known {
		d.sources(ctx, sources)
	}
	if d.failed {
		return errBadInput
	}
	return ctx.Err()
}

func (d *doctor) settings() {
	wrong := d.faults()
	for _, err := range wrong {
		d.say(fail, "settings", "%v", asGiven(err, d.line))
	}
	if len(wrong) == 0 {
		d.say(fine, "settings", "each has a value that can be")
	}
	if d.Contact == "" {
		d.say(warn, "settings", "TOCSIN_CONTACT is empty: give an address or URL, so that publishers can reach you before they lock you out")
	}
}

// Times of a clock that is wrong by as much.
const (
	clockOff   = 30 * time.Second // shows
	clockWrong = 5 * time.Minute  // breaks certificates, quiet hours and digests
)

// discord looks at the token, asks Discord who it is, and compares clocks by its answer.
func (d *doctor) discord(ctx context.Context) {
	token, err := botToken()
	if err != nil {
		d.say(fail, "token", "%v", err)
		return
	}
	if !tokenForm(token) {
		d.say(warn, "token", "it does not look like a bot's token, which has three parts with dots between: perhaps it is the client secret or the public key")
	}
	ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimSuffix(d.DiscordAPI, "/")+"/users/@me", nil)
	if err != nil {
		return // said of the settings
	}
	req.Header.Set("Authorization", "Bot "+token)
	req.Header.Set("User-Agent", bot.UserAgent(versionOf()))
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		d.say(fail, "discord", "%s cannot be reached: %v", req.URL.Host, errors.Unwrap(err))
		return
	}
	defer res.Body.Close()
	var me struct {
		Username string `json:"username"`
	}
	_ = json.NewDecoder(io.LimitReader(res.Body, 1<<16)).Decode(&me) // without a name the status tells
	switch {
	case res.StatusCode == http.StatusOK && me.Username != "":
		d.say(fine, "token", "Discord knows it: the bot is %q", me.Username)
	case res.StatusCode == http.StatusUnauthorized:
		d.say(fail, "token", "Discord refuses it: choose Reset Token on the page Bot of your application, and copy the new one")
	case res.StatusCode == http.StatusOK, res.StatusCode == http.StatusNotFound:
		d.say(fail, "discord", "no Discord API is at %s: check TOCSIN_DISCORD_API", d.DiscordAPI)
	default:
		d.say(warn, "discord", "it answers %s: try again later", res.Status)
	}
	d.clock(res.Header.Get("Date"))
}

// tokenForm says whether a token has the three parts of a bot's, the first being the number of its user.
func tokenForm(token string) bool {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return false
	}
	id, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(parts[0], "="))
	return err == nil && len(id) >= 17 && strings.Trim(string(id), "0123456789") == ""
}

func (d *doctor) clock(date string) {
	theirs, err := http.ParseTime(date)
	if err != nil {
		return
	}
	off := d.now().Sub(theirs).Round(time.Second)
	switch {
	case off.Abs() >= clockWrong:
		d.say(fail, "clock", "it is %v off Discord's: set it, by NTP if you can", off)
	case off.Abs() >= clockOff:
		d.say(warn, "clock", "it is %v off Discord's: times of alerts will look wrong", off)
	default:
		d.say(fine, "clock", "it agrees with Discord's")
	}
}

// Room on the disk of the database, in bytes.
const (
	littleRoom = 1 << 30 // a busy installation writes as much in some months
	noRoom     = 64 << 20
)

func (d *doctor) disk() {
	dir := filepath.Dir(d.DB)
	probe, err := os.CreateTemp(dir, ".tocsin-doctor-")
	if err != nil {
		d.say(fail, "disk", "nothing can be written to %s: %v: make the directory and give it to the account of the service, or choose another file by --db", dir, errors.Unwrap(err))
		return
	}
	probe.Close()
	os.Remove(probe.Name())
	free, ok := freeSpace(dir)
	switch {
	case !ok:
		d.say(fine, "disk", "%s can be written to", dir)
	case free < noRoom:
		d.say(fail, "disk", "%d MiB are free in %s: make room", free>>20, dir)
	case free < littleRoom:
		d.say(warn, "disk", "%d MiB are free in %s: make room before long", free>>20, dir)
	default:
		d.say(fine, "disk", "%d GiB are free in %s", free>>30, dir)
	}
}

// database reads the whole database, and returns the operator's sources, where they can be had.
func (d *doctor) database(ctx context.Context) (sources []feed.Source, known bool) {
	if d.missing() {
		sources, known = d.first()
		if known {
			d.say(fine, "database", "there is none yet: \"tocsin run\" makes %s and begins with %d sources", d.DB, len(sources))
		}
		return sources, known
	}
	if err := store.Check(ctx, d.DB); err != nil {
		d.say(fail, "database", "%s: %v", d.DB, err)
		return nil, false
	}
	db, err := d.open(ctx)
	var locked *store.LockedError
	switch {
	case errors.As(err, &locked):
		d.say(fine, "database", "%s is whole; process %d works with it: for its sources see /status on Discord", d.DB, locked.PID)
		return nil, false
	case err != nil:
		d.say(fail, "database", "%v", asGiven(err, d.line))
		return nil, false
	}
	defer db.Close()
	sources, err = db.Sources(ctx, "")
	if err != nil {
		d.say(fail, "database", "%v", err)
		return nil, false
	}
	d.say(fine, "database", "%s is whole, and nobody else works with it", d.DB)
	if kept, err := db.Counts(ctx, ""); err == nil && len(sources) == 0 && kept.Reports == 0 {
		return d.first() // it was never begun with
	}
	return sources, true
}

// first returns what the service would begin with, where it can.
func (d *doctor) first() (sources []feed.Source, known bool) {
	fetcher, err := newFetcher(&d.fetchFlags)
	if err != nil {
		return nil, false // said of the settings
	}
	sources, err = listToBegin(fetcher, d.Sources)
	if err != nil {
		d.say(fail, "sources", "%v", asGiven(err, d.line))
	}
	return sources, err == nil
}

func (d *doctor) sources(ctx context.Context, list []feed.Source) {
	fetcher, err := newFetcher(&d.fetchFlags)
	if err != nil {
		return // said of the settings
	}
	failed := 0
	trySources(ctx, fetcher, list, func(name string, _ *feed.Result, err error) {
		if err != nil {
			failed++
			d.say(warn, "source "+name, "%v", err)
		}
	})
	switch read := len(list) - failed; {
	case len(list) == 0:
		d.say(warn, "sources", "there are none: add some with \"tocsin sources import\", or /sources add on Discord")
	case read == 0:
		d.say(fail, "sources", "none of %d can be read: is there a way to the internet from here?", len(list))
	default:
		d.say(fine, "sources", "%d of %d can be read", read, len(list))
	}
}
