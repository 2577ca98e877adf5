package desk

import (
	"context"
	"slices"
	"strings"
	"time"

	"tocsin/report"
	"tocsin/rules"
	"tocsin/text"
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
	until := d.opt.Now()
	since := until.Add(-ago)
	t := newTrial(e, since, until)
	q := Query{Guild: r.Guild, Since: since, Until: until, Text: e.ReadsText(), Needs: e.Needs()}
	chosen, err := d.store.Settings(ctx, ownerOf(r), r.Channel)
	if err != nil {
		return nil, err
	}
	include := chosen.Unplaced == Include
	if include {
		q.Needs = slices.DeleteFunc(q.Needs, func(n Need) bool { return n.Kind == NeedFocus })
	}
	for f, err := range d.store.Find(ctx, q) {
		if err != nil {
			return nil, err
		}
		it := d.item(&f, e)
		it.Unplaced = include
		t.add(&f, it)
	}
	b := t.result()
	for i := range b.Latest {
		h := &b.Latest[i]
		it := d.item(&Found{Report: h.Report, Tags: h.Tags, Story: h.Story, Sources: 1}, e)
		it.Unplaced = include
		h.Why = e.Why(it)
	}
	b.Advice, err = d.advice(ctx, r, e, b, t)
	return b, err
}

// A trial gathers what a rule would have fired on while reports come by, newest first.
type trial struct {
	rule         *rules.Expr
	since, until time.Time
	told         map[int64]*telling
	order        []int64 // stories by their newest report that meets the rule, newest first
	latest       map[int64]*Found
	excluded     []exclusion
}

// A telling is what is kept of a story that met the rule.
type telling struct {
	first time.Time    // of its oldest report that meets it: that one would have raised the alert
	worst report.Level // of those reports
}

// An exclusion is a NOT of a rule, with the stories that only it keeps out.
type exclusion struct {
	clause  string
	without *rules.Expr
	stories map[int64]bool
}

func newTrial(e *rules.Expr, since, until time.Time) *trial {
	t := &trial{rule: e, since: since, until: until, told: map[int64]*telling{}, latest: map[int64]*Found{}}
	for i, part := range e.Parts() {
		if without := e.Without(i); without != nil && part.Excludes() {
			t.excluded = append(t.excluded, exclusion{part.String(), without, map[int64]bool{}})
		}
	}
	return t
}

func (t *trial) add(f *Found, it *rules.Item) {
	if !t.rule.Match(it) {
		for i := range t.excluded {
			if x := &t.excluded[i]; x.without.Match(it) {
				x.stories[f.Story] = true
			}
		}
		return
	}
	told, known := t.told[f.Story]
	if !known {
		told = &telling{}
		t.told[f.Story] = told
		t.order = append(t.order, f.Story)
	}
	told.first, told.worst = f.Report.When(), max(told.worst, f.Tags.Severity.Level)
	if len(t.latest) < latestHits || t.latest[f.Story] != nil {
		kept := *f
		t.latest[f.Story] = &kept
	}
}

func (t *trial) result() *Backtest {
	b := &Backtest{Since: t.since, Until: t.until, Stories: len(t.order), Days: make([]int, max(1, int((t.until.Sub(t.since)+day-1)/day)))}
	for _, told := range t.told {
		n := len(b.Days) - 1 - int(t.until.Sub(told.first)/day)
		b.Days[min(max(n, 0), len(b.Days)-1)]++
	}
	for _, id := range t.order[:min(latestHits, len(t.order))] {
		f := t.latest[id]
		b.Latest = append(b.Latest, Hit{Story: id, Report: f.Report, Tags: f.Tags})
	}
	for _, x := range t.excluded {
		n := 0
		for id := range x.stories {
			if t.told[id] == nil {
				n++
			}
		}
		b.Excluded = append(b.Excluded, Excluded{x.clause, n})
	}
	return b
}

// matching yields the reports that a guild may see and that meet a rule, newest first.
func (d *Desk) matching(ctx context.Context, guild string, e *rules.Expr, since, until time.Time) func(func(Found, error) bool) {
	q := Query{Guild: guild, Since: since, Until: until, Text: e.ReadsText(), Needs: e.Needs()}
	return func(yield func(Found, error) bool) {
		for f, err := range d.store.Find(ctx, q) {
			if err == nil && !e.Match(d.item(&f, e)) {
				continue
			}
			if !yield(f, err) || err != nil {
				return
			}
		}
	}
}

// item makes a report ready for a rule; its words are cut only for a rule that asks for words.
func (d *Desk) item(f *Found, e *rules.Expr) *rules.Item {
	it := &rules.Item{Report: &f.Report, Tags: &f.Tags, Sources: f.Sources}
	if e.ReadsText() {
		it.Doc = d.words.Analyse(f.Report.Title, f.Report.Text, f.Tags.Lang)
	} else {
		it.Doc = &text.Doc{Lang: f.Tags.Lang}
	}
	return it
}
