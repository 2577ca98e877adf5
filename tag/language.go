package tag

import (
	"bufio"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"tocsin/report"
	"tocsin/tag/internal/words"
	"tocsin/text"
)

//go:embed data/actors data/events
var data embed.FS

// A language is the escalation lexicon and grammar of one language.
type language struct {
	code      string
	order     wordOrder
	vocab     *vocab
	events    *patterns
	kinds     []eventPattern // by pattern value
	status    *patterns
	cues      []cue            // by pattern value
	uses      words.Table[use] // what words do in sentences, by their folded form
	months    map[string]int   // by folded form, nil where months tells them
	losses    *patterns
	lossKinds []loss               // by pattern value
	many      *patterns            // of losses of many events together
	words     *patterns            // of escalation
	blame     *patterns            // what names those held to have done it, or who claim to have; values are those of blameKeys
	forces    map[string]forceNoun // in other languages than English, by the stems of their words
	traitsOf  map[string]trait     // of all forms of a word, by their stem
	another   map[string]bool      // words, folded, with which other events than that of the report are claimed: "similar", "previous"
}

// A use is what a word does in sentences, and the number that it means, 0 for none.
type use struct {
	class class
	trait trait
	value int32
	exact int32 // its number where patterns write it in quotes
}

// An eventPattern is what a line of an event file says of its patterns.
type eventPattern struct {
	typ  report.EventType // empty for figures of speech
	pos  pos
	weak bool // counts only beside support
}

// pos is the part of speech and the roles around a pattern.
type pos uint8

const (
	posFixed  pos = iota + 1 // x: no roles
	posNoun                  // n
	posVerb                  // v: subject does it, object is hit
	posEither                // nv
	posClause                // sv: a subject with its verb
	posIntr                  // vi: subject does it
	posHit                   // vt: subject is hit
	posAccuse                // acc: object is blamed
)

var posNames = map[string]pos{"x": posFixed, "n": posNoun, "v": posVerb, "nv": posEither, "sv": posClause, "vi": posIntr, "vt": posHit, "acc": posAccuse}

// A cue is what a line of a status file says of its phrases.
type cue struct {
	status   report.Status
	anywhere bool // it reaches all of its sentence
	behind   bool // it reaches what it stands right behind, too
}

// eventLanguages are those that have a lexicon.
var eventLanguages = []string{"en", "ar", "fr", "es", "ru", "uk", noLexicon}

// noLexicon stands for all other languages. It has no files.
const noLexicon = "none"

