package feed

import (
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/tools/txtar"
)

// seeds gives the documents of testdata/parse and the smaller hostile ones to a fuzz target.
func seeds(f *testing.F, add func(body []byte)) {
	files, err := filepath.Glob(filepath.Join("testdata", "parse", "*.txtar"))
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, part := range txtar.Parse(data).Files {
			if !strings.HasSuffix(part.Name, ".json") || strings.Contains(part.Name, "feed") {
				add(part.Data)
			}
		}
	}
	for _, doc := range hostile() {
		add([]byte(doc[:min(len(doc), 400)]))
	}
}

// FuzzParse holds whatever a document may be to what everybody who uses one relies on.
func FuzzParse(f *testing.F) {
	seeds(f, func(body []byte) { f.Add(body, "https://example.org/feed.xml", "application/xml") })
	f.Add([]byte("\xFE\xFF\x00<\x00r\x00s\x00s\x00>"), "", "text/xml; charset=koi8-r")
	now := time.Date(2024, 1, 4, 0, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, body []byte, address, contentType string) {
		doc, err := Parse(body, Options{URL: address, ContentType: contentType, Now: now})
		if err != nil {
			if doc != nil {
				t.Fatal("a document beside an error")
			}
			return
		}
		packed, err := json.Marshal(doc)
		if err != nil {
			t.Fatal(err)
		}
		again, err := Parse(body, Options{URL: address, ContentType: contentType, Now: now})
		if err != nil {
			t.Fatal(err)
		}
		if repacked, _ := json.Marshal(again); string(repacked) != string(packed) {
			t.Fatalf("read differently the second time:\n%s\n%s", packed, repacked)
		}
		if len(doc.Entries) > maxItems {
			t.Fatalf("%d entries", len(doc.Entries))
		}
		checkLine(t, doc.Title)
		for i := range doc.Entries {
			checkEntry(t, &doc.Entries[i], now)
		}
	})
}

func checkEntry(t *testing.T, e *Entry, now time.Time) {
	t.Helper()
	checkLine(t, e.Title)
	for _, s := range []string{e.ID, e.Link, e.Summary, e.Content, e.Language, e.Text()} {
		if !utf8.ValidString(s) {
			t.Fatalf("%q is not UTF-8", s)
		}
	}
	checkLink(t, e.Link)
	for _, enclosure := range e.Enclosures {
		checkLink(t, enclosure.URL)
	}
	checkSafe(t, e.Summary)
	checkSafe(t, e.Content)
	if e.Date().After(now) {
		t.Fatalf("%v is in the future", e.Date())
	}
	if (e.Lat == nil) != (e.Lon == nil) || e.Lat != nil && !(*e.Lat >= -90 && *e.Lat <= 90 && *e.Lon >= -180 && *e.Lon <= 180) {
		t.Fatal("a position that is not on the earth")
	}
}

// checkLine holds text to being one line without control characters, of bounded length.
func checkLine(t *testing.T, s string) {
	t.Helper()
	if !utf8.ValidString(s) || strings.ContainsAny(s, "\r\n\t\x00\x7f") || utf8.RuneCountInString(s) > maxTitle+1 || strings.TrimSpace(s) != s {
		t.Fatalf("no line: %q", s)
	}
}

func checkLink(t *testing.T, link string) {
	t.Helper()
	u, err := url.Parse(mendReference(link))
	if err != nil || u.User != nil || u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https" && !strings.EqualFold(u.Scheme, "http") && !strings.EqualFold(u.Scheme, "https") {
		t.Fatalf("no link: %q %v", link, err)
	}
	if strings.ContainsAny(link, "\r\n\t\x00") {
		t.Fatalf("control characters in %q", link)
	}
}

