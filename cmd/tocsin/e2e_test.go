package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"tocsin/bot/localdiscord"
)

// program builds tocsin once for all end-to-end tests and returns its path.
var program = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "tocsin-e2e-")
	if err != nil {
		return "", err
	}
	bin := filepath.Join(dir, "tocsin")
	if runtime.GOOS == "windows" {
		bin += ".exe"
	}
	out, err := exec.Command("go", "build", "-o", bin, ".").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("build: %w\n%s", err, out)
	}
	return bin, nil
})

func TestMain(m *testing.M) {
	flag.Parse()
	// The end-to-end tests wait for other processes more than they compute: as many at once as cores would be slow.
	if err := flag.Set("test.parallel", "8"); err != nil {
		panic(err)
	}
	code := m.Run()
	if bin, err := program(); err == nil {
		os.RemoveAll(filepath.Dir(bin))
	}
	os.Exit(code)
}

// A stage is a local Discord with a guild, sample feeds that release reports one by one, and the program between them.
type stage struct {
	t        *testing.T
	discord  *localdiscord.Server
	feeds    *sampleFeeds
	guild    string
	owner    *localdiscord.Actor
	channels map[string]string // name -> id
	db       string
	list     string // file that lists the feeds
	process  *exec.Cmd
	exited   chan error
	stderr   *lockedBuffer
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// newStage builds a stage with channels of these names; nothing runs yet.
func newStage(t *testing.T, samples string, channels ...string) *stage {
	t.Helper()
	if testing.Short() {
		t.Skip("starts the built program; left out with -short")
	}
	all, err := readSamples(fstest.MapFS{"samples/e2e.txt": {Data: []byte(samples)}})
	if err != nil {
		t.Fatal(err)
	}
	s := &stage{t: t, channels: make(map[string]string), db: filepath.Join(t.TempDir(), "e2e.db"), stderr: &lockedBuffer{}}
	if s.feeds, err = startSampleFeeds(all, time.Now); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.feeds.Close(context.Background()) })
	if s.discord, err = localdiscord.New(localdiscord.Options{OpenAPI: os.Getenv("TOCSIN_DISCORD_OPENAPI")}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.discord.Close() })
	s.buildGuild(channels)
	urls := make(map[string]bool)
	for _, r := range all {
		urls[s.feeds.feedURL(r.Outlet)] = true
	}
	s.list = filepath.Join(t.TempDir(), "feeds.txt")
	var lines strings.Builder
	for u := range urls {
		fmt.Fprintln(&lines, u)
	}
	if err := os.WriteFile(s.list, []byte(lines.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if s.process != nil {
			_ = s.process.Process.Kill()
			<-s.exited
		}
		for _, v := range s.discord.Violations() {
			t.Errorf("against Discord's rules: %s", v)
		}
		if t.Failed() {
			t.Logf("the program said:\n%s", s.stderr)
			t.Logf("Discord heard:\n%s", s.discord.Transcript())
		}
	})
	return s
}

func (s *stage) buildGuild(channels []string) {
	s.guild = s.discord.CreateGuild("Newsroom")
	owner := s.discord.CreateUser("owner")
	s.must(s.discord.AddMember(s.guild, owner))
	s.must(s.discord.SetOwner(s.guild, owner))
	s.owner = s.discord.Actor(owner)
	for _, name := range channels {
		id, err := s.discord.CreateChannel(s.guild, name, 0)
		s.must(err)
		s.channels[name] = id
	}
	s.must(s.discord.InviteBot(s.guild, invitation))
}

func (s *stage) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// start runs the program as an operator would; it is up when its commands are there.
func (s *stage) start(env ...string) {
	s.t.Helper()
	bin, err := program()
	s.must(err)
	s.process = exec.Command(bin, "run")
	s.process.Env = append(os.Environ(), append([]string{
		"DISCORD_TOKEN=" + s.discord.Token(), "TOCSIN_DISCORD_API=" + s.discord.APIURL(), "TOCSIN_DB=" + s.db,
		"TOCSIN_SOURCES=" + s.list, "TOCSIN_MIN_POLL=1s", "TOCSIN_ALLOW_PRIVATE=127.0.0.1/32", "TOCSIN_LOG=debug",
	}, env...)...)
	s.process.Stderr = s.stderr
	s.must(s.process.Start())
	s.exited = make(chan error, 1)
	go func(p *exec.Cmd, exited chan error) { exited <- p.Wait() }(s.process, s.exited)
	ctx := s.soon()
	s.must(s.discord.WaitConnected(ctx))
	s.must(s.discord.WaitCommands(ctx, "subscribe"))
}

