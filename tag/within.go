package tag

// Within returns the ids of everything that contains a place, nearest first; none for an id that is not known.
func (t *Tagger) Within(placeID string) []string { return t.places.Within(placeID) }
