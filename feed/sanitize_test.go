package feed

import (
	"net/url"
	"strings"
	"testing"
)

func TestSanitize(t *testing.T) {
	base, err := url.Parse("https://example.org/a/b.html")
	if err != nil {
		t.Fatal(err)
	}
	for in, want := range map[string]string{
		"plain & simple &amp; done":   "plain &amp; simple &amp; done",
		"1 < 2 > 0":                   "1 &lt; 2 &gt; 0",
		"a\fb":                        "a b",
		"a</p>b":                      "a<br>b",
		"<center>a</center>b":         "<div>a</div>b",
		"<p>a<p>b":                    "<p>a</p><p>b</p>",
		"<b><p>a</b>b</p>":            "<b><p>a</p></b>b<br>",
		"<li>a<li>b":                  "<li>a</li><li>b</li>",
		"<B>x</B><BR/>":               "<b>x</b><br>",
		"<b/>x":                       "<b>x</b>",
		"x<unknown>y</unknown>z":      "xyz",
		"<p":                          "&lt;p",
		"<p title='a>b'>c":            `<p title="a&gt;b">c</p>`,
		"<p title=a'b>c'</p>":         `<p title="a'b">c'</p>`,
		`<p title="a>b</p>`:           `<p title="a">b</p>`,
		"<p onclick=x class=y id=z>a": "<p>a</p>",
		"<!-- a --><!---->b<!doctype html><?php c ?>": "b",
		"<!-- never closed":                           "&lt;!-- never closed",
		"<script>a</script>b":                         "b",
		"<script>a":                                   "",
		"<SCRIPT>a</script >b":                        "b",
		"<iframe src=x>a":                             "a",
		"<iframe src=x>a</iframe>b":                   "b",
		"<scr<script>ipt>a</script>b":                 "ipt&gt;ab",
		"<a href=c.html>x</a>":                        `<a href="https://example.org/a/c.html">x</a>`,
		"<a href='#top'>x</a>":                        `<a href="https://example.org/a/b.html#top">x</a>`,
		"<a href=mailto:a@b.org>x</a>":                `<a href="mailto:a@b.org">x</a>`,
		"<a href='javascript:x'>x</a>":                "<a>x</a>",
		"<a href=' JAVA&#115;cript:x'>":               "<a></a>",
		"<a href='java\nscript:x'>":                   "<a></a>",
		"<a href='vbscript:x'>":                       "<a></a>",
		"<a href='https://u:p@e.org/'>":               "<a></a>",
		"<a href='//e.org/x'>y</a>":                   `<a href="https://e.org/x">y</a>`,
		"<img src=x.png alt='\"'>":                    `<img src="https://example.org/a/x.png" alt="&quot;">`,
		"<img src=data:image/gif,x>a":                 "a",
		"<img alt=x>a":                                "a",
	} {
		if got := Sanitize(in, base); got != want {
			t.Errorf("%q\n got %q\nwant %q", in, got, want)
		}
	}
}

func TestSanitizeIsBounded(t *testing.T) {
	deep := Sanitize(strings.Repeat("<div>", 10*maxHTMLDepth)+"x", nil)
	if n := strings.Count(deep, "<div>"); n != maxHTMLDepth || strings.Count(deep, "</div>") != n || !strings.Contains(deep, "x") {
		t.Errorf("%d elements deep", n)
	}
	if long := Sanitize(strings.Repeat("é", maxHTMLSize), nil); len(long) > maxHTMLSize {
		t.Errorf("%d bytes", len(long))
	}
}
