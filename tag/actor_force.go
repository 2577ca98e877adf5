package tag

import (
	"strings"

	"tocsin/report"
)

// A force is a row of forces.txt: what a state is composed with.
type force struct {
	suffix string
	name   string
	kind   report.ActorKind
	parent string
}

func (l *actors) forceLine(s string) error {
	c, err := columns(s, 5)
	if err != nil {
		return err
	}
	n := int32(len(l.forces))
	l.forces = append(l.forces, force{suffix: c[0], name: c[1], kind: report.ActorKind(c[2]), parent: c[3]})
	for _, w := range list(c[4]) {
		if strings.HasPrefix(w, "*") {
			w = w[1:]
			l.alone[w] = true
		}
		l.nouns.add(l.ids(l.nameWords(w)), n)
	}
	return nil
}

// composeForces makes an actor of every state and force, so that ids exist whether a text has named them or not.
func (l *actors) composeForces() {
	states := len(l.all)
	l.composedFrom = int32(states)
	for _, f := range l.forces { // without a country
		id, name := f.suffix, f.name
		if id == "-" {
			id, name = "government", "government"
		}
		l.byID[id] = int32(len(l.all))
		l.all = append(l.all, actor{id: id, name: name, kind: f.kind, generic: true})
	}
	l.forced = make([]int32, 0, states*len(l.forces))
	for i := 0; i < states; i++ {
		l.byID[l.all[i].id+"-people"] = int32(len(l.all))
		l.all = append(l.all, actor{id: l.all[i].id + "-people", name: "people of " + l.all[i].name, kind: report.People, country: l.all[i].country, within: []string{l.all[i].id}})
		for _, f := range l.forces {
			if f.suffix == "-" {
				l.forced = append(l.forced, int32(i))
				continue
			}
			st := l.all[i]
			within := []string{st.id}
			if f.parent != "" {
				within = []string{st.id + "-" + f.parent, st.id}
			}
			id := st.id + "-" + f.suffix
			l.byID[id] = int32(len(l.all))
			l.forced = append(l.forced, int32(len(l.all)))
			l.all = append(l.all, actor{id: id, name: st.name + " " + f.name, kind: f.kind, country: st.country, within: within})
		}
	}
	l.composedEnd = int32(len(l.all))
}

// forceOf returns a state's force, the state itself for its government.
func (l *actors) forceOf(state, force int32) int32 {
	return l.forced[int(state)*len(l.forces)+int(force)]
}

// composed says whether an actor is made of a state and a force rather than one with a name of its own.
func (l *actors) composed(n int32) bool { return n >= l.composedFrom && n < l.composedEnd }
