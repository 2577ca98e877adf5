package tag

import "testing"

// TestActor holds what a name as a person or a data set writes it resolves to, "" being nobody.
func TestActor(t *testing.T) {
	g := newTagger(t)
	for name, want := range map[string]string{
		"Kisii":                                 "kisii-people", // a town too, but no actor as such
		"Shammar":                               "shammar-tribe",
		"Hazara tribe":                          "hazara-people",
		"Mexico gang":                           "",
		"Plimsova gang":                         "",
		"Wexhollow, Hezbollah":                  "hezbollah",
		"Habar Gidir subclan of Tarvendil clan": "habar-gidir-clan",
		"Gulf Cartel - Los Metros":              "los-metros",
		"Supporters of Ouattara":                "supporters",
		"Opponents of the National League for Democracy": "opposition",
		"Supporters of Plimsova":                         "",
		"Forces of Hizbul Islam":                         "hizbul-islam",
		"Morvaska Brigade":                               "",
	} {
		got := ""
		if c := g.Actor(name, ""); len(c) > 0 {
			got = c[0].ID
		}
		if got != want {
			t.Errorf("Actor(%q) is %q, want %q", name, got, want)
		}
	}
}
