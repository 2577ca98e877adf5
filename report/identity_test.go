package report_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"tocsin/report"
)

const body = "Local officials said on Monday that the two sides had exchanged fire along the river for most of the night."

func item(n int) report.Report {
	return report.Report{
		GUID:      fmt.Sprintf("urn:item:%d", n),
		Link:      fmt.Sprintf("https://news.example/world/story-%d", n),
		Title:     fmt.Sprintf("Clashes on the river, day %d", n),
		Text:      fmt.Sprintf("%s It was day %d.", body, n),
		Published: time.Date(2024, 1, 4, 12, n%60, 0, 0, time.UTC),
	}
}

func items(n int) []report.Report {
	out := make([]report.Report, n)
	for i := range out {
		out[i] = item(i)
	}
	return out
}

// with returns a copy of n items, each changed by f.
func with(n int, f func(i int, r *report.Report)) []report.Report {
	out := items(n)
	for i := range out {
		f(i, &out[i])
	}
	return out
}

func verdicts(known, batch []report.Report) map[report.Verdict]int {
	count := map[report.Verdict]int{}
	for _, r := range report.Recognise(known, batch) {
		count[r.Verdict]++
	}
	return count
}

func TestRepublishedFeedIsRecognised(t *testing.T) {
	for name, f := range map[string]func(i int, r *report.Report){
		"unchanged":       func(i int, r *report.Report) {},
		"new guids":       func(i int, r *report.Report) { r.GUID = fmt.Sprint("new-", i) },
		"guids dropped":   func(i int, r *report.Report) { r.GUID = "" },
		"moved links":     func(i int, r *report.Report) { r.Link = fmt.Sprintf("https://new.example/%d.html", i) },
		"links dropped":   func(i int, r *report.Report) { r.Link = "" },
		"bumped dates":    func(i int, r *report.Report) { r.Published = r.Published.AddDate(0, 0, 3) },
		"dates dropped":   func(i int, r *report.Report) { r.Published = time.Time{} },
		"https to http":   func(i int, r *report.Report) { r.Link = strings.Replace(r.Link, "https", "http", 1) },
		"www":             func(i int, r *report.Report) { r.Link = strings.Replace(r.Link, "news.", "WWW.news.", 1) },
		"tracking":        func(i int, r *report.Report) { r.Link += "?utm_source=rss&fbclid=x#section" },
		"guid and link":   func(i int, r *report.Report) { r.GUID, r.Link = fmt.Sprint(i), fmt.Sprint("https://m.example/a/", i) },
		"guid, link, day": func(i int, r *report.Report) { r.GUID, r.Link, r.Published = "", "", r.Published.AddDate(0, 1, 0) },
	} {
		t.Run(name, func(t *testing.T) {
			batch := with(30, f)
			rand.Shuffle(len(batch), func(i, j int) { batch[i], batch[j] = batch[j], batch[i] })
			if got := verdicts(items(30), batch); got[report.Same] != 30 {
				t.Errorf("%v; want 30 same", got)
			}
		})
	}
}

func TestEditedReportIsAnUpdate(t *testing.T) {
	for name, f := range map[string]func(r *report.Report){
		"title":                func(r *report.Report) { r.Title = "Eleven killed in border town" },
		"text":                 func(r *report.Report) { r.Text = "An official now speaks of eleven dead." },
		"title and link":       func(r *report.Report) { r.GUID, r.Title = "", "Eleven killed in border town" },
		"title under new guid": func(r *report.Report) { r.GUID, r.Title = "7b", "Clashes on the river, day 7: eleven killed" },
		"text under new link":  func(r *report.Report) { r.Link, r.Text = "https://news.example/x", "Eleven dead." },
	} {
		t.Run(name, func(t *testing.T) {
			r := item(7)
			f(&r)
			got := report.Recognise(items(10), []report.Report{r})[0]
			if got != (report.Recognised{Verdict: report.Updated, Known: 7}) {
				t.Errorf("%+v; want an update of 7", got)
			}
		})
	}
}

