package desk

import (
	"cmp"
	"context"
	"slices"
	"unicode/utf8"

	"tocsin/rules"
	"tocsin/text"
)

const (
	judgedRead   = 200 // latest alerts of a rule that are looked at
	leastMarked  = 2   // not relevant, for a word to be advised
	leastOthers  = 3   // that were left alone: fewer say nothing about what the word would cost
	shortestWord = 4   // code points
)

// A Feedback is what members thought of the latest alerts of a rule.
type Feedback struct {
	NotRelevant int
	Of          int
	Exclude     string // a word of the titles of at least half of those, and of none of the others; empty for none
	Shared      int    // how many of the titles have it
}

// NotRelevant remembers that the caller found an alert beside the point.
func (d *Desk) NotRelevant(ctx context.Context, c Caller, id int64) error {
	if _, err := d.Why(ctx, c, id); err != nil {
		return err
	}
	o, channel := c.alertOwner()
	return d.store.SaveFeedback(ctx, o, channel, id, c.User, NotRelevant)
}

// feedback gathers what members thought of a rule's alerts, and what would have kept those away that missed the point.
func (d *Desk) feedback(ctx context.Context, r rules.Rule) (Feedback, error) {
	list, err := d.store.Judged(ctx, OwnerOf(r), r.ID, judgedRead)
	f := Feedback{Of: len(list)}
	for _, j := range list {
		if j.NotRelevant {
			f.NotRelevant++
		}
	}
	if f.NotRelevant >= leastMarked && f.Of-f.NotRelevant >= leastOthers {
		f.Exclude, f.Shared = d.exclusion(list, f.NotRelevant)
	}
	return f, err
}

// exclusion finds the word that most titles of the marked reports share and that stands in none of the others.
func (d *Desk) exclusion(list []Judged, marked int) (word string, shared int) {
	titles := map[string]int{}     // by stem: in how many marked titles
	forms := map[string]string{}   // by stem: as it was written last
	elsewhere := map[string]bool{} // stems of the reports that were left alone
	for _, j := range list {
		doc := d.words.Analyse(j.Report.Title, j.Report.Text, j.Report.Lang)
		seen := map[string]bool{}
		for _, tok := range doc.Tokens {
			switch {
			case tok.Kind != text.Word || seen[tok.Stem]:
			case !j.NotRelevant:
				elsewhere[tok.Stem] = true
			case tok.InTitle && utf8.RuneCountInString(tok.Fold) >= shortestWord:
				seen[tok.Stem] = true
				titles[tok.Stem]++
				forms[tok.Stem] = tok.Fold
			}
		}
	}
	var stems []string
	for stem, n := range titles {
		if n >= leastMarked && 2*n >= marked && !elsewhere[stem] {
			stems = append(stems, stem)
		}
	}
	if len(stems) == 0 {
		return "", 0
	}
	best := slices.MinFunc(stems, func(a, b string) int {
		return cmp.Or(titles[b]-titles[a], utf8.RuneCountInString(b)-utf8.RuneCountInString(a), cmp.Compare(a, b))
	})
	return forms[best], titles[best]
}
