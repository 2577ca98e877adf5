package feed

import (
	"strings"
	"time"
)

// parseLoose reads a date in no form in particular: it finds the time, the zone, the name of the month, and then the
// numbers that are left can be only so many things.
func parseLoose(text string) time.Time {
	var d looseDate
	if !d.split(text) || !d.findTime() || !d.findDate() {
		return time.Time{}
	}
	t, ok := d.time()
	if !ok {
		return time.Time{}
	}
	return t
}

// A looseDate is a date being read.
type looseDate struct {
	clock
	store   [maxParts]datePart
	count   int
	timed   bool
	halved  bool // on a clock of twelve hours
	zoned   bool
	weekday int // 1 for Monday to 7, 0 when it is not named in English
}

// parts are the parts of the date, in their order.
func (d *looseDate) parts() []datePart { return d.store[:d.count] }

func (d *looseDate) at(i int) datePart {
	if i < 0 || i >= d.count {
		return datePart{}
	}
	return d.store[i]
}

func (d *looseDate) use(from, to int) {
	for i := from; i < to; i++ {
		d.store[i].used = true
	}
}

// hourSigns stand after an hour, in place of a colon: 15h30, 15時30分.
var hourSigns = map[string]bool{"h": true, "시": true, "時": true, "时": true, "點": true, "点": true, "u": true}

// findTime finds the time of day and what belongs to it. It fails when there is a time that cannot be read.
func (d *looseDate) findTime() bool {
	for i, p := range d.parts() {
		next := d.at(i + 1)
		if p.kind != '9' || len(p.text) > 2 {
			continue
		}
		switch {
		case next.kind == ':' && d.at(i+2).kind == '9',
			next.kind == 'a' && hourSigns[next.text] && (d.at(i+2).kind == '9' || d.at(i+2).kind == 0):
			return d.readTime(i)
		case next.kind == 'a' && d.halfDay(i+1) >= 0 && len(next.text) <= 2 && monthOf(next.text) == 0:
			d.hour, d.timed = p.n, true
			d.use(i, i+1)
			return d.afterTime(i + 1)
		}
	}
	return d.dottedTime()
}

// dottedTime finds a time written with points, 15.04 or 15.04.05, at the end of a text that has a date before it.
func (d *looseDate) dottedTime() bool {
	numbers := 0
	for i, p := range d.parts() {
		if p.kind == 'a' && monthOf(p.text) != 0 {
			numbers++
		}
		if p.kind != '9' {
			continue
		}
		minute := d.at(i + 2)
		if numbers >= 3 && len(p.text) <= 2 && d.at(i+1).kind == '.' && minute.kind == '9' && len(minute.text) == 2 && !minute.spaced {
			d.store[i+1].kind = ':'
			if d.at(i+3).kind == '.' && d.at(i+4).kind == '9' && !d.at(i+4).spaced {
				d.store[i+3].kind = ':'
			}
			return d.readTime(i)
		}
		numbers++
	}
	return true
}

// readTime reads the time that begins with the number at i.
func (d *looseDate) readTime(i int) bool {
	start := i
	d.timed, d.hour = true, d.store[i].n
	i += 2
	if p := d.at(i); p.kind == '9' {
		if len(p.text) > 2 {
			return false
		}
		d.minute = p.n
		i++
		if d.at(i).text == "분" || d.at(i).text == "分" {
			i++
		}
		var ok bool
		if i, ok = d.readSecond(i); !ok {
			return false
		}
	}
	d.use(start, i)
	if half := d.halfDay(start - 1); half >= 0 {
		d.setHalf(half)
		d.use(start-1, start)
	}
	return d.afterTime(i)
}

// readSecond reads seconds and their fraction at i, if there are any, and returns where it stopped.
func (d *looseDate) readSecond(i int) (int, bool) {
	sign := func(i int) bool { return d.at(i).text == "초" || d.at(i).text == "秒" }
	switch {
	case d.at(i).kind == ':' && d.at(i+1).kind != '-' && d.at(i+1).kind != '+':
		i++
	case d.at(i).kind == '9' && sign(i+1):
	default:
		return i, true
	}
	second := d.at(i)
	if second.kind != '9' || len(second.text) > 2 {
		return i, false
	}
	d.second = second.n
	if i++; sign(i) {
		i++
	}
	switch point, digits := d.at(i).kind, d.at(i+1); {
	case (point == '.' || point == ',') && digits.kind == '9' && !digits.spaced, point == ':' && len(digits.text) == 3 && digits.kind == '9':
		d.nano = fraction(digits.text)
		i += 2
	case point == ':' && (digits.kind == '-' || digits.kind == '+'):
		i++
	}
	return i, d.at(i).kind != ':'
}

