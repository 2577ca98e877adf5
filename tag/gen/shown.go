package main

import (
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"tocsin/tag/internal/gaz"
)

// transliterated are the countries whose places the sources write in Latin letters by the rules of scholars; news writes the
// same names without their marks: Jamjamāl, Ma’rib, Tall Rif‘at.
var transliterated = map[string]bool{"AE": true, "AF": true, "AM": true, "BD": true, "BG": true, "BH": true, "BT": true, "BY": true,
	"CN": true, "EG": true, "ER": true, "ET": true, "GE": true, "IL": true, "IN": true, "IQ": true, "IR": true, "JO": true,
	"JP": true, "KG": true, "KH": true, "KP": true, "KR": true, "KW": true, "KZ": true, "LA": true, "LB": true, "LK": true,
	"LY": true, "MM": true, "MN": true, "MV": true, "NP": true, "OM": true, "PK": true, "PS": true, "QA": true, "RU": true,
	"SA": true, "SD": true, "SY": true, "TH": true, "TJ": true, "TW": true, "UA": true, "UZ": true, "YE": true}

// plain returns a name as it is shown: of a country whose names are transliterated without marks and signs for sounds that
// English lacks.
func plain(country, name string) string {
	if !transliterated[country] {
		return name
	}
	bare := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) || strings.ContainsRune("'’‘ʼʻʿʾʹ`", r) {
			return -1
		}
		return r
	}, norm.NFD.String(name))
	return norm.NFC.String(bare)
}

// shown gives places the names by which news knows them, to be shown and to be found by.
func (b *builder) shown() error {
	rs, err := rows(filepath.Join(b.data, "shown.tsv"), 3)
	if err != nil {
		return err
	}
	var unknown []error
	for _, r := range rs {
		i, ok := b.byID[r[0]]
		if !ok {
			return fmt.Errorf("shown: there is no country or region %s", r[0])
		}
		if !strings.Contains(r[0], ".") {
			known := r[1]
			if r[2] != "" {
				known = r[2]
			}
			if i, ok = b.cityCalled(known, i); !ok {
				unknown = append(unknown, fmt.Errorf("shown: %s has no city that is called %s", r[0], known))
				continue
			}
		}
		b.places[i].Name = r[1]
		b.name(i, r[1], gaz.Official)
	}
	return errors.Join(unknown...)
}

// cityCalled returns the most populous city of a country that has a name.
func (b *builder) cityCalled(name string, country int) (int, bool) {
	best, found := 0, false
	for _, i := range slices.Sorted(maps.Keys(b.names[b.fold(name)])) {
		p := &b.places[i]
		if p.Kind == gaz.City && int(p.Country) == country && (!found || p.Population > b.places[best].Population) {
			best, found = i, true
		}
	}
	return best, found
}

// twins gives a seat the names that only its region of the same name has: the sources have them for one or the other.
func (b *builder) twins() error {
	for name, places := range b.names {
		if slices.ContainsFunc(strings.Fields(name), gaz.Generic) {
			continue
		}
		for region, kind := range maps.Clone(places) {
			seat, ok := b.seats[region]
			if _, has := places[seat]; ok && !has && kind <= gaz.Other {
				places[seat] = gaz.Other
			}
		}
	}
	return nil
}
