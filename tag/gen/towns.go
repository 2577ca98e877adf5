package main

import (
	"fmt"
	"maps"
	"math"
	"path/filepath"
	"slices"
	"strconv"

	"tocsin/tag/internal/gaz"
)

// ownTowns adds the towns of our tables, or their names to the town that the sources have there.
func (b *builder) ownTowns() error {
	files, err := filepath.Glob(filepath.Join(b.data, "towns*.tsv"))
	for _, f := range files {
		if err = b.townsOf(f); err != nil {
			return err
		}
	}
	return err
}

func (b *builder) townsOf(file string) error {
	rs, err := rows(file, 6)
	if err != nil {
		return err
	}
	for _, r := range rs {
		region, ok := b.byID[r[1]]
		if !ok {
			return fmt.Errorf("towns: %s lies in %s, which is unknown", r[0], r[1])
		}
		var v [3]float64
		for k, s := range r[2:5] {
			if v[k], err = strconv.ParseFloat(s, 64); err != nil {
				return fmt.Errorf("towns: %s: %w", r[0], err)
			}
		}
		names := append([]string{r[0]}, list(r[5])...)
		i, ok := b.townNear(names, v[0], v[1])
		if !ok {
			t := town{ascii: r[0], country: r[1][:2], admin1: r[1][3:]}
			if i, err = b.add(gaz.DraftPlace{ID: b.cityID(&t), Name: r[0], Place: gaz.Place{Kind: gaz.City, Country: b.places[region].Country,
				Admin1: uint32(region), Population: uint32(v[2]), Lat: float32(v[0]), Lon: float32(v[1])}}); err != nil {
				return err
			}
		}
		p := &b.places[i]
		p.Name, p.Population = r[0], max(p.Population, uint32(v[2]))
		for _, n := range names {
			b.name(i, n, gaz.Official)
		}
	}
	return nil
}

// townNear returns the most populous town that has one of the names within 15 km of a point.
func (b *builder) townNear(names []string, lat, lon float64) (int, bool) {
	for _, n := range names {
		for _, i := range slices.Sorted(maps.Keys(b.names[b.fold(n)])) {
			p := &b.places[i]
			dy, dx := (float64(p.Lat)-lat)*111, (float64(p.Lon)-lon)*111*math.Cos(lat*math.Pi/180)
			if p.Kind == gaz.City && dx*dx+dy*dy < 15*15 {
				return i, true
			}
		}
	}
	return 0, false
}
