package text

import (
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A tallyOf counts what speaks for each of latin.
type tallyOf [len(latin)]int

func (c *tallyOf) add(langs uint32, n int) {
	for ; langs != 0; langs &= langs - 1 {
		c[bits.TrailingZeros32(langs)] += n
	}
}

// best returns the languages for which most speaks, and how much.
func (c *tallyOf) best() (langs uint32, n int) {
	for k, v := range c {
		switch {
		case v > n:
			langs, n = 1<<k, v
		case v == n && n > 0:
			langs |= 1 << k
		}
	}
	return langs, n
}

// byWords returns the language that most words of s speak for, empty when too few are known or no one leads. declared decides
// between those that lead together.
func byWords(s, declared string) string {
	var c tallyOf
	upper := shouted(s)
	words := 0
	eachWord(s, func(w string, next byte) {
		words++
		c.word(w, next, upper)
	})
	c.add(bitEnglish, min(contractions(s), 3)*ofFunctionWord)
	langs, n := c.best()
	if 3*n < words || n == 0 || bits.OnesCount32(langs) > 1 {
		eachWord(s, func(w string, _ byte) { c.ending(w) })
		langs, n = c.best()
	}
	if 3*n < words || n == 0 {
		return ""
	}
	first := latin[bits.TrailingZeros32(langs)].lang
	for m := langs; m != 0; m &= m - 1 {
		if l := latin[bits.TrailingZeros32(m)].lang; l == declared {
			first = l
		}
	}
	return first
}

// word counts what one word says; next is the first byte of the word behind it. Names say nothing: words in capitals within a
// text that has small letters, and small words that a capital makes part of a name.
func (c *tallyOf) word(w string, next byte, upper bool) {
	if len(w) > longestKnown+2 {
		return
	}
	var buf [longestKnown + 8]byte
	n, capitals, letters := 0, 0, 0
	for _, r := range w {
		if n > longestKnown {
			return
		}
		letters++
		if r < utf8.RuneSelf {
			if r >= 'A' && r <= 'Z' {
				r |= 0x20
				capitals++
			}
			buf[n] = byte(r)
			n++
			continue
		}
		low := unicode.ToLower(r)
		if low != r {
			capitals++
		}
		if capitals == 0 || upper {
			c.add(lettersOf[low], ofLetter)
		}
		n += utf8.EncodeRune(buf[n:], low)
	}
	if capitals > 1 && capitals == letters && !upper {
		return
	}
	if capitals > 0 && (letters == 1 || next == inName) && !upper {
		return // an initial, the "Al" of Al-Shabab
	}
	e := wordsOf[string(buf[:n])]
	if e.function != 0 {
		if capitals > 0 && !upper && next >= 'A' && next <= 'Z' {
			c.add(e.function, ofCapital)
		} else {
			c.add(e.function, ofFunctionWord)
		}
	}
	c.add(e.news&^e.function, ofNewsWord)
}

// bitEnglish is the bit of English, the only one whose contractions and possessives are looked for.
const bitEnglish = 1

// contractions counts what English writes behind an apostrophe: don't, he's, Iraq's.
func contractions(s string) (n int) {
	for _, apostrophe := range [...]string{"'", "’"} {
		for rest := s; ; n++ {
			i := strings.Index(rest, apostrophe)
			if i < 0 {
				break
			}
			rest = rest[i+len(apostrophe):]
			if i := strings.IndexFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) }); i >= 0 && !endsContraction(rest[:i]) || i < 0 && !endsContraction(rest) {
				n--
			}
		}
	}
	return n
}

func endsContraction(w string) bool {
	switch w {
	case "s", "t", "re", "ve", "ll", "d":
		return true
	}
	return false
}

// ending counts what the ending of a word in small letters says.
func (c *tallyOf) ending(w string) {
	if len(w) < 5 {
		return
	}
	if w[0] >= 'A' && w[0] <= 'Z' {
		for _, tail := range compounds { // Messerangriff
			if strings.HasSuffix(w, tail) {
				c.add(bitGerman, ofNewsWord)
				return
			}
		}
		return
	}
	for k := range endingsOf {
		for _, e := range endingsOf[k] {
			if strings.HasSuffix(w, e) {
				c[k]++
				break
			}
		}
	}
}

// inName stands for the first byte of the next word where a hyphen and a capital follow.
const inName = 1

// eachWord calls f with each run of letters and the first byte of the next word, 0 behind a mark that ends a clause or at the end.
func eachWord(s string, f func(w string, next byte)) {
	begin, end := -1, -1 // of the word not yet told
	from := -1           // of the one that is read
	for i, r := range s {
		if r|0x20 >= 'a' && r|0x20 <= 'z' || r >= utf8.RuneSelf && unicode.IsLetter(r) {
			if from < 0 {
				if from = i; begin >= 0 {
					f(s[begin:end], s[i])
					begin = -1
				}
			}
			continue
		}
		if from >= 0 {
			begin, end, from = from, i, -1
		}
		if begin >= 0 && r != ' ' {
			next := byte(0)
			if r == '-' && i+1 < len(s) && s[i+1] >= 'A' && s[i+1] <= 'Z' {
				next = inName
			}
			f(s[begin:end], next)
			begin = -1
		}
	}
	if from >= 0 {
		begin, end = from, len(s)
	}
	if begin >= 0 {
		f(s[begin:end], 0)
	}
}

// shouted says whether most letters of s are capitals.
func shouted(s string) bool {
	capitals, small := 0, 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= 'A' && c <= 'Z':
			capitals++
		case c >= 'a' && c <= 'z':
			small++
		}
	}
	return capitals > 2*small
}

// varied says whether s has n different words or more.
func varied(s string, n int) bool {
	seen := make(map[string]bool, n)
	eachWord(s, func(w string, _ byte) {
		if len(seen) < n {
			seen[w] = true
		}
	})
	return len(seen) >= n
}
