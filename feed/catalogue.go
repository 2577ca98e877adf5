package feed

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"tocsin/text"
)

// Kinds of sources.
const (
	KindNews         = "news"
	KindHumanitarian = "humanitarian" // the United Nations, aid and rights
	KindAnalysis     = "analysis"     // research, and specialists of conflict
	KindGovernment   = "government"
	KindAuthority    = "authority" // warns of danger: weather, earthquakes, outbreaks; polled often however rarely it speaks
)

//go:embed catalogue.tsv
var catalogueTSV string

// A Listing is a well-known public feed. It is no source until somebody adds it.
type Listing struct {
	Name    string
	URL     string
	Lang    string // BCP 47
	Region  string // id of the place it mostly reports on; empty for the world
	Kind    string
	Default bool // a fresh installation begins with it
}

// Source returns the operator's source that a listing describes, not yet read.
func (l *Listing) Source() Source {
	return Source{Name: l.Name, URL: l.URL, Lang: l.Lang, Region: l.Region, Kind: l.Kind}
}

// A Catalogue is a list of well-known public feeds, in the order in which they are offered.
type Catalogue []Listing

// LoadCatalogue returns the catalogue that Tocsin ships with. The caller keeps it: it is read anew each time.
func LoadCatalogue() (Catalogue, error) { return readCatalogue(catalogueTSV) }

func readCatalogue(tsv string) (Catalogue, error) {
	var c Catalogue
	for n, line := range strings.Split(tsv, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 6 || f[0] == "" || f[1] == "" || f[5] != "" && f[5] != "default" {
			return nil, fmt.Errorf("catalogue: line %d is not name, address, lang, region, kind, default", n+1)
		}
		c = append(c, Listing{Name: f[0], URL: f[1], Lang: f[2], Region: f[3], Kind: f[4], Default: f[5] == "default"})
	}
	return c, nil
}

// Defaults returns what a fresh installation begins with.
func (c Catalogue) Defaults() []Source {
	var out []Source
	for i := range c {
		if c[i].Default {
			out = append(out, c[i].Source())
		}
	}
	return out
}

// Find returns the listing of an address, nil when there is none.
func (c Catalogue) Find(address string) *Listing {
	for i := range c {
		if c[i].URL == address {
			return &c[i]
		}
	}
	return nil
}

// In returns the listings whose region is one of ids, in the order of ids.
func (c Catalogue) In(ids ...string) []Listing {
	var out []Listing
	for _, id := range ids {
		for i := range c {
			if c[i].Region == id && id != "" {
				out = append(out, c[i])
			}
		}
	}
	return out
}

// Complete returns at most n listings for what has been typed: every word must begin a word of the name, the host, the
// language, the region id or the kind, without regard to case and accents. Names that begin with it come first, defaults
// before others; for nothing typed the defaults lead.
func (c Catalogue) Complete(typed string, n int) []Listing {
	typed = foldWords(typed)
	words := strings.Fields(typed)
	type ranked struct {
		rank int
		Listing
	}
	var found []ranked
	for _, l := range c {
		name := foldWords(l.Name)
		have := strings.Fields(name + " " + foldWords(l.URL) + " " + foldWords(l.Lang+" "+l.Region+" "+l.Kind))
		if slices.ContainsFunc(words, func(w string) bool {
			return !slices.ContainsFunc(have, func(h string) bool { return strings.HasPrefix(h, w) })
		}) {
			continue
		}
		r := ranked{Listing: l}
		if !strings.HasPrefix(name, typed) {
			r.rank += 2
		}
		if !l.Default {
			r.rank++
		}
		found = append(found, r)
	}
	slices.SortStableFunc(found, func(a, b ranked) int { return a.rank - b.rank })
	out := make([]Listing, 0, min(n, len(found)))
	for _, r := range found[:min(n, len(found))] {
		out = append(out, r.Listing)
	}
	return out
}

// foldWords returns the words of s as they are compared, one space between them.
func foldWords(s string) string {
	words := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" \t-./:'’,()+?=&_", r) })
	for i, w := range words {
		words[i] = text.Fold(w)
	}
	return strings.Join(words, " ")
}
