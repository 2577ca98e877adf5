package feed_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"tocsin/feed"
)

// A publisher answers requests without a network.
type publisher func(r *http.Request) (status int, header map[string]string, body string)

func (p publisher) RoundTrip(r *http.Request) (*http.Response, error) {
	status, header, body := p(r)
	resp := &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), Request: r}
	for k, v := range header {
		resp.Header.Set(k, v)
	}
	return resp, nil
}

// ok answers always the same document.
func ok(header map[string]string, body string) publisher {
	return func(*http.Request) (int, map[string]string, string) { return http.StatusOK, header, body }
}

func down(status int, header map[string]string) publisher {
	return func(*http.Request) (int, map[string]string, string) { return status, header, "" }
}

// poll fetches once at a time.
func poll(t testing.TB, at time.Time, p publisher, src feed.Source) feed.Result {
	t.Helper()
	f := feed.NewFetcher(feed.FetchOptions{Transport: p, Clock: func() time.Time { return at }, Gap: -1})
	res, err := f.Fetch(t.Context(), src)
	if (err != nil) != (res.Source.Failures > 0) {
		t.Fatalf("error %v with %d failures", err, res.Source.Failures)
	}
	return res
}

func river() feed.Source { return feed.Source{URL: "https://river.example/feed"} }

// wait checks that the next poll is planned d after the last, and at most a tenth more.
func wait(t *testing.T, s feed.Source, d time.Duration) {
	t.Helper()
	if got := s.NextPoll.Sub(s.LastFetch); got < d || got > d+d/10 {
		t.Errorf("waits %v; want %v and up to a tenth more", got, d)
	}
}

// every returns a feed of 20 items that far apart, the newest published at now.
func every(gap time.Duration, channel string) string {
	var b strings.Builder
	b.WriteString(`<rss version="2.0"><channel><title>T</title>` + channel)
	for i := range 20 {
		b.WriteString(`<item><title>Item</title><guid>` + strings.Repeat("x", i+1) + `</guid><pubDate>` +
			now.Add(-time.Duration(i)*gap).Format(time.RFC1123Z) + `</pubDate></item>`)
	}
	return b.String() + `</channel></rss>`
}

func TestPollingAdaptsToHabit(t *testing.T) {
	day := 24 * time.Hour
	for _, c := range []struct {
		gap, habit, want time.Duration
		kind             string
	}{
		{time.Minute, 5 * time.Minute, 5 * time.Minute, ""},
		{time.Second, 0, 5 * time.Minute, ""}, // one batch says nothing
		{time.Hour, time.Hour, 7*time.Minute + 30*time.Second, ""},
		{day, day, 3 * time.Hour, ""},
		{30 * day, 30 * day, day, ""},
		{day, day, 30 * time.Minute, feed.KindAuthority},
	} {
		src := river()
		src.Kind = c.kind
		s := poll(t, now, ok(nil, every(c.gap, "")), src).Source
		if s.Habit != c.habit {
			t.Errorf("habit %v; want %v", s.Habit, c.habit)
		}
		wait(t, s, c.want)
	}
	silent := river()
	silent.Habit, silent.LastItem = time.Minute, now.AddDate(0, 0, -10)
	empty := ok(nil, `<rss version="2.0"><channel><title>T</title></channel></rss>`)
	wait(t, poll(t, now, empty, silent).Source, 3*time.Hour)
	silent.Created = now.Add(-time.Hour) // so long it has been watched
	wait(t, poll(t, now, empty, silent).Source, 5*time.Minute)
	eager := feed.NewFetcher(feed.FetchOptions{Transport: ok(nil, every(day, "")), Clock: func() time.Time { return now }, MinPoll: 10 * time.Second})
	res, err := eager.Fetch(t.Context(), river())
	if err != nil {
		t.Fatal(err)
	}
	wait(t, res.Source, 6*time.Minute) // in proportion to the shortest interval
}

