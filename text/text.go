// Package text turns a report into tokens, sentences, folded words and stems: the one analysis that tagging, rules and
// stories share.
package text

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"

	"tocsin/report"
)

// MaxBytes is how much of a field is analysed; what lies beyond is left out and Doc.Truncated says so.
const MaxBytes = 200 << 10

// Kind says what a token is.
type Kind uint8

const (
	Word       Kind = iota + 1 // letters, possibly with digits, inner apostrophes
	Number                     // digits with their separators: 2,500 or 3.5
	Punct                      // one mark
	Possessive                 // the 's or ' behind a word
)

// Shape says how a word is capitalised.
type Shape uint8

const (
	Lower   Shape = iota // no capital, or a script without capitals
	Initial              // Baghdad
	Upper                // IRAQ (two letters or more)
	Mixed                // iPhone, McDonald
)

// A Token is a word, number or mark of a document. Start and End count code points in its field, ByteStart and ByteEnd
// bytes, ends exclusive.
type Token struct {
	Kind     Kind
	Shape    Shape
	InTitle  bool
	Space    bool // white space, or the beginning of the field, stands before it, or belongs there (ended.The)
	Caseless bool // a word of a script without capitals
	Sentence int32
	Start    int32
	End      int32
	// ByteStart and ByteEnd index the field's text.
	ByteStart int32
	ByteEnd   int32
	Fold      string // lower case, without accents and inner apostrophes; see Fold
	Stem      string // of Fold, by the language of the document; Fold itself where there is no stemmer
}

// A Sentence is a run of tokens: doc.Tokens[First:End].
type Sentence struct {
	First, End int
	InTitle    bool
	Upper      bool // nearly all letters are capitals: capitals say nothing here
	NoCase     bool // no capitals at all though the script has them: their absence says nothing here
	Headline   bool // all words but the smallest have capitals, as in English headlines: a capital says little here
	Paragraph  int  // counted from 0 within its field
}

// A Doc is an analysed text. The tokens of the title come first. It is read-only once made and may be shared.
type Doc struct {
	Title, Text string // the fields as analysed, capped to MaxBytes each
	Lang        string // BCP 47; "und" when it cannot be told
	Tokens      []Token
	Keys        []Key // by token
	TitleEnd    int   // Tokens[:TitleEnd] are the title's
	Sentences   []Sentence
	Truncated   bool
}

// FieldOf returns the field in which a token stands.
func (d *Doc) FieldOf(t *Token) report.Field {
	if t.InTitle {
		return report.Title
	}
	return report.Text
}

// Raw returns the token as it is written.
func (d *Doc) Raw(i int) string {
	t := &d.Tokens[i]
	if t.InTitle {
		return d.Title[t.ByteStart:t.ByteEnd]
	}
	return d.Text[t.ByteStart:t.ByteEnd]
}

// Mention returns the stretch from token first to token last, inclusive, which must stand in one field.
func (d *Doc) Mention(first, last int) report.Mention {
	a, b := &d.Tokens[first], &d.Tokens[last]
	s := d.Text
	if a.InTitle {
		s = d.Title
	}
	return report.Mention{Field: d.FieldOf(a), Start: int(a.Start), End: int(b.End), Text: s[a.ByteStart:b.ByteEnd]}
}

// An Analyser makes documents. It keeps a bounded memory of words already folded and stemmed, which changes speed only.
// It may be used by several goroutines.
type Analyser struct {
	mu    sync.RWMutex
	known map[wordKey]wordForms
}

type wordKey struct{ lang, word string }
type wordForms struct {
	fold, stem string
	key        Key
	shape      Shape
	caseless   bool
}

// maxKnown bounds the memory of an Analyser, some 12 MB when full.
const maxKnown = 1 << 16

// NewAnalyser returns an Analyser that remembers nothing yet.
func NewAnalyser() *Analyser {
	return &Analyser{known: make(map[wordKey]wordForms)}
}

