package tag

import "tocsin/report"

// dropCovered takes away what a longer phrase before it tells more exactly: the verb of a clause ("arsonists attacked"), and the
// violence that is ended or refrained from ("suspend attacks", "lift the blockade").
func (r *reading) dropCovered() {
	whole := -1
	out := r.triggers[:0]
	for _, t := range r.triggers {
		if whole >= 0 {
			if w := &out[whole]; t.first > w.first && t.last <= w.last && (w.pos == posClause || cooperates(w.typ) && classOf(t.typ) == report.MaterialConflict) {
				continue
			}
		}
		out = append(out, t)
		if whole < 0 || t.last > out[whole].last {
			whole = len(out) - 1
		}
	}
	r.triggers = out
	r.mishaps()
}

// mishaps makes accidents of what words of violence or disaster tell of one: "killed in an explosion at a fireworks factory",
// "drowned when a boat capsized".
func (r *reading) mishaps() {
	for i := range r.triggers {
		t := &r.triggers[i]
		drowned := t.typ == report.Disaster && r.d.Tokens[t.first].Stem == "drown"
		for k := i + 1; (drowned || t.typ == report.Bombing) && k < len(r.triggers); k++ {
			o := &r.triggers[k]
			if o.typ == report.Accident && (o.first <= t.last || drowned && r.d.Tokens[o.first].Sentence == r.d.Tokens[t.first].Sentence) {
				t.typ = report.Accident
				break
			}
		}
	}
}
