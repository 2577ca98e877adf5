package places

import (
	_ "embed"
	"fmt"
	"strings"

	"tocsin/tag/internal/words"
	"tocsin/text"
)

//go:embed lexicon.txt
var lexiconFile string

// A class is a set of the lexicon's sections that a word is in.
type class uint64

// The sections of lexicon.txt, which says what each holds.
const (
	locative class = 1 << iota
	toward
	skip
	title
	settled
	feature
	body
	media
	accord
	ailment
	power
	domestic
	force
	way
	street
	venue
	begins
	brand
	firm
	gang
	traveller
	border
	says
	audience
	when
	travel
	struck
	assault
	direction
	conjunction
	water
	function
	join
	article
	speech
	residence
	tongue
	speaking
	kind
	several
	partial
	nature
	height
	folk
	anyof
	folks
	townsfolk
	matter
	academy
	scholar
	inmates
	church
	contest
	against
	sport
	nickname
	colour
	noble
	quarter
	origin
	tied
	small
	cue // not a section: begins a line of cues.txt
)

var sections = map[string]class{
	"locative":    locative,
	"toward":      toward,
	"skip":        skip,
	"title":       title,
	"settled":     settled,
	"feature":     feature,
	"body":        body,
	"media":       media,
	"accord":      accord,
	"ailment":     ailment,
	"domestic":    domestic,
	"power":       power,
	"force":       force,
	"way":         way,
	"street":      street,
	"venue":       venue,
	"begins":      begins,
	"brand":       brand,
	"firm":        firm,
	"gang":        gang,
	"traveller":   traveller,
	"border":      border,
	"says":        says,
	"struck":      struck,
	"assault":     assault,
	"direction":   direction,
	"conjunction": conjunction,
	"travel":      travel,
	"when":        when,
	"audience":    audience,
	"water":       water,
	"function":    function,
	"join":        join,
	"article":     article,
	"speech":      speech,
	"residence":   residence,
	"tongue":      tongue,
	"speaking":    speaking,
	"matter":      matter,
	"academy":     academy,
	"scholar":     scholar,
	"inmates":     inmates,
	"church":      church,
	"contest":     contest,
	"against":     against,
	"sport":       sport,
	"nickname":    nickname,
	"colour":      colour,
	"noble":       noble,
	"quarter":     quarter,
	"origin":      origin,
	"tied":        tied,
	"small":       small,
	"kind":        kind,
	"several":     several,
	"partial":     partial,
	"nature":      nature,
	"height":      height,
	"folk":        folk,
	"anyof":       anyof,
	"folks":       folks,
	"townsfolk":   townsfolk,
}

// A lexicon holds the words around a name that tell whether it is a place, and which.
type lexicon struct {
	of    words.Table[class] // of folded words: their sections
	union map[string]bool    // ids of areas that are also bodies of states
}

// loadLexicon reads lexicon.txt. Every section must be one of the lexicon's.
func loadLexicon() (lexicon, error) {
	l := lexicon{of: words.New[class](), union: make(map[string]bool)}
	var section class
	var ids bool
	var filled class
	for line := range strings.Lines(lexiconFile) {
		switch line = strings.TrimSpace(line); {
		case line == "", line[0] == '#':
		case line[0] == '[':
			name, _, _ := strings.Cut(line[1:], "]")
			if ids = name == "union"; ids {
				continue
			}
			if section = sections[name]; section == 0 {
				return l, fmt.Errorf("lexicon of places: there is no section %s", name)
			}
		case ids:
			for id := range strings.FieldsSeq(line) {
				l.union[id] = true
			}
		case section == 0:
			return l, fmt.Errorf("lexicon of places: words before the first section")
		default:
			filled |= section
			for w := range strings.FieldsSeq(line) {
				*l.of.At(text.Fold(w)) |= section
			}
		}
	}
	for name, s := range sections {
		if filled&s == 0 {
			return l, fmt.Errorf("lexicon of places: section %s has no words", name)
		}
	}
	return l, nil
}

// is says whether the word at token i is in one of the sections; there is no token -1.
func (f *finder) is(i int, sections class) bool { return i >= 0 && f.classes[i]&sections != 0 }
