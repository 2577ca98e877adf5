package main

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

func TestSamplesAreReadableAndRecent(t *testing.T) {
	all, err := readSamples(sampleFiles)
	if err != nil {
		t.Fatal(err)
	}
	live, ids := 0, make(map[string]bool)
	for _, s := range all {
		if ids[s.ID] {
			t.Errorf("two samples have the id %s", s.ID)
		}
		ids[s.ID] = true
		if s.Live > 0 {
			live++
			if s.Live != live {
				t.Errorf("sample %s has turn %d, want %d", s.ID, s.Live, live)
			}
		} else if s.Age <= 0 || s.Age > 10*24*time.Hour {
			t.Errorf("sample %s is %v old, want up to ten days", s.ID, s.Age)
		}
		if d := s.at(time.Now()); strings.ContainsAny(d.Title+d.Text, "{}") {
			t.Errorf("sample %s keeps a placeholder: %s", s.ID, d.Text)
		}
	}
	if len(all) < 120 || live < 25 {
		t.Errorf("%d samples, %d of them live", len(all), live)
	}
}

func TestSampleFileErrorsNameTheLine(t *testing.T) {
	for text, want := range map[string]string{
		"text":                             ":1: text before",
		"@ nobody 3d\nT\nx":                ":1: outlet \"nobody\"",
		"\n@ harbour yesterday\nT\nx":      ":2: age",
		"@ harbour live\nT\nx":             "number behind live",
		"@ harbour live 0\nT\nx":           "not a number from 1",
		"@ harbour 3d\nonly a title":       "no text",
		"@ harbour 3d\n@ harbour 4d\nT\nx": "no title",
	} {
		_, err := readSamples(fstest.MapFS{"samples/a.txt": {Data: []byte(text)}})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want one with %q", text, err, want)
		}
	}
}

func TestSampleFeedsReleaseOneByOne(t *testing.T) {
	now := time.Date(2026, 3, 6, 12, 0, 0, 0, time.UTC) // a Friday
	files := fstest.MapFS{"samples/a.txt": {Data: []byte("@ harbour 2d\nOld <news> & more\nOn {day}, two days after {date-2}.\n@ harbour live 1\nNew\nIt is {day}.\n")}}
	all, err := readSamples(files)
	if err != nil {
		t.Fatal(err)
	}
	f, err := startSampleFeeds(all, func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close(t.Context())
	body, tag := get(t, f.feedURL("harbour"), "")
	for _, want := range []string{"Old &lt;news&gt; &amp; more", "On Wednesday, two days after 2 March.", "Wed, 04 Mar 2026 12:00:00"} {
		if !strings.Contains(body, want) {
			t.Errorf("feed lacks %q:\n%s", want, body)
		}
	}
	if body, _ := get(t, f.feedURL("harbour"), tag); body != "" {
		t.Errorf("an unchanged feed was sent again: %s", body)
	}
	s, ok := f.release()
	if !ok || s.Text != "It is Friday." {
		t.Errorf("release gave %v, %v", s, ok)
	}
	if body, _ := get(t, f.feedURL("harbour"), tag); !strings.Contains(body, "It is Friday.") {
		t.Errorf("the released report is not in the feed:\n%s", body)
	}
	if page, _ := get(t, "http://"+f.addr+"/reports/a-1", ""); !strings.Contains(page, "Old &lt;news&gt;") {
		t.Errorf("the page of a report does not escape its title:\n%s", page)
	}
	if _, ok := f.release(); ok {
		t.Error("a sample was released twice")
	}
}

func get(t *testing.T, url, etag string) (body, tag string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	if etag != "" {
		req.Header.Set("If-None-Match", etag)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b), res.Header.Get("ETag")
}
