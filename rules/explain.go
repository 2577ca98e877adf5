package rules

import (
	"fmt"
	"slices"
	"strings"

	"tocsin/report"
)

// An Explanation goes through a rule clause by clause, whether it was met or not.
type Explanation struct {
	Met   bool
	Steps []Step // in the order in which the rule is written
}

// A Step is one clause of a rule, or the beginning of a group.
type Step struct {
	Depth   int      // of groups within groups, from 0
	Clause  string   // in the rule language; "all of", "any of" or "not" for a group
	Met     bool     // for a group: as a whole
	Reasons []Reason // the words that met a clause
	Note    string   // for a clause that was not met: how it stands instead, in words
}

// String shows the explanation a step a line.
func (x Explanation) String() string {
	var b strings.Builder
	for _, s := range x.Steps {
		mark := "✗"
		if s.Met {
			mark = "✓"
		}
		fmt.Fprintf(&b, "%s%s %s", strings.Repeat("  ", s.Depth), mark, s.Clause)
		for i, r := range s.Reasons {
			if r.Text != "" {
				sep := ": "
				if i > 0 {
					sep = ", "
				}
				fmt.Fprintf(&b, "%s“%s” (%s)", sep, r.Text, r.Field)
			}
		}
		if s.Note != "" {
			b.WriteString(": " + s.Note)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// Explain goes through the rule for a report.
func (e *Expr) Explain(it *Item) Explanation {
	x := Explanation{Met: e.Match(it)}
	x.add(e.root, it, 0, nil)
	return x
}

func (x *Explanation) add(n *node, it *Item, depth int, ev *report.Event) {
	step := Step{Depth: depth, Met: n.holds(it, ev)}
	if n.op == opClause {
		step.Clause = n.clause.String()
		if step.Met {
			step.Reasons = n.clause.why(it, n.event(it, ev), nil)
		} else {
			step.Note = n.clause.note(it)
			if ev == nil && n.ofEvent() && step.Note == "" {
				step.Note = "no such event"
			}
		}
		x.Steps = append(x.Steps, step)
		return
	}
	step.Clause = map[op]string{opAnd: "all of", opOr: "any of", opNot: "not"}[n.op]
	if n.op == opAnd && ev == nil {
		if ev = n.sameEvent(it.Tags); ev == nil {
			step.Note = "no one event meets all of its clauses about events"
		}
	}
	x.Steps = append(x.Steps, step)
	for _, k := range n.kids {
		with := ev
		if n.op == opNot || !k.ofEvent() {
			with = nil
		}
		x.add(k, it, depth+1, with)
	}
}

// note says how a report stands to a clause that it does not meet; empty when there is nothing more to say.
func (c *clause) note(it *Item) string {
	t := it.Tags
	switch c.field.kind {
	case kindSeverity:
		return "it is " + t.Severity.Level.String()
	case kindKilled, kindWounded, kindSources:
		if n, known := c.field.number(it); known {
			return fmt.Sprintf("it is %d", n)
		}
		return "no number is given"
	case kindLang:
		return "it is " + docLang(it)
	case kindSource:
		if it.Report != nil && it.Report.Source != "" {
			return "it is from " + it.Report.Source
		}
	case kindRegion, kindNear:
		return c.placeNote(t)
	case kindEvent, kindClass:
		return c.eventNote(t)
	case kindBy, kindTarget, kindBlamed:
		return c.roleNote(t)
	}
	return ""
}

func (c *clause) placeNote(t *report.Tags) string {
	var focus []string
	mentioned := ""
	for i := range t.Places {
		p := &t.Places[i]
		if p.Focus && !slices.Contains(focus, p.Name) && len(focus) < 3 {
			focus = append(focus, p.Name)
		}
		for j := range c.values {
			if v := &c.values[j]; c.field.kind == kindRegion && mentioned == "" && v.placed(kindMentions, p) {
				mentioned = p.Name
			}
		}
	}
	note := "no place of the event is known"
	if len(focus) > 0 {
		note = "it happens in " + listed(focus, "and")
	}
	if mentioned != "" {
		note += "; " + mentioned + " is only mentioned"
	}
	return note
}

func (c *clause) eventNote(t *report.Tags) string {
	var told []string
	for i := range t.Events {
		ev := &t.Events[i]
		s := ev.Type.Label()
		if !ev.Status.Happened() {
			s += " (" + string(ev.Status) + ")"
		}
		if !slices.Contains(told, s) && len(told) < 5 {
			told = append(told, s)
		}
	}
	if len(told) == 0 {
		return "it tells of no event"
	}
	return "it tells of " + listed(told, "and")
}

func (c *clause) roleNote(t *report.Tags) string {
	for i := range t.Actors {
		a := &t.Actors[i]
		for _, v := range c.values {
			if a.ID != v.id && !slices.Contains(a.Within, v.id) {
				continue
			}
			switch a.Role {
			case report.Initiator:
				return a.Name + " initiates it"
			case report.Target:
				return a.Name + " is the target"
			case report.Accused:
				return a.Name + " is accused"
			}
			return a.Name + " is only mentioned"
		}
	}
	return ""
}
