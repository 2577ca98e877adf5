package bot

import (
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"tocsin/alert"
	"tocsin/report"
	"tocsin/rules"
	"tocsin/story"
)

func TestClean(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain", "Strike in Baghdad", "Strike in Baghdad"},
		{"lines", "a\r\n\r\n\r\nb\u2028c", "a\n\nb\nc"},
		{"bidi", "a\u202egnp.\u202cb\u2066c\u2069", "agnp.bc"},
		{"zero width", "Ba\u200bgh\u2060dad\ufeff", "Baghdad"},
		{"soft hyphen", "Bagh\u00addad", "Baghdad"},
		{"tag characters", "x\U000E0041\U000E0042y", "xy"},
		{"zalgo", "Z\u0351\u0352\u0353\u0354\u0355\u0356e", "Z\u0353\u0354\u0355\u0356e"},
		{"Vietnamese", "Việt Nam", "Việt Nam"},
		{"joined emoji", "👨\u200d👩\u200d👧 ❤\ufe0f", "👨\u200d👩\u200d👧 ❤\ufe0f"},
		{"Persian joiner", "می\u200cخواهم", "می\u200cخواهم"},
		{"joiner in Latin", "Bagh\u200cdad", "Baghdad"},
		{"dressed up", "𝐁𝐫𝐞𝐚𝐤𝐢𝐧𝐠 Ｎｅｗｓ", "Breaking News"},
		{"invisible letters", "a\u3164b\u2800", "a b"},
		{"bytes", "a\xffb", "a\uFFFDb"},
		{"nothing", "\u200b\u202e \u3164", ""},
	} {
		if got := clean(c.in); got != c.want {
			t.Errorf("%s: %+q, not %+q", c.name, got, c.want)
		}
	}
}

func TestLinksLeadToTheWeb(t *testing.T) {
	for in, host := range map[string]string{
		"https://www.bbc.co.uk/news?a=1#x":     "bbc.co.uk",
		"http://bücher.example/":               "xn--bcher-kva.example",
		"https://example.com:8443/a(b)[c]":     "example.com",
		"javascript:alert(1)":                  "",
		"data:text/html,x":                     "",
		"https://user:pw@example.com/":         "",
		"https://bbc.co.uk@evil.example/":      "",
		"https://example.com/\r\nX: y":         "",
		"https://example.com/\u202egpj.exe":    "",
		"//example.com/x":                      "",
		"https://":                             "",
		"mailto:a@example.com":                 "",
		"https://exa mple.com":                 "",
		"https://" + strings.Repeat("a", 3000): "",
	} {
		l, ok := readLink(in)
		if ok != (host != "") || l.host != host {
			t.Errorf("%q: %q %v, not %q", in, l.host, ok, host)
		}
		if ok && strings.ContainsAny(l.url, "()[]<> \r\n") {
			t.Errorf("%q can break out of a link", l.url)
		}
	}
}

// FuzzEscape: whatever comes in, what goes out keeps its limit, is valid, is clean, and pings and masks nothing.
func FuzzEscape(f *testing.F) {
	for _, s := range []string{"@everyone", "[a](https://b)", "<@1>", "<@&1>", "</x:1>", "||s||", "```x```", "a\u202eb", "👨\u200d👩\u200d👧", "Z\u0351\u0351\u0351\u0351\u0351", "-# x", "\\", "\\\\[", "1. x"} {
		f.Add(s, 20)
	}
	f.Fuzz(func(t *testing.T, s string, limit int) {
		if limit < 1 || limit > 5000 || len(s) > 20000 {
			return
		}
		c := clean(s)
		if again := clean(c); again != c {
			t.Errorf("cleaning %+q twice gives %+q", c, again)
		}
		out := escape(c, limit)
		if units(out) > limit {
			t.Errorf("%d characters, not %d", units(out), limit)
		}
		if !utf8.ValidString(out) {
			t.Errorf("not UTF-8: %q", out)
		}
		for i, r := range out {
			if r != '\n' && unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
				t.Errorf("%U is left in %+q", r, out)
			}
			if strings.ContainsRune("[]<>`|*_~", r) && !escaped(out, i) {
				t.Errorf("%q at %d is not escaped in %+q", r, i, out)
			}
		}
		if strings.Contains(out, "@everyone") || strings.Contains(out, "@here") {
			t.Errorf("pings: %+q", out)
		}
	})
}

