package rules

import (
	"slices"

	"tocsin/text"
)

// kind says how the values of a field are read and compared.
type kind uint8

const (
	kindWords kind = iota // words without a field
	kindTitle
	kindRegion
	kindMentions
	kindNear
	kindActor
	kindBy
	kindBlamed
	kindTarget
	kindEvent
	kindClass
	kindSeverity
	kindKilled
	kindWounded
	kindSources
	kindSource
	kindLang
)

// A field is one row of the table of fields.
type field struct {
	name    string
	kind    kind
	compare bool // takes an operator and a number or level, not a colon and names
}

var wordsField = &field{kind: kindWords}

// fields is the table of the rule language. To add a field: a row and a kind here, its reading in parse.go, its meaning
// in eval.go, its words in say.go.
var fields = []*field{
	{name: "region", kind: kindRegion},
	{name: "mentions", kind: kindMentions},
	{name: "near", kind: kindNear},
	{name: "actor", kind: kindActor},
	{name: "by", kind: kindBy},
	{name: "blamed", kind: kindBlamed},
	{name: "target", kind: kindTarget},
	{name: "event", kind: kindEvent},
	{name: "class", kind: kindClass},
	{name: "severity", kind: kindSeverity, compare: true},
	{name: "killed", kind: kindKilled, compare: true},
	{name: "wounded", kind: kindWounded, compare: true},
	{name: "sources", kind: kindSources, compare: true},
	{name: "source", kind: kindSource},
	{name: "lang", kind: kindLang},
	{name: "title", kind: kindTitle},
}

// aliases are other words for fields that people try first.
var aliases = map[string]string{
	"country": "region", "place": "region", "where": "region", "in": "region", "location": "region", "focus": "region",
	"mention": "mentions", "who": "actor", "group": "actor", "initiator": "by", "attacker": "by", "perpetrator": "by",
	"accused": "blamed", "on": "target", "victim": "target", "type": "event", "level": "severity", "dead": "killed",
	"deaths": "killed", "injured": "wounded", "publishers": "sources", "language": "lang", "headline": "title",
	"distance": "near", "feed": "source",
}

// fieldNamed returns the field of a name, nil when there is none.
func fieldNamed(name string) *field {
	i := slices.IndexFunc(fields, func(f *field) bool { return f.name == name })
	if i < 0 {
		return nil
	}
	return fields[i]
}

// nearestFields returns the fields that somebody who wrote name may have meant.
func nearestFields(name string) []string {
	if a, ok := aliases[text.Fold(name)]; ok {
		return []string{a}
	}
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.name
	}
	return nearest(name, names, 3)
}

// ofEvent says whether a clause of this kind asks about one event.
func (k kind) ofEvent() bool {
	switch k {
	case kindBy, kindBlamed, kindTarget, kindEvent, kindClass:
		return true
	}
	return false
}
