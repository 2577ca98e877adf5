package rules

import (
	"strings"

	"tocsin/report"
	"tocsin/text"
)

// find returns the first tokens of a document that a term is met by, both inclusive; ok is false when there are none.
func (t *term) find(d *text.Doc, titleOnly bool) (first, last int, ok bool) {
	end := len(d.Tokens)
	if titleOnly {
		end = d.TitleEnd
	}
	lang := langBit(d.Lang)
	if t.exact == nil && len(t.words) == 1 && !t.prefix {
		stem := t.words[0].stem(lang)
		for i := range d.Tokens[:end] {
			if tok := &d.Tokens[i]; tok.Stem == stem && sought(tok) {
				return i, i, true
			}
		}
		return 0, 0, false
	}
	for i := range end {
		if last, ok := t.at(d, i, lang); ok {
			return i, last, true
		}
	}
	return 0, 0, false
}

// at says whether a term is met by the tokens from i on, and up to which.
func (t *term) at(d *text.Doc, i int, lang langSet) (last int, ok bool) {
	if t.exact != nil {
		return t.exactAt(d, i)
	}
	for n := range t.words {
		if i < 0 || !sought(&d.Tokens[i]) || !t.meets(n, &d.Tokens[i], lang) {
			return 0, false
		}
		last = i
		if n+1 < len(t.words) {
			i = following(d, i)
		}
	}
	return last, true
}

// meets compares the nth word with a token.
func (t *term) meets(n int, tok *text.Token, lang langSet) bool {
	if t.prefix && n == len(t.words)-1 {
		return strings.HasPrefix(tok.Fold, t.words[n].fold)
	}
	return tok.Stem == t.words[n].stem(lang)
}

func (t *term) exactAt(d *text.Doc, i int) (last int, ok bool) {
	for n, piece := range t.exact {
		j := i + n
		if j >= len(d.Tokens) || d.Tokens[j].InTitle != d.Tokens[i].InTitle {
			return 0, false
		}
		if n > 0 {
			var spaced bool
			if piece, spaced = strings.CutPrefix(piece, " "); spaced != d.Tokens[j].Space {
				return 0, false
			}
		}
		if d.Raw(j) != piece {
			return 0, false
		}
	}
	return i + len(t.exact) - 1, true
}

// following returns the token that follows token i in a phrase, -1 when there is none or something stands between.
func following(d *text.Doc, i int) int {
	end := len(d.Keys)
	if i < d.TitleEnd {
		end = d.TitleEnd
	}
	for j := i + 1; j < end; j++ {
		if d.Keys[j].Stem != 0 {
			return j
		}
		if !passable(d, j) {
			return -1
		}
	}
	return -1
}

// mark says what a phrase does about a mark in its way.
type mark uint8

const (
	markStops  mark = iota
	markPasses      // quotation marks, possessive endings
	markJoins       // passes when it touches the word before it: hyphens
	markDots        // passes as the full stop of an initialism: U.S. troops
)

// marks are by the text.Head of what is written, so that the text itself need not be looked at.
var marks = func() map[uint64]mark {
	m := map[uint64]mark{text.Head("'s"): markPasses, text.Head("."): markDots}
	for _, r := range `"'“”„‘’«»「」『』《》` {
		m[text.Head(string(r))] = markPasses
	}
	for _, r := range "-‐‑–־" {
		m[text.Head(string(r))] = markJoins
	}
	return m
}()

// passable says whether a phrase goes on across the mark at j.
func passable(d *text.Doc, j int) bool {
	switch marks[d.Keys[j].Head] {
	case markPasses:
		return true
	case markJoins:
		return !d.Tokens[j].Space
	case markDots:
		return initialism(d, j-1) && !d.Tokens[j].Space
	}
	return false
}

// initialism says whether a word is a letter, or begins like letters with full stops.
func initialism(d *text.Doc, i int) bool {
	const ones, dots = 0x0101010101010101, 0x0101010101010101 * '.'
	head := d.Keys[i].Head
	letter := head<<8 == 0
	others := head ^ dots // a byte is 0 where a full stop is
	return (letter || (others-ones)&^others&(ones<<7) != 0) && d.Tokens[i].Kind == text.Word
}

// reason returns the first stretch of a document that meets a term.
func (t *term) reason(d *text.Doc, titleOnly bool) (report.Mention, bool) {
	first, last, ok := t.find(d, titleOnly)
	if !ok {
		return report.Mention{}, false
	}
	return d.Mention(first, last), true
}
