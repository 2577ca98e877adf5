package tag

import (
	"fmt"
	"strings"

	"tocsin/text"
)

// trait says what a token is by itself, whatever its neighbours, one bit each: see data/events/traits.txt.
type trait uint32

const (
	tStop   trait = 1 << iota // ends a clause for good: the sentence's end, a semicolon, a dash between clauses
	tComma                    // a comma or a bracket
	tHyphen                   // joins words
	tPast                     // a past form, in English
	tIdle                     // a word that names have or lack at will
	tOwn                      // the people of whoever an "its" before it stands for: "two of its members"
	tMonth                    // the name of a month
	tWeekday
	tThing // counted, and no person
	tWorker
	tGathering
	tReaches
	tTeller
	tOrdered
	tHeard
	tMeasure
	tSuffered
	tTending
)

var traitNames = map[string]trait{"stop": tStop, "comma": tComma, "hyphen": tHyphen, "past": tPast, "own": tOwn, "weekday": tWeekday, "thing": tThing,
	"worker": tWorker, "gathering": tGathering, "reaches": tReaches, "teller": tTeller, "ordered": tOrdered, "heard": tHeard,
	"measure": tMeasure, "suffered": tSuffered, "tending": tTending}

// traitLine reads "trait: word word", or "trait*: word word" for all forms of English words.
func (l *language) traitLine(s string) error {
	key, list, ok := strings.Cut(s, ":")
	name, forms := strings.CutSuffix(key, "*")
	is, known := traitNames[name]
	if !ok || !known {
		return fmt.Errorf("no such trait of words: %q", key)
	}
	for _, w := range strings.Fields(list) {
		if forms {
			l.traitsOf[text.Stem("en", w)] |= is
		} else {
			l.uses.At(w).trait |= is
		}
	}
	return nil
}

// regularPast says whether a word is a past form by its ending.
func regularPast(fold string) bool {
	return strings.HasSuffix(fold, "ed") && len(fold) > 4 && fold != "hundred" && fold != "indeed"
}

// has says whether token i has one of these traits.
func (r *reading) has(i int, is trait) bool { return r.traits[i]&is != 0 }

// isForm says whether token i is a form of a word that has one of these traits in all its forms. Few tokens are asked.
func (r *reading) isForm(i int, is trait) bool { return r.lang.traitsOf[r.d.Tokens[i].Stem]&is != 0 }

// past says whether token i is a past form.
func (r *reading) past(i int) bool { return r.traits[i]&tPast != 0 }

// stops says whether token i ends a clause for good.
func (r *reading) stops(i int) bool { return r.traits[i]&tStop != 0 }

func (r *reading) comma(i int) bool { return r.traits[i]&tComma != 0 }

func (r *reading) hyphen(i int) bool { return r.traits[i]&tHyphen != 0 }

func (r *reading) idle(i int) bool { return r.traits[i]&tIdle != 0 }

func (r *reading) monthAt(i int) bool { return r.traits[i]&tMonth != 0 }

// next returns the token after i, over a hyphen.
func (r *reading) next(i int) int {
	i++
	for i < len(r.traits) && r.hyphen(i) {
		i++
	}
	return i
}
