package main

import (
	"fmt"
	"runtime/debug"

	"github.com/alecthomas/kong"

	"tocsin/tag"
)

// version is set by the linker for a release: -ldflags "-X main.version=1.2.3".
var version = ""

// versionOf returns the release, or what the build knows of the source it was made from.
func versionOf() string {
	if version != "" {
		return version
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "dev"
	}
	rev, dirty := "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision" && len(s.Value) >= 7:
			rev = "-" + s.Value[:7]
		case s.Key == "vcs.modified" && s.Value == "true":
			dirty = "+"
		}
	}
	return "dev" + rev + dirty
}

type versionCmd struct{}

// Run prints the version and the attributions of the data inside the program.
func (*versionCmd) Run(io *streams) error {
	_, err := fmt.Fprintf(io.Out, "tocsin %s\n\n%s", versionOf(), tag.Attribution)
	return err
}

// versionFlag is the command version for those who type it as a flag.
type versionFlag bool

// BeforeReset prints before anything else of the command line is looked at.
func (versionFlag) BeforeReset(k *kong.Kong) error {
	if err := (*versionCmd).Run(nil, &streams{Out: k.Stdout}); err != nil {
		return err
	}
	k.Exit(exitOK)
	return nil
}
