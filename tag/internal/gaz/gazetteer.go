// Package gaz holds the places of the world in memory: what they are called, where they lie, and a table from
// names to places. The generator writes one with Write, the program reads it with Read.
package gaz

import "strings"

// Kind says what a place is.
type Kind uint8

const (
	Country Kind = iota + 1
	Territory
	Admin1
	Admin2
	City
	Area
	Water
)

// NameKind says how a name stands for its place.
type NameKind uint8

const (
	Official NameKind = iota // its own name
	Other                    // another name of it, in any language
	People                   // its inhabitants, or the adjective
	Body                     // an institution that stands for it
	Short                    // counts only behind a comma and a place within it: "Columbus, OH"
	Capitals                 // counts only when written in capitals: "US", "DRC"
	Stem                     // the stem of an inflected name
)

// Flags of a name, whatever it stands for.
const (
	CommonWord = 1 << iota // also a word of everyday English
	GivenName              // also a person's first name
	Surname                // also a frequent family name
	Never                  // hardly ever a place when it stands alone
)

// A Place is a node of the gazetteer. None stands for "no place" in Country and Admin1.
type Place struct {
	id, name   uint32 // offsets into Data.text; each ends where the next begins
	Population uint32 // of a city its own, else the sum of its cities'
	Lat, Lon   float32
	Country    uint32 // index of the country's place, or None
	Admin1     uint32 // index of the first-level region's place, or None
	prominence float32
	Kind       Kind
	Seat       uint8 // 1 seat of a second-level, 2 of a first-level region, 3 capital of a country
}

// None is the index of no place.
const None = 1<<24 - 1

// A Ref is a place as one of its names gives it.
type Ref uint32

// NewRef packs a place and the kind of name that stands for it.
func NewRef(place int, kind NameKind) Ref { return Ref(uint32(place) | uint32(kind)<<24) }

// Place returns the index of the place.
func (r Ref) Place() int { return int(r & None) }

// Name returns the kind of name.
func (r Ref) Name() NameKind { return NameKind(r >> 24) }

// Data is a gazetteer in memory. It is read-only and may be shared.
type Data struct {
	Places []Place
	text   string   // ids and names, id then name of each place in turn
	within [][]int  // of countries, regions and areas only: what contains them beyond Country and Admin1
	byID   []uint32 // open-addressed table from ids to the number of their place and 1, 0 for none

	names     string // folded names, sorted
	nameStart []uint32
	refStart  []uint32
	refs      []Ref // of a name, likeliest first
	flags     []uint8

	table []slot
	mask  uint32
}

// Text returns the id and the display name of a place.
func (d *Data) Text(i int) (id, name string) {
	p := &d.Places[i]
	end := len(d.text)
	if i+1 < len(d.Places) {
		end = int(d.Places[i+1].id)
	}
	return d.text[p.id:p.name], d.text[p.name:end]
}

// ID returns the id of a place.
func (d *Data) ID(i int) string { p := &d.Places[i]; return d.text[p.id:p.name] }

// ByID returns the place with an id.
func (d *Data) ByID(id string) (int, bool) {
	mask := uint32(len(d.byID) - 1)
	for i := uint32(NewHash().Add(id).mix()) & mask; d.byID[i] != 0; i = (i + 1) & mask {
		if n := int(d.byID[i] - 1); d.ID(n) == id {
			return n, true
		}
	}
	return 0, false
}

// Within returns the areas that contain a country, region or area directly; empty for others.
func (d *Data) Within(i int) []int {
	if i < len(d.within) {
		return d.within[i]
	}
	return nil
}

// Names returns how many names there are.
func (d *Data) Names() int { return len(d.refStart) - 1 }

// Name returns the n-th folded name in sorted order, its words joined by one space.
func (d *Data) Name(n int) string { return d.names[d.nameStart[n]:d.nameStart[n+1]] }

// Refs returns what the n-th name stands for, likeliest first.
func (d *Data) Refs(n int) []Ref { return d.refs[d.refStart[n]:d.refStart[n+1]] }

// Flags returns the flags of the n-th name.
func (d *Data) Flags(n int) uint8 { return d.flags[n] }

// Search returns the first name that is not less than s.
func (d *Data) Search(s string) int {
	lo, hi := 0, d.Names()
	for lo < hi {
		m := int(uint(lo+hi) >> 1)
		if d.Name(m) < s {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}

// HasPrefix says whether the n-th name exists and begins with s.
func (d *Data) HasPrefix(n int, s string) bool {
	return n < d.Names() && strings.HasPrefix(d.Name(n), s)
}
