package rules

import "slices"

// compile writes the program of a rule into b.code, where the next rule overwrites it. What only the report itself can
// answer becomes a question, beside the features that must be there for it to be answered with yes.
func (b *book) compile(n *node) []uint32 {
	b.code = b.code[:0]
	if n.op == opAnd {
		b.emitAll(n)
	} else {
		b.emit(n)
	}
	return b.code
}

func (b *book) emit(n *node) {
	switch n.op {
	case opClause:
		b.emitClause(n)
	case opNot:
		b.write1(insNot, 0)
		b.emit(n.kids[0])
	case opOr:
		at := b.open(insOr)
		for _, k := range n.kids {
			b.emit(k)
		}
		b.close(at)
	case opAnd:
		at := b.open(insAnd)
		b.emitAll(n)
		b.close(at)
	}
}

// emitAll writes the members of an AND, and that what they ask of events must hold of one and the same.
func (b *book) emitAll(n *node) {
	ofEvent := 0
	for _, k := range n.kids {
		b.emit(k)
		if k.ofEvent() {
			ofEvent++
		}
	}
	if ofEvent > 1 {
		b.write1(insSame, b.asks.keep(n))
	}
}

func (b *book) emitClause(n *node) {
	c := n.clause
	switch {
	case c.field.kind == kindSeverity:
		b.write1(insFeature, b.level(c.cmp, c.n))
	case c.field.compare:
		b.code = append(b.code, comparison(c))
	case c.field.kind == kindNear:
		b.write1(insAsk, b.asks.keep(n))
	case len(c.values) == 1:
		b.emitValue(c, &c.values[0])
	default:
		at := b.open(insOr)
		for i := range c.values {
			b.emitValue(c, &c.values[i])
		}
		b.close(at)
	}
}

func (b *book) emitValue(c *clause, v *value) {
	if v.term == nil {
		b.write1(insFeature, b.id(idKindOf[c.field.kind], v.id))
		return
	}
	title := c.field.kind == kindTitle
	if v.term.exact == nil && (len(v.term.words) == 1 || !v.term.prefix) {
		b.write1(insFeature, b.term(v.term, title))
		return
	}
	at := b.open(insAnd)
	for i, w := range v.term.words {
		part := term{words: []word{w}, prefix: v.term.prefix && i == len(v.term.words)-1}
		b.write1(insFeature, b.term(&part, title))
	}
	one := &clause{field: c.field, values: []value{*v}}
	b.write1(insAsk, b.asks.keep(&node{clause: one}))
	b.close(at)
}

func (b *book) write1(ins, arg uint32) { b.code = append(b.code, instruction(ins, arg)) }

// open begins an AND or OR, close ends it.
func (b *book) open(ins uint32) (at int) {
	b.write1(ins, 0)
	return len(b.code) - 1
}

func (b *book) close(at int) { b.code[at] |= uint32(len(b.code) - at - 1) }

// pack writes a program into b.packed as records have it, the plain members first, and returns how much they take.
func (b *book) pack(program []uint32) (plain int) {
	b.packed = b.packed[:0]
	for at := 0; at < len(program); at = after(program, at) {
		if fs, marks := plainMember(program[at:]); fs != nil {
			b.packed = append(b.packed, fs...)
			b.packed[len(b.packed)-1] |= marks << insShift
		}
	}
	plain = len(b.packed)
	for at := 0; at < len(program); at = after(program, at) {
		if fs, _ := plainMember(program[at:]); fs == nil {
			b.packed = append(b.packed, program[at:after(program, at)]...)
		}
	}
	return plain
}

// plainMember returns the features of a plain member and what marks the last of them, nil for another.
func plainMember(m []uint32) (fs []uint32, marks uint32) {
	switch m[0] >> insShift {
	case insFeature, insWay:
		return m[:1], insLast
	case insNot:
		if isFeature(m[1]) {
			return m[1:2], insLast | insUnless
		}
	case insOr:
		fs = m[1:after(m, 0)]
		if !slices.ContainsFunc(fs, func(code uint32) bool { return !isFeature(code) }) {
			return fs, insLast
		}
	}
	return nil, 0
}
