package tag

import (
	"fmt"
	"path"
	"strconv"
	"strings"

	"tocsin/report"
	"tocsin/text"
)

// A loss is what a line of a toll file says of its words.
type loss struct {
	wounded bool
	form    lossForm
}

type lossForm uint8

const (
	lossObject lossForm = iota + 1
	lossSubject
	lossNoun
	lossTotal
)

var lossForms = map[string]lossForm{"object": lossObject, "subject": lossSubject, "noun": lossNoun, "total": lossTotal}

// A tollHit is one statement of a loss.
type tollHit struct {
	loss
	n       int
	vague   bool // an uncounted plural
	aside   bool // of other events, or of many together
	past    bool // of an event that is only looked back on; aside too
	trigger int  // token
	first   int  // of the words that count
	last    int
	sure    bool // a total that the report gives
}

// loadTolls reads the words of loss and of number of a language.
func (l *language) loadTolls() error {
	l.losses, l.numbers = newPatterns(l.vocab), make(map[string]int)
	err := eachLine(path.Join("data/events", "toll."+l.code+".txt"), func(s string) error {
		key, words, ok := strings.Cut(s, ":")
		what, form, _ := strings.Cut(strings.TrimSpace(key), " ")
		f, known := lossForms[form]
		if !ok || !known || what != "killed" && what != "wounded" {
			return fmt.Errorf("want killed or wounded and object, subject, noun or total: %q", s)
		}
		for _, w := range list(words) {
			if err := l.losses.add(w, int32(len(l.lossKinds))); err != nil {
				return err
			}
			l.lossKinds = append(l.lossKinds, loss{wounded: what == "wounded", form: f})
		}
		return nil
	})
	if err != nil {
		return err
	}
	return eachLine(path.Join("data/events", "numbers."+l.code+".txt"), func(s string) error {
		for _, p := range list(s) {
			i := strings.LastIndexByte(p, ' ')
			if i < 0 {
				return fmt.Errorf("want word and number: %q", p)
			}
			n, err := strconv.Atoi(p[i+1:])
			if err != nil {
				return err
			}
			l.numbers[text.Fold(p[:i])] = n
		}
		return nil
	})
}

// findTolls fills r.tolls in the order of the text.
func (r *reading) findTolls() {
	for i := 0; i < len(r.d.Tokens) && len(r.tolls) < most; i++ {
		if r.stem[i] == 0 && r.exact[i] == 0 {
			continue
		}
		last, p := r.lang.losses.longest(r, i, nil)
		if p == nil || r.inName(i, last) {
			continue
		}
		k := r.lang.lossKinds[p.value]
		h, ok := r.count(k, i, last, p.gapped())
		if !ok {
			i = last
			continue
		}
		h.loss, h.trigger = k, i
		h.aside = r.cumulative(&h)
		r.tolls = append(r.tolls, h)
		if h.n == 0 && strings.HasPrefix(r.d.Tokens[i].Fold, "casualt") { // neither killed nor wounded
			h.wounded = !h.wounded
			r.tolls = append(r.tolls, h)
		}
		i = last
	}
}

// count finds the number of those lost around the words first to last.
func (r *reading) count(k loss, first, last int, gapped bool) (tollHit, bool) {
	s := r.sentence(first)
	if r.hypothetical(first, s) {
		return tollHit{}, false
	}
	if r.lang.code != "en" {
		return r.nearestNumber(k, first, last, s)
	}
	switch k.form {
	case lossTotal:
		return r.totalAfter(last, s)
	case lossSubject:
		return r.countLeft(first, s)
	case lossNoun:
		return r.countNoun(first, last, s)
	}
	if gapped && last-first > 2 { // "hacked eight farmers to death"
		if h, ok := r.countRight(first+1, &text.Sentence{First: s.First, End: last}); ok {
			return h, true
		}
	}
	f := r.d.Tokens[first].Fold
	gerund := strings.HasSuffix(f, "ing")
	if gerund && r.is(last+1, cOf) {
		return r.countRight(last+2, s)
	}
	if last == first && !past(f) && !gerund && !r.verbal(first) {
		return r.countNoun(first, last, s)
	}
	if r.isPassive(first, s.First) || !r.beginsObject(last+1, s) {
		if gerund {
			return tollHit{}, false
		}
		return r.countLeft(first, s)
	}
	if !gerund && last == first && (f == "injured" || f == "wounded" || f == "hurt") && r.is(first-1, cDet) && r.actorAt[last+1] == 0 {
		return r.countNoun(first, last, s)
	}
	return r.countRight(last+1, s)
}

