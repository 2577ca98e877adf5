package tag

import (
	"slices"
	"strings"
	"testing"

	"tocsin/report"
)

// TestActorsAreOne holds that no name means two actors where nothing in a report could tell them apart: neither country, nor
// time in office, nor capitals.
func TestActorsAreOne(t *testing.T) {
	l := newTagger(t).actors
	for _, values := range l.names.ends {
		for i, v := range values {
			for _, w := range values[:i] {
				x, y := &l.alias[v], &l.alias[w]
				a, b := &l.all[x.actor], &l.all[y.actor]
				apart := a.country != b.country && a.country != "" && b.country != "" || x.exact != y.exact || x.where != nil && !slices.Equal(x.where, y.where) || a.kind == report.Leader && b.kind == report.Leader
				if a != b && !apart {
					t.Errorf("%s and %s have a name in common", a.id, b.id)
				}
			}
		}
	}
}

// TestActorsAreNotTwice holds that no two rows of a country and kind differ only by a last word that says nothing or by a plural:
// "Hunde people" and "Hundes".
func TestActorsAreNotTwice(t *testing.T) {
	l := newTagger(t).actors
	idle := strings.Fields("people peoples tribe tribes clan clans subclan community militia gang cartel")
	rows := map[string]string{}
	for i := range l.all[l.composedEnd:] {
		a := &l.all[int(l.composedEnd)+i]
		if a.kind != report.People && a.kind != report.ArmedGroup {
			continue
		}
		for _, name := range append([]string{a.name}, a.aliases...) {
			words := l.nameWords(strings.TrimPrefix(name, "="))
			for len(words) > 1 && slices.Contains(idle, words[len(words)-1]) {
				words = words[:len(words)-1]
			}
			key := strings.TrimSuffix(strings.Join(words, " "), "s") + " " + a.country + " " + string(a.kind)
			if other, there := rows[key]; there && other != a.id {
				t.Errorf("%s and %s have the same name: %q", other, a.id, name)
			}
			rows[key] = a.id
		}
	}
}
