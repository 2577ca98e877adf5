package rules

// An access is a way into a rule. Without its feature and its second the rule is not met by it.
type access struct {
	feature feature
	second  uint32 // a further feature in the low bits, the least severity in the high
}

const (
	secondBits = 29
	secondMask = 1<<secondBits - 1
)

// A way is an access on the way to it: what must hold besides, so far.
type way struct {
	severity uint32
	second   feature
	chance   float64 // that a report has the second
}

// tryCost is what it costs to try a rule on a report, as against passing over its posting: a visit to memory that nobody
// visited lately.
const tryCost = 60

// accesses returns the ways into a rule, each feature once.
func (s *step) accesses() []access {
	list := s.enter(way{chance: 1}, nil)
	if list == nil {
		return []access{{always, 0}}
	}
	// The same feature by two ways is one way, with what both ask for.
	out := list[:0]
	for _, a := range list {
		known := false
		for i := range out {
			if out[i].feature == a.feature {
				known = true
				if out[i].second != a.second {
					out[i].second = min(out[i].second>>secondBits, a.second>>secondBits) << secondBits
				}
			}
		}
		if !known {
			out = append(out, a)
		}
	}
	return out
}

// enter appends the ways into a step; what must hold besides comes in with. It returns nil when there is no way that not
// every report has.
func (s *step) enter(with way, out []access) []access {
	switch s.ins {
	case insFeature:
		if with.second == s.arg {
			with.second = always
		}
		return append(out, access{s.arg, with.severity<<secondBits | with.second})
	case insOr:
		for i := range s.kids {
			if out = s.kids[i].enter(with, out); out == nil {
				return nil
			}
		}
		return out
	case insAnd:
		if best, _ := s.cheapest(with); best >= 0 {
			return s.kids[best].enter(s.beside(best, with), out)
		}
	}
	return nil
}

// cheapest returns the member of an AND that it costs least to enter by; -1 when there is none.
func (s *step) cheapest(with way) (best int, least float64) {
	best = -1
	for i := range s.kids {
		if c, ok := s.kids[i].cost(s.beside(i, with)); ok && (best < 0 || c < least) {
			best, least = i, c
		}
	}
	return best, least
}

// cost is what it costs a report, on average, that a rule is entered by a step; ok is false when that is not possible.
func (s *step) cost(with way) (sum float64, ok bool) {
	switch s.ins {
	case insFeature:
		return s.chance * (1 + tryCost*with.chance), true
	case insOr:
		for i := range s.kids {
			c, ok := s.kids[i].cost(with)
			if !ok {
				return 0, false
			}
			sum += c
		}
		return sum, true
	case insAnd:
		best, least := s.cheapest(with)
		return least, best >= 0
	}
	return 0, false
}

// beside adds to a way what the other members of an AND ask for: the rarest feature, the highest severity.
func (s *step) beside(entered int, with way) way {
	for i := range s.kids {
		switch k := &s.kids[i]; {
		case i == entered:
		case k.ins == insFeature && k.chance < with.chance:
			with.second, with.chance = k.arg, k.chance
		case k.ins == insCompare:
			with.severity = max(with.severity, k.leastSeverity())
		}
	}
	return with
}

// leastSeverity returns the severity that a comparison asks for at least.
func (s *step) leastSeverity() uint32 {
	n := s.arg & (1<<23 - 1)
	if s.arg>>26&3 != numberOf(kindSeverity) {
		return 0
	}
	switch cmp(s.arg >> 23 & 7) {
	case cmpAtLeast, cmpIs:
		return n
	case cmpOver:
		return n + 1
	}
	return 0
}

// tellings is how many features of a kind a report has, roughly.
var tellings = [featureKinds]float64{ofTerm: 250, ofPhrase: 3, ofPrefix: 20}

// idTellings is the same for ids.
var idTellings = [idKinds]float64{idRegion: 8, idMention: 20, idActor: 8, idBy: 2, idTarget: 2, idBlamed: 0.5, idEvent: 3, idClass: 2,
	idSource: 1, idLang: 1}

// chance guesses how likely a report has a feature: what many rules ask for, many reports tell.
func (v *vocabulary) chance(f feature) float64 {
	info := &v.known[f]
	told := tellings[info.kind]
	all := v.asked[info.kind]
	if info.kind == ofID {
		told, all = idTellings[info.id], v.askedIDs[info.id]
	}
	if info.title {
		told /= 30
	}
	return min(0.9, told*float64(info.refs)/float64(all+askedAtFirst))
}

// askedAtFirst keeps the first rules from being taken for the world.
const askedAtFirst = 100
