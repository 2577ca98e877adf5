package report

import (
	"encoding/json"
	"fmt"
	"strings"
)

// A Level is how bad it is. The zero value is Info. Levels are ordered and compare with < and >.
type Level int8

const (
	Info Level = iota
	Low
	Moderate
	High
	Critical
)

var levels = [...]struct{ word, symbol string }{
	{"info", "⚪"}, {"low", "🔵"}, {"moderate", "🟡"}, {"high", "🟠"}, {"critical", "🔴"},
}

// Levels returns all levels, least first.
func Levels() []Level { return []Level{Info, Low, Moderate, High, Critical} }

// String returns the word for a level.
func (l Level) String() string {
	if l < Info || l > Critical {
		return fmt.Sprintf("level(%d)", int8(l))
	}
	return levels[l].word
}

// Symbol returns the sign that stands before the word, never instead of it.
func (l Level) Symbol() string {
	if l < Info || l > Critical {
		return ""
	}
	return levels[l].symbol
}

// ParseLevel reads the word for a level, in any capitals.
func ParseLevel(s string) (Level, error) {
	for i, l := range levels {
		if strings.EqualFold(s, l.word) {
			return Level(i), nil
		}
	}
	return Info, fmt.Errorf("%q is not a severity: use info, low, moderate, high or critical", s)
}

// MarshalJSON writes the word.
func (l Level) MarshalJSON() ([]byte, error) { return json.Marshal(l.String()) }

// UnmarshalJSON reads the word.
func (l *Level) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return fmt.Errorf("severity: %w", err)
	}
	v, err := ParseLevel(s)
	if err != nil {
		return err
	}
	*l = v
	return nil
}

// Severity is a level with the sum that gave it.
type Severity struct {
	Level   Level    `json:"level"`
	Score   int      `json:"score"` // sum of the points of Because, never below 0
	Because []Reason `json:"because"`
}

// A Reason is one term of the sum behind a severity: what was found, what it counts, and the words that say so.
type Reason struct {
	Reason string `json:"reason"`
	Points int    `json:"points"`
	Text   string `json:"text"` // the words of the report; empty when the reason is not a stretch of it
}
