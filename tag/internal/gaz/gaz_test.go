package gaz

import (
	"bytes"
	"testing"
)

func draft() *Draft {
	return &Draft{
		Places: []DraftPlace{
			{ID: "LB", Name: "Lebanon", Place: Place{Kind: Country, Country: 0, Admin1: None, Population: 5e6, Lat: 33.9, Lon: 35.9}, Within: []int{2}},
			{ID: "LY", Name: "Libya", Place: Place{Kind: Country, Country: 1, Admin1: None, Population: 7e6}},
			{ID: "levant", Name: "Levant", Place: Place{Kind: Area, Country: None, Admin1: None}},
			{ID: "tripoli-ly", Name: "Tripoli", Place: Place{Kind: City, Country: 1, Admin1: None, Population: 1150000, Seat: 3, Lat: 32.875, Lon: 13.1875}},
			{ID: "tripoli-lb", Name: "Trâblous", Place: Place{Kind: City, Country: 0, Admin1: None, Population: 229000}},
		},
		Names: map[string][]Ref{"lebanon": {NewRef(0, Official)}, "tripoli": {NewRef(3, Official), NewRef(4, Other)},
			"new lebanon town": {NewRef(4, Other)}, "mary": nil},
		Flags: map[string]uint8{"mary": GivenName},
	}
}

func TestWriteAndRead(t *testing.T) {
	var file bytes.Buffer
	if err := Write(&file, draft()); err != nil {
		t.Fatal(err)
	}
	d, err := Read(file.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if id, name := d.Text(4); id != "tripoli-lb" || name != "Trâblous" {
		t.Errorf("place 4 is %s, %s", id, name)
	}
	if i, ok := d.ByID("tripoli-ly"); !ok || d.Places[i].Lat != 32.875 || d.Places[i].Seat != 3 {
		t.Errorf("tripoli-ly is place %d, %v", i, ok)
	}
	if _, ok := d.ByID("tripoli"); ok {
		t.Error("an id is found that no place has")
	}
	if n := d.Find("tripoli"); n < 0 || len(d.Refs(n)) != 2 || d.Refs(n)[1] != NewRef(4, Other) {
		t.Errorf("tripoli is name %d", n)
	}
	if n := d.Find("mary"); n < 0 || len(d.Refs(n)) != 0 || d.Flags(n) != GivenName {
		t.Errorf("mary is name %d", n)
	}
	if d.Find("new lebanon") != -1 {
		t.Error("the beginning of a name is taken for one")
	}
	if n, longer := d.Lookup(NewHash().Add("new").Add("lebanon")); n != -1 || !longer {
		t.Errorf("the beginning of a name gives %d, %v", n, longer)
	}
	if w := d.Within(0); len(w) != 1 || w[0] != 2 || d.Within(4) != nil {
		t.Errorf("Lebanon lies in %v", w)
	}
	if !Same(file.Bytes(), file.Bytes()) {
		t.Error("a file differs from itself")
	}
}

func TestReadRefusesBrokenFiles(t *testing.T) {
	var file bytes.Buffer
	if err := Write(&file, draft()); err != nil {
		t.Fatal(err)
	}
	whole := file.Bytes()
	for _, b := range [][]byte{nil, []byte("x"), whole[:len(whole)/2], bytes.Replace(whole, []byte("gazetteer 2"), []byte("gazetteer 9"), 1)} {
		if _, err := Read(b); err == nil {
			t.Errorf("a file of %d bytes is read although it is broken", len(b))
		}
	}
}
