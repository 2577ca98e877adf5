package tag

import "tocsin/report"

// onlyMishap says whether a blast without a doer is that of the accident told in its sentence or beside it, "the plant exploded", "the
// blast occurred in a tank", or at the head of the report (lead, -1 for none).
func (r *reading) onlyMishap(t *trigger, lead int) bool {
	if t.typ != report.Bombing || len(t.initiators)+len(t.accused) > 0 || !r.goesUp(t) {
		return false
	}
	if lead >= 0 && t.status == report.Reported {
		return true
	}
	for i := range r.triggers {
		o := &r.triggers[i]
		if o.typ == report.Accident && o.status == t.status && o.aside == 0 && abs(int(r.d.Tokens[o.first].Sentence-r.d.Tokens[t.first].Sentence)) <= 1 {
			return true
		}
	}
	return false
}

// mishapAtHead returns the accident or disaster that a report begins with when it tells of no violence there but losses and
// blasts, which are those of the mishap; -1 for none.
func (r *reading) mishapAtHead() int {
	lead := -1
	for i := range r.triggers {
		t := &r.triggers[i]
		switch {
		case t.typ == "" || r.late(t.first) || !grave(t.typ):
		case t.typ == report.Accident || t.typ == report.Disaster:
			if lead < 0 && t.aside == 0 && t.status == report.Reported {
				lead = i
			}
		case !r.tellsLoss(t) && !r.goesUp(t):
			return -1
		}
	}
	return lead
}

// goesUp says whether a trigger tells of a blast without saying whose it is.
func (r *reading) goesUp(t *trigger) bool {
	f := r.d.Tokens[t.first].Fold
	return r.blast([2]int{t.first, t.last}) || (f == "blew" || f == "blow" || f == "blows") && r.d.Tokens[t.last].Fold == "up"
}
