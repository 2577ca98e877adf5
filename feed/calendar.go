package feed

import "strings"

// dayNames are the days of the week whose names tell a day from a month in 04/05/2024.
var dayNames = []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}

// dateSigns are words that say what the number before them is.
var dateSigns = map[string]byte{
	"년": 'y', "월": 'm', "일": 'd', "年": 'y', "月": 'm', "日": 'd', "号": 'd', "號": 'd',
}

// findDate finds year, month and day in what the time has left.
func (d *looseDate) findDate() bool {
	d.findMonth()
	var numbers []int // indexes of parts
	var store [4]int
	numbers = store[:0]
	for i, p := range d.parts() {
		if p.used || p.kind != '9' {
			continue
		}
		if sign := d.at(i + 1); sign.kind == 'a' {
			if what := dateSigns[sign.text]; what != 0 {
				d.setSigned(what, p)
				continue
			}
		}
		if len(numbers) == len(store) {
			return false
		}
		numbers = append(numbers, i)
	}
	if d.month != 0 {
		return d.dayAndYear(numbers)
	}
	return d.numeric(numbers)
}

func (d *looseDate) setSigned(what byte, p datePart) {
	switch what {
	case 'y':
		d.year = fullYear(p.n, len(p.text))
	case 'm':
		d.month = p.n
	case 'd':
		d.day = p.n
	}
}

// findMonth takes the last word that names a month: the first may be a day, as "mar" is in French. "Tháng 5" and
// "كانون الثاني" are two parts.
func (d *looseDate) findMonth() {
	for i, p := range d.parts() {
		if p.used || p.kind != 'a' {
			continue
		}
		for day, name := range dayNames {
			if len(p.text) >= 3 && len(p.text) <= len(name) && strings.EqualFold(name[:len(p.text)], p.text) {
				d.weekday = day + 1
			}
		}
		if next := d.at(i + 1); next.kind == 'a' && !next.used {
			if month := monthOf(p.text + "_" + next.text); month != 0 {
				d.month = month
				d.use(i, i+2)
				return
			}
		}
		if next := d.at(i + 1); next.kind == '9' && len(next.text) <= 2 && strings.EqualFold(p.text, "tháng") {
			d.month = next.n
			d.use(i, i+2)
			return
		}
		if month := monthOf(p.text); month != 0 {
			d.month = month
		}
	}
}

// dayAndYear places the numbers beside the name of a month. Month and year alone are a date, but not with a time.
func (d *looseDate) dayAndYear(numbers []int) bool {
	for _, i := range numbers {
		p := d.store[i]
		isYear := len(p.text) == 4 || d.at(i-1).text == "'" || d.at(i-1).text == "’" || p.n > 31
		switch {
		case d.year == 0 && (isYear || d.day != 0):
			if len(p.text) != 2 && len(p.text) != 4 {
				return false
			}
			d.year = fullYear(p.n, len(p.text))
		case d.day == 0 && len(p.text) <= 2:
			d.day = p.n
		default:
			return false
		}
	}
	if d.day == 0 && d.year != 0 && !d.timed {
		d.day = 1
	}
	return d.day != 0 && d.year != 0
}

// numeric places numbers without the name of a month.
func (d *looseDate) numeric(numbers []int) bool {
	if d.year != 0 && len(numbers) == 0 {
		return d.month != 0 && d.day != 0
	}
	if len(numbers) == 1 {
		return d.oneNumber(d.store[numbers[0]])
	}
	if len(numbers) == 2 && len(d.store[numbers[0]].text) == 10 && d.at(numbers[0]+1).kind == '.' { // with a fraction
		return d.oneNumber(d.store[numbers[0]])
	}
	if len(numbers) != 3 {
		return false
	}
	a, b, c := d.store[numbers[0]], d.store[numbers[1]], d.store[numbers[2]]
	sign := d.at(numbers[0] + 1).kind
	switch {
	case len(a.text) == 4:
		d.year, d.month, d.day = a.n, b.n, c.n
		return true
	case len(c.text) == 4:
		d.year = c.n
		d.dayMonth(a.n, b.n, sign)
		return true
	case len(a.text) == 2 && sign == '-' && a.n > 31:
		d.year, d.month, d.day = fullYear(a.n, 2), b.n, c.n
		return true
	case len(c.text) == 2:
		if sign == '-' && b.n <= 12 && c.n <= 31 && (a.n > 31 || c.n > 12) {
			d.year, d.month, d.day = fullYear(a.n, len(a.text)), b.n, c.n
			return true
		}
		d.year = fullYear(c.n, 2)
		d.dayMonth(a.n, b.n, sign)
		return true
	}
	return false
}

// dayMonth tells the day from the month: what can be no month is the day; then the name of the day decides; then the
// custom, which is month first only with slashes beside a clock of twelve hours or a zone of North America.
func (d *looseDate) dayMonth(a, b int, sign byte) {
	d.day, d.month = a, b
	swapped := false
	switch {
	case b > 12:
		swapped = true
	case a > 12:
	case d.weekday != 0:
		swapped = !d.falls(d.year, b, a) && d.falls(d.year, a, b)
	case sign == '/':
		swapped = d.halved || d.offset <= -240
	}
	if swapped {
		d.day, d.month = b, a
	}
}

// falls reports whether a date falls on the day of the week that the text names.
func (d *looseDate) falls(year, month, day int) bool {
	c := clock{year: year, month: month, day: day}
	t, ok := c.time()
	return ok && (int(t.Weekday())+6)%7+1 == d.weekday
}

// oneNumber reads a date that is one number: seconds or milliseconds since 1970, or digits run together.
func (d *looseDate) oneNumber(p datePart) bool {
	if d.timed {
		return false
	}
	digits := p.text
	switch len(digits) {
	case 10, 13:
		t := unixTime(digits[:10])
		d.year, d.month, d.day = t.Year(), int(t.Month()), t.Day()
		d.hour, d.minute, d.second = t.Clock()
		return true
	case 12, 14:
		d.year, d.month, d.day = number(digits[:4]), number(digits[4:6]), number(digits[6:8])
		d.hour, d.minute = number(digits[8:10]), number(digits[10:12])
		if len(digits) == 14 {
			d.second = number(digits[12:])
		}
		return true
	}
	return false
}
