package rules

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

// String prints the rule in the rule language. Names print as people know them where that name is understood again, as
// ids otherwise. Parse makes the same rule of it.
func (e *Expr) String() string {
	var b strings.Builder
	e.root.print(&b, opOr)
	return b.String()
}

// print writes a node; within is the operator it stands in.
func (n *node) print(b *strings.Builder, within op) {
	switch n.op {
	case opClause:
		n.clause.print(b)
	case opNot:
		b.WriteByte('-')
		n.kids[0].print(b, opNot)
	default:
		sep, open := " ", within == opNot
		if n.op == opOr {
			sep, open = " OR ", within != opOr
		}
		if open {
			b.WriteByte('(')
		}
		for i, k := range n.kids {
			if i > 0 {
				b.WriteString(sep)
			}
			k.print(b, n.op)
		}
		if open {
			b.WriteByte(')')
		}
	}
}

// String prints one clause.
func (c *clause) String() string {
	var b strings.Builder
	c.print(&b)
	return b.String()
}

func (c *clause) print(b *strings.Builder) {
	f := c.field
	switch {
	case f.kind == kindSeverity:
		fmt.Fprintf(b, "%s%s%s", f.name, c.cmp, levelWord(c.n))
		return
	case f.compare:
		fmt.Fprintf(b, "%s%s%d", f.name, c.cmp, c.n)
		return
	case f.kind != kindWords:
		b.WriteString(f.name)
		b.WriteByte(':')
	}
	for i := range c.values {
		if i > 0 {
			b.WriteByte(',')
		}
		c.values[i].print(b)
	}
	if f.kind == kindNear {
		fmt.Fprintf(b, ",%skm", strconv.FormatFloat(float64(c.values[0].metres)/1000, 'f', -1, 64))
	}
}

func (v *value) print(b *strings.Builder) {
	switch {
	case v.term != nil && v.term.exact != nil:
		b.WriteString(`="` + v.show + `"`)
	case v.term != nil && v.term.prefix:
		b.WriteString(v.show + "*")
	default:
		b.WriteString(quote(v.show))
	}
}

// quote puts a name or phrase in quotation marks where it needs them.
func quote(s string) string {
	if plain(s) {
		return s
	}
	return `"` + s + `"`
}

// plain says whether s can be written without quotation marks: letters, digits and what joins them, and no word of the
// language itself.
func plain(s string) bool {
	switch s {
	case "", "AND", "OR", "NOT", "and", "or", "not":
		return false
	}
	for i, r := range s {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || i > 0 && unicode.IsMark(r):
		case i > 0 && strings.ContainsRune("-'’._", r):
		default:
			return false
		}
	}
	return true
}

// listed joins words as people list them: "a, b or c".
func listed(words []string, or string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " " + or + " " + words[last]
}

// String prints a node by itself.
func (n *node) String() string {
	var b strings.Builder
	n.print(&b, opOr)
	return b.String()
}