func loadLanguage(code string) (*language, error) {
	l := &language{code: code, order: orders[code], vocab: newVocab(code), uses: words.New[use](), another: make(map[string]bool), traitsOf: make(map[string]trait), forces: make(map[string]forceNoun)}
	l.events, l.status, l.blame = newPatterns(l.vocab), newPatterns(l.vocab), newPatterns(l.vocab)
	for _, f := range []struct {
		name string
		line func(string) error
	}{
		{code + ".txt", l.eventLine()}, {"status." + code + ".txt", l.statusLine},
		{"blame." + code + ".txt", l.blameLine}, {"grammar." + code + ".txt", l.classLine}, {"topics." + code + ".txt", l.classLine},
		{"forces." + code + ".txt", l.forceLine},
	} {
		err := eachLine(path.Join("data/events", f.name), f.line)
		if err != nil && !isNotExist(err) {
			return nil, err
		}
	}
	if err := l.loadTolls(); err != nil && !isNotExist(err) {
		return nil, err
	}
	l.words = newPatterns(l.vocab)
	err := eachLine(path.Join("data/events", "words."+code+".txt"), func(s string) error {
		for _, w := range list(s) {
			if err := l.words.add(w, 0); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil && !isNotExist(err) {
		return nil, err
	}
	if err := eachLine("data/events/traits.txt", l.traitLine); err != nil {
		return nil, err
	}
	for w := range idle {
		l.uses.At(w).trait |= tIdle
	}
	for w := range months {
		l.uses.At(w).trait |= tMonth
	}
	for w, id := range l.vocab.exact {
		l.uses.At(w).exact = id
	}
	return l, nil
}

func isNotExist(err error) bool {
	_, ok := err.(*fs.PathError)
	return ok
}

// eachLine calls line with every line of an embedded file that is not empty and no comment.
func eachLine(name string, line func(string) error) error {
	f, err := data.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	for n := 1; sc.Scan(); n++ {
		s := strings.TrimSpace(sc.Text())
		if s == "" || strings.HasPrefix(s, "#") {
			continue
		}
		if err := line(s); err != nil {
			return fmt.Errorf("%s:%d: %w", name, n, err)
		}
	}
	return sc.Err()
}

// eventLine reads the lines of an event file: sections and patterns.
func (l *language) eventLine() func(string) error {
	var typ report.EventType
	started := false
	return func(s string) error {
		if strings.HasPrefix(s, "{") {
			return l.events.group(s)
		}
		if strings.HasPrefix(s, "[") {
			typ, started = report.EventType(strings.Trim(s, "[] ")), true
			if typ == "none" {
				typ = ""
			} else if _, ok := typ.Kind(); !ok {
				return fmt.Errorf("%q is no type of event", typ)
			}
			return nil
		}
		key, list, ok := strings.Cut(s, ":")
		p, known := posNames[strings.TrimSpace(key)]
		if !ok || !known || !started {
			return fmt.Errorf("want [type] or one of x n v nv sv vi vt acc before a colon: %q", s)
		}
		for _, src := range strings.Split(list, ";") {
			src = strings.TrimSpace(src)
			weak := strings.HasSuffix(src, "?")
			if src = strings.TrimSuffix(src, "?"); src == "" {
				continue
			}
			if err := l.events.add(strings.TrimSpace(src), int32(len(l.kinds))); err != nil {
				return err
			}
			l.events.all[len(l.events.all)-1].clause = p == posClause
			l.kinds = append(l.kinds, eventPattern{typ: typ, pos: p, weak: weak})
		}
		return nil
	}
}

// statusLine reads "status before|around|anywhere: phrase; phrase".
func (l *language) statusLine(s string) error {
	key, list, ok := strings.Cut(s, ":")
	status, where, _ := strings.Cut(strings.TrimSpace(key), " ")
	if !ok || where != "before" && where != "around" && where != "anywhere" {
		return fmt.Errorf("want a status and before, around or anywhere: %q", s)
	}
	c := cue{status: report.Status(status), anywhere: where == "anywhere", behind: where == "around"}
	for _, src := range strings.Split(list, ";") {
		if src = strings.TrimSpace(src); src == "" {
			continue
		}
		if err := l.status.add(src, int32(len(l.cues))); err != nil {
			return err
		}
		l.cues = append(l.cues, c)
	}
	return nil
}

// classLine reads "class: word word".
func (l *language) classLine(s string) error {
	key, list, ok := strings.Cut(s, ":")
	c, known := classNames[strings.TrimSpace(key)]
	if !ok || !known {
		return fmt.Errorf("no such class of words: %q", key)
	}
	if c == cMonth {
		l.monthLine(strings.Fields(list))
	}
	for _, w := range strings.Fields(list) {
		if w != "'s" {
			w = text.Fold(w)
		}
		l.uses.At(w).class |= c
		if l.code != "en" && c&topical != 0 {
			l.vocab.stems.At(text.Stem(l.code, w)).topics |= c
		}
	}
	return nil
}

// monthLine numbers the months of another language than English where all have as many forms, in the order of the year.
func (l *language) monthLine(forms []string) {
	if l.code == "en" || len(forms)%12 != 0 {
		return
	}
	l.months = make(map[string]int, len(forms))
	for i, w := range forms {
		l.months[text.Fold(w)] = i/(len(forms)/12) + 1
	}
}

// language returns the lexicon for a language: the English one for a text whose language cannot be told, and one without words
// for languages that have none, whose texts give places and actors and no events.
func (t *Tagger) language(code string) *language {
	if code == "und" || code == "" {
		code = "en"
	}
	if l := t.languages[code]; l != nil {
		return l
	}
	return t.languages[noLexicon]
}
