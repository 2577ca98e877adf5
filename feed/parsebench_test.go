package feed

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write the generated files of testdata anew")

// words make text that looks like news to a parser: their lengths are those of English.
var words = strings.Fields(`the of and to in a is that for on with as was by at from said officials after city government
	forces people report border talks attack killed wounded near northern capital military minister statement region security
	agency witnesses residents police hospital district ceasefire negotiations spokesperson investigation according yesterday`)

// A writer of samples always writes the same.
type sampleWriter struct {
	strings.Builder
	*rand.Rand
}

func (w *sampleWriter) text(n int) string {
	picked := make([]string, n)
	for i := range picked {
		picked[i] = words[w.IntN(len(words))]
		if w.IntN(40) == 0 {
			picked[i] += " &#8217;s"
		}
	}
	return strings.ToUpper(picked[0][:1]) + strings.Join(picked, " ")[1:] + "."
}

// headlines is a feed as broadcasters have it: a sentence or two and a picture for each story.
func headlines(items int) string {
	w := &sampleWriter{Rand: rand.New(rand.NewPCG(1, 2))}
	w.WriteString(`<?xml version="1.0" encoding="UTF-8"?>
<rss xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" version="2.0">
<channel><title><![CDATA[World news]]></title><description><![CDATA[World news]]></description><link>https://news.example.org/world</link>
<atom:link href="https://feeds.example.org/world.xml" rel="self" type="application/rss+xml"/><language>en-gb</language><ttl>15</ttl>
<lastBuildDate>Thu, 04 Jan 2024 10:00:00 GMT</lastBuildDate>
`)
	start := time.Date(2024, 1, 4, 9, 0, 0, 0, time.UTC)
	for i := range items {
		fmt.Fprintf(w, `<item><title><![CDATA[%s]]></title>
<description>&lt;p&gt;%s&lt;/p&gt;&lt;p&gt;%s &lt;a href=&quot;/live/%d&quot;&gt;Live&lt;/a&gt;&lt;/p&gt;</description>
<link>https://news.example.org/world/%d-story?at_medium=RSS&amp;at_campaign=rss</link><guid isPermaLink="false">https://news.example.org/world/%d#%d</guid>
<pubDate>%s</pubDate><dc:creator>Staff writer</dc:creator><category>World</category><category>Conflict</category>
<media:thumbnail width="240" height="135" url="https://images.example.org/standard/240/%d.jpg"/>
<media:content url="https://images.example.org/standard/976/%d.jpg" type="image/jpeg"><media:description>%s</media:description></media:content>
</item>
`, w.text(11), w.text(25), w.text(20), i, 6000+i, 6000+i, i%3, start.Add(-time.Duration(i)*17*time.Minute).Format(time.RFC1123), i, i, w.text(9))
	}
	w.WriteString("</channel></rss>\n")
	return w.String()
}

// articles is a feed as content management systems have it: whole articles in HTML.
func articles(items, paragraphs int) string {
	w := &sampleWriter{Rand: rand.New(rand.NewPCG(3, 4))}
	w.WriteString(`<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
	xmlns:content="http://purl.org/rss/1.0/modules/content/"
	xmlns:wfw="http://wellformedweb.org/CommentAPI/"
	xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"
	xmlns:slash="http://purl.org/rss/1.0/modules/slash/">
<channel>
	<title>Crisis monitor</title>
	<link>https://monitor.example.org</link>
	<description>Analysis &#038; updates</description>
	<language>en-US</language>
	<sy:updatePeriod>hourly</sy:updatePeriod>
	<sy:updateFrequency>1</sy:updateFrequency>
`)
	start := time.Date(2024, 1, 4, 9, 0, 0, 0, time.UTC)
	for i := range items {
		fmt.Fprintf(w, "\t<item>\n\t\t<title>%s</title>\n\t\t<link>https://monitor.example.org/2024/01/04/story-%d/</link>\n"+
			"\t\t<comments>https://monitor.example.org/2024/01/04/story-%d/#respond</comments>\n\t\t<dc:creator><![CDATA[R. Writer]]></dc:creator>\n"+
			"\t\t<pubDate>%s</pubDate>\n\t\t<category><![CDATA[Analysis]]></category>\n\t\t<category><![CDATA[Region]]></category>\n"+
			"\t\t<guid isPermaLink=\"false\">https://monitor.example.org/?p=%d</guid>\n\t\t<description><![CDATA[<p>%s [&#8230;]</p>]]></description>\n\t\t<content:encoded><![CDATA[",
			w.text(9), i, i, start.Add(-time.Duration(i)*3*time.Hour).Format(time.RFC1123Z), 900+i, w.text(55))
		for p := range paragraphs {
			switch p % 6 {
			case 2:
				fmt.Fprintf(w, "<h2 class=\"wp-block-heading\" id=\"h-%d\">%s</h2>\n\n", p, w.text(6))
			case 4:
				fmt.Fprintf(w, "<figure class=\"wp-block-image size-large\"><img decoding=\"async\" width=\"1024\" height=\"683\" src=\"https://monitor.example.org/wp-content/uploads/2024/01/%d-%d.jpg\" alt=\"%s\" class=\"wp-image-%d\"/><figcaption>%s</figcaption></figure>\n\n", i, p, w.text(5), p, w.text(12))
			default:
				fmt.Fprintf(w, "<p>%s <a href=\"https://example.com/source/%d\" target=\"_blank\" rel=\"noopener\">%s</a> %s</p>\n\n", w.text(35), p, w.text(4), w.text(30))
			}
		}
		w.WriteString("]]></content:encoded>\n\t\t<slash:comments>0</slash:comments>\n\t</item>\n")
	}
	w.WriteString("</channel>\n</rss>\n")
	return w.String()
}

// generated are the feeds of testdata that benchmarks read, by name.
func generated() map[string]string {
	return map[string]string{
		"headlines-40k.xml": headlines(38),
		"articles-150k.xml": articles(20, 15),
	}
}

func TestGeneratedFeeds(t *testing.T) {
	for name, want := range generated() {
		file := filepath.Join("testdata", "bench", name)
		if *update {
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != want {
			t.Errorf("%s is not what is generated; run go test -run %s -update", file, t.Name())
		}
		doc, err := Parse(got, Options{URL: "https://feeds.example.org/world.xml"})
		if err != nil || len(doc.Warnings) > 0 {
			t.Errorf("%s: %v %v", name, err, doc)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	for name, text := range generated() {
		b.Run(name, func(b *testing.B) {
			body := []byte(text)
			items := strings.Count(text, "<item>")
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			before := testing.AllocsPerRun(10, func() { benchParse(b, body, items) })
			for b.Loop() {
				benchParse(b, body, items)
			}
			b.ReportMetric(before/float64(items), "allocs/item")
		})
	}
}

func benchParse(b *testing.B, body []byte, items int) {
	doc, err := Parse(body, Options{URL: "https://feeds.example.org/world.xml"})
	if err != nil || len(doc.Entries) != items {
		b.Fatalf("%d entries, %v", len(doc.Entries), err)
	}
}
