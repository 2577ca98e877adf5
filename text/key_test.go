package text

import "testing"

func TestKeysAreThoseOfTheTokens(t *testing.T) {
	a := NewAnalyser()
	for range 2 { // also from memory
		d := a.Analyse("Strikes on Iraq’s “F-16” base", "The workers' strikes killed 2,500 – l'Irak. Атаки ’ ʼ", "en")
		if len(d.Keys) != len(d.Tokens) {
			t.Fatalf("%d keys for %d tokens", len(d.Keys), len(d.Tokens))
		}
		for i := range d.Tokens {
			tok := &d.Tokens[i]
			want := Key{Fold: Hash(tok.Fold), Head: Head(tok.Fold)}
			if (tok.Kind == Word || tok.Kind == Number) && tok.Fold != "" {
				want.Stem = Hash(tok.Stem)
			}
			if d.Keys[i] != want {
				t.Errorf("the key of %q is %x, want %x", tok.Fold, d.Keys[i], want)
			}
		}
	}
	if got := Head("strike"); got != 0x737472696b650000 {
		t.Errorf("the head of strike is %x", got)
	}
	if Head("airstrikes") != Head("airstrik") || Head("") != 0 {
		t.Error("a head has the first eight bytes")
	}
}
