package tag

import (
	"tocsin/report"
	"tocsin/tag/internal/places"
)

//go:generate go run ./gen

type (
	// gazetteer knows the places of the world.
	gazetteer = places.Gazetteer
	// eventSpan is where a report tells of an event, for telling where it happens.
	eventSpan = places.Event
)

func loadGazetteer() (*gazetteer, error) { return places.Load() }

// Place returns every place that is called name, best first; country, an ISO code, keeps those of one country unless it
// is empty. Ids are names too. A name that is not known gives none.
func (t *Tagger) Place(name, country string) []report.Candidate {
	return t.places.Candidates(name, country)
}

// CompletePlace returns up to n places with a name that begins with prefix, best known first.
func (t *Tagger) CompletePlace(prefix string, n int) []report.Candidate {
	return t.places.Complete(prefix, n)
}

// NearestPlace returns up to n places whose names are written nearly like name.
func (t *Tagger) NearestPlace(name string, n int) []report.Candidate {
	return t.places.Nearest(name, n)
}

// Position returns where the place with an id lies.
func (t *Tagger) Position(placeID string) (report.Position, bool) {
	return t.places.Position(placeID)
}

// homes are the countries of those whom the report names as fighting: they mostly do so there, and more surely where they are
// attacked, or are a mission.
func (r *reading) homes() []places.Hint {
	var out []places.Hint
	for i := range r.actors {
		h := &r.actors[i]
		a := r.actorOf(h.actor)
		if a.home == "" || h.adj {
			continue
		}
		weight := 0.5
		if len(r.events) > 0 && contains(r.events[0].targets, h.actor) || a.kind != report.ArmedGroup {
			weight = 0.8
		}
		out = append(out, places.Hint{Country: a.home, First: h.first, Last: h.last, Weight: weight})
	}
	return out
}
