// Command gen makes the gazetteer of package tag out of packages of GeoNames data and the tables beside it.
//
//	go generate ./tag
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"tocsin/tag/internal/gaz"
)

// noSources is the exit status when the packages cannot be had here, so that a check can say so instead of failing.
const noSources = 3

var errNoSources = errors.New("the sources cannot be had")

func main() {
	log.SetFlags(0)
	log.SetPrefix("gen: ")
	cache := flag.String("cache", "", "folder that keeps the downloads (default: the user's cache)")
	data := flag.String("data", "data/places", "folder of the tables")
	out := flag.String("out", "internal/places/places.bin", "file to write")
	check := flag.Bool("check", false, "write nothing, fail when the file differs from what would be written")
	flag.Parse()
	err := run(*cache, *data, *out, *check)
	if errors.Is(err, errNoSources) {
		log.Print(err)
		os.Exit(noSources)
	}
	if err != nil {
		log.Fatal(err)
	}
}

func run(cache, data, out string, check bool) error {
	if cache == "" {
		dir, err := os.UserCacheDir()
		if err != nil {
			return err
		}
		cache = filepath.Join(dir, "tocsin-gazetteer")
	}
	folders, err := fetch(cache)
	if err != nil {
		return err
	}
	b := newBuilder(folders, data)
	if err := b.build(); err != nil {
		return err
	}
	var file bytes.Buffer
	if err := gaz.Write(&file, b.draft()); err != nil {
		return err
	}
	log.Printf("%d places, %d names, %d bytes", len(b.places), len(b.names), file.Len())
	if !check {
		return os.WriteFile(out, file.Bytes(), 0o644)
	}
	old, err := os.ReadFile(out)
	if err != nil {
		return err
	}
	if !gaz.Same(old, file.Bytes()) {
		return fmt.Errorf("%s differs from what its sources give: run go generate ./tag", out)
	}
	return nil
}
