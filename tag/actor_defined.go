package tag

import (
	"sort"

	"tocsin/report"
	"tocsin/text"
)

// defined finds "Full Name (FN)" and "FN [Full Name]" and makes the acronym a name of the actor for the whole report.
func (r *reading) defined() {
	short := make(map[string]int32)
	var hulls []actorHit
	for k := range r.actors {
		h := &r.actors[k]
		i := h.last + 2
		if i+1 >= len(r.d.Tokens) || !opens(r.d.Tokens[i-1].Fold) || r.d.Tokens[i+1].InTitle != r.d.Tokens[h.last].InTitle {
			continue
		}
		t := &r.d.Tokens[i]
		if i+2 < len(r.d.Tokens) && (t.Shape == text.Upper || t.Shape == text.Initial && len(t.Fold) == 1) && r.d.Tokens[i+1].Kind == text.Number && closesBracket(r.d.Tokens[i+2].Fold) && r.actorInfo(h).kind == report.Military {
			hulls = append(hulls, actorHit{actor: h.actor, first: i, last: i + 1}) // USS Mahan (DDG 72)
			continue
		}
		if !closesBracket(r.d.Tokens[i+1].Fold) {
			continue
		}
		if r.actorAt[i] == 0 && t.Kind == text.Word && (t.Shape == text.Upper || t.Shape == text.Mixed) && len(t.Fold) > 1 && len(t.Fold) < 9 && r.spells(h, t.Fold) {
			short[r.d.Raw(i)] = h.actor
		}
	}
	r.actors = append(r.actors, hulls...)
	for i := range r.d.Tokens {
		if len(short) == 0 {
			break
		}
		if a, ok := short[r.d.Raw(i)]; ok && r.actorAt[i] == 0 {
			r.actors = append(r.actors, actorHit{actor: a, first: i, last: i})
		}
	}
	sort.Slice(r.actors, func(i, j int) bool { return r.actors[i].first < r.actors[j].first })
}

// offices gives the name that stands beside an office ("Iraqi Foreign Minister, Ibrahim Hadi") to the office for the whole
// report, where no list knows it.
func (r *reading) offices() {
	r.holders()
	names := make(map[string][]calling) // by their first word
	for k := range r.actors {
		h := &r.actors[k]
		if s := r.sentence(h.first); s.Upper || s.NoCase || !isOffice(r.d.Tokens[h.last].Fold) && !isOffice(r.d.Tokens[h.first].Fold) {
			continue
		}
		i := h.last + 1
		if i < len(r.d.Tokens) && r.d.Tokens[i].Fold == "," {
			i++
		}
		first := i
		var words []string
		for i < len(r.d.Tokens) && r.d.Tokens[i].Sentence == r.d.Tokens[h.first].Sentence && len(words) < 5 && r.actorAt[i] == 0 &&
			(r.capital(i) || r.hyphen(i) && len(words) > 0 || len(words) > 0 && (r.d.Tokens[i].Fold == "al" || r.d.Tokens[i].Fold == "bin")) {
			if r.d.Tokens[i].Kind == text.Word {
				words = append(words, r.d.Tokens[i].Fold)
			}
			i++
		}
		if len(words) >= 2 && (!r.is(first, cPrep|cSub|cPron|cDet) || r.d.Raw(first) == "HE") {
			call(names, words, h.actor)
		}
	}
	r.spread(names)
}

// holders gives an office to the known leader beside it, there and where it is named again in the same words: "French President
// Emmanuel Macron" is one actor.
func (r *reading) holders() {
	var held map[string]int32 // by the words of the office
	for k := 0; k+1 < len(r.actors); k++ {
		h, next := &r.actors[k], &r.actors[k+1]
		b := r.actorInfo(next)
		if b.kind != report.Leader || len(b.terms) == 0 || !isOffice(r.d.Tokens[h.last].Fold) && !isOffice(r.d.Tokens[h.first].Fold) {
			continue
		}
		for next.first-1 > h.last && honorific(r.d.Raw(next.first-1)) {
			next.first--
		}
		gap := next.first - h.last - 1
		if gap > 1 || gap == 1 && !r.comma(h.last+1) || h.first > 0 && r.d.Tokens[h.first-1].Fold == "former" {
			continue
		}
		switch {
		case h.bare:
			h.actor = next.actor
		case r.actorInfo(h).country == b.country:
			if held == nil {
				held = make(map[string]int32)
			}
			held[r.folds(h.first, h.last)] = next.actor
		}
	}
	for k := range r.actors {
		h := &r.actors[k]
		if held == nil {
			return
		}
		if leader, ok := held[r.folds(h.first, h.last)]; ok {
			h.actor = leader
		}
	}
}

func honorific(w string) bool {
	return w == "HE" || w == "Dr" || w == "Mr" || w == "Mrs" || w == "Ms" || w == "Sir"
}

// spelt returns the last token of the words that begin at token i, -1 when they do not stand there.
func (r *reading) spelt(i int, words []string) int {
	last := -1
	for _, w := range words {
		for i < len(r.d.Tokens) && r.hyphen(i) {
			i++
		}
		if i >= len(r.d.Tokens) || r.d.Tokens[i].Fold != w || r.actorAt[i] > 0 {
			return -1
		}
		last = i
		i++
	}
	return last
}

func isOffice(f string) bool {
	switch f {
	case "minister", "president", "premier", "secretary", "ambassador", "chancellor", "king", "spokesman", "spokeswoman", "commander", "chief":
		return true
	}
	return false
}

// spells says whether an acronym begins as the name of the hit does.
func (r *reading) spells(h *actorHit, acronym string) bool {
	for j := h.first; j <= h.last; j++ {
		if t := &r.d.Tokens[j]; t.Kind == text.Word && t.Fold != "the" && t.Fold[0] == acronym[0] {
			return true
		}
	}
	return false
}

func opens(s string) bool { return s == "(" || s == "[" }

func closesBracket(s string) bool { return s == ")" || s == "]" }
