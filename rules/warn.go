package rules

import (
	"slices"
	"strings"

	"tocsin/report"
)

// Warnings says, in words for whoever writes the rule, that it or a part of it can never match, or that it matches nearly
// every report. There are none for a rule of so many alternatives that it cannot be said.
func (e *Expr) Warnings() []string {
	alternatives, ok := e.root.alternativesOf(false)
	if !ok {
		return nil
	}
	var never, broad []string
	for _, a := range alternatives {
		if why := a.contradiction(); why != "" {
			never = append(never, why)
		} else if why := a.tooBroad(); why != "" {
			broad = append(broad, why)
		}
	}
	var out []string
	switch {
	case len(never) == len(alternatives):
		out = append(out, "This rule can never match: "+never[0]+".")
	case len(never) > 0:
		out = append(out, "A part of this rule can never match: "+never[0]+".")
	}
	if len(broad) > 0 {
		out = append(out, "This rule matches nearly every report: "+broad[0]+".")
	}
	return out
}

// A literal is a clause that must be met, or must not.
type literal struct {
	*clause
	not bool
}

func (l literal) String() string {
	if l.not {
		return "-" + l.clause.String()
	}
	return l.clause.String()
}

// An alternative is literals joined by AND: one way to meet a rule.
type alternative []literal

// maxAlternatives bounds how far a rule is multiplied out.
const maxAlternatives = 256

// alternativesOf multiplies a tree out; ok is false when there are too many.
func (n *node) alternativesOf(not bool) (out []alternative, ok bool) {
	switch n.op {
	case opClause:
		return []alternative{{{n.clause, not}}}, true
	case opNot:
		return n.kids[0].alternativesOf(!not)
	}
	if or := n.op == opOr; or == not { // AND, or what NOT makes of an OR
		out = []alternative{nil}
	}
	for _, k := range n.kids {
		mine, ok := k.alternativesOf(not)
		if !ok {
			return nil, false
		}
		switch or := n.op == opOr; {
		case len(out)*len(mine) > maxAlternatives || len(out)+len(mine) > maxAlternatives:
			return nil, false
		case or != not:
			out = append(out, mine...)
		default:
			out = multiply(out, mine)
		}
	}
	return out, true
}

func multiply(a, b []alternative) []alternative {
	out := make([]alternative, 0, len(a)*len(b))
	for _, x := range a {
		for _, y := range b {
			out = append(out, slices.Concat(x, y))
		}
	}
	return out
}

// contradiction says why an alternative can never be met, empty when it can.
func (a alternative) contradiction() string {
	for i, x := range a {
		for _, y := range a[:i] {
			if excludes(x, y) || excludes(y, x) {
				return y.String() + " and " + x.String() + " exclude each other"
			}
		}
	}
	for _, f := range fields {
		if f.compare {
			if why := a.emptyRange(f); why != "" {
				return why
			}
		}
	}
	return ""
}

// excludes says whether x leaves nothing for y, by what they ask for alone.
func excludes(x, y literal) bool {
	if x.not || x.field != y.field || x.field.compare {
		return false
	}
	all := func(in func(v, w *value) bool) bool {
		return !slices.ContainsFunc(x.values, func(v value) bool {
			return !slices.ContainsFunc(y.values, func(w value) bool { return in(&v, &w) })
		})
	}
	switch {
	case y.not && (x.field.kind == kindRegion || x.field.kind == kindMentions):
		return all(func(v, w *value) bool { return v.id == w.id || lies(v.place, w.place) })
	case y.not:
		return x.clause.String() == y.clause.String() || x.field.kind != kindNear && all(func(v, w *value) bool { return v.same(w) })
	case x.field.kind == kindLang:
		return !slices.ContainsFunc(x.values, func(v value) bool {
			return slices.ContainsFunc(y.values, func(w value) bool { return v.id == w.id })
		})
	}
	return false
}

// same says whether two values of one field ask for the same.
func (v *value) same(w *value) bool {
	if v.term == nil || w.term == nil {
		return v.term == nil && w.term == nil && v.id == w.id
	}
	return v.term.prefix == w.term.prefix && slices.Equal(v.term.exact, w.term.exact) &&
		slices.EqualFunc(v.term.words, w.term.words, func(a, b word) bool { return a.fold == b.fold })
}

// bounds returns what a field can be at all.
func (f *field) bounds() (least, most int) {
	switch f.kind {
	case kindSeverity:
		return int(report.Info), int(report.Critical)
	case kindSources:
		return 1, maxNumber
	}
	return 0, maxNumber
}

// emptyRange says which comparisons of a field leave no number.
func (a alternative) emptyRange(f *field) string {
	least, most := f.bounds()
	asked := f.kind == kindSeverity || f.kind == kindSources // those are known of every report: NOT is the opposite
	var said []string
	for _, l := range a {
		asked = asked || l.field == f && !l.not
	}
	var holes []literal
	for _, l := range a {
		if l.field != f || !asked {
			continue
		}
		said = append(said, l.String())
		c := l.cmp
		if l.not {
			c = [...]cmp{cmpAtLeast: cmpUnder, cmpAtMost: cmpOver, cmpOver: cmpAtMost, cmpUnder: cmpAtLeast, cmpIs: cmpNone}[c]
		}
		switch c {
		case cmpAtLeast:
			least = max(least, l.n)
		case cmpOver:
			least = max(least, l.n+1)
		case cmpAtMost:
			most = min(most, l.n)
		case cmpUnder:
			most = min(most, l.n-1)
		case cmpIs:
			least, most = max(least, l.n), min(most, l.n)
		default:
			holes = append(holes, l)
		}
	}
	empty := least > most || least == most && slices.ContainsFunc(holes, func(l literal) bool { return l.n == least })
	switch {
	case !empty:
		return ""
	case len(said) == 1:
		return "nothing meets " + said[0]
	}
	return listed(said, "and") + " exclude each other"
}

// tooBroad says why an alternative leaves hardly a report out, empty when it does.
func (a alternative) tooBroad() string {
	var said []string
	for _, l := range a {
		if l.narrows() {
			return ""
		}
		said = append(said, l.String())
	}
	return listed(said, "and") + " leaves little out"
}

// narrows says whether a clause leaves many reports out.
func (l literal) narrows() bool {
	c := l.clause
	if c.field.compare {
		least, most := c.field.bounds()
		all := c.cmp.holds(least, c.n) && c.cmp.holds(most, c.n) && c.cmp != cmpIs
		if c.field.kind == kindSeverity || c.field.kind == kindSources {
			return all == l.not
		}
		return !l.not // a toll must be given at all
	}
	if l.not {
		return false
	}
	switch c.field.kind {
	case kindLang:
		return false
	case kindWords, kindTitle:
		return !slices.ContainsFunc(c.values, func(v value) bool { return v.term.common() })
	}
	return true
}

// common says whether a term stands in nearly every English text.
func (t *term) common() bool {
	return t.exact == nil && !t.prefix && len(t.words) == 1 && slices.Contains(strings.Fields(functionWords), t.words[0].fold)
}

const functionWords = "the of and to in a an for on with from by at as is was are were be been has have had it its that this which who not but or said says"
