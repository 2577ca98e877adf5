package alert

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"time"

	"tocsin/feed"
	"tocsin/report"
)

// pollLease is longer than a fetch may take and its reports need to be tagged and saved.
const pollLease = 5 * time.Minute

// Tick begins to read the sources that are due, as many as there are slots for, and returns without waiting for them:
// a slow source delays no other. It is to be called every few seconds; when more are due than slots are free, those that
// become free are used at once.
func (p *Pipeline) Tick(ctx context.Context) error {
	p.ticking.Lock()
	defer p.ticking.Unlock()
	room := p.fetching.room()
	if room == 0 || p.stopped.Err() != nil {
		return nil
	}
	due, err := p.store.ClaimSources(ctx, p.opt.Now(), pollLease, room)
	if err != nil {
		return fmt.Errorf("claim sources: %w", err)
	}
	p.crowded.Store(len(due) >= room)
	for _, together := range byAddress(due) {
		p.fetching.start(func() { p.poll(p.stopped, together) })
	}
	return nil
}

// byAddress puts the sources of one address together, in the order of the first of each.
func byAddress(due []feed.Source) (out [][]feed.Source) {
	at := make(map[string]int, len(due))
	for _, s := range due {
		i, ok := at[s.URL]
		if !ok {
			i = len(out)
			at[s.URL] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], s)
	}
	return out
}

// refill uses a slot that became free, where more sources were due than there were slots.
func (p *Pipeline) refill() {
	if !p.crowded.Load() {
		return
	}
	if err := p.Tick(p.stopped); err != nil {
		p.opt.Log.Error("sources cannot be read; trying again", "err", err)
	}
}

// poll reads sources of one address now, by one fetch, and saves what came of it.
func (p *Pipeline) poll(ctx context.Context, together []feed.Source) {
	if i := slices.IndexFunc(together, func(s feed.Source) bool { return s.Kind == feed.KindAuthority }); i > 0 {
		together[0], together[i] = together[i], together[0] // it is read the most often
	}
	first := together[0]
	for i := range together {
		if !feed.SameState(&first, &together[i]) {
			first.ETag, first.LastModified = "", "" // one of them lacks what another has
		}
	}
	res, failure := p.source.Fetch(ctx, first)
	if ctx.Err() != nil {
		return // stopping: the poll never was
	}
	p.opt.CrashAt("after-fetch")
	p.stats.polls.Add(1)
	if failure != nil && !errors.Is(failure, feed.ErrCrowded) {
		p.stats.pollErrors.Add(1)
		p.opt.Log.Info("a source failed", "source", first.ID, "failures", res.Source.Failures, "err", failure)
	}
	ctx = context.WithoutCancel(ctx) // what was fetched is saved
	for i := range together {
		own := res
		if i > 0 {
			own = res.For(together[i], failure)
		}
		if err := p.save(ctx, &together[i], &own); err != nil {
			p.opt.Log.Error("a poll was not saved; it will be made again", "source", together[i].ID, "err", err)
		}
	}
	p.opt.CrashAt("after-save")
}

// save recognises what is new in a poll and saves it all.
func (p *Pipeline) save(ctx context.Context, src *feed.Source, res *feed.Result) error {
	news, err := p.recognise(ctx, src, res)
	if err != nil {
		return err
	}
	return p.ingest(ctx, &poll{source: res.Source, tell: res.Tell, news: news})
}

// A poll is what came of reading a source once.
type poll struct {
	source feed.Source
	tell   feed.Tell
	news   []item
}

// An item is one report of a poll that is worth saving.
type item struct {
	Stored
	verdict report.Verdict
	silent  bool    // it was there before anybody asked: kept, not told
	before  *Stored // of an update: what the report said until now
}

// recognise sorts out what is new among the items of a poll, and tags it. Items come back oldest first.
func (p *Pipeline) recognise(ctx context.Context, src *feed.Source, res *feed.Result) ([]item, error) {
	if len(res.Reports) == 0 {
		return nil, nil
	}
	reports := oldestFirst(res.Reports)
	keys := make([][]report.Key, len(reports))
	for i := range reports {
		keys[i] = report.Keys(&reports[i])
	}
	known, err := p.store.Known(ctx, src.ID, slices.Concat(keys...))
	if err != nil {
		return nil, err
	}
	var out []item
	for i, v := range report.Recognise(known, reports) {
		it := item{verdict: v.Verdict, Stored: Stored{Report: reports[i], Guild: src.Guild, Keys: keys[i]}}
		switch v.Verdict {
		case report.Repeat:
			continue
		case report.New:
			it.silent = res.Seed && !since(&reports[i], src.Created)
			if reports[i].Published.IsZero() {
				res.Source.LastItem = reports[i].Fetched // without a date, only we know that it is new
			}
		case report.Updated, report.Same:
			it.Report.ID = known[v.Known].ID
			if v.Verdict == report.Updated {
				it.before = &Stored{Report: known[v.Known]}
				p.read(it.before)
				it.Report = merge(known[v.Known], it.Report)
			}
		}
		if v.Verdict != report.Same {
			p.read(&it.Stored)
		}
		out = append(out, it)
	}
	return out, nil
}

