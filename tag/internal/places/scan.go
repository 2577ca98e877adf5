package places

import (
	"strings"
	"unicode/utf8"

	"tocsin/tag/internal/gaz"
	"tocsin/text"
)

// A span is a stretch of a text that has the name of a place.
type span struct {
	first, last int // tokens, inclusive
	name        int // number of the name in the gazetteer
	sense       int // index in scan.senses
	before      int // the word token before it in its sentence, skipping articles and directions; -1 for none
	support     float64
	certain     bool // stands beside what contains it: "Tripoli, Lebanon"
	dateline    bool
	based       bool // "Beirut-based"
	locative    bool
	struck      bool // what is hit: \"shelled Odesa\"
	person      bool
	unknown     bool // the gazetteer does not have the name, which stands for what it lies in
	dropped     bool
}

// A sense is what one name stands for in one report: all its spans mean the same place.
type sense struct {
	name   int
	refs   []gaz.Ref
	chosen int // index in refs, -1 while open
	fixed  bool
	likely bool    // stands somewhere where no person is meant
	town   bool    // called a town: "the city of Turkey"
	local  bool    // has a police or a council of its own, or people who are told of by their town: "an Athens man"
	region bool    // called a region: "Narathiwat province"
	river  bool    // called a river: "the far bank of the Dnipro"
	home   bool    // not only named by its people abroad: "an American tourist"
	beside []int   // senses that stand beside it in a list
	voted  int     // index in refs of the reading that it spoke for in evidence
	vote   float64 // how much, 0 for not at all
	share  float64 // what it said for the region of each of its readings
	land   float64 // for the country
	shares float64 // and for all countries
}

// maxSpans bounds the work on a text that is nothing but names.
const maxSpans = 20000

// scan finds the names of places in a text, the longest at each point.
func (f *finder) scan() {
	d := f.d
	for i := 0; i < len(d.Tokens) && len(f.spans) < maxSpans; {
		last, name := f.longest(i)
		if name >= 0 && d.Tokens[i].Fold == "the" { // "the Bank of Scotland" is no town called The Bank
			if l, n := f.next(i); n >= 0 && l > last {
				name = -1
			}
		}
		if name < 0 {
			i++
			continue
		}
		if len(f.g.data.Refs(name)) == 0 && last > i && f.flags(i)&gaz.GivenName != 0 {
			f.persons[d.Tokens[last].Fold] = true // "Michael Jordan"
		}
		if len(f.g.data.Refs(name)) == 0 || f.g.data.Flags(name)&gaz.Never != 0 && !f.named(last) && !f.abbreviates(i, last, name) && !f.pointed(i, last, name) { // "Agence France-Presse"; "May"
			i = last + 1
			continue
		}
		f.spans = append(f.spans, span{first: f.withArticle(i, name), last: f.trimmed(i, last), name: name, before: -1})
		i = max(last, f.spans[len(f.spans)-1].last) + 1
	}
}

// trimmed returns the last token of a span as people would mark it: with the last point of an abbreviation, without a
// small word for a kind of region. Of "Idlib province" the name is Idlib.
func (f *finder) trimmed(first, last int) int {
	t := &f.d.Tokens[last]
	if last+1 < len(f.d.Tokens) && strings.Contains(t.Fold, ".") && f.d.Tokens[last+1].Fold == "." && !f.d.Tokens[last+1].Space &&
		f.d.Tokens[last+1].Sentence == t.Sentence {
		return last + 1 // the last point of "U.S."
	}
	if last > first && t.Shape == text.Lower && !t.Caseless && f.cased(last) && gaz.Generic(t.Fold) {
		return last - 1
	}
	return last
}

// next returns the longest name at the token behind i.
func (f *finder) next(i int) (last, name int) {
	if i+1 == len(f.d.Tokens) {
		return i, -1
	}
	return f.longest(i + 1)
}

