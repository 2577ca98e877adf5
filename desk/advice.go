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
func (d *Desk) advice(ctx context.Context, r rules.Rule, e *rules.Expr, b *Backtest, t *trial) (string, error) {
	days := max(b.Until.Sub(b.Since).Hours()/24, 1)
	if b.Stories == 0 {
		return d.loosen(ctx, r, e, b)
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
func (d *Desk) loosen(ctx context.Context, r rules.Rule, e *rules.Expr, b *Backtest) (string, error) {
	best, least := "", 0
	for i, part := range e.Parts() {
		wider := e.Without(i)
		if wider == nil {
			break
		}
		stories := map[int64]bool{}
		for f, err := range d.matching(ctx, r.Guild, wider, b.Since, b.Until) {
			if err != nil {
				return "", err
			}
			stories[f.Story] = true
		}
		if len(stories) > 0 && (best == "" || len(stories) < least) {
			best, least = part.String(), len(stories)
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
