package tag

import (
	"strings"
	"unicode"

	"tocsin/report"
	"tocsin/text"
)

// An actorHit is an actor named at tokens first to last.
type actorHit struct {
	actor       int32 // index in the lexicon, or len(lexicon)+index in reading.open
	first, last int
	weight      int  // words of the name; longer ones win
	adj         bool // only an adjective or a demonym: names no actor itself, gives others their country
	place       bool // a country where something is, rather than one that acts
	bare        bool // composed without a country
	plural      bool
}

// findActors fills r.actors in the order of the text.
func (r *reading) findActors() {
	l := r.t.actors
	ids := make([]int32, len(r.d.Tokens))
	for i := range r.d.Tokens {
		if r.d.Tokens[i].Kind != text.Punct {
			ids[i] = l.wordID(&r.d.Tokens[i])
		}
	}
	r.nameIDs = ids
	for i := 0; i < len(r.d.Tokens); {
		h, ok := r.actorFrom(i)
		if !ok {
			i++
			continue
		}
		if r.street(&h) {
			i = h.last + 1
			continue
		}
		r.withPeople(&h)
		r.actors = append(r.actors, h)
		i = h.last + 1
	}
	r.distribute()
	r.dominant()
	r.settle()
	r.openActors()
	r.index()
}

// street says whether a state's name is only that of a street: "Palestine Street", "the Damascus Road".
func (r *reading) street(h *actorHit) bool {
	if r.t.actors.all[h.actor].kind != report.State || h.last+1 >= len(r.d.Tokens) || r.d.Tokens[h.last+1].Sentence != r.d.Tokens[h.last].Sentence {
		return false
	}
	switch r.d.Tokens[h.last+1].Fold {
	case "street", "st", "road", "avenue", "square", "boulevard", "highway", "roundabout":
		return true
	}
	return false
}

// distribute gives the first of two adjectives the noun of the second: "Indian and Pakistani soldiers".
func (r *reading) distribute() {
	l := r.t.actors
	for k := 0; k+1 < len(r.actors); k++ {
		h, next := &r.actors[k], &r.actors[k+1]
		if !h.adj || h.plural || next.first != h.last+2 || !r.is(h.last+1, cAnd) || next.bare || next.adj {
			continue
		}
		a, b := &l.all[h.actor], &l.all[next.actor]
		if st, ok := l.states[b.country]; ok && strings.HasPrefix(b.id, l.all[st].id) {
			if n, ok := l.byID[a.id+strings.TrimPrefix(b.id, l.all[st].id)]; ok {
				h.actor, h.adj = n, false
			}
		}
	}
}

// withPeople lengthens the name of a group by its people: "Boko Haram fighters", "M23 rebels" are the group.
func (r *reading) withPeople(h *actorHit) {
	l := r.t.actors
	if h.bare || h.adj {
		return
	}
	switch a := &l.all[h.actor]; {
	case a.generic:
		return
	case a.kind != report.ArmedGroup && a.kind != report.Party && a.kind != report.Coalition && a.kind != report.Military && a.kind != report.Organisation:
		return
	}
	i := h.last + 1
	if i >= len(r.d.Tokens) || r.nameIDs[i] == 0 || r.d.Tokens[i].Sentence != r.d.Tokens[h.last].Sentence {
		return
	}
	r.walk(&l.people, i, func(last, _ int, values []int32) {
		switch l.all[values[0]].id {
		case "rebels", "militants", "gunmen", "bandits", "soldiers", "group":
			h.last = last
		}
	})
}

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