// escaped says whether an odd number of backslashes stands before i.
func escaped(s string, i int) bool {
	n := 0
	for i--; i >= 0 && s[i] == '\\'; i-- {
		n++
	}
	return n%2 == 1
}

// TestMessagesKeepTheLimits draws deliveries with parts of any length.
func TestMessagesKeepTheLimits(t *testing.T) {
	long := rapid.Custom(func(t *rapid.T) string {
		piece := rapid.SampledFrom([]string{"word ", "*", "[x](y) ", "👨\u200d👩\u200d👧", "الفرات ", "a\u0301", "\n", "@everyone ", "-"}).Draw(t, "piece")
		return strings.Repeat(piece, rapid.IntRange(0, 900).Draw(t, "times"))
	})
	now := time.Date(2024, 1, 4, 12, 0, 0, 0, time.UTC)
	one := rapid.Custom(func(t *rapid.T) alert.Alert {
		n := rapid.IntRange(0, 12).Draw(t, "parts")
		a := alert.Alert{Story: story.Story{ID: 1, Title: long.Draw(t, "title"), Link: "https://example.com/" + strings.Repeat("x", rapid.IntRange(0, 2000).Draw(t, "link")),
			Place: long.Draw(t, "place")}, Report: report.Report{Title: long.Draw(t, "report"), Text: long.Draw(t, "text"), Fetched: now}}
		a.Report.Link = a.Story.Link
		for range n {
			a.Sources = append(a.Sources, alert.Telling{Source: long.Draw(t, "source"), Link: a.Story.Link, When: now})
			a.Matches = append(a.Matches, alert.Match{Name: long.Draw(t, "name"), Mention: "123456789012345678", Why: []rules.Reason{{Clause: long.Draw(t, "clause"), Text: long.Draw(t, "words")}}})
			a.Tags.Actors = append(a.Tags.Actors, report.Actor{Name: long.Draw(t, "actor")})
			a.Tags.Events = append(a.Tags.Events, report.Event{Type: report.EventType(long.Draw(t, "event")), Status: report.Claimed})
		}
		return a
	})
	rapid.Check(t, func(t *rapid.T) {
		d := alert.Delivery{ID: 1, Kind: rapid.SampledFrom([]alert.Kind{alert.Post, alert.Edit, alert.Reply, alert.Digest, alert.Notice}).Draw(t, "kind"), Doubtful: true, Notice: long.Draw(t, "notice")}
		a := one.Draw(t, "alert")
		d.Alert = &a
		d.Digest = &alert.DigestOf{Title: long.Draw(t, "digest"), Total: 50}
		for range rapid.IntRange(0, 15).Draw(t, "alerts") {
			d.Digest.Alerts = append(d.Digest.Alerts, a)
		}
		p := deliveryMessage(&d).payload()
		if units(p.Content) > maxContent {
			t.Fatalf("content of %d", units(p.Content))
		}
		total := 0
		for _, e := range p.Embeds {
			total += size(e)
			if units(e.Title) > maxTitle || units(e.Description) > maxDescription || len(e.Fields) > maxFields {
				t.Fatalf("an embed of %d, %d, %d fields", units(e.Title), units(e.Description), len(e.Fields))
			}
			for _, f := range e.Fields {
				if f.Value == "" || f.Name == "" || units(f.Value) > maxField || units(f.Name) > maxFieldName {
					t.Fatalf("a field %q of %d", f.Name, units(f.Value))
				}
				if strings.Count(f.Value, "](http") != strings.Count(f.Value, ") (example.com)") {
					t.Fatalf("a link is cut in two: %q", f.Value)
				}
			}
		}
		if total > maxEmbeds {
			t.Fatalf("embeds of %d", total)
		}
	})
}
