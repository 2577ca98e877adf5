package rules

import "tocsin/report"

// An Expr is a rule that was understood: a tree of clauses with every name made into an id. It is read-only once
// parsed and may be shared. There is no useful zero value: Parse makes one.
type Expr struct {
	root *node
}

// op says how the members of a node go together.
type op uint8

const (
	opClause op = iota
	opAnd
	opOr
	opNot
)

// A node is a clause, or members under AND, OR or NOT. Trees are flat: no AND stands directly in an AND, no OR in an OR,
// no NOT in a NOT; AND and OR have two members or more.
type node struct {
	op     op
	kids   []*node
	clause *clause
}

// A clause is one question about a report. It is met when any of its values is.
type clause struct {
	field  *field
	values []value
	cmp    cmp // for fields that are compared
	n      int // with this number, or severity level
}

// A value is one of the alternatives of a clause.
type value struct {
	show   string // as printed in the language, without quotation marks
	name   string // as people read it
	id     string // place, actor, event type, class, language code; folded name of a source
	place  report.Candidate
	term   *term           // for words and title:
	at     report.Position // for near:
	metres int
}

// cmp is a comparison.
type cmp uint8

const (
	cmpNone cmp = iota
	cmpAtLeast
	cmpAtMost
	cmpOver
	cmpUnder
	cmpIs
	cmps
)

var cmpSigns = [...]string{"", ">=", "<=", ">", "<", "="}

func (c cmp) String() string { return cmpSigns[c] }

// holds says whether n stands so to bound.
func (c cmp) holds(n, bound int) bool {
	switch c {
	case cmpAtLeast:
		return n >= bound
	case cmpAtMost:
		return n <= bound
	case cmpOver:
		return n > bound
	case cmpUnder:
		return n < bound
	case cmpIs:
		return n == bound
	}
	return false
}

// join puts members together under AND or OR, flat.
func join(o op, kids []*node) *node {
	if len(kids) == 1 {
		return kids[0]
	}
	n := &node{op: o}
	for _, k := range kids {
		if k.op == o {
			n.kids = append(n.kids, k.kids...)
		} else {
			n.kids = append(n.kids, k)
		}
	}
	return n
}

func negate(n *node) *node {
	if n.op == opNot {
		return n.kids[0]
	}
	return &node{op: opNot, kids: []*node{n}}
}

// clauses calls f for every clause of the tree, in the order in which they are written.
func (n *node) clauses(f func(*clause)) {
	if n.op == opClause {
		f(n.clause)
	}
	for _, k := range n.kids {
		k.clauses(f)
	}
}
