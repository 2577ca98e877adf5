package store_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"tocsin/alert"
	"tocsin/feed"
	"tocsin/report"
	"tocsin/rules"
	"tocsin/store"
	"tocsin/text"
)

// A channelLog stands for Discord, the world outside: it honours nonces as Discord does, for a few minutes, and goes
// wrong as it is told to.
type channelLog struct {
	mu       sync.Mutex
	messages []posted
	byNonce  map[string]alert.Receipt
	at       map[string]time.Time
	// fail is asked before each delivery; what it returns happens instead, after the message was stored where stored says so.
	fail func(d *alert.Delivery) (err error, stored bool)
	// blind: the history cannot be read. hangs: nor is there an answer to who asks for it.
	blind, hangs bool
	calls        map[string]int
}

type posted struct {
	id string
	alert.Delivery
	edits []alert.Delivery
}

const discordMemory = 5 * time.Minute

func newChannelLog() *channelLog {
	return &channelLog{byNonce: map[string]alert.Receipt{}, at: map[string]time.Time{}, calls: map[string]int{}}
}

func (l *channelLog) Deliver(ctx context.Context, d *alert.Delivery) (alert.Receipt, error) {
	if err := ctx.Err(); err != nil {
		return alert.Receipt{}, &alert.Failure{Outcome: alert.Retry, Err: err}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(d.Nonce) > 25 || d.Nonce == "" {
		return alert.Receipt{}, &alert.Failure{Outcome: alert.Invalid, Err: fmt.Errorf("nonce %q", d.Nonce)}
	}
	channel := d.Channel
	if channel == "" {
		channel = "dm-" + d.User
	}
	l.calls[channel]++
	var err error
	stored := true
	if l.fail != nil {
		if err, stored = l.fail(d); err != nil && !stored {
			return alert.Receipt{}, err
		}
	}
	if d.Kind == alert.Edit {
		for i := range l.messages {
			if l.messages[i].id == d.Message {
				l.messages[i].edits = append(l.messages[i].edits, *d)
				return alert.Receipt{Message: d.Message, Channel: channel}, err
			}
		}
		return alert.Receipt{}, &alert.Failure{Outcome: alert.Invalid, Code: 10008, Err: fmt.Errorf("unknown message")}
	}
	if r, ok := l.byNonce[d.Nonce]; ok && time.Since(l.at[d.Nonce]) < discordMemory {
		return r, err
	}
	r := alert.Receipt{Message: fmt.Sprint("m", len(l.messages)+1), Channel: channel}
	l.messages = append(l.messages, posted{id: r.Message, Delivery: *d})
	l.byNonce[d.Nonce], l.at[d.Nonce] = r, time.Now()
	return r, err
}

func (l *channelLog) Find(ctx context.Context, d *alert.Delivery) (*alert.Receipt, error) {
	if l.hangs {
		<-ctx.Done()
		return nil, &alert.Failure{Outcome: alert.Unknown, Err: ctx.Err()}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.blind {
		return nil, &alert.Failure{Outcome: alert.Unknown, Err: fmt.Errorf("the history is empty")}
	}
	if r, ok := l.byNonce[d.Nonce]; ok {
		return &r, nil
	}
	return nil, nil
}

// lines says what stands in a channel, a line a message.
func (l *channelLog) lines(channel string) []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var out []string
	for _, m := range l.messages {
		if m.Channel != channel && (channel[0] != '@' || m.User != channel[1:] || m.Guild != "") {
			continue
		}
		out = append(out, say(&m.Delivery))
		for _, e := range m.edits {
			out = append(out, say(&e))
		}
	}
	return out
}

func say(d *alert.Delivery) string {
	s := string(d.Kind)
	if d.Doubtful {
		s += " (doubtful)"
	}
	if d.Alert != nil {
		s += ": " + d.Alert.Report.Title + fmt.Sprintf(" [%d]", d.Alert.Story.Sources())
		for _, m := range d.Alert.Matches {
			s += " " + m.Name
		}
	}
	if d.Digest != nil {
		s += ": " + d.Digest.Title
	}
	if d.Notice != "" {
		s += ": " + d.Notice
	}
	return s
}

// lands are the places that a wordTagger knows, with what they lie in.
var lands = map[string][]string{"Sudan": {"Africa"}, "Khartoum": {"Sudan", "Africa"}, "Mali": {"Africa"}, "Africa": nil}

// A wordTagger stands in for package tag: severity by word, a toll by number.
type wordTagger struct{}

func (wordTagger) Tag(d *text.Doc, r *report.Report) report.Tags {
	t := report.Tags{Lang: d.Lang, Class: report.Neutral}
	for i, tok := range d.Tokens {
		switch tok.Fold {
		case "clash", "clashes":
			t.Severity.Level = max(t.Severity.Level, report.Moderate)
		case "strike":
			t.Severity.Level = max(t.Severity.Level, report.High)
		case "massacre":
			t.Severity.Level = report.Critical
		case "killed":
			var n int
			if i > 0 {
				fmt.Sscan(d.Tokens[i-1].Fold, &n)
			}
			t.Killed = &n
		}
	}
	return t
}

func (wordTagger) Place(name, country string) []report.Candidate {
	if _, ok := lands[name]; !ok {
		return nil
	}
	return []report.Candidate{{ID: name, Name: name, Weight: 1}}
}
func (wordTagger) Actor(name, country string) []report.Candidate      { return nil }
func (wordTagger) NearestPlace(name string, n int) []report.Candidate { return nil }
func (wordTagger) NearestActor(name string, n int) []report.Candidate { return nil }
func (wordTagger) Position(id string) (p report.Position, known bool) { return p, false }
func (wordTagger) Within(id string) []string                          { return lands[id] }

// A newsroom publishes what the test says.
type newsroom struct {
	mu    sync.Mutex
	items map[int64][]report.Report
	err   map[int64]error
	polls map[int64]int
}

func (n *newsroom) publish(source int64, titles ...string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, t := range titles {
		n.items[source] = append([]report.Report{{GUID: t, Title: t, Publisher: fmt.Sprint("p", source, ".example"),
			Link: "https://p" + fmt.Sprint(source) + ".example/" + strings.ReplaceAll(t, " ", "-"), Published: time.Now()}}, n.items[source]...)
	}
}

func (n *newsroom) Fetch(ctx context.Context, s feed.Source) (feed.Result, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.polls[s.ID]++
	s.NextPoll = time.Now().Add(time.Minute)
	if err := n.err[s.ID]; err != nil {
		s.Failures++
		return feed.Result{Source: s}, err
	}
	seed := !s.Seeded
	s.Seeded = true
	var out []report.Report
	for _, r := range n.items[s.ID] {
		r.SourceID, r.Source, r.Fetched = s.ID, s.Name, time.Now()
		out = append(out, r)
	}
	return feed.Result{Source: s, Seed: seed, Reports: out}, nil
}

type world struct {
	t       *testing.T
	path    string
	store   *store.Store
	news    *newsroom
	source  alert.Source // what is read: news, or a fetcher
	discord *channelLog
	opt     alert.Options
	stop    func()
	ended   func() error // what Run returned
	pipe    *alert.Pipeline
}

// inWorld runs a test in a bubble of its own time, with a store, a newsroom of two of the operator's sources, and a channel log.
func inWorld(t *testing.T, f func(w *world)) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{t: t, path: filepath.Join(t.TempDir(), "t.db"), discord: newChannelLog(),
			news: &newsroom{items: map[int64][]report.Report{}, err: map[int64]error{}, polls: map[int64]int{}}}
		w.source = w.news
		w.start()
		defer func() { w.stop() }()
		for _, name := range []string{"Alpha", "Beta"} {
			if _, err := w.store.AddSource(w.t.Context(), feed.Source{URL: "https://" + name + ".example/feed", Name: name}, 0); err != nil {
				t.Fatal(err)
			}
		}
		f(w)
	})
}

