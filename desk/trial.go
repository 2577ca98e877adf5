package desk

import (
	"cmp"
	"iter"
	"slices"
	"time"

	"tocsin/report"
	"tocsin/rules"
)

// A trial gathers what a rule would have fired on while reports come by, in whatever order.
type trial struct {
	rule         *rules.Expr
	unplaced     bool // a report without a place meets every region
	since, until time.Time
	told         map[int64]*telling
	excluded     []exclusion
}

// A telling is what is kept of a story that met the rule.
type telling struct {
	first time.Time    // of its oldest report that meets it: that one would have raised the alert
	last  moment       // of its newest report that meets it
	worst report.Level // of those reports
}

// An exclusion is a NOT of a rule, with the stories that only it keeps out.
type exclusion struct {
	clause  string
	without *rules.Expr
	stories map[int64]bool
}

func newTrial(e *rules.Expr, since, until time.Time) *trial {
	t := &trial{rule: e, since: since, until: until, told: map[int64]*telling{}}
	for i, part := range e.Parts() {
		if without := e.Without(i); without != nil && part.Excludes() {
			t.excluded = append(t.excluded, exclusion{part.String(), without, map[int64]bool{}})
		}
	}
	return t
}

// query asks for everything that the rule, or a part of it, may be met by.
func (t *trial) query(guild string) Query {
	return Query{Guild: guild, Since: t.since, Until: t.until, Ear: t.rule.Ear(), Sources: t.rule.CountsSources()}
}

func (t *trial) add(b *Brief) {
	b.Item.Unplaced = t.unplaced
	if !t.rule.Match(&b.Item) {
		for i := range t.excluded {
			if x := &t.excluded[i]; x.without.Match(&b.Item) {
				x.stories[b.Story] = true
			}
		}
		return
	}
	told := t.told[b.Story]
	if told == nil {
		told = &telling{first: b.When}
		t.told[b.Story] = told
	}
	if b.When.Before(told.first) {
		told.first = b.When
	}
	if m := momentOf(&b.Gist); told.last.before(m) {
		told.last = m
	}
	told.worst = max(told.worst, b.Item.Tags.Severity.Level)
}

func (t *trial) result() *Backtest {
	b := &Backtest{Since: t.since, Until: t.until, Stories: len(t.told), Days: make([]int, max(1, int((t.until.Sub(t.since)+day-1)/day)))}
	for _, told := range t.told {
		n := len(b.Days) - 1 - int(t.until.Sub(told.first)/day)
		b.Days[min(max(n, 0), len(b.Days)-1)]++
	}
	for _, x := range t.excluded {
		n := 0
		for id := range x.stories {
			if t.told[id] == nil {
				n++
			}
		}
		b.Excluded = append(b.Excluded, Excluded{x.clause, n})
	}
	return b
}

// A moment is where a report stands among others: by its time, then its id. The zero value is before all.
type moment struct {
	at int64 // milliseconds since the zero time
	id int64
}

func momentOf(g *Gist) moment { return moment{g.When.UnixMilli() - time.Time{}.UnixMilli(), g.ID} }

func (m moment) before(n moment) bool { return m.at < n.at || m.at == n.at && m.id < n.id }

// newestFirst returns at most n stories by their moments, the newest first.
func newestFirst(stories map[int64]moment, n int) []int64 {
	type one struct {
		story int64
		moment
	}
	all := func(yield func(one) bool) {
		for id, m := range stories {
			if !yield(one{id, m}) {
				return
			}
		}
	}
	var ids []int64
	for _, o := range first(n, all, func(a, b one) int { return cmp.Or(cmp.Compare(b.at, a.at), cmp.Compare(b.id, a.id)) }) {
		ids = append(ids, o.story)
	}
	return ids
}

// first returns the first n, at least 1, of what would be a long list to sort.
func first[T any](n int, all iter.Seq[T], compare func(a, b T) int) []T {
	var top []T
	for v := range all {
		if len(top) == n && compare(v, top[n-1]) >= 0 {
			continue
		}
		at, _ := slices.BinarySearchFunc(top, v, compare)
		top = slices.Insert(top, at, v)
		top = top[:min(n, len(top))]
	}
	return top
}
