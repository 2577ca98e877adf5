package tag

import (
	"strings"

	"tocsin/report"
	"tocsin/text"
)

// deniesPart says whether only a part in it is denied: "denied that it was behind the ambush which killed three".
func (r *reading) deniesPart(t *trigger, s *text.Sentence) bool {
	if !strings.HasPrefix(strings.ToLower(t.cue), "den") {
		return false
	}
	if t.verb { // "which killed three" goes with the ambush
		for i := range r.triggers {
			if o := &r.triggers[i]; o.last < t.first && o.last >= t.first-4 && !o.verb && isViolent(o.typ) {
				return r.is(t.first-1, cRel)
			}
		}
		return false
	}
	for i := range r.tolls {
		if h := &r.tolls[i]; h.trigger > t.last && h.trigger < s.End && h.n > 0 && !h.aside && r.is(h.trigger-1, cRel) {
			return true
		}
	}
	return false
}

// wouldBe says whether a sentence only imagines a trigger: "an attack on the dam would drown thousands", "had the bomb gone off".
func (r *reading) wouldBe(t *trigger, s *text.Sentence) bool {
	if r.d.Tokens[s.First].Fold == "had" && !s.InTitle {
		return true
	}
	if t.verb || t.first == s.First {
		return false
	}
	if f := r.d.Tokens[t.first-1].Fold; f != "a" && f != "an" && f != "any" && f != "such" {
		return false
	}
	for j := t.last + 1; j < s.End && j < t.last+6; j++ {
		switch r.d.Tokens[j].Fold {
		case "would", "could", "might":
			return true
		}
		if r.comma(j) || r.is(j, cBe|cHave|cRel|cSay) || r.past(j) {
			return false
		}
	}
	return false
}

// ofNobody says whether nobody is the subject of a verb: "nobody had been arrested".
func (r *reading) ofNobody(t *trigger, s *text.Sentence) bool {
	if !t.verb || classOf(t.typ) != report.MaterialConflict {
		return false
	}
	j := t.first - 1
	for j > s.First && (r.is(j, cBe|cHave|cMod) || adverb(r.d.Tokens[j].Fold)) {
		j--
	}
	return j >= s.First && r.d.Tokens[j].Fold == "nobody"
}

// mishapIn says whether a sentence tells of an accident.
func (r *reading) mishapIn(s *text.Sentence) bool {
	for i := range r.triggers {
		if t := &r.triggers[i]; t.typ == report.Accident && s.First <= t.first && t.first < s.End {
			return true
		}
	}
	return false
}

// unreal says whether a verb is an infinitive that tells of an aim: "orders to arrest", but not "managed to arrest".
func (r *reading) unreal(t *trigger, s *text.Sentence) bool {
	if i := t.first - 1; i > s.First && adverb(r.d.Tokens[i].Fold) && r.is(i-1, cTo) {
		return true // "to deliberately bomb them"
	}
	if t.first <= s.First || !r.is(t.first-1, cTo) || r.past(t.first) || r.actorAt[t.first] > 0 {
		return false
	}
	if t.first-2 >= s.First {
		switch r.d.Tokens[t.first-2].Fold {
		case "due", "owing", "prior", "subsequent", "response", "reaction", "related", "led", "leading", "thanks", "retaliation", "according", "leads":
			return false
		}
	}
	for j := t.first - 2; j >= s.First && j >= t.first-3; j-- {
		switch r.d.Tokens[j].Stem {
		case "manag", "abl", "began", "begin", "continu", "start", "use", "go", "went", "proceed", "come", "came", "help", "resum", "open", "fire", "forc", "dispers", "act":
			return false
		}
	}
	return true
}

// mourns says whether words are of condolences or sorrow, which are about what is known already.
func mourns(words []text.Token) bool {
	for i := range words {
		switch words[i].Stem {
		case "condol", "sympathi", "sorrow", "sad":
			return true
		}
	}
	return false
}

// refusal says whether a cue is one of refusing rather than of doubt.
func refusal(cue string) bool {
	return strings.HasPrefix(cue, "refus") || strings.HasPrefix(cue, "fail") || strings.HasPrefix(cue, "declin")
}

// lossBeside says whether the sentence counts a loss behind a trigger that is only claimed or blamed: then it happened,
// whoever did it.
func (r *reading) lossBeside(t *trigger, s *text.Sentence) bool {
	for i := range r.tolls {
		if h := &r.tolls[i]; h.trigger > t.first-4 && h.trigger >= s.First && h.trigger < s.End && h.n > 0 && !h.aside {
			return true
		}
	}
	return false
}

// lossesAside says whether all losses that a trigger tells are of other events or of many together.
func (r *reading) lossesAside(t *trigger) bool {
	any := false
	for i := range r.tolls {
		if h := &r.tolls[i]; h.trigger >= t.first && h.trigger <= t.last {
			if !h.aside || h.n == 1 {
				return false // one who was shot last week and now died
			}
			any = true
		}
	}
	return any
}
