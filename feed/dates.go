package feed

import (
	"strings"
	"time"
)

// maxDate bounds the text that is read as a date, in bytes.
const maxDate = 120

// parseDate reads a date in any of the forms that publishers use: RFC 3339 and what else ISO 8601 allows, RFC 822 and
// what is taken for it, asctime, numbers only, with months in many languages, in UTC when no zone is given. What is no
// date, or leaves out the year or the day of a time, gives the zero time: a wrong date is worse than none.
func parseDate(text string) time.Time {
	text = strings.TrimSpace(text)
	if len(text) < 4 || len(text) > maxDate {
		return time.Time{}
	}
	if t, ok := parseISO(text); ok {
		return t
	}
	return parseLoose(text)
}

// A clock is the date and time that a text gives, field by field, before it is held against the calendar.
type clock struct {
	year, month, day     int
	hour, minute, second int
	nano                 int
	offset               int // minutes east of Greenwich
	zone                 *time.Location
}

// time returns the clock's time in UTC, if there is such a time.
func (c *clock) time() (time.Time, bool) {
	if c.year >= 2443 && c.year < 2700 { // years of the Buddhist era
		c.year -= 543
	}
	if c.year < 1900 || c.year > 9999 || c.month < 1 || c.month > 12 || c.day < 1 || c.day > daysIn(c.year, c.month) {
		return time.Time{}, false
	}
	midnight := c.hour == 24 && c.minute == 0 && c.second == 0
	if c.hour > 23 && !midnight || c.minute > 59 || c.second > 60 || c.offset < -15*60 || c.offset > 15*60 {
		return time.Time{}, false
	}
	zone := c.zone
	if zone == nil {
		zone = time.UTC
	}
	t := time.Date(c.year, time.Month(c.month), c.day, c.hour, c.minute-c.offset, c.second, c.nano, zone).UTC()
	return t, t.Year() >= 1 && t.Year() <= 9999
}

func daysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// fullYear completes a year of two digits.
func fullYear(year, digits int) int {
	switch {
	case digits > 2:
		return year
	case year < 70:
		return 2000 + year
	}
	return 1900 + year
}

// parseISO reads ISO 8601 dates, basic or extended, of any precision, by calendar, ordinal or week, with or without a
// time after "T" or spaces.
func parseISO(text string) (time.Time, bool) {
	date, rest := text, ""
	if i := strings.IndexAny(text, "Tt \t_"); i >= 0 {
		date, rest = text[:i], strings.TrimLeft(text[i+1:], " \t")
	}
	const day = len("2006-01-02") // a date may have a zone of its own
	if rest == "" && len(date) > day && strings.IndexByte("Zz+-", date[day]) >= 0 {
		date, rest = date[:day], "00:00"+date[day:]
	}
	var c clock
	if !c.isoDate(date) || !c.isoTime(rest) {
		return time.Time{}, false
	}
	return c.time()
}

// isoDate reads the date by the shape of its digits; "9" stands for any.
func (c *clock) isoDate(date string) bool {
	const longest = len("9999-W99-9")
	if len(date) > longest || len(date) < 3 {
		return false
	}
	var shape [longest]byte
	for i := range len(date) {
		switch b := date[i]; {
		case b >= '0' && b <= '9':
			shape[i] = '9'
		case b == 'w':
			shape[i] = 'W'
		default:
			shape[i] = b
		}
	}
	n := func(from, to int) int { return number(date[from:to]) }
	c.month, c.day = 1, 1
	switch string(shape[:len(date)]) {
	case "9999-99-99":
		c.year, c.month, c.day = n(0, 4), n(5, 7), n(8, 10)
	case "99999999":
		c.year, c.month, c.day = n(0, 4), n(4, 6), n(6, 8)
	case "9999-9-9":
		c.year, c.month, c.day = n(0, 4), n(5, 6), n(7, 8)
	case "9999-99-9":
		c.year, c.month, c.day = n(0, 4), n(5, 7), n(8, 9)
	case "9999-9-99":
		c.year, c.month, c.day = n(0, 4), n(5, 6), n(7, 9)
	case "9999-99", "9999-9":
		c.year, c.month = n(0, 4), n(5, len(date))
	case "9999":
		c.year = n(0, 4)
	case "999999":
		c.year, c.month, c.day = fullYear(n(0, 2), 2), n(2, 4), n(4, 6)
	case "-99-99":
		c.year, c.month = fullYear(n(1, 3), 2), n(4, 6)
	case "-9999":
		c.year, c.month = fullYear(n(1, 3), 2), n(3, 5)
	case "-99":
		c.year = fullYear(n(1, 3), 2)
	case "9999-999":
		c.ordinal(n(0, 4), n(5, 8))
	case "9999999":
		c.ordinal(n(0, 4), n(4, 7))
	case "99-999":
		c.ordinal(fullYear(n(0, 2), 2), n(3, 6))
	case "99999":
		c.ordinal(fullYear(n(0, 2), 2), n(2, 5))
	case "9999-W99":
		c.week(n(0, 4), n(6, 8), 1)
	case "9999W99":
		c.week(n(0, 4), n(5, 7), 1)
	case "9999-W99-9":
		c.week(n(0, 4), n(6, 8), n(9, 10))
	case "9999W999":
		c.week(n(0, 4), n(5, 7), n(7, 8))
	default:
		return false
	}
	return true
}

