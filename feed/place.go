package feed

import (
	"math"
	"strconv"
	"strings"
)

// A place gathers the positions that an entry gives.
type place struct {
	lat, lon float64
	rank     uint8 // of the value that gave both; 0 when there is none
	half     [2]struct {
		degrees float64
		rank    uint8
	}
	corner  [2]float64
	corners int
}

// take reads a position out of the text of an element.
func (p *place) take(f field, text string, rank uint8) {
	switch f {
	case fLat, fLon:
		if d := degrees(text); len(d) == 1 {
			half := &p.half[f-fLat]
			half.degrees, half.rank = d[0], rank
		}
		if p.half[0].rank != 0 && p.half[1].rank != 0 {
			p.set(p.half[0].degrees, p.half[1].degrees, max(p.half[0].rank, p.half[1].rank))
		}
	case fPoint:
		if d := degrees(text); len(d) >= 2 {
			p.set(d[0], d[1], rank)
		}
	case fCircle:
		if d := degrees(text); len(d) >= 2 {
			p.set(d[0], d[1], rank)
		}
	case fLonLat:
		if d := degrees(text); len(d) >= 2 {
			p.set(d[1], d[0], rank)
		}
	case fPoints:
		if lat, lon, ok := middle(degrees(text)); ok {
			p.set(lat, lon, rank)
		}
	case fCorners:
		d := degrees(text)
		if len(d) < 2 {
			return
		}
		if p.corners++; p.corners == 2 {
			p.set((p.corner[0]+d[0])/2, (p.corner[1]+d[1])/2, rank)
			p.corners = 0
			return
		}
		p.corner = [2]float64{d[0], d[1]}
	}
}

// set keeps a position on the earth when its rank is lower than that of the one kept before.
func (p *place) set(lat, lon float64, rank uint8) {
	onEarth := math.Abs(lat) <= 90 && math.Abs(lon) <= 180
	if !onEarth || p.rank != 0 && rank >= p.rank {
		return
	}
	p.lat, p.lon, p.rank = lat, lon, rank
}

func (p *place) position() (lat, lon *float64) {
	if p.rank == 0 {
		return nil, nil
	}
	lat, lon = new(float64), new(float64)
	*lat, *lon = p.lat, p.lon
	return lat, lon
}

// degrees reads the numbers of a text, separated by white space, commas or semicolons; nil when there is anything else.
func degrees(text string) []float64 {
	const most = 64 << 10 // bytes
	if len(text) > most {
		return nil
	}
	fields := strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' || r <= ' ' || r == 0xA0 })
	numbers := make([]float64, 0, len(fields))
	for _, f := range fields {
		n, err := strconv.ParseFloat(f, 64)
		if err != nil || math.IsNaN(n) || math.IsInf(n, 0) {
			return nil
		}
		numbers = append(numbers, n)
	}
	return numbers
}

// middle returns the mean of the points of a line or ring, given as lat lon lat lon. The last point of a closed ring is
// its first again and counts once.
func middle(points []float64) (lat, lon float64, ok bool) {
	n := len(points) / 2
	if n == 0 || len(points)%2 != 0 {
		return 0, 0, false
	}
	if n > 1 && points[0] == points[2*n-2] && points[1] == points[2*n-1] {
		n--
	}
	for i := range n {
		lat += points[2*i]
		lon += points[2*i+1]
	}
	return lat / float64(n), lon / float64(n), true
}
