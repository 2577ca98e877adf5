package rules

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tocsin/report"
)

// Words says the rule to people, on one line: "Attacks in Iraq involving Popular Mobilization Forces, high or worse".
func (e *Expr) Words() string {
	s := e.root.say()
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// say says a node as what is sought: "attacks in Iraq".
func (n *node) say() string {
	switch n.op {
	case opOr:
		return sayAll(n.kids, "; or ", (*node).say)
	case opAnd:
		return sayBoth(n.kids)
	}
	return sayBoth([]*node{n})
}

func sayAll(kids []*node, sep string, f func(*node) string) string {
	out := make([]string, len(kids))
	for i, k := range kids {
		out[i] = f(k)
	}
	return strings.Join(out, sep)
}

// order is how clauses follow each other in a sentence, whatever order they were written in.
var order = []kind{kindRegion, kindNear, kindBy, kindTarget, kindBlamed, kindActor, kindMentions, kindTitle, kindWords, kindClass,
	kindSource, kindLang, kindSeverity, kindKilled, kindWounded, kindSources}

func sayBoth(kids []*node) string {
	what := "reports"
	var plainOnes, rest, nots []*node
	for _, k := range kids {
		switch {
		case k.op == opClause && k.clause.field.kind == kindEvent && what == "reports":
			what = k.clause.subject()
		case k.op == opClause:
			plainOnes = append(plainOnes, k)
		case k.op == opNot:
			nots = append(nots, k.kids[0])
		default:
			rest = append(rest, k)
		}
	}
	slices.SortStableFunc(plainOnes, func(a, b *node) int {
		return slices.Index(order, a.clause.field.kind) - slices.Index(order, b.clause.field.kind)
	})
	var b strings.Builder
	b.WriteString(what)
	for i, k := range plainOnes {
		switch f := k.clause.field; {
		case f.compare:
			b.WriteByte(',')
		case i > 0 && f.kind == plainOnes[i-1].clause.field.kind: // "in Iraq and in Syria"
			b.WriteString(" and")
		}
		b.WriteByte(' ')
		b.WriteString(k.clause.say())
	}
	for _, k := range rest {
		b.WriteString(", " + k.alternatives())
	}
	if len(nots) > 0 {
		b.WriteString(", but not " + sayAll(nots, ", not ", (*node).alternatives))
	}
	return b.String()
}

// alternatives says what stands in parentheses or under a NOT: "with “drone” or in Iraq".
func (n *node) alternatives() string {
	switch n.op {
	case opClause:
		return n.clause.say()
	case opNot:
		return "not " + n.kids[0].alternatives()
	case opAnd:
		return "(" + sayAll(n.kids, " and ", (*node).alternatives) + ")"
	}
	if words := n.words(); words != nil {
		return "with " + listed(words, "or")
	}
	return sayAll(n.kids, " or ", (*node).alternatives)
}

// words returns the members of an OR when all of them are words.
func (n *node) words() []string {
	var out []string
	for _, k := range n.kids {
		if k.op != opClause || k.clause.field.kind != kindWords {
			return nil
		}
		out = append(out, k.clause.names("")...)
	}
	return out
}

// names returns the values of a clause as people read them.
func (c *clause) names(before string) []string {
	out := make([]string, len(c.values))
	for i, v := range c.values {
		out[i] = before + v.name
		if v.term != nil {
			out[i] = "“" + v.name + "”"
			if v.term.exact != nil {
				out[i] += " exactly"
			}
		}
	}
	return out
}

func (c *clause) say() string {
	names := listed(c.names(""), "or")
	switch c.field.kind {
	case kindWords:
		return "with " + names
	case kindTitle:
		return "with " + names + " in the title"
	case kindRegion:
		return "in " + names
	case kindMentions:
		return "mentioning " + names
	case kindNear:
		return "within " + metres(c.values[0].metres) + " of " + names
	case kindActor:
		return "involving " + names
	case kindBy:
		return "by " + names
	case kindTarget:
		return "on " + names
	case kindBlamed:
		return "blamed on " + names
	case kindEvent:
		return "with " + c.subject()
	case kindClass:
		return "of " + names
	case kindSource:
		return "from " + names
	case kindLang:
		return "in " + listed(c.names(""), "or") + " language"
	case kindSeverity:
		return c.saySeverity()
	}
	return c.sayNumber()
}

func (c *clause) saySeverity() string {
	word := report.Level(c.n).String()
	switch c.cmp {
	case cmpAtLeast:
		if report.Level(c.n) == report.Critical {
			return word // nothing is worse
		}
		return word + " or worse"
	case cmpAtMost:
		return word + " or less"
	case cmpOver:
		return "worse than " + word
	case cmpUnder:
		return "less than " + word
	}
	return "exactly " + word
}

func (c *clause) sayNumber() string {
	n := [...]string{cmpAtLeast: "at least %d", cmpAtMost: "at most %d", cmpOver: "more than %d", cmpUnder: "fewer than %d", cmpIs: "exactly %d"}[c.cmp]
	n = fmt.Sprintf(n, c.n)
	if c.field.kind != kindSources {
		return n + " " + c.field.name
	}
	if c.n == 1 {
		return "told by " + n + " publisher"
	}
	return "told by " + n + " independent publishers"
}

// subject says event types as what is sought: "air or drone strikes or bombings".
func (c *clause) subject() string {
	out := make([]string, len(c.values))
	for i, v := range c.values {
		out[i] = plural(report.EventType(v.id))
	}
	return listed(out, "or")
}

func plural(t report.EventType) string {
	switch t {
	case report.Shelling:
		return "shelling or missile strikes"
	case report.Crackdown:
		return "crackdowns on demonstrators"
	case report.SexualViolence, report.MobViolence, report.PropertyDestruction, report.TerritoryGained, report.Mobilization, report.Sanctions,
		report.Talks, report.Praise, report.Recognition, report.Aid, report.Displacement, report.Expulsion:
		return t.Label()
	case report.WeaponsSeizure:
		return "weapons seizures"
	}
	return t.Label() + "s"
}

// metres says a distance.
func metres(m int) string {
	if m < 1000 {
		return fmt.Sprintf("%d m", m)
	}
	return fmt.Sprintf("%.4g km", float64(m)/1000)
}
