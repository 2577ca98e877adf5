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
	for j := i + 1; j < len(d.Tokens) && d.Tokens[j].InTitle == d.Tokens[i].InTitle; j++ {
		tok := &d.Tokens[j]
		if sought(tok) {
			return j
		}
		if !passable(tok, &d.Tokens[j-1]) {
			return -1
		}
	}
	return -1
}

// passable says whether a phrase goes on across a mark.
func passable(tok, before *text.Token) bool {
	switch {
	case tok.Kind == text.Possessive:
		return true
	case tok.Kind != text.Punct:
		return false
	}
	switch tok.Fold {
	case `"`, "'", "“", "”", "„", "‘", "’", "«", "»", "「", "」", "『", "』", "《", "》":
		return true
	case "-", "‐", "‑", "–", "־":
		return !tok.Space
	case ".": // of an initialism: U.S. troops
		return !tok.Space && before.Kind == text.Word && (strings.Contains(before.Fold, ".") || len(before.Fold) == 1)
	}
	return false
}

// reason returns the first stretch of a document that meets a term.
func (t *term) reason(d *text.Doc, titleOnly bool) (report.Mention, bool) {
	first, last, ok := t.find(d, titleOnly)
	if !ok {
		return report.Mention{}, false
	}
	return d.Mention(first, last), true
}
