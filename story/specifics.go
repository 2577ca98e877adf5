package story

import (
	"slices"
	"strconv"
	"strings"

	"tocsin/report"
	"tocsin/text"
)

// A publisher rarely tells one event twice in the same words, but often two events: "Rocket alert in Haifa", "Rocket
// alert in Acre", "M 5.1, 20 km south of Kos". Nor do two publishers use one formula for one event and name different
// things in it. What tells such events apart is what each title names that the other report does not: places, names,
// numbers other than a toll, which changes while the event stays the same.

// specifics returns the features that a title names an event by, and the other words that it has; both in order.
func (h hasher) specifics(d *text.Doc, t *report.Tags, marks []mark) (out, formula []feature) {
	cased := sentenceCase(d)
	for i := range d.Tokens[:d.TitleEnd] {
		tok := &d.Tokens[i]
		switch {
		case marks[i]&ofPlace != 0:
		case tok.Kind == text.Number && !toll(tok.Fold, t), tok.Kind == text.Word && !small(tok) && cased && i > 0 && tok.Shape != text.Lower:
			out = append(out, h.of('w', tok.Stem))
		case tok.Kind == text.Word:
			formula = append(formula, h.of('w', tok.Stem))
		}
	}
	for i := range t.Places {
		if slices.ContainsFunc(t.Places[i].Mentions, inTitle) {
			out = append(out, h.of('p', t.Places[i].ID))
		}
	}
	slices.Sort(out)
	slices.Sort(formula)
	return slices.Compact(out), slices.Compact(formula)
}

// around returns the places of a report and all that contains them, in order: who names Doha speaks of Qatar.
func (h hasher) around(t *report.Tags) (out []feature) {
	for i := range t.Places {
		out = append(out, h.of('p', t.Places[i].ID))
		for _, id := range t.Places[i].Within {
			out = append(out, h.of('p', id))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// minFormula is how many words a formula has at least.
const minFormula = 2

// sameFormula says whether two titles are the same but for what they name: four in five of the words of both.
func sameFormula(a, b *told) bool {
	if len(a.formula) < minFormula || len(b.formula) < minFormula {
		return false
	}
	common := 0
	for _, f := range a.formula {
		if _, ok := slices.BinarySearch(b.formula, f); ok {
			common++
		}
	}
	return 5*common >= 4*(len(a.formula)+len(b.formula)-common)
}

func inTitle(m report.Mention) bool { return m.Field == report.Title }

// sentenceCase says whether capitals in the title mean names: fewer than half of its words have them.
func sentenceCase(d *text.Doc) bool {
	words, capital := 0, 0
	for i := range d.Tokens[:d.TitleEnd] {
		if tok := &d.Tokens[i]; tok.Kind == text.Word && !tok.Caseless {
			words++
			if tok.Shape != text.Lower {
				capital++
			}
		}
	}
	return 2*capital < words
}

func toll(number string, t *report.Tags) bool {
	n, err := strconv.Atoi(strings.ReplaceAll(number, ",", ""))
	return err == nil && (t.Killed != nil && *t.Killed == n || t.Wounded != nil && *t.Wounded == n)
}

// conflicts says whether each of two reports has a title that names what the other does not speak of.
func conflicts(a, b *told) bool { return a.lacks(b) && b.lacks(a) }

// lacks says whether a speaks nowhere of something that the title of b names.
func (a *told) lacks(b *told) bool {
	return slices.ContainsFunc(b.specifics, func(f feature) bool {
		_, nearby := slices.BinarySearch(a.around, f)
		return !nearby && !a.has(f)
	})
}
