package tag

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"tocsin/text"
)

// TestReadingsLeaveNothing holds that a report is tagged alike whatever was tagged before it or is tagged beside it: readings use
// again what those before them left.
func TestReadingsLeaveNothing(t *testing.T) {
	files, err := filepath.Glob("testdata/reports/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no reports", err)
	}
	tg := newTagger(t)
	tags := func(tg *Tagger, d *text.Doc) []byte {
		b, err := json.Marshal(tg.Tag(d, nil))
		if err != nil {
			t.Error(err)
		}
		return b
	}
	docs, alone := make([]*text.Doc, len(files)), make([][]byte, len(files))
	for i, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		docs[i] = analyser.Analyse("", string(b), "")
		alone[i] = tags(&Tagger{places: tg.places, actors: tg.actors, languages: tg.languages}, docs[i])
	}
	var wg sync.WaitGroup
	for _, step := range [...]int{1, -1} {
		wg.Go(func() {
			for k := range docs {
				i := (k*step + len(docs)) % len(docs)
				if got := tags(tg, docs[i]); !bytes.Equal(got, alone[i]) {
					t.Errorf("%s: behind another report its tags are\n%s\nalone they are\n%s", files[i], got, alone[i])
				}
			}
		})
	}
	wg.Wait()
}
