package tag

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
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
	r.explainReading(&b)
	r.explainWhere(&b, &tags)
	r.explainEvents(&b)
	explainActors(&b, &tags)
	r.explainTolls(&b, &tags)
	points := "points"
	if tags.Severity.Score == 1 {
		points = "point"
	}
	fmt.Fprintf(&b, "\nHow bad: %s, %d %s\n", tags.Severity.Level, tags.Severity.Score, points)
	for _, s := range tags.Severity.Because {
		fmt.Fprintf(&b, "  %+3d  %s%s\n", s.Points, s.Reason, quoted(s.Text))
	}
	return laidOut(b.String())
}

// explainReading says what was read and by which lexicon.
func (r *reading) explainReading(b *strings.Builder) {
	if len(r.d.Tokens) == 0 {
		b.WriteString("The report is empty.\n")
		return
	}
	switch {
	case r.lang.code == noLexicon:
		fmt.Fprintf(b, "\nLanguage: %s, of which places and actors are known, but no words of events\n", r.d.Lang)
	case r.lang.code != r.d.Lang:
		fmt.Fprintf(b, "\nLanguage: cannot be told; read as %s\n", r.lang.code)
	default:
		fmt.Fprintf(b, "\nLanguage: %s\n", r.d.Lang)
	}
	if r.d.Truncated {
		fmt.Fprintf(b, "Only its first %d KB were read.\n", text.MaxBytes>>10)
	}
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
		b.WriteString(shown(string(letters[at:m.start])))
		words, label := shown(string(letters[m.start:m.end])), ": "+strings.Join(labels, "; ")
		if rightToLeft(words) {
			label = isolateLeft + label + isolateEnded
		}
		b.WriteString("[" + words + label + "]")
		at = m.end
	}
	b.WriteString(shown(string(letters[at:])))
}

func (r *reading) explainWhere(b *strings.Builder, tags *report.Tags) {
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
			fmt.Fprintf(b, "  %s (%s, %s%s): %s; %s\n", p.Name, p.ID, p.Kind, comma(p.Country), what, r.named(p.Mentions))
		}
	}
}

// named says by which words a place is named and where they stand, as far as that speaks for it.
func (r *reading) named(ms []report.Mention) string {
	if len(ms) == 0 {
		return "not named, but where the report puts itself or where who takes part is at home"
	}
	var title, lead, main bool
	for _, m := range ms {
		s := r.sentenceOf(m)
		title = title || m.Field == report.Title
		lead = lead || s == r.firstSentence
		for i := 0; i < len(r.events) && i < 1; i++ {
			main = main || slices.ContainsFunc(r.events[i].mentions, func(e [2]int) bool { return int(r.d.Tokens[e[0]].Sentence) == s })
		}
	}
	out := wordsOf(ms)
	for _, where := range []struct {
		so   bool
		text string
	}{{title, "in the title"}, {lead && !title, "in the first sentence"}, {main, "beside the main event"}} {
		if where.so {
			out += ", " + where.text
		}
	}
	return out
}

// sentenceOf returns the sentence in which a mention begins.
func (r *reading) sentenceOf(m report.Mention) int {
	first, end := r.d.TitleEnd, len(r.d.Tokens)
	if m.Field == report.Title {
		first, end = 0, r.d.TitleEnd
	}
	i := first + sort.Search(end-first, func(k int) bool { return int(r.d.Tokens[first+k].End) > m.Start })
	return int(r.d.Tokens[min(i, end-1)].Sentence)
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
		fmt.Fprintf(b, "%s%s (%s, %s)%s, by the pattern %s\n", first, e.typ.Label(), e.typ, e.status, quoted(r.raw(e.first, e.last)), inQuotes(short(e.why)))
		fmt.Fprintf(b, "    weight %.1f: %s\n", e.score, strings.Join(e.because, ", "))
		if e.cue != "" {
			fmt.Fprintf(b, "    %s because of %s\n", e.status, r.reason(e.cue))
		}
		for _, who := range []struct {
			role string
			ids  []int32
		}{{"done by", e.initiators}, {"hits", e.targets}, {"blamed on", e.accused}} {
			if len(who.ids) > 0 && !(who.role == "hits" && e.pos == posAccuse) {
				fmt.Fprintf(b, "    %s %s\n", who.role, r.names(who.ids))
			}
		}
		if how := e.how(r); how != "" {
			fmt.Fprintf(b, "    roles: %s\n", how)
		}
	}
}

// reason returns what gave a status: in quotes where the report says it so.
func (r *reading) reason(cue string) string {
	if strings.Contains(r.d.Title, cue) || strings.Contains(r.d.Text, cue) {
		return inQuotes(cue)
	}
	return cue
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

// names lists actors by their names and ids.
func (r *reading) names(ids []int32) string {
	var out []string
	for _, n := range ids {
		a := r.actorOf(n)
		out = append(out, fmt.Sprintf("%s (%s)", a.name, a.id))
	}
	return strings.Join(out, ", ")
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
	return ": " + inQuotes(s)
}

// wordsOf lists the different words of mentions.
func wordsOf(ms []report.Mention) string {
	var seen []string
	for _, m := range ms {
		if w := inQuotes(m.Text); !slices.Contains(seen, w) {
			seen = append(seen, w)
		}
	}
	return strings.Join(seen, ", ")
}
