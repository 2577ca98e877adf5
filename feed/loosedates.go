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
		case next.kind == ':' && d.at(i+2).kind == '9':
			return d.readTime(i)
		case next.kind == 'a' && hourSigns[next.text] && (d.at(i+2).kind == '9' || d.at(i+2).kind == 0):
			return d.readTime(i)
		case next.kind == 'a' && d.halfDay(i+1) >= 0 && len(next.text) <= 2 && monthOf(next.text) == 0:
			d.hour, d.timed = p.n, true
			d.use(i, i+1)
			return d.afterTime(i + 1)
		}
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
		if next := d.at(i); next.kind == ':' || next.kind == '9' && d.at(i+1).kind == 'a' && (d.at(i+1).text == "초" || d.at(i+1).text == "秒") {
			if next.kind == ':' {
				i++
			}
			second := d.at(i)
			if second.kind != '9' || len(second.text) > 2 {
				return false
			}
			d.second = second.n
			i++
			if d.at(i).text == "초" || d.at(i).text == "秒" {
				i++
			}
			if (d.at(i).kind == '.' || d.at(i).kind == ',') && d.at(i+1).kind == '9' && !d.at(i+1).spaced {
				d.nano = fraction(d.at(i + 1).text)
				i += 2
			}
			if d.at(i).kind == ':' {
				return false
			}
		}
	}
	d.use(start, i)
	if half := d.halfDay(start - 1); half >= 0 {
		d.setHalf(half)
		d.use(start-1, start)
	}
	return d.afterTime(i)
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
	return d.readZone(i)
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
			d.zone = namedZone(joinParts(d.store[i:n]))
			d.use(i, n)
			return true
		}
		offset, ok := zoneOffset(p.text)
		if !ok {
			return true
		}
		d.offset = offset
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
	}
	offset, read := readOffset(text)
	if read != len(text) {
		return sign == '-' // a hyphen, not a sign: "10:00 - 16 2024"
	}
	d.offset += offset
	d.use(i, n)
	return d.remark(n)
}

// remark passes over what stands in parentheses at i.
func (d *looseDate) remark(i int) bool {
	if d.at(i).kind != '(' {
		return true
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
