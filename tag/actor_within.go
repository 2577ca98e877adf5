package tag

import (
	"fmt"

	"tocsin/report"
)

// closeWithin makes the chains of parents complete, refuses unknown parents and tells where armed groups and missions fight.
func (l *actors) closeWithin() error {
	for i := range l.all {
		a := &l.all[i]
		var err error
		if a.within, err = l.chain(a.id, a.within); err != nil {
			return err
		}
		for k := range a.terms {
			if a.terms[k].within, err = l.chain(a.id, a.terms[k].within); err != nil {
				return err
			}
		}
		if a.kind == report.ArmedGroup && !a.abroad || (a.kind == report.Military || a.kind == report.Organisation) && l.mission(a) {
			a.home = a.country
		}
	}
	return nil
}

// mission says whether an actor is part of an organisation of several states.
func (l *actors) mission(a *actor) bool {
	return len(a.within) > 0 && l.all[l.byID[a.within[0]]].kind == report.Organisation
}

// chain returns what an actor is part of through its parents, nearest first.
func (l *actors) chain(id string, parents []string) ([]string, error) {
	var chain []string
	seen := map[string]bool{id: true}
	for queue := append([]string(nil), parents...); len(queue) > 0; {
		p := queue[0]
		queue = queue[1:]
		if seen[p] {
			continue
		}
		seen[p] = true
		n, ok := l.byID[p]
		if !ok {
			return nil, fmt.Errorf("actor %s: no parent %q", id, p)
		}
		chain = append(chain, p)
		queue = append(queue, l.all[n].within...)
	}
	return chain, nil
}
