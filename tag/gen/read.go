package main

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// rows reads a table: fields parted by tabs, lines that begin with # are comments. Every row has n fields.
func rows(file string, n int) ([][]string, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out [][]string
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<20)
	for line := 1; s.Scan(); line++ {
		if s.Text() == "" || strings.HasPrefix(s.Text(), "#") {
			continue
		}
		r := strings.Split(s.Text(), "\t")
		if len(r) > n {
			return nil, fmt.Errorf("%s:%d: %d fields, expected %d", file, line, len(r), n)
		}
		for len(r) < n {
			r = append(r, "")
		}
		out = append(out, r)
	}
	return out, s.Err()
}

func list(s string) []string {
	var out []string
	for v := range strings.SplitSeq(s, ";") {
		if v = strings.TrimSpace(v); v != "" {
			out = append(out, v)
		}
	}
	return out
}

func readJSON(file string, v any) error {
	b, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	return json.Unmarshal(b, v)
}

// languages are those whose names of countries and regions are taken: those that our sources of news are written in.
var languages = []string{"en", "fr", "es", "pt", "de", "it", "nl", "tr", "pl", "ro", "ru", "uk", "be", "bg", "sr", "ar", "fa", "ur", "he",
	"el", "zh", "ja", "ko", "hi", "ku", "ckb", "so", "sw", "id", "sv"}

// catalogue reads a GNU message catalogue: here from GeoNames codes to names in one language.
func catalogue(file string) (map[string]string, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	le := binary.LittleEndian
	if len(b) < 20 || le.Uint32(b) != 0x950412de {
		return nil, fmt.Errorf("%s is no message catalogue", file)
	}
	n, keys, values := int(le.Uint32(b[8:])), int(le.Uint32(b[12:])), int(le.Uint32(b[16:]))
	text := func(at int) string {
		size, from := int(le.Uint32(b[at:])), int(le.Uint32(b[at+4:]))
		return string(b[from : from+size])
	}
	out := make(map[string]string, n)
	for i := range n {
		out[text(keys+8*i)] = text(values + 8*i)
	}
	delete(out, "") // the catalogue's own description
	return out, nil
}

// catalogues reads the catalogue of every language that there is one for.
func catalogues(dir string) (map[string]map[string]string, error) {
	out := make(map[string]map[string]string)
	for _, l := range languages {
		file := filepath.Join(dir, "usr/share/locale", l, "LC_MESSAGES/geonames.mo")
		if _, err := os.Stat(file); err != nil {
			continue
		}
		c, err := catalogue(file)
		if err != nil {
			return nil, err
		}
		out[l] = c
	}
	return out, nil
}
