package tag

import (
	"slices"
	"strings"

	"tocsin/report"
	"tocsin/text"
)

// looksBack says whether a cue that speaks for its whole sentence, such as "anniversary" or "trial", reaches a trigger.
// What a main verb tells on its own side of the cue happened now: "gunmen opened fire on a parade marking the anniversary".
func (r *reading) looksBack(c *cueHit, n int, s *text.Sentence) bool {
	t := &r.triggers[n]
	if c.cue.status != report.Historical || !c.cue.anywhere {
		return true
	}
	if !isViolent(t.typ) && t.typ != report.Coup {
		return c.dated(r) // a protest on an anniversary, an arrest at a trial
	}
	if c.dated(r) || c.last < t.first && r.d.Tokens[c.last].Fold == "that" { // "judges found that"
		return true
	}
	if c.first > t.last {
		if t.verb && r.aside(n, s) == 0 {
			return false
		}
		for j := c.first - 1; j > t.last && j >= c.first-4; j-- { // "bomb attack at the trial of"
			switch r.d.Tokens[j].Fold {
			case "at", "on", "during", "marking":
				return false
			}
		}
		return true
	}
	if strings.HasSuffix(r.d.Tokens[t.first].Fold, "ing") && r.comma(t.first-1) {
		for k := range n { // ", killing two": as the main verb before it
			if o := &r.triggers[k]; o.first >= s.First && o.verb && isViolent(o.typ) && o.status == report.Reported {
				return false
			}
		}
	}
	return !(t.verb && len(t.initiators) > 0 && r.aside(n, s) == 0 && r.commaBetween(c.last, t.first))
}

// dated says whether a cue names a time that has passed rather than an occasion.
func (c *cueHit) dated(r *reading) bool {
	f := r.d.Tokens[c.last].Fold
	return f == "ago" || strings.HasPrefix(c.src, "world war") || strings.HasSuffix(c.src, "world war")
}

// pastLosses marks the losses of events that are only looked back on or rehearsed: they are not the report's.
func (r *reading) pastLosses() {
	for i := range r.tolls {
		h := &r.tolls[i]
		at := r.d.Tokens[h.trigger].Sentence
		covered, told, past := false, false, true
		for k := range r.triggers {
			t := &r.triggers[k]
			if t.typ == "" || r.d.Tokens[t.first].Sentence != at || !isViolent(t.typ) {
				continue
			}
			here := t.first <= h.trigger && h.trigger <= t.last
			if covered && !here {
				continue
			}
			if here && !covered {
				covered, past = true, true
			}
			told = true
			past = past && (t.status == report.Historical || t.status == report.Exercise)
		}
		if told && past || !told && r.remembers(r.sentence(h.trigger)) {
			h.past, h.aside = true, true
		}
	}
}

// remembers says whether a sentence has an occasion to look back, or to rehearse.
func (r *reading) remembers(s *text.Sentence) bool {
	for i := range r.cues {
		if c := &r.cues[i]; c.cue.anywhere && (c.cue.status == report.Historical || c.cue.status == report.Exercise) && c.first >= s.First && c.last < s.End {
			return true
		}
	}
	return false
}

// titleOfPast makes historical what only the title tells as new while the text looks back on it.
func (r *reading) titleOfPast() {
	for i := range r.triggers {
		t := &r.triggers[i]
		if !r.d.Tokens[t.first].InTitle || t.status != report.Reported || !isViolent(t.typ) {
			continue
		}
		old, now := false, false
		for k := range r.triggers {
			o := &r.triggers[k]
			if !r.d.Tokens[o.first].InTitle && isViolent(o.typ) {
				old = old || o.status == report.Historical && o.typ == t.typ && int(r.d.Tokens[o.first].Sentence) <= r.firstSentence+1
				now = now || o.status.Happened()
			}
		}
		if old && !now {
			t.status, t.cue = report.Historical, "the text looks back"
		}
	}
}

// judged makes historical the violence that a report of a sentence or verdict tells of behind its first sentence, unless a day of this
// week dates it: "sentenced to eight years for setting off a bomb. No one died in the explosion".
func (r *reading) judged() {
	if !r.verdict() {
		return
	}
	for i := range r.triggers {
		t := &r.triggers[i]
		if !isViolent(t.typ) || t.status != report.Reported && t.status != report.Denied || !r.behindLead(t.first) || r.weekday(r.sentence(t.first)) {
			continue
		}
		t.status, t.cue = report.Historical, "a court has judged it"
	}
}

// verdict says whether the first sentence tells of what a court has judged, and of no deed beside it.
func (r *reading) verdict() bool {
	for i := range r.triggers {
		if t := &r.triggers[i]; !r.behindLead(t.first) && t.typ != report.Arrest && t.status.Happened() && (grave(t.typ) || classOf(t.typ) == report.MaterialConflict) {
			return false
		}
	}
	return slices.ContainsFunc(r.cues, func(c cueHit) bool {
		if r.behindLead(c.first) || c.cue.status != report.Historical {
			return false
		}
		switch r.d.Tokens[c.first].Fold {
		case "sentenced", "sentences", "jailed", "convicted", "acquitted":
			return true
		}
		return false
	})
}

// weekday says whether a sentence names a day of the week.
func (r *reading) weekday(s *text.Sentence) bool {
	for i := s.First; i < s.End; i++ {
		if r.has(i, tWeekday) {
			return true
		}
	}
	return false
}