// withArticle returns the first token of a name that begins at token i: the article that a hyphen joins to it belongs to it,
// "al-Quneitra", whether the gazetteer has it so or not.
func (f *finder) withArticle(i, name int) int {
	t := f.d.Tokens
	if i >= 2 && f.g.data.Refs(name)[0].Name() != gaz.Short && t[i-1].Fold == "-" && !t[i-1].Space && !t[i].Space && f.is(i-2, article) && t[i-2].Sentence == t[i].Sentence &&
		(len(f.spans) == 0 || f.spans[len(f.spans)-1].last < i-2) {
		return i - 2
	}
	return i
}

// pointed says whether a name that is hardly ever a place is one of a town here: "near Of", "the town of Hope"; of a large one
// also "in Split".
func (f *finder) pointed(i, last, name int) bool {
	p := &f.g.data.Places[f.g.data.Refs(name)[0].Place()]
	b := f.wordBefore(i)
	if p.Kind != gaz.City || i != last || b < 0 || !f.cased(i) || f.headline(i) || f.d.Tokens[i].Shape != text.Initial || f.capitalised(f.wordAfter(i)) {
		return false
	}
	switch f.d.Tokens[b].Fold {
	case "near", "outside":
		return true
	case "in":
		return p.Prominence() > 4.9
	}
	return f.d.Tokens[b].Fold == "of" && f.is(f.wordBefore(b), settled)
}

// named says whether the word behind token i says that a place is named: "Bay region".
func (f *finder) named(i int) bool {
	n := f.wordAfter(i)
	return n >= 0 && gaz.Generic(f.d.Tokens[n].Fold)
}

// longest returns the longest name that begins at token i and may stand there, and its last token; name is -1 for none.
func (f *finder) longest(i int) (last, name int) {
	d, g := f.d, f.g
	t := &d.Tokens[i]
	last, name = i, -1
	if t.Kind != text.Word || !f.mayBegin(i) {
		return
	}
	h := gaz.NewHash().Add(t.Fold)
	n, longer := g.data.Lookup(h)
	if n < 0 && !longer {
		return f.inflected(i)
	}
	if n >= 0 && len(g.data.Refs(n)) > 0 && f.wellWritten(i, i, n) {
		last, name = i, n
	}
	for j := i + 1; longer && j < len(d.Tokens) && d.Tokens[j].Sentence == t.Sentence; j++ {
		u := &d.Tokens[j]
		if u.Kind == text.Punct {
			if !f.joins(j) {
				break
			}
			continue
		}
		if u.Kind == text.Possessive {
			continue
		}
		h = h.Add(u.Fold)
		if n, longer = g.data.Lookup(h); n >= 0 && (len(g.data.Refs(n)) == 0 || f.wellWritten(i, j, n)) { // traps in any capitals: "Minsk agreements"
			last, name = j, n
		}
	}
	if name < 0 {
		return f.inflected(i)
	}
	if longer := last + 1; longer < len(d.Tokens) && f.joins(longer) && t.Fold[0] >= 0xD0 { // "в Алма-Ате" begins with Alma
		if l, n := f.inflected(i); n >= 0 && l > last {
			return l, n
		}
	}
	return
}

// joins says whether the mark at token j can stand inside a name: a hyphen without spaces, the point of "St.".
func (f *finder) joins(j int) bool {
	t := &f.d.Tokens[j]
	switch t.Fold {
	case "-", "‐", "‑", "–", "־", "・", "·", "'", "’":
		return !t.Space && j+1 < len(f.d.Tokens) && !f.d.Tokens[j+1].Space
	case ".":
		return !t.Space && utf8.RuneCountInString(f.d.Tokens[j-1].Fold) <= 2
	case "&":
		return true
	}
	return false
}

