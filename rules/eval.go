package rules

import (
	"math"
	"slices"
	"strings"

	"tocsin/report"
	"tocsin/text"
)

// An Item is a report as rules see it. Report, Doc and Tags must be there; Sources is the number of independent
// publishers of its story, 0 when it has none yet, which counts as 1.
type Item struct {
	Report  *report.Report
	Doc     *text.Doc
	Tags    *report.Tags
	Sources int
	// Unplaced lets a report of which nobody knows where it happens meet every region:, for subscribers who chose that.
	Unplaced bool
}

// Match says whether a report meets the rule. It is the definition of what a rule means; Index gives the same answers
// for many rules at once.
func (e *Expr) Match(it *Item) bool { return e.root.eval(it) }

func (n *node) eval(it *Item) bool {
	if n.ofEvent() {
		return anyEvent(it.Tags, func(ev *report.Event) bool { return n.onEvent(it.Tags, ev) })
	}
	switch n.op {
	case opNot:
		if it.Unplaced { // what is excluded must be known, not possible
			known := *it
			known.Unplaced = false
			it = &known
		}
		return !n.kids[0].eval(it)
	case opOr:
		return slices.ContainsFunc(n.kids, func(k *node) bool { return k.eval(it) })
	case opAnd:
		for _, k := range n.kids {
			if !k.ofEvent() && !k.eval(it) {
				return false
			}
		}
		return n.sameEvent(it.Tags) != nil
	}
	return n.clause.eval(it)
}

// ofEvent says whether a node asks about one event only: a clause about events, or such clauses under AND and OR.
func (n *node) ofEvent() bool {
	switch n.op {
	case opClause:
		return n.clause.field.kind.ofEvent()
	case opNot:
		return false
	}
	return !slices.ContainsFunc(n.kids, func(k *node) bool { return !k.ofEvent() })
}

// sameEvent returns an event that meets every member of an AND that asks about one event; any event when none does.
func (n *node) sameEvent(t *report.Tags) *report.Event {
	var found *report.Event
	anyEvent(t, func(ev *report.Event) bool {
		for _, k := range n.kids {
			if k.ofEvent() && !k.onEvent(t, ev) {
				return false
			}
		}
		found = ev
		return true
	})
	return found
}

// anyEvent calls f for the events that happened until one meets it. Without any, f is asked about no event at all.
func anyEvent(t *report.Tags, f func(*report.Event) bool) bool {
	happened := false
	for i := range t.Events {
		if ev := &t.Events[i]; ev.Status.Happened() {
			if happened = true; f(ev) {
				return true
			}
		}
	}
	return !happened && f(&noEvent)
}

// noEvent is what a report tells of in which nothing happened.
var noEvent = report.Event{Class: report.Neutral}

func (n *node) onEvent(t *report.Tags, ev *report.Event) bool {
	switch n.op {
	case opOr:
		return slices.ContainsFunc(n.kids, func(k *node) bool { return k.onEvent(t, ev) })
	case opAnd:
		return !slices.ContainsFunc(n.kids, func(k *node) bool { return !k.onEvent(t, ev) })
	}
	c := n.clause
	return slices.ContainsFunc(c.values, func(v value) bool { return v.onEvent(c.field.kind, t, ev) })
}

func (v *value) onEvent(k kind, t *report.Tags, ev *report.Event) bool {
	switch k {
	case kindEvent:
		return string(ev.Type) == v.id
	case kindClass:
		return string(ev.Class) == v.id
	}
	return slices.ContainsFunc(roleIDs(k, ev), func(id string) bool { return partOf(t, id, v.id) })
}

// roleIDs returns the actors of an event in the role that a field asks for.
func roleIDs(k kind, ev *report.Event) []string {
	switch k {
	case kindBy:
		return ev.Initiators
	case kindTarget:
		return ev.Targets
	}
	return ev.Accused
}

// partOf says whether the actor id is want or part of it.
func partOf(t *report.Tags, id, want string) bool {
	if id == want {
		return true
	}
	for i := range t.Actors {
		if a := &t.Actors[i]; a.ID == id && slices.Contains(a.Within, want) {
			return true
		}
	}
	return false
}

