package rules

// A step of a program before it is written down. Members of AND and OR are in kids, of NOT the one.
type step struct {
	ins    uint32
	arg    uint32
	chance float64 // of a feature: how likely a report has it
	kids   []step
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
		return b.feature(b.id(idKindOf[c.field.kind], v.id))
	}
	title := c.field.kind == kindTitle
	if v.term.exact == nil && (len(v.term.words) == 1 || !v.term.prefix) {
		return b.feature(b.term(v.term, title))
	}
	s := step{ins: insAnd}
	for i, w := range v.term.words {
		part := term{words: []word{w}, prefix: v.term.prefix && i == len(v.term.words)-1}
		s.kids = append(s.kids, b.feature(b.term(&part, title)))
	}
	one := &clause{field: c.field, values: []value{*v}}
	s.kids = append(s.kids, b.question(&node{clause: one}))
	return s
}

func (b *book) feature(f feature) step { return step{ins: insFeature, arg: f, chance: b.chance(f)} }

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
