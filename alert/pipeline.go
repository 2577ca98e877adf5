package alert

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"tocsin/rules"
	"tocsin/story"
	"tocsin/text"
)

// Options are what a Pipeline can do without. A zero value stands for its default.
type Options struct {
	Log     *slog.Logger
	Now     func() time.Time
	Fetches int           // sources read at once; 64
	Posts   int           // deliveries made at once; 64
	Cap     int           // stories told to a channel within an hour, beyond which they gather in digests; 20
	Gather  time.Duration // how long an edit waits for more to say; 30 s
	Storm   time.Duration // how long the first digest of a storm waits for more; 1 min
	// CrashAt is called at named points of the pipeline, for tests that end the process there: after-fetch, after-save,
	// before-post, after-post, before-sent.
	CrashAt func(point string)
}

func (o *Options) defaults() {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.CrashAt == nil {
		o.CrashAt = func(string) {}
	}
	for _, d := range []struct{ value, std *int }{{&o.Fetches, ptr(64)}, {&o.Posts, ptr(64)}, {&o.Cap, ptr(20)}} {
		if *d.value <= 0 {
			*d.value = *d.std
		}
	}
	if o.Gather <= 0 {
		o.Gather = 30 * time.Second
	}
	if o.Storm <= 0 {
		o.Storm = time.Minute
	}
}

func ptr[T any](v T) *T { return &v }

// A Pipeline takes reports from their sources to the channels that asked for them:
//
//	Tick:  claim due sources -> fetch -> recognise -> tag -> story -> match -> save, all of one poll in one transaction
//	Run:   claim what is due in the outbox -> load -> deliver -> record
//
// Everything that matters is in the store; what a Pipeline has in memory it reads from there.
type Pipeline struct {
	store    Store
	source   Source
	tagger   Tagger
	notifier Notifier
	opt      Options
	words    *text.Analyser
	rules    *rules.Reader

	ticking  sync.Mutex
	crowded  atomic.Bool // more sources are due than there were slots
	fetching *slots
	posting  *slots
	wake     chan struct{} // something was put into the outbox

	stop    context.CancelFunc // ends fetches
	stopped context.Context

	mu       sync.Mutex // one poll at a time joins stories and meets rules
	stories  *story.Index
	index    *rules.Index
	revision int64 // of the rules in index
	parsed   map[int64]parsedRule
	global   holdAll
	stats    counters
}

type parsedRule struct {
	text string
	expr *rules.Expr
}

// New returns a pipeline that does nothing yet: Tick reads sources, Run delivers.
func New(store Store, source Source, tagger Tagger, notifier Notifier, opt Options) *Pipeline {
	opt.defaults()
	p := &Pipeline{store: store, source: source, tagger: tagger, notifier: notifier, opt: opt, words: text.NewAnalyser(),
		rules: rules.NewReader(tagger), wake: make(chan struct{}, 1)}
	p.fetching = newSlots(opt.Fetches, p.refill)
	p.posting = newSlots(opt.Posts, p.signal)
	p.stopped, p.stop = context.WithCancel(context.Background())
	return p
}

// Stop begins no more fetches, gives up those that wait for an answer, and waits for what is being saved. Deliveries
// end with the context of Run.
func (p *Pipeline) Stop(ctx context.Context) error {
	p.stop()
	return p.fetching.drain(ctx)
}

// memory is how far back stories are looked for: the window of story.Index.
const memory = story.Window

// ready reads what matching needs from the store, at the start and after a transaction that failed half way.
func (p *Pipeline) ready(ctx context.Context) error {
	if p.stories != nil {
		return nil
	}
	stories := story.NewIndex()
	for s, err := range p.store.Since(ctx, p.opt.Now().Add(-memory)) {
		if err != nil {
			return err
		}
		stories.Add(s.Story, &s.Report, p.words.Analyse(s.Report.Title, s.Report.Text, s.Report.Lang), &s.Tags)
	}
	p.stories, p.index, p.revision, p.parsed = stories, rules.NewIndex(), 0, map[int64]parsedRule{}
	return nil
}

// forget makes the next poll read everything anew: what is in memory may tell of a transaction that was taken back.
func (p *Pipeline) forget() { p.stories = nil }

// follow brings the index of rules up to date with the store.
func (p *Pipeline) follow(tx Tx) error {
	revision, active, gone, err := tx.RuleChanges(p.revision)
	if err != nil {
		return err
	}
	for _, id := range gone {
		p.index.Remove(id)
		delete(p.parsed, id)
	}
	for i := range active {
		e, err := p.rules.Parse(active[i].Text)
		if err != nil {
			// Names may go between versions. A rule that cannot be read must not be silent: its owner is told.
			p.opt.Log.Warn("a rule can no longer be read", "rule", active[i].ID, "err", err)
			p.index.Remove(active[i].ID)
			if err := p.retire(tx, &active[i], err); err != nil {
				return err
			}
			continue
		}
		p.index.Remove(active[i].ID)
		p.index.Add(active[i].ID, e)
	}
	p.revision = revision
	return nil
}

// retire pauses a rule that can no longer be read and tells whoever made it, where that is known: it may have been forgotten.
func (p *Pipeline) retire(tx Tx, r *rules.Rule, why error) error {
	words := "It was written for an earlier version and can no longer be read; edit it to go on."
	if err := tx.PauseRule(r.ID, words); err != nil || r.CreatedBy == "" {
		return err
	}
	_, err := tx.Enqueue(Order{Kind: Notice, To: Address{User: r.CreatedBy}, Due: p.opt.Now(),
		Notice: "Your rule “" + r.Name + "” is paused. " + words + "\n" + why.Error()})
	return err
}

// expr returns a rule as parsed, from memory where its text is the same.
func (p *Pipeline) expr(r *rules.Rule) (*rules.Expr, error) {
	if known, ok := p.parsed[r.ID]; ok && known.text == r.Text {
		return known.expr, nil
	}
	e, err := p.rules.Parse(r.Text)
	if err != nil {
		return nil, err
	}
	if len(p.parsed) >= maxParsed {
		clear(p.parsed)
	}
	p.parsed[r.ID] = parsedRule{r.Text, e}
	return e, nil
}

// maxParsed bounds how many rules are kept parsed, some 4 MB.
const maxParsed = 1 << 12

// signal wakes Run.
func (p *Pipeline) signal() {
	select {
	case p.wake <- struct{}{}:
	default:
	}
}
