package places

import (
	_ "embed"
	"fmt"
	"strings"

	"tocsin/tag/internal/gaz"
	"tocsin/text"
)

//go:embed cues.txt
var cuesFile string

const (
	cueVote = 0.3 // what a cue says for its country
	maxCues = 4   // how many count
)

// loadCues reads cues.txt into folded words and phrases of two words -> country, and marks the words that begin one.
func (g *Gazetteer) loadCues() error {
	g.cues = make(map[string]int)
	for line := range strings.Lines(cuesFile) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		code, words, _ := strings.Cut(line, ":")
		country, ok := g.data.ByID(code)
		if !ok {
			return fmt.Errorf("cues: there is no country %s", code)
		}
		for phrase := range strings.SplitSeq(words, ",") {
			w := strings.Fields(text.Fold(phrase))
			if len(w) == 0 || len(w) > 2 {
				return fmt.Errorf("cues: %q is not one word or two", phrase)
			}
			g.cues[strings.Join(w, " ")] = country
			*g.words.of.At(w[0]) |= cue
		}
	}
	return nil
}

// hear lets the cues of the report speak for their countries, each once.
func (f *finder) hear() {
	heard := make(map[string]bool)
	counts := make(map[int]int)
	for i := range f.d.Tokens {
		if f.d.Tokens[i].Kind != text.Word || !f.is(i, cue) {
			continue
		}
		phrase := f.d.Tokens[i].Fold
		country, ok := f.g.cues[phrase]
		if n := f.wordAfter(i); !ok && n >= 0 {
			phrase += " " + f.d.Tokens[n].Fold
			country, ok = f.g.cues[phrase]
		}
		if ok && !heard[phrase] && counts[country] < maxCues {
			heard[phrase] = true
			counts[country]++
			f.vote(gaz.NewRef(country, gaz.Official), cueVote)
		}
	}
}
