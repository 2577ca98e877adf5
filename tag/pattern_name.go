package tag

import (
	"fmt"
	"sort"
	"strings"

	"tocsin/report"
	"tocsin/text"
)

// A named is a kind of name that a pattern may ask for, written as <armed>; 0 for none.
type named uint8

const (
	namedPlace  named = iota + 1 // <place>: land, with which no pattern begins
	namedState                   // <state>: a state or its government
	namedArmed                   // <armed>: who bears arms, by name or as gunmen, rebels, soldiers
	namedForce                   // <force>: those of them who wage war rather than keep order or rob
	namedOutlaw                  // <outlaw>: those of them whom no state sends
	namedLeader                  // <leader>: who leads a state or party, by name or office
	namedPeople                  // <people>: people without a name who bear no arms
	kinds
)

var namedKinds = map[string]named{"<place>": namedPlace, "<state>": namedState, "<armed>": namedArmed, "<force>": namedForce, "<outlaw>": namedOutlaw, "<leader>": namedLeader, "<people>": namedPeople}

// special reads what in a pattern is neither a word nor a name: gaps and numbers.
func special(piece string) (element, bool) {
	switch piece {
	case "_":
		return element{gap: maxGap}, true
	case "~":
		return element{gap: plainGap, plain: true}, true
	case "#":
		return element{number: true}, true
	}
	return element{}, false
}

// expand writes out the groups of words that a pattern names: {aircraft} is all of them, within brackets or alone.
func (ps *patterns) expand(src string) (string, error) {
	var b strings.Builder
	for rest := src; ; {
		before, after, ok := strings.Cut(rest, "{")
		b.WriteString(before)
		if !ok {
			return b.String(), nil
		}
		name, behind, _ := strings.Cut(after, "}")
		words, known := ps.groups[name]
		if !known {
			return "", fmt.Errorf("pattern %q: no group of words is called %q", src, name)
		}
		if done := b.String(); strings.LastIndexByte(done, '(') > strings.LastIndexByte(done, ')') {
			b.WriteString(words)
		} else {
			b.WriteString("(" + words + ")")
		}
		rest = behind
	}
}

// group reads "{name} = word|word", which patterns behind it may write as {name}; groups may be made of groups.
func (ps *patterns) group(line string) error {
	name, words, ok := strings.Cut(line, "=")
	if name = strings.Trim(name, "{} "); !ok || name == "" {
		return fmt.Errorf("want {name} = word|word: %q", line)
	}
	words, err := ps.expand("(" + strings.TrimSpace(words) + ")")
	if err != nil {
		return err
	}
	ps.groups[name] = strings.Trim(words, "()")
	return nil
}

// nameAt returns the last token of a name of this kind that begins at token i, -1 without one.
func (r *reading) nameAt(k named, i int) int {
	if k == namedPlace { // as such, not as that of an owner: "Chad's army"
		hits := r.places.Hits
		n := sort.Search(len(hits), func(n int) bool { return hits[n].First >= i })
		if n == len(hits) || hits[n].First != i || hits[n].People || r.places.Water(n) {
			return -1
		}
		if last := hits[n].Last; last+1 == len(r.d.Tokens) || r.d.Tokens[last+1].Kind != text.Possessive {
			return last
		}
		return -1
	}
	n := r.actorAt[i]
	if n == 0 {
		return -1
	}
	h := &r.actors[n-1]
	if h.first != i && !(h.first == i-1 && r.is(i-1, cDet)) || k == namedState && (h.place || h.adj) || !k.holds(r.actorInfo(h)) {
		return -1
	}
	return h.last
}

func (k named) holds(a *actor) bool {
	switch k {
	case namedState:
		return a.kind == report.State
	case namedOutlaw:
		return a.kind == report.ArmedGroup || a.id == "rebels" || a.id == "militants" || a.id == "gunmen" || a.id == "bandits"
	case namedLeader:
		return a.kind == report.Leader || a.id == "officials"
	case namedForce:
		return a.kind == report.Military || a.kind == report.ArmedGroup || a.kind == report.Coalition || a.id == "rebels" || a.id == "militants"
	case namedArmed:
		return namedForce.holds(a) || a.kind == report.Police || a.kind == report.Intelligence || a.id == "gunmen" || a.id == "bandits" || a.id == "commanders"
	case namedPeople:
		return a.kind == report.People && !namedArmed.holds(a)
	}
	return false
}
