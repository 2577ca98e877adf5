package feed_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tocsin/feed"
)

func TestListsAreRead(t *testing.T) {
	a, b := feed.Source{URL: "https://a.example/feed", Name: "A & B"}, feed.Source{URL: "https://b.example/feed?x=1&y=2"}
	for name, c := range map[string]struct {
		in   string
		want []feed.Source
	}{
		"OPML 2.0": {`<?xml version="1.0"?><opml version="2.0"><head><title>T</title></head><body>
			<outline text="Group"><outline type="rss" text="A &amp; B" xmlUrl="https://a.example/feed"/>
			<outline><outline type="rss" xmlUrl="https://b.example/feed?x=1&amp;y=2"/></outline></outline></body></opml>`, []feed.Source{a, b}},
		"capitals":       {`<OPML><body><Outline TITLE="A &amp; B" XMLURL='https://a.example/feed'/><outline xmlurl="https://b.example/feed?x=1&amp;y=2"></body></OPML>`, []feed.Source{a, b}},
		"ill-formed":     {`<opml><body><outline text="A & B" xmlUrl="https://a.example/feed"><outline xmlUrl="https://b.example/feed?x=1&y=2">`, []feed.Source{a, b}},
		"twice":          {`<opml><outline xmlUrl="https://b.example/feed?x=1&amp;y=2"/><outline text="x" xmlUrl=" https://b.example/feed?x=1&amp;y=2 "/></opml>`, []feed.Source{b}},
		"language":       {`<opml><outline language="ar-IQ" xmlUrl="https://c.example/"/><outline language="unknown" xmlUrl="https://d.example/"/></opml>`, []feed.Source{{URL: "https://c.example/", Lang: "ar-IQ"}, {URL: "https://d.example/"}}},
		"no feeds":       {`<opml><body><outline text="x" htmlUrl="https://a.example/"/></body></opml>`, nil},
		"external":       {`<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]><opml><outline text="A &amp; B&x;" xmlUrl="https://a.example/feed"/></opml>`, []feed.Source{{URL: a.URL, Name: "A & B&x;"}}},
		"UTF-16":         {string(utf16("<?xml version=\"1.0\" encoding=\"UTF-16\"?><opml><outline text=\"A &amp; B\" xmlUrl=\"https://a.example/feed\"/></opml>")), []feed.Source{a}},
		"plain":          {"# feeds\n\nhttps://a.example/feed\tA & B\r\n  https://b.example/feed?x=1&y=2   # the second\n", []feed.Source{a, b}},
		"plain, twice":   {"https://b.example/feed?x=1&y=2\nhttps://b.example/feed?x=1&y=2", []feed.Source{b}},
		"nothing":        {"", nil},
		"control, bidi":  {"https://a.example/feed A\u202e &\x00 B\u200b", []feed.Source{a}},
		"other schemes":  {"file:///etc/passwd", []feed.Source{{URL: "file:///etc/passwd"}}},
		"a line of 5000": {"https://a.example/feed " + strings.Repeat("x", 5000), []feed.Source{{URL: a.URL, Name: strings.Repeat("x", 200)}}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := feed.ReadList(strings.NewReader(c.in))
			if err != nil || !slices.Equal(got, c.want) {
				t.Errorf("%+v, %v; want %+v", got, err, c.want)
			}
		})
	}
}

func utf16(s string) []byte {
	out := []byte{0xFF, 0xFE}
	for _, r := range s {
		out = append(out, byte(r), byte(r>>8))
	}
	return out
}

func TestOtherDocumentsAreNoLists(t *testing.T) {
	var many strings.Builder
	for i := range 10_001 {
		fmt.Fprintf(&many, "https://a.example/%d\n", i)
	}
	for name, in := range map[string]string{
		"page":      "<!DOCTYPE html><html><body>outline</body></html>",
		"feed":      rss(1, 2),
		"words":     "These are my feeds",
		"JSON":      `{"feeds": []}`,
		"too many":  many.String(),
		"too large": "#" + strings.Repeat("x", 11<<20),
	} {
		if got, err := feed.ReadList(strings.NewReader(in)); err == nil {
			t.Errorf("%s: read as %d sources", name, len(got))
		} else if name == "page" && !errors.Is(err, feed.ErrNotList) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestEveryBadLineOfAListIsToldOfAtOnce(t *testing.T) {
	_, err := feed.ReadList(strings.NewReader("https://a.example/\n\nsoon\n# later\nhttps://b.example/ B\na.example\n"))
	if !errors.Is(err, feed.ErrNotList) || !strings.HasSuffix(err.Error(), `"soon" in line 3 is no address, nor is line 6`) {
		t.Errorf("it says %v", err)
	}
	if _, err = feed.ReadList(strings.NewReader(strings.Repeat("words\n", 10_000))); len(err.Error()) > 1000 || !strings.HasSuffix(err.Error(), " and more") {
		t.Errorf("of 10,000 it says %.2000q", err)
	}
}

func TestListsAreWrittenAndReadBack(t *testing.T) {
	in := []feed.Source{
		{URL: "https://a.example/feed?a=1&b=2", Name: `A "quoted" <b> & 'x'`, Lang: "ar", Region: "IQ", Kind: feed.KindNews},
		{URL: "https://b.example/feed", Name: "نشرة", Region: "middle-east"},
		{URL: "https://c.example/feed?token=hush&page=1", Name: "C"},
	}
	var out bytes.Buffer
	if err := feed.WriteOPML(&out, "Sources", now, in); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(out.String(), "hush") || !strings.Contains(out.String(), `<opml version="2.0">`) || !strings.Contains(out.String(), "Thu, 04 Jan 2024 12:00:00 GMT") {
		t.Errorf("written:\n%s", out.String())
	}
	got, err := feed.ReadList(&out)
	if err != nil || len(got) != 3 || !slices.Equal(got[:2], in[:2]) {
		t.Errorf("read back as %+v, %v", got, err)
	}
}

func FuzzReadList(f *testing.F) {
	f.Add([]byte(`<opml><outline text="A" xmlUrl="https://a.example/feed"/></opml>`))
	f.Add([]byte("https://a.example/feed A\n# x\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		sources, err := feed.ReadList(bytes.NewReader(data))
		if err != nil {
			return
		}
		var out bytes.Buffer
		if err := feed.WriteOPML(&out, "T", now, sources); err != nil {
			t.Fatal(err)
		}
		again, err := feed.ReadList(&out)
		if err != nil || len(again) > len(sources) {
			t.Errorf("%d sources come back as %d, %v", len(sources), len(again), err)
		}
	})
}
