package gaz

import "math"

// Prominence says how well known a place is, as the power of ten of the people that know of it, more or less: a
// capital counts thirty times its inhabitants, a seat of a region three times.
func (p *Place) Prominence() float64 {
	if p.prominence == 0 {
		return p.weigh()
	}
	return float64(p.prominence)
}

// weigh works the prominence out, which Read keeps.
func (p *Place) weigh() float64 {
	people := math.Log10(float64(p.Population) + 100)
	switch p.Kind {
	case Country:
		return 9 + people/10
	case Territory:
		return 7 + people/10
	case Area:
		return 7.5
	case Water:
		return 7.2
	case Admin1:
		return people + 0.3
	case Admin2:
		return people - 0.6
	}
	return people + [...]float64{0, 0.1, 0.5, 1.5}[p.Seat&3]
}

// generic are the words for kinds of regions, by which "Idlib Governorate" and "Province of Idlib" are Idlib.
var generic = map[string]bool{
	"governorate": true, "province": true, "state": true, "region": true, "oblast": true, "district": true, "department": true,
	"prefecture": true, "county": true, "territory": true, "krai": true, "kray": true, "raion": true, "rayon": true,
	"republic": true, "muhafazat": true, "muhafazah": true, "muhafaza": true, "mohafazat": true, "wilaya": true, "wilayat": true, "wilayah": true,
	"ostan": true, "departement": true, "departamento": true, "provincia": true, "estado": true, "municipality": true, "municipio": true,
	"division": true, "canton": true, "okrug": true, "regency": true, "emirate": true, "parish": true, "voivodeship": true,
	"области": true, "область": true, "область.": true, "області": true, "край": true, "республика": true, "محافظه": true, "ولايه": true, "استان": true,
	"省": true, "州": true, "gouvernorat": true, "capital": true, "autonomous": true, "city": true, "special": true, "administrative": true,
	"il": true, "ili": true, "vilayet": true, "gobolka": true, "kilil": true, "zone": true, "area": true,
	"kabupaten": true, "kota": true,
}

// Generic says whether a folded word names a kind of region.
func Generic(word string) bool { return generic[word] }
