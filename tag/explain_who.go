package tag

import (
	"fmt"
	"strings"

	"tocsin/report"
)

// how says by which reading of the sentence an event got its actors, empty when it has none.
func (e *event) how(r *reading) string {
	var out []string
	add := func(s string, said bool) {
		if said {
			out = append(out, s)
		}
	}
	roles := len(e.initiators)+len(e.targets) > 0
	switch {
	case e.pos == posAccuse:
		add("who accuses stands before the verb, who is accused behind it", roles)
	case e.pos == posHit:
		add("the subject of the verb is hit", roles)
	case e.passive:
		add("passive: the subject is hit, who stands behind “by” does it", roles)
	case e.verb:
		add("active: the subject does it, the object is hit", roles)
	default:
		add("of the noun: its owner, “by” or “from” whom, “on” or “of” whom", roles)
	}
	add("blamed in a sentence of accusation", len(e.accused) > 0 && e.pos != posAccuse)
	for _, n := range r.claimed {
		add(r.actorOf(n).name+" claims it", contains(e.initiators, n))
	}
	add("what another event answers", e.answer)
	return strings.Join(out, "; ")
}

func explainActors(b *strings.Builder, tags *report.Tags) {
	b.WriteString("\nWho")
	if len(tags.Actors) == 0 {
		b.WriteString(": nobody is named\n")
		return
	}
	b.WriteString("\n")
	for _, a := range tags.Actors {
		within := ""
		if len(a.Within) > 0 {
			within = ", part of " + strings.Join(a.Within, ", ")
		}
		fmt.Fprintf(b, "  %s (%s, %s%s%s): %s; %s\n", a.Name, a.ID, a.Kind, comma(a.Country), within, a.Role, wordsOf(a.Mentions))
	}
}

func (r *reading) explainTolls(b *strings.Builder, tags *report.Tags) {
	fmt.Fprintf(b, "\nToll: killed %s, wounded %s\n", count(tags.Killed), count(tags.Wounded))
	for i := range r.tolls {
		h := &r.tolls[i]
		what := "killed"
		if h.wounded {
			what = "wounded"
		}
		note := ""
		switch {
		case h.aside:
			note = ", of other events or of many together"
		case r.background(h.trigger):
			note = ", in the background"
		case h.sure:
			note = ", a total that the report gives"
		case h.vague:
			note = ", the least that its words mean"
		}
		first, last := min(h.first, h.trigger), max(h.last, h.trigger)
		fmt.Fprintf(b, "  %d %s%s%s\n", h.n, what, quoted(r.raw(first, last)), note)
	}
}
