package rules

import "slices"

// A guard is what a report must have for any way into a rule to be worth trying: a severity, and features of its up to two
// rarest other members. It sees features blurred, in guardBits each: one report in forty has another that looks the same.
// The low bits are four blurred features, above them stands how they are joined, and above that the severity.
type guard uint64

const guardBits = 14

// How a guard joins its features.
const (
	oneOfFour   guard = 1 << (joinShift + iota)
	twoPairs          // one of the first two and one of the others
	firstAndOne       // the first and one of the others
)

const (
	joinShift     = 4 * guardBits
	severityShift = joinShift + 4
)

func blur(f feature) uint32 { return f * 0x9e3779b1 >> (32 - guardBits) }

// guard packs a plan. A feature that every report has fills what is left free.
func (p *plan) guard() guard {
	a, b := &p.tests[0], &p.tests[1]
	if b.n > a.n {
		a, b = b, a
	}
	g := guard(p.severity) << severityShift
	fs := [4]feature{always, always, always, always}
	switch {
	case a.n == 4:
		g |= oneOfFour
		fs = a.any
	case a.n == 3:
		g |= firstAndOne
		fs = [4]feature{b.any[0], a.any[0], a.any[1], a.any[2]}
	default:
		g |= twoPairs
		copy(fs[:], a.any[:a.n])
		if a.n == 1 {
			fs[1] = fs[0]
		}
		copy(fs[2:], b.any[:b.n])
		if b.n == 1 {
			fs[3] = fs[2]
		}
	}
	for i, f := range fs {
		g |= guard(blur(f)) << (i * guardBits)
	}
	return g
}

// pass makes candidates of the postings of a feature whose guards a report passes: it has what they ask for, or something
// that looks the same. Nothing is decided on the way, since it could not be foreseen.
func (s *scratch) pass(list []posting, by feature) {
	n := len(s.candidates)
	s.candidates = slices.Grow(s.candidates, len(list))[:n+len(list)]
	const in = 1<<guardBits - 1
	have, above, to := &s.blurred, guard(s.severity+1), s.candidates
	for i := range list {
		p := &list[i]
		to[n] = candidate{p.record, by}
		g := guard(p.guard[1])<<32 | guard(p.guard[0])
		f1, f2, f3, f4 := g&in, g>>guardBits&in, g>>(2*guardBits)&in, g>>(3*guardBits)&in
		a, b, cd := uint64(have[f1]), uint64(have[f2]), uint64(have[f3]|have[f4])
		how := uint64(g >> joinShift)
		met := (a|b|cd)&how | (a|b)&cd&(how>>1) | a&(b|cd)&(how>>2)
		enough := uint64(g>>severityShift-above) >> 63 // 1 when the severity asked for is not above
		n += int(met & enough)
	}
	s.candidates = to[:n]
}