// start opens the store and runs the service, as after a restart.
func (w *world) start() {
	w.t.Helper()
	s, err := store.Open(w.t.Context(), w.path, store.Options{})
	if err != nil {
		w.t.Fatal(err)
	}
	w.store = s
	w.pipe = alert.New(s, w.source, wordTagger{}, w.discord, w.opt)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	var result error
	go func(p *alert.Pipeline) {
		defer close(done)
		result = p.Run(ctx)
	}(w.pipe)
	w.ended = func() error { <-done; return result }
	w.stop = func() {
		w.pipe.Stop(context.Background())
		cancel()
		<-done
		if err := s.Close(); err != nil {
			w.t.Error("close:", err)
		}
		w.stop = func() {}
	}
}

func (w *world) subscribe(guild, channel, name, rule string, change ...func(*rules.Rule)) rules.Rule {
	w.t.Helper()
	r := rules.Rule{Guild: guild, Channel: channel, Name: name, Text: rule, CreatedBy: "owner"}
	for _, c := range change {
		c(&r)
	}
	saved, _, err := w.store.PutRule(w.t.Context(), r, 100)
	if err != nil {
		w.t.Fatal(err)
	}
	return saved
}

// run lets time pass.
func (w *world) run(d time.Duration) {
	w.t.Helper()
	for end := time.Now().Add(d); time.Now().Before(end); time.Sleep(5 * time.Second) {
		if err := w.pipe.Tick(w.t.Context()); err != nil {
			w.t.Fatal(err)
		}
	}
	synctest.Wait()
}

func (w *world) expect(channel string, want ...string) {
	w.t.Helper()
	if got := w.discord.lines(channel); !slices.Equal(got, want) {
		w.t.Errorf("in %s:\n  %s\nwant:\n  %s", channel, strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

func TestFromSourceToChannel(t *testing.T) {
	inWorld(t, func(w *world) {
		w.news.publish(1, "Old strike that was there before anybody asked")
		w.subscribe("g1", "c1", "strikes", "strike")
		w.subscribe("g1", "c1", "all high", "severity>=high")
		w.subscribe("g2", "c2", "floods", "flood")
		time.Sleep(time.Second)
		w.run(2 * time.Minute)
		w.expect("c1")
		w.news.publish(1, "Air strike on the northern depot kills nobody", "Flood in the valley of the great river")
		w.run(2 * time.Minute)
		w.expect("c1", "post: Air strike on the northern depot kills nobody [1] strikes all high")
		w.expect("c2", "post: Flood in the valley of the great river [1] floods")
	})
}