func TestPublishersWishesAreHonoured(t *testing.T) {
	date := func(d time.Duration) string { return now.Add(d).Format(http.TimeFormat) }
	for name, c := range map[string]struct {
		header  map[string]string
		channel string
		want    time.Duration
	}{
		"nothing":           {nil, "", 5 * time.Minute},
		"ttl":               {nil, "<ttl>40</ttl>", 40 * time.Minute},
		"max-age":           {map[string]string{"Cache-Control": `public, Max-Age="1800"`}, "", 30 * time.Minute},
		"max-age, age":      {map[string]string{"Cache-Control": "max-age=1800", "Age": "600"}, "", 20 * time.Minute},
		"expires":           {map[string]string{"Expires": date(25 * time.Minute)}, "", 25 * time.Minute},
		"expires by date":   {map[string]string{"Expires": date(-time.Hour), "Date": date(-2 * time.Hour)}, "", time.Hour},
		"max-age wins":      {map[string]string{"Cache-Control": "max-age=60", "Expires": date(time.Hour)}, "", 5 * time.Minute},
		"longest of all":    {map[string]string{"Cache-Control": "max-age=1800"}, "<ttl>40</ttl>", 40 * time.Minute},
		"a year":            {map[string]string{"Cache-Control": "max-age=31536000"}, "", 24 * time.Hour},
		"overflowing":       {map[string]string{"Cache-Control": "max-age=9223372036854775807"}, "", 24 * time.Hour},
		"nonsense":          {map[string]string{"Cache-Control": "max-age=-5, max-age=x", "Expires": "0"}, "", 5 * time.Minute},
		"the hour and next": {nil, "<skipHours><hour>12</hour><hour>13</hour></skipHours>", 2 * time.Hour},
		"the day":           {nil, "<skipDays><day>Thursday</day></skipDays>", 12 * time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			s := poll(t, now, ok(c.header, every(time.Minute, c.channel)), river()).Source
			wait(t, s, c.want)
			if c.channel != "" { // what the document says outlives an answer without one
				s.ETag = `"1"`
				wait(t, poll(t, now, down(http.StatusNotModified, c.header), s).Source, c.want)
			}
		})
	}
}

func TestWhoAsksNeverToBePolledIsPolled(t *testing.T) {
	hours := ""
	for h := range 24 {
		hours += "<hour>" + string([]byte{byte('0' + h/10), byte('0' + h%10)}) + "</hour>"
	}
	wait(t, poll(t, now, ok(nil, every(time.Minute, "<skipHours>"+hours+"</skipHours>")), river()).Source, 5*time.Minute)
}

func TestRetryAfterIsObeyed(t *testing.T) {
	for _, status := range []int{http.StatusTooManyRequests, http.StatusServiceUnavailable} {
		for value, want := range map[string]time.Duration{
			"7200": 2 * time.Hour,
			now.Add(3 * time.Hour).Format(http.TimeFormat): 3 * time.Hour,
			"172800":   48 * time.Hour,
			"99999999": 7 * 24 * time.Hour,
			"1":        5 * time.Minute,
			"soon":     5 * time.Minute,
		} {
			wait(t, poll(t, now, down(status, map[string]string{"Retry-After": value}), river()).Source, want)
		}
	}
}

func TestBackOffDoublesToADayAndNeverEnds(t *testing.T) {
	src, at := river(), now
	for n := range 400 {
		src = poll(t, at, down(http.StatusBadGateway, nil), src).Source
		want := 24 * time.Hour
		if n < 9 {
			want = min(5*time.Minute<<n, want)
		}
		wait(t, src, want)
		at = src.NextPoll
	}
	src = poll(t, at, ok(nil, every(time.Minute, "")), src).Source
	if src.Failures != 0 || src.LastError != "" || !src.FailingSince.IsZero() {
		t.Errorf("after a success: %+v", src)
	}
}