// Analyse reads a title and a text. lang is the BCP 47 code that the source declares, or empty: what the letters and
// words say goes before it.
func (a *Analyser) Analyse(title, body, lang string) *Doc {
	d := &Doc{}
	d.Title, d.Truncated = limit(title)
	var cut bool
	d.Text, cut = limit(body)
	d.Truncated = d.Truncated || cut
	d.Lang = Language(d.Title, d.Text, lang)
	d.Tokens = make([]Token, 0, (len(d.Title)+len(d.Text))/5+8)
	d.Keys = make([]Key, 0, cap(d.Tokens))
	a.fields(d)
	d.sentences()
	return d
}

// fields appends the tokens of the title and the text. It lets go of the lock also when a stemmer panics: who recovers from
// that would find every other text waiting.
func (a *Analyser) fields(d *Doc) {
	a.mu.RLock()
	defer a.mu.RUnlock()
	a.tokens(d, d.Title, true)
	d.TitleEnd = len(d.Tokens)
	a.tokens(d, d.Text, false)
}

// Tokens returns the tokens of a few words, a name or a phrase of a rule, cut as Analyse cuts them. Nothing is guessed:
// the stems are those of lang, the folded words when it is empty.
func (a *Analyser) Tokens(s, lang string) []Token { return a.Phrase(s, lang).Tokens }

// Phrase returns what Tokens does as a document without a title, all one sentence, whose capitals say nothing.
func (a *Analyser) Phrase(s, lang string) *Doc {
	d := &Doc{Lang: lang}
	d.Text, d.Truncated = limit(s)
	a.fields(d)
	d.Sentences = []Sentence{{End: len(d.Tokens), NoCase: true}}
	return d
}

func limit(s string) (string, bool) {
	cut := len(s) > MaxBytes
	if cut {
		s = s[:MaxBytes]
		for len(s) > 0 && !utf8.RuneStart(s[len(s)-1]) {
			s = s[:len(s)-1]
		}
		if len(s) > 0 && s[len(s)-1] >= utf8.RuneSelf {
			s = s[:len(s)-1]
		}
	}
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	return s, cut
}

// tokens appends the tokens of one field. The caller holds a.mu for reading.
func (a *Analyser) tokens(d *Doc, s string, title bool) {
	space := true
	pos, runes := 0, 0
	first := len(d.Tokens)
	joint := false // a zero-width space was written into the word before
	seg := words.FromString(s)
	for seg.Next() {
		w := seg.Value()
		n := utf8.RuneCountInString(w)
		r, _ := utf8.DecodeRuneInString(w)
		switch shown := trimFormat(w); {
		case unicode.IsSpace(r):
			space, joint = true, false
		case shown == "":
			joint = !space && (joint || r == zeroWidthSpace && len(d.Tokens) > first)
		default:
			t := Token{InTitle: title, Space: space, Start: int32(runes), End: int32(runes + n - utf8.RuneCountInString(w[len(shown):])),
				ByteStart: int32(pos), ByteEnd: int32(pos + len(shown))}
			if k := len(d.Tokens) - 1; joint && d.Tokens[k].Kind == Word && int(t.ByteEnd-d.Tokens[k].ByteStart) <= longestJoint && joins(s[:d.Tokens[k].ByteEnd], w) {
				t.Space, t.Start, t.ByteStart = d.Tokens[k].Space, d.Tokens[k].Start, d.Tokens[k].ByteStart
				d.Tokens, d.Keys = d.Tokens[:k], d.Keys[:k]
			}
			a.word(d, t, s[t.ByteStart:t.ByteEnd])
			space, joint = false, false
		}
		pos += len(w)
		runes += n
	}
}

