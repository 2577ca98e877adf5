package places

import (
	_ "embed"
	"fmt"
	"strings"

	"tocsin/text"
)

//go:embed lexicon.txt
var lexiconFile string

// A lexicon holds the words around a name that tell whether it is a place, and which. lexicon.txt says what each set holds.
type lexicon struct {
	locative, toward, skip, title, settled, feature, body, media, accord, ailment, power, way, water set
	street, venue, begins, union, traveller, border, says, audience, gang, brand, firm               set
	function, join, article, speech, residence, tongue, speaking                                     set
}

// A set is a set of folded words.
type set = map[string]bool

// loadLexicon reads lexicon.txt. Every section must be one of the lexicon's.
func loadLexicon() (lexicon, error) {
	var l lexicon
	sections := map[string]*set{
		"locative":  &l.locative,
		"toward":    &l.toward,
		"skip":      &l.skip,
		"title":     &l.title,
		"settled":   &l.settled,
		"feature":   &l.feature,
		"body":      &l.body,
		"media":     &l.media,
		"accord":    &l.accord,
		"ailment":   &l.ailment,
		"power":     &l.power,
		"way":       &l.way,
		"street":    &l.street,
		"venue":     &l.venue,
		"begins":    &l.begins,
		"union":     &l.union,
		"brand":     &l.brand,
		"firm":      &l.firm,
		"gang":      &l.gang,
		"traveller": &l.traveller,
		"border":    &l.border,
		"says":      &l.says,
		"audience":  &l.audience,
		"water":     &l.water,
		"function":  &l.function,
		"join":      &l.join,
		"article":   &l.article,
		"speech":    &l.speech,
		"residence": &l.residence,
		"tongue":    &l.tongue,
		"speaking":  &l.speaking,
	}
	var section *set
	for line := range strings.Lines(lexiconFile) {
		switch line = strings.TrimSpace(line); {
		case line == "", line[0] == '#':
		case line[0] == '[':
			name, _, _ := strings.Cut(line[1:], "]")
			if section = sections[name]; section == nil {
				return l, fmt.Errorf("lexicon of places: there is no section %s", name)
			}
			*section = make(set)
		case section == nil:
			return l, fmt.Errorf("lexicon of places: words before the first section")
		default:
			for w := range strings.FieldsSeq(line) {
				(*section)[text.Fold(w)] = true
			}
		}
	}
	for name, s := range sections {
		if len(*s) == 0 {
			return l, fmt.Errorf("lexicon of places: section %s has no words", name)
		}
	}
	return l, nil
}