// beginsObject says whether an object begins at token i.
func (r *reading) beginsObject(i int, s *text.Sentence) bool {
	if i >= s.End || r.stops(i) || r.comma(i) {
		return false
	}
	if _, _, _, ok := r.number(i, s.End); ok {
		return true
	}
	switch r.d.Tokens[i].Fold {
	case "at", "up", "some", "about", "around", "over", "as", "between":
		for j := i + 1; j < i+4 && j < s.End; j++ {
			if _, _, _, ok := r.number(j, s.End); ok {
				return true
			}
		}
		return false
	case "himself", "themselves", "herself", "when", "dead":
		return false
	}
	return !r.is(i, cPrep|cSub|cAnd|cBe|cHave|cModal|cMaybe|cBy|cTime|cSay|cTo|cRel) && r.d.Tokens[i].Kind != text.Punct
}

// countRight counts the noun phrase that begins at token i.
func (r *reading) countRight(i int, s *text.Sentence) (tollHit, bool) {
	end := i
	for ; end < s.End && end < i+30; end++ {
		if r.stops(end) || r.is(end, cBe|cRel|cSay|cHave) || r.is(end, cSub) && !r.is(end, cPrep) {
			break
		}
		if r.is(end, cPrep|cTo) && end > i && r.d.Tokens[end].Fold != "of" && !r.quantifies(end, s) {
			break
		}
		if r.lossAt(end) {
			break
		}
		if f := r.d.Tokens[end].Fold; f == "including" || f == "among" {
			break
		}
	}
	for end > i && (r.is(end-1, cAnd) || r.comma(end-1)) {
		end--
	}
	return r.people(i, end, s)
}

// quantifies says whether a preposition is part of a number: "at least 12", "up to 12", "between 10 and 12".
func (r *reading) quantifies(i int, s *text.Sentence) bool {
	switch r.d.Tokens[i].Fold {
	case "at", "up", "to", "over", "about", "around", "between", "under", "near":
		for j := i + 1; j <= i+2 && j < s.End; j++ {
			if _, _, _, ok := r.number(j, s.End); ok {
				return true
			}
		}
	}
	return false
}

// lossAt says whether a word of loss begins at token i.
func (r *reading) lossAt(i int) bool {
	if r.stem[i] == 0 {
		return false
	}
	_, p := r.lang.losses.longest(r, i, nil)
	return p != nil && r.lang.lossKinds[p.value].form != lossNoun
}

// countLeft counts the noun phrase before token i: the subject of a passive or of "died".
func (r *reading) countLeft(i int, s *text.Sentence) (tollHit, bool) {
	end := i
	for end > s.First && (r.is(end-1, cBe|cHave|cModal|cMaybe) || adverb(r.d.Tokens[end-1].Fold) || r.d.Tokens[end-1].Fold == "also" || r.d.Tokens[end-1].Fold == "reported" || r.d.Tokens[end-1].Fold == "confirmed") {
		end--
	}
	// "a commander and another, including his aide, were killed": what stands between commas is left out.
	if end > s.First && r.comma(end-1) {
		for j := end - 2; j > s.First && j > end-16; j-- {
			if r.comma(j) {
				end = j
				break
			}
		}
	}
	if end > s.First && r.is(end-1, cRel) { // "the man who was killed"
		if end-1 > s.First && r.is(end, cBe) && (r.d.Tokens[end].Fold == "were" || r.d.Tokens[end].Fold == "are") {
			return r.antecedent(end-1, s)
		}
		end--
		if end > s.First && r.comma(end-1) {
			end--
		}
	}
	begin := end
	for begin > s.First {
		j := begin - 1
		if r.stops(j) || r.comma(j) && !r.listComma(j, s) || r.is(j, cSub|cSay|cRel|cTime) && !r.is(j, cAnd) || r.d.Tokens[j].Fold == `"` || r.d.Tokens[j].Fold == "”" {
			break
		}
		if r.lossAt(j) || r.d.Tokens[j].Fold == "dead" || r.d.Tokens[j].Fold == "killed" {
			// "two killed and five wounded": the number behind "and" is this one's.
			break
		}
		if r.is(j, cBe|cHave) && r.d.Tokens[j].Kind != text.Possessive && !r.is(j, cNeg) {
			break
		}
		if f := r.d.Tokens[j].Fold; f == "spoke" || f == "speaks" { // "it spoke of sixteen killed"
			begin = min(j+2, end)
			break
		}
		if j+2 < end && r.is(j+1, cAnd) && r.ownVerb(j) { // "thousands escaped and twelve were killed"
			break
		}
		begin--
	}
	for begin < end && (r.is(begin, cAnd) || r.comma(begin)) {
		begin++
	}
	for j := begin; j < end; j++ { // "in the attack two men": the subject begins behind the prepositional phrase
		if r.is(j, cPrep) && j == begin && !r.quantifies(j, s) && r.d.Tokens[j].Fold != "of" {
			for k := j + 1; k < end; k++ {
				if _, _, _, ok := r.number(k, s.End); ok {
					return r.people(k, end, s)
				}
			}
		}
	}
	return r.people(begin, end, s)
}

