package store

import (
	"strings"

	"tocsin/rules"
	"tocsin/text"
)

// A hearing makes of the words of a pack documents with the words that a rule asks for, with the marks beside these, and
// with one token for whatever else stands between: a rule is met by them as by the whole texts.
type hearing struct {
	from *wordReader
	// Of each form: 0 for a word that is not asked for, else the number of its token, from 1.
	heard  []uint32
	tokens []text.Token
	keys   []text.Key
	any    bool // one of the words that are asked for occurs
	marks  []uint32
	doc    text.Doc
}

// other stands for words that are not asked for: it is a word, and none that a rule can ask for.
var other = text.Token{Kind: text.Word, Fold: "\x00", Stem: "\x00"}

func hear(words []byte, ear *rules.Ear) (*hearing, error) {
	from, err := readingWords(words)
	if err != nil {
		return nil, err
	}
	h := &hearing{from: from, heard: make([]uint32, 0, from.n)}
	var raw strings.Builder
	for f := (codedForm{}); from.next(&f); {
		word := isWord(f.kind, f.fold)
		if word && !ear.Hears(f.fold, f.stem) {
			h.heard = append(h.heard, 0)
			continue
		}
		h.any = h.any || word
		t := text.Token{Kind: f.kind, Space: f.space, Fold: f.fold, Stem: f.stem, ByteStart: int32(raw.Len())}
		raw.WriteString(f.whole().raw)
		t.ByteEnd = int32(raw.Len())
		key := text.Key{Head: text.Head(f.fold)}
		if word {
			key.Stem = text.Hash(f.stem)
		}
		h.tokens, h.keys = append(h.tokens, t), append(h.keys, key)
		h.heard = append(h.heard, uint32(len(h.tokens)))
	}
	h.doc.Title = raw.String()
	h.doc.Text = h.doc.Title
	return h, nil
}

// isWord says whether a token is one that rules compare words with.
func isWord(k text.Kind, fold string) bool { return (k == text.Word || k == text.Number) && fold != "" }

// skip passes over the words of a report.
func (h *hearing) skip(size int) error {
	_, err := h.from.take(size)
	return err
}

// next returns the words of the next report, until it is called again.
func (h *hearing) next(size int, lang string) (*text.Doc, error) {
	stream, err := h.from.take(size)
	if err != nil {
		return nil, err
	}
	d := &h.doc
	d.Lang, d.Tokens, d.Keys, d.TitleEnd = lang, d.Tokens[:0], d.Keys[:0], 0
	if !h.any {
		return d, nil
	}
	title, at := varint(stream)
	titleEnd := int(title)
	var (
		i     int  // of the token
		near  bool // the last word was one that is asked for
		apart bool // others stood between since
	)
	marks := h.marks[:0] // since the last word, where that is not asked for
	for ; at < len(stream); i++ {
		// A backtest spends its time here. Most numbers have one byte or two, and nobody can foretell which: no branch.
		form, second := uint(stream[at]), uint(0)
		if at+1 < len(stream) {
			second = uint(stream[at+1])
		}
		two := form >> 7
		form = form&0x7f | second<<7&-two
		if at += 1 + int(two); form >= 1<<14 {
			v, n := varint(stream[at-2:])
			form, at = uint(v), at-2+n
			if n == 0 {
				return nil, errWords
			}
		}
		if form >= uint(len(h.heard)) {
			return nil, errWords
		}
		m := h.heard[form]
		switch {
		case m == 0:
			near, apart, marks = false, true, marks[:0]
		case near:
			h.put(m, i < titleEnd)
		case h.keys[m-1].Stem != 0: // a word
			if apart {
				h.put(0, i < titleEnd)
			}
			for k, mark := range marks {
				h.put(mark, i-len(marks)+k < titleEnd)
			}
			h.put(m, i < titleEnd)
			near, apart, marks = true, false, marks[:0]
		default:
			marks = append(marks, m)
		}
	}
	h.marks = marks
	return d, nil
}

// put adds a token to the document, the one for other words when m is 0.
func (h *hearing) put(m uint32, title bool) {
	d := &h.doc
	t, key := other, text.Key{Stem: text.Hash(other.Stem)}
	if m > 0 {
		t, key = h.tokens[m-1], h.keys[m-1]
	}
	if t.InTitle = title; title {
		d.TitleEnd = len(d.Tokens) + 1
	}
	d.Tokens, d.Keys = append(d.Tokens, t), append(d.Keys, key)
}
