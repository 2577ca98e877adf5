package story

import (
	"slices"

	"tocsin/text"
)

// Two presidents may name a surgeon general in the same words, and two drivers be charged with the same crime: what tells
// such events apart is the name of somebody nobody knows yet.

const (
	headSentences = 2 // of the text: who it is about stands there
	fullName      = 2 // words of a name, without which it could be any word with a capital
)

// names returns the words of the names in the head of a report that are neither places nor known actors, in order.
func (h hasher) names(d *text.Doc, marks []mark) (out []feature) {
	end := len(d.Tokens)
	if d.TitleEnd < end {
		last := min(int(d.Tokens[d.TitleEnd].Sentence)+headSentences, len(d.Sentences)) - 1
		end = d.Sentences[last].End
	}
	lower := map[string]bool{}
	for i := range d.Tokens {
		if d.Tokens[i].Shape == text.Lower {
			lower[d.Tokens[i].Stem] = true
		}
	}
	name := func(i int) bool {
		tok := &d.Tokens[i]
		return tok.Kind == text.Word && (tok.Shape == text.Initial || tok.Shape == text.Mixed) && marks[i]&(ofPlace|ofKnown) == 0 && !lower[tok.Stem]
	}
	for i := 0; i < end; {
		s := &d.Sentences[d.Tokens[i].Sentence]
		first := i
		for i < s.End && name(i) {
			i++
		}
		if i-first >= fullName && !s.NoCase && !s.Upper && !s.Headline {
			for ; first < i; first++ {
				out = append(out, h.of('w', d.Tokens[first].Stem))
			}
		}
		i = max(i, first+1)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// strangers says whether a report is about somebody of whom no report of the story speaks, and does not speak of
// somebody of whom most of them do.
func (c *cluster) strangers(m *told) bool {
	own := 0
	for _, f := range m.names {
		if _, ok := c.sum[f]; !ok {
			own++
		}
	}
	if own < fullName {
		return false
	}
	missing := 0
	for f, reports := range c.names {
		if 2*reports >= len(c.latest) && !m.has(f) {
			missing++
		}
	}
	return missing >= fullName
}
