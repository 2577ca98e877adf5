package rules

import (
	"fmt"
	"strings"
	"unicode"

	"tocsin/report"
)

// An Error says what is wrong with a rule and where. Start and End count code points in Src, End exclusive. Everything
// in it may be shown to whoever wrote the rule.
type Error struct {
	Src        string
	Start, End int
	Msg        string
	Suggest    []string           // what could be written instead, best first; each a text that fits in place of Start to End
	Readings   []report.Candidate // of an ambiguous name, likeliest first; any ID can be written instead
}

// lineWidth is how much of a long rule is shown around the place.
const lineWidth = 70

// Error returns the message, and below it the line with carets under the place; only the message where nothing is
// written that could be pointed at.
func (e *Error) Error() string {
	line, from, n := e.line()
	if strings.TrimSpace(line) == "" {
		return e.Summary()
	}
	return fmt.Sprintf("%s\n  %s\n  %s%s", e.Summary(), line, strings.Repeat(" ", from), strings.Repeat("^", n))
}

// Summary returns the message with its suggestions, on one line and without the place.
func (e *Error) Summary() string {
	if len(e.Suggest) == 0 {
		return e.Msg
	}
	return e.Msg + ": did you mean " + listed(e.Suggest, "or") + "?"
}

// line cuts the part of the rule that shows the place. from and n are where the carets stand in it.
func (e *Error) line() (line string, from, n int) {
	src := []rune(e.Src)
	start := min(max(e.Start, 0), len(src))
	end := min(max(e.End, start), len(src))
	lo, hi := 0, len(src)
	if len(src) > lineWidth {
		lo = max(0, min(start-lineWidth/3, len(src)-lineWidth))
		hi = min(len(src), lo+lineWidth)
	}
	shown := make([]rune, 0, hi-lo+2)
	if lo > 0 {
		shown = append(shown, '…')
	}
	from = len(shown) + start - lo
	for _, r := range src[lo:hi] {
		if unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			r = ' '
		}
		shown = append(shown, r)
	}
	if hi < len(src) {
		shown = append(shown, '…')
	}
	return string(shown), from, max(1, min(end, hi)-start)
}
