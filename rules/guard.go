package rules

// A guard is what a report must have for any way into a rule to be worth trying: a severity, and features of its up to two
// rarest other members. It sees features blurred, in guardBits each: one report in forty has another that looks the same.
// Each word has two of them in its low bits; above them stands in the first how they are joined, in the second the
// severity.
type guard struct{ first, second uint32 }

const guardBits = 14

// How a guard joins its features.
const (
	oneOfFour   = iota
	twoPairs    // one of the first two and one of the others
	firstAndOne // the first and one of the others
)

// joins says for each of these what is enough: eight bits, by whether the first is there (1), the second (2), one of the
// others (4).
const joins = 0b1111_1110<<(8*oneOfFour) | 0b1110_0000<<(8*twoPairs) | 0b1010_1000<<(8*firstAndOne)

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

// pass makes candidates of the postings of a feature whose guards a report passes, and returns how many: it has what they
// ask for, or something that looks the same. There is room for all. Nothing is decided on the way, since it could not be
// foreseen.
func (s *scratch) pass(list []posting, by feature, to []candidate) (n int) {
	const in = 1<<guardBits - 1
	have, above := &s.blurred, s.severity+1
	for _, p := range list {
		to[n] = candidate{p.record, by}
		first, second := p.guard.first, p.guard.second
		there := uint32(have[first&in]) + 2*uint32(have[first>>guardBits&in]) + 4*uint32(have[second&in]|have[second>>guardBits&in])
		enough := (second>>(2*guardBits) - above) >> 31 // 1 when the severity asked for is not above
		n += int(uint32(joins) >> ((first>>(2*guardBits)*8 + there) % 32) & enough)
	}
	return n
}
