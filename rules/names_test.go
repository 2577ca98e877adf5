package rules_test

import (
	"strings"

	"tocsin/report"
	"tocsin/text"
)

// atlas is a small gazetteer and list of actors: what the tests need of names, and no more.
type atlas struct{}

type entry struct {
	report.Candidate
	names  string // further names, separated by |
	at     report.Position
	within []string
}

var placeTable = []entry{
	{c("IQ", "Iraq", "country", "IQ", "", 9), "irak-land|Republic of Iraq", report.Position{Lat: 33, Lon: 44}, []string{"middle-east"}},
	{c("IQ.07", "Baghdad Governorate", "admin1", "IQ", "", 5), "Baghdad", report.Position{Lat: 33.3, Lon: 44.4}, []string{"IQ", "middle-east"}},
	{c("baghdad-iq", "Baghdad", "city", "IQ", "IQ.07", 7), "Bagdad|بغداد|巴格达", report.Position{Lat: 33.34, Lon: 44.4}, []string{"IQ.07", "IQ", "middle-east"}},
	{c("SY", "Syria", "country", "SY", "", 9), "", report.Position{Lat: 35, Lon: 38}, []string{"middle-east"}},
	{c("SA", "Saudi Arabia", "country", "SA", "", 9), "", report.Position{Lat: 24, Lon: 45}, nil},
	{c("LY", "Libya", "country", "LY", "", 9), "", report.Position{Lat: 27, Lon: 17}, nil},
	{c("LB", "Lebanon", "country", "LB", "", 9), "", report.Position{Lat: 34, Lon: 36}, nil},
	{c("tripoli-ly", "Tripoli", "city", "LY", "LY.61", 6), "", report.Position{Lat: 32.9, Lon: 13.2}, []string{"LY"}},
	{c("tripoli-lb", "Tripoli", "city", "LB", "LB.09", 5), "", report.Position{Lat: 34.4, Lon: 35.8}, []string{"LB"}},
	{c("GE", "Georgia", "country", "GE", "", 9), "", report.Position{Lat: 42, Lon: 43}, nil},
	{c("US.GA", "Georgia", "admin1", "US", "", 6), "", report.Position{Lat: 33, Lon: -83}, []string{"US"}},
	{c("paris-fr", "Paris", "city", "FR", "FR.11", 9), "", report.Position{Lat: 48.9, Lon: 2.3}, []string{"FR"}},
	{c("paris-us", "Paris", "city", "US", "US.TX", 0.1), "", report.Position{Lat: 33.7, Lon: -95.6}, []string{"US"}},
	{c("middle-east", "Middle East", "area", "", "", 9), "", report.Position{Lat: 30, Lon: 40}, nil},
}

var actorTable = []entry{
	{Candidate: c("popular-mobilization-forces", "Popular Mobilization Forces", "armed-group", "IQ", "", 9), names: "PMF|Hashed al-Shaabi|coalition of militias"},
	{Candidate: c("us-led-coalition", "US-led coalition", "coalition", "", "", 9), names: "coalition"},
	{Candidate: c("islamic-state", "Islamic State", "armed-group", "", "", 9), names: "ISIS|Daesh"},
}

func c(id, name, kind, country, admin1 string, weight float64) report.Candidate {
	return report.Candidate{ID: id, Name: name, Kind: kind, Country: country, Admin1: admin1, Weight: weight}
}

func called(table []entry, name string) []report.Candidate {
	var found []report.Candidate
	fold := text.Fold(name)
	for _, e := range table {
		hit := fold == text.Fold(e.ID) || fold == text.Fold(e.Name)
		for n := range strings.SplitSeq(e.names, "|") {
			hit = hit || n != "" && fold == text.Fold(n)
		}
		if hit {
			found = append(found, e.Candidate)
		}
	}
	for i := range found { // best first
		for j := range found[:i] {
			if found[i].Weight > found[j].Weight {
				found[i], found[j] = found[j], found[i]
			}
		}
	}
	return found
}

func closest(table []entry, name string, n int) []report.Candidate {
	var found []report.Candidate
	for _, e := range table {
		if fold := text.Fold(e.Name); len(fold) > 2 && strings.HasPrefix(fold, text.Fold(name)[:min(2, len(text.Fold(name)))]) && len(found) < n {
			found = append(found, e.Candidate)
		}
	}
	return found
}

func (atlas) Place(name, _ string) []report.Candidate            { return called(placeTable, name) }
func (atlas) Actor(name, _ string) []report.Candidate            { return called(actorTable, name) }
func (atlas) NearestPlace(name string, n int) []report.Candidate { return closest(placeTable, name, n) }
func (atlas) NearestActor(name string, n int) []report.Candidate { return closest(actorTable, name, n) }
func (atlas) Position(id string) (report.Position, bool) {
	for _, e := range placeTable {
		if e.ID == id {
			return e.at, true
		}
	}
	return report.Position{}, false
}