func TestOtherReportIsNew(t *testing.T) {
	warning := report.Report{GUID: "a", Title: "Rocket alert in the north", Published: time.Unix(1700000000, 0)}
	live := report.Report{GUID: "live#1", Link: "https://news.example/live", Title: "Troops leave the city", Text: body}
	home := report.Report{Link: "https://news.example/", Title: "Minister resigns"}
	for name, c := range map[string]struct{ known, now report.Report }{
		"guid used again with another link and title": {item(1), report.Report{GUID: item(1).GUID, Link: item(2).Link, Title: "Ferry sinks"}},
		"recurring formula":                           {warning, report.Report{GUID: "b", Title: warning.Title, Published: warning.Published.Add(time.Hour)}},
		"live page":                                   {live, report.Report{GUID: "live#2", Link: live.Link, Title: "Airport reopens"}},
		"home page as link":                           {home, report.Report{Link: home.Link, Title: "Minister appointed"}},
		"nothing in common":                           {item(1), item(2)},
		"nothing at all":                              {report.Report{}, report.Report{}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := report.Recognise([]report.Report{c.known}, []report.Report{c.now})[0]; got.Verdict != report.New || got.Known != -1 {
				t.Errorf("%+v; want new", got)
			}
		})
	}
}

func TestPlaceholdersIdentifyNothing(t *testing.T) {
	same := func(i int, r *report.Report) { r.GUID, r.Link = "0", "https://news.example/index" }
	all := with(40, same)
	if got := verdicts(nil, all[:30]); got[report.New] != 30 {
		t.Fatalf("first poll: %v; want 30 new", got)
	}
	if got := verdicts(all[:30], all[10:]); got[report.Same] != 20 || got[report.New] != 10 {
		t.Errorf("second poll: %v; want 20 same, 10 new", got)
	}
	if got := verdicts(all[:30], all[29:32]); got[report.Same] != 1 || got[report.New] != 2 {
		t.Errorf("third poll: %v; want 1 same, 2 new", got)
	}
}

func TestLikeItemsInOnePoll(t *testing.T) {
	alarm := func(guid string) report.Report {
		return report.Report{GUID: guid, Title: "Sirens sound in the border towns of the north for the second time", Text: body}
	}
	if got := verdicts([]report.Report{alarm("1")}, []report.Report{alarm("2"), alarm("1")}); got[report.New] != 1 || got[report.Same] != 1 {
		t.Errorf("%v; the known one stands beside the new one: want 1 new, 1 same", got)
	}
	got := report.Recognise(nil, []report.Report{item(1), item(2), item(1)})
	if got[2].Verdict != report.Repeat || got[0].Verdict != report.New {
		t.Errorf("%v; want the second copy to be a repeat", got)
	}
}

func TestTruncatedThenWhole(t *testing.T) {
	all := items(20)
	if got := verdicts(all[:5], all); got[report.Same] != 5 || got[report.New] != 15 {
		t.Errorf("%v; want 5 same, 15 new", got)
	}
	if got := report.Recognise(all, nil); len(got) != 0 {
		t.Errorf("empty poll gives %v", got)
	}
	cut := item(3)
	cut.Text = ""
	if got := report.Recognise(all, []report.Report{cut})[0]; got.Verdict != report.Same || got.Known != 3 {
		t.Errorf("a report without its text: %+v; want the same, so that the text is kept", got)
	}
}

func TestManyNewAtOnce(t *testing.T) {
	if got := verdicts(items(10), items(310)); got[report.New] != 300 || got[report.Same] != 10 {
		t.Errorf("%v; want 300 new, 10 same", got)
	}
}

func TestHostilePollCostsLittle(t *testing.T) {
	same := with(2000, func(i int, r *report.Report) { r.Title, r.Text, r.GUID, r.Link = "a", body, "", "" })
	long := item(1)
	long.Title = strings.Repeat("a b c d e f g h ", 50_000)
	other := long
	other.GUID, other.Title = "x", strings.Repeat("i j k l m n o p ", 50_000)
	start := time.Now()
	report.Recognise(same, same)
	report.Recognise([]report.Report{long}, []report.Report{other})
	if d := time.Since(start); d > 2*time.Second {
		t.Errorf("took %v", d)
	}
}

