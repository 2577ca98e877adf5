package desk

import (
	"context"
	"fmt"

	"tocsin/report"
	"tocsin/rules"
)

// tooMany is how many alerts a day are a flood.
const tooMany = 20

// advice says what to change about a rule that would have been silent, or a flood; empty when nothing.
func (d *Desk) advice(ctx context.Context, r rules.Rule, b *Backtest, t *trial) (string, error) {
	days := max(b.Until.Sub(b.Since).Hours()/24, 1)
	if b.Stories == 0 {
		return d.loosen(ctx, r, t)
	}
	if float64(b.Stories)/days <= tooMany {
		return "", nil
	}
	for _, l := range report.Levels()[1:] {
		n := 0
		for _, told := range t.told {
			if told.worst >= l {
				n++
			}
		}
		if a := float64(n) / days; a <= tooMany && n > 0 {
			return fmt.Sprintf("That is a lot. Add severity>=%s: %s a day.", l, perDay(a)), nil
		}
	}
	return "That is a lot. Ask for a smaller region, an actor or a higher severity; or have it delivered hourly or daily.", nil
}

// loosen looks for the one part of a rule without which something would have come through: the one that lets least through.
func (d *Desk) loosen(ctx context.Context, r rules.Rule, t *trial) (string, error) {
	var wider []exclusion
	for i, part := range t.rule.Parts() {
		if without := t.rule.Without(i); without != nil {
			wider = append(wider, exclusion{part.String(), without, map[int64]bool{}})
		}
	}
	if len(wider) > 0 {
		for b, err := range d.store.Briefs(ctx, t.query(r.Guild)) {
			if err != nil {
				return "", err
			}
			b.Item.Unplaced = t.unplaced
			for i := range wider {
				if w := &wider[i]; w.without.Match(&b.Item) {
					w.stories[b.Story] = true
				}
			}
		}
	}
	best, least := "", 0
	for _, w := range wider {
		if n := len(w.stories); n > 0 && (best == "" || n < least) {
			best, least = w.clause, n
		}
	}
	if best == "" {
		return "Nothing in that time met it. That may be right for something rare; to try, ask for a wider region or fewer words.", nil
	}
	alerts := "1 alert"
	if least > 1 {
		alerts = fmt.Sprintf("%d alerts", least)
	}
	return fmt.Sprintf("Nothing in that time met it. Without %s it would be %s.", clip(best, 80), alerts), nil
}

// perDay says how many a day, with a decimal where it matters.
func perDay(n float64) string {
	if n < 10 && n != float64(int(n)) {
		return fmt.Sprintf("%.1f", n)
	}
	return fmt.Sprintf("%.0f", n)
}
