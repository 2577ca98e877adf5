package rules

// A step of a program before it is written down. Members of AND and OR are in kids, of NOT the one.
type step struct {
	ins  uint32
	arg  uint32
	kids []step
}

// compile makes the program of a node. What only the report itself can answer becomes a question, beside the features
// that must be there for it to be answered with yes.
func (b *book) compile(n *node) step {
	switch n.op {
	case opClause:
		return b.compileClause(n)
	case opNot:
		return step{ins: insNot, kids: []step{b.compile(n.kids[0])}}
	case opOr:
		s := step{ins: insOr}
		for _, k := range n.kids {
			s.kids = append(s.kids, b.compile(k))
		}
		return s
	}
	s := step{ins: insAnd}
	same := &node{op: opAnd} // must be met by one and the same event
	for _, k := range n.kids {
		s.kids = append(s.kids, b.compile(k))
		if k.ofEvent() {
			same.kids = append(same.kids, k)
		}
	}
	if len(same.kids) > 1 {
		s.kids = append(s.kids, b.question(same))
	}
	return s
}

func (b *book) compileClause(n *node) step {
	c := n.clause
	if c.field.compare {
		code := comparison(c)
		return step{ins: code >> insShift, arg: code & argMask}
	}
	if c.field.kind == kindNear {
		return b.question(n)
	}
	s := step{ins: insOr}
	for i := range c.values {
		s.kids = append(s.kids, b.compileValue(c, &c.values[i]))
	}
	if len(s.kids) == 1 {
		return s.kids[0]
	}
	return s
}

func (b *book) compileValue(c *clause, v *value) step {
	if v.term == nil {
		return step{ins: insFeature, arg: b.id(idKindOf[c.field.kind], v.id)}
	}
	title := c.field.kind == kindTitle
	if v.term.exact == nil && (len(v.term.words) == 1 || !v.term.prefix) {
		return step{ins: insFeature, arg: b.term(v.term, title)}
	}
	s := step{ins: insAnd}
	for i, w := range v.term.words {
		part := term{words: []word{w}, prefix: v.term.prefix && i == len(v.term.words)-1}
		s.kids = append(s.kids, step{ins: insFeature, arg: b.term(&part, title)})
	}
	one := &clause{field: c.field, values: []value{*v}}
	s.kids = append(s.kids, b.question(&node{clause: one}))
	return s
}

// question keeps a node for the report to answer.
func (b *book) question(n *node) step {
	i := uint32(len(b.asks))
	if k := len(b.freeAsks); k > 0 {
		i, b.freeAsks = b.freeAsks[k-1], b.freeAsks[:k-1]
		b.asks[i] = n
	} else {
		b.asks = append(b.asks, n)
	}
	return step{ins: insAsk, arg: i}
}

// encode appends a step to a program.
func (s *step) encode(code []uint32) []uint32 {
	at := len(code)
	code = append(code, instruction(s.ins, s.arg))
	for i := range s.kids {
		code = s.kids[i].encode(code)
	}
	if s.ins == insAnd || s.ins == insOr {
		code[at] = instruction(s.ins, uint32(len(code)-at-1))
	}
	return code
}

// An access is a way into a rule. Without its feature and its second the rule is not met by it.
type access struct {
	feature feature
	second  uint32 // a further feature in the low bits, the least severity in the high
}

const (
	secondBits = 29
	secondMask = 1<<secondBits - 1
)

// accesses returns the ways into a rule, none of them twice. cost says how many reports have a feature, roughly.
func (s *step) accesses(cost func(feature) float64) []access {
	list := s.enter(cost, access{}, nil)
	if list == nil {
		return []access{{always, 0}}
	}
	// The same feature by two ways is one way, with what both ask for.
	out := list[:0]
	for _, a := range list {
		known := false
		for i := range out {
			if out[i].feature == a.feature {
				known = true
				if out[i].second != a.second {
					out[i].second = min(out[i].second>>secondBits, a.second>>secondBits) << secondBits
				}
			}
		}
		if !known {
			out = append(out, a)
		}
	}
	return out
}

// enter appends the ways into a step; what must hold besides comes in with. It returns nil when there is no way that not
// every report has.
func (s *step) enter(cost func(feature) float64, with access, out []access) []access {
	switch s.ins {
	case insFeature:
		with.feature = s.arg
		if with.second&secondMask == s.arg {
			with.second &^= secondMask
		}
		return append(out, with)
	case insOr:
		for i := range s.kids {
			if out = s.kids[i].enter(cost, with, out); out == nil {
				return nil
			}
		}
		return out
	case insAnd:
		best, _ := s.cheapest(cost, -1)
		if best < 0 {
			return nil
		}
		return s.kids[best].enter(cost, s.beside(cost, best, with), out)
	}
	return nil
}

// cheapest returns the member of an AND to enter by that the fewest reports have, other than not; -1 when there is none.
func (s *step) cheapest(cost func(feature) float64, not int) (best int, least float64) {
	best = -1
	for i := range s.kids {
		if c, ok := s.kids[i].cost(cost); ok && i != not && (best < 0 || c < least) {
			best, least = i, c
		}
	}
	return best, least
}

// cost is what it costs to enter by a step; ok is false when one cannot.
func (s *step) cost(cost func(feature) float64) (sum float64, ok bool) {
	switch s.ins {
	case insFeature:
		return cost(s.arg), true
	case insOr:
		for i := range s.kids {
			c, ok := s.kids[i].cost(cost)
			if !ok {
				return 0, false
			}
			sum += c
		}
		return sum, true
	case insAnd:
		best, least := s.cheapest(cost, -1)
		return least, best >= 0
	}
	return 0, false
}

// beside adds to an access what the other members of an AND ask for: the rarest feature, the highest severity.
func (s *step) beside(cost func(feature) float64, entered int, with access) access {
	least := 0.0
	if f := with.second & secondMask; f != always {
		least = cost(f)
	}
	for i := range s.kids {
		k := &s.kids[i]
		switch {
		case i == entered:
		case k.ins == insFeature:
			if c := cost(k.arg); with.second&secondMask == always || c < least {
				least = c
				with.second = with.second&^secondMask | k.arg
			}
		case k.ins == insCompare:
			if l := k.leastSeverity(); l > with.second>>secondBits {
				with.second = with.second&secondMask | l<<secondBits
			}
		}
	}
	return with
}

// leastSeverity returns the severity that a comparison asks for at least.
func (s *step) leastSeverity() uint32 {
	n := s.arg & (1<<23 - 1)
	if s.arg>>26&3 != numberOf(kindSeverity) {
		return 0
	}
	switch cmp(s.arg >> 23 & 7) {
	case cmpAtLeast, cmpIs:
		return n
	case cmpOver:
		return n + 1
	}
	return 0
}