func TestSubscribersAreToldOnceAndOnceMore(t *testing.T) {
	src, at := river(), now
	told := map[feed.Tell]int{}
	for at.Before(now.AddDate(0, 0, 30)) {
		res := poll(t, at, down(http.StatusNotFound, nil), src)
		told[res.Tell]++
		if early := at.Sub(now) < feed.TellAfter; early && res.Tell != feed.TellNothing {
			t.Fatalf("told after %v", at.Sub(now))
		}
		src, at = res.Source, res.Source.NextPoll
	}
	if told[feed.TellFailing] != 1 || told[feed.TellBack] != 0 || !src.Told {
		t.Fatalf("told %v in 30 days of failure", told)
	}
	for range 3 {
		res := poll(t, at, ok(nil, every(time.Minute, "")), src)
		told[res.Tell]++
		src, at = res.Source, res.Source.NextPoll
	}
	if told[feed.TellFailing] != 1 || told[feed.TellBack] != 1 || src.Told {
		t.Errorf("told %v after it is back", told)
	}
	res := poll(t, at, down(http.StatusNotFound, nil), src)
	if res = poll(t, res.Source.NextPoll, ok(nil, every(time.Minute, "")), res.Source); res.Tell != feed.TellNothing {
		t.Errorf("told %q after a short failure", res.Tell)
	}
}

func TestPermanentRedirectIsBelievedAfterThreeDays(t *testing.T) {
	old, new := "https://river.example/feed", "https://new.example/feed"
	move := func(status int, to string) publisher {
		return func(r *http.Request) (int, map[string]string, string) {
			if r.URL.String() == old {
				return status, map[string]string{"Location": to}, ""
			}
			return http.StatusOK, nil, every(time.Minute, "")
		}
	}
	at := func(h int) time.Time { return now.Add(time.Duration(h) * time.Hour) }
	src := poll(t, at(0), move(301, new), river()).Source
	src = poll(t, at(71), move(308, new), src).Source
	if src.URL != old || src.MovedTo != new {
		t.Fatalf("after 71 hours: %+v", src)
	}
	failed := poll(t, at(71), down(http.StatusBadGateway, nil), src).Source
	if s := poll(t, at(72), move(301, new), failed).Source; s.URL != new || s.MovedTo != "" {
		t.Errorf("after 72 hours: %+v", s)
	}
	for name, p := range map[string]publisher{
		"temporary":   move(302, new),
		"elsewhere":   move(301, "https://third.example/"),
		"gone again":  ok(nil, every(time.Minute, "")),
		"without TLS": move(301, "http://new.example/feed"),
		"temporary next": func(r *http.Request) (int, map[string]string, string) {
			switch r.URL.String() {
			case old:
				return 302, map[string]string{"Location": "https://b.example/"}, ""
			case "https://b.example/":
				return 301, map[string]string{"Location": new}, ""
			}
			return http.StatusOK, nil, every(time.Minute, "")
		},
	} {
		s := poll(t, at(100), p, src).Source
		if s.URL != old || s.MovedTo == new {
			t.Errorf("%s: %q, moved to %q", name, s.URL, s.MovedTo)
		}
	}
}

// TestDaysOfDaylightSaving polls through the days on which clocks change, with a clock that shows local time.
func TestDaysOfDaylightSaving(t *testing.T) {
	for _, zone := range []string{"Europe/Berlin", "America/New_York", "Australia/Lord_Howe"} {
		loc, err := time.LoadLocation(zone)
		if err != nil {
			t.Skipf("no time zones here: %v", err)
		}
		for _, day := range []time.Time{
			time.Date(2024, 3, 9, 12, 0, 0, 0, loc), time.Date(2024, 3, 30, 12, 0, 0, 0, loc), time.Date(2024, 4, 6, 12, 0, 0, 0, loc),
			time.Date(2024, 10, 5, 12, 0, 0, 0, loc), time.Date(2024, 10, 26, 12, 0, 0, 0, loc), time.Date(2024, 11, 2, 12, 0, 0, 0, loc),
		} {
			src := river()
			for at := day; at.Before(day.Add(24 * time.Hour)); at = src.NextPoll.In(loc) {
				src.Habit, src.LastItem = time.Minute, at
				src = poll(t, at, ok(nil, `<rss version="2.0"><channel><title>T</title></channel></rss>`), src).Source
				wait(t, src, 5*time.Minute)
			}
		}
	}
}

func TestLongSleepGivesOnePoll(t *testing.T) {
	src := poll(t, now, ok(nil, every(time.Minute, "")), river()).Source
	woken := now.Add(9 * time.Hour)
	src = poll(t, woken, ok(nil, every(time.Minute, "")), src).Source
	if !src.NextPoll.After(woken) {
		t.Errorf("due again at %v, woken at %v", src.NextPoll, woken)
	}
}
