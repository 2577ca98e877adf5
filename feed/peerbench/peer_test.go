// Package peerbench measures Tocsin's feed reader beside gofeed on the same documents. It is a module of its own, so that
// gofeed is no dependency of Tocsin:
//
//	cd feed/peerbench && go test -bench . -benchtime 2s
package peerbench

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/mmcdole/gofeed"

	"tocsin/feed"
)

// documents are the generated feeds of package feed.
func documents(b *testing.B) map[string][]byte {
	b.Helper()
	files, err := filepath.Glob(filepath.Join("..", "testdata", "bench", "*.xml"))
	if err != nil || len(files) == 0 {
		b.Fatal("no documents", err)
	}
	docs := map[string][]byte{}
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		docs[filepath.Base(file)] = body
	}
	return docs
}

// parsers read a document and return the number of its entries. What they do differs: Tocsin also sanitises HTML.
var parsers = map[string]func(body []byte) (int, error){
	"tocsin": func(body []byte) (int, error) {
		doc, err := feed.Parse(body, feed.Options{URL: "https://feeds.example.org/world.xml"})
		if err != nil {
			return 0, err
		}
		return len(doc.Entries), nil
	},
	"gofeed": func(body []byte) (int, error) {
		f, err := gofeed.NewParser().Parse(bytes.NewReader(body))
		if err != nil {
			return 0, err
		}
		return len(f.Items), nil
	},
}

func BenchmarkPeers(b *testing.B) {
	for name, body := range documents(b) {
		want := bytes.Count(body, []byte("<item>"))
		for _, parser := range []string{"gofeed", "tocsin"} {
			b.Run(name+"/"+parser, func(b *testing.B) {
				b.SetBytes(int64(len(body)))
				parse := func() {
					if n, err := parsers[parser](body); err != nil || n != want {
						b.Fatalf("%d entries of %d, %v", n, want, err)
					}
				}
				allocs := testing.AllocsPerRun(5, parse)
				for b.Loop() {
					parse()
				}
				b.ReportMetric(allocs/float64(want), "allocs/item")
			})
		}
	}
}
