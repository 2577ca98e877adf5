package store

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tocsin/text"
)

// A wordPack holds the words of reports: every form that occurs once, the most frequent first, then for each report the
// numbers of its tokens in their order. From that a text.Doc can be made again, as far as rules look at one.
type wordPack struct {
	forms []wordForm
	byRaw map[string]uint32 // the number of the last form that is written so, from 1
	like  []uint32          // by form: the one before it that is written so, from 1
	docs  []wordList
}

// A wordForm is a token as rules see it.
type wordForm struct {
	kind            text.Kind
	space           bool
	raw, fold, stem string
}

// A wordList is the tokens of a report, the title's first.
type wordList struct {
	titleEnd int
	tokens   []uint32
}

// number returns the number of a form. They are looked up by what is written: the rest seldom differs.
func (w *wordPack) number(f *wordForm) uint32 {
	last := w.byRaw[f.raw]
	for n := last; n > 0; n = w.like[n-1] {
		if w.forms[n-1] == *f {
			return n - 1
		}
	}
	if w.byRaw == nil {
		w.byRaw = map[string]uint32{}
	}
	w.forms = append(w.forms, *f)
	w.like = append(w.like, last)
	w.byRaw[f.raw] = uint32(len(w.forms))
	return uint32(len(w.forms) - 1)
}

func (w *wordPack) add(d *text.Doc) {
	l := wordList{titleEnd: d.TitleEnd, tokens: make([]uint32, len(d.Tokens))}
	for i := range d.Tokens {
		t := &d.Tokens[i]
		l.tokens[i] = w.number(&wordForm{t.Kind, t.Space, d.Raw(i), t.Fold, t.Stem})
	}
	w.docs = append(w.docs, l)
}

// copy adds a report out of another pack, whose forms have these numbers here.
func (w *wordPack) copy(stream []byte, numbers []uint32) error {
	titleEnd, n := varint(stream)
	l := wordList{titleEnd: int(titleEnd), tokens: make([]uint32, 0, len(stream)*3/4)}
	for stream = stream[n:]; len(stream) > 0; stream = stream[n:] {
		var t uint64
		if t, n = varint(stream); n == 0 || t >= uint64(len(numbers)) {
			return errWords
		}
		l.tokens = append(l.tokens, numbers[t])
	}
	w.docs = append(w.docs, l)
	return nil
}

// encode returns the words, and the size of those of each report.
func (w *wordPack) encode() (out []byte, sizes []int) {
	counts := make([]int, len(w.forms))
	for _, d := range w.docs {
		for _, t := range d.tokens {
			counts[t]++
		}
	}
	order := make([]uint32, 0, len(w.forms)) // without what no report has any more
	for i, n := range counts {
		if n > 0 {
			order = append(order, uint32(i))
		}
	}
	if len(w.docs) >= mergeAt { // a smaller pack is soon written again
		slices.SortFunc(order, func(a, b uint32) int { return cmp.Or(counts[b]-counts[a], cmp.Compare(a, b)) })
	}
	numbers := make([]uint32, len(w.forms))
	var forms []byte
	for i, form := range order {
		numbers[form] = uint32(i)
		forms = w.forms[form].append(forms)
	}
	out = binary.AppendUvarint([]byte{packVersion}, uint64(len(order)))
	out = binary.AppendUvarint(out, uint64(len(forms)))
	out = append(out, forms...)
	for _, d := range w.docs {
		begin := len(out)
		out = binary.AppendUvarint(out, uint64(d.titleEnd))
		for _, t := range d.tokens {
			out = binary.AppendUvarint(out, uint64(numbers[t]))
		}
		sizes = append(sizes, len(out)-begin)
	}
	return out, sizes
}

// How a form is written differs from its fold.
const (
	rawFold  = iota // not at all
	rawTitle        // the first letter is a capital
	rawUpper        // all are
	rawOther
)

