package tag

import (
	"slices"
	"sort"
	"strings"

	"tocsin/report"
	"tocsin/text"
)

// Actor returns every actor that a name may mean, likeliest first, none for an unknown name: a guess is worse. country
// is an ISO 3166-1 alpha-2 code that the actor must belong to; actors of no country belong to all, and empty means any.
// Ids, ISO codes and composed names ("Iraqi army", "Government of Iraq") are names too.
func (t *Tagger) Actor(name, country string) []report.Candidate {
	l := t.actors
	var found []int32
	if n, ok := l.byID[strings.ToLower(strings.TrimSpace(name))]; ok {
		found = append(found, n)
	}
	if n, ok := l.states[name]; ok && len(name) == 2 {
		found = append(found, n)
	}
	for _, part := range parts(name) {
		if len(found) > 0 {
			break
		}
		if found = t.lookUp(part); len(found) == 0 {
			found = t.ofSort(part)
		}
	}
	if len(found) == 0 {
		found = t.followers(name)
	}
	var out []report.Candidate
	for _, n := range found {
		a := &l.all[n]
		if country != "" && a.country != "" && a.country != strings.ToUpper(country) {
			continue
		}
		out = append(out, a.candidate())
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Weight > out[j].Weight })
	return out
}

// parts returns a name and what of it may be known where the whole is not: as a people's, without what stands in brackets, each
// of several that commas part, a clan without what it is of, a faction and then whose it is, and whose forces they are.
func parts(name string) []string {
	out := []string{name}
	add := func(part string) {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	if !strings.Contains(name, ",") { // "Kisii" is also a town, "Kisii people" is not
		add(name + " people")
		add(name + " tribe")
		add(name + " clan")
	}
	if of, _, ok := strings.Cut(name, "clan of "); ok {
		add(of + "clan")
	}
	if i, k := strings.IndexByte(name, '('), strings.IndexByte(name, ')'); i > 0 && k > i {
		add(name[:i] + name[k+1:])
	}
	if several := strings.Split(name, ","); len(several) > 1 {
		for _, one := range several {
			add(one)
		}
	}
	whole, named := strings.CutSuffix(name, " faction")
	if of, faction, ok := strings.Cut(whole, " - "); ok {
		add(faction)
		add(of)
	} else if of, faction, ok := strings.Cut(whole, "-"); ok && named {
		add(faction)
		add(of)
	}
	if of, ok := strings.CutPrefix(strings.ToLower(name), "forces of "); ok {
		add(name[len(name)-len(of):])
	}
	return out
}

// ofSort returns the peoples and armed groups of a name without its last word, where that only says what sort of body it is:
// "Mexico gang" is not Mexico.
func (t *Tagger) ofSort(name string) []int32 {
	bare, ok := withoutSort(name)
	if !ok {
		return nil
	}
	return slices.DeleteFunc(t.lookUp(bare), func(n int32) bool {
		k := t.actors.all[n].kind
		return k != report.People && k != report.ArmedGroup
	})
}

// withoutSort returns a name without the last word that only says what sort of body it is.
func withoutSort(name string) (string, bool) {
	i := strings.LastIndexByte(name, ' ')
	if i < 0 {
		return name, false
	}
	switch strings.ToLower(name[i+1:]) {
	case "people", "peoples", "tribe", "tribes", "clan", "clans", "subclan", "community", "militia", "gang", "cartel":
		return name[:i], true
	}
	return name, false
}

// lookUp returns the actors that a short text names, none where it says more.
func (t *Tagger) lookUp(name string) []int32 {
	d := t.actors.cut.Phrase(name, "en")
	if len(d.Tokens) == 0 || len(d.Tokens) >= 20 {
		return nil
	}
	return t.named(d)
}

// followers returns the generic actor of "supporters of X" or "opponents of X", none where X is not known.
func (t *Tagger) followers(name string) []int32 {
	sort, whose, ok := strings.Cut(strings.ToLower(name), " of ")
	id, followers := map[string]string{"supporters": "supporters", "opponents": "opposition"}[sort]
	if !ok || !followers || len(t.Actor(name[len(name)-len(whose):], "")) == 0 {
		return nil
	}
	return []int32{t.actors.byID[id]}
}

// weight says how likely an actor is meant by a name that it shares with others.
func weight(a *actor) float64 {
	switch {
	case a.generic:
		return 1
	case a.kind == report.State:
		return 4
	case a.kind == report.Leader && len(a.terms) > 0 && a.terms[len(a.terms)-1].to != 0:
		return 2
	}
	return 3
}

// named returns the actors whose name is the whole of a short text.
func (t *Tagger) named(d *text.Doc) []int32 {
	r := t.read(d)
	first, last := -1, -1
	for i := range d.Tokens {
		if d.Tokens[i].Kind != text.Punct && !r.idle(i) {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 {
		return nil
	}
	var out []int32
	r.walk(&t.actors.names, first, func(end, _ int, values []int32) {
		if end != last {
			return
		}
		for _, v := range values {
			out = union(out, []int32{t.actors.alias[v].actor})
		}
	})
	if len(out) > 0 {
		return out
	}
	if a := r.wholeName(first, last); a >= 0 {
		return []int32{a}
	}
	return nil
}

// wholeName returns the actor that the tokens from first to last name by what it is and whose, -1 for none.
func (r *reading) wholeName(first, last int) int32 {
	h, ok := r.actorFrom(first)
	switch {
	case !ok || h.last > last:
		return -1
	case h.last == last:
		return r.t.actors.byItself(&h)
	}
	// "Syrian insurgents", "Forces of the Presidential Leadership Council"
	next := h.last + 1
	force := h.bare && next < len(r.d.Tokens) && r.is(next, cOf)
	if !force && !h.adj {
		return -1
	}
	if force {
		next++
	}
	for next < last && r.idle(next) {
		next++
	}
	if rest, ok := r.actorFrom(next); ok && rest.last == last && !rest.bare && !rest.adj {
		return rest.actor
	}
	return -1
}

// byItself returns whom a hit means that is a whole name.
func (l *actors) byItself(h *actorHit) int32 {
	switch {
	case h.bare:
		f := l.forces[h.actor].suffix
		if f == "-" {
			f = "government"
		}
		return l.byID[f]
	case h.adj && h.plural:
		return l.byID[l.all[h.actor].id+"-people"]
	}
	return h.actor
}
