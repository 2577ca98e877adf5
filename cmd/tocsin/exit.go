package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/alecthomas/kong"
)

// Exit statuses that other programs rely on.
const (
	exitOK = 0
	// exitFailed: some of the input was bad, or an operation failed. The command line is right: with other input, or later,
	// it may do.
	exitFailed = 1
	// exitUsage: the command line or the configuration must change before this can work: a command, flag or value that there
	// is not, a file that it names and that cannot be opened, a database that another process has.
	exitUsage = 2
)

// exitHelp is the rule in the words of --help.
const exitHelp = `Exit status: 0 all well; 1 some of the input was bad, or an operation failed; 2 the command line or the configuration must change, also where a file that it names cannot be opened.`

// usageError is wrong usage or configuration: one line that says what to do.
type usageError struct{ err error }

func (e usageError) Error() string { return e.err.Error() }
func (e usageError) Unwrap() error { return e.err }

// A settingError is a wrong value of one setting. It names it as it was given: by environment, or by flag.
type settingError struct {
	flag  string // its name without dashes
	typed bool   // the flag stood on the command line
	err   error
}

func (e *settingError) Error() string {
	name := "TOCSIN_" + strings.ToUpper(strings.ReplaceAll(e.flag, "-", "_"))
	if e.typed {
		name = "--" + e.flag
	}
	return name + ": " + e.err.Error()
}

func (e *settingError) Unwrap() error { return e.err }

// wrongSetting is a usageError about the setting of a flag.
func wrongSetting(flag string, err error) error {
	return usageError{&settingError{flag: flag, err: err}}
}

// asGiven returns an error with its setting named as it stood on the command line, if it did.
func asGiven(err error, k *kong.Context) error {
	var setting *settingError
	if errors.As(err, &setting) {
		for _, p := range k.Path {
			setting.typed = setting.typed || p.Flag != nil && !p.Resolved && p.Flag.Name == setting.flag
		}
	}
	return err
}

// errBadInput says that some of the input was bad. That was answered where it stood: nothing is left to print.
var errBadInput = errors.New("some input was bad")

// exitStatus tells w what a command ended with, if there is anything to tell, and returns its exit status.
func exitStatus(err error, k *kong.Context, w io.Writer) int {
	var usage usageError
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errBadInput):
		return exitFailed
	}
	fmt.Fprintln(w, "tocsin:", asGiven(err, k))
	if errors.As(err, &usage) {
		return exitUsage
	}
	return exitFailed
}
