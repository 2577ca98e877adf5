package rules

import "slices"

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

var idKindOf = map[kind]idKind{
	kindRegion: idRegion, kindMentions: idMention, kindActor: idActor, kindBy: idBy, kindTarget: idTarget, kindBlamed: idBlamed,
	kindEvent: idEvent, kindClass: idClass, kindSource: idSource, kindLang: idLang,
}

// space is the namespace that ids of a kind are looked up in: one look-up serves all roles of an actor.
func (k idKind) space() int {
	switch {
	case k <= idMention:
		return 0
	case k <= idBlamed:
		return 1
	}
	return int(k)
}

// idFeatures are the features of one id, by its kind counted from the first of its namespace.
type idFeatures [4]feature

func (k idKind) slot() int {
	switch k.space() {
	case 0:
		return int(k - idRegion)
	case 1:
		return int(k - idActor)
	}
	return 0
}

// A vocabulary knows every feature that some rule asks for, and finds those of a report.
type vocabulary struct {
	known []featureInfo // by feature
	free  []feature
	ids   [idKinds]map[string]*idFeatures // by namespace
	words wordTable
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
	featureKinds
)

// featureInfo is what must be undone when the last rule lets a feature go.
type featureInfo struct {
	kind  featureKind
	title bool
	id    idKind
	refs  int
	key   string // the id, or the words in their folded form
}

func newVocabulary() vocabulary {
	v := vocabulary{known: make([]featureInfo, 1), words: newWordTable()}
	for i := range v.ids {
		v.ids[i] = make(map[string]*idFeatures)
	}
	return v
}

// take gives out a feature.
func (v *vocabulary) take(info featureInfo) feature {
	if n := len(v.free); n > 0 {
		f := v.free[n-1]
		v.free = v.free[:n-1]
		v.known[f] = info
		return f
	}
	v.known = append(v.known, info)
	return feature(len(v.known) - 1)
}

// id returns the feature of an id, one reference more.
func (v *vocabulary) id(k idKind, id string) feature {
	space := v.ids[k.space()]
	fs := space[id]
	if fs == nil {
		fs = new(idFeatures)
		space[id] = fs
	}
	f := &fs[k.slot()]
	if *f == 0 {
		*f = v.take(featureInfo{kind: ofID, id: k, key: id})
	}
	return v.refer(*f, 1)
}

// term returns the feature of a term of one word, of a phrase or of a beginning, one reference more.
func (v *vocabulary) term(t *term, title bool) feature {
	info := featureInfo{kind: ofTerm, title: title, key: t.words[0].fold}
	switch {
	case t.prefix:
		info.kind = ofPrefix
	case len(t.words) > 1:
		info.kind, info.key = ofPhrase, phraseKey(t.words)
	}
	var f *feature
	switch info.kind {
	case ofPrefix:
		f = &v.words.prefixes.entry(info.key).features[slot(title)]
	case ofPhrase:
		f = &v.words.phrase(info.key, t.words).features[slot(title)]
	default:
		f = &v.words.term(&t.words[0]).features[slot(title)]
	}
	if *f == 0 {
		*f = v.take(info)
		v.words.changed(&info)
	}
	return v.refer(*f, 1)
}

// slot is where the feature of a term stands that is sought everywhere, or in titles.
func slot(title bool) int {
	if title {
		return 1
	}
	return 0
}

// refer counts references to a feature.
func (v *vocabulary) refer(f feature, n int) feature {
	info := &v.known[f]
	info.refs += n
	if v.asked[info.kind] += n; info.kind == ofID {
		v.askedIDs[info.id] += n
	}
	return f
}

// release gives back one reference to a feature, and forgets the feature with the last.
func (v *vocabulary) release(f feature) {
	v.refer(f, -1)
	info := &v.known[f]
	if info.refs > 0 {
		return
	}
	if info.kind == ofID {
		space := v.ids[info.id.space()]
		fs := space[info.key]
		if fs[info.id.slot()] = 0; *fs == (idFeatures{}) {
			delete(space, info.key)
		}
	} else {
		v.words.forget(info)
	}
	*info = featureInfo{}
	v.free = append(v.free, f)
}

// remove takes the first x out of s, which loses its order.
func remove[T comparable](s []T, x T) []T {
	if i := slices.Index(s, x); i >= 0 {
		s[i] = s[len(s)-1]
		s = s[:len(s)-1]
	}
	return s
}
