package feed

import (
	"net/url"
	"slices"
	"strings"
)

// magics tell files that are no text by how they begin.
var magics = []struct{ prefix, what string }{
	{"%PDF", "a PDF document"},
	{"\x89PNG", "a picture"},
	{"GIF8", "a picture"},
	{"\xFF\xD8\xFF", "a picture"},
	{"RIFF", "a picture or a recording"},
	{"PK\x03\x04", "a ZIP archive"},
	{"ID3", "a recording"},
	{"\x1F\x8B", "compressed data"},
	{"BZh", "compressed data"},
	{"\xFD7zXZ", "compressed data"},
	{"\x28\xB5\x2F\xFD", "compressed data"},
	{"\x7FELF", "a program"},
	{"MZ", "a program"},
}

// describeBinary says what a body is that is no text; "" for text.
func describeBinary(body []byte) string {
	if enc, _ := wideEncoding(body); enc != nil {
		return ""
	}
	head := string(body[:min(len(body), 512)])
	if trimmed := strings.TrimLeft(head, " \t\r\n\xEF\xBB\xBF"); strings.HasPrefix(trimmed, "<") || strings.HasPrefix(trimmed, "{") {
		return ""
	}
	for _, m := range magics {
		if strings.HasPrefix(head, m.prefix) && (len(m.prefix) > 3 || !isText(head)) {
			return m.what
		}
	}
	if !isText(head) {
		return "binary data"
	}
	return ""
}

// isText reports whether bytes have hardly any control characters.
func isText(head string) bool {
	control := 0
	for i := range len(head) {
		if head[i] < ' ' && !isSpace(head[i]) {
			control++
		}
	}
	return control*20 <= len(head)
}

// describePage says what an HTML page in place of a feed is.
func describePage(page string) string {
	s := &htmlScanner{src: clip(page, 512<<10), showHead: true}
	title, login := "", false
	inTitle := false
	for {
		t := s.next()
		if t.kind == endOfInput {
			break
		}
		switch {
		case t.name == "title":
			inTitle = t.kind == startTag && title == ""
		case t.kind == charData && inTitle:
			title += unescape(t.text)
		case t.kind == startTag && t.name == "input":
			for attrs := t.attrs; ; {
				a, rest, ok := nextAttribute(attrs)
				if !ok {
					break
				}
				login = login || strings.EqualFold(a.name, "type") && strings.EqualFold(a.value, "password")
				attrs = rest
			}
		}
	}
	what := "an HTML page"
	if login {
		what = "a log-in page"
	}
	if title = oneLine(title, 80); title != "" {
		what += " titled “" + title + "”"
	}
	return "it is " + what
}

// feedTypes are the media types of feeds.
var feedTypes = set("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json",
	"application/cap+xml", "application/x-rss+xml", "application/x-atom+xml", "text/rss+xml", "text/atom+xml")

// Discover returns the addresses of the feeds that an HTML page names in its links, absolute, each once, in their order.
// base is the address of the page.
func Discover(page []byte, base string) []string {
	text, _ := decode(page, "")
	s := &htmlScanner{src: clip(text, 1<<20), showHead: true}
	outer := parseBase(base, nil)
	var found []string
	for {
		t := s.next()
		if t.kind == endOfInput || len(found) >= maxListed {
			return found
		}
		if t.kind != startTag {
			continue
		}
		switch t.name {
		case "base":
			outer = parseBase(attributes(t.attrs, "href")["href"], parseBase(base, nil))
		case "link":
			if address := alternate(t.attrs, outer); address != "" && !slices.Contains(found, address) {
				found = append(found, address)
			}
		}
	}
}

// alternate returns the address of a link to a feed, "" for other links.
func alternate(attrs string, base *url.URL) string {
	a := attributes(attrs, "rel", "type", "href")
	mediaType, _, _ := strings.Cut(strings.ToLower(a["type"]), ";")
	rels := strings.Fields(strings.ToLower(a["rel"]))
	isFeed := slices.Contains(rels, "alternate") && feedTypes[strings.TrimSpace(mediaType)]
	if !isFeed && !slices.Contains(rels, "feed") {
		return ""
	}
	address := resolveLink(base, a["href"], false)
	if base == nil && !hasPrefixFold(address, "http") {
		return ""
	}
	return address
}

// attributes returns the named attributes of a tag, references resolved.
func attributes(attrs string, names ...string) map[string]string {
	found := map[string]string{}
	for {
		a, rest, ok := nextAttribute(attrs)
		if !ok {
			return found
		}
		attrs = rest
		name := lowerASCII(a.name)
		if _, again := found[name]; !again && slices.Contains(names, name) {
			found[name] = unescape(a.value)
		}
	}
}
