package desk

import (
	"context"
	"fmt"
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
	tooMany    = 20 // alerts a day from which on advice is given
	furthest   = 30 // days that a backtest looks back at most
)

// A Backtest is what a rule would have fired on.
type Backtest struct {
	Since, Until time.Time
	Stories      int   // alerts that it would have given
	Days         []int // the same by day, oldest first; each 24 h, the last one ending at Until
	Latest       []Hit // the newest stories, newest first
	Advice       string
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
	b, err := d.backtest(ctx, r, e, d.opt.Now().Add(-ago))
	if err != nil {
		return v, Backtest{}, err
	}
	return v, *b, nil
}

// backtest tries a rule on what is stored.
func (d *Desk) backtest(ctx context.Context, r rules.Rule, e *rules.Expr, since time.Time) (*Backtest, error) {
	until := d.opt.Now()
	b := &Backtest{Since: since, Until: until, Days: make([]int, int((until.Sub(since)+day-1)/day))}
	levels := map[int64]report.Level{} // the worst report of each story that met the rule
	hits := map[int64]Found{}
	var order []int64 // stories by their newest hit
	for f, err := range d.matching(ctx, r.Guild, e, since, until) {
		if err != nil {
			return nil, err
		}
		if _, ok := hits[f.Story]; !ok {
			order = append(order, f.Story)
		}
		levels[f.Story] = max(levels[f.Story], f.Tags.Severity.Level)
		// Reports come newest first: the last one seen of a story is the one that would have raised the alert.
		hits[f.Story] = f
	}
	b.Stories = len(order)
	for _, id := range order {
		h := hits[id]
		n := len(b.Days) - 1 - int(until.Sub(h.Report.When())/day)
		b.Days[min(max(n, 0), len(b.Days)-1)]++
	}
	for _, id := range order[:min(latestHits, len(order))] {
		h := hits[id]
		b.Latest = append(b.Latest, Hit{Story: id, Report: h.Report, Tags: h.Tags, Why: e.Why(d.item(&h, e))})
	}
	b.Advice = d.advice(ctx, r, e, b, levels)
	return b, nil
}

// advice says what to change about a rule that would have been silent, or a flood.
func (d *Desk) advice(ctx context.Context, r rules.Rule, e *rules.Expr, b *Backtest, levels map[int64]report.Level) string {
	days := max(b.Until.Sub(b.Since).Hours()/24, 1)
	if b.Stories == 0 {
		return d.loosen(ctx, r, e, b)
	}
	if float64(b.Stories)/days <= tooMany {
		return ""
	}
	for _, l := range report.Levels()[1:] {
		n := 0
		for _, worst := range levels {
			if worst >= l {
				n++
			}
		}
		if a := float64(n) / days; a <= tooMany && n > 0 {
			return fmt.Sprintf("That is a lot. Add severity>=%s: %s a day.", l, perDay(a))
		}
	}
	return "That is a lot. Ask for a smaller region, an actor, or a higher severity; or have it delivered hourly or daily."
}

// loosen looks for the one clause whose removal would have let something through.
func (d *Desk) loosen(ctx context.Context, r rules.Rule, e *rules.Expr, b *Backtest) string {
	const fallback = "Nothing in that time met it. That may be right for something rare; to try, ask for a wider region or fewer words."
	parts := e.Parts()
	if len(parts) < 2 {
		return fallback
	}
	best, most := "", 0
	for i, left := range parts {
		var rest []string
		for j, p := range parts {
			if j != i {
				rest = append(rest, p.String())
			}
		}
		wider, err := rules.Parse(strings.Join(rest, " "), d.names)
		if err != nil {
			continue
		}
		stories := map[int64]bool{}
		for f, err := range d.matching(ctx, r.Guild, wider, b.Since, b.Until) {
			if err != nil {
				return fallback
			}
			stories[f.Story] = true
		}
		if len(stories) > 0 && (best == "" || len(stories) < most) {
			best, most = left.String(), len(stories)
		}
	}
	if best == "" {
		return fallback
	}
	return fmt.Sprintf("Nothing in that time met it. Without %s: %d.", clip(best, 80), most)
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

// perDay says how many a day, with a decimal where it matters.
func perDay(n float64) string {
	if n < 10 && n != float64(int(n)) {
		return fmt.Sprintf("%.1f", n)
	}
	return fmt.Sprintf("%.0f", n)
}
