package tag

import (
	"slices"
	"strings"

	"tocsin/text"
)

// total returns the toll of the main event: the first that is told, corrected by a total that the report gives. Losses of many
// events together count only where there are no others.
func (r *reading) total(wounded bool) (n *int, h *tollHit) {
	for _, aside := range [...]bool{false, true} {
		if told := r.told(wounded, aside); len(told) > 0 {
			sum, ok := r.byPlace(told, wounded)
			if !ok {
				sum = r.combine(told)
			}
			return &sum.n, &sum
		}
	}
	return nil, nil
}

// told returns the losses of the main event, those of a sentence as one.
func (r *reading) told(wounded, aside bool) []tollHit {
	out := make([]tollHit, 0, len(r.tolls))
	for i := range r.tolls {
		t := r.tolls[i]
		if t.wounded != wounded || t.aside != aside || t.past || t.n > 0 && r.background(t.trigger) || !aside && r.oldTitle(&t) || aside && (r.late(t.trigger) || !r.harmBeside(t.trigger)) || t.n == 0 && r.alsoNone(i) || t.wounded && r.diedSince(&t) {
			continue
		}
		if t.head == 0 {
			t.head = t.n
		}
		k := len(out) - 1
		if k < 0 || t.sure || out[k].sure || r.d.Tokens[t.trigger].Sentence != r.d.Tokens[out[k].trigger].Sentence {
			out = append(out, t)
			continue
		}
		switch sum := &out[k]; {
		case sum.vague && !t.vague && t.n > sum.n:
			*sum = t // "tourists massacred: 26 dead"
		case t.n != sum.n && t.first > sum.last && !t.own && !r.otherVoice(sum.last, t.first) && !r.partsFollow(sum.last, t.first):
			sum.n += t.n
		}
	}
	return out
}

// alsoNone says whether the i-th loss, that there was none, is told behind the beginning of a report that has counted some: it is of something
// else, "that time there were no casualties".
func (r *reading) alsoNone(i int) bool {
	return r.tolls[i].both && r.late(r.tolls[i].trigger) && slices.ContainsFunc(r.tolls[:i], func(t tollHit) bool { return t.n > 0 && !t.aside })
}

// diedSince says whether those wounded are told to have died in the same breath: "a soldier wounded in an ambush died".
func (r *reading) diedSince(wounded *tollHit) bool {
	return slices.ContainsFunc(r.tolls, func(t tollHit) bool {
		if t.wounded || t.form != lossSubject || t.trigger <= wounded.trigger || t.n != wounded.n && !t.vague || r.d.Tokens[t.trigger].Sentence != r.d.Tokens[wounded.trigger].Sentence {
			return false
		}
		return !slices.ContainsFunc(r.class[wounded.trigger:t.trigger], func(c class) bool { return c&cAnd != 0 })
	})
}

// otherVoice says whether somebody else speaks between two tokens: "20 were killed, the army said, while the rebels said that two".
func (r *reading) otherVoice(i, j int) bool {
	for i++; i < j; i++ {
		if f := r.d.Tokens[i].Fold; f == "while" || f == "but" || f == "whereas" {
			return slices.ContainsFunc(r.class[i:j], func(c class) bool { return c&cSay != 0 })
		}
	}
	return false
}

// partsFollow says whether the words between two tokens begin to say how those counted before them died: "129 died, most of them in
// a stampede; 24 were shot".
func (r *reading) partsFollow(i, j int) bool {
	for i++; i+1 < j; i++ {
		switch r.d.Tokens[i].Fold {
		case "most", "many", "some", "majority":
			if r.comma(i-1) || r.is(i-1, cDet) || r.is(i+1, cOf) {
				return true
			}
		}
	}
	return false
}

// oldTitle says whether a title tells of a loss that the text knows as one of another time: "18 bodies found".
func (r *reading) oldTitle(title *tollHit) bool {
	return r.d.Tokens[title.trigger].InTitle && slices.ContainsFunc(r.tolls, func(t tollHit) bool {
		return t.aside && t.n == title.n && t.wounded == title.wounded && int(r.d.Tokens[t.trigger].Sentence) == r.firstSentence
	})
}

// combine returns what the sentences of a report say together.
func (r *reading) combine(told []tollHit) tollHit {
	sum := told[0]
	for k := 1; k < len(told); k++ {
		before, t := &told[k-1], &told[k]
		switch {
		case !sum.sure && !sum.vague && !t.vague && before.n == sum.n && r.alsoLost(before, t):
			sum.n += t.n
		case r.moreExactly(&sum, t) && !r.rounded(t):
			sum = *t
		case t.sure, sum.vague && !t.vague && t.n > sum.n, sum.n == 0 && t.n > 0 && !r.late(t.trigger), r.titleOmits(&sum, t), sum.n > 1 && t.head == sum.n && t.n > sum.n && !t.vague, sum.n == 1 && t.n > 1 && !t.vague && (r.sameVictim(&sum, t) || r.allLost(&sum, t)):
			sum = *t
		}
	}
	return sum
}

