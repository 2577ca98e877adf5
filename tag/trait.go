package tag

import (
	"maps"
	"slices"
	"strings"
)

// trait says what a token is by itself, whatever its language and neighbours, one bit each.
type trait uint8

const (
	tStop   trait = 1 << iota // ends a clause for good: the sentence's end, a semicolon, a dash between clauses
	tComma                    // a comma or a bracket
	tHyphen                   // joins words
	tPast                     // a past form, in English
	tIdle                     // a word that names have or lack at will
	tOwn                      // the people of whoever an "its" before it stands for: "two of its members"
	tMonth                    // the name of a month
)

// traits are the tokens of each trait, those that end in -ed left out.
var traits = map[trait][]string{
	tStop:   strings.Fields(". ; : ! ? … — – ؟ ؛ 。"),
	tComma:  strings.Fields(", ، ( )"),
	tHyphen: strings.Fields("- ‑ ‐"),
	tPast: strings.Fields(`struck hit shot fought took taken blew blown stole stolen beat beaten slew slain overthrew overthrown fled led left broke
		broken drove driven fell fallen withdrew withdrawn held met spoke said told sent gave given swore sworn threw thrown set burnt put brought
		rose went gone overran sank wrote made built sought bought lost won shut cut split hurt rode dealt forbade felt kept laid bound sued mowed
		hung hanged rammed flew flown retook found caught drew fed froze frozen`),
	tIdle:  slices.Collect(maps.Keys(idle)),
	tOwn:   strings.Fields("members fighters men militants gunmen rebels units wing brigades jets gunners"),
	tMonth: slices.Collect(maps.Keys(months)),
}

// regularPast says whether a word is a past form by its ending.
func regularPast(fold string) bool {
	return strings.HasSuffix(fold, "ed") && len(fold) > 4 && fold != "hundred" && fold != "indeed"
}

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
