package tag

import (
	"tocsin/tag/internal/places"
)

//go:generate go run ./gen

type (
	// gazetteer knows the places of the world.
	gazetteer = places.Gazetteer
	// placeHit is a place named in a document.
	placeHit = places.Hit
	// eventSpan is where a report tells of an event, for telling where it happens.
	eventSpan = places.Event
)

func loadGazetteer() (*gazetteer, error) { return places.Load() }