// crashed waits until the program has ended itself at a crash point.
func (s *stage) crashed() {
	s.t.Helper()
	select {
	case err := <-s.exited:
		if err == nil {
			s.t.Fatal("the program ended well, want it killed")
		}
		s.process = nil
	case <-s.soon().Done():
		s.t.Fatal("the program did not reach its crash point")
	}
}

// stop asks the program to stop and expects that it does, well.
func (s *stage) stop() {
	s.t.Helper()
	s.must(s.process.Process.Signal(syscall.SIGTERM))
	select {
	case err := <-s.exited:
		s.process = nil
		if err != nil {
			s.t.Errorf("SIGTERM: %v", err)
		}
	case <-s.soon().Done():
		s.t.Error("the program did not stop on SIGTERM")
	}
}

func (s *stage) soon() context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), 40*time.Second)
	s.t.Cleanup(cancel)
	return ctx
}

func (s *stage) subscribe(channel string, options map[string]any) *localdiscord.Response {
	s.t.Helper()
	r, err := s.owner.Slash(s.soon(), s.guild, s.channels[channel], "subscribe", options)
	s.must(err)
	return r
}

// alerts returns the titles of the public messages of the bot in a channel.
func (s *stage) alerts(channel string) []string {
	var titles []string
	for _, m := range s.discord.Messages(s.channels[channel]) {
		if m.Author.ID == s.discord.BotID() && m.VisibleTo == "" && len(m.Embeds) > 0 {
			titles = append(titles, m.Embeds[0].Title)
		}
	}
	return titles
}

// await waits for a public message whose first title contains part.
func (s *stage) await(channel, part string) localdiscord.Message {
	s.t.Helper()
	m, err := s.discord.WaitMessage(s.soon(), s.channels[channel], func(m localdiscord.Message) bool {
		return m.VisibleTo == "" && len(m.Embeds) > 0 && strings.Contains(m.Embeds[0].Title, part)
	})
	s.must(err)
	return m
}

// settle waits until every feed was read again after now, so that whatever was to come of it has come: a last report
// goes through the whole path behind it.
func (s *stage) settle(channel, part string) { s.await(channel, part) }

// tenReports are the example of the design, retold, nine others, and a last one that tells that all was read.
const tenReports = `
@ harbour 1m
An old report that is history
Nothing of it alerts in Baghdad.

@ tworivers 1m
Another old report
Nothing of it alerts either.

@ tworivers live 1
Baghdad blames US-led coalition for drone strike on Hashed al-Shaabi headquarters
BAGHDAD - Iraq's government on {day} held the US-led coalition responsible for a drone strike that hit the logistics support headquarters of the Hashed al-Shaabi on Palestine Street in Baghdad. A senior commander of the force and another member were killed and seven others were wounded, a security source said. The prime minister's office called it a "dangerous escalation". There was no immediate comment from Washington. American forces in Iraq and Syria have come under attack more than 100 times since the war in Gaza began; the United States keeps some 2,500 troops in Iraq and 900 in Syria to fight Daesh.

@ harbour live 2
Missile hits block of flats in Kharkiv, nine killed
A Russian missile hit a block of flats in Kharkiv in Ukraine on {day}, killing nine people and wounding thirty, the governor said.

@ harbour live 3
Serb storms into tennis final with ace barrage
The Serb fired 24 aces and crushed the American in straight sets in Melbourne on {day}.

@ harbour live 4
Lisbon museum opens wing for modern art
A museum in Lisbon opened a new wing on {day} with works of forty painters.

@ harbour live 5
Brazil and Argentina strike deal on currencies
Brazil and Argentina struck a deal in Buenos Aires on {day} that lets companies pay in local currencies.

@ harbour live 6
Gunmen kill forty villagers in Burkina Faso
Gunmen on motorcycles attacked a village in the north of Burkina Faso on {day} and killed forty people, a regional official said.

@ harbour live 7
Iraq and Iran sign agreement on rail line
Iraq and Iran signed an agreement on {day} on a railway from Basra to the border.

@ harbour live 8
Storm brings snow to the Alps
Heavy snow fell in the Alps on {day}, and passes in Switzerland and Austria were closed.

@ harbour live 9
Paris fashion week ends with applause
The fashion week in Paris ended on {day} with a show of young designers.

@ harbour live 10
Parliament of Norway debates fishing quotas
The parliament in Oslo debated quotas for cod on {day} until late in the evening.

@ harbour live 11
The lantern festival of Zanzibar begins
Lanterns were lit in Stone Town on {day}.
`

