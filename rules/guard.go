package rules

import "slices"

// A guard is what a report must have for any way into a rule to be worth trying: a severity, and features of its up to two
// rarest other members. It sees features blurred, in guardBits each: one report in forty has another that looks the same.
// Each word has two of them in its low bits; above them stands in the first how they are joined, in the second the
// severity.
type guard [2]uint32

const guardBits = 14

// How a guard joins its features.
const (
	oneOfFour   = 1 << iota
	twoPairs    // one of the first two and one of the others
	firstAndOne // the first and one of the others
)

func blur(f feature) uint32 { return f * 0x9e3779b1 >> (32 - guardBits) }

// guard packs a plan. A feature that every report has fills what is left free.
func (p *plan) guard() guard {
	a, b := &p.tests[0], &p.tests[1]
	if b.n > a.n {
		a, b = b, a
	}
	join := uint32(twoPairs)
	fs := [4]feature{always, always, always, always}
	switch {
	case a.n == 4:
		join = oneOfFour
		fs = a.any
	case a.n == 3:
		join = firstAndOne
		fs = [4]feature{b.any[0], a.any[0], a.any[1], a.any[2]}
	default:
		copy(fs[:], a.any[:a.n])
		if a.n == 1 {
			fs[1] = fs[0]
		}
		copy(fs[2:], b.any[:b.n])
		if b.n == 1 {
			fs[3] = fs[2]
		}
	}
	return guard{
		join<<(2*guardBits) | blur(fs[1])<<guardBits | blur(fs[0]),
		p.severity<<(2*guardBits) | blur(fs[3])<<guardBits | blur(fs[2]),
	}
}

// pass makes candidates of the postings of a feature whose guards a report passes: it has what they ask for, or something
// that looks the same. Nothing is decided on the way, since it could not be foreseen.
func (s *scratch) pass(list []posting, by feature) {
	n := len(s.candidates)
	s.candidates = slices.Grow(s.candidates, len(list))[:n+len(list)]
	const in = 1<<guardBits - 1
	have, above, to := &s.blurred, s.severity+1, s.candidates
	for i := range list {
		p := &list[i]
		to[n] = candidate{p.record, by}
		first, second := p.guard[0], p.guard[1]
		a, b := have[first&in], have[first>>guardBits&in]
		cd := have[second&in] | have[second>>guardBits&in]
		join := uint8(first >> (2 * guardBits))
		met := (a|b|cd)&join | (a|b)&cd&(join>>1) | a&(b|cd)&(join>>2)
		enough := (second>>(2*guardBits) - above) >> 31 // 1 when the severity asked for is not above
		n += int(uint32(met) & enough)
	}
	s.candidates = to[:n]
}
