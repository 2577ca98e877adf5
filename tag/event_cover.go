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
}

// mishaps makes accidents of what words of violence tell of one: "killed in an explosion at a fireworks factory".
func (r *reading) mishaps() {
	for i := range r.triggers {
		t := &r.triggers[i]
		for k := i + 1; t.typ == report.Bombing && k < len(r.triggers) && r.triggers[k].first <= t.last; k++ {
			if r.triggers[k].typ == report.Accident {
				t.typ = report.Accident
			}
		}
	}
}
