package places

import (
	"strings"
	"unicode/utf8"

	"tocsin/tag/internal/gaz"
	"tocsin/text"
)

// inflected finds a name in a script whose words take endings or particles: Cyrillic cases, particles that Arabic
// and Hebrew write onto the word.
func (f *finder) inflected(i int) (last, name int) {
	r, _ := utf8.DecodeRuneInString(f.d.Tokens[i].Fold)
	switch {
	case r >= 0x0400 && r < 0x0530:
		if last, name = f.stemmed(i); name < 0 {
			return f.declined(i)
		}
		return last, name
	case r >= 0x0600 && r < 0x0700:
		return f.prefixed(i, arabic)
	case r >= 0x0590 && r < 0x0600:
		return f.prefixed(i, hebrew)
	}
	return i, -1
}

// stemmed finds the longest name whose words have the stems of the tokens from i on.
func (f *finder) stemmed(i int) (last, name int) {
	last, name = i, -1
	h := gaz.NewHash()
	for j := i; j < len(f.d.Tokens) && f.d.Tokens[j].Sentence == f.d.Tokens[i].Sentence; j++ {
		t := &f.d.Tokens[j]
		if t.Kind == text.Punct && j > i && f.joins(j) {
			continue
		}
		if t.Kind != text.Word {
			break
		}
		h = h.Add(t.Stem)
		n, longer := f.g.data.Lookup(h)
		if n >= 0 && len(f.g.data.Refs(n)) > 0 {
			if f.d.Tokens[i].Shape != text.Lower && f.g.data.Refs(n)[0].Name() != gaz.Body || f.small(n, j) {
				last, name = j, n
			}
		}
		if !longer {
			break
		}
	}
	return last, name
}

// endings are those of Cyrillic cases, the longest first, and the letters that the name itself may end in instead.
var (
	endings     = []string{"ами", "ой", "ою", "ом", "ах", "е", "у", "ы", "и", "і", "ю", "я", "а"}
	nominatives = []string{"а", "", "я", "о", "ь"}
)

// closing are the ends of Ukrainian names whose vowel changes when an ending follows: Києв-і of Київ, Чернігов-а of Чернігів.
var closing = map[string]string{"єв": "їв", "ов": "ів", "ев": "ів"}

// declined finds a single name in a case that the stemmer takes for a verb's ending: "в Махачкале".
func (f *finder) declined(i int) (last, name int) {
	for _, e := range endings {
		stem, ok := strings.CutSuffix(f.d.Tokens[i].Fold, e)
		if !ok || utf8.RuneCountInString(stem) < 4 {
			continue
		}
		for _, n := range nominatives {
			if k := f.g.data.Find(stem + n); k >= 0 && f.known(k) && f.wellWritten(i, i, k) {
				return i, k
			}
		}
		for open, closed := range closing {
			if root, ok := strings.CutSuffix(stem, open); ok {
				if k := f.g.data.Find(root + closed); k >= 0 && f.known(k) && f.wellWritten(i, i, k) {
					return i, k
				}
			}
		}
	}
	return i, -1
}

// particles are what a script writes onto the beginning of a name, the longest first, and the article that goes with it.
type particles struct {
	article string
	all     []string
}

var (
	arabic = &particles{article: "ال", all: []string{"وال", "بال", "فال", "كال", "ولل", "لل", "وب", "ول", "و", "ف", "ب", "ل"}}
	hebrew = &particles{all: []string{"שב", "וב", "ול", "ומ", "וה", "ב", "ל", "מ", "ה", "ו", "ש", "כ"}}
)

// prefixed finds a name behind the particles that are written onto it: in Arabic و ف ب ل and the article, which some of
// them swallow, in Hebrew ב ל מ ה ו ש.
func (f *finder) prefixed(i int, ps *particles) (last, name int) {
	w := f.d.Tokens[i].Fold
	for _, p := range ps.all {
		rest, ok := strings.CutPrefix(w, p)
		if !ok || utf8.RuneCountInString(rest) < 2 {
			continue
		}
		if ps.article != "" {
			if last, name = f.continued(i, ps.article+rest, rest); name >= 0 {
				return last, name
			}
		}
		if len(p) > 4 && ps.article != "" {
			continue // the article was among the particles
		}
		if last, name = f.continued(i, rest, rest); name >= 0 {
			return last, name
		}
	}
	return i, -1
}

// continued returns the longest name of a known place that begins with the word form in place of token i; a single word
// needs three letters of its own.
func (f *finder) continued(i int, form, own string) (last, name int) {
	last, name = i, -1
	d := f.g.data
	h := gaz.NewHash().Add(form)
	n, longer := d.Lookup(h)
	if n >= 0 && utf8.RuneCountInString(own) >= 3 && f.known(n) {
		name = n
	}
	for j := i + 1; longer && j < len(f.d.Tokens) && f.d.Tokens[j].Kind == text.Word && f.d.Tokens[j].Sentence == f.d.Tokens[i].Sentence; j++ {
		h = h.Add(f.d.Tokens[j].Fold)
		if n, longer = d.Lookup(h); n >= 0 && f.known(n) {
			last, name = j, n
		}
	}
	return last, name
}

const leastKnown = 4.3

// known says whether a name stands for a place that is well known: others are too easily met by chance behind a particle.
func (f *finder) known(n int) bool {
	refs := f.g.data.Refs(n)
	return len(refs) > 0 && f.g.data.Places[refs[0].Place()].Prominence() > leastKnown
}
