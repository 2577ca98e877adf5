package words

import (
	"fmt"
	"testing"

	"tocsin/text"
)

// TestTable holds the table against a map, with words added in turn and changed where they stand.
func TestTable(t *testing.T) {
	table, twin := New[int](), make(map[string]int)
	for i := range 5000 {
		w := fmt.Sprint("word", i%3000)
		*table.At(w) += i
		twin[w] += i
		if table.Len() != len(twin) {
			t.Fatalf("%d words, want %d", table.Len(), len(twin))
		}
	}
	for i := range 6000 { // half of them are not there
		w := fmt.Sprint("word", i)
		if got := table.Find(text.Hash(w)); got != twin[w] {
			t.Errorf("%s: %d, want %d", w, got, twin[w])
		}
	}
}
