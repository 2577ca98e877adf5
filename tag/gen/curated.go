package main

import (
	"fmt"
	"maps"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"tocsin/tag/internal/gaz"
)

// countries adds the countries and territories of our table with their names in all languages.
func (b *builder) countries() error {
	rs, err := rows(filepath.Join(b.data, "countries.tsv"), 5)
	if err != nil {
		return err
	}
	for _, r := range rs {
		kind := gaz.Country
		if r[1] == "t" {
			kind = gaz.Territory
		}
		i, err := b.add(gaz.DraftPlace{ID: r[0], Name: r[2],
			Place: gaz.Place{Kind: kind, Country: gaz.None, Admin1: gaz.None}})
		if err != nil {
			return err
		}
		b.places[i].Country = uint32(i)
		b.name(i, r[2], gaz.Official)
		for _, n := range list(r[3]) {
			if capsOnly(n) {
				b.name(i, n, gaz.Capitals)
			} else {
				b.name(i, n, gaz.Official)
			}
		}
		for _, n := range list(r[4]) {
			b.name(i, n, gaz.People)
		}
		for _, c := range b.tongues {
			if n := c[r[0]]; n != "" && wanted(n) {
				b.name(i, n, gaz.Other)
			}
		}
	}
	return b.isoNames()
}

// isoNames adds the names of countries in the languages of i18n-iso-countries.
func (b *builder) isoNames() error {
	for _, l := range languages {
		if l == "ckb" || l == "so" {
			continue // not among them, or known to be unreliable
		}
		var file struct {
			Countries map[string]any `json:"countries"`
		}
		if err := readJSON(filepath.Join(b.dirs["i18n-iso-countries"], "package/langs", l+".json"), &file); err != nil {
			continue
		}
		for _, code := range slices.Sorted(maps.Keys(file.Countries)) {
			names := file.Countries[code]
			i, ok := b.byID[code]
			if !ok {
				continue
			}
			switch v := names.(type) {
			case string:
				b.otherName(i, v)
			case []any:
				for _, n := range v {
					if s, ok := n.(string); ok {
						b.otherName(i, s)
					}
				}
			}
		}
	}
	return nil
}

// otherName adds a foreign name of a country unless another country is called so in English: Guinea is not Guyana.
func (b *builder) otherName(i int, name string) {
	if !wanted(name) {
		return
	}
	for p, k := range b.names[b.fold(name)] {
		if p != i && k <= gaz.People {
			return
		}
	}
	b.name(i, name, gaz.Other)
}

// areas adds areas and waters; their members follow when all places are known.
func (b *builder) areas() error {
	rs, err := rows(filepath.Join(b.data, "areas.tsv"), 8)
	if err != nil {
		return err
	}
	for _, r := range rs {
		p := gaz.DraftPlace{ID: r[0], Name: r[6], Place: gaz.Place{Kind: gaz.Area, Country: gaz.None, Admin1: gaz.None}}
		if r[1] == "water" {
			p.Kind = gaz.Water
		}
		if r[2] != "" {
			c, ok := b.byID[r[2][:2]]
			if !ok {
				return fmt.Errorf("areas: %s lies in %s, which is no country", r[0], r[2])
			}
			p.Country = uint32(c)
		}
		lat, err := strconv.ParseFloat(r[3], 32)
		if err != nil {
			return fmt.Errorf("areas: %s: %w", r[0], err)
		}
		lon, err := strconv.ParseFloat(r[4], 32)
		if err != nil {
			return fmt.Errorf("areas: %s: %w", r[0], err)
		}
		p.Lat, p.Lon = float32(lat), float32(lon)
		i, err := b.add(p)
		if err != nil {
			return err
		}
		b.name(i, r[6], gaz.Official)
		for _, n := range list(r[7]) {
			if capsOnly(n) {
				b.name(i, n, gaz.Capitals)
			} else {
				b.name(i, n, gaz.Official)
			}
		}
	}
	return nil
}

// members puts countries, regions and areas into the areas that name them.
func (b *builder) members() error {
	rs, err := rows(filepath.Join(b.data, "areas.tsv"), 8)
	if err != nil {
		return err
	}
	for _, r := range rs {
		area := b.byID[r[0]]
		if len(r[2]) > 2 {
			region, ok := b.byID[r[2]]
			if !ok {
				return fmt.Errorf("areas: %s lies in %s, which is unknown", r[0], r[2])
			}
			b.places[area].Admin1 = uint32(region)
		}
		for _, m := range list(r[5]) {
			i, ok := b.byID[m]
			if !ok {
				return fmt.Errorf("areas: %s has the member %s, which is unknown", r[0], m)
			}
			b.places[i].Within = append(b.places[i].Within, area)
			if b.places[area].Country != gaz.None && len(list(r[5])) == 1 && b.places[i].Kind == gaz.Admin1 {
				b.places[area].Admin1 = uint32(i)
			}
		}
	}
	return nil
}

// curated adds our names of places: missing spellings, abbreviations of states, institutions.
func (b *builder) curated() error {
	rs, err := rows(filepath.Join(b.data, "names.tsv"), 3)
	if err != nil {
		return err
	}
	for _, r := range rs {
		i, ok := b.byID[r[0]]
		if !ok {
			return fmt.Errorf("names: there is no place %s", r[0])
		}
		kind := gaz.Official
		switch r[1] {
		case "short":
			kind = gaz.Short
		case "people":
			kind = gaz.People
		case "capitals":
			kind = gaz.Capitals
		}
		for _, n := range list(r[2]) {
			b.name(i, n, kind)
			if seat, ok := b.seats[i]; ok && kind == gaz.Official {
				b.name(seat, n, kind) // a spelling of the region's name is one of its seat's
			}
		}
	}
	if err := b.peoples(); err != nil {
		return err
	}
	rs, err = rows(filepath.Join(b.data, "institutions.tsv"), 2)
	if err != nil {
		return err
	}
	for _, r := range rs {
		i, ok := b.byID[r[1]]
		if !ok {
			return fmt.Errorf("institutions: %s stands for %q, which is unknown", r[0], r[1])
		}
		b.name(i, r[0], gaz.Body)
	}
	return nil
}

// A centre is a weighted mean of positions.
type centre struct{ lat, lon, weight float64 }

func (c *centre) add(lat, lon, weight float64) {
	c.lat += lat * weight
	c.lon += lon * weight
	c.weight += weight
}

// sums gives countries and regions the middle of their cities as their position, and the ids of all places as names.
func (b *builder) sums() error {
	for i, c := range b.middle {
		if p := &b.places[i]; c.weight > 0 {
			p.Lat, p.Lon = float32(c.lat/c.weight), float32(c.lon/c.weight)
		}
	}
	for i := range b.places {
		p := &b.places[i]
		if p.Kind == gaz.Admin2 && p.Admin1 != gaz.None && p.Lat == 0 && p.Lon == 0 {
			p.Lat, p.Lon = b.places[p.Admin1].Lat, b.places[p.Admin1].Lon // none of its towns is known
		}
		if math.IsNaN(float64(p.Lat)) {
			return fmt.Errorf("%s has no position", p.ID)
		}
		if p.Kind == gaz.Admin2 && p.Country != gaz.None { // the sources have few of its towns, but people speak of it
			p.Population = max(p.Population, uint32(secondly[b.places[p.Country].ID]))
		}
		slices.Sort(p.Within)
		p.Within = slices.Compact(p.Within)
		if strings.Contains(p.ID, "\t") {
			return fmt.Errorf("bad id %q", p.ID)
		}
	}
	return nil
}
