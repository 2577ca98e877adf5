package feed

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
	"unicode"
)

// Limits of a list of feeds that somebody hands in.
const (
	maxFeeds     = 10_000
	maxListBytes = 10 << 20
	maxName      = 200 // code points
	maxBad       = 30  // lines that are told of after the first
)

// ErrNotList says that a document is neither OPML nor a list of addresses.
var ErrNotList = errors.New("neither OPML nor a list of addresses, one a line")

// ReadList reads feeds from OPML of any version (xmlUrl in any capitals, outlines at any depth, ill-formed XML too) or from
// a plain list: one address a line, perhaps a name after it, "#" before comments. Each address is given once, in the order of
// the list and as it stands there: whether it may be fetched is for Fetcher.Check to say. Language, and the region and kind that
// WriteOPML writes, are read back.
func ReadList(r io.Reader) ([]Source, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxListBytes+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("read the list: %w", err)
	case len(data) > maxListBytes:
		return nil, fmt.Errorf("the list is larger than %d MiB", maxListBytes>>20)
	}
	src, _ := decode(data, "")
	l := &list{seen: map[string]bool{}}
	if strings.HasPrefix(strings.TrimLeft(src, " \t\r\n\ufeff"), "<") {
		err = l.outlines(src)
	} else {
		err = l.lines(src)
	}
	if err != nil {
		return nil, err
	}
	return l.sources, nil
}

type list struct {
	sources []Source
	seen    map[string]bool
}

func (l *list) add(s Source) error {
	if s.URL = strings.TrimSpace(s.URL); s.URL == "" || l.seen[s.URL] {
		return nil
	}
	if len(l.sources) == maxFeeds {
		return fmt.Errorf("the list has more than %d feeds", maxFeeds)
	}
	l.seen[s.URL] = true
	s.Name = listedName(s.Name)
	l.sources = append(l.sources, s)
	return nil
}

func (l *list) outlines(src string) error {
	s, opml := newScanner(src), false
	for t := s.next(); t.kind != endOfInput; t = s.next() {
		if t.kind != startTag {
			continue
		}
		switch _, name := splitName(t.name); strings.ToLower(name) {
		case "opml":
			opml = true
		case "outline":
			a := attributes(t.attrs, "xmlurl", "title", "text", "language", "category")
			out := Source{URL: a["xmlurl"], Name: orElse(strings.TrimSpace(a["title"]), a["text"]), Lang: langOf(a["language"])}
			out.Region, out.Kind = categories(a["category"])
			if err := l.add(out); err != nil {
				return err
			}
		}
	}
	if !opml {
		return ErrNotList
	}
	return nil
}

func (l *list) lines(src string) error {
	var bad error
	number, more := 0, 0
	for line := range strings.Lines(src) {
		number++
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		address, name, _ := strings.Cut(strings.ReplaceAll(line, "\t", " "), " ")
		switch {
		case strings.Contains(address, "://"):
		case bad == nil:
			bad = fmt.Errorf("%w: %q in line %d is no address", ErrNotList, listedName(line), number)
			continue
		case more == maxBad:
			return fmt.Errorf("%w and more", bad)
		default:
			bad = fmt.Errorf("%w, nor is line %d", bad, number)
			more++
			continue
		}
		name, _, _ = strings.Cut(" "+name, " #")
		if err := l.add(Source{URL: address, Name: name}); err != nil {
			return err
		}
	}
	return bad
}

// listedName returns s without control and format characters on one line, cut to maxName.
func listedName(s string) string {
	words := strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.In(r, unicode.Cc, unicode.Cf) })
	runes := []rune(strings.Join(words, " "))
	return strings.TrimSpace(string(runes[:min(len(runes), maxName)]))
}

// langOf takes what looks like a BCP 47 tag; OPML also has "unknown".
func langOf(s string) string {
	s = strings.TrimSpace(s)
	if n := len(s); n < 2 || n > 12 || s == "unknown" {
		return ""
	}
	for _, r := range s {
		if r != '-' && !(r <= 'z' && unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return ""
		}
	}
	return s
}

// Names of the categories in which WriteOPML keeps what OPML has no attribute for.
const (
	regionCategory = "/region/"
	kindCategory   = "/kind/"
)

func categories(list string) (region, kind string) {
	for c := range strings.SplitSeq(list, ",") {
		c = strings.TrimSpace(c)
		if r, ok := strings.CutPrefix(c, regionCategory); ok {
			region = listedName(r)
		} else if k, ok := strings.CutPrefix(c, kindCategory); ok {
			kind = listedName(k)
		}
	}
	return region, kind
}

type opmlDocument struct {
	XMLName  xml.Name      `xml:"opml"`
	Version  string        `xml:"version,attr"`
	Title    string        `xml:"head>title"`
	Created  string        `xml:"head>dateCreated"`
	Outlines []opmlOutline `xml:"body>outline"`
}

type opmlOutline struct {
	Type     string `xml:"type,attr"`
	Text     string `xml:"text,attr"`
	Title    string `xml:"title,attr"`
	Address  string `xml:"xmlUrl,attr"`
	Language string `xml:"language,attr,omitempty"`
	Category string `xml:"category,attr,omitempty"`
}

// WriteOPML writes sources as OPML 2.0. Addresses are written as Shown gives them: a list is made to be handed on, so keys in
// addresses are left out.
func WriteOPML(w io.Writer, title string, created time.Time, sources []Source) error {
	doc := opmlDocument{Version: "2.0", Title: title, Created: created.UTC().Format(http.TimeFormat)}
	for i := range sources {
		s := &sources[i]
		var kept []string
		if s.Region != "" {
			kept = append(kept, regionCategory+s.Region)
		}
		if s.Kind != "" {
			kept = append(kept, kindCategory+s.Kind)
		}
		name := orElse(s.Name, s.Shown())
		doc.Outlines = append(doc.Outlines, opmlOutline{Type: "rss", Text: name, Title: name, Address: s.Shown(), Language: s.Lang,
			Category: strings.Join(kept, ",")})
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(doc); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