// word appends one segment, cut in two where an elided article stands before it (l'Irak) or a possessive behind it, in three where
// a sentence ends in it (ended.The).
func (a *Analyser) word(d *Doc, t Token, w string) {
	if stop := gluedStop(w); stop > 0 {
		head, mark, tail := t, t, t
		n := t.Start + int32(utf8.RuneCountInString(w[:stop]))
		head.End, head.ByteEnd = n, t.ByteStart+int32(stop)
		mark.Start, mark.ByteStart, mark.End, mark.ByteEnd, mark.Space = n, head.ByteEnd, n+1, head.ByteEnd+1, false
		tail.Start, tail.ByteStart, tail.Space = mark.End, mark.ByteEnd, true
		a.word(d, head, w[:stop])
		a.plain(d, mark, ".")
		a.word(d, tail, w[stop+1:])
		return
	}
	if int(t.End-t.Start) == len(w) && strings.IndexByte(w, '\'') < 0 && strings.IndexByte(w, '`') < 0 {
		a.plain(d, t, w) // ASCII without an apostrophe, as most words are
		return
	}
	if cut := elision(w); cut > 0 {
		head, tail := t, t
		n := utf8.RuneCountInString(w[:cut])
		head.End, head.ByteEnd = t.Start+int32(n), t.ByteStart+int32(cut)
		tail.Start, tail.ByteStart, tail.Space = head.End, head.ByteEnd, false
		a.plain(d, head, w[:cut])
		t, w = tail, w[cut:]
	}
	if cut := possessive(w, d.Lang); cut > 0 {
		head, tail := t, t
		n := utf8.RuneCountInString(w[:cut])
		head.End, head.ByteEnd = t.Start+int32(n), t.ByteStart+int32(cut)
		tail.Start, tail.ByteStart, tail.Space = head.End, head.ByteEnd, false
		a.plain(d, head, w[:cut])
		tail.Kind, tail.Fold, tail.Stem = Possessive, "'s", "'s"
		d.add(&tail, keyOf(tail.Fold))
		return
	}
	a.plain(d, t, w)
}

func (a *Analyser) plain(d *Doc, t Token, w string) {
	t.Kind = kindOf(w)
	switch t.Kind {
	case Word:
		f := a.forms(d.Lang, w)
		t.Fold, t.Stem, t.Shape, t.Caseless = f.fold, f.stem, f.shape, f.caseless
		d.add(&t, f.key)
	case Number:
		t.Fold = digits(w)
		t.Stem = t.Fold
		d.add(&t, stemmedKeyOf(t.Fold, t.Stem))
	default:
		t.Fold, t.Stem = w, w
		if d.endsPlural(&t, w) {
			t.Kind, t.Fold, t.Stem = Possessive, "'s", "'s"
		}
		d.add(&t, keyOf(t.Fold))
	}
}

func (d *Doc) add(t *Token, k Key) {
	d.Tokens = append(d.Tokens, *t)
	d.Keys = append(d.Keys, k)
}

// endsPlural says whether a mark is the possessive of a plural: Workers' Party.
func (d *Doc) endsPlural(t *Token, w string) bool {
	if r, n := utf8.DecodeRuneInString(w); !isApostrophe(r) || n != len(w) || t.Space || len(d.Tokens) == 0 {
		return false
	}
	prev := &d.Tokens[len(d.Tokens)-1]
	return prev.Kind == Word && prev.InTitle == t.InTitle && strings.HasSuffix(prev.Fold, "s")
}

// forms folds and stems a word, from memory where it was met before. The caller holds a.mu for reading: a lock for each
// word would cost as much as the look-up.
func (a *Analyser) forms(lang, w string) wordForms {
	if f, ok := a.known[wordKey{lang, w}]; ok {
		return f
	}
	a.mu.RUnlock()
	defer a.mu.RLock()
	var f wordForms
	w = strings.Clone(w) // the memory must not hold on to whole reports
	f.fold = Fold(w)
	f.stem = Stem(lang, f.fold)
	f.key = stemmedKeyOf(f.fold, f.stem)
	f.shape, f.caseless = shape(w)
	a.mu.Lock()
	if len(a.known) >= maxKnown {
		clear(a.known)
	}
	a.known[wordKey{lang, w}] = f
	a.mu.Unlock()
	return f
}
