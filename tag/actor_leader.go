package tag

import (
	"fmt"
	"strconv"
	"strings"

	"tocsin/report"
)

// A term is a time in office in years, to being 0 for today's, and for whom a leader acts then.
type term struct {
	from, to int
	within   []string // ids, nearest first, complete once the lexicon is loaded
}

// covers says whether a year is one of the term, with so many years' grace behind it.
func (t *term) covers(year, grace int) bool {
	return year >= t.from && (t.to == 0 || year <= t.to+grace)
}

// leaderLine reads a row of leaders.txt. A term may name whom the leader acted for in it, where that is another than the
// row's: "2010-2024 netherlands; 2024- nato".
func (l *actors) leaderLine(s string) error {
	c, err := columns(s, 6)
	if err != nil {
		return err
	}
	a := actor{id: c[0], name: c[1], kind: report.Leader, country: c[3], aliases: list(c[5])}
	for _, s := range list(c[2]) {
		years, whom, own := strings.Cut(s, " ")
		t := term{within: list(c[4])}
		if own {
			t.within = []string{whom}
		}
		from, to, ok := strings.Cut(years, "-")
		t.from, err = strconv.Atoi(from)
		if err == nil && to != "" {
			t.to, err = strconv.Atoi(to)
		}
		if err != nil || !ok {
			return fmt.Errorf("time in office %q: want from-to", s)
		}
		a.terms = append(a.terms, t)
	}
	if a.terms == nil {
		return fmt.Errorf("leader %s: no time in office", a.id)
	}
	a.within = a.terms[len(a.terms)-1].within
	_, err = l.put(a)
	return err
}

// inOffice says whether a leader is in office when the report is published, or was shortly before; who is no leader always is.
func (r *reading) inOffice(a *actor) bool {
	for i := range a.terms {
		if a.terms[i].covers(r.year(), 1) {
			return true
		}
	}
	return r.year() == 0 || len(a.terms) == 0
}

// actsFor returns what an actor is part of or acts for when the report is published: a leader out of office for nobody.
// Where the report has no date, the last term counts.
func (r *reading) actsFor(a *actor) []string {
	if r.year() == 0 || len(a.terms) == 0 {
		return a.within
	}
	for i := len(a.terms) - 1; i >= 0; i-- {
		if a.terms[i].covers(r.year(), 0) {
			return a.terms[i].within
		}
	}
	return nil
}
