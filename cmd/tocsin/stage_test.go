package main

import (
	"bytes"
	"context"
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

// built is a run of the built program, which a context bounds.
func built(t *testing.T, args ...string) (*exec.Cmd, context.Context) {
	t.Helper()
	bin, err := program()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 40*time.Second)
	t.Cleanup(cancel)
	return exec.CommandContext(ctx, bin, args...), ctx
}

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

// start runs the program as an operator would, and returns when it is up: its commands are there.
func (s *stage) start() {
	s.t.Helper()
	s.launch()
	ctx := s.soon()
	s.must(s.discord.WaitConnected(ctx))
	s.must(s.discord.WaitCommands(ctx, "subscribe"))
}

// launch begins to run the program. One that is to be killed may be before it is up.
func (s *stage) launch(env ...string) {
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
