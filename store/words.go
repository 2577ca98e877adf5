package store

import (
	"strings"

	"tocsin/desk"
	"tocsin/report"
	"tocsin/text"
)

// The table words has a row a report, with its words as the analysis of its text gives them, and with what it is about as
// words of their own that no text can contain: "f=iq" for a report that happens in Iraq. FTS5 cuts at spaces only.
const (
	aboutFocus = "f="
	aboutPlace = "p="
	aboutActor = "a="
	aboutEvent = "e="
)

// terms returns what a report is found by, each once, separated by spaces.
func terms(d *text.Doc, t *report.Tags) string {
	w := termWriter{seen: make(map[string]struct{}, len(d.Tokens))}
	for i := range d.Tokens {
		tok := &d.Tokens[i]
		if tok.Kind == text.Word || tok.Kind == text.Number {
			w.add("", tok.Stem)
			if tok.Fold != tok.Stem {
				w.add("", tok.Fold)
			}
		}
	}
	for i := range t.Places {
		p := &t.Places[i]
		w.addAll(aboutPlace, p.ID, p.Within)
		if p.Focus {
			w.addAll(aboutFocus, p.ID, p.Within)
		}
	}
	for _, id := range t.Focus {
		w.add(aboutFocus, id)
	}
	for i := range t.Actors {
		w.addAll(aboutActor, t.Actors[i].ID, t.Actors[i].Within)
	}
	for i := range t.Events {
		w.add(aboutEvent, string(t.Events[i].Type))
	}
	return w.out.String()
}

type termWriter struct {
	out  strings.Builder
	seen map[string]struct{}
}

func (w *termWriter) add(kind, word string) {
	word = kind + word
	if _, ok := w.seen[word]; ok || !oneTerm(word) {
		return
	}
	w.seen[word] = struct{}{}
	w.out.WriteString(word)
	w.out.WriteByte(' ')
}

func (w *termWriter) addAll(kind, id string, within []string) {
	w.add(kind, id)
	for _, id := range within {
		w.add(kind, id)
	}
}

// oneTerm says whether FTS5 takes a word for one term: whole, and not as a phrase.
func oneTerm(w string) bool {
	return w != "" && !strings.ContainsFunc(w, func(r rune) bool { return r <= ' ' || r == '\'' || r == '"' || r == 0x7f })
}

// match returns the FTS5 query for what the index can tell of needs: a report that meets them all is among what it
// finds. It is empty when the index can tell nothing.
func match(needs []desk.Need) string {
	var all []string
	for _, n := range needs {
		kind, ok := map[desk.NeedKind]string{desk.NeedFocus: aboutFocus, desk.NeedPlace: aboutPlace, desk.NeedActor: aboutActor,
			desk.NeedEvent: aboutEvent, desk.NeedStem: ""}[n.Kind]
		if !ok || len(n.Any) == 0 {
			continue
		}
		var any []string
		for _, v := range n.Any {
			stem, prefix := v, ""
			if n.Kind == desk.NeedStem {
				if s, ok := strings.CutSuffix(v, "*"); ok {
					stem, prefix = s, "*"
				}
			}
			if !oneTerm(stem) {
				any = nil
				break
			}
			any = append(any, `"`+kind+stem+`"`+prefix)
		}
		if any != nil {
			all = append(all, "("+strings.Join(any, " OR ")+")")
		}
	}
	return strings.Join(all, " AND ")
}
