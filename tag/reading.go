package tag

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"tocsin/tag/internal/places"
	"tocsin/text"
)

// A reading is what tagging knows of one document while it works on it.
type reading struct {
	t    *Tagger
	lang *language
	d    *text.Doc
	rows

	places        *places.Found
	open          []actor        // actors that no lexicon knows but the report names as such
	countries     map[string]int // countries that the report names, how often
	bagOf         int32
	ahead         signature // of the words from token aheadOf-1 on
	aheadOf       int
	blamed        []int32   // whom the report's sources hold responsible
	claimed       []int32   // who claims responsibility for what the report tells of
	avowed        []trigger // violence of which those who did it tell
	firstSentence int
	calm          bool      // the report begins with something else than violence
	explaining    bool      // reasons are wanted that Tag does not need
	topics        []topic   // of each sentence
	world         *world    // in which the report's words of war are figures of speech, nil for most reports
	figures       []bool    // of each sentence: its words of war are figures of speech; nil in most reports
	tales         [][2]int  // token ranges (end exclusive) that tell what happens in a work
	when          time.Time // of publication, zero when unknown
	focus         string    // the country the report speaks of most, as far as known
}

// rows are the slices of a reading that the next may use again.
type rows struct {
	stem    []int32 // word numbers of the tokens in the language's vocabulary
	exact   []int32
	heads   []uint8 // the sets of patterns that have some that begin with the token's word
	class   []class
	traits  []trait
	value   []int32 // of number words; 0 for others
	nameIDs []int32 // word numbers of the tokens in the lexicon of actors
	actorAt []int32 // token -> 1 + index in actors, 0 for none
	lossOf  []int32 // of tokens: -1 for one at which no words of loss begin, as far as looked at
	walls   []int8  // of tokens: 1 for one that no gap of a pattern reaches over, -1 for others, 0 as far as not looked at

	gist  []class  // of sentences: the classes of their words
	bag   []uint64 // the words of sentence bagOf-1, a bit each
	needs []int32  // by need of the vocab: the sentence of its last answer and 1, twice, and 1 when it was met

	actors    []actorHit
	triggers  []trigger
	cues      []cueHit
	tolls     []tollHit
	many      []manyHit
	pastDates []pastDate
	events    []event
}

// empty makes the rows those of a document of which nothing is known yet.
func (w *rows) empty(d *text.Doc, v *vocab) {
	n := len(d.Tokens)
	w.stem, w.exact, w.value, w.nameIDs, w.actorAt, w.lossOf = zeros(w.stem, n), zeros(w.exact, n), zeros(w.value, n), zeros(w.nameIDs, n), zeros(w.actorAt, n), zeros(w.lossOf, n)
	w.heads, w.class, w.traits, w.walls = zeros(w.heads, n), zeros(w.class, n), zeros(w.traits, n), zeros(w.walls, n)
	w.gist = zeros(w.gist, len(d.Sentences))
	w.bag, w.needs = zeros(w.bag, int(v.n/64)+1), zeros(w.needs, len(v.needs))
	w.actors, w.triggers, w.cues, w.tolls, w.many, w.pastDates, w.events = w.actors[:0], w.triggers[:0], w.cues[:0], w.tolls[:0], w.many[:0], w.pastDates[:0], w.events[:0]
}

// zeros returns n zeros in the place of s.
func zeros[T any](s []T, n int) []T {
	s = slices.Grow(s[:0], n)[:n]
	clear(s)
	return s
}

// put gives a reading back whose answers were written down.
func (t *Tagger) put(r *reading) {
	*r = reading{rows: r.rows}
	t.spare.Put(r)
}

// class says what a word does in a sentence, one bit each.
type class uint64

const (
	cDet class = 1 << iota
	cBe
	cHave
	cModal // will, would
	cMaybe // could, may
	cTo
	cBy
	cOf
	cTarget // on, against, at
	cPrep
	cTime
	cSub
	cRel
	cAnd
	cPron
	cSay
	cNeg
	cLight
	cGroup
	cMod
	cLocative
	cSport
	cMarkets
	cCulture
	cHealth
	cKitchen
	cPolitics
	cLiteral
	cInjury // literal, but not in sport
	cSure   // of sport and nothing else
	cOpinion
	cGoverns // what governments do to each other: accused, summoned
	cDealing // what they have with each other: talks, sanctions
	cAbout   // more than, about: before a number
	cMonth
	cAlone     // one by himself: another, a third
	cPerson    // one by what he is: driver
	cPersons   // many: drivers
	cTale      // of works and how they are told
	cWork      // what names a work: film, novel
	cPart      // what names a part of one: scene, chapter
	cNarrate   // what a work does: tells, follows
	cAuthority // those who say what happened: police, witnesses
	cDay       // Sunday, yesterday
	cAll       // all of those told before: "49 people were on board, all died"
)