// antecedent counts those whom a plural "who" at token i speaks of, where a number says how many: "two guards, who were".
func (r *reading) antecedent(i int, s *text.Sentence) (tollHit, bool) {
	for j := i - 1; j >= s.First && j > i-6; j-- {
		if n, v, last, ok := r.number(j, s.End); ok && last < i && !r.notPeople(last+1, s) && !r.dateOrAge(j, s) {
			return tollHit{n: n, vague: v, first: j, last: i - 1}, true
		}
		if r.is(j, cSub|cSay|cBe) || r.comma(j) && j < i-1 {
			break
		}
	}
	return tollHit{}, false
}

// ownVerb says whether the word at j is a verb that ends a clause before "and", rather than one that describes people.
func (r *reading) ownVerb(j int) bool {
	switch f := r.d.Tokens[j].Fold; f {
	case "armed", "unarmed", "masked", "retired", "elected", "united", "led", "lost":
		return false
	default:
		return past(f) && r.actorAt[j] == 0
	}
}

// listComma says whether the comma at j parts counted conjuncts: "two soldiers, a nurse and a driver".
func (r *reading) listComma(j int, s *text.Sentence) bool {
	_, _, _, after := r.number(j+1, s.End)
	if !after && !(r.d.Tokens[min(j+1, s.End-1)].Fold == "a" || r.d.Tokens[min(j+1, s.End-1)].Fold == "an") {
		return false
	}
	for k := j - 1; k >= s.First && k > j-7; k-- {
		if _, _, _, ok := r.number(k, s.End); ok {
			return true
		}
		if r.is(k, cBe|cSay|cSub) || r.comma(k) || r.d.Tokens[k].Fold == "another" || r.is(k, cPrep) && !r.is(k, cOf) {
			return false
		}
	}
	return false
}

func adverb(f string) bool { return strings.HasSuffix(f, "ly") && len(f) > 4 }

// countNoun counts around "dead", "deaths", "bodies".
func (r *reading) countNoun(first, last int, s *text.Sentence) (tollHit, bool) {
	if r.is(last+1, cOf) {
		if h, ok := r.countRight(last+2, s); ok {
			return h, ok
		}
	}
	for j := first - 1; j >= s.First && j >= first-5; j-- {
		if r.d.Tokens[j].Fold == "no" || r.d.Tokens[j].Fold == "without" {
			return tollHit{first: j, last: last}, true
		}
		if n, _, end, ok := r.number(j, s.End); ok && end < first {
			for j > s.First {
				if m, _, e, more := r.number(j-1, s.End); more && e >= j {
					n, j = m, j-1
					continue
				}
				break
			}
			if r.notPeople(end+1, s) || r.dateOrAge(j, s) {
				return tollHit{}, false
			}
			return tollHit{n: n, first: j, last: last}, true
		}
		if r.stops(j) || r.is(j, cSub|cSay|cRel|cAnd) || r.comma(j) || r.is(j, cPrep) && !r.is(j, cOf) {
			break
		}
	}
	if r.d.Tokens[first].Fold == "dead" || r.d.Tokens[first].Fold == "killed" {
		if r.is(first-1, cDet) {
			return tollHit{}, false
		}
		if h, ok := r.countLeft(first, s); ok && h.first >= first-6 {
			return h, true
		}
	}
	// "Dead: 12"
	if j := last + 1; j+1 < s.End && r.d.Tokens[j].Fold == ":" {
		if n, _, end, ok := r.number(j+1, s.End); ok {
			return tollHit{n: n, first: first, last: end}, true
		}
	}
	return tollHit{}, false
}