func TestKeysFindWhatRecogniseTakes(t *testing.T) {
	for i, f := range []func(r *report.Report){
		func(r *report.Report) { r.GUID = "x" },
		func(r *report.Report) { r.Link, r.Title = "", "Other" },
		func(r *report.Report) { r.GUID, r.Link = "", "https://other.example/1" },
		func(r *report.Report) { r.GUID, r.Text = "", "Other." },
	} {
		a, b := item(1), item(1)
		f(&b)
		common := slices.ContainsFunc(report.Keys(&a), func(k report.Key) bool { return slices.Contains(report.Keys(&b), k) })
		if !common {
			t.Errorf("case %d: no key in common", i)
		}
	}
	if k := report.Keys(&report.Report{}); len(k) != 0 {
		t.Errorf("a report about nothing has keys %v", k)
	}
	r := report.Report{GUID: "urn:1", Link: "https://a.example/b", Title: "T"}
	if got := report.Keys(&r); !slices.Equal(got, []report.Key{450894255136779932, 3926346842632394243, -6358612859399175663}) {
		t.Errorf("keys are %v; stored ones would not be found again", got)
	}
}

func TestCanonicalLink(t *testing.T) {
	for in, want := range map[string]string{
		"HTTP://WWW.News.Example:80/a/b/?b=2&utm_source=rss&a=1#top": "news.example/a/b?a=1&b=2",
		"https://news.example/a/b?a=1&b=2":                           "news.example/a/b?a=1&b=2",
		"https://news.example:8443/a":                                "news.example:8443/a",
		"https://news.example/?p=12":                                 "news.example?p=12",
		"https://news.example/%7euser/%D8%A7":                        "news.example/~user/%D8%A7",
		"https://news.example/~user/%d8%a7":                          "news.example/~user/%D8%A7",
		"https://news.example//a//b":                                 "news.example/a/b",
		"https://news.example/#!/story/1":                            "news.example#!/story/1",
		"https://news.example/a?FBCLID=1&CMP=rss":                    "news.example/a",
		"https://news.example./a":                                    "news.example/a",
		"https://news.example/":                                      "",
		"https://www.news.example/?utm_source=x":                     "",
		"mailto:a@news.example":                                      "",
		"ftp://news.example/a":                                       "",
		"/relative":                                                  "",
		"":                                                           "",
		"https://[::1":                                               "",
	} {
		if got := report.CanonicalLink(in); got != want {
			t.Errorf("CanonicalLink(%q) = %q; want %q", in, got, want)
		}
	}
}

func FuzzRecognise(f *testing.F) {
	f.Add("g", "https://a.example/1", "Title", "Text", "g2", "https://a.example/1?utm_x=1", "Title two", "Text")
	f.Fuzz(func(t *testing.T, g1, l1, t1, x1, g2, l2, t2, x2 string) {
		a, b := report.Report{GUID: g1, Link: l1, Title: t1, Text: x1}, report.Report{GUID: g2, Link: l2, Title: t2, Text: x2}
		once := report.CanonicalLink(l1)
		if once != "" && report.CanonicalLink("https://"+once) != once {
			t.Errorf("canonical link of %q changes when taken twice", l1)
		}
		if len(report.Keys(&a)) > 0 {
			if got := report.Recognise([]report.Report{a, b}, []report.Report{a}); got[0].Verdict == report.Updated {
				t.Errorf("an unchanged item is %v", got)
			}
		}
	})
}

func BenchmarkRecogniseUnchanged(b *testing.B) {
	batch := with(100, func(i int, r *report.Report) { r.Text = strings.Repeat(r.Text+" ", 10) })
	b.ReportAllocs()
	for b.Loop() {
		for i := range batch {
			report.Keys(&batch[i])
		}
		report.Recognise(batch, batch)
	}
}

func TestCaseAndSpaceDoNotMatter(t *testing.T) {
	a := report.Report{Title: "Über  die\tBrücke", Text: "Ein ZUG fuhr\n\nüber die Brücke, die man Ärger nannte."}
	b := report.Report{Title: "über die brücke ", Text: " ein Zug\u00a0fuhr über die Brücke, \u200bdie man ärger nannte."}
	if got := report.Recognise([]report.Report{a}, []report.Report{b})[0]; got.Verdict != report.Same {
		t.Errorf("%v; want the same", got)
	}
	b.Text = "Ein Zugfuhr über die Brücke, die man Ärger nannte."
	if got := report.Recognise([]report.Report{a}, []report.Report{b})[0]; got.Verdict != report.New {
		t.Errorf("%v; want new", got)
	}
}
