package places

// Capital says whether the place with an id is the capital of a country.
func (g *Gazetteer) Capital(id string) bool {
	i, ok := g.data.ByID(id)
	return ok && g.data.Places[i].Seat == 3
}
