package tag

import (
	"sort"

	"tocsin/report"
	"tocsin/text"
)

// ships finds warships by the letters before their name: "USS Mahan", "HMS Ocean".
func (r *reading) ships() {
	before := len(r.actors)
	for i := 0; i+1 < len(r.d.Tokens); i++ {
		if r.d.Tokens[i].Shape != text.Upper {
			continue
		}
		switch r.d.Raw(i) {
		case "USS", "HMS", "HMAS", "HMCS", "INS", "RFS", "USNS":
			if j := i + 1; r.actorAt[i] == 0 && r.capital(j) && r.d.Tokens[j].Sentence == r.d.Tokens[i].Sentence && !r.sentence(i).Upper {
				last := j
				for last+1 < len(r.d.Tokens) && r.capital(last+1) && last < j+2 {
					last++
				}
				r.actors = append(r.actors, actorHit{actor: r.define(r.raw(i, last), report.Military), first: i, last: last})
				i = last
			}
		}
	}
	if len(r.actors) > before {
		sort.Slice(r.actors, func(i, j int) bool { return r.actors[i].first < r.actors[j].first })
		clear(r.actorAt)
		r.index()
	}
}
