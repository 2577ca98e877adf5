package desk

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tocsin/report"
	"tocsin/text"
)

// A Choice is one completion: what is shown, and what is filled in.
type Choice struct {
	Name  string
	Value string
}

// Completing says what is being typed.
type Completing string

const (
	CompleteRegion Completing = "region"
	CompleteActor  Completing = "actor"
	CompleteRule   Completing = "rule"
	CompleteSource Completing = "source"
	CompleteFeed   Completing = "feed"  // a well-known one, to be added
	CompleteMute   Completing = "mute"  // what can be muted
	CompleteMuted  Completing = "muted" // what is
)

// MostChoices is how many completions are given at most.
const MostChoices = 25

// Complete returns what may be meant by what has been typed so far, likeliest first.
func (d *Desk) Complete(ctx context.Context, c Caller, what Completing, typed string) ([]Choice, error) {
	typed = clip(strings.TrimSpace(typed), maxName)
	switch what {
	case CompleteRegion:
		return d.choices(d.names.CompletePlace(typed, MostChoices)), nil
	case CompleteActor:
		return d.choices(d.names.CompleteActor(typed, MostChoices)), nil
	case CompleteRule:
		list, err := d.ListRules(ctx, c)
		var all []Choice
		for _, r := range list {
			state := ""
			if r.Paused {
				state = " (paused)"
			}
			all = append(all, Choice{fmt.Sprintf("%d · %s%s", r.ID, r.Name, state), strconv.FormatInt(r.ID, 10)})
		}
		return matchingChoices(all, typed), err
	case CompleteSource:
		list, err := d.store.Sources(ctx, c.Guild)
		var all []Choice
		for _, s := range list {
			all = append(all, Choice{fmt.Sprintf("%d · %s", s.ID, s.Name), strconv.FormatInt(s.ID, 10)})
		}
		return matchingChoices(all, typed), err
	case CompleteMute:
		return d.mutable(ctx, c, typed)
	case CompleteMuted:
		return d.muted(ctx, c, typed)
	case CompleteFeed:
		var all []Choice
		for _, l := range d.listed.Complete(typed, MostChoices) {
			all = append(all, Choice{l.Name, l.URL})
		}
		return all, nil
	}
	return nil, nil
}

// matchingChoices keeps the choices with a word that begins as typed, or with the number typed; the very number comes first.
func matchingChoices(all []Choice, typed string) []Choice {
	var kept []Choice
	want := text.Fold(typed)
	if i := slices.IndexFunc(all, func(ch Choice) bool { return ch.Value == typed }); i > 0 {
		all = slices.Concat(all[i:i+1], all[:i], all[i+1:])
	}
	for _, ch := range all {
		if want == "" || strings.HasPrefix(ch.Value, typed) || strings.Contains(" "+text.Fold(ch.Name), " "+want) {
			if kept = append(kept, ch); len(kept) == MostChoices {
				break
			}
		}
	}
	return kept
}

// choices shows what tells readings of one name apart: what it is, and where.
func (d *Desk) choices(list []report.Candidate) []Choice {
	choices := make([]Choice, 0, len(list))
	for _, n := range list[:min(len(list), MostChoices)] {
		shown := d.reading(n)
		if n.Alias != "" {
			shown = n.Alias + " → " + shown // what was typed is a further name of it
		}
		choices = append(choices, Choice{shown, n.ID})
	}
	return choices
}

func (d *Desk) reading(n report.Candidate) string {
	switch kind := report.PlaceKind(n.Kind); kind {
	case report.Country, report.Territory, report.Area, report.Water:
		return n.Name
	}
	name := n.Name
	if n.Country != "" && n.Country != n.ID {
		name += ", " + d.countryName(n.Country)
	}
	return fmt.Sprintf("%s (%s)", name, kindWord(n.Kind))
}

// kindWord says what a place or actor is.
func kindWord(kind string) string {
	switch kind {
	case string(report.Admin1):
		return "region"
	case string(report.Admin2):
		return "district"
	case string(report.ArmedGroup):
		return "armed group"
	}
	return kind
}
