package tag

import (
	"slices"
	"sort"

	"tocsin/report"
	"tocsin/text"
)

// A calling is another name that a report itself gives an actor, as folded words.
type calling struct {
	words []string
	actor int32
}

// call adds a name to those by the first word.
func call(names map[string][]calling, words []string, actor int32) {
	list := names[words[0]]
	if !slices.ContainsFunc(list, func(n calling) bool { return slices.Equal(n.words, words) }) {
		names[words[0]] = append(list, calling{words, actor})
	}
}

// spread makes names that the report gives name the actor wherever they stand and nothing else is named.
func (r *reading) spread(names map[string][]calling) {
	if len(names) == 0 {
		return
	}
	for i := range r.d.Tokens {
		if r.actorAt[i] != 0 {
			continue
		}
		for _, n := range names[r.d.Tokens[i].Fold] {
			if last := r.spelt(i, n.words); last >= 0 {
				r.actors = append(r.actors, actorHit{actor: n.actor, first: i, last: last})
				break
			}
		}
	}
	sort.Slice(r.actors, func(i, j int) bool { return r.actors[i].first < r.actors[j].first })
	clear(r.actorAt)
	r.index()
}

// calledElse makes what a report says a body is also called a name of it for the whole report: "the Kivu Union, known as KU",
// "the Ministry of Supply, or MOS".
func (r *reading) calledElse() {
	names := make(map[string][]calling)
	for k := range r.actors {
		h := &r.actors[k]
		if a := r.actorInfo(h); a.generic || a.state || a.kind == report.People || r.sentence(h.first).NoCase || r.sentence(h.first).Upper {
			continue
		}
		i, or := r.otherName(h)
		if i < 0 {
			continue
		}
		var words []string
		for j := i; len(words) < 4 && j < len(r.d.Tokens) && r.d.Tokens[j].Sentence == r.d.Tokens[i].Sentence && r.capital(j) && r.actorAt[j] == 0; j++ {
			words = append(words, r.d.Tokens[j].Fold)
		}
		acronym := len(words) == 1 && r.d.Tokens[i].Shape == text.Upper && r.spells(h, words[0])
		if acronym || len(words) > 0 && !or {
			call(names, words, h.actor)
		}
	}
	r.spread(names)
}

// otherName returns where the other name begins that stands behind a hit, -1 without one, and whether only "or" leads to it.
func (r *reading) otherName(h *actorHit) (i int, or bool) {
	linked := false
	for i = h.last + 1; i < len(r.d.Tokens) && i < h.last+8; i++ {
		if r.d.Tokens[i].Sentence != r.d.Tokens[h.last].Sentence {
			return -1, false
		}
		switch f := r.d.Tokens[i].Fold; f {
		case "known", "called", "dubbed", "nicknamed", "abbreviated":
			linked, or = true, false
		case "or":
			or = !linked
			linked = true
		case ",", "(", ")", "\"", "“", "‘", "also", "better", "commonly", "widely", "locally", "popularly", "otherwise", "formerly", "previously", "simply",
			"by", "its", "the", "as", "to", "acronym", "initials", "which", "is":
		default:
			if n := r.actorAt[i]; n > 0 && r.actors[n-1].actor == h.actor {
				continue // "the Kivu Union (KU), also called"
			}
			if linked {
				return i, or
			}
			return -1, false
		}
	}
	return -1, false
}