// read analyses and tags a report. A text on which that fails is kept without tags, rather than that it ends the process at
// every poll: rules about words still hear of it, unless its words are what cannot be read.
func (p *Pipeline) read(s *Stored) {
	defer func() {
		if v := recover(); v != nil {
			if s.Doc == nil {
				s.Doc = p.words.Analyse("", "", "")
			}
			s.Tags = report.Tags{Lang: s.Doc.Lang, Class: report.Neutral}
			p.opt.Log.Error("a report could not be tagged", "source", s.Report.SourceID, "link", s.Report.Link, "panic", v, "stack", string(debug.Stack()))
		}
	}()
	s.Doc = p.words.Analyse(s.Report.Title, s.Report.Text, s.Report.Lang)
	s.Tags = p.tagger.Tag(s.Doc, &s.Report)
}

// since says whether a report was published after its source was added, by its own date: then somebody asked for it,
// though it comes with the first poll. A date in the future proves nothing.
func since(r *report.Report, added time.Time) bool {
	return r.Published.After(added) && !r.Published.After(r.Fetched)
}

// oldestFirst puts items in the order in which they happened; publishers list the newest first, also among items of one
// time or none.
func oldestFirst(reports []report.Report) []report.Report {
	out := slices.Clone(reports)
	slices.Reverse(out)
	slices.SortStableFunc(out, func(a, b report.Report) int { return a.When().Compare(b.When()) })
	return out
}

// merge returns a known report as an update leaves it: what the update says, and what it leaves out as it was. Under
// which time it counts does not move, or a bumped date would bring old news back to the top.
func merge(known, update report.Report) report.Report {
	out := known
	if update.Title != "" {
		out.Title = update.Title
	}
	if update.Text != "" {
		out.Text = update.Text
	}
	if update.Link != "" {
		out.Link, out.Publisher = update.Link, update.Publisher
	}
	if update.Position != nil {
		out.Position = update.Position
	}
	out.Updated = update.Updated
	if out.Updated.IsZero() {
		out.Updated = update.Fetched
	}
	return out
}

// ingest saves a poll: its reports, their stories, the rules they meet, what is to be posted, and the state of the
// source, in one transaction.
func (p *Pipeline) ingest(ctx context.Context, l *poll) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.ready(ctx); err != nil {
		return err
	}
	var done tally
	err := p.store.Save(ctx, func(tx Tx) error {
		done = tally{}
		if err := p.follow(tx); err != nil {
			return fmt.Errorf("rules: %w", err)
		}
		for i := range l.news {
			if err := p.take(tx, &l.news[i], &done); err != nil {
				return err
			}
		}
		if err := p.notify(tx, l); err != nil {
			return err
		}
		return tx.SaveSource(&l.source)
	})
	if err != nil {
		p.forget()
		return err
	}
	p.stats.reports.Add(done.reports)
	p.stats.updates.Add(done.updates)
	p.stats.met.Add(done.met)
	p.signal()
	return nil
}

// A tally counts what a transaction did, for when it is kept.
type tally struct{ reports, updates, met int64 }

// take saves one item and everything that follows from it.
func (p *Pipeline) take(tx Tx, it *item, done *tally) error {
	switch it.verdict {
	case report.Same:
		return tx.AddKeys(it.Report.SourceID, it.Report.ID, it.Keys)
	case report.Updated:
		done.updates++
		if err := tx.UpdateReport(&it.Stored); err != nil {
			return err
		}
		if err := tx.AddKeys(it.Report.SourceID, it.Report.ID, it.Keys); err != nil {
			return err
		}
	default:
		done.reports++
		if id, ok := p.stories.Find(&it.Report, it.Doc, &it.Tags); ok {
			it.Story = id
		}
		if err := tx.AddReport(&it.Stored); err != nil {
			return err
		}
	}
	p.stories.Add(it.Story, &it.Report, it.Doc, &it.Tags)
	if it.silent {
		return nil
	}
	met, err := p.tell(tx, it)
	done.met += met
	if err != nil {
		return fmt.Errorf("story %d: %w", it.Story, err)
	}
	return nil
}
