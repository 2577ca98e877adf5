package main

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tocsin/report"
	"tocsin/rules"
	"tocsin/rules/internal/market"
)

// A query is a rule as a program without the rules package would keep it: lists of ids that must overlap, numbers, and
// words. Other engines do not know which actors take part in which event together, and need not: no rule of the market
// asks for it.
type query struct {
	regions, actors, events []string // as "region:C1", "by:actor3"
	severity, killed        int
	words, not              []string // words, "phrases" and word*
	title                   string
}

func newQuery(r market.Rule) query {
	q := query{killed: -1}
	for _, group := range r {
		field, value, ok := strings.Cut(group[0], ":")
		switch {
		case strings.HasPrefix(group[0], "severity>="):
			l, _ := report.ParseLevel(strings.TrimPrefix(group[0], "severity>=")) // the market writes levels
			q.severity = int(l)
		case strings.HasPrefix(group[0], "killed>="):
			q.killed, _ = strconv.Atoi(strings.TrimPrefix(group[0], "killed>="))
		case strings.HasPrefix(group[0], "-"):
			q.not = append(q.not, group[0][1:])
		case ok && field == "title":
			q.title = value
		case ok:
			var ids []string
			for id := range strings.SplitSeq(value, ",") {
				ids = append(ids, field+":"+id)
			}
			switch field {
			case "region":
				q.regions = ids
			case "event":
				q.events = ids
			default:
				q.actors = ids
			}
		default:
			q.words = group
		}
	}
	return q
}

// about is what a report is about, in the words of a query.
func about(it *rules.Item) []string {
	var ids []string
	t := it.Tags
	for i := range t.Places {
		if p := &t.Places[i]; p.Focus {
			for _, id := range append([]string{p.ID}, p.Within...) {
				ids = append(ids, "region:"+id)
			}
		}
	}
	actor := func(role, id string) {
		i := slices.IndexFunc(t.Actors, func(a report.Actor) bool { return a.ID == id })
		for _, id := range append([]string{id}, t.Actors[i].Within...) {
			ids = append(ids, role+":"+id)
		}
	}
	for i := range t.Actors {
		actor("actor", t.Actors[i].ID)
	}
	for _, ev := range t.Events {
		ids = append(ids, "event:"+string(ev.Type))
		actor("by", ev.Initiators[0])
		actor("target", ev.Targets[0])
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// regexps is the loop that many bots are: ids first, then one regular expression a rule over the text.
type regexps struct{ list []pattern }

type pattern struct {
	query
	any, none *regexp.Regexp // nil when the rule asks for no words
}

func (e *regexps) add(r market.Rule) {
	p := pattern{query: newQuery(r)}
	p.any, p.none = alternatives(p.words), alternatives(p.not)
	e.list = append(e.list, p)
}

func alternatives(words []string) *regexp.Regexp {
	if len(words) == 0 {
		return nil
	}
	var alts []string
	for _, w := range words {
		if stem, ok := strings.CutSuffix(w, "*"); ok {
			alts = append(alts, stem+`\w*`)
		} else {
			alts = append(alts, strings.Trim(w, `"`))
		}
	}
	return regexp.MustCompile(`(?i)\b(?:` + strings.Join(alts, "|") + `)\b`)
}

func (e *regexps) match(it *rules.Item) (int, error) {
	ids := about(it)
	overlap := func(want []string) bool {
		return len(want) == 0 || slices.ContainsFunc(want, func(id string) bool {
			_, ok := slices.BinarySearch(ids, id)
			return ok
		})
	}
	met := 0
	for i := range e.list {
		p := &e.list[i]
		if int(it.Tags.Severity.Level) >= p.severity && *it.Tags.Killed >= p.killed && overlap(p.regions) && overlap(p.actors) && overlap(p.events) &&
			(p.any == nil || p.any.MatchString(it.Doc.Text)) && (p.none == nil || !p.none.MatchString(it.Doc.Text)) &&
			strings.Contains(it.Doc.Title, p.title) {
			met++
		}
	}
	return met, nil
}