// totalAfter reads the sum behind "death toll".
func (r *reading) totalAfter(last int, s *text.Sentence) (tollHit, bool) {
	best := tollHit{}
	for j := last + 1; j < s.End && j < last+14; j++ {
		if r.stops(j) || r.is(j, cRel) {
			break
		}
		if n, _, end, ok := r.number(j, s.End); ok {
			if r.d.Tokens[j].Fold == "from" || j > 0 && r.d.Tokens[j-1].Fold == "from" {
				j = end
				continue
			}
			if r.dateOrAge(j, s) {
				continue
			}
			best = tollHit{n: n, first: last, last: end, sure: true}
			if j > 0 && (r.d.Tokens[j-1].Fold == "to" || r.d.Tokens[j-1].Fold == "at" || r.d.Tokens[j-1].Fold == "of") {
				break
			}
			j = end
		}
	}
	return best, best.sure
}

// people counts those whom the tokens i to end (exclusive) name.
func (r *reading) people(i, end int, s *text.Sentence) (tollHit, bool) {
	h := tollHit{first: i, last: end - 1}
	if i >= end {
		return h, false
	}
	total, parts := 0, 0
	for begin := i; begin < end; {
		stop := begin
		for stop < end && !(r.is(stop, cAnd) && r.d.Tokens[stop].Fold == "and" || r.comma(stop)) {
			stop++
		}
		if _, _, last, ok := r.number(begin, end); ok && last >= stop { // one hundred and twenty
			for stop = last; stop < end && !(r.is(stop, cAnd) && r.d.Tokens[stop].Fold == "and" || r.comma(stop)); {
				stop++
			}
		}
		n, vague, ok := r.conjunct(begin, stop, s)
		if parts > 0 && stop > begin && r.comma(begin-1) && !r.counted(begin, stop, s) && !r.listGoesOn(begin, stop, end) {
			break // an apposition
		}
		if parts > 0 && begin < stop && r.ownVerb(begin) {
			break // "the massacre of thousands, and buried fourteen"
		}
		if parts > 0 && r.ofThem(begin, stop) {
			break // "six priests, five of them foreigners"
		}
		if ok {
			total += n
			parts++
			h.vague = h.vague || vague
		}
		begin = stop + 1
	}
	h.n = total
	return h, parts > 0
}

// ofThem says whether a conjunct tells of a part of those before it.
func (r *reading) ofThem(begin, stop int) bool {
	for j := begin; j+1 < stop && j < begin+4; j++ {
		if f := r.d.Tokens[j+1].Fold; r.is(j, cOf) && (f == "them" || f == "whom" || f == "which") {
			return true
		}
	}
	return false
}

// listGoesOn says whether a conjunct behind a comma is one of a list that ends in "and": "a priest, his driver and a guard".
func (r *reading) listGoesOn(begin, stop, end int) bool {
	if !r.is(begin, cDet) || r.d.Tokens[begin].Fold == "the" {
		return false
	}
	for j := stop; j < end && j < stop+6; j++ {
		if r.d.Tokens[j].Fold == "and" {
			return true
		}
	}
	return false
}

// counted says whether a conjunct begins with a number or an article.
func (r *reading) counted(i, end int, s *text.Sentence) bool {
	for j := i; j < end && j < i+4; j++ {
		if _, _, _, ok := r.number(j, s.End); ok {
			return true
		}
	}
	return false
}

