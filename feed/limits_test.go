package feed

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestEveryCut cuts documents at every byte: what is left gives the whole entries before the cut, as they were, and never
// half an entry.
func TestEveryCut(t *testing.T) {
	for name, doc := range map[string]string{
		"rss": "<?xml version='1.0' encoding='utf-8'?><!-- c --><rss version='2.0'><channel><title>Гора</title>" +
			"<item><title>Один &amp; два</title><description><![CDATA[<p>текст</p>]]></description><pubDate>Thu, 04 Jan 2024 09:30:00 GMT</pubDate></item>\n" +
			"<item><title>Zwei</title><link>https://example.org/2</link></item><item><title>三</title><guid>3</guid></item></channel></rss>\n",
		"atom": "<feed xmlns='http://www.w3.org/2005/Atom'><title>x</title><entry><id>1</id><title>Eins</title>" +
			"<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>é</p></div></content></entry>" +
			"<entry><id>2</id><title>Zwei</title></entry></feed>",
		"json": `{"version":"https://jsonfeed.org/version/1.1","title":"x","items":[{"id":"1","title":"Eins","content_html":"<p>é</p>"},{"id":"2","title":"Два"}]}`,
	} {
		whole, err := Parse([]byte(doc), Options{})
		if err != nil {
			t.Fatal(err)
		}
		most := 0
		for cut := range len(doc) {
			part, err := Parse([]byte(doc[:cut]), Options{})
			if err != nil {
				continue
			}
			if len(part.Entries) < most || len(part.Entries) > len(whole.Entries) {
				t.Fatalf("%s cut at %d has %d entries, %d before", name, cut, len(part.Entries), most)
			}
			most = len(part.Entries)
			for i := range part.Entries {
				if got, want := fmt.Sprintf("%+v", part.Entries[i]), fmt.Sprintf("%+v", whole.Entries[i]); got != want {
					t.Fatalf("%s cut at %d: entry %d is\n%s\nnot\n%s", name, cut, i, got, want)
				}
			}
			if most < len(whole.Entries) && len(part.Warnings) == 0 && cut < strings.LastIndex(doc, ">") {
				t.Errorf("%s cut at %d: no warning", name, cut)
			}
		}
		if most != len(whole.Entries) {
			t.Errorf("%s: never more than %d of %d entries", name, most, len(whole.Entries))
		}
	}
}

// TestNewestAreKept gives more items than are kept, oldest first, one of them without a date.
func TestNewestAreKept(t *testing.T) {
	const items = 2*maxItems + 500
	start := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	var b strings.Builder
	b.WriteString("<rss><channel>")
	for i := range items {
		fmt.Fprintf(&b, "<item><title>%d</title><pubDate>%s</pubDate></item>", i, start.Add(time.Duration(i)*time.Minute).Format(time.RFC1123Z))
	}
	b.WriteString("<item><title>undated</title></item></channel></rss>")
	doc, err := Parse([]byte(b.String()), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(doc.Entries) != maxItems {
		t.Fatalf("%d entries", len(doc.Entries))
	}
	first, last := doc.Entries[0].Title, doc.Entries[maxItems-1].Title
	if first != fmt.Sprint(items-maxItems) || last != fmt.Sprint(items-1) {
		t.Errorf("kept %s to %s", first, last)
	}
	if want := fmt.Sprintf("only the newest %d of %d entries are kept", maxItems, items+1); len(doc.Warnings) != 1 || doc.Warnings[0] != want {
		t.Errorf("warnings %q, want %q", doc.Warnings, want)
	}
	undated, err := Parse([]byte("<rss><channel>"+strings.Repeat("<item><title>a</title></item>", maxItems)+"<item><title>b</title></item></channel></rss>"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(undated.Entries); n != maxItems || undated.Entries[n-1].Title != "a" {
		t.Errorf("without dates the first are the newest: %d, %s", n, undated.Entries[n-1].Title)
	}
}

func TestDatesInTheFuture(t *testing.T) {
	now := time.Date(2024, 1, 4, 12, 0, 0, 0, time.UTC)
	parse := func(date string, now time.Time) time.Time {
		doc, err := Parse([]byte("<rss><channel><item><title>x</title><pubDate>"+date+"</pubDate></item></channel></rss>"), Options{Now: now})
		if err != nil {
			t.Fatal(err)
		}
		return doc.Entries[0].Published
	}
	for date, want := range map[string]time.Time{
		"Thu, 04 Jan 2024 12:00:00 GMT":   now,
		"Thu, 04 Jan 2024 14:59:00 +0300": now.Add(-time.Minute),
		"Thu, 04 Jan 2024 12:04:00 GMT":   now, // clocks differ
		"Thu, 04 Jan 2024 13:00:00 GMT":   {},
		"Fri, 31 Dec 9999 23:59:59 GMT":   {},
	} {
		if got := parse(date, now); !got.Equal(want) {
			t.Errorf("%s at %v: got %v, want %v", date, now, got, want)
		}
		if got := parse(date, time.Time{}); got.IsZero() {
			t.Errorf("%s is no date when nobody asks what time it is", date)
		}
	}
}
