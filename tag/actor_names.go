package tag

import (
	"sort"
	"strings"
	"unicode/utf8"

	"tocsin/report"
	"tocsin/text"
)

// CompleteActor returns up to n actors one of whose names has a word that begins with prefix, those whose name itself
// begins so first. Capitals, accents and apostrophes do not matter.
func (t *Tagger) CompleteActor(prefix string, n int) []report.Candidate {
	want := text.Fold(strings.TrimSpace(prefix))
	if want == "" {
		return nil
	}
	return t.rank(n, func(folded string) float64 {
		switch {
		case folded == want:
			return 4
		case strings.HasPrefix(folded, want):
			return 3
		case strings.Contains(folded, " "+want):
			return 2
		}
		return 0
	})
}

// NearestActor returns up to n actors whose names are written nearly like name: at most one letter in four differs.
func (t *Tagger) NearestActor(name string, n int) []report.Candidate {
	want := text.Fold(strings.TrimSpace(name))
	length := utf8.RuneCountInString(want)
	if length < 3 {
		return nil
	}
	most := max(1, length/4)
	return t.rank(n, func(folded string) float64 {
		if l := utf8.RuneCountInString(folded); l < length-most || l > length+most {
			return 0
		}
		if d := editDistance(want, folded, most); d <= most {
			return 2 - float64(d)/float64(length)
		}
		return 0
	})
}

// rank returns the n actors with the best name by score, 0 meaning none.
func (t *Tagger) rank(n int, score func(folded string) float64) []report.Candidate {
	best := make(map[int32]float64)
	for i := range t.actors.spelt {
		s := &t.actors.spelt[i]
		if v := score(s.fold); v > best[s.actor] {
			best[s.actor] = v
		}
	}
	found := make([]int32, 0, len(best))
	for a := range best {
		found = append(found, a)
	}
	l := t.actors
	value := func(a int32) float64 { return best[a] + weight(&l.all[a])/10 }
	sort.Slice(found, func(i, j int) bool {
		if x, y := value(found[i]), value(found[j]); x != y {
			return x > y
		}
		return l.all[found[i]].id < l.all[found[j]].id
	})
	var out []report.Candidate
	for _, a := range found[:min(n, len(found))] {
		c := l.all[a].candidate()
		c.Weight = value(a)
		out = append(out, c)
	}
	return out
}

func (a *actor) candidate() report.Candidate {
	return report.Candidate{ID: a.id, Name: a.name, Kind: string(a.kind), Country: a.country, Weight: weight(a)}
}

// editDistance counts the letters to insert, leave out or exchange between a and b, giving up beyond most.
func editDistance(a, b string, most int) int {
	x, y := []rune(a), []rune(b)
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(x); i++ {
		diagonal, least := row[0], i
		row[0] = i
		for j := 1; j <= len(y); j++ {
			d := diagonal
			if x[i-1] != y[j-1] {
				d = 1 + min(diagonal, row[j], row[j-1])
			}
			diagonal, row[j] = row[j], d
			least = min(least, d)
		}
		if least > most {
			return most + 1
		}
	}
	return row[len(y)]
}
