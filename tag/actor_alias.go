package tag

import (
	"strings"
	"unicode"

	"tocsin/text"
)

// An alias is one way of writing an actor.
type alias struct {
	actor   int32
	exact   string   // must be written so, capitals and all; empty when it need not
	where   []string // the report must speak of one of these countries; nil when it need not
	acronym bool     // written in capitals only
	lower   bool     // written without capitals: needs none
	words   int
}

// A spelling is a name of an actor, folded.
type spelling struct {
	fold  string
	actor int32
}

func (l *actors) addAlias(n int32, name string) {
	al := alias{actor: n}
	name, al.where = whereNamed(name)
	if strings.HasPrefix(name, "=") {
		name = name[1:]
		al.exact = name
	}
	if capitals := strings.Count(strings.Map(upperOnly, name), "A"); al.exact == "" && capitals > 1 && capitals < len(name) && len(name) < 5 {
		al.exact = name // LeT is no "let"
	}
	words := l.nameWords(name)
	if len(words) == 0 {
		return
	}
	l.spelt = append(l.spelt, spelling{text.Fold(name), n})
	al.words = len(words)
	al.acronym = len(words) == 1 && strings.ToUpper(name) == name && strings.ToLower(name) != name
	al.lower = strings.ToLower(name) == name
	l.names.add(l.ids(words), int32(len(l.alias)))
	if i := strings.Index(name, "'s "); i > 0 { // Peoples Army
		l.names.add(l.ids(l.nameWords(name[:i]+name[i+1:])), int32(len(l.alias)))
	}
	l.alias = append(l.alias, al)
}

// whereNamed parts a name from the countries behind its "@", of one of which a report must speak that means it.
func whereNamed(name string) (string, []string) {
	bare, where, ok := strings.Cut(name, "@")
	if !ok {
		return name, nil
	}
	return strings.TrimSpace(bare), strings.Split(where, ",")
}

// upperOnly keeps capitals, as A.
func upperOnly(r rune) rune {
	if unicode.IsUpper(r) {
		return 'A'
	}
	return -1
}

// respelt turns British into American spelling and back, for the words that names are made of.
func respelt(w string) string {
	for _, p := range [][2]string{{"isation", "ization"}, {"defence", "defense"}, {"labour", "labor"}, {"centre", "center"},
		{"programme", "program"}, {"mujahideen", "mujahidin"}, {"brigades", "brigade"}, {"martyrs", "martyr"}, {"rebels", "rebel"}} {
		if strings.HasSuffix(w, p[0]) {
			return strings.TrimSuffix(w, p[0]) + p[1]
		}
		if strings.HasSuffix(w, p[1]) {
			return strings.TrimSuffix(w, p[1]) + p[0]
		}
	}
	return w
}

// nameWords returns the folded words of a name as they stand in tries, cut as texts are cut.
func (l *actors) nameWords(name string) []string {
	var ws []string
	tokens := l.cut.Tokens(name, "")
	for i, t := range tokens {
		if t.Kind != text.Punct && (!idle[t.Fold] || i == len(tokens)-1) { // ULFA-I is not ULFA
			ws = append(ws, t.Fold)
		}
	}
	return ws
}

// idle are words that names have or lack at will.
var idle = map[string]bool{"al": true, "el": true, "ul": true, "the": true, "'s": true, "as": true, "ash": true, "an": true, "ar": true, "ad": true,
	"az": true, "at": true, "e": true, "i": true, "ur": true, "il": true}
