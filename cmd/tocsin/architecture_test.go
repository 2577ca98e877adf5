package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// layer is one row of the table in ARCHITECTURE.md.
type layer struct {
	imports, modules []string
}

// testModules may be used by the tests of every package.
var testModules = []string{
	"github.com/google/go-cmp", "github.com/rogpeppe/go-internal", "golang.org/x/tools", "pgregory.net/rapid",
	"go.uber.org/goleak", "github.com/chromedp",
}

// modulesInTests may be used by the tests of one package: the local Discord is tried with the library that it is for.
var modulesInTests = map[string][]string{"bot/localdiscord": {"github.com/bwmarrin/discordgo"}}

func TestImportsFollowArchitecture(t *testing.T) {
	root := filepath.Join("..", "..")
	table := readTable(t, filepath.Join(root, "ARCHITECTURE.md"))
	seen := make(map[string]bool)
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			nested := file != root && exists(filepath.Join(file, "go.mod"))
			if nested || d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && d.Name() != ".." {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(file, ".go") {
			return nil
		}
		dir, err := filepath.Rel(root, filepath.Dir(file))
		if err != nil {
			return err
		}
		pkg := owner(filepath.ToSlash(dir), table)
		row, ok := table[pkg]
		if !ok {
			t.Errorf("%s: package %s has no row in ARCHITECTURE.md", file, dir)
			return nil
		}
		seen[pkg] = true
		checkFile(t, file, pkg, row)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range table {
		if !seen[pkg] {
			t.Errorf("ARCHITECTURE.md has a row for %s, which has no Go file", pkg)
		}
	}
}

func checkFile(t *testing.T, file, pkg string, row layer) {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		t.Error(err)
		return
	}
	test := strings.HasSuffix(file, "_test.go")
	for _, spec := range f.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Error(err)
			continue
		}
		inner, ours := strings.CutPrefix(name, "tocsin/")
		switch {
		case ours:
			if !allowed(inner, append([]string{pkg}, row.imports...)) && !(test && allowedInTests(pkg, inner)) {
				t.Errorf("%s imports %s: the row of %s in ARCHITECTURE.md does not allow it", file, name, pkg)
			}
		case strings.Contains(strings.SplitN(name, "/", 2)[0], "."):
			if !allowed(name, row.modules) && !(test && (allowed(name, testModules) || allowed(name, modulesInTests[pkg]))) {
				t.Errorf("%s imports %s: the row of %s in ARCHITECTURE.md does not name its module", file, name, pkg)
			}
		}
	}
}

// allowedInTests: tests of the layers that meet the outside may run against the real store and the local Discord.
func allowedInTests(pkg, inner string) bool {
	switch pkg {
	case "bot":
		return inner == "bot/localdiscord" || inner == "store"
	case "alert":
		return inner == "store"
	case "desk":
		return inner == "store" || inner == "alert" || inner == "tag" // what a store keeps comes from the pipeline
	}
	return false
}

func allowed(name string, prefixes []string) bool {
	for _, p := range prefixes {
		if name == p || strings.HasPrefix(name, p+"/") && p != "bot" {
			return true
		}
	}
	return false
}

// owner returns the row that a directory belongs to: its own, or the nearest one above it.
func owner(dir string, table map[string]layer) string {
	for d := dir; d != "."; d = path.Dir(d) {
		if _, ok := table[d]; ok {
			return d
		}
	}
	return dir
}

var backquoted = regexp.MustCompile("`([^`]+)`")

func readTable(t *testing.T, file string) map[string]layer {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	words := func(cell string) []string {
		var ws []string
		for _, m := range backquoted.FindAllStringSubmatch(cell, -1) {
			ws = append(ws, m[1])
		}
		return ws
	}
	table := make(map[string]layer)
	for line := range strings.Lines(string(data)) {
		cells := strings.Split(line, "|")
		if len(cells) != 6 || len(words(cells[1])) != 1 {
			continue
		}
		table[words(cells[1])[0]] = layer{imports: words(cells[3]), modules: words(cells[4])}
	}
	if len(table) < 10 {
		t.Fatalf("read %d rows from the table of packages in %s", len(table), file)
	}
	return table
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}
