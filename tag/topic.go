package tag

import "tocsin/text"

// topic is a world in which words of war are figures of speech, 0 for none.
type topic = class

// findTopics tells for each sentence whether it is of sport, markets or culture.
func (r *reading) findTopics() {
	r.topics = make([]topic, len(r.d.Sentences))
	for s := range r.d.Sentences {
		st := &r.d.Sentences[s]
		for _, c := range [...]class{cSport, cMarkets, cCulture} {
			if r.gist[s]&c == 0 && (c != cSport || r.lang.code == "en") {
				continue
			}
			seen := ""
			for i := st.First; i < st.End; i++ {
				if c == cSport && r.result(i, st) {
					r.topics[s] = c
					break
				}
				if r.is(i, c) && r.actorAt[i] == 0 {
					if w := r.d.Tokens[i].Fold; seen == "" {
						seen = w
					} else if w != seen {
						r.topics[s] = c
						break
					}
				}
			}
		}
	}
}

// result says whether the result of a game stands at token i, "5:0" or "(3-0)", which closes its sentence.
func (r *reading) result(i int, s *text.Sentence) bool {
	if r.lang.code == "en" || i+2 >= s.End || r.d.Tokens[i].Kind != text.Number || r.d.Tokens[i+2].Kind != text.Number {
		return false
	}
	if f := r.d.Tokens[i+1].Fold; f != ":" && f != "-" && f != "–" || r.d.Tokens[i+1].Space || r.d.Tokens[i+2].Space {
		return false
	}
	return len(r.d.Tokens[i].Fold) == 1 && len(r.d.Tokens[i+2].Fold) == 1 && (i+3 >= s.End || r.d.Tokens[i+3].Kind == text.Punct)
}

// wholeTopic makes all of a report sport when most of its sentences are.
func (r *reading) wholeTopic() {
	count := 0
	for _, t := range r.topics {
		if t == cSport {
			count++
		}
	}
	if count*2 < len(r.topics) {
		return
	}
	for s := range r.topics {
		r.topics[s] = cSport
	}
}
