package rules

// How a rule is entered. One member of its AND is chosen, the one that it costs least to enter by: a report that meets the
// rule has one of the features of that member. They are the ways into the rule; they are marked in its program (insWay),
// and the rule is posted under each. Beside each posting stands a guard, which says what the other members ask for:
// most rules are passed over by it, without a visit to their records.

// tryCost is what it costs to try a rule on a report, as against passing over its posting: a visit to memory that nobody
// visited lately.
const tryCost = 10

// A plan is what holds beside the ways in, so far.
type plan struct {
	severity uint32  // that the report must have at least
	tests    [2]test // the rarest first
}

// A test is features of which a report must have one; none where there is nothing to test.
type test struct {
	any    [4]feature
	n      int
	chance float64 // that a report has one
}

// add adds a test if it is rarer than those there are, and what a guard holds allows it.
func (p *plan) add(t test) {
	first, second := &p.tests[0], &p.tests[1]
	if first.n == 0 || t.n > 0 && t.chance < first.chance {
		*first, t = t, *first
	}
	if first.n+second.n > len(t.any) || t.n > 0 && first.n+t.n <= len(t.any) && (second.n == 0 || t.chance < second.chance) {
		*second = test{}
		if first.n+t.n <= len(t.any) {
			*second = t
		}
	}
}

// chance is how likely a report passes.
func (p *plan) chance() float64 {
	c := 1.0
	for i := range p.tests {
		if p.tests[i].n > 0 {
			c *= p.tests[i].chance
		}
	}
	return c
}

// tests returns the tests of the members of an AND.
func (b *book) tests(members []uint32) (all [maxTests]test, n int) {
	for at := 0; at < len(members) && n < maxTests; at = after(members, at) {
		all[n] = b.test(members[at:])
		n++
	}
	return all, n
}

// maxTests is for how many members of an AND tests are thought of.
const maxTests = 16

// enter chooses and marks the ways into the members of an AND, and returns the guard for all of them. It marks none
// when there are none: a report without any of the features may meet the rule.
func (b *book) enter(members []uint32) guard {
	p := b.mark(members, plan{}, true)
	return p.guard()
}

// mark marks the ways into the members of an AND and returns the plan with what holds beside all of them. What stands
// beside a way within an OR holds for this way only, and is left out.
func (b *book) mark(members []uint32, p plan, all bool) plan {
	at, p, _ := b.cheapest(members, p, all)
	if at < 0 {
		return p
	}
	return b.markIn(members[at:], p, all)
}

func (b *book) markIn(m []uint32, p plan, all bool) plan {
	arg := m[0] & argMask
	switch m[0] >> insShift {
	case insFeature:
		m[0] = instruction(insWay, arg)
	case insOr:
		kids := m[1 : 1+arg]
		for at := 0; at < len(kids); at = after(kids, at) {
			b.markIn(kids[at:], p, false)
		}
	case insAnd:
		return b.mark(m[1:1+arg], p, all)
	}
	return p
}

// cheapest returns where the member of an AND stands that it costs least to enter by, -1 when there is none, with the plan
// for it and the cost.
func (b *book) cheapest(members []uint32, p plan, all bool) (best int, with plan, least float64) {
	var tests [maxTests]test
	n := 0
	if all {
		tests, n = b.tests(members)
		for at := 0; at < len(members); at = after(members, at) {
			p.severity = max(p.severity, b.leastSeverity(members[at]))
		}
	}
	best, with = -1, p
	for at, i := 0, 0; at < len(members); at, i = after(members, at), i+1 {
		beside := p
		for k := range n {
			if k != i {
				beside.add(tests[k])
			}
		}
		if c, ok := b.cost(members[at:], beside, all); ok && (best < 0 || c < least) {
			best, with, least = at, beside, c
		}
	}
	return best, with, least
}

// cost is what it costs a report, on average, that a rule is entered by a member; ok is false when that is not possible.
func (b *book) cost(m []uint32, p plan, all bool) (sum float64, ok bool) {
	arg := m[0] & argMask
	switch m[0] >> insShift {
	case insFeature:
		return b.chance(arg) * (1 + tryCost*p.chance()), true
	case insOr:
		kids := m[1 : 1+arg]
		for at := 0; at < len(kids); at = after(kids, at) {
			c, ok := b.cost(kids[at:], p, false)
			if !ok {
				return 0, false
			}
			sum += c
		}
		return sum, true
	case insAnd:
		best, _, least := b.cheapest(m[1:1+arg], p, all)
		return least, best >= 0
	}
	return 0, false
}

// test returns features of which a report must have one for a member to be met.
func (b *book) test(m []uint32) (t test) {
	arg := m[0] & argMask
	switch m[0] >> insShift {
	case insFeature:
		return test{any: [4]feature{arg}, n: 1, chance: b.chance(arg)}
	case insOr:
		for _, code := range m[1 : 1+arg] {
			if code>>insShift != insFeature || t.n == len(t.any) {
				return test{}
			}
			t.any[t.n] = code & argMask
			t.chance += b.chance(code & argMask)
			t.n++
		}
	case insAnd:
		kids := m[1 : 1+arg]
		for at := 0; at < len(kids); at = after(kids, at) {
			if k := b.test(kids[at:]); k.n > 0 && (t.n == 0 || k.chance < t.chance) {
				t = k
			}
		}
	}
	return t
}

// leastSeverity returns the severity that a report must have at least to meet a comparison, 0 for all other members.
func (b *book) leastSeverity(code uint32) uint32 {
	if !isFeature(code) || b.known.all[code&argMask].kind != ofLevel {
		return 0
	}
	switch c, level := levelOf(b.known.all[code&argMask].entry); c {
	case cmpAtLeast, cmpIs:
		return level
	case cmpOver:
		return level + 1
	}
	return 0
}

// after returns where the member behind the one at pc begins.
func after(code []uint32, pc int) int {
	switch code[pc] >> insShift {
	case insAnd, insOr:
		return pc + 1 + int(code[pc]&argMask)
	case insNot:
		return after(code, pc+1)
	}
	return pc + 1
}
