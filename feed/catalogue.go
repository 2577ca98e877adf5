package feed

// Kinds of sources.
const (
	KindAuthority = "authority" // warns of danger: weather, earthquakes, civil protection
)
