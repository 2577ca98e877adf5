package alert_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"tocsin/alert"
	"tocsin/feed"
	"tocsin/rules"
	"tocsin/store"
	"tocsin/tag"
)

// tagger is loaded once, outside of the bubbles of tests.
var tagger = sync.OnceValues(tag.New)

// A wire is the internet: what each host answers.
type wire struct {
	mu    sync.Mutex
	sites map[string]*site
}

type site struct {
	status int // 0: well
	hang   bool
	items  []item // newest first
	asked  []time.Time
}

type item struct {
	title, text string
	at          time.Time
}

func (w *wire) site(host string) *site {
	s := w.sites[host]
	if s == nil {
		s = &site{}
		w.sites[host] = s
	}
	return s
}

func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	w.mu.Lock()
	s := w.site(r.URL.Host)
	s.asked = append(s.asked, time.Now())
	status, hang, body := s.status, s.hang, s.document(r.URL.Host)
	w.mu.Unlock()
	if hang {
		<-r.Context().Done()
		return nil, r.Context().Err()
	}
	if status == 0 {
		status = http.StatusOK
	}
	return &http.Response{StatusCode: status, Header: http.Header{}, Request: r, Body: io.NopCloser(strings.NewReader(body))}, nil
}

func (s *site) document(host string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<rss version="2.0"><channel><title>%s</title><link>https://%s/</link>`, host, host)
	for _, it := range s.items[:min(len(s.items), 50)] {
		fmt.Fprintf(&b, `<item><title>%s</title><description>%s</description><link>https://%s/%d</link><pubDate>%s</pubDate></item>`,
			it.title, it.text, host, it.at.Unix(), it.at.UTC().Format(time.RFC1123Z))
	}
	return b.String() + `</channel></rss>`
}

// A wall is Discord: where messages stand. Whoever edits one changes what stands there.
type wall struct {
	mu   sync.Mutex
	said []alert.Delivery
}

func (w *wall) Deliver(_ context.Context, d *alert.Delivery) (alert.Receipt, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.said = append(w.said, *d)
	id := d.Message
	if d.Kind != alert.Edit {
		id = fmt.Sprint("m", len(w.said))
	}
	return alert.Receipt{Message: id, Channel: d.Channel}, nil
}

func (w *wall) Find(context.Context, *alert.Delivery) (*alert.Receipt, error) { return nil, nil }

// in returns what was delivered to a channel, or by direct message to "@user", in order.
func (w *wall) in(channel string) (said []alert.Delivery) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, d := range w.said {
		if d.Channel == channel && d.Guild != "" || d.Guild == "" && "@"+d.User == channel {
			said = append(said, d)
		}
	}
	return said
}

// A world is the pipeline between a wire and a wall, with the real store, fetcher and tagger, in a time of its own.
type world struct {
	*testing.T
	wire  *wire
	wall  *wall
	path  string
	opt   alert.Options
	limit int           // pages of the database; 0 for no limit
	tick  time.Duration // how often it is asked which sources are due
	poll  time.Duration // the shortest time between two polls

	store *store.Store
	pipe  *alert.Pipeline
	stop  func()
}

func inWorld(t *testing.T, f func(w *world)) {
	t.Helper()
	if _, err := tagger(); err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		w := &world{T: t, wire: &wire{sites: map[string]*site{}}, wall: &wall{}, path: filepath.Join(t.TempDir(), "t.db"),
			tick: 5 * time.Second, poll: time.Minute}
		w.start()
		defer func() { w.stop() }()
		f(w)
	})
}

func (w *world) start() {
	w.Helper()
	names, err := tagger()
	if err != nil {
		w.Fatal(err)
	}
	if w.store, err = store.Open(w.Context(), w.path, store.Options{MaxPages: w.limit}); err != nil {
		w.Fatal(err)
	}
	fetcher := feed.NewFetcher(feed.FetchOptions{Transport: w.wire, MinPoll: w.poll, Gap: -1, Clock: w.opt.Now})
	w.pipe = alert.New(w.store, fetcher, names, w.wall, w.opt)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- w.pipe.Run(ctx) }()
	w.stop = func() {
		if err := w.pipe.Stop(context.Background()); err != nil {
			w.Error(err)
		}
		cancel()
		if err := <-ended; err != nil {
			w.Error(err)
		}
		if err := w.store.Close(); err != nil {
			w.Error(err)
		}
		w.stop = func() {}
	}
}

// again stops the pipeline and starts it anew, as a restart of the service does.
func (w *world) again() {
	w.Helper()
	w.stop()
	w.start()
}

// run lets time pass, in which sources are read as they come due.
func (w *world) run(d time.Duration) {
	w.Helper()
	for end := time.Now().Add(d); time.Now().Before(end); time.Sleep(w.tick) {
		if err := w.pipe.Tick(w.Context()); err != nil {
			w.Fatal(err)
		}
	}
	synctest.Wait()
}

// read adds sources, with what their sites have already, and reads them once.
func (w *world) read(sources ...feed.Source) {
	w.Helper()
	for _, s := range sources {
		w.add(s)
	}
	w.run(10 * time.Second)
}

func (w *world) add(s feed.Source) feed.Source {
	w.Helper()
	s.URL, s.Created = "https://"+s.Name+"/", time.Now()
	saved, err := w.store.AddSource(w.Context(), s, 50)
	if err != nil {
		w.Fatal(err)
	}
	return saved
}

// publish has a site say something new.
func (w *world) publish(host, title, text string) {
	w.wire.mu.Lock()
	defer w.wire.mu.Unlock()
	s := w.wire.site(host)
	s.items = append([]item{{title, text, time.Now()}}, s.items...)
}

// answer has a site answer with a status from now on; 0 is well.
func (w *world) answer(host string, status int) {
	w.wire.mu.Lock()
	defer w.wire.mu.Unlock()
	w.wire.site(host).status = status
}

func (w *world) subscribe(guild, channel, rule string) rules.Rule {
	w.Helper()
	r, _, err := w.store.PutRule(w.Context(), rules.Rule{Guild: guild, Channel: channel, Name: rule, Text: rule, CreatedBy: "owner"}, 100)
	if err != nil {
		w.Fatal(err)
	}
	return r
}

// expect holds what was delivered to a channel to kinds, and returns it.
func (w *world) expect(channel string, kinds ...alert.Kind) []alert.Delivery {
	w.Helper()
	said := w.wall.in(channel)
	var got []alert.Kind
	for _, d := range said {
		got = append(got, d.Kind)
	}
	if fmt.Sprint(got) != fmt.Sprint(kinds) {
		for _, d := range said {
			w.Logf("%s: %s %s", d.Kind, d.Notice, titleOf(&d))
		}
		w.Fatalf("#%s has %v, want %v", channel, got, kinds)
	}
	return said
}

func titleOf(d *alert.Delivery) string {
	if d.Alert == nil {
		return ""
	}
	return d.Alert.Report.Title
}