func TestReportsReachTheRightChannelsOnce(t *testing.T) {
	t.Parallel()
	s := newStage(t, tenReports, "iraq", "escalation", "ukraine", "sahel", "all", "nothing")
	s.start()
	s.subscribe("iraq", map[string]any{"region": "Iraq", "severity": "moderate"})
	s.subscribe("escalation", map[string]any{"rule": `region:Iraq (actor:"Hashed al-Shaabi" OR actor:coalition) (strike OR drone OR "dangerous escalation") severity>=high -exercise`})
	s.subscribe("ukraine", map[string]any{"region": "Ukraine", "severity": "high"})
	s.subscribe("sahel", map[string]any{"rule": "region:Sahel killed>=10"})
	s.subscribe("nothing", map[string]any{"region": "Japan"})
	s.subscribe("all", map[string]any{"keywords": "lantern"})
	s.releaseAll()
	s.settle("all", "lantern festival")
	want := map[string][]string{
		"iraq": {"Hashed al-Shaabi"}, "escalation": {"Hashed al-Shaabi"}, "ukraine": {"Kharkiv"}, "sahel": {"Burkina Faso"},
		"all": {"lantern"}, "nothing": nil,
	}
	for channel, parts := range want {
		for _, part := range parts {
			s.await(channel, part)
		}
		if got := s.alerts(channel); len(got) != len(parts) {
			t.Errorf("#%s has %d messages, want %d: %q", channel, len(got), len(parts), got)
		}
	}
	s.stop()
	s.start() // a restart posts nothing again and reads nothing early
	s.stop()
	for channel, parts := range want {
		if got := s.alerts(channel); len(got) != len(parts) {
			t.Errorf("after a restart #%s has %d messages, want %d: %q", channel, len(got), len(parts), got)
		}
	}
}

// releaseAll publishes the live samples, once the feeds' history was read.
func (s *stage) releaseAll() {
	s.t.Helper()
	s.waitSeeded()
	for {
		if _, ok := s.feeds.release(); !ok {
			return
		}
	}
}

// waitSeeded waits until every feed was read a second time: the first reading is silent.
func (s *stage) waitSeeded() {
	s.t.Helper()
	ctx := s.soon()
	look := time.NewTicker(20 * time.Millisecond)
	defer look.Stop()
	for !s.feeds.readTwice() {
		select {
		case <-ctx.Done():
			s.t.Fatal("the feeds were not read")
		case <-look.C:
		}
	}
}

// readTwice says whether every feed that has something to tell was read twice: its first reading is over then.
func (f *sampleFeeds) readTwice() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, s := range f.released {
		if f.reads[s.Outlet] < 2 {
			return false
		}
	}
	return true
}

const oneReport = `
@ harbour 1m
An old report
It is history.

@ harbour live 1
Missile hits block of flats in Kharkiv, nine killed
A Russian missile hit a block of flats in Kharkiv in Ukraine on {day}, killing nine people and wounding thirty, the governor said.

@ harbour live 2
The lantern festival of Zanzibar begins
Lanterns were lit in Stone Town on {day}.
`

func TestKilledAnywhereNothingIsLostOrDoubled(t *testing.T) {
	t.Parallel()
	for _, point := range []string{"after-fetch", "after-save", "before-post", "after-post", "before-sent"} {
		t.Run(point, func(t *testing.T) {
			t.Parallel()
			s := newStage(t, oneReport, "ukraine")
			s.start()
			s.subscribe("ukraine", map[string]any{"region": "Ukraine"})
			s.subscribe("ukraine", map[string]any{"keywords": "lantern"})
			s.waitSeeded()
			s.stop()
			s.feeds.release()
			s.start("TOCSIN_CRASH_AT=" + point)
			s.crashed()
			s.start()
			s.await("ukraine", "Kharkiv")
			s.feeds.release()
			s.await("ukraine", "lantern")
			if got := s.alerts("ukraine"); len(got) != 2 {
				t.Errorf("%d messages, want 2: %q", len(got), got)
			}
			s.stop()
		})
	}
}

