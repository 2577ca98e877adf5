package rules

import (
	"strings"
	"unicode"

	"tocsin/text"
)

// A term is what is looked for in a text: words that follow each other, or what is written exactly.
type term struct {
	words  []word   // never empty; of an exact term the words among its pieces
	prefix bool     // of the last word only the beginning
	exact  []string // the tokens as written, each with a space before it where one was; nil for words
}

// A word is one token of a rule with its stems.
type word struct {
	fold  string
	forms []form // every language stands in exactly one; the last is the word itself
}

func (w *word) hash() uint64 { return w.forms[len(w.forms)-1].hash }

// A form is a stem that a word has in some languages.
type form struct {
	stem  string
	langs langSet
	hash  uint64 // text.Hash of the stem
}

// langSet is a set of the languages that have a stemmer; bit 0 stands for all others.
type langSet uint32

const allLangs langSet = 1<<31 - 1

var stemmed = text.Stemmed()

var langBits = func() map[string]langSet {
	m := make(map[string]langSet)
	for i, l := range stemmed {
		m[l] = 1 << (i + 1)
	}
	return m
}()

// langBit returns the one language of a BCP 47 tag.
func langBit(lang string) langSet {
	if b, ok := langBits[baseLang(lang)]; ok {
		return b
	}
	return 1
}

func baseLang(lang string) string {
	if i := strings.IndexAny(lang, "-_"); i > 0 {
		lang = lang[:i]
	}
	return strings.ToLower(lang)
}

// phraseTerm makes a term of words; nil when there are none in s.
func phraseTerm(l *lexicon, s string, prefix bool) *term {
	t := &term{prefix: prefix}
	toks := l.Tokens(s, "")
	for i := range toks {
		if sought(&toks[i]) {
			t.words = append(t.words, l.word(&toks[i]))
		}
	}
	if len(t.words) == 0 {
		return nil
	}
	return t
}

// exactTerm makes a term of what is written in s; nil when there is no word in it.
func exactTerm(l *lexicon, s string) *term {
	t := phraseTerm(l, s, false)
	if t == nil {
		return nil
	}
	for _, tok := range l.Tokens(s, "") {
		piece := s[tok.ByteStart:tok.ByteEnd]
		if tok.Space && len(t.exact) > 0 {
			piece = " " + piece
		}
		t.exact = append(t.exact, piece)
	}
	return t
}

// sought says whether a token is one that words are compared with.
func sought(t *text.Token) bool {
	return (t.Kind == text.Word || t.Kind == text.Number) && t.Fold != ""
}

func newWord(t *text.Token) word {
	w := word{fold: strings.Clone(t.Fold)}
	rest := allLangs
	if t.Kind == text.Word {
		for _, lang := range stemmed {
			if !writes(lang, w.fold) {
				continue
			}
			if s := text.Stem(lang, w.fold); s != w.fold {
				w.addForm(s, langBits[lang])
				rest &^= langBits[lang]
			}
		}
	}
	w.forms = append(w.forms, form{w.fold, rest, text.Hash(w.fold)})
	return w
}

func (w *word) addForm(stem string, bit langSet) {
	for i := range w.forms {
		if w.forms[i].stem == stem {
			w.forms[i].langs |= bit
			return
		}
	}
	w.forms = append(w.forms, form{stem, bit, text.Hash(stem)})
}

// writes says whether words of a language's script occur in w; its stemmer leaves all others alone.
func writes(lang, w string) bool {
	script := unicode.Latin
	switch lang {
	case "ar":
		script = unicode.Arabic
	case "ru", "uk":
		script = unicode.Cyrillic
	}
	return strings.IndexFunc(w, func(r rune) bool { return unicode.Is(script, r) }) >= 0
}

// stem returns the stem under one language.
func (w *word) stem(lang langSet) string {
	for i := range w.forms {
		if w.forms[i].langs&lang != 0 {
			return w.forms[i].stem
		}
	}
	return w.fold
}
