package feed

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestNotFeeds(t *testing.T) {
	for name, test := range map[string]struct{ body, says string }{
		"nothing":       {"", "empty"},
		"mark only":     {"\xEF\xBB\xBF", "empty"},
		"white space":   {" \r\n\t", "empty"},
		"wide mark":     {"\xFF\xFE", "empty"},
		"page":          {"<!DOCTYPE html><html><head><title>Daily &amp; news</title></head><body>x</body></html>", "an HTML page titled “Daily & news”"},
		"page, no html": {"<!doctype html><title>Hm</title><p>x", "an HTML page titled “Hm”"},
		"log-in":        {"<html><body><form><input type='password' name=p></form></body></html>", "log-in page"},
		"picture":       {"\x89PNG\r\n\x1a\n\x00\x00", "a picture"},
		"document":      {"%PDF-1.7 ...", "a PDF"},
		"archive":       {"PK\x03\x04\x14\x00\x00\x00", "a ZIP"},
		"bytes":         {"\x00\x01\x02\x03\x04\x05\x06\x07abc", "binary"},
		"words":         {"Service unavailable", "no markup"},
		"sitemap":       {"<?xml version='1.0'?><urlset><url/></urlset>", "<urlset>"},
		"outline":       {"<opml version='2.0'><body/></opml>", "<opml>"},
		"JSON":          {`{"error":"not found"}`, "no JSON Feed"},
		"other items":   {`{"items":[{"a":1}],"total":1}`, "no JSON Feed"},
		"JSON list":     {`[1,2,3]`, "no JSON Feed"},
		"broken JSON":   {`{"version":`, "looks like JSON"},
		"bad gzip":      {"\x1f\x8b\x08\x00\x00", "compressed"},
	} {
		doc, err := Parse([]byte(test.body), Options{})
		if err == nil {
			t.Errorf("%s is a feed: %+v", name, doc)
			continue
		}
		if !errors.Is(err, ErrNotFeed) || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %v, which does not say %q", name, err, test.says)
		}
	}
}

func TestDiscover(t *testing.T) {
	const page = `<!doctype html><html><head><base href="/news/">
		<LINK REL="alternate" TYPE="application/rss+xml" TITLE="All" HREF="all.xml?a=1&amp;b=2">
		<link rel='alternate home' type='application/atom+xml; charset=utf-8' href='//feeds.example.net/atom'>
		<link rel=alternate type=application/rss+xml href=all.xml?a=1&amp;b=2>
		<link rel="alternate" type="application/feed+json" href="javascript:x()">
		<link rel="alternate" hreflang="de" href="/de/"><link rel="stylesheet" type="application/rss+xml" href="/x.css">
		<link rel="feed" href="/direct"><script><link rel="feed" href="/in-a-script"></script></head><body></body></html>`
	want := []string{"https://example.org/news/all.xml?a=1&b=2", "https://feeds.example.net/atom", "https://example.org/direct"}
	if got := Discover([]byte(page), "https://example.org/index.html"); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := Discover([]byte(page), ""); !slices.Equal(got, nil) {
		t.Errorf("without an address: %q", got)
	}
	if got := Discover([]byte("no page"), "https://example.org/"); got != nil {
		t.Errorf("no page names %q", got)
	}
}

func TestHTMLText(t *testing.T) {
	for in, want := range map[string]string{
		"":                                "",
		"plain":                           "plain",
		"<p>One</p><p>two</p>":            "One\ntwo",
		"a<br>b<br/>c":                    "a\nb\nc",
		"<b>a</b>b":                       "ab",
		"a &amp; b &lt; c &eacute;":       "a & b < c é",
		"  a \n b\t c ":                   "a b c",
		"first\n\nsecond":                 "first\nsecond",
		"<td>a</td><td>b</td>":            "a b",
		"<ul><li>a<li>b</ul>c":            "a\nb\nc",
		"x<script>var a = '<p>'</script>": "x",
		"x<style>p{}":                     "x",
		"a<!-- b -->c":                    "ac",
		"1 < 2 <3 a<":                     "1 < 2 <3 a<",
		"un<i>closed":                     "unclosed",
		"a\x00b\x07c":                     "abc",
		"&unknown; & &#x41;":              "&unknown; & A",
		"one<unknown>two</unknown>":       "onetwo",
	} {
		if got := HTMLText(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestEntryText(t *testing.T) {
	e := Entry{Summary: "<p>short</p>", Content: "<p>A longer text</p><p>in two parts</p>"}
	if got, want := e.Text(), "A longer text\nin two parts"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	e.Content = "<img src=x>"
	if got, want := e.Text(), "short"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