// actorFrom returns the actor that is named from token i on.
func (r *reading) actorFrom(i int) (actorHit, bool) {
	if r.nameIDs[i] == 0 {
		return actorHit{}, false
	}
	l := r.t.actors
	best, ok := actorHit{}, false
	take := func(h actorHit) {
		if !ok || h.weight > best.weight || h.weight == best.weight && h.last > best.last {
			best, ok = h, true
		}
	}
	r.walk(&l.names, i, func(last, words int, values []int32) {
		if a, found := r.pick(values, i, last); found {
			h := actorHit{actor: a, first: i, last: last, weight: 4 * words}
			take(h)
		}
	})
	r.walk(&l.adj, i, func(last, words int, values []int32) {
		if !r.adjective(i, last) {
			return
		}
		take(actorHit{actor: values[0], first: i, last: last, weight: 4*words - 1, adj: true, plural: strings.HasSuffix(r.d.Tokens[last].Fold, "s")})
	})
	if ok && l.all[best.actor].state {
		if h, composed := r.compose(best); composed {
			return h, true
		}
		if i > 1 && isHyphen(r.d.Tokens[i-1].Fold) && (r.d.Tokens[i-2].Fold == "pro" || r.d.Tokens[i-2].Fold == "anti") {
			best.adj, best.plural = true, false // "a pro-Iran group" names no Iran that acts
		}
		if !best.adj {
			best.place = r.isPlace(best)
		}
		return best, true
	}
	r.walk(&l.nouns, i, func(last, words int, values []int32) {
		if h, composed := r.composeOf(values[0], i, last); composed {
			take(h)
			return
		}
		if l.alone[r.folds(i, last)] {
			take(actorHit{actor: values[0], first: i, last: last, weight: 4*words - 2, bare: true})
		}
	})
	r.walk(&l.people, i, func(last, words int, values []int32) {
		take(actorHit{actor: values[0], first: i, last: last, weight: 4*words - 2})
	})
	return best, ok
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
			if idle[tok.Fold] {
				continue
			}
		}
		if node = t.step(node, r.nameIDs[j]); node == 0 {
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
		if !r.capitals(al, first, last) {
			continue
		}
		s := 0
		if c := l.all[al.actor].country; c != "" && r.countries[c] > 0 {
			s = 2
		}
		if r.inOffice(&l.all[al.actor]) {
			s++
		}
		if s > score {
			best, score = al.actor, s
		}
	}
	return best, best >= 0
}