// conjunct counts one member of a list: 12 soldiers; a commander; Ali Hassan; villagers.
func (r *reading) conjunct(i, end int, s *text.Sentence) (n int, vague, ok bool) {
	for j := i; j < end; j++ {
		switch f := r.d.Tokens[j].Fold; f {
		case "no", "nobody", "none":
			return 0, false, true
		case "it", "that", "this", "which", "they", "them", "we", "us", "i", "you", "there", "its":
			if j == i {
				return 0, false, false
			}
		case "he", "she", "him", "her":
			if f == "her" && j+1 < end {
				continue
			}
			return 1, false, true
		}
		if n, v, last, isNum := r.number(j, s.End); isNum {
			if r.dateOrAge(j, s) || r.notPeople(last+1, s) && last+1 < end {
				j = last
				continue
			}
			return n, v, true
		}
	}
	head := -1
	plural := false
	for j := i; j < end; j++ {
		if r.is(j, cPrep|cOf) && head >= 0 {
			break
		}
		if r.d.Tokens[j].Kind == text.Word && !r.is(j, cDet|cMod|cAnd|cPrep|cBe) {
			head = j
			plural = r.pluralPeople(j)
		}
	}
	if head < 0 {
		return 0, false, false
	}
	if plural {
		return 2, true, true
	}
	if !r.person(i, head+1, s) {
		return 0, false, false
	}
	return 1, false, true
}

// person says whether a phrase without a number names somebody: a person by role, a capitalised name.
func (r *reading) person(i, end int, s *text.Sentence) bool {
	ends := r.d.Tokens[end-1].Fold // footballer, colonel, activist
	for _, e := range [...]string{"er", "or", "ist", "ian", "ant", "al", "ain", "el", "ee", "ate", "yst"} {
		if strings.HasSuffix(ends, e) && r.is(i, cDet) && len(ends) > 4 && r.d.Tokens[i].Fold != "this" && r.d.Tokens[i].Fold != "that" {
			return true
		}
	}
	for j := i; j < end; j++ {
		if n := r.actorAt[j]; n > 0 {
			switch a := r.actorInfo(&r.actors[n-1]); a.kind {
			case report.People, report.Leader:
				return true
			case report.Military, report.Police, report.State, report.Intelligence:
				return a.generic || !strings.HasSuffix(r.d.Tokens[r.actors[n-1].last].Fold, "s") && r.d.Tokens[r.actors[n-1].last].Fold != "army"
			}
			continue
		}
		if roleNoun(r.d.Tokens[j].Fold) {
			return true
		}
		if !s.Upper && !s.NoCase && j > s.First && r.capital(j) && !r.is(j, cDet) {
			return true
		}
	}
	if !s.Upper {
		return false
	}
	// In capitals a name shows only by words that nothing else knows.
	for j := i; j < end; j++ {
		if r.unknown(j) {
			return end-i >= 2 && end-i <= 12
		}
	}
	return false
}

func (r *reading) unknown(i int) bool {
	t := &r.d.Tokens[i]
	return t.Kind == text.Word && r.stem[i] == 0 && r.exact[i] == 0 && r.class[i] == 0 && r.nameIDs[i] == 0 && len(t.Fold) > 2 && !strings.HasSuffix(t.Fold, "ed") && !strings.HasSuffix(t.Fold, "ly")
}

// roleNoun says whether a word names a single person by what he is.
func roleNoun(f string) bool {
	switch f {
	case "member", "man", "woman", "boy", "girl", "father", "mother", "son", "daughter", "wife", "husband", "brother", "sister", "guard",
		"bodyguard", "aide", "spokesman", "president", "minister", "head", "mayor", "driver", "one", "someone", "infant", "baby", "cousin", "uncle", "nephew", "owner", "resident", "another", "other", "colleague", "relative", "nurse", "champion", "star", "celebrity", "chief", "teen", "priest", "bishop", "judge", "imam", "sheikh":
		return true
	}
	return strings.HasSuffix(f, "man") && len(f) > 5
}

// pluralPeople says whether a word is a plural for people.
func (r *reading) pluralPeople(i int) bool {
	f := r.d.Tokens[i].Fold
	switch f {
	case "people", "men", "women", "children", "civilians", "police", "troops", "policemen", "gunmen", "persons", "forces", "personnel", "members", "others", "militiamen", "guards", "relatives", "bodyguards", "victims", "brothers", "sons", "daughters", "parents", "boys", "girls":
		return true
	}
	if !strings.HasSuffix(f, "s") || strings.HasSuffix(f, "ss") {
		return false
	}
	if n := r.actorAt[i]; n > 0 {
		k := r.actorInfo(&r.actors[n-1]).kind
		return k == report.People || k == report.Military || k == report.Police
	}
	return false
}

