package tag

import (
	"strings"

	"tocsin/text"
)

// facility returns whose base, ship or post begins at token i: "a Russian ammunition depot", "its positions"; -1 for none. doers
// attack it.
func (r *reading) facility(i, end int, doers []int32) int32 {
	st := int32(-1)
	if possessive(r.d.Tokens[i].Fold) {
		st = -2
	} else if st = r.adjState(i); st < 0 || i+1 < end && r.hyphen(i+1) {
		return -1
	}
	for j := i + 1; j < end && j < i+4; j++ {
		if facilities[r.d.Tokens[j].Fold] {
			if st == -2 {
				return r.standsFor(i, doers)
			}
			return st
		}
		if t := &r.d.Tokens[j]; t.Kind != text.Word || r.is(j, cPrep|cOf|cAnd|cBe|cRel) || r.actorAt[j] > 0 {
			return -1
		}
	}
	return -1
}

// facilities are things that belong to the state whose adjective stands before them.
var facilities = func() map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(`base bases position positions post posts outpost outposts checkpoint checkpoints depot depots ship ships vessel
		vessels warship warships tanker tankers freighter boat boats headquarters airfield airfields airbase airbases embassy consulate mission
		convoy convoys patrol patrols unit units vehicle vehicles bunker bunkers trenches airport airports refinery refineries hospital clinic infrastructure tanks helicopter drone drones
		radar territory soil airspace targets target barracks site sites facility facilities plant plants reactor reactors installation installations silo silos`) {
		m[w] = true
	}
	return m
}()

// siteIn returns the state of a base or plant that only states have and that stands in it, behind what strikes it at token i: "bombed
// nuclear sites in Iran"; nil for none.
func (r *reading) siteIn(i, end int) []int32 {
	for j := i + 1; j+1 < end && j < i+7 && !r.stops(j) && !r.comma(j); j++ {
		n := r.actorAt[j+1]
		if n == 0 || r.d.Tokens[j].Fold != "in" || !facilities[r.d.Tokens[j-1].Fold] || !r.actorInfo(&r.actors[n-1]).state {
			continue
		}
		switch r.d.Tokens[j-2].Fold {
		case "nuclear", "air", "army", "naval", "missile", "radar":
			return []int32{r.actors[n-1].actor}
		}
	}
	return nil
}