// mayBegin says whether a name may begin at a token: where capitals tell, only with one or with a small article that a
// capital follows.
func (f *finder) mayBegin(i int) bool {
	t := &f.d.Tokens[i]
	if t.Caseless || t.Shape != text.Lower {
		return true
	}
	if !f.cased(i) {
		return len(t.Fold) > 2
	}
	if f.d.Lang != "en" && len(t.Fold) > 2 {
		return true // adjectives of countries are written small
	}
	return f.is(i, article) && f.capitalNear(i)
}

// capitalNear says whether a capitalised word follows token i at once or behind a hyphen.
func (f *finder) capitalNear(i int) bool {
	for j := i + 1; j < len(f.d.Tokens) && j <= i+2; j++ {
		if u := &f.d.Tokens[j]; u.Kind == text.Word {
			return u.Shape != text.Lower
		} else if u.Space {
			return false
		}
	}
	return false
}

// cased says whether capitals mean something at token i.
func (f *finder) cased(i int) bool {
	s := &f.d.Sentences[f.d.Tokens[i].Sentence]
	return !s.Upper && !s.NoCase
}

// wellWritten says whether the tokens i to j are written as the name n demands: abbreviations in capitals, no small
// words but the usual ones in a name of several words.
func (f *finder) wellWritten(i, j, n int) bool {
	d, g := f.d, f.g
	if t := &d.Tokens[i]; f.cased(i) && t.Shape == text.Lower && !t.Caseless && !(f.is(i, article) && f.capitalNear(i)) {
		return f.small(n, j)
	}
	if f.cased(i) && !(f.d.Lang != "en" && j > i && g.state(n)) {
		for k := i; k <= j; k++ {
			t := &d.Tokens[k]
			if t.Kind == text.Word && t.Shape == text.Lower && !t.Caseless && !f.is(k, join) && !f.hyphened(k) && !(k == j && k > i && f.is(k, feature)) {
				return false
			}
		}
		if t := &d.Tokens[j]; j > i && t.Shape == text.Lower && !t.Caseless && !f.is(j, feature) {
			return false
		}
	}
	capitals := len(g.data.Refs(n)) > 0
	for _, r := range g.data.Refs(n) {
		capitals = capitals && r.Name() == gaz.Capitals
	}
	if !capitals {
		return true
	}
	if raw := d.Raw(i); strings.ToUpper(raw) != raw {
		return false
	}
	if !f.cased(i) {
		return strings.Contains(d.Tokens[i].Fold, ".") || g.data.Flags(n)&gaz.CommonWord == 0 && !usual[d.Tokens[i].Fold]
	}
	return true
}

// state says whether a name is first of all a country's or an area's: other languages than English write the words inside
// it small, "République démocratique du Congo".
func (g *Gazetteer) state(n int) bool {
	refs := g.data.Refs(n)
	if len(refs) == 0 {
		return false
	}
	k := g.data.Places[refs[0].Place()].Kind
	return k == gaz.Country || k == gaz.Territory || k == gaz.Area
}

// hyphened says whether hyphens join a word to its neighbours on both sides, as in "Port-au-Prince".
func (f *finder) hyphened(i int) bool {
	t := f.d.Tokens
	return i > 0 && i+1 < len(t) && t[i-1].Fold == "-" && t[i+1].Fold == "-" && !t[i].Space && !t[i+1].Space
}

// small says whether the name n, which ends at token j, may begin with a small letter: an adjective of a country, and
// "mer Rouge", "сектор Газа".
func (f *finder) small(n, j int) bool {
	refs := f.g.data.Refs(n)
	if len(refs) == 0 {
		return false
	}
	k := f.g.data.Places[refs[0].Place()].Kind
	return refs[0].Name() == gaz.People || f.d.Tokens[j].Shape != text.Lower && (k == gaz.Area || k == gaz.Water)
}

// usual are abbreviations that are also everyday words of a text all in capitals.
var usual = map[string]bool{"us": true, "car": true, "hi": true, "ok": true, "me": true, "in": true, "or": true, "opt": true, "lo": true}
