package places

// Capital says whether the place with an id is the capital of a country.
func (g *Gazetteer) Capital(id string) bool {
	i, ok := g.data.ByID(id)
	return ok && g.data.Places[i].Seat == 3
}

// Capital says whether hit k is of the capital of a country.
func (f *Found) Capital(k int) bool { return f.g.data.Places[f.Hits[k].Place].Seat == 3 }