// notPeople says whether what is counted at token i is no person: years, kilometres, vehicles.
func (r *reading) notPeople(i int, s *text.Sentence) bool {
	for j := i; j < s.End && j < i+3; j++ {
		switch r.d.Tokens[j].Stem {
		case "year", "month", "day", "week", "hour", "minut", "km", "kilomet", "kilometr", "mile", "metr", "meter", "dollar", "vehicl", "car", "hous", "home",
			"build", "rocket", "missil", "round", "shot", "ton", "tonn", "time", "bomb", "attack", "incid", "percent", "%", "case", "tank",
			"citi", "town", "countri", "provinc", "district", "explos", "blast", "strike", "plane", "helicopt", "drone", "weapon", "rifl", "place", "front", "front-lin", "occas", "point", "bullet", "mine", "goal", "wicket", "run", "game", "match":
			return true
		}
		if f := r.d.Tokens[j].Fold; f == "village" || f == "villages" {
			return true
		}
		if r.is(j, cPrep|cAnd|cBe|cOf) || r.d.Tokens[j].Kind == text.Punct {
			return false
		}
	}
	return false
}

// dateOrAge says whether the number at token i is a year, a day of a month, an age, a clock time.
func (r *reading) dateOrAge(i int, s *text.Sentence) bool {
	if year(r.d.Tokens[i].Fold) != 0 && (r.is(i-1, cPrep|cTime) || i > 0 && (isMonth(r.d.Tokens[i-1].Fold) || r.d.Tokens[i-1].Kind == text.Number || r.comma(i-1))) {
		return true
	}
	if year(r.d.Tokens[i].Fold) != 0 && i+1 < s.End && (r.d.Tokens[i].Fold[0] == '1' || i > s.First && r.is(i-1, cDet)) && r.d.Tokens[i+1].Kind == text.Word && !r.pluralPeople(i+1) {
		return true // the 1995 massacre
	}
	if r.score(i, s) {
		return true
	}
	if i > 0 && isMonth(r.d.Tokens[i-1].Fold) || i+1 < s.End && isMonth(r.d.Tokens[i+1].Fold) {
		return true
	}
	if i+1 < s.End && isHyphen(r.d.Tokens[i+1].Fold) && i+2 < s.End && strings.HasPrefix(r.d.Tokens[i+2].Fold, "year") {
		return true
	}
	if i+1 < s.End && strings.HasPrefix(r.d.Tokens[i+1].Fold, "year") {
		return true
	}
	if i > 0 && i+1 < s.End && r.comma(i-1) && r.comma(i+1) { // Ali, 34, was killed
		return true
	}
	if i > s.First+1 && r.d.Tokens[i-1].Fold == "of" && (i+1 >= s.End || r.d.Tokens[i+1].Kind == text.Punct || r.is(i+1, cPrep|cBe|cRel|cAnd) || r.d.Tokens[i+1].Fold == "dead") &&
		i > s.First+2 && r.is(i-3, cDet|cMod) && !gathering(r.d.Tokens[i-2].Fold) && r.person(i-3, i-1, s) { // a driver of 17
		return true
	}
	if i > 0 && (r.d.Tokens[i-1].Fold == "aged" || r.d.Tokens[i-1].Fold == "age" || r.d.Tokens[i-1].Fold == "$" || r.d.Tokens[i-1].Fold == ":") {
		return true
	}
	return i+1 < s.End && (r.d.Tokens[i+1].Fold == "%" || r.d.Tokens[i+1].Fold == "st" || r.d.Tokens[i+1].Fold == "am" || r.d.Tokens[i+1].Fold == "gmt" || r.d.Tokens[i+1].Fold == "hours" || r.d.Tokens[i+1].Fold == "local" || r.d.Tokens[i+1].Fold == "pm" || r.d.Tokens[i+1].Fold == ":")
}

// score says whether the number at token i is of a result, as in "128-90", rather than of a range of people.
func (r *reading) score(i int, s *text.Sentence) bool {
	for _, first := range [...]int{i, i - 2} {
		if first < s.First || first+2 >= s.End || !isHyphen(r.d.Tokens[first+1].Fold) && r.d.Tokens[first+1].Fold != "–" {
			continue
		}
		if r.d.Tokens[first].Kind != text.Number || r.d.Tokens[first+2].Kind != text.Number || r.d.Tokens[first+2].Space {
			continue
		}
		if first+3 >= s.End || !r.pluralPeople(first+3) {
			return true
		}
	}
	return false
}

