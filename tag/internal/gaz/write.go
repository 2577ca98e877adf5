package gaz

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
)

// A Draft is a gazetteer as the generator gathers it. Places refer to each other by their number in Places.
type Draft struct {
	Places []DraftPlace
	Names  map[string][]Ref // folded name, words joined by a space; likeliest first
	Flags  map[string]uint8
}

// A DraftPlace is a Place with its texts and the areas that contain it directly.
type DraftPlace struct {
	Place
	ID, Name string
	Within   []int // only of the places before the first city
}

// Write writes a gazetteer.
func Write(w io.Writer, g *Draft) error {
	var parts [2][]byte
	var sizes [2]int
	for k, b := range [2][]byte{placesPart(g), namesPart(g)} {
		var packed bytes.Buffer
		z, err := flate.NewWriter(&packed, flate.BestCompression)
		if err != nil {
			return err
		}
		if _, err := z.Write(b); err != nil {
			return err
		}
		if err := z.Close(); err != nil {
			return err
		}
		parts[k], sizes[k] = packed.Bytes(), len(b)
	}
	if _, err := fmt.Fprintf(w, "%s%d %d %d %d\n", magic, len(parts[0]), sizes[0], len(parts[1]), sizes[1]); err != nil {
		return err
	}
	for _, p := range parts {
		if _, err := w.Write(p); err != nil {
			return err
		}
	}
	return nil
}

func placesPart(g *Draft) []byte {
	b := binary.AppendUvarint(nil, uint64(len(g.Places)))
	for i := range g.Places {
		p := &g.Places[i]
		b = appendString(b, p.ID)
		b = appendString(b, p.Name)
		b = append(b, byte(p.Kind), p.Seat)
		b = binary.AppendUvarint(b, uint64(p.Population))
		b = binary.AppendVarint(b, int64(math.Round(float64(p.Lat)*1e4)))
		b = binary.AppendVarint(b, int64(math.Round(float64(p.Lon)*1e4)))
		b = binary.AppendUvarint(b, uint64(p.Country))
		b = binary.AppendUvarint(b, uint64(p.Admin1))
		b = binary.AppendUvarint(b, uint64(len(p.Within)))
		for _, a := range p.Within {
			b = binary.AppendUvarint(b, uint64(a))
		}
	}
	return b
}

func namesPart(g *Draft) []byte {
	names := slices.Sorted(maps.Keys(g.Names))
	bytesOfNames, refs := 0, 0
	for n, r := range g.Names {
		bytesOfNames += len(n)
		refs += len(r)
	}
	b := binary.AppendUvarint(nil, uint64(len(names)))
	b = binary.AppendUvarint(b, uint64(bytesOfNames))
	b = binary.AppendUvarint(b, uint64(refs))
	last := ""
	for _, n := range names {
		same := 0
		for same < len(n) && same < len(last) && n[same] == last[same] {
			same++
		}
		b = binary.AppendUvarint(b, uint64(same))
		b = appendString(b, n[same:])
		b = append(b, g.Flags[n])
		b = binary.AppendUvarint(b, uint64(len(g.Names[n])))
		for _, r := range g.Names[n] {
			b = binary.AppendUvarint(b, uint64(r.Place()))
			b = append(b, byte(r.Name()))
		}
		last = n
	}
	return b
}

func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}
