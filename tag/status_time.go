package tag

import (
	"strings"

	"tocsin/text"
)

// dates says whether a time that has passed stands right behind a trigger: "the killing of the governor last year", but not
// "more attacks than last year".
func (r *reading) dates(c *cueHit, t *trigger) bool {
	if c.first <= t.last || c.first-t.last > 7 || r.is(c.first-1, cPrep) || r.d.Tokens[c.first-1].Fold == "than" {
		return false
	}
	for j := t.last + 1; j < c.first; j++ {
		if r.comma(j) || r.stops(j) || r.is(j, cSub) && !r.is(j, cPrep) || r.is(j, cRel) {
			return false
		}
	}
	for i := range r.triggers {
		if o := &r.triggers[i]; o.first > t.last && o.first < c.first {
			return false
		}
	}
	return true
}

// sinceThen says whether a trigger is behind "since", the beginning of a time, or one of many before it: "more than 100
// attacks since October", "come under attack more than 100 times since the war began".
func (r *reading) sinceThen(t *trigger, s *text.Sentence) bool {
	for j := s.First; j < s.End; j++ {
		if r.d.Tokens[j].Fold != "since" {
			continue
		}
		if j < t.first {
			return t.first-j < 9 && (j == s.First || !r.commaBetween(j, t.first) || r.sinceWhen(j, t.first)) || j == s.First && !r.commaBetween(j, t.first)
		}
		if j < t.last+12 && r.d.Tokens[j-1].Fold == "times" {
			_, _, _, many := r.number(j-2, s.End)
			return many
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

// sinceWhen says whether "since" at token i begins a time that "when" tells more of before token j: "since March 3, when".
func (r *reading) sinceWhen(i, j int) bool {
	for k := i + 2; k < j && k < i+6; k++ {
		if r.d.Tokens[k].Fold == "when" {
			return r.comma(k - 1)
		}
	}
	return false
}

// oldYear is the year before which no report is that has no date: feeds and archives give one.
const oldYear = 1980

// A pastDate is a date in the text that lies before the time that the report tells of.
type pastDate struct {
	at    int  // token
	month bool // a month without its year, which dates only what stands in its clause
}

// findDates fills r.pastDates in the order of the text, with decades and years long gone alone when the report has no date
// itself.
func (r *reading) findDates() {
	for i := range r.d.Tokens {
		switch t := &r.d.Tokens[i]; {
		case decade(t.Fold):
			r.pastDates = append(r.pastDates, pastDate{at: i})
		case r.when.IsZero():
			if y := year(t.Fold); y != 0 && y < oldYear && r.namesYear(i) {
				r.pastDates = append(r.pastDates, pastDate{at: i})
			}
		case t.Kind == text.Number:
			if y := year(t.Fold); y != 0 && y < r.year() && r.namesYear(i) {
				r.pastDates = append(r.pastDates, pastDate{at: i})
			}
		case r.is(i, cMonth) && r.bygoneMonth(i):
			r.pastDates = append(r.pastDates, pastDate{at: i, month: true})
		}
	}
}

// namesYear says whether the number at token i is a year: "in 1991", "May 1991", "1991: a bomb kills".
func (r *reading) namesYear(i int) bool {
	s := r.sentence(i)
	if i == s.First {
		return i+1 < s.End && r.d.Tokens[i+1].Kind == text.Punct
	}
	return !r.worstSince(i, s) && (yearBefore(r.d.Tokens[i-1].Fold) || r.is(i-1, cMonth) || r.is(i-1, cOf) && r.is(i-2, cMonth) || i > s.First+2 && r.comma(i-1) && r.is(i-3, cMonth))
}

// bygoneMonth says whether the month at token i is before that of publication: "in February" in a report of June. The month
// before may be what the report tells of, and one many months ago may as well be to come.
func (r *reading) bygoneMonth(i int) bool {
	m := months[r.d.Tokens[i].Fold]
	if r.lang.months != nil && i == r.sentence(i).First+1 { // "en mai, une attaque avait": elsewhere days of this week may be named, which nothing knows
		m = r.lang.months[r.d.Tokens[i].Fold]
	}
	if m == 0 || !r.is(i-1, cPrep|cOf|cTime|cSub) && (i == 0 || r.d.Tokens[i-1].Fold != "last" && r.d.Tokens[i-1].Kind != text.Number) && (i+1 == len(r.d.Tokens) || r.d.Tokens[i+1].Kind != text.Number) {
		return false
	}
	back := (int(r.when.Month()) - m + 12) % 12
	return back >= 2 && back < 9 && !r.worstSince(i, r.sentence(i))
}

// longAgo says whether a date in the sentence of token i puts it before the time that the report tells of.
func (r *reading) longAgo(i int, s *text.Sentence) bool {
	for _, d := range r.pastDates {
		if d.at >= s.First && d.at < s.End && (!d.month || r.datedBy(i, d.at, s)) && !r.inAside(d.at, i, s) {
			return true
		}
	}
	return false
}

// inAside says whether token j stands in a relative clause that commas set off and token i does not: "A, which has fought since 2007,
// attacked".
func (r *reading) inAside(j, i int, s *text.Sentence) bool {
	from, to := j, j
	for from > s.First && !r.comma(from) {
		from--
	}
	for to < s.End && !r.comma(to) {
		to++
	}
	return from > s.First && to < s.End && r.is(from+1, cRel) && (i < from || to < i)
}

// datedBy says whether the month at token j dates token i: no other clause lies between, and no day of this week is named.
func (r *reading) datedBy(i, j int, s *text.Sentence) bool {
	for k := s.First; k < s.End; k++ {
		if f := r.d.Tokens[k].Fold; r.has(k, tWeekday) || f == "today" || f == "yesterday" || f == "now" {
			return false
		}
	}
	for k := j; k > s.First && i > j && !r.comma(k); k-- {
		if r.is(k, cRel) { // "drivers who were kidnapped in January have been released"
			return false
		}
	}
	for k := min(i, j) + 1; k < max(i, j); k++ {
		if r.is(k, cRel) || r.stops(k) || r.is(k, cSub) && !r.is(k, cPrep) || r.comma(k) && !(j < i && j < s.First+3) {
			return false
		}
	}
	return true
}

// worstSince says whether token j is behind a comparison with the past: "the worst attack since the war of 2014".
func (r *reading) worstSince(j int, s *text.Sentence) bool {
	since := false
	for k := j; k >= s.First && k > j-14; k-- {
		switch r.d.Tokens[k].Fold {
		case "since":
			since = true
		case "worst", "deadliest", "bloodiest", "heaviest", "largest", "biggest", "fiercest", "first", "most", "highest":
			return since
		}
		if r.comma(k) {
			return false
		}
	}
	return false
}

func (r *reading) commaBetween(a, b int) bool {
	for j := a + 1; j < b; j++ {
		if r.comma(j) {
			return true
		}
	}
	return false
}

// decade says whether a word is a decade that is over: "1970s".
func decade(f string) bool {
	return len(f) == 5 && strings.HasSuffix(f, "0s") && year(f[:4]) != 0 && f < "2020s"
}

// yearBefore says whether a number behind this word may be a year.
func yearBefore(f string) bool {
	switch f {
	case "eve", "day", "spring", "summer", "autumn", "winter", "christmas", "easter":
		return true
	case "in", "since", "of", "from", "until", "during", "after", "before", "early", "late", "mid", "the", "between", "by":
		return true
	case "en", "depuis", "dès", "entre", "desde", "hasta", "в", "у", "с", "з", "до", "від", "عام", "العام", "سنة", "في", "منذ":
		return true
	}
	return months[f] != 0
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
