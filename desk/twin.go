package desk

import (
	"context"
	"slices"

	"tocsin/rules"
)

// twin returns another rule that asks the same, in whatever order, and is answered in the same place; nil for none.
func (d *Desk) twin(ctx context.Context, r rules.Rule, e *rules.Expr) (*rules.Rule, error) {
	list, err := d.store.ListRules(ctx, OwnerOf(r))
	if err != nil {
		return nil, err
	}
	asked := clauses(e)
	for i := range list {
		if list[i].ID == r.ID || list[i].Channel != r.Channel {
			continue
		}
		if other, err := rules.Parse(list[i].Text, d.names); err == nil && slices.Equal(clauses(other), asked) {
			return &list[i], nil
		}
	}
	return nil, nil
}

// clauses returns the clauses that a rule joins, in an order of their own.
func clauses(e *rules.Expr) []string {
	var list []string
	for _, part := range e.Parts() {
		list = append(list, part.String())
	}
	slices.Sort(list)
	return list
}
