package rules

import (
	"slices"

	"tocsin/report"
)

// Why returns what met the rule, in the order of its clauses: for every clause that was met the words that met it, for a
// NOT the clause alone. It returns nothing when the rule is not met.
func (e *Expr) Why(it *Item) []Reason {
	if !e.Match(it) {
		return nil
	}
	return e.root.why(it, nil, nil)
}

// why appends the reasons of a node that was met. ev is the event that meets the clauses beside it, nil for none yet.
func (n *node) why(it *Item, ev *report.Event, out []Reason) []Reason {
	switch {
	case n.op == opNot:
		return append(out, Reason{Clause: n.String()})
	case n.op == opClause:
		return n.clause.why(it, n.event(it, ev), out)
	case n.op == opAnd && ev == nil:
		ev = n.sameEvent(it.Tags)
	}
	for _, k := range n.kids {
		with := ev
		if n.op == opOr && !n.ofEvent() {
			with = nil
		}
		if n.op == opAnd || k.holds(it, with) {
			if !k.ofEvent() {
				with = nil
			}
			out = k.why(it, with, out)
		}
	}
	return out
}

// holds says whether a node is met, by the event ev where one is given.
func (n *node) holds(it *Item, ev *report.Event) bool {
	if ev != nil && n.ofEvent() {
		return n.onEvent(it.Tags, ev)
	}
	return n.eval(it)
}

// event returns the event that meets a clause about events: ev, or the first that does.
func (n *node) event(it *Item, ev *report.Event) *report.Event {
	if ev == nil && n.ofEvent() {
		anyEvent(it.Tags, func(e *report.Event) bool {
			if n.onEvent(it.Tags, e) {
				ev = e
			}
			return ev != nil
		})
	}
	return ev
}

// why appends a reason for each value that met the clause, or one for the clause alone.
func (c *clause) why(it *Item, ev *report.Event, out []Reason) []Reason {
	name := c.String()
	before := len(out)
	add := func(m report.Mention) {
		r := Reason{Clause: name, Field: m.Field, Start: m.Start, End: m.End, Text: m.Text}
		if !slices.Contains(out[before:], r) {
			out = append(out, r)
		}
	}
	for i := range c.values {
		if m, ok := c.values[i].mention(c.field.kind, it, ev); ok {
			add(m)
		}
	}
	if len(out) == before {
		out = append(out, Reason{Clause: name})
	}
	return out
}

// mention returns the first words of the report that meet a value.
func (v *value) mention(k kind, it *Item, ev *report.Event) (report.Mention, bool) {
	t := it.Tags
	switch k {
	case kindWords, kindTitle:
		return v.term.reason(it.Doc, k == kindTitle)
	case kindRegion, kindMentions, kindNear:
		for i := range t.Places {
			if v.placed(k, &t.Places[i]) {
				return first(t.Places[i].Mentions)
			}
		}
	case kindActor:
		for i := range t.Actors {
			if a := &t.Actors[i]; a.ID == v.id || slices.Contains(a.Within, v.id) {
				return first(a.Mentions)
			}
		}
	case kindBy, kindTarget, kindBlamed:
		if ev == nil || !v.onEvent(k, t, ev) {
			break
		}
		for _, id := range roleIDs(k, ev) {
			i := slices.IndexFunc(t.Actors, func(a report.Actor) bool { return a.ID == id })
			if i >= 0 && partOf(t, id, v.id) {
				return first(t.Actors[i].Mentions)
			}
		}
		return first(ev.Mentions)
	case kindEvent, kindClass:
		if ev != nil && v.onEvent(k, t, ev) {
			return first(ev.Mentions)
		}
	}
	return report.Mention{}, false
}

func first(ms []report.Mention) (report.Mention, bool) {
	if len(ms) == 0 {
		return report.Mention{}, false
	}
	return ms[0], true
}