// topical are the classes that tell what a text is about rather than what a word does in its sentence.
const topical = cSport | cMarkets | cCulture | cHealth | cKitchen | cPolitics | cLiteral | cInjury | cSure | cTale | cWork | cPart | cNarrate | cAuthority | cDay

var classNames = map[string]class{
	"det": cDet, "be": cBe, "have": cHave, "modal": cModal, "maybe": cMaybe, "to": cTo, "by": cBy, "of": cOf, "target": cTarget,
	"prep": cPrep, "time": cTime, "sub": cSub, "rel": cRel, "and": cAnd, "pron": cPron, "say": cSay, "neg": cNeg, "light": cLight,
	"group": cGroup, "mod": cMod, "locative": cLocative, "governs": cGoverns, "dealing": cDealing, "about": cAbout, "month": cMonth,
	"alone": cAlone, "person": cPerson, "persons": cPersons, "opinion": cOpinion,
	"sport": cSport, "markets": cMarkets, "culture": cCulture, "health": cHealth, "kitchen": cKitchen, "politics": cPolitics,
	"literal": cLiteral, "injury": cInjury, "sure": cSure | cSport,
	"tale": cTale, "work": cWork, "part": cPart, "narrate": cNarrate, "authority": cAuthority, "day": cDay, "all": cAll,
}

// year returns the year of publication, 0 when unknown.
func (r *reading) year() int {
	if r.when.IsZero() {
		return 0
	}
	return r.when.Year()
}

// read prepares a reading: numbers and classes of all tokens.
func (t *Tagger) read(d *text.Doc) *reading {
	r, _ := t.spare.Get().(*reading)
	if r == nil {
		r = new(reading)
	}
	r.t, r.d, r.lang = t, d, t.language(d.Lang)
	r.rows.empty(d, r.lang.vocab)
	for i := range d.Tokens {
		tok, key := &d.Tokens[i], &d.Keys[i]
		w := r.lang.uses.Find(key.Fold)
		if r.traits[i] = w.trait; tok.Kind == text.Punct {
			continue
		}
		if regularPast(tok.Fold) {
			r.traits[i] |= tPast
		}
		s := r.lang.vocab.stems.Find(cmp.Or(key.Stem, key.Fold))
		r.nameIDs[i] = t.actors.wordID(tok, key.Fold)
		r.stem[i] = r.lang.vocab.of(tok, s.forms)
		r.exact[i] = w.exact
		r.heads[i] = r.lang.vocab.begins(r.stem[i]) | r.lang.vocab.begins(w.exact)
		if n, ok := strings.CutPrefix(tok.Fold, "و"); ok && w.value == 0 && tok.Kind == text.Word {
			w.value = max(int32(parseCount(n)), r.lang.uses.Find(text.Hash(n)).value, 0) // "and" is written onto numbers too
		}
		if tok.Kind != text.Possessive { // it is no "is"
			r.class[i], r.value[i] = w.class|s.topics, w.value
		}
		if c := r.compound(i); c != 0 {
			r.class[i-2] |= c
		}
	}
	for i, c := range r.class {
		r.gist[d.Tokens[i].Sentence] |= c
	}
	return r
}

// compound returns what the words at tokens i-2 and i tell a text to be about when a hyphen joins them: "semi-final".
func (r *reading) compound(i int) class {
	if i < 2 || !r.hyphen(i-1) || r.d.Tokens[i-1].Space || r.d.Tokens[i].Space {
		return 0
	}
	return r.lang.uses.Find(text.Hash(r.d.Tokens[i-2].Fold+"-"+r.d.Tokens[i].Fold)).class & topical
}

// is says whether token i is of one of these classes.
func (r *reading) is(i int, c class) bool { return i >= 0 && i < len(r.class) && r.class[i]&c != 0 }

// sentence returns the sentence of a token.
func (r *reading) sentence(i int) *text.Sentence { return &r.d.Sentences[r.d.Tokens[i].Sentence] }
