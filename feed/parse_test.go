package feed

import (
	"bytes"
	"encoding/json"

	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"
)

// TestParse reads the documents of testdata/parse. Each file holds a document and what it gives as JSON; lines
// "url: " and "type: " before them are options. go test -run TestParse -update writes the JSON anew.
func TestParse(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "parse", "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatal("no documents", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := golden(archive.Files[0].Data, optionsOf(string(archive.Comment)))
			if *update {
				archive.Files = append(archive.Files[:1], txtar.File{Name: "want.json", Data: got})
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if len(archive.Files) < 2 || !bytes.Equal(got, archive.Files[1].Data) {
				t.Errorf("%s gives\n%s", archive.Files[0].Name, got)
			}
		})
	}
}

func optionsOf(comment string) Options {
	var opt Options
	for line := range strings.Lines(comment) {
		if value, ok := strings.CutPrefix(line, "url: "); ok {
			opt.URL = strings.TrimSpace(value)
		}
		if value, ok := strings.CutPrefix(line, "type: "); ok {
			opt.ContentType = strings.TrimSpace(value)
		}
	}
	return opt
}

// golden is what a document gives, with the hints that are no part of its JSON.
func golden(body []byte, opt Options) []byte {
	doc, err := Parse(body, opt)
	if err != nil {
		return []byte(err.Error() + "\n")
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	hints := struct {
		*Document
		TTL       string         `json:"ttl,omitempty"`
		SkipHours []int          `json:"skip_hours,omitempty"`
		SkipDays  []time.Weekday `json:"skip_days,omitempty"`
		FeedLinks []FeedLink     `json:"feed_links,omitempty"`
	}{Document: doc, SkipHours: doc.SkipHours, SkipDays: doc.SkipDays, FeedLinks: doc.FeedLinks}
	if doc.TTL != 0 {
		hints.TTL = doc.TTL.String()
	}
	if err := e.Encode(hints); err != nil {
		return []byte(err.Error() + "\n")
	}
	return b.Bytes()
}