// checkSafe holds HTML to what is promised of it: only allowed tags and attributes, well nested, no unsafe addresses,
// and sanitising it again changes nothing.
func checkSafe(t *testing.T, fragment string) {
	t.Helper()
	var open []string
	s := &htmlScanner{src: fragment}
	for {
		tok := s.next()
		if tok.kind == endOfInput {
			break
		}
		switch tok.kind {
		case charData:
			if strings.ContainsAny(tok.text, "<>") {
				t.Fatalf("a bare bracket in %q of %q", tok.text, fragment)
			}
		case startTag:
			if !allowedElements[tok.name] {
				t.Fatalf("<%s> in %q", tok.name, fragment)
			}
			for attrs := tok.attrs; ; {
				a, rest, ok := nextAttribute(attrs)
				if !ok {
					break
				}
				attrs = rest
				if !allowedAttributes[a.name] {
					t.Fatalf("attribute %q in %q", a.name, fragment)
				}
				if linkAttributes[a.name] {
					lower := strings.ToLower(unescape(a.value))
					if strings.HasPrefix(lower, "javascript:") || strings.HasPrefix(lower, "data:") || strings.HasPrefix(lower, "file:") {
						t.Fatalf("%s in %q", a.value, fragment)
					}
				}
			}
			if !voidElements[tok.name] {
				open = append(open, tok.name)
			}
		case endTag:
			if len(open) == 0 || open[len(open)-1] != tok.name {
				t.Fatalf("</%s> closes nothing in %q", tok.name, fragment)
			}
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		t.Fatalf("%v stay open in %q", open, fragment)
	}
}

func FuzzSanitize(f *testing.F) {
	for _, s := range []string{
		`<p onclick="x()">a<b>c</p>`, `<a href="javascript:alert(1)">x</a>`, `<a href=" java&#x0A;script:x">x</a>`, `<scr<script>ipt>x</script>`,
		`<img src="data:image/png;base64,x">`, `<p>1 < 2 & 3 > 2 &amp; &lt;b&gt;`, `<!--<p>-->x<!--`, `<![CDATA[<b>x]]>`, `<ul><li>a<li>b</ul>`,
		`<a href="//u:p@example.org/">x`, "<a title='\"<'>x", `<svg><style><p title="</style><script>x">`, `<b><i></b></i>`,
	} {
		f.Add(s)
	}
	base, _ := url.Parse("https://example.org/a/b?c")
	f.Fuzz(func(t *testing.T, fragment string) {
		if !utf8.ValidString(fragment) {
			return
		}
		clean := Sanitize(fragment, base)
		checkSafe(t, clean)
		if again := Sanitize(clean, base); again != clean && len(clean) < maxHTMLSize {
			t.Fatalf("sanitised again:\n%q\n%q\n%q", fragment, clean, again)
		}
		if before, after := HTMLText(fragment), HTMLText(clean); !keepsWords(before, after) && len(fragment) < maxHTMLSize/8 {
			t.Fatalf("text changed: %q\n%q\n%q\n%q", fragment, clean, before, after)
		}
	})
}

// keepsWords reports whether after has the characters of before, and white space at least where before has it.
func keepsWords(before, after string) bool {
	for {
		b, a := strings.TrimLeft(before, " \n"), strings.TrimLeft(after, " \n")
		if len(b) < len(before) && len(a) == len(after) && b != "" || b == "" || a == "" {
			return b == a
		}
		_, n := utf8.DecodeRuneInString(b)
		if !strings.HasPrefix(a, b[:n]) {
			return false
		}
		before, after = b[n:], a[n:]
	}
}

func FuzzDate(f *testing.F) {
	for _, d := range dateTable {
		f.Add(d.in)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d := parseDate(text)
		if d.IsZero() {
			return
		}
		if d.Location() != time.UTC || d.Year() < 1899 || d.Year() > 10000 {
			t.Fatalf("%q gives %v", text, d)
		}
		if d.Year() < 1900 || d.Year() > 9998 || d.Year() >= 2443 && d.Year() < 2700 {
			return
		}
		for _, form := range []string{time.RFC3339Nano, "Mon, 02 Jan 2006 15:04:05.999999999 -0700", "2006年1月2日 15:04:05.999999999"} {
			if again := parseDate(d.Format(form)); !again.Equal(d) {
				t.Fatalf("%q gives %v, which written as %q gives %v", text, d, d.Format(form), again)
			}
		}
	})
}

func FuzzCharset(f *testing.F) {
	for _, s := range sentences {
		f.Add(encoded(f, s.charset, s.text), s.charset, s.text)
	}
	f.Add([]byte("<?xml encoding='utf-16'?>"), "utf-32", "x")
	f.Fuzz(func(t *testing.T, body []byte, name, text string) {
		decoded, _ := decode(body, "text/xml; charset="+name)
		if !utf8.ValidString(decoded) {
			t.Fatalf("%q is not UTF-8", decoded)
		}
		if utf8.Valid(body) && !strings.Contains(string(body), "\x00") && sevenBit(body, name, declaredCharset(body)) == nil {
			if want := windowsQuotes(strings.TrimPrefix(string(body), "\ufeff")); decoded != want {
				t.Fatalf("valid UTF-8 %q was read as %q", want, decoded)
			}
		}
		if !utf8.ValidString(text) || strings.ContainsAny(text, "\x00\ufffd") {
			return
		}
		text = "\ufeff<rss><title>" + text
		for _, wide := range []string{"utf-16le", "utf-16be", "utf-32le", "utf-32be"} {
			if got, _ := decode(encoded(t, wide, text), ""); got != strings.TrimPrefix(text, "\ufeff") {
				t.Fatalf("%s: %q was read as %q", wide, text, got)
			}
		}
	})
}
