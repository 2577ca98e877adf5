package feed

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"
)

// hostile are documents made to cost more than they should, by what they try.
func hostile() map[string]string {
	const size = 1 << 20
	fill := func(s string) string { return strings.Repeat(s, size/len(s)) }
	item := func(s string) string {
		return "<rss version='2.0'><channel><title>x</title><item><title>t</title>" + s + "</item></channel></rss>"
	}
	described := func(s string) string { return item("<description><![CDATA[" + s + "]]></description>") }
	doc := map[string]string{
		"many items":            "<rss><channel>" + fill("<item/>"),
		"items within items":    "<rss><channel>" + fill("<item><title>a"),
		"unclosed titles":       item(fill("<title>")),
		"unclosed unknown":      item(fill("<x>")),
		"unclosed mixed":        item(fill("<x><title><y>")),
		"deep containers":       item(fill("<georss:where>")),
		"end tags":              item(fill("</x>")),
		"comments":              item(fill("<!--")),
		"comments before":       fill("<!--") + item(""),
		"instructions":          item(fill("<?x ")),
		"declarations":          item(fill("<!x ")),
		"sections":              item(fill("<![CDATA[")),
		"less than":             item(fill("<")),
		"less than letter":      item(fill("<a")),
		"odd quotes":            item(fill("<a b='")),
		"odd quotes two":        item(fill("<a b='<a b=\"")),
		"ampersands":            item("<title>" + fill("&") + "</title>"),
		"references":            item("<title>" + fill("&#38;") + "</title>"),
		"one long attribute":    item("<a b='" + fill("x") + "'/>"),
		"many attributes":       item("<link " + fill("a='b' ") + "/>"),
		"many namespaces":       item(fill("<georss:where xmlns:a='b' xmlns:c='d'>")),
		"namespaces then names": item("<georss:where " + strings.Repeat("xmlns:a='b' ", 10000) + ">" + fill("<z:a/>")),
		"many authors":          item(fill("<author>a@example.org (A)</author>")),
		"many categories":       "<rss><channel>" + fill("<category>x</category>"),
		"long polygon":          item("<georss:polygon>" + fill("1 2 ") + "</georss:polygon>"),
		"long date":             item("<pubDate>" + fill("1 ") + "</pubDate>"),
		"open doctype":          "<!DOCTYPE x [" + fill("<!ENTITY a 'b'>"),
		"doctypes":              fill("<!DOCTYPE x [") + item(""),
		"html comments":         described(fill("<!--")),
		"html tags":             described(fill("<a ")),
		"html depth":            described(fill("<div>")),
		"html unclosed iframes": described(fill("<iframe>")),
		"html closing":          described(fill("</p><p>")),
		"html quotes":           described(fill("<a b=\"'>")),
		"html spaces":           described("<a " + fill(" ") + "\">"),
		"html in title":         item("<title>" + fill("&lt;a ") + "</title>"),
		"html images":           described(fill("<img src=x>")),
		"xhtml depth":           "<feed xmlns='http://www.w3.org/2005/Atom'><entry><content type='xhtml'>" + fill("<b>") + "</content></entry></feed>",
		"persons":               "<feed xmlns='http://www.w3.org/2005/Atom'><entry><author>" + fill("<name>") + "</author></entry></feed>",
		"json depth":            `{"version":"https://jsonfeed.org/version/1","items":` + fill("["),
		"json items":            `{"version":"https://jsonfeed.org/version/1","items":[` + fill("{},") + `{}]}`,
		"json authors":          `{"items":[{"authors":` + fill("{},") + `{}]}]}`,
		"page":                  "<html>" + fill("<title>"),
		"spaces":                fill(" "),
		"zeros":                 "<rss>" + fill("\x00"),
		"high bytes":            "<rss><channel><item><title>" + fill("\xE9") + "</title></item></channel></rss>",
	}
	laughs := "<?xml version='1.0'?><!DOCTYPE lolz [<!ENTITY l0 'lol'>"
	for i := range 12 {
		laughs += fmt.Sprintf("<!ENTITY l%d '%s'>", i+1, strings.Repeat(fmt.Sprintf("&l%d;", i), 10))
	}
	doc["billion laughs"] = laughs + "]>" + item("<title>&l12;</title><description>&l12;</description>")
	doc["quadratic entity"] = "<!DOCTYPE x [<!ENTITY a '" + strings.Repeat("a", 900) + "'>]>" + item("<title>"+fill("&a;")+"</title>")
	doc["external entity"] = "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" + item("<description>&a;</description>")
	return doc
}

// TestHostileDocuments holds the time and memory of each to what a document of its size may cost: some 100 ms of work.
// What grows with the square of the size takes a minute; the bound lies between, and a busy machine has three tries.
func TestHostileDocuments(t *testing.T) {
	const mostTime, mostMemory, tries = 6 * time.Second, 96 << 20, 3
	for name, doc := range hostile() {
		body := []byte(doc)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		var parsed *Document
		var err error
		took := mostTime + 1
		for try := 0; took > mostTime && try < tries; try++ {
			start := time.Now()
			parsed, err = Parse(body, Options{URL: "https://example.org/"})
			took = time.Since(start)
		}
		runtime.ReadMemStats(&after)
		if testing.Verbose() {
			t.Logf("%-22s %6d KB %8v %6d KB allocated, %v", name, len(body)>>10, took.Round(time.Millisecond), (after.TotalAlloc-before.TotalAlloc)>>10, err)
		}
		if took > mostTime {
			t.Errorf("%s took %v", name, took)
		}
		if err != nil {
			continue
		}
		if len(parsed.Entries) > maxItems {
			t.Errorf("%s: %d entries", name, len(parsed.Entries))
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		if held := int64(after.HeapAlloc) - int64(before.HeapAlloc); held > mostMemory {
			t.Errorf("%s holds %d MB", name, held>>20)
		}
		for _, e := range parsed.Entries {
			if strings.Contains(e.Title+e.Summary, "root:") || len(e.Title) > 8*maxTitle {
				t.Errorf("%s: title of %d bytes %.80q", name, len(e.Title), e.Title)
			}
		}
		runtime.KeepAlive(parsed)
	}
}

func TestCompressedBomb(t *testing.T) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	zeros := make([]byte, 1<<20)
	for range 200 {
		if _, err := z.Write(zeros); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Parse(b.Bytes(), Options{}); err == nil {
		t.Error("200 MB of zeros are a feed")
	}
}
