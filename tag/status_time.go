package tag

import (
	"strings"

	"tocsin/text"
)

// sinceThen says whether a trigger is behind "since", the beginning of a time, or one of many before it: "more than 100
// attacks since October".
func (r *reading) sinceThen(t *trigger, s *text.Sentence) bool {
	for j := s.First; j < s.End; j++ {
		if r.d.Tokens[j].Fold != "since" {
			continue
		}
		if j < t.first {
			return t.first-j < 9 && (j == s.First || !r.commaBetween(j, t.first)) || j == s.First && !r.commaBetween(j, t.first)
		}
		if strings.HasSuffix(r.d.Tokens[t.last].Fold, "s") && j < t.last+12 {
			for k := t.first - 1; k >= s.First && k > t.first-4; k-- {
				if _, _, _, ok := r.number(k, s.End); ok {
					return true
				}
			}
		}
	}
	return false
}

// otherYear returns a year before the report's that stands in the trigger's sentence, 0 without one.
func (r *reading) otherYear(i int, s *text.Sentence) int {
	for j := s.First; j < s.End; j++ {
		if y := year(r.d.Tokens[j].Fold); y != 0 && r.year != 0 && y < r.year && j > s.First && (yearBefore(r.d.Tokens[j-1].Fold) || r.is(j-1, cMonth) || r.is(j-1, cOf) && r.is(j-2, cMonth) || j > s.First+2 && r.comma(j-1) && isMonth(r.d.Tokens[j-3].Fold)) {
			return y
		}
	}
	return 0
}

func (r *reading) commaBetween(a, b int) bool {
	for j := a + 1; j < b; j++ {
		if r.comma(j) {
			return true
		}
	}
	return false
}

// yearBefore says whether a number behind this word may be a year.
func yearBefore(f string) bool {
	switch f {
	case "eve", "day", "spring", "summer", "autumn", "winter", "christmas", "easter":
		return true
	case "in", "since", "of", "from", "until", "during", "after", "before", "early", "late", "mid", "the", "between", "by":
		return true
	case "en", "depuis", "dès", "desde", "hasta", "в", "у", "с", "з", "до", "від", "عام", "العام", "سنة", "في", "منذ":
		return true
	}
	return isMonth(f)
}

// year reads a year between 1900 and 2099.
func year(w string) int {
	if len(w) != 4 || w[0] != '1' && w[0] != '2' || w[0] == '1' && w[1] != '9' || w[0] == '2' && w[1] != '0' {
		return 0
	}
	y := 0
	for i := range w {
		if w[i] < '0' || w[i] > '9' {
			return 0
		}
		y = 10*y + int(w[i]-'0')
	}
	return y
}
