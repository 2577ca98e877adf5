package tag

import "fmt"

// closeWithin makes the chains of parents complete and refuses unknown parents.
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
	}
	return nil
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
