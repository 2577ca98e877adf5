package text

import (
	"strings"
	"unicode/utf8"
)

// hardWrapped says whether the lines of a text were broken to a width rather than at paragraphs: nearly every line that
// another follows directly is so long that the next line's first word would not have fitted.
func hardWrapped(s string) bool {
	lines := strings.Split(s, "\n")
	width := 0
	for _, l := range lines {
		width = max(width, utf8.RuneCountInString(strings.TrimRight(l, " \r")))
	}
	if width < 40 || width > 140 {
		return false
	}
	full, all := 0, 0
	for i := 0; i+1 < len(lines); i++ {
		line, next := strings.TrimRight(lines[i], " \r"), strings.TrimSpace(lines[i+1])
		if line == "" || next == "" {
			continue
		}
		all++
		word, _, _ := strings.Cut(next, " ")
		if utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) >= width-8 {
			full++
		}
	}
	return all >= 2 && full*5 >= all*4
}