// gathering says whether "of" and a number behind this word say how many people it is.
func gathering(f string) bool {
	switch f {
	case "family", "group", "crew", "crowd", "gang", "team", "toll", "total", "number", "party", "squad", "unit", "column", "convoy", "band", "cell", "force", "patrol", "couple":
		return true
	}
	return false
}

func isMonth(f string) bool {
	switch f {
	case "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
		"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec":
		return true
	}
	return false
}

// number reads a number in digits or words that begins at token i.
func (r *reading) number(i, end int) (n int, vague bool, last int, ok bool) {
	total, current := 0, 0
	last = i - 1
	for j := i; j < end; j++ {
		t := &r.d.Tokens[j]
		if isHyphen(t.Fold) && ok && j+1 < end && r.lang.numbers[r.d.Tokens[j+1].Fold] > 0 {
			continue
		}
		v := 0
		if t.Kind == text.Number {
			v = parseCount(t.Fold)
			if v < 0 {
				break
			}
			if ok && r.d.Tokens[last].Kind == text.Number {
				break
			}
			if v == 0 && t.Fold != "0" {
				break
			}
			current, ok, last = v, true, j
			continue
		}
		v, known := r.lang.numbers[t.Fold]
		if !known {
			if ok && t.Fold == "and" && total+current >= 100 && j+1 < end && r.lang.numbers[r.d.Tokens[j+1].Fold] > 0 && r.lang.numbers[r.d.Tokens[j+1].Fold] < 100 {
				continue
			}
			break
		}
		switch {
		case v == 12 && t.Fold == "dozen" || v == 100 || v == 1000 || v == 100000 || v == 1000000 || t.Fold == "score":
			current = max(current, 1) * v
			if v >= 1000 {
				total, current = total+current, 0
			}
		case ok && current%10 == 0 && current >= 20 && v < 10:
			current += v
		case ok && current >= 100 && v < 100:
			current += v
		case ok:
			return total + current, vague, last, true
		default:
			current = v
			vague = strings.HasSuffix(t.Fold, "s") && v > 12 && t.Fold != "six" || t.Fold == "several" || t.Fold == "few" || t.Fold == "many" || t.Fold == "numerous"
		}
		ok, last = true, j
		if vague { // "dozens of", "hundreds of thousands" is beyond a toll
			break
		}
	}
	return total + current, vague, last, ok
}

// parseCount reads 12, 2,500 or 2.500 as a count; -1 for what is none (3.5, 12:30).
func parseCount(f string) int {
	n, group := 0, -1
	for i := 0; i < len(f); i++ {
		c := f[i]
		switch {
		case c >= '0' && c <= '9':
			if n > 100_000_000 {
				return -1
			}
			n = 10*n + int(c-'0')
			if group >= 0 {
				group++
			}
		case c == ',' || c == '.':
			if group >= 0 && group != 3 {
				return -1
			}
			group = 0
		default:
			return -1
		}
	}
	if group >= 0 && group != 3 {
		return -1
	}
	return n
}

// hypothetical says whether a loss at token i is only feared, threatened or planned.
func (r *reading) hypothetical(i int, s *text.Sentence) bool {
	t := trigger{first: i, last: i, typ: report.Attack}
	for k := range r.cues {
		c := &r.cues[k]
		if c.last < s.First || c.first >= i || c.cue.anywhere {
			continue
		}
		switch c.cue.status {
		case report.Hypothetical, report.Threatened:
			if r.governs(c, &t) {
				return true
			}
		}
	}
	return false
}

// cumulative says whether a loss is of other events or of many together: since a date, this year, in a past one.
func (r *reading) cumulative(h *tollHit) bool {
	s := r.sentence(h.trigger)
	for j := s.First; j < s.End; j++ {
		switch r.d.Tokens[j].Fold {
		case "since", "annually", "century":
			return true
		case "year", "years", "month", "months", "decade", "decades", "weeks":
			if j > s.First && (pastWord(r.d.Tokens[j-1].Fold) || j+1 < s.End && (r.d.Tokens[j+1].Fold == "ago" || r.d.Tokens[j+1].Fold == "of")) || j > s.First+1 && pastWord(r.d.Tokens[j-2].Fold) {
				return true
			}
		case "week":
			if r.d.Tokens[max(j-1, s.First)].Fold == "last" && h.trigger > j {
				return true
			}
		case "war", "conflict":
			if j > s.First && j < h.trigger && h.trigger-j < 5 && !r.is(j-1, cPrep) {
				return true
			}
		}
	}
	return r.otherYear(h.trigger, s) != 0
}

