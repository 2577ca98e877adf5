package rules

import (
	"slices"
	"strings"

	"tocsin/text"
)

// nearest returns up to n of names that are written much like name, nearest first: at most one change in three letters.
func nearest(name string, names []string, n int) []string {
	type near struct {
		name string
		far  int
	}
	var found []near
	want := []rune(text.Fold(name))
	for _, c := range names {
		have := []rune(text.Fold(c))
		far := distance(want, have)
		if len(want) >= 3 && (strings.HasPrefix(string(have), string(want)) || strings.HasPrefix(string(want), string(have))) {
			far = 1
		}
		if far <= max(1, len(want)/3) {
			found = append(found, near{c, far})
		}
	}
	slices.SortStableFunc(found, func(a, b near) int { return a.far - b.far })
	out := make([]string, 0, n)
	for _, f := range found[:min(n, len(found))] {
		out = append(out, f.name)
	}
	return out
}

// distance is how many letters must be changed, added, dropped or swapped with their neighbour to make a into b.
func distance(a, b []rune) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range a {
		row[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(last[j+1]+1, row[j]+1, last[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
