package places

import (
	"slices"
	"strings"
	"testing"

	"tocsin/report"
	"tocsin/text"
)

// FuzzFind holds what must be true of any text: no panic, mentions that are stretches of the field and do not overlap,
// places that the gazetteer knows.
func FuzzFind(f *testing.F) {
	for _, s := range []string{"", "Paris, Texas, U.S.", strings.Repeat("Tripoli, Lebanon, ", 50), "US$ (", "U.S.", "al-", "St. ", "[PONCE] -- (",
		"\u202eBaghdad\u202c \u200bMosul\u200d", "Bagh\x00dad \xff\xfe", "БАГДАД в Багдаде وبغداد 北京", "[", "a-based", "PANAMA CITY (PANAMA), 1 --",
		"University of ", "the city of the city of Turkey"} {
		f.Add(s, s)
	}
	a := text.NewAnalyser()
	f.Fuzz(func(t *testing.T, title, body string) {
		d := a.Analyse(title, body, "")
		found := shared.Find(d, nil, nil)
		w := found.Where([]Event{{First: 0, Last: 0, Weight: 1.7}}[:min(1, len(d.Tokens))])
		last := -1
		for _, h := range found.Hits {
			if h.First <= last || h.Last < h.First || h.Last >= len(d.Tokens) {
				t.Fatalf("hit %+v overlaps or leaves the text of %d tokens", h, len(d.Tokens))
			}
			last = h.Last
		}
		for _, c := range w.Focus {
			if !slices.ContainsFunc(w.Places, func(p report.Place) bool { return p.Focus && p.Country == c }) {
				t.Errorf("it happens in %s, but in no place of it", c)
			}
		}
		for _, p := range w.Places {
			if _, ok := shared.Position(p.ID); !ok || len(p.Mentions) == 0 {
				t.Errorf("place %q is unknown or has no mention", p.ID)
			}
			for _, m := range p.Mentions {
				field := []rune(d.Text)
				if m.Field == "title" {
					field = []rune(d.Title)
				}
				if string(field[m.Start:m.End]) != m.Text {
					t.Errorf("mention %+v is not at its place", m)
				}
			}
		}
	})
}

// FuzzCandidates holds that no name makes look-ups fail, and that what a candidate is called leads to it again.
func FuzzCandidates(f *testing.F) {
	for _, s := range []string{"", " ", "Tripoli", "IQ", "iq.07", "Idlib Governorate", "province of", "Zorvania", "\x00", "é", "of of of province"} {
		f.Add(s, "IQ")
	}
	f.Fuzz(func(t *testing.T, name, country string) {
		for _, c := range shared.Candidates(name, country) {
			if again := shared.Candidates(c.ID, ""); len(again) == 0 || again[0].ID != c.ID {
				t.Errorf("%q gives %q, which does not give itself", name, c.ID)
			}
			if c.Weight <= 0 {
				t.Errorf("%q weighs %v", c.ID, c.Weight)
			}
		}
		shared.Complete(name, 5)
		if len(name) < 12 {
			shared.Nearest(name, 5)
		}
	})
}