func pastWord(f string) bool {
	switch f {
	case "last", "past", "this", "previous", "recent", "every", "each", "first":
		return true
	}
	return false
}

// total returns the toll of the main event: the first that is told, corrected by a total that the report gives.
func (r *reading) total(wounded bool) (n *int, h *tollHit) {
	pick := func(aside bool) *tollHit {
		var best *tollHit
		sum := tollHit{}
		for i := range r.tolls {
			t := &r.tolls[i]
			if t.wounded != wounded || t.aside != aside || t.past {
				continue
			}
			switch {
			case best == nil:
				sum = *t
				best = &sum
			case r.d.Tokens[t.trigger].Sentence == r.d.Tokens[best.trigger].Sentence && !t.sure && !best.sure:
				if t.n != best.n && t.first > best.last {
					sum.n += t.n
				}
			case t.sure, best.vague && !t.vague && t.n > best.n, best.n == 0 && t.n > 0, r.titleOmits(best, t):
				sum = *t
			}
		}
		return best
	}
	h = pick(false)
	if h == nil && r.harm() {
		h = pick(true)
	}
	if h == nil {
		return nil, nil
	}
	return &h.n, h
}

// harm says whether the report tells of violence or a mishap that happened.
func (r *reading) harm() bool {
	for i := range r.events {
		e := &r.events[i]
		if e.status.Happened() && (isViolent(e.typ) || e.typ == report.Accident || e.typ == report.Disaster) {
			return true
		}
	}
	return len(r.events) == 0
}

// titleOmits says whether a title names a single victim and the first sentence counts others with him: "Mayor killed", "a
// mayor and two guards were killed".
func (r *reading) titleOmits(title, lead *tollHit) bool {
	if title.n != 1 || lead.n < 2 || lead.vague || !r.d.Tokens[title.trigger].InTitle || int(r.d.Tokens[lead.trigger].Sentence) != r.firstSentence {
		return false
	}
	for i := title.first; i <= title.last; i++ {
		if _, _, _, ok := r.number(i, title.last+1); ok {
			return false
		}
	}
	for i := lead.first; i <= lead.last; i++ {
		if f := r.d.Tokens[i].Fold; f == "and" || f == "with" || f == "others" {
			return true
		}
	}
	return false
}

// nearestNumber counts by the nearest number of the clause, in languages whose sentences are not taken apart.
func (r *reading) nearestNumber(k loss, first, last int, s *text.Sentence) (tollHit, bool) {
	const near = 5
	best, dist := tollHit{}, near+1
	for j := max(s.First, first-near); j < min(s.End, last+near+1); j++ {
		n, v, end, ok := r.number(j, s.End)
		if !ok || r.numberUsed(j) || r.notPeople(end+1, s) || year(r.d.Tokens[j].Fold) != 0 || j > first && r.between(last, j) || j < first && r.between(end, first) {
			continue
		}
		d := j - last
		if j < first {
			d = first - end
		}
		if n == 1 && r.d.Tokens[j].Kind == text.Word {
			d += near - 1 // an article rather than a number
		}
		if d < dist {
			best, dist = tollHit{n: n, vague: v, first: min(first, j), last: max(last, end)}, d
		}
		j = end
	}
	if dist <= near {
		return best, true
	}
	if k.form == lossObject || k.form == lossSubject {
		return tollHit{n: 1, vague: true, first: first, last: last}, true
	}
	return best, false
}

// between says whether another clause begins or another loss is told between two tokens.
func (r *reading) between(a, b int) bool {
	for j := a + 1; j < b; j++ {
		if r.stops(j) || r.comma(j) || r.lossAt(j) {
			return true
		}
	}
	return false
}

func (r *reading) numberUsed(j int) bool {
	for i := range r.tolls {
		if r.tolls[i].first <= j && j <= r.tolls[i].last {
			return true
		}
	}
	return false
}
