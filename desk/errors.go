package desk

import (
	"errors"
	"fmt"
	"strings"

	"tocsin/rules"
)

// Kind says why something was refused.
type Kind string

const (
	Invalid   Kind = "invalid"   // what was typed cannot be understood
	Forbidden Kind = "forbidden" // the caller may not
	Missing   Kind = "missing"   // there is none, as far as the caller may know
	Full      Kind = "full"      // a quota is reached
)

// An Error is a refusal whose words the person who asked may read, and can act on. Any other error of this package is
// the service's own, and its text is for the log.
type Error struct {
	Kind Kind
	Text string // whole sentences, plain text
	Code string // lines to show in a fixed width under it, such as a rule with a caret; mostly empty
}

func (e *Error) Error() string {
	if e.Code == "" {
		return e.Text
	}
	return e.Text + "\n" + e.Code
}

func invalid(format string, args ...any) error {
	return &Error{Kind: Invalid, Text: fmt.Sprintf(format, args...)}
}

func forbidden(format string, args ...any) error {
	return &Error{Kind: Forbidden, Text: fmt.Sprintf(format, args...)}
}

func missing(format string, args ...any) error {
	return &Error{Kind: Missing, Text: fmt.Sprintf(format, args...)}
}

func full(format string, args ...any) error {
	return &Error{Kind: Full, Text: fmt.Sprintf(format, args...)}
}

// refused turns an error of the rule language into one that a person may read; others stay what they are.
func refused(err error) error {
	e, ok := errors.AsType[*rules.Error](err)
	if !ok {
		return err
	}
	_, place, _ := strings.Cut(e.Error(), "\n")
	return &Error{Kind: Invalid, Text: sentence(e.Summary()), Code: place}
}
