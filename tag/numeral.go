package tag

import (
	"strings"

	"tocsin/text"
)

// A numeral is a number as far as it is read.
type numeral struct {
	total, current int // what is said and done with, and what thousands may yet follow
	last           int // its last token
	vague, ok      bool
}

// number reads a number in digits or words that begins at token i.
func (r *reading) number(i, end int) (n int, vague bool, last int, ok bool) {
	c := numeral{last: i - 1}
	if i < end && i >= 0 && (r.value[i] == 0 && r.d.Tokens[i].Kind != text.Number || r.uncounted(i)) {
		return 0, false, c.last, false
	}
	for j := i; j < end; j++ {
		if r.hyphen(j) && c.ok && j+1 < end && r.value[j+1] > 0 {
			continue
		}
		if r.d.Tokens[j].Kind == text.Number {
			v := parseCount(r.d.Tokens[j].Fold)
			if v < 0 {
				if v = r.decimal(j, end); v >= 0 && !c.ok {
					return v, false, j + 1, true
				}
				break
			}
			if !r.digits(&c, j, v) {
				break
			}
			continue
		}
		v := int(r.value[j])
		if v == 2000 && j == i && r.is(j-1, cAbout) {
			v = 1000 // более тысячи: one thousand stands in the case of several
		}
		if v == 0 {
			if r.joinsNumbers(&c, j, end) {
				continue
			}
			break
		}
		if !c.word(v, r.d.Tokens[j].Fold) {
			break
		}
		c.ok, c.last = true, j
		if c.vague {
			if j+2 < end && r.is(j+1, cOf) && (v == 20 || v == 200) && r.value[j+2] >= 1000 { // "tens of thousands"
				c.current, c.last = v*int(min(r.value[j+2], 1000)), j+2
			}
			break
		}
	}
	return c.total + c.current, c.vague, c.last, c.ok
}

// digits takes the digits at token j, of the value v, into a number; false where they do not belong to it.
func (r *reading) digits(c *numeral, j, v int) bool {
	if c.ok && r.d.Tokens[c.last].Kind == text.Number {
		if !r.spaced(c.last, j) {
			return false
		}
		v += 1000 * c.current
	}
	if v == 0 && r.d.Tokens[j].Fold != "0" {
		return false
	}
	c.current, c.ok, c.last = v, true, j
	return true
}

// joinsNumbers says whether token j joins the words of a number: treinta y cinco, vingt et un, two hundred and five.
func (r *reading) joinsNumbers(c *numeral, j, end int) bool {
	if !c.ok || j+1 >= end || r.value[j+1] <= 0 {
		return false
	}
	switch r.d.Tokens[j].Fold {
	case "y", "et":
		return c.current >= 20 && c.current%10 == 0 && r.value[j+1] < 12
	case "and":
		return c.total+c.current >= 100 && r.value[j+1] < 100
	}
	return false
}

// word takes a word of the value v into a number; false where it does not belong to it.
func (c *numeral) word(v int, fold string) bool {
	switch {
	case v == 12 && fold == "dozen" || v == 100 || v == 1000 || v == 100000 || v == 1000000 || fold == "score":
		c.current = max(c.current, 1) * v
		if v >= 1000 {
			c.total, c.current = c.total+c.current, 0
		}
	case !c.ok:
		c.current = v
		c.vague = strings.HasSuffix(fold, "s") && v > 12 && fold != "six" || fold == "several" || fold == "few" || fold == "many" || fold == "numerous"
	case (v == 2000 || v == 200) && c.current < 10*v: // две тысячи, 3 آلاف: the plural that means thousands alone
		c.current *= v / 2
	case v >= 20 && v < 100 && c.current < 10 && strings.HasPrefix(fold, "و"), // خمسة وعشرين
		v == 10 && c.current < 10 && strings.HasPrefix(fold, "عش"), // خمسة عشر
		(c.current == 60 || c.current == 80) && v < 20,             // soixante-dix, quatre-vingt-douze
		c.current%10 == 0 && c.current >= 20 && v < 10,
		c.current >= 100 && v < 100:
		c.current += v
	default:
		return false
	}
	return true
}

// decimal reads a number such as "2,7" at token i that thousands or millions stand behind; -1 for any other.
func (r *reading) decimal(i, end int) int {
	whole, part, ok := strings.Cut(strings.Replace(r.d.Tokens[i].Fold, ",", ".", 1), ".")
	if !ok || i+1 >= end || r.value[i+1] < 1000 || len(whole) > 3 || len(part) != 1 {
		return -1
	}
	n, tenths, unit := parseCount(whole), parseCount(part), int(r.value[i+1])
	if n < 0 || tenths < 0 {
		return -1
	}
	if unit == 2000 { // the plural that means thousands alone
		unit = 1000
	}
	return n*unit + tenths*unit/10
}

// spaced says whether the number at token j is the last three digits of the one at i, as "4 000" is written outside English.
func (r *reading) spaced(i, j int) bool {
	head, tail := r.d.Tokens[i].Fold, r.d.Tokens[j].Fold
	return r.lang.code != "en" && j == i+1 && len(head) <= 3 && len(tail) == 3 && isDigits(head) && isDigits(tail) && head[0] != '0'
}

func isDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// uncounted says whether a word of number at token i counts nothing: "as many as 12", "no fewer than", or is part of a name: "M-19".
func (r *reading) uncounted(i int) bool {
	if i == 0 {
		return false
	}
	before := &r.d.Tokens[i-1]
	if f := r.d.Tokens[i].Fold; (f == "many" || f == "few") && (before.Fold == "as" || before.Fold == "how" || before.Fold == "so") {
		return true
	}
	return i > 1 && r.hyphen(i-1) && !r.d.Tokens[i].Space && !before.Space && r.d.Tokens[i].Kind == text.Number && r.d.Tokens[i-2].Kind == text.Word &&
		r.value[i-2] == 0
}