// append writes a form: a byte for its kind and how the rest is told, the fold, then the stem and what is written where
// the fold does not tell them.
func (w *wordForm) append(out []byte) []byte {
	head := byte(w.kind) << 4
	if w.space {
		head |= 1
	}
	if w.stem == w.fold {
		head |= 2
	}
	written := byte(rawOther)
	for i := byte(rawFold); i < rawOther; i++ {
		if rawOf(i, w.fold) == w.raw {
			written = i
			break
		}
	}
	out = append(out, head|written<<2)
	out = appendText(out, w.fold)
	if w.stem != w.fold {
		n := 0
		for n < min(len(w.stem), len(w.fold)) && w.stem[n] == w.fold[n] {
			n++
		}
		out = binary.AppendUvarint(out, uint64(n))
		out = appendText(out, w.stem[n:])
	}
	if written == rawOther {
		out = appendText(out, w.raw)
	}
	return out
}

func appendText(out []byte, s string) []byte {
	return append(binary.AppendUvarint(out, uint64(len(s))), s...)
}

func rawOf(written byte, fold string) string {
	switch written {
	case rawTitle:
		r, n := utf8.DecodeRuneInString(fold)
		return string(unicode.ToUpper(r)) + fold[n:]
	case rawUpper:
		return strings.ToUpper(fold)
	}
	return fold
}

// A wordReader reads what wordPack.encode wrote: first all forms, then the words of one report after the other.
type wordReader struct {
	forms form
	n     int    // of the forms that are to come
	rest  []byte // of the words
}

// errWords says that words are not what was written.
var errWords = fmt.Errorf("words of reports: %w", ErrCorrupt)

func readingWords(b []byte) (*wordReader, error) {
	if len(b) == 0 || b[0] != packVersion {
		return nil, fmt.Errorf("words of an unknown version: %w", ErrCorrupt)
	}
	b = b[1:]
	n, at := varint(b)
	size, more := varint(b[at:])
	b = b[at+more:]
	if at == 0 || more == 0 || size > uint64(len(b)) || n > size {
		return nil, errWords
	}
	return &wordReader{forms: form{reading: true, in: string(b[:size])}, n: int(n), rest: b[size:]}, nil
}

// A codedForm is a form as it is read: what is written is worked out only where it is asked for.
type codedForm struct {
	wordForm
	written byte
}

// next reads a form; false after the last.
func (r *wordReader) next(w *codedForm) bool {
	if r.n == 0 || r.forms.left() == 0 {
		r.n = 0
		return false
	}
	r.n--
	f := &r.forms
	head := f.in[f.at]
	f.at++
	w.kind, w.space, w.written = text.Kind(head>>4), head&1 != 0, head>>2&3
	f.raw(&w.fold)
	w.stem = w.fold
	if head&2 == 0 {
		var n uint64
		f.uvarint(&n)
		f.raw(&w.stem)
		switch {
		case n > uint64(len(w.fold)):
			f.fail()
		case w.stem == "":
			w.stem = w.fold[:n]
		default:
			w.stem = w.fold[:n] + w.stem
		}
	}
	if w.raw = ""; w.written == rawOther {
		f.raw(&w.raw)
	}
	return !f.broken
}

func (w *codedForm) whole() wordForm {
	f := w.wordForm
	if w.written != rawOther {
		f.raw = rawOf(w.written, f.fold)
	}
	return f
}

// into reads all forms, and returns their numbers in w.
func (r *wordReader) into(w *wordPack) (numbers []uint32) {
	numbers = make([]uint32, 0, r.n)
	for f := (codedForm{}); r.next(&f); {
		form := f.whole()
		numbers = append(numbers, w.number(&form))
	}
	return numbers
}

// take returns the words of the next report.
func (r *wordReader) take(size int) ([]byte, error) {
	if r.forms.broken || size < 1 || size > len(r.rest) {
		return nil, errWords
	}
	words := r.rest[:size]
	r.rest = r.rest[size:]
	return words, nil
}