func TestALostAnswerGivesNoSecondMessage(t *testing.T) {
	t.Parallel()
	for _, kind := range []localdiscord.FaultKind{localdiscord.StoredReset, localdiscord.Stored502, localdiscord.ResetMidBody} {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			s := newStage(t, oneReport, "ukraine")
			s.start()
			s.subscribe("ukraine", map[string]any{"region": "Ukraine"})
			s.subscribe("ukraine", map[string]any{"keywords": "lantern"})
			s.waitSeeded()
			s.discord.Fault(localdiscord.Fault{Method: "POST", Route: "/channels/{channel_id}/messages", Kind: kind})
			s.feeds.release()
			s.await("ukraine", "Kharkiv")
			s.feeds.release()
			s.await("ukraine", "lantern")
			if got := s.alerts("ukraine"); len(got) != 2 {
				t.Errorf("%d messages, want 2: %q", len(got), got)
			}
			s.stop()
		})
	}
}

func TestSecondProcessOnOneDatabaseIsRefused(t *testing.T) {
	t.Parallel()
	s := newStage(t, oneReport, "ukraine")
	s.start()
	code, text := tryRun(t, "DISCORD_TOKEN="+s.discord.Token(), "TOCSIN_DISCORD_API="+s.discord.APIURL(), "TOCSIN_DB="+s.db)
	if code != exitUsage || !strings.Contains(text, fmt.Sprint(s.process.Process.Pid)) {
		t.Errorf("exit %d, %q: want %d and the number of the first process, %d", code, text, exitUsage, s.process.Process.Pid)
	}
	s.stop()
}

func TestWrongConfigurationIsOneClearLine(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the built program; left out with -short")
	}
	discord, err := localdiscord.New(localdiscord.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer discord.Close()
	ok := []string{"DISCORD_TOKEN=" + discord.Token(), "TOCSIN_DISCORD_API=" + discord.APIURL()}
	for _, tc := range []struct {
		name string
		env  []string
		want string
	}{
		{"no token", []string{"DISCORD_TOKEN="}, "set DISCORD_TOKEN"},
		{"a refused token", []string{"DISCORD_TOKEN=wrong"}, "token"},
		{"a token file that is not there", []string{"DISCORD_TOKEN=", "DISCORD_TOKEN_FILE=/no/such/file"}, "DISCORD_TOKEN_FILE"},
		{"an unwritable database", []string{"TOCSIN_DB=/no/such/directory/tocsin.db"}, "TOCSIN_DB"},
		{"a bad interval", []string{"TOCSIN_MIN_POLL=soon"}, "min-poll"},
		{"an interval out of bounds", []string{"TOCSIN_MIN_POLL=1ms"}, "TOCSIN_MIN_POLL"},
		{"a bad network", []string{"TOCSIN_ALLOW_PRIVATE=everything"}, "TOCSIN_ALLOW_PRIVATE"},
		{"a bad API", []string{"TOCSIN_DISCORD_API=discord"}, "TOCSIN_DISCORD_API"},
		{"a bad log", []string{"TOCSIN_LOG=loud"}, "TOCSIN_LOG"},
		{"a bad address", []string{"TOCSIN_ADDR=nowhere:99999"}, "TOCSIN_ADDR"},
		{"sources that are not there", []string{"TOCSIN_SOURCES=/no/such/file"}, "TOCSIN_SOURCES"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			db := "TOCSIN_DB=" + filepath.Join(t.TempDir(), "a.db")
			code, text := tryRun(t, append(append(ok[:2:2], db), tc.env...)...)
			if code != exitUsage || !strings.Contains(text, tc.want) {
				t.Errorf("exit %d, want %d; it said %q, want %q in it", code, exitUsage, text, tc.want)
			}
			if strings.Contains(text, "wrong") || strings.Contains(text, discord.Token()) {
				t.Errorf("it said the token: %q", text)
			}
			if n := strings.Count(strings.TrimSpace(text), "\n"); n > 1 {
				t.Errorf("it said %d lines, want one (and a hint): %q", n+1, text)
			}
		})
	}
}

// tryRun runs the program, which is expected to end by itself soon, with errors only in its log.
func tryRun(t *testing.T, env ...string) (code int, text string) {
	t.Helper()
	bin, err := program()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, bin, "run")
	cmd.Env = append(append(os.Environ(), "TOCSIN_LOG=error"), env...)
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), string(out)
}
