package tag

import (
	"strings"

	"tocsin/report"
	"tocsin/text"
)

// wordID returns the number of a token, whose folded word has a hash, in the tries, without the Arabic particles written onto words.
func (l *actors) wordID(t *text.Token, hash uint64) int32 {
	if id := l.words.Find(hash); id != 0 || !t.Caseless || len(t.Fold) < 6 {
		return id
	}
	for _, p := range [...]string{"وال", "بال", "فال", "كال", "لل", "و", "ب", "ل", "ف", "ك"} {
		if w, ok := strings.CutPrefix(t.Fold, p); ok {
			if len(p) > 2 {
				w = "ال" + w
			}
			if id := l.words.Find(text.Hash(w)); id != 0 {
				return id
			}
		}
	}
	return 0
}

// walk calls found for every name of a trie that begins at token i.
func (r *reading) walk(t *trie, i int, found func(last, words int, values []int32)) {
	node, words := t.begin(r.nameIDs[i]), 1
	if node == 0 {
		return
	}
	if v := t.ends[node]; len(v) > 0 {
		found(i, words, v)
	}
	s := r.d.Tokens[i].Sentence
	for j := i + 1; len(t.edges[node]) > 0 && j < len(r.d.Tokens) && r.d.Tokens[j].Sentence == s; j++ {
		tok := &r.d.Tokens[j]
		if tok.Kind == text.Punct {
			if (r.hyphen(j) || tok.Fold == "–" || tok.Fold == "/" || tok.Fold == "(" || tok.Fold == ")" || tok.Fold == "." || tok.Fold == "&") && !(tok.Space && tok.Fold == ".") {
				continue
			}
			return
		}
		to := t.step(node, r.nameIDs[j])
		if to == 0 && r.idle(j) {
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

// raw returns the text of tokens first to last.
func (r *reading) raw(first, last int) string { return r.d.Mention(first, last).Text }
