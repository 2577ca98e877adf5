package feed_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"tocsin/feed"
)

// regions returns the ids that sources may name: those of countries and areas of the gazetteer.
func regions(t *testing.T) map[string]bool {
	ids := map[string]bool{"": true}
	for _, file := range []string{"countries.tsv", "areas.tsv"} {
		data, err := os.ReadFile("../tag/data/places/" + file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.SplitSeq(string(data), "\n") {
			id, _, _ := strings.Cut(line, "\t")
			ids[id] = true
		}
	}
	return ids
}

func TestCatalogueIsSound(t *testing.T) {
	all, err := feed.LoadCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	known := regions(t)
	f := feed.NewFetcher(feed.FetchOptions{})
	lang := regexp.MustCompile(`^[a-z]{2,3}$`)
	names, urls, kinds, defaults := map[string]bool{}, map[string]bool{}, map[string]int{}, map[string]int{}
	for _, l := range all {
		if names[l.Name] || urls[l.URL] {
			t.Errorf("%s stands twice", l.Name)
		}
		names[l.Name], urls[l.URL] = true, true
		kinds[l.Kind]++
		if got, err := f.Check(l.URL); err != nil || got != l.URL {
			t.Errorf("%s: %q is fetched as %q, %v", l.Name, l.URL, got, err)
		}
		if !lang.MatchString(l.Lang) || !known[l.Region] {
			t.Errorf("%s: language %q, region %q", l.Name, l.Lang, l.Region)
		}
		if l.Default {
			defaults[l.Region]++
		}
	}
	for _, k := range []string{feed.KindNews, feed.KindHumanitarian, feed.KindAnalysis, feed.KindGovernment, feed.KindAuthority} {
		if kinds[k] < 5 {
			t.Errorf("%d sources are of kind %q", kinds[k], k)
		}
		delete(kinds, k)
	}
	if len(kinds) != 0 || len(all) < 150 {
		t.Errorf("%d sources, unknown kinds %v", len(all), kinds)
	}
	if n := len(all.Defaults()); n < 22 || n > 30 || len(defaults) < 15 {
		t.Errorf("%d defaults of %d regions", n, len(defaults))
	}
}

func TestCatalogueCompletes(t *testing.T) {
	all, err := feed.LoadCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	for typed, want := range map[string]string{
		"dab":              "Radio Dabanga",
		"medecins":         "Médecins Sans Frontières",
		"bbc persian":      "BBC Persian",
		"persian bbc":      "BBC Persian",
		"rnz.co.nz":        "RNZ Pacific",
		"USGS Earth":       "USGS Earthquakes M4.5+",
		"authority it":     "INGV Earthquakes",
		"nothing like it":  "",
		"":                 "BBC News World",
		"lorient":          "L'Orient Today",
		"l'orient":         "L'Orient Today",
		"hurriyet":         "Hürriyet Daily News",
		"humanitarian mid": "UN News Middle East",
	} {
		got := all.Complete(typed, 3)
		if want == "" && typed != "" {
			if len(got) > 0 {
				t.Errorf("%q gives %v", typed, got)
			}
			continue
		}
		if len(got) == 0 || len(got) > 3 || got[0].Name != want {
			t.Errorf("%q gives %v; want %s first", typed, got, want)
		}
	}
	if in := all.In("SD", "SS", "", "XX"); len(in) < 4 || in[0].Region != "SD" {
		t.Errorf("of Sudan and South Sudan: %v", in)
	}
	if l := all.Find("https://www.dabangasudan.org/en/feed"); l == nil || l.Source().Region != "SD" {
		t.Errorf("Radio Dabanga is not found by its address: %v", l)
	}
}
