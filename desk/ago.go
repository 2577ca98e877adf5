package desk

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// parseAgo reads how far back to look: "90m", "24h", "7d", "2 weeks". Empty is otherwise; more than most is an error.
func parseAgo(s string, otherwise, most time.Duration) (time.Duration, error) {
	return parseSpan(s, otherwise, most, "That is too far back")
}

// parseSpan reads a span of time. Empty is otherwise; of more than most it says that it is over.
func parseSpan(s string, otherwise, most time.Duration, over string) (time.Duration, error) {
	s = strings.ToLower(strings.TrimSpace(s))
	if s == "" {
		return otherwise, nil
	}
	end := strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	bad := invalid("%q is not a span of time: write for example 90m, 24h, 7d or 2w.", clip(s, 40))
	if end < 1 || end > 5 {
		return 0, bad
	}
	n, err := strconv.Atoi(s[:end])
	if err != nil || n == 0 {
		return 0, bad
	}
	var unit time.Duration
	switch strings.TrimSuffix(strings.TrimSpace(s[end:]), "s") {
	case "m", "min", "minute":
		unit = time.Minute
	case "h", "hr", "hour":
		unit = time.Hour
	case "d", "day":
		unit = day
	case "w", "wk", "week":
		unit = week
	default:
		return 0, bad
	}
	if ago := time.Duration(n) * unit; ago <= most {
		return ago, nil
	}
	return 0, invalid("%s: %s is the most.", over, Span(most))
}

// Span says a length of time in words, in one unit: "5 minutes", "2 days".
func Span(t time.Duration) string {
	t = max(t, 0)
	for _, u := range []struct {
		least time.Duration
		unit  time.Duration
		name  string
	}{{2 * day, day, "day"}, {2 * time.Hour, time.Hour, "hour"}, {2 * time.Minute, time.Minute, "minute"}} {
		if t >= u.least {
			return fmt.Sprintf("%d %ss", t/u.unit, u.name)
		}
	}
	switch n := int(t / time.Second); {
	case n >= 60:
		return "1 minute"
	case n == 1:
		return "1 second"
	default:
		return fmt.Sprintf("%d seconds", n)
	}
}