func (c *clause) eval(it *Item) bool {
	if c.field.compare {
		n, known := c.field.number(it)
		return known && c.cmp.holds(n, c.n)
	}
	for i := range c.values {
		if c.values[i].eval(c.field.kind, it) {
			return true
		}
	}
	return false
}

// number returns what a field compares; known is false for a toll that the report does not give.
func (f *field) number(it *Item) (n int, known bool) {
	var toll *int
	switch f.kind {
	case kindSeverity:
		return int(it.Tags.Severity.Level), true
	case kindSources:
		return max(1, it.Sources), true
	case kindKilled:
		toll = it.Tags.Killed
	case kindWounded:
		toll = it.Tags.Wounded
	}
	if toll == nil || *toll < 0 {
		return 0, false
	}
	return *toll, true
}

func (v *value) eval(k kind, it *Item) bool {
	switch k {
	case kindWords, kindTitle:
		_, _, ok := v.term.find(it.Doc, k == kindTitle)
		return ok
	case kindRegion, kindMentions, kindNear:
		if k == kindRegion && it.Unplaced && Unplaced(it.Tags) {
			return true
		}
		for i := range it.Tags.Places {
			if v.placed(k, &it.Tags.Places[i]) {
				return true
			}
		}
		return k == kindNear && it.Report != nil && it.Report.Position != nil && v.within(*it.Report.Position)
	case kindActor:
		for i := range it.Tags.Actors {
			if a := &it.Tags.Actors[i]; a.ID == v.id || slices.Contains(a.Within, v.id) {
				return true
			}
		}
		return false
	case kindSource:
		return it.Report != nil && (v.id == sourceKey(it.Report.Source) || v.id == sourceKey(it.Report.Publisher))
	case kindLang:
		return v.id == docLang(it)
	}
	return false
}

// Unplaced says whether nothing tells where a report happens.
func Unplaced(t *report.Tags) bool {
	return !slices.ContainsFunc(t.Places, func(p report.Place) bool { return p.Focus })
}

// docLang is the language of a report without script and region.
func docLang(it *Item) string {
	if it.Tags.Lang != "" {
		return baseLang(it.Tags.Lang)
	}
	return baseLang(it.Doc.Lang)
}

// placed says whether a place of a report meets a value of region:, mentions: or near:.
func (v *value) placed(k kind, p *report.Place) bool {
	switch k {
	case kindMentions:
		return p.ID == v.id || slices.Contains(p.Within, v.id)
	case kindRegion:
		return p.Focus && (p.ID == v.id || slices.Contains(p.Within, v.id))
	}
	return p.Focus && hasPoint(p.Kind) && v.within(report.Position{Lat: p.Lat, Lon: p.Lon})
}

// hasPoint says whether the position of a place is near every part of it; the middle of a country says nothing.
func hasPoint(k report.PlaceKind) bool {
	switch k {
	case report.City, report.Admin1, report.Admin2:
		return true
	}
	return false
}

// earthRadius is the mean radius in metres (IUGG).
const earthRadius = 6_371_008.8

// within says whether a point lies in the distance of a near: value, by the haversine formula.
func (v *value) within(p report.Position) bool {
	const rad = math.Pi / 180
	dLat, dLon := (p.Lat-v.at.Lat)*rad, (p.Lon-v.at.Lon)*rad
	if math.Abs(dLat)*earthRadius > float64(v.metres) {
		return false
	}
	h := sq(math.Sin(dLat/2)) + math.Cos(p.Lat*rad)*math.Cos(v.at.Lat*rad)*sq(math.Sin(dLon/2))
	return 2*earthRadius*math.Asin(math.Sqrt(min(1, h))) <= float64(v.metres)
}

func sq(x float64) float64 { return x * x }

// levelWord is the word for a severity as a number.
func levelWord(n int) string { return strings.ToLower(report.Level(n).String()) }
