package tag

// topic is a world in which words of war are figures of speech, 0 for none.
type topic = class

// findTopics tells for each sentence whether it is of sport, markets or culture.
func (r *reading) findTopics() {
	r.topics = make([]topic, len(r.d.Sentences))
	for s := range r.d.Sentences {
		st := &r.d.Sentences[s]
		for _, c := range [...]class{cSport, cMarkets, cCulture} {
			seen := ""
			for i := st.First; i < st.End; i++ {
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
