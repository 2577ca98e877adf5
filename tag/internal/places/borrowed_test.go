package places

import (
	"slices"
	"testing"

	"tocsin/text"
)

// TestFocus holds sentences of the kinds that decide where something happens: streets and firms called after places, towns
// that the gazetteer does not know, speakers, borders, flights, what is hit.
func TestFocus(t *testing.T) {
	a := text.NewAnalyser()
	for _, tc := range []struct{ title, text, focus, without string }{
		{"", "A bomb went off on Moscow Avenue in Sofia on Tuesday.", "BG", "RU"},
		{"", "A blast near the Kabul Hotel in Peshawar killed four.", "PK", "AF"},
		{"", "Shots were fired in Puerto Jordan on Monday.", "", "JO"},
		{"", "The Boston Consulting Group cut jobs.", "", "US"},
		{"Airliner hit by gunfire over Port-au-Prince, diverted to Dominican Republic", "", "HT", ""},
		{"", "Two people died in a fire in Fooberry, Ontario, on Monday.", "CA", ""},
		{"", "The president said on Monday in Paris that the killings in Bamako must end.", "ML", ""},
		{"Three troops killed in Jordan near Syria border", "", "JO", ""},
		{"", "Soldiers in Tripoli arrested a man, the Lebanese army said.", "LB", "LY"},
		{"", "שני הרוגים בפיגוע בתל אביב", "IL", ""},
		{"", "В Махачкале объявлен траур.", "RU", ""},
	} {
		w := shared.Find(a.Analyse(tc.title, tc.text, ""), nil, nil).Where(nil)
		if got := append(w.Focus, "")[0]; got != tc.focus {
			t.Errorf("%s%s: it happens in %q, want %q", tc.title, tc.text, got, tc.focus)
		}
		if tc.without != "" && slices.Contains(w.Countries, tc.without) {
			t.Errorf("%s%s: it names %s", tc.title, tc.text, tc.without)
		}
	}
}

// TestShownNames holds that places are shown as news spells them, and that their ids stay.
func TestShownNames(t *testing.T) {
	for id, want := range map[string]string{"zaporizhzhya-ua": "Zaporizhzhia", "al-fashir-sd": "El Fasher", "jamjamal-iq": "Chamchamal",
		"rakka-sy": "Raqqa", "UA.17": "Odesa Oblast", "marib-ye": "Marib", "bogota-co": "Bogotá"} {
		i, ok := shared.data.ByID(id)
		if !ok {
			t.Errorf("there is no place %s", id)
			continue
		}
		if _, name := shared.data.Text(i); name != want {
			t.Errorf("%s is shown as %s, want %s", id, name, want)
		}
	}
}

// TestTownOfTheRegion holds that a town where something happens is marked though the title names its region alone, and the town
// where it is told is not.
func TestTownOfTheRegion(t *testing.T) {
	d := text.NewAnalyser().Analyse("Ten killed in Oromia attack", "ADAMA, Ethiopia - Gunmen killed ten people in the town of Gimbi in Oromia region, officials said.", "en")
	marked := make(map[string]bool)
	for _, p := range shared.Find(d, nil, nil).Where(nil).Places {
		marked[p.ID] = p.Focus
	}
	if !marked["gimbi-et"] || marked["nazret-et"] || !marked["ET.51"] {
		t.Errorf("marked are %v", marked)
	}
}