func (r *reading) inOffice(a *actor) bool {
	if r.year == 0 {
		return true
	}
	for _, t := range a.terms {
		if r.year >= t.from && (t.to == 0 || r.year <= t.to+1) {
			return true
		}
	}
	return len(a.terms) == 0
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

// compose looks for a word of forces.txt behind a state's name or adjective: Iraqi army, Iraq's army.
func (r *reading) compose(h actorHit) (actorHit, bool) {
	l := r.t.actors
	j := h.last + 1
	possessive := j < len(r.d.Tokens) && r.d.Tokens[j].Kind == text.Possessive
	if possessive {
		j++
	}
	s := r.d.Tokens[h.first].Sentence
	for skipped := 0; skipped < 4 && j < len(r.d.Tokens) && r.d.Tokens[j].Sentence == s; skipped++ {
		if isHyphen(r.d.Tokens[j].Fold) {
			j++
			continue
		}
		if r.d.Tokens[j].Kind != text.Word {
			break
		}
		found, value := -1, int32(0)
		r.walk(&l.nouns, j, func(last, _ int, values []int32) { found, value = last, values[0] })
		if found >= 0 {
			c := r.composed(h, value)
			c.first, c.last, c.weight = h.first, found, 4*(found-h.first+1)
			return c, true
		}
		if !r.is(j, cMod) {
			break
		}
		j++
	}
	return h, false
}

// composeOf looks for a state behind a noun of forces.txt: army of Iraq.
func (r *reading) composeOf(value int32, first, last int) (actorHit, bool) {
	l := r.t.actors
	j := last + 1
	if !r.is(j, cOf) {
		return actorHit{}, false
	}
	if j++; j < len(r.d.Tokens) && r.d.Tokens[j].Fold == "the" {
		j++
	}
	if j >= len(r.d.Tokens) || r.nameIDs[j] == 0 {
		return actorHit{}, false
	}
	var out actorHit
	ok := false
	r.walk(&l.names, j, func(end, words int, values []int32) {
		if a, found := r.pick(values, j, end); found && l.all[a].state {
			out = r.composed(actorHit{actor: a}, value)
			out.first, out.last, out.weight, ok = first, end, 4*(end-first+1), true
		}
	})
	return out, ok
}

// composed returns the actor of a state and a force.
func (r *reading) composed(h actorHit, f int32) actorHit {
	l := r.t.actors
	h.adj, h.place = false, false
	if s := l.forces[f].suffix; s != "-" {
		h.actor = l.byID[l.all[h.actor].id+"-"+s]
	}
	return h
}

// isPlace says whether a country's name stands for where something is.
func (r *reading) isPlace(h actorHit) bool {
	i := h.first - 1
	for i >= 0 && (r.d.Tokens[i].Fold == "the" || r.is(i, cMod)) {
		i--
	}
	if i < 0 || r.d.Tokens[i].Sentence != r.d.Tokens[h.first].Sentence {
		return false
	}
	if r.d.Tokens[i].Fold == "," && i > 0 && r.d.Tokens[i-1].Shape != text.Lower {
		for k := len(r.actors) - 1; k >= 0 && k > len(r.actors)-3; k-- {
			if r.actors[k].last == i-1 {
				return r.actors[k].place
			}
		}
		return true
	}
	return r.is(i, cLocative)
}

// dominant finds the country that the report speaks of most, from the states, adjectives and actors that it names.
func (r *reading) dominant() {
	if r.focus != "" {
		return
	}
	count := make(map[string]int)
	best := 0
	for i := range r.actors {
		h := &r.actors[i]
		if h.bare {
			continue
		}
		c := r.t.actors.all[h.actor].country
		if c == "" {
			continue
		}
		w := 2
		if r.d.Tokens[h.first].InTitle || r.d.Tokens[h.first].Sentence < 2 {
			w = 3
		}
		count[c] += w
		if count[c] > best || count[c] == best && c < r.focus {
			best, r.focus = count[c], c
		}
	}
}

// settle gives bare nouns their country and drops what names no actor.
func (r *reading) settle() {
	l := r.t.actors
	out := r.actors[:0]
	group, groups := int32(-1), 0 // the last group named, and how many different ones
	for _, h := range r.actors {
		switch {
		case h.bare:
			f := &l.forces[h.actor]
			id := f.suffix
			if st, ok := l.states[r.focus]; ok {
				id = l.all[st].id
				if f.suffix != "-" {
					id += "-" + f.suffix
				}
			} else if id == "-" {
				id = "government"
			}
			h.actor = l.byID[id]
		case h.adj:
			if !h.plural {
				continue
			}
			h.actor = l.byID[l.all[h.actor].id+"-people"]
		case groups == 1 && h.first > 0 && r.d.Tokens[h.first-1].Fold == "the" && (l.all[h.actor].id == "rebels" || l.all[h.actor].id == "militants") && l.all[group].kind == report.ArmedGroup && !r.is(h.last+1, cOf):
			h.actor = group // "the rebels" of a report that has named one group
		case l.all[h.actor].id == "group":
			if group < 0 || h.first == 0 || r.d.Tokens[h.first-1].Fold != "the" || r.is(h.last+1, cOf) {
				continue
			}
			h.actor = group
		}
		switch l.all[h.actor].kind {
		case report.ArmedGroup, report.Party, report.Coalition:
			if h.actor != group {
				groups++
			}
			group = h.actor
		}
		out = append(out, h)
	}
	r.actors = out
}

// index maps tokens to the hits on them.
func (r *reading) index() {
	for i := range r.actors {
		for j := r.actors[i].first; j <= r.actors[i].last; j++ {
			r.actorAt[j] = int32(i + 1)
		}
	}
}

// actorInfo returns the row of a hit, from the lexicon or from what the report itself defines.
func (r *reading) actorInfo(h *actorHit) *actor {
	if n := len(r.t.actors.all); int(h.actor) >= n {
		return &r.open[int(h.actor)-n]
	}
	return &r.t.actors.all[h.actor]
}
