package desk

import (
	"context"
	"iter"
	"time"

	"tocsin/rules"
	"tocsin/story"
)

const (
	usualRecent = 5
	mostRecent  = 10
)

// A Question is what /recent and /summary ask about. All empty asks about everything.
type Question struct {
	Region   string
	Actor    string
	Keywords string
	Severity string
	Since    string // how far back; empty for a day
	Limit    int    // of Recent: stories; 0 for 5, at most 10
}

// A Recent is the latest stories that meet a question.
type Recent struct {
	Asked   string // in words; empty for everything
	Since   time.Time
	Stories []story.Story // newest first
	More    int           // how many further ones there are
}

// Recent returns the latest stories that meet a question.
func (d *Desk) Recent(ctx context.Context, c Caller, q Question) (Recent, error) {
	ago, err := parseAgo(q.Since, day, furthest*day)
	if err != nil {
		return Recent{}, err
	}
	now := d.opt.Now()
	out := Recent{Since: now.Add(-ago)}
	e, err := d.question(q)
	if err != nil {
		return out, err
	}
	if e != nil {
		out.Asked = e.Words()
	}
	limit := q.Limit
	if limit <= 0 {
		limit = usualRecent
	}
	limit = min(limit, mostRecent)
	newest := map[int64]moment{}
	for g, err := range d.asked(ctx, c.Guild, e, out.Since, now) {
		if err != nil {
			return out, err
		}
		if m := momentOf(g); newest[g.Story].before(m) {
			newest[g.Story] = m
		}
	}
	out.More = max(len(newest)-limit, 0)
	out.Stories, err = d.store.Stories(ctx, c.Guild, newestFirst(newest, limit))
	return out, err
}

// question reads a question; nil asks about everything.
func (d *Desk) question(q Question) (*rules.Expr, error) {
	o := rules.Options{Region: q.Region, Actor: q.Actor, Keywords: q.Keywords, Severity: q.Severity}
	if o == (rules.Options{}) {
		return nil, nil
	}
	return d.ask(o)
}

// asked yields what is counted of the reports that a guild may see and that meet a question, all of them when it is nil, in
// no certain order.
func (d *Desk) asked(ctx context.Context, guild string, e *rules.Expr, since, until time.Time) iter.Seq2[*Gist, error] {
	q := Query{Guild: guild, Since: since, Until: until}
	if e == nil {
		return d.store.Gists(ctx, q)
	}
	if q.Needs = e.Needs(); e.Decided() {
		return d.store.Gists(ctx, q)
	}
	q.Ear, q.Sources = e.Ear(), e.CountsSources()
	return func(yield func(*Gist, error) bool) {
		for b, err := range d.store.Briefs(ctx, q) {
			if err != nil {
				yield(nil, err)
				return
			}
			if e.Match(&b.Item) && !yield(&b.Gist, nil) {
				return
			}
		}
	}
}

// grave says whether story a belongs before b: worse, then told by more, then newer.
func grave(a, b story.Story) int {
	switch {
	case a.Severity != b.Severity:
		return int(b.Severity - a.Severity)
	case a.Sources() != b.Sources():
		return b.Sources() - a.Sources()
	}
	return b.Last.Compare(a.Last)
}
