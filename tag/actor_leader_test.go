package tag

import (
	"slices"
	"testing"
	"time"
)

// TestActsFor holds that leaders act for a state or group while they are in office, and for nobody before and after.
func TestActsFor(t *testing.T) {
	for _, c := range []struct {
		text string
		year int
		want string // whom the first actor acts for, empty for nobody
	}{
		{"Angela Merkel spoke in Hamburg.", 2016, "germany"},
		{"Angela Merkel spoke in Hamburg.", 2023, ""},
		{"Mark Rutte spoke in Rotterdam.", 2015, "netherlands"},
		{"Mark Rutte spoke in Rotterdam.", 2025, "nato"},
		{"Abu Mohammad al-Jolani spoke in a video.", 2014, "jabhat-al-nusra"},
		{"Ahmed al-Sharaa received the envoys.", 2025, "syria"},
		{"Nelson Mandela spoke in Durban.", 1996, "south-africa"},
		{"Nelson Mandela spoke in Durban.", 2005, ""},
	} {
		tags := tagText(t, "", c.text, time.Date(c.year, 6, 1, 0, 0, 0, 0, time.UTC))
		if len(tags.Actors) == 0 {
			t.Errorf("%s: no actor", c.text)
			continue
		}
		if within := tags.Actors[0].Within; c.want == "" && len(within) > 0 || c.want != "" && !slices.Contains(within, c.want) {
			t.Errorf("%s (%d): acts for %v, want %q", c.text, c.year, within, c.want)
		}
	}
}

// TestNamesOfACountry holds that a word which names an actor only in its country's news is a word elsewhere.
func TestNamesOfACountry(t *testing.T) {
	for text, want := range map[string]string{
		"Coalition jets hit a convoy south of Mosul.":               "us-led-coalition",
		"Coalition talks in Vienna went on until midnight.":         "",
		"Settlers burned two cars near Nablus.":                     "israeli-settlers",
		"Settlers in the Chittagong hills burned two huts.":         "",
		"The Labour Party lost two seats in Manchester.":            "labour-uk",
		"The Labour Party lost two seats in Oslo.":                  "",
		"The Peoples Democratic Party met in Lagos to name a chief": "pdp-nigeria",
	} {
		var got []string
		for _, a := range tagText(t, "", text, time.Time{}).Actors {
			got = append(got, a.ID)
		}
		if want != "" && !slices.Contains(got, want) {
			t.Errorf("%s: %v, want %s", text, got, want)
		}
		for _, id := range []string{"us-led-coalition", "israeli-settlers", "labour-uk"} {
			if id != want && slices.Contains(got, id) {
				t.Errorf("%s: is %s", text, id)
			}
		}
	}
}
