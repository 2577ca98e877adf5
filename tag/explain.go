package tag

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tocsin/report"
	"tocsin/text"
)

// Explain returns the report with its tags marked in it, and behind it every decision with its reasons, as text for
// people to read.
func (t *Tagger) Explain(d *text.Doc, rep *report.Report) string {
	r := t.analyse(d, rep, true)
	tags := r.tags()
	var b strings.Builder
	r.marked(&b, &tags)
	explainWhere(&b, &tags)
	r.explainEvents(&b)
	explainActors(&b, &tags)
	r.explainTolls(&b, &tags)
	fmt.Fprintf(&b, "\nHow bad: %s, %d points\n", tags.Severity.Level, tags.Severity.Score)
	for _, s := range tags.Severity.Because {
		fmt.Fprintf(&b, "  %+3d  %s%s\n", s.Points, s.Reason, quoted(s.Text))
	}
	return b.String()
}

// A mark is a stretch of the text with what it was taken for.
type mark struct {
	start, end int
	field      report.Field
	label      string
}

// marked writes the text with its tags in brackets behind their words: "a [drone strike: airstrike] in [Baghdad: place]".
func (r *reading) marked(b *strings.Builder, tags *report.Tags) {
	var marks []mark
	add := func(ms []report.Mention, label string) {
		for _, m := range ms {
			marks = append(marks, mark{m.Start, m.End, m.Field, label})
		}
	}
	for _, e := range tags.Events {
		label := string(e.Type)
		if e.Status != report.Reported {
			label += ", " + string(e.Status)
		}
		add(e.Mentions, label)
	}
	for _, a := range tags.Actors {
		label := a.ID
		if a.Role != report.Mentioned {
			label += ", " + string(a.Role)
		}
		add(a.Mentions, label)
	}
	for _, p := range tags.Places {
		label := "place " + p.ID
		if p.Focus {
			label += ", focus"
		}
		add(p.Mentions, label)
	}
	slices.SortStableFunc(marks, func(x, y mark) int { return cmp.Or(cmp.Compare(x.start, y.start), cmp.Compare(y.end, x.end)) })
	if r.d.Title != "" {
		writeMarked(b, r.d.Title, report.Title, marks)
		b.WriteString("\n\n")
	}
	writeMarked(b, r.d.Text, report.Text, marks)
	b.WriteString("\n")
}

// writeMarked writes one field; of marks that overlap, the first that begins is written and names what else begins with it.
func writeMarked(b *strings.Builder, s string, field report.Field, marks []mark) {
	letters := []rune(s)
	at := 0
	for i := 0; i < len(marks); i++ {
		m := marks[i]
		if m.field != field || m.start < at || m.end > len(letters) {
			continue
		}
		labels := []string{m.label}
		for j := i + 1; j < len(marks) && marks[j].start < m.end; j++ {
			if marks[j].field == field && !slices.Contains(labels, marks[j].label) {
				labels = append(labels, marks[j].label)
			}
		}
		b.WriteString(string(letters[at:m.start]))
		fmt.Fprintf(b, "[%s: %s]", string(letters[m.start:m.end]), strings.Join(labels, "; "))
		at = m.end
	}
	b.WriteString(string(letters[at:]))
}

func explainWhere(b *strings.Builder, tags *report.Tags) {
	b.WriteString("\nWhere")
	if len(tags.Places) == 0 {
		b.WriteString(": no place is named\n")
		return
	}
	b.WriteString("\n")
	for _, focus := range []bool{true, false} {
		for _, p := range tags.Places {
			if p.Focus != focus {
				continue
			}
			what := "only mentioned"
			if focus {
				what = "it happens there"
			}
			fmt.Fprintf(b, "  %s (%s, %s%s): %s; %s\n", p.Name, p.ID, p.Kind, comma(p.Country), what, wordsOf(p.Mentions))
		}
	}
}

func (r *reading) explainEvents(b *strings.Builder) {
	b.WriteString("\nWhat happens")
	switch {
	case r.world != nil:
		fmt.Fprintf(b, " (the report is about %s: what sounds like violence there is left out)", r.world.name)
	case len(r.tales) > 0:
		b.WriteString(" (what a film, book or game tells is left out)")
	}
	if len(r.events) == 0 {
		b.WriteString(": no event is told\n")
		return
	}
	b.WriteString("\n")
	for i := range r.events {
		e := &r.events[i]
		first := "  "
		if i == 0 {
			first = "* "
		}
		fmt.Fprintf(b, "%s%s (%s, %s)%s, by the pattern %q\n", first, e.typ.Label(), e.typ, e.status, quoted(r.raw(e.first, e.last)), short(e.why))
		fmt.Fprintf(b, "    weight %.1f: %s\n", e.score, strings.Join(e.because, ", "))
		if e.cue != "" {
			fmt.Fprintf(b, "    %s because of %q\n", e.status, e.cue)
		}
		for _, who := range []struct {
			role string
			ids  []int32
		}{{"done by", e.initiators}, {"hits", e.targets}, {"blamed on", e.accused}} {
			if len(who.ids) > 0 {
				fmt.Fprintf(b, "    %s %s\n", who.role, r.named(who.ids))
			}
		}
		if how := e.how(r); how != "" {
			fmt.Fprintf(b, "    roles: %s\n", how)
		}
	}
}

// short cuts a pattern of many alternatives to what fits on a line.
func short(pattern string) string {
	const most = 70
	letters := []rune(pattern)
	if len(letters) <= most {
		return pattern
	}
	return string(letters[:most]) + "…"
}

// named lists actors by their names and ids.
func (r *reading) named(ids []int32) string {
	var out []string
	for _, n := range ids {
		a := r.actorOf(n)
		out = append(out, fmt.Sprintf("%s (%s)", a.name, a.id))
	}
	return strings.Join(out, ", ")
}

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
		case h.sure:
			note = ", a total that the report gives"
		case h.vague:
			note = ", the least that its words mean"
		}
		first, last := min(h.first, h.trigger), max(h.last, h.trigger)
		fmt.Fprintf(b, "  %d %s%s%s\n", h.n, what, quoted(r.raw(first, last)), note)
	}
}

func count(n *int) string {
	if n == nil {
		return "unknown"
	}
	return fmt.Sprint(*n)
}

func comma(s string) string {
	if s == "" {
		return ""
	}
	return ", " + s
}

// quoted returns the words behind a colon, on one line, empty for none.
func quoted(s string) string {
	if s == "" {
		return ""
	}
	return fmt.Sprintf(": “%s”", strings.Join(strings.Fields(s), " "))
}

// wordsOf lists the different words of mentions.
func wordsOf(ms []report.Mention) string {
	var seen []string
	for _, m := range ms {
		if w := "“" + strings.Join(strings.Fields(m.Text), " ") + "”"; !slices.Contains(seen, w) {
			seen = append(seen, w)
		}
	}
	return strings.Join(seen, ", ")
}