// ordinal sets the date to a day of a year; a day that the year does not have leaves no date.
func (c *clock) ordinal(year, day int) {
	t := time.Date(year, 1, day, 0, 0, 0, 0, time.UTC)
	c.year, c.month, c.day = year, int(t.Month()), t.Day()
	if day < 1 || t.Year() != year {
		c.day = 0
	}
}

// week sets the date to a day of an ISO week, 1 being Monday; the fourth of January is in the first.
func (c *clock) week(year, week, day int) {
	fourth := time.Date(year, 1, 4, 0, 0, 0, 0, time.UTC)
	monday := 4 - (int(fourth.Weekday())+6)%7
	t := time.Date(year, 1, monday+7*(week-1)+day-1, 0, 0, 0, 0, time.UTC)
	c.year, c.month, c.day = t.Year(), int(t.Month()), t.Day()
	if week < 1 || week > 53 || day < 1 || day > 7 {
		c.day = 0
	}
}

// isoTime reads hh, hh:mm, hhmm, hh:mm:ss or hhmmss, a fraction of a second, and a zone.
func (c *clock) isoTime(text string) bool {
	if text == "" {
		return true
	}
	i := 0
	for i < len(text) && (isDigit(text[i]) || text[i] == ':') {
		i++
	}
	digits := strings.Split(text[:i], ":")
	switch {
	case len(digits) == 1 && (i == 2 || i == 4 || i == 6):
		c.hour = number(text[:2])
		if i >= 4 {
			c.minute = number(text[2:4])
		}
		if i == 6 {
			c.second = number(text[4:6])
		}
	case len(digits) == 2 || len(digits) == 3:
		for j, d := range digits {
			if d == "" || len(d) > 2 {
				return false
			}
			*[]*int{&c.hour, &c.minute, &c.second}[j] = number(d)
		}
	default:
		return false
	}
	rest := text[i:]
	if rest != "" && (rest[0] == '.' || rest[0] == ',') {
		n := 1
		for n < len(rest) && isDigit(rest[n]) {
			n++
		}
		c.nano = fraction(rest[1:n])
		rest = rest[n:]
	}
	return c.isoZone(strings.TrimSpace(rest))
}

// isoZone reads Z, ±hh, ±hhmm, ±hh:mm or the name of a zone; an offset may have a needless Z after it.
func (c *clock) isoZone(text string) bool {
	switch text {
	case "", "Z", "z":
		return true
	}
	if text[0] == '+' || text[0] == '-' {
		offset, n := readOffset(text)
		if n == 0 || text[n:] != "" && !strings.EqualFold(text[n:], "z") {
			return false
		}
		c.offset = offset
		return true
	}
	offset, ok := zoneOffset(text)
	c.offset = offset
	return ok
}

// readOffset reads a signed offset at the beginning of text, in minutes, and how long it is; 0 when it is none.
func readOffset(text string) (minutes, n int) {
	i := 1
	for i < len(text) && isDigit(text[i]) {
		i++
	}
	var hour, minute int
	switch digits := text[1:i]; len(digits) {
	case 1, 2:
		hour = number(digits)
		if i+2 < len(text) && text[i] == ':' && isDigit(text[i+1]) && isDigit(text[i+2]) {
			minute = number(text[i+1 : i+3])
			i += 3
		} else if i < len(text) && text[i] == ':' {
			return 0, 0
		}
	case 3, 4:
		hour, minute = number(digits[:len(digits)-2]), number(digits[len(digits)-2:])
	default:
		return 0, 0
	}
	minutes = hour*60 + minute
	if text[0] == '-' {
		minutes = -minutes
	}
	return minutes, i
}

// number reads digits; more than nine of them give a number that fits no field.
func number(digits string) int {
	if len(digits) > 9 {
		return 1 << 30
	}
	n := 0
	for i := range len(digits) {
		n = n*10 + int(digits[i]-'0')
	}
	return n
}

// fraction reads the digits after a decimal point, in nanoseconds.
func fraction(digits string) int {
	n := 0
	for i := range 9 {
		n *= 10
		if i < len(digits) {
			n += int(digits[i] - '0')
		}
	}
	return n
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// unixTime reads ten digits as seconds since 1970.
func unixTime(digits string) time.Time {
	return time.Unix(int64(number(digits[:5]))*100_000+int64(number(digits[5:])), 0).UTC()
}
