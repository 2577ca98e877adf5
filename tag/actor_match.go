package tag

import (
	"strings"
	"unicode"

	"tocsin/report"
	"tocsin/text"
)

// wordID returns the number of a token in the tries, without the Arabic particles written onto words.
func (l *actors) wordID(t *text.Token) int32 {
	if id := l.words[t.Fold]; id != 0 || !t.Caseless || len(t.Fold) < 6 {
		return id
	}
	for _, p := range [...]string{"وال", "بال", "فال", "كال", "لل", "و", "ب", "ل", "ف", "ك"} {
		if w, ok := strings.CutPrefix(t.Fold, p); ok {
			if len(p) > 2 {
				w = "ال" + w
			}
			if id := l.words[w]; id != 0 {
				return id
			}
		}
	}
	return 0
}

// walk calls found for every name of a trie that begins at token i.
func (r *reading) walk(t *trie, i int, found func(last, words int, values []int32)) {
	node, words := int32(0), 0
	s := r.d.Tokens[i].Sentence
	for j := i; j < len(r.d.Tokens) && r.d.Tokens[j].Sentence == s; j++ {
		tok := &r.d.Tokens[j]
		if j > i {
			if tok.Kind == text.Punct {
				if (isHyphen(tok.Fold) || tok.Fold == "–" || tok.Fold == "/" || tok.Fold == "(" || tok.Fold == ")" || tok.Fold == "." || tok.Fold == "&") && !(tok.Space && tok.Fold == ".") {
					continue
				}
				return
			}
		}
		to := t.step(node, r.nameIDs[j])
		if to == 0 && j > i && idle[tok.Fold] {
			continue
		}
		if node = to; node == 0 {
			return
		}
		words++
		if v := t.ends[node]; len(v) > 0 {
			found(j, words, v)
		}
	}
}

// folds returns the folded words of tokens first to last.
func (r *reading) folds(first, last int) string {
	if first == last {
		return r.d.Tokens[first].Fold
	}
	var b strings.Builder
	for i := first; i <= last; i++ {
		if i > first {
			b.WriteByte(' ')
		}
		b.WriteString(r.d.Tokens[i].Fold)
	}
	return b.String()
}

// pick chooses among the actors that share a name the one that may be meant here.
func (r *reading) pick(values []int32, first, last int) (int32, bool) {
	l := r.t.actors
	best, score := int32(-1), -1
	for _, v := range values {
		al := &l.alias[v]
		if !r.capitals(al, first, last) || al.where != nil && !r.speaksOf(al.where) {
			continue
		}
		s, a := 0, &l.all[al.actor]
		if a.country != "" && r.countries[a.country] > 0 {
			s = 2
		}
		if r.inOffice(a) {
			s++
		}
		if s == 0 && a.kind == report.Leader && al.words == 1 {
			continue // somebody else of that name
		}
		if s > score {
			best, score = al.actor, s
		}
	}
	return best, best >= 0
}

// speaksOf says whether the report names a place of one of these countries.
func (r *reading) speaksOf(countries []string) bool {
	for _, c := range countries {
		if r.countries[c] > 0 {
			return true
		}
	}
	return false
}

// ambiguous are acronyms that are words when a text has no capitals or nothing but capitals.
var ambiguous = map[string]bool{"is": true, "us": true, "who": true, "it": true, "let": true, "raw": true, "car": true, "au": true, "ap": true,
	"un": false, "ec": true, "cis": true, "aa": true, "ji": true, "sis": true, "eta": true, "pdf": true, "mend": true, "tip": true, "tak": true,
	"saf": true, "aid": true, "sco": true, "plan": true, "who's": true, "eu": true, "ue": true, "mir": true, "up": true, "arena": true, "afa": true, "rss": false, "isi": false}

// capitals says whether a name is written as it must be, where capitals say anything.
func (r *reading) capitals(al *alias, first, last int) bool {
	s := r.sentence(first)
	t := &r.d.Tokens[first]
	if t.Caseless || al.lower {
		return true
	}
	short := al.words == 1 && (al.exact != "" || al.acronym)
	if s.Upper || s.NoCase {
		return !short || !ambiguous[t.Fold] || s.Upper && ambiguous[t.Fold] && len(t.Fold) > 3
	}
	if al.exact != "" {
		return strings.EqualFold(al.exact, "us") && r.raw(first, last) == "US" || r.raw(first, last) == al.exact
	}
	if al.acronym {
		return t.Shape == text.Upper || t.Shape == text.Mixed || len(t.Fold) == 1 || hasDigit(t.Fold)
	}
	if r, _ := firstRune(t.Fold); !unicode.Is(unicode.Latin, r) {
		return true
	}
	if al.words == 1 {
		return t.Shape != text.Lower
	}
	for i := first; i <= last; i++ {
		if r.d.Tokens[i].Kind == text.Word && r.d.Tokens[i].Shape != text.Lower {
			return true
		}
	}
	return al.words > 2
}

func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }

func firstRune(s string) (rune, bool) {
	for _, r := range s {
		return r, true
	}
	return 0, false
}

// raw returns the text of tokens first to last.
func (r *reading) raw(first, last int) string { return r.d.Mention(first, last).Text }

// adjective says whether the adjective at these tokens is written as one.
func (r *reading) adjective(first, last int) bool {
	t := &r.d.Tokens[first]
	s := r.sentence(first)
	if t.Fold == "us" {
		return !s.NoCase && !s.Upper && t.Shape == text.Upper
	}
	return t.Shape != text.Lower || s.NoCase || t.Caseless
}
