package places

// Within returns the ids of everything that contains a place, nearest first; none for an id that is not known.
func (g *Gazetteer) Within(id string) []string {
	i, ok := g.data.ByID(id)
	if !ok {
		return nil
	}
	return g.within(i)
}
