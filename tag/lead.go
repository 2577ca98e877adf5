package tag

import (
	"slices"

	"tocsin/report"
	"tocsin/tag/internal/places"
	"tocsin/text"
)

// ofLead gives what a report tells behind its lead the status of the lead, where title and lead tell of nothing that happened now
// but look back, at an anniversary or in court, or tell of an exercise: "the defendants shot at villagers", "the units will free
// hostages".
func (r *reading) ofLead() {
	status := r.leadStatus()
	if status == "" {
		return
	}
	for i := range r.triggers {
		t := &r.triggers[i]
		if r.behindLead(t.first) && t.typ != "" && isViolent(t.typ) && t.status.Happened() && t.status != report.Threatened {
			t.status, t.cue = status, "what the report begins with"
		}
	}
	r.pastLosses()
}

// leadStatus returns the one status, historical or exercise, that all violence of title and lead has, empty when any of it
// happened or none is told.
func (r *reading) leadStatus() (status report.Status) {
	for i := range r.triggers {
		t := &r.triggers[i]
		if r.behindLead(t.first) || t.typ == "" {
			continue
		}
		switch {
		case !grave(t.typ) && t.typ != report.Coup:
		case t.status != report.Historical && t.status != report.Exercise:
			return ""
		case status == "":
			status = t.status
		}
	}
	for i := range r.tolls {
		if h := &r.tolls[i]; !r.behindLead(h.trigger) && h.n > 0 && !h.aside {
			return ""
		}
	}
	if status == report.Historical && r.d.TitleEnd == 0 {
		return "" // one sentence is too little to go by
	}
	if status != "" {
		return status
	}
	for i := range r.cues {
		if c := &r.cues[i]; c.cue.anywhere && (c.cue.status == report.Exercise || c.cue.status == report.Historical) && !r.behindLead(c.first) {
			return c.cue.status
		}
	}
	return ""
}

// behindLead says whether token i stands behind the title and the first sentence of the text.
func (r *reading) behindLead(i int) bool { return int(r.d.Tokens[i].Sentence) > r.firstSentence }

// onlyDateline says whether a sentence is nothing but where and when the report was written: "MEXICO CITY.", "Pemba, 29 July.",
// "Thursday, 29 July 2021", or what a monitored broadcast has before "[TEXT]".
func (r *reading) onlyDateline(i int) bool {
	s := &r.d.Sentences[i]
	if i+1 < len(r.d.Sentences) && r.beginsText(r.d.Sentences[i+1].First) {
		return true
	}
	if i+1 == len(r.d.Sentences) || s.End-s.First > 8 || s.NoCase || r.d.Sentences[i+1].Upper {
		return false
	}
	for j := s.First; j < s.End; j++ {
		if t := &r.d.Tokens[j]; t.Kind == text.Word && t.Shape == text.Lower && !r.is(j, cMonth|cOf) {
			return false
		}
	}
	for j := s.First; j+1 < s.End; j++ {
		if r.monthAt(j) && (r.d.Tokens[j+1].Kind == text.Number || j > s.First && r.d.Tokens[j-1].Kind == text.Number) {
			return true
		}
	}
	return slices.ContainsFunc(r.places.Hits, func(h places.Hit) bool { return s.First <= h.First && h.Last < s.End && !h.People })
}

// beginsText says whether the mark stands at token i that monitors of broadcasts put before a text: "[TEXT]".
func (r *reading) beginsText(i int) bool {
	return i+2 < len(r.d.Tokens) && r.d.Tokens[i].Fold == "[" && r.d.Tokens[i+1].Fold == "text" && r.d.Tokens[i+2].Fold == "]"
}
