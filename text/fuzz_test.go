package text

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// FuzzAnalyse holds that tokens stand where they say, in code points and in bytes, that sentences part them, and that folding
// leaves something of every word.
func FuzzAnalyse(f *testing.F) {
	f.Add("", "")
	f.Add("👩‍👩‍👧 \u202eKabul\u202c", "e\u0301te\u0301 \u200bKa\u200bbul й ї Iraq’s l’Irak\x00\xff 🇺🇦🇺🇸\u2028x")
	f.Add("ــعـدد", "عَدَدُ ٢٤٬٠٠٠ \u200f(בגדאד)\u200e ประเทศ 北京")
	a := NewAnalyser()
	f.Fuzz(func(t *testing.T, title, body string) {
		d := a.Analyse(title, body, "")
		if !utf8.ValidString(d.Title) || !utf8.ValidString(d.Text) || d.Lang == "" {
			t.Fatalf("invalid text or no language: %q %q %q", d.Title, d.Text, d.Lang)
		}
		letters := map[bool][]rune{true: []rune(d.Title), false: []rune(d.Text)}
		at := map[bool]int32{}
		for i := range d.Tokens {
			tok := &d.Tokens[i]
			if tok.Start < at[tok.InTitle] || tok.End <= tok.Start || int(tok.End) > len(letters[tok.InTitle]) {
				t.Fatalf("token %d [%d,%d) of %q overlaps or is empty", i, tok.Start, tok.End, string(letters[tok.InTitle]))
			}
			if got, want := string(letters[tok.InTitle][tok.Start:tok.End]), d.Raw(i); got != want {
				t.Fatalf("token %d: code points give %q, bytes give %q", i, got, want)
			}
			at[tok.InTitle] = tok.End
			if tok.Kind == Word && tok.Fold == "" && strings.ContainsFunc(d.Raw(i), func(r rune) bool { return unicode.IsLetter(r) && r != 'ـ' && !isApostrophe(r) }) {
				t.Fatalf("nothing is left of %q", d.Raw(i))
			}
		}
		next := 0
		for i := range d.Sentences {
			s := &d.Sentences[i]
			if s.First != next || s.End <= s.First {
				t.Fatalf("sentence %d is [%d,%d), want it to begin at %d", i, s.First, s.End, next)
			}
			next = s.End
		}
		if next != len(d.Tokens) {
			t.Fatalf("sentences end at token %d of %d", next, len(d.Tokens))
		}
	})
}

// TestInvisible holds that invisible marks neither part a word nor belong to it.
func TestInvisible(t *testing.T) {
	a := NewAnalyser()
	for in, want := range map[string]string{
		"Ka\u200bbul burns":             "kabul burns",
		"Ka\u00adbul \u202eburns\u202c": "kabul burns",
		"\u202a\u202bKabul\u2069":       "kabul",
		"Ки\u200bїв й":                  "київ й",
		"بغ\u200bداد":                   "بغداد",
		"می\u200cشود":                   "ميشود",
		"Gao\u200b.\u200bMali":          "gao . mali",
	} {
		var got []string
		for _, tok := range a.Tokens(in, "") {
			got = append(got, tok.Fold)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: tokens %q, want %q", in, got, want)
		}
	}
}
