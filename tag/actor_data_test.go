package tag

import (
	"slices"
	"strings"
	"testing"
	"unicode"

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

// TestActorNumbers prints how many actors the lexicon has by kind, and holds that it knows every state with its forces, 600 armed
// groups and parties, and 500 leaders.
func TestActorNumbers(t *testing.T) {
	l := newTagger(t).actors
	kinds := map[report.ActorKind]int{}
	parents, native := 0, 0
	for i := range l.all[l.composedEnd:] {
		a := &l.all[int(l.composedEnd)+i]
		kinds[a.kind]++
		if len(a.within) > 0 {
			parents++
		}
		if slices.ContainsFunc(a.aliases, func(s string) bool {
			return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) })
		}) {
			native++
		}
	}
	t.Logf("%d states and their forces, %v; %d act for or are part of another, %d have names in other scripts", len(l.states), kinds, parents, native)
	if n := kinds[report.ArmedGroup] + kinds[report.Party]; n < 600 || kinds[report.Leader] < 500 || len(l.states) < 195 {
		t.Errorf("%d armed groups and parties, %d leaders, %d states; want 600, 500, 195", n, kinds[report.Leader], len(l.states))
	}
	for i := range l.states {
		id := l.all[l.states[i]].id
		for _, force := range []string{"military", "police", "foreign-ministry", "defence-ministry", "head"} {
			if _, ok := l.byID[id+"-"+force]; !ok {
				t.Errorf("%s has no %s", id, force)
			}
		}
	}
}
