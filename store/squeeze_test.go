package store

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestTextsAreReadAsTheyWereWritten(t *testing.T) {
	var q squeezer
	smaller := 0
	rapid.Check(t, func(t *rapid.T) {
		want := strings.Repeat(rapid.String().Draw(t, "text"), rapid.IntRange(0, 400).Draw(t, "times"))
		kept, err := q.squeeze(want)
		if err != nil {
			t.Fatal(err)
		}
		if b, ok := kept.([]byte); ok {
			if smaller++; len(b) >= len(want) {
				t.Fatalf("%d bytes are kept in %d", len(want), len(b))
			}
		}
		got := "what stood there"
		if err := (squeezed{&got}).Scan(kept); err != nil || got != want {
			t.Fatalf("got %q, %v; want %q", got, err, want)
		}
	})
	if smaller == 0 {
		t.Error("nothing was squeezed")
	}
}

// FuzzSqueezed holds that a damaged text is an error or a text, in bounded memory.
func FuzzSqueezed(f *testing.F) {
	kept, err := new(squeezer).squeeze(strings.Repeat("strike on a depot ", 40))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(kept.([]byte))
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0x0f})
	f.Fuzz(func(t *testing.T, b []byte) {
		var s string
		if err := (squeezed{&s}).Scan(b); err != nil && !errors.Is(err, ErrCorrupt) {
			t.Error(err)
		}
	})
}