// harmBeside says whether the sentence of token i tells of violence or a mishap that happened: its loss may be all that there is,
// though it is told as one of many.
func (r *reading) harmBeside(i int) bool {
	for k := range r.events {
		e := &r.events[k]
		if !e.status.Happened() || !grave(e.typ) || r.background(e.first) {
			continue
		}
		for _, m := range e.mentions {
			if r.d.Tokens[m[0]].Sentence == r.d.Tokens[i].Sentence {
				return true
			}
		}
	}
	return false
}

// titleOmits says whether the first sentence of the text counts more than a title: "Mayor killed" before "a mayor and two guards
// were killed", "six soldiers die" before "six soldiers and eleven rebels died", "over 230 dead" before "at least 233".
func (r *reading) titleOmits(title, lead *tollHit) bool {
	if lead.head == title.n && lead.n > title.n && r.d.Tokens[lead.last].Fold == "with" && !r.late(lead.trigger) {
		return true // "was found shot along with her driver"
	}
	if !r.d.Tokens[title.trigger].InTitle || int(r.d.Tokens[lead.trigger].Sentence) != r.firstSentence || lead.vague || title.n == 0 {
		return false
	}
	return lead.n > title.n && (lead.head == title.n || r.ofOneKind(title) && !r.ofOneKind(lead)) || r.moreExactly(title, lead)
}

// ofOneKind says whether a loss counts people of one kind, beside whom others may be lost: "two policemen hurt".
func (r *reading) ofOneKind(h *tollHit) bool {
	for i := h.first; i <= h.last; i++ {
		if f := r.d.Tokens[i].Fold; f != "people" && f != "persons" && (r.pluralPeople(i) || i > h.first && r.value[i] == 0 && strings.HasSuffix(f, "s") && r.value[i-1] > 0) {
			return true
		}
	}
	return false
}

// sameVictim says whether two losses name one and the same person: "the murder of Ana Vidal", "Vidal and her driver were shot".
func (r *reading) sameVictim(a, b *tollHit) bool {
	for i := a.first; i <= a.last; i++ {
		for j := b.first; j <= b.last; j++ {
			if r.d.Tokens[i].Fold == r.d.Tokens[j].Fold && r.unknown(i) && r.capital(i) {
				return true
			}
		}
	}
	return false
}

// allLost says whether t counts all those whom the title or lead names one of: "a strike killed a commander", "the ministry said three
// people were killed".
func (r *reading) allLost(one, t *tollHit) bool {
	if r.late(t.trigger) || r.counted(one.first, one.last+1, r.sentence(one.first)) {
		return false
	}
	s, people := r.sentence(t.first), false
	for i := s.First; i <= max(t.trigger, t.last); i++ {
		switch r.d.Tokens[i].Fold {
		case "another", "other", "others", "separate", "second", "elsewhere", "also", "earlier", "meanwhile", "later":
			return false
		case "people", "persons", "deaths", "fatalities":
			people = people || i >= t.first && i <= t.last
		}
	}
	return people
}

// rounded says whether a loss is told by a round number: "more than 230", "nearly 100", "between 30 and 40", "dozens".
func (r *reading) rounded(h *tollHit) bool {
	for i := max(h.first-3, r.sentence(h.first).First); i <= h.last; i++ {
		if r.is(i, cAbout) || r.d.Tokens[i].Fold == "between" || r.value[i] > 12 && r.d.Tokens[i].Kind == text.Word && strings.HasSuffix(r.d.Tokens[i].Fold, "s") {
			return true
		}
	}
	return false
}

// moreExactly says whether t may be the number that a round one before it stands for: "more than 40", "41 bodies".
func (r *reading) moreExactly(round, t *tollHit) bool {
	if !r.rounded(round) || t.n < round.n {
		return false
	}
	most := round.n
	for i := round.first + 1; i <= round.last; i++ {
		if n, _, _, ok := r.number(i, round.last+1); ok { // between 30 and 40
			most = max(most, n)
		}
	}
	return 4*t.n <= 5*most
}

// alsoLost says whether t tells, in the sentence behind, of more who were lost with those of best: "two children were also
// killed".
func (r *reading) alsoLost(best, t *tollHit) bool {
	if r.d.Tokens[t.trigger].Sentence != r.d.Tokens[best.trigger].Sentence+1 {
		return false
	}
	return t.trigger > 0 && r.d.Tokens[t.trigger-1].Fold == "also"
}
