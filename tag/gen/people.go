package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"tocsin/tag/internal/gaz"
	"tocsin/text"
)

// peoples adds adjectives and inhabitants in other languages. A form that is a country's name, like the Spanish "china",
// stays that.
func (b *builder) peoples() error {
	rs, err := rows(filepath.Join(b.data, "people.tsv"), 3)
	if err != nil {
		return err
	}
	for _, r := range rs {
		i, ok := b.byID[r[0]]
		if !ok {
			return fmt.Errorf("people: there is no place %s", r[0])
		}
		for _, n := range list(r[2]) {
			if len(b.names[b.fold(n)]) == 0 || b.names[b.fold(n)][i] != 0 || r[1] == "ar" {
				b.name(i, n, gaz.People)
				b.stems(i, n, gaz.People)
			}
		}
	}
	return nil
}

// inflected adds the stems of the Cyrillic names of places that are talked of, so that their cases are found.
func (b *builder) inflected() error {
	var todo []struct {
		place int
		name  string
	}
	for name, places := range b.names {
		if r := []rune(name)[0]; r < 0x0400 || r >= 0x0530 {
			continue
		}
		for i, kind := range places {
			p := &b.places[i]
			if kind <= gaz.Other && (p.Kind != gaz.City || p.Population >= 50000 || p.Seat > 1 || b.closely(p)) {
				todo = append(todo, struct {
					place int
					name  string
				}{i, name})
			}
		}
	}
	for _, t := range todo {
		b.stems(t.place, t.name, gaz.Stem)
	}
	return nil
}

func (b *builder) closely(p *gaz.DraftPlace) bool {
	return closely[b.places[p.Country].ID] && p.Population >= 1000
}

// stems adds a Cyrillic name with its words stemmed as Russian and as Ukrainian, unless that is somebody's name.
func (b *builder) stems(place int, name string, kind gaz.NameKind) {
	words := strings.Fields(b.fold(name))
	for _, lang := range []string{"ru", "uk"} {
		stemmed := make([]string, len(words))
		for k, w := range words {
			if r := []rune(w); r[0] < 0x0400 || r[0] >= 0x0530 {
				return
			}
			stemmed[k] = text.Stem(lang, w)
		}
		s := strings.Join(stemmed, " ")
		if m := b.names[s]; len([]rune(s)) < 3 || s == strings.Join(words, " ") && kind == gaz.Stem || kind == gaz.Stem && hasOwn(m) {
			continue
		}
		if b.names[s] == nil {
			b.names[s] = make(map[int]gaz.NameKind)
		}
		if _, ok := b.names[s][place]; !ok {
			b.names[s][place] = kind
		}
	}
}

// hasOwn says whether a name is more than a stem for some place.
func hasOwn(m map[int]gaz.NameKind) bool {
	for _, k := range m {
		if k <= gaz.Other {
			return true
		}
	}
	return false
}
