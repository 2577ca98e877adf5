package desk

import (
	"context"
	"slices"
	"strings"
	"time"

	"tocsin/report"
	"tocsin/rules"
)

const (
	day        = 24 * time.Hour
	week       = 7 * day
	latestHits = 3
	furthest   = 30 // days that a backtest looks back at most
)

// A Backtest is what a rule would have fired on.
type Backtest struct {
	Since, Until time.Time
	Stories      int   // alerts that it would have given
	Days         []int // the same by day, oldest first; each 24 h, the last one ending at Until
	Latest       []Hit // the newest stories, newest first
	Excluded     []Excluded
	Advice       string
}

// An Excluded is what one exclusion of a rule keeps out.
type Excluded struct {
	Clause  string // as written: "-exercise"
	Stories int    // more there would be without it
}

// A Hit is a story that a rule would have fired on: its first report that meets the rule.
type Hit struct {
	Story  int64
	Report report.Report
	Tags   report.Tags
	Why    []rules.Reason
}

// TestRule says what a rule would have fired on since a time such as "7d" (the default) or "12h": one that exists, by
// ref, or one that is only tried, in the rule language. Exactly one of the two is given.
func (d *Desk) TestRule(ctx context.Context, c Caller, ref, rule, since string) (RuleView, Backtest, error) {
	ago, err := parseAgo(since, week, furthest*day)
	if err != nil {
		return RuleView{}, Backtest{}, err
	}
	r := rules.Rule{Guild: c.Guild, User: c.User, Text: rule}
	if c.Guild != "" {
		r.Channel, r.User = c.Channel, ""
	}
	if strings.TrimSpace(rule) == "" {
		if r, err = d.rule(ctx, c, ref); err != nil {
			return RuleView{}, Backtest{}, err
		}
	} else if ref != "" {
		return RuleView{}, Backtest{}, invalid("Give either the id of a rule or a rule to try, not both.")
	}
	e, err := d.ask(rules.Options{Rule: r.Text})
	if err != nil {
		return RuleView{}, Backtest{}, err
	}
	v, err := d.view(ctx, r)
	if err != nil {
		return v, Backtest{}, err
	}
	b, err := d.backtest(ctx, r, e, ago)
	if err != nil {
		return v, Backtest{}, err
	}
	return v, *b, nil
}

// backtest tries a rule on what was stored within a time until now.
func (d *Desk) backtest(ctx context.Context, r rules.Rule, e *rules.Expr, ago time.Duration) (*Backtest, error) {
	chosen, err := d.store.Settings(ctx, OwnerOf(r), r.Channel)
	if err != nil {
		return nil, err
	}
	until := d.opt.Now()
	t := newTrial(e, until.Add(-ago), until)
	t.unplaced = chosen.Unplaced == Include
	q := t.query(r.Guild)
	if q.Needs = e.Needs(); t.unplaced {
		q.Needs = slices.DeleteFunc(q.Needs, func(n Need) bool { return n.Kind == NeedFocus })
	}
	for b, err := range d.store.Briefs(ctx, q) {
		if err != nil {
			return nil, err
		}
		t.add(b)
	}
	b := t.result()
	if b.Latest, err = d.latest(ctx, r.Guild, t); err != nil {
		return nil, err
	}
	b.Advice, err = d.advice(ctx, r, b, t)
	return b, err
}

// latest returns the newest stories that met a rule, with what met it.
func (d *Desk) latest(ctx context.Context, guild string, t *trial) ([]Hit, error) {
	newest := make(map[int64]moment, len(t.told))
	for story, told := range t.told {
		newest[story] = told.last
	}
	var ids []int64
	for _, story := range newestFirst(newest, latestHits) {
		ids = append(ids, newest[story].id)
	}
	reports, err := d.store.Reports(ctx, guild, ids)
	var hits []Hit
	for _, f := range reports {
		it := &rules.Item{Report: &f.Report, Tags: &f.Tags, Doc: d.words.Analyse(f.Report.Title, f.Report.Text, f.Tags.Lang), Unplaced: t.unplaced}
		hits = append(hits, Hit{Story: f.Story, Report: f.Report, Tags: f.Tags, Why: t.rule.Why(it)})
	}
	return hits, err
}
