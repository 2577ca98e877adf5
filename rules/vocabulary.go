package rules

import (
	"tocsin/report"
	"tocsin/text"
)

// A feature is something that a report has or has not and that rules ask for: a word, a phrase, a place in the focus.
// Features are small numbers, given out again when no rule asks for them any more. Feature 0 every report has.
type feature = uint32

const always feature = 0

// idKind is what an id stands for in a report. The kinds of one namespace lie side by side.
type idKind uint8

const (
	idRegion idKind = iota
	idMention
	idActor
	idBy
	idTarget
	idBlamed
	idEvent
	idClass
	idSource
	idLang
	idKinds
)

var idKindOf = [...]idKind{
	kindRegion: idRegion, kindMentions: idMention, kindActor: idActor, kindBy: idBy, kindTarget: idTarget, kindBlamed: idBlamed,
	kindEvent: idEvent, kindClass: idClass, kindSource: idSource, kindLang: idLang,
}

// space is the first kind of the namespace that ids of a kind are looked up in: one look-up serves all roles of an actor.
func (k idKind) space() idKind {
	switch {
	case k <= idMention:
		return idRegion
	case k <= idBlamed:
		return idActor
	}
	return k
}

// An idEntry is the features of an id that rules ask for by kind, counted from the first of its namespace.
type idEntry [4]feature

func (k idKind) hash(id string) uint64 { return text.Hash(id) + uint64(k.space()) }

// A vocabulary knows every feature that some rule asks for, and finds those of a report.
type vocabulary struct {
	known slab[featureInfo] // by feature
	byID  table             // of ids
	ids   slab[idEntry]
	words wordTable
	// Features of comparisons with a level of severity, by comparison and level.
	levels [cmps][levels]feature
	// How many references there are to features of each kind.
	asked    [featureKinds]int
	askedIDs [idKinds]int
}

// featureKind says where a feature is looked up.
type featureKind uint8

const (
	ofID featureKind = iota
	ofTerm
	ofPhrase
	ofPrefix
	ofLevel
	featureKinds
)

// featureInfo is what must be undone when the last rule lets a feature go.
type featureInfo struct {
	kind  featureKind
	title bool
	id    idKind
	refs  int32
	entry uint32 // of the id, word, phrase, beginning or comparison
}

// id returns the feature of an id, one reference more.
func (v *vocabulary) id(k idKind, id string) feature {
	h := k.hash(id)
	entry := v.byID.find(h)
	if entry == 0 {
		entry = v.ids.keep(idEntry{})
		v.byID.put(h, entry)
	}
	f := &v.ids.all[entry][k-k.space()]
	if *f == 0 {
		*f = v.known.keep(featureInfo{kind: ofID, id: k, entry: entry})
	}
	return v.refer(*f, 1)
}

// term returns the feature of a term of one word, of a phrase or of a beginning, one reference more.
func (v *vocabulary) term(t *term, title bool) feature {
	info := featureInfo{title: title}
	switch {
	case t.prefix:
		info.kind, info.entry = ofPrefix, v.words.prefixes.entry(t.words[0].fold)
	case len(t.words) > 1:
		info.kind, info.entry = ofPhrase, v.words.phrase(t.words)
	default:
		info.kind, info.entry = ofTerm, v.words.term(&t.words[0])
	}
	f := v.words.feature(&info)
	if *f == 0 {
		*f = v.known.keep(info)
		v.words.changed(&info)
	}
	return v.refer(*f, 1)
}

// levels is how many levels of severity there are.
const levels = uint32(report.Critical) + 1

// level returns the feature of a comparison with a level of severity, one reference more.
func (v *vocabulary) level(c cmp, level int) feature {
	f := &v.levels[c][level]
	if *f == 0 {
		*f = v.known.keep(featureInfo{kind: ofLevel, entry: uint32(c)*levels + uint32(level)})
	}
	return v.refer(*f, 1)
}

// levelOf returns the comparison with a level that an entry stands for.
func levelOf(entry uint32) (c cmp, level uint32) { return cmp(entry / levels), entry % levels }

// readLevel sets the comparisons that a severity meets.
func (v *vocabulary) readLevel(level int, s *scratch) {
	for c := range v.levels {
		for n, f := range v.levels[c] {
			if f != always && cmp(c).holds(level, n) {
				s.set(f)
			}
		}
	}
}

// refer counts references to a feature.
func (v *vocabulary) refer(f feature, n int) feature {
	info := &v.known.all[f]
	info.refs += int32(n)
	if v.asked[info.kind] += n; info.kind == ofID {
		v.askedIDs[info.id] += n
	}
	return f
}

// release gives back one reference to a feature, and forgets the feature with the last.
func (v *vocabulary) release(f feature) {
	v.refer(f, -1)
	info := v.known.all[f]
	if info.refs > 0 {
		return
	}
	v.known.drop(f)
	switch info.kind {
	case ofLevel:
		c, level := levelOf(info.entry)
		v.levels[c][level] = always
		return
	case ofTerm, ofPhrase, ofPrefix:
		*v.words.feature(&info) = 0
		v.words.changed(&info)
		return
	}
	e := &v.ids.all[info.entry]
	if e[info.id-info.id.space()] = 0; *e == (idEntry{}) {
		v.byID.remove(info.entry)
		v.ids.drop(info.entry)
	}
}

// readID sets what an id is asked for as.
func (v *vocabulary) readID(k idKind, id string, s *scratch) {
	if entry := v.byID.find(k.hash(id)); entry != 0 {
		s.set(v.ids.all[entry][k-k.space()])
	}
}

// tellings is how many features of a kind a report has, roughly.
var tellings = [featureKinds]float64{ofTerm: 250, ofPhrase: 3, ofPrefix: 20}

// idTellings is the same for ids.
var idTellings = [idKinds]float64{idRegion: 8, idMention: 20, idActor: 8, idBy: 2, idTarget: 2, idBlamed: 0.5, idEvent: 3, idClass: 2,
	idSource: 1, idLang: 1}

// askedAtFirst keeps the first rules from being taken for the world.
const askedAtFirst = 100

// chance guesses how likely a report has a feature: what many rules ask for, many reports tell.
func (v *vocabulary) chance(f feature) float64 {
	info := &v.known.all[f]
	if info.kind == ofLevel {
		return 1 // nothing is worse to enter a rule by, and guards know severity besides
	}
	told := tellings[info.kind]
	all := v.asked[info.kind]
	if info.kind == ofID {
		told, all = idTellings[info.id], v.askedIDs[info.id]
	}
	if info.title {
		told /= 30
	}
	return min(0.9, told*float64(info.refs)/float64(all+askedAtFirst))
}