// halves are words for before (0) and after noon (1).
var halves = map[string]int{
	"am": 0, "pm": 1, "a": 0, "p": 1, "오전": 0, "오후": 1, "上午": 0, "下午": 1, "午前": 0, "午後": 1, "de": 0, "du": 1,
	"πμ": 0, "μμ": 1, "π": 0, "μ": 1, "ص": 0, "م": 1, "nm": 1, "vm": 0,
}

// halfDay reads the word at i as a half of the day; -1 when it is none. A letter by itself needs its "m" behind it.
func (d *looseDate) halfDay(i int) int {
	p := d.at(i)
	if p.kind != 'a' || p.used {
		return -1
	}
	half, ok := halves[strings.ToLower(p.text)]
	if !ok {
		return -1
	}
	switch strings.ToLower(p.text) {
	case "a", "p", "π", "μ":
		m := strings.ToLower(d.at(i + 2).text)
		if d.at(i+1).kind != '.' || m != "m" && m != "μ" {
			return -1
		}
	case "de", "du":
		if d.at(i+1).kind != '.' {
			return -1
		}
	}
	return half
}

func (d *looseDate) setHalf(half int) {
	d.halved = true
	if half == 1 && d.hour < 12 {
		d.hour += 12
	} else if half == 0 && d.hour == 12 {
		d.hour = 0
	}
}

// afterTime reads what may follow a time: the half of the day and the zone.
func (d *looseDate) afterTime(i int) bool {
	if half := d.halfDay(i); half >= 0 {
		d.setHalf(half)
		from := i
		for i++; d.at(i).kind == '.' || strings.EqualFold(d.at(i).text, "m") || d.at(i).text == "μ"; i++ {
		}
		d.use(from, i)
	}
	if c := d.at(i).kind; (c == '-' || c == '+') && d.at(i-1).kind == 'a' && d.at(i-1).used && d.at(i+1).kind != '9' {
		i++
	}
	if !d.readZone(i) {
		return false
	}
	if last := d.count - 2; !d.zoned && last > i && (d.at(last).kind == '+' || d.at(last).kind == '-') && len(d.at(last+1).text) == 4 && d.at(last).spaced {
		return d.readZone(last)
	}
	if last := d.at(d.count - 1); !d.zoned && d.count > i && len(last.text) >= 3 && monthOf(last.text) == 0 {
		return d.readZone(d.count - 1)
	}
	return true
}

// readZone reads a zone at i: a signed offset, a name, or a name and an offset; then a remark in parentheses.
func (d *looseDate) readZone(i int) bool {
	if p := d.at(i); p.kind == 'a' {
		n := i + 1
		for d.at(n).kind == '/' || d.at(n).kind == '_' || n > i+1 && d.at(n).kind == 'a' && d.at(n-1).kind != 'a' {
			n++
		}
		if n > i+1 {
			if strings.HasPrefix(p.text, "Etc") {
				d.use(i, i+2)
				return d.readZone(i + 2)
			}
			d.zoned, d.zone = true, namedZone(joinParts(d.store[i:n]))
			d.use(i, n)
			return true
		}
		offset, ok := zoneOffset(p.text)
		if !ok {
			return d.remark(i + 1)
		}
		d.zoned, d.offset = true, offset
		d.use(i, i+1)
		i++
	}
	sign := d.at(i).kind
	if sign != '+' && sign != '-' {
		return d.remark(i)
	}
	number := d.at(i + 1)
	if number.kind != '9' {
		return false // "+zz:00"
	}
	text, n := string(sign)+number.text, i+2
	if d.at(n).kind == ':' {
		if d.at(n+1).kind != '9' {
			return false // "+00:zz"
		}
		text += ":" + d.at(n+1).text
		n += 2
		if d.at(n).kind == ':' && number0(d.at(n+1)) {
			n += 2
		}
	}
	offset, read := readOffset(text)
	if read != len(text) {
		return sign == '-' // a hyphen, not a sign: "10:00 - 16 2024"
	}
	d.zoned = true
	d.offset += offset
	d.use(i, n)
	return d.remark(n)
}

// number0 reports whether a part is the number 0: seconds of a zone.
func number0(p datePart) bool { return p.kind == '9' && p.n == 0 }

// remark passes over what stands in parentheses at i, which names the zone where nothing else does.
func (d *looseDate) remark(i int) bool {
	if d.at(i).kind != '(' {
		return true
	}
	if offset, ok := zoneOffset(d.at(i + 1).text); ok && !d.zoned && d.at(i+2).kind == ')' {
		d.zoned, d.offset = true, offset
	}
	for n := i; n < d.count; n++ {
		d.store[n].used = true
		if d.store[n].kind == ')' {
			break
		}
	}
	return true
}

func joinParts(parts []datePart) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(p.text)
	}
	return b.String()
}
