package rules

import (
	"slices"

	"tocsin/report"
)

// A Need is met by a report that has at least one of the values. Whoever keeps many reports can leave out those that
// cannot meet a rule by what it needs, without reading them.
type Need struct {
	Kind  NeedKind
	Any   []string
	Level report.Level // for NeedLevel: this one or worse
}

// NeedKind says what the values of a Need are.
type NeedKind string

const (
	NeedFocus NeedKind = "focus" // ids of places: it happens there or within
	NeedPlace NeedKind = "place" // ids of places: one there or within is mentioned
	NeedActor NeedKind = "actor" // ids of actors: one of them or within them is named
	NeedEvent NeedKind = "event" // report.EventType
	NeedStem  NeedKind = "stem"  // a word of title or text by its text.Token.Fold or Stem; "drone*" for a beginning
	NeedLevel NeedKind = "level"
)

// Needs returns what every report that meets the rule has. What it does not tell (NOT, comparisons, alternatives of
// several kinds) is left out: meeting all needs is necessary, not enough.
func (e *Expr) Needs() []Need { return e.root.needs() }

// Decided says whether meeting all Needs is enough: of a rule that joins clauses of region:, actor: and severity at or
// above a level, and for an Item that is not Unplaced.
func (e *Expr) Decided() bool {
	return !slices.ContainsFunc(e.Parts(), func(p *Expr) bool { return p.root.op != opClause || !p.root.clause.decided() })
}

func (c *clause) decided() bool {
	switch c.field.kind {
	case kindRegion, kindActor:
		return true
	case kindSeverity:
		return c.cmp == cmpAtLeast && c.least() > report.Info
	}
	return false
}

func (n *node) needs() []Need {
	switch n.op {
	case opAnd:
		var all []Need
		for _, k := range n.kids {
			all = append(all, k.needs()...)
		}
		return all
	case opOr:
		return n.eitherNeeds()
	case opClause:
		if vs := n.clause.values; len(vs) == 1 && vs[0].term != nil { // of a phrase every word
			var all []Need
			for i := range vs[0].term.words {
				all = append(all, Need{Kind: NeedStem, Any: vs[0].term.needsOf(i)})
			}
			return all
		}
		if need, ok := n.clause.need(); ok {
			return []Need{need}
		}
	}
	return nil
}

// eitherNeeds joins the needs of alternatives where every one has a need of the same kind.
func (n *node) eitherNeeds() []Need {
	var common []Need
	for i, k := range n.kids {
		mine := k.needs()
		if i == 0 {
			common = slices.Clone(mine)
			continue
		}
		common = slices.DeleteFunc(common, func(c Need) bool {
			return !slices.ContainsFunc(mine, func(m Need) bool { return m.Kind == c.Kind })
		})
		for j := range common {
			at := slices.IndexFunc(mine, func(m Need) bool { return m.Kind == common[j].Kind })
			common[j].Any = append(slices.Clone(common[j].Any), mine[at].Any...)
			common[j].Level = min(common[j].Level, mine[at].Level)
		}
	}
	return common
}

// need returns what a clause needs; ok is false for one that needs nothing that can be looked up.
func (c *clause) need() (Need, bool) {
	need := Need{}
	switch c.field.kind {
	case kindWords, kindTitle:
		need.Kind = NeedStem
		for _, v := range c.values {
			need.Any = append(need.Any, v.term.needs()...)
		}
		return need, true
	case kindRegion:
		need.Kind = NeedFocus
	case kindMentions:
		need.Kind = NeedPlace
	case kindActor, kindBy, kindBlamed, kindTarget:
		need.Kind = NeedActor
	case kindEvent:
		need.Kind = NeedEvent
	case kindSeverity:
		return Need{Kind: NeedLevel, Level: c.least()}, c.least() > report.Info
	default:
		return need, false
	}
	for _, v := range c.values {
		need.Any = append(need.Any, v.id)
	}
	return need, true
}

// least returns the lowest severity that meets a comparison.
func (c *clause) least() report.Level {
	switch c.cmp {
	case cmpAtLeast, cmpIs:
		return report.Level(c.n)
	case cmpOver:
		return report.Level(min(c.n+1, int(report.Critical)))
	}
	return report.Info
}

// needs returns the forms of the longest word of a term: one of them stands in every text that has the term.
func (t *term) needs() []string {
	at := len(t.words) - 1
	if !t.prefix {
		for i := range t.words {
			if len(t.words[i].fold) > len(t.words[at].fold) {
				at = i
			}
		}
	}
	return t.needsOf(at)
}

// needsOf returns the forms of the nth word.
func (t *term) needsOf(n int) []string {
	w := &t.words[n]
	if t.prefix && n == len(t.words)-1 {
		return []string{w.fold + "*"}
	}
	forms := []string{w.fold}
	for _, f := range w.forms {
		if f.stem != w.fold {
			forms = append(forms, f.stem)
		}
	}
	return forms
}

// Parts returns the rules that a rule joins by AND, in the order in which they are written; a rule that joins none is
// its own only part.
func (e *Expr) Parts() []*Expr {
	if e.root.op != opAnd {
		return []*Expr{e}
	}
	parts := make([]*Expr, len(e.root.kids))
	for i, k := range e.root.kids {
		parts[i] = &Expr{root: k}
	}
	return parts
}

// Without returns the rule without one of its Parts, nil when nothing is left.
func (e *Expr) Without(part int) *Expr {
	if e.root.op != opAnd {
		return nil
	}
	return &Expr{root: join(opAnd, slices.Delete(slices.Clone(e.root.kids), part, part+1))}
}

// Excludes says whether the rule is a NOT.
func (e *Expr) Excludes() bool { return e.root.op == opNot }

// Asked returns the ids of all values that a rule asks for in a field, without those under a NOT: place and actor ids,
// event types, folded names of sources. It returns none for a field that does not exist.
func (e *Expr) Asked(field string) []string {
	var ids []string
	var walk func(n *node)
	walk = func(n *node) {
		if n.op == opNot {
			return
		}
		if n.op == opClause && n.clause.field.name == field {
			for _, v := range n.clause.values {
				ids = append(ids, v.id)
			}
		}
		for _, k := range n.kids {
			walk(k)
		}
	}
	walk(e.root)
	return ids
}

// ReadsText says whether words of title or text decide whether the rule is met: without them an Item needs no Doc.
func (e *Expr) ReadsText() bool {
	reads := false
	e.root.clauses(func(c *clause) { reads = reads || c.field.kind == kindWords || c.field.kind == kindTitle })
	return reads
}
