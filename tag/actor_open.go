package tag

import (
	"sort"
	"strings"

	"tocsin/report"
	"tocsin/text"
)

// openActors finds organisations that no lexicon knows but that their name shows to be one (a Ministry, Council, Brigade)
// and the acronyms that the report itself defines: "Full Name (FN)".
func (r *reading) openActors() {
	r.index()
	var found []actorHit
	for s := range r.d.Sentences {
		found = r.openNames(&r.d.Sentences[s], found)
	}
	if len(found) > 0 {
		r.replace(found)
	}
	r.ships()
	r.defined()
	clear(r.actorAt)
	r.index()
	r.offices()
	clear(r.actorAt)
}

// openNames appends the organisations of a sentence: runs of capitalised words with a head word among them.
func (r *reading) openNames(s *text.Sentence, found []actorHit) []actorHit {
	if s.Upper || s.NoCase {
		return found
	}
	heads := r.t.actors.heads
	for i := s.First; i < s.End; i++ {
		if !r.capital(i) {
			continue
		}
		end, last, caps := i, i, 0
		kind := report.ActorKind("")
		lower := 0
		for j := i; j < s.End; j++ {
			t := &r.d.Tokens[j]
			switch {
			case r.capital(j):
				lower = 0
				last = j
				caps++
				if k, ok := heads[t.Fold]; ok && (j > i || s.End > j+1 && r.d.Tokens[j+1].Fold == "of") {
					kind, end = k, j
				} else if kind != "" {
					end = j
				}
			case lower == 0 && (t.Fold == "of" || t.Fold == "for" || t.Fold == "and" || t.Fold == "de" || t.Fold == "la") && kindBefore(kind, t.Fold):
				lower++
			case t.Fold == "the" && lower == 1:
			case t.Kind == text.Possessive, isHyphen(t.Fold) && !t.Space: // a dash parts: "BOGOTA - Guerrillas"
			default:
				j = s.End
			}
		}
		if kind != "" && caps > 1 && end > i {
			first := i
			if first == s.First && !s.InTitle && r.class[first] != 0 {
				for first < end && (r.class[first]&^(cMod|cLocative|cGroup|topical) != 0) {
					first++
				}
			}
			if first < end && !r.known(first, end) {
				found = append(found, actorHit{actor: r.define(r.raw(first, end), kind), first: first, last: end})
			}
		}
		i = last
	}
	return found
}

// kindBefore says whether a connecting word may stand here: "of" and "for" behind a head word, "and" anywhere before one.
func kindBefore(k report.ActorKind, w string) bool { return k != "" || w == "and" || w == "of" }

func (r *reading) capital(i int) bool {
	t := &r.d.Tokens[i]
	return t.Kind == text.Word && t.Shape != text.Lower && t.Fold != "the" && t.Fold != "i"
}

// known says whether a named actor already covers most of the run.
func (r *reading) known(first, last int) bool {
	for j := first; j <= last; j++ {
		if n := r.actorAt[j]; n > 0 {
			h := &r.actors[n-1]
			if h.first <= first && h.last >= last {
				return true
			}
			if a := r.actorInfo(h); !a.generic && !a.state && h.last == last {
				return true
			}
		}
	}
	return false
}

// define returns the actor of a name that only this report knows.
func (r *reading) define(name string, kind report.ActorKind) int32 {
	id := slug(name)
	if n, ok := r.t.actors.byID[id]; ok {
		return n
	}
	for i := range r.open {
		if r.open[i].id == id {
			return int32(len(r.t.actors.all) + i)
		}
	}
	r.open = append(r.open, actor{id: id, name: strings.Join(strings.Fields(name), " "), kind: kind})
	return int32(len(r.t.actors.all) + len(r.open) - 1)
}

// replace puts the found hits in place of those that they overlap.
func (r *reading) replace(found []actorHit) {
	out := r.actors[:0:0]
	for _, h := range r.actors {
		k := sort.Search(len(found), func(i int) bool { return found[i].last >= h.first })
		if k < len(found) && found[k].first <= h.last {
			continue
		}
		out = append(out, h)
	}
	out = append(out, found...)
	sort.Slice(out, func(i, j int) bool { return out[i].first < out[j].first })
	r.actors = out
	clear(r.actorAt)
	r.index()
}

// defined finds "Full Name (FN)" and "FN [Full Name]" and makes the acronym a name of the actor for the whole report.
func (r *reading) defined() {
	short := make(map[string]int32)
	var hulls []actorHit
	for k := range r.actors {
		h := &r.actors[k]
		i := h.last + 2
		if i+1 >= len(r.d.Tokens) || !opens(r.d.Tokens[i-1].Fold) {
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
		if a, ok := short[r.d.Raw(i)]; ok && r.actorAt[i] == 0 {
			r.actors = append(r.actors, actorHit{actor: a, first: i, last: i})
		}
	}
	sort.Slice(r.actors, func(i, j int) bool { return r.actors[i].first < r.actors[j].first })
}

// offices gives the name that stands beside an office ("Iraqi Foreign Minister, Ibrahim Hadi") to the office for the whole
// report, where no list knows it.
func (r *reading) offices() {
	type name struct {
		words []string
		actor int32
	}
	var names []name
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
			(r.capital(i) || isHyphen(r.d.Tokens[i].Fold) && len(words) > 0 || len(words) > 0 && (r.d.Tokens[i].Fold == "al" || r.d.Tokens[i].Fold == "bin")) {
			if r.d.Tokens[i].Kind == text.Word {
				words = append(words, r.d.Tokens[i].Fold)
			}
			i++
		}
		if len(words) >= 2 && (!r.is(first, cPrep|cSub|cPron|cDet) || r.d.Raw(first) == "HE") {
			names = append(names, name{words, h.actor})
		}
	}
	if len(names) == 0 {
		return
	}
	for i := range r.d.Tokens {
		for _, n := range names {
			if r.actorAt[i] == 0 && r.d.Tokens[i].Fold == n.words[0] {
				if last := r.spelt(i, n.words); last > i {
					r.actors = append(r.actors, actorHit{actor: n.actor, first: i, last: last})
					break
				}
			}
		}
	}
	sort.Slice(r.actors, func(i, j int) bool { return r.actors[i].first < r.actors[j].first })
}

// spelt returns the last token of the words that begin at token i, -1 when they do not stand there.
func (r *reading) spelt(i int, words []string) int {
	last := -1
	for _, w := range words {
		for i < len(r.d.Tokens) && isHyphen(r.d.Tokens[i].Fold) {
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

// ships finds warships by the letters before their name: "USS Mahan", "HMS Ocean".
func (r *reading) ships() {
	before := len(r.actors)
	for i := 0; i+1 < len(r.d.Tokens); i++ {
		switch r.d.Raw(i) {
		case "USS", "HMS", "HMAS", "HMCS", "INS", "RFS", "USNS":
			if j := i + 1; r.actorAt[i] == 0 && r.capital(j) && r.d.Tokens[j].Sentence == r.d.Tokens[i].Sentence && !r.sentence(i).Upper {
				last := j
				for last+1 < len(r.d.Tokens) && r.capital(last+1) && last < j+2 {
					last++
				}
				r.actors = append(r.actors, actorHit{actor: r.define(r.raw(i, last), report.Military), first: i, last: last})
				i = last
			}
		}
	}
	if len(r.actors) > before {
		sort.Slice(r.actors, func(i, j int) bool { return r.actors[i].first < r.actors[j].first })
		clear(r.actorAt)
		r.index()
	}
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

func opens(s string) bool         { return s == "(" || s == "[" }
func closesBracket(s string) bool { return s == ")" || s == "]" }
