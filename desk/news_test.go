package desk_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tocsin/desk"
	"tocsin/feed"
)

const hour = time.Hour

func TestBacktestTellsWhatWouldHaveBeen(t *testing.T) {
	o := newOffice(t, desk.Options{})
	o.publish(2*hour, "Drone strike in Baghdad kills two", "A drone strike in Baghdad, Iraq, killed two people.")
	o.publish(26*hour, "Drone exercise near Baghdad", "The army held a drone exercise near Baghdad, Iraq.")
	o.publish(50*hour, "Airstrike on Mosul", "An air strike hit Mosul in Iraq, drone wreckage was found.")
	o.publish(3*hour, "Drone show in Paris", "A drone show delighted Paris, France.")
	o.publish(8*24*hour, "Drone strike in Basra", "A drone strike in Basra, Iraq.")
	s, err := o.Subscribe(t.Context(), manager("g1"), desk.Subscription{Rule: "region:Iraq drone -exercise"})
	must(t, err)
	b := s.Backtest
	if b == nil || b.Stories != 2 || !slices.Equal(b.Days, []int{0, 0, 0, 0, 1, 0, 1}) {
		t.Fatalf("%+v", b)
	}
	if len(b.Latest) != 2 || b.Latest[0].Report.Title != "Drone strike in Baghdad kills two" || len(b.Latest[0].Why) == 0 {
		t.Errorf("latest %+v", b.Latest)
	}
	if len(b.Excluded) != 1 || b.Excluded[0] != (desk.Excluded{Clause: "-exercise", Stories: 1}) {
		t.Errorf("excluded %+v", b.Excluded)
	}
	if s.Words == "" || s.Coverage.Can != 1 || s.Coverage.Warning != "" {
		t.Errorf("coverage %+v", s.Coverage)
	}
	_, all, err := o.TestRule(t.Context(), member("g1"), "", "region:Iraq drone", "2w")
	must(t, err)
	if all.Stories != 4 || len(all.Days) != 14 {
		t.Errorf("%+v", all)
	}
}

func TestBacktestAdvises(t *testing.T) {
	o := newOffice(t, desk.Options{})
	for i := range 300 {
		o.publish(time.Duration(i+1)*30*time.Minute, fmt.Sprintf("Minister visits school number %d in Baghdad", i), "A visit in Baghdad, Iraq.")
	}
	o.publish(hour, "Drone strike in Baghdad kills 40", "A drone strike in Baghdad, Iraq, killed at least 40 people.")
	_, b, err := o.TestRule(t.Context(), member("g1"), "", "region:Iraq", "")
	must(t, err)
	if b.Stories != 301 || !strings.Contains(b.Advice, "Add severity>=") {
		t.Errorf("%d: %s", b.Stories, b.Advice)
	}
	_, b, err = o.TestRule(t.Context(), member("g1"), "", "region:Iraq drone earthquake", "")
	must(t, err)
	if b.Stories != 0 || !strings.Contains(b.Advice, "Without earthquake it would be 1 alert") {
		t.Errorf("%d: %s", b.Stories, b.Advice)
	}
}

func TestAWarningWhereNoSourceCanMeetARule(t *testing.T) {
	o := newOffice(t, desk.Options{})
	must(t, o.store.RemoveSource(t.Context(), "", o.source.ID))
	_, err := o.store.AddSource(t.Context(), feed.Source{Name: "Sahel Post", URL: "https://sahel.example/rss", Region: "ML"}, 0)
	must(t, err)
	for rule, can := range map[string]int{"region:Mali": 1, "region:Bamako": 1, "region:Sahel": 1, "region:Iraq": 0, "drone": 1, `source:"Sahel Post"`: 1, "source:Other": 0, "source:bbc.co.uk": 1} {
		s, err := o.Subscribe(t.Context(), manager("g1"), desk.Subscription{Rule: rule})
		must(t, err)
		if s.Coverage.Can != can || (s.Coverage.Warning != "") != (can == 0) {
			t.Errorf("%s: %+v", rule, s.Coverage)
		}
	}
}

func TestRecentAndSummary(t *testing.T) {
	o := newOffice(t, desk.Options{})
	o.publish(1*hour, "Drone strike in Baghdad kills two", "A drone strike in Baghdad, Iraq, killed two people.")
	o.publish(2*hour, "Clashes in Khartoum", "Fighting between the army and the Rapid Support Forces in Khartoum, Sudan, killed 30 people.")
	o.publish(3*hour, "Football in Cairo", "A match in Cairo, Egypt.")
	o.publish(30*hour, "Shelling in Omdurman", "Shelling in Omdurman, Sudan, killed three people.")
	private, err := o.store.AddSource(t.Context(), feed.Source{Guild: "g2", Name: "Private", URL: "https://private.example/rss"}, 50)
	must(t, err)
	o.publishFrom(private, hour, "Secret strike in Baghdad", "A secret strike in Baghdad, Iraq.")
	r, err := o.Recent(t.Context(), member("g1"), desk.Question{Region: "Sudan", Since: "3d"})
	must(t, err)
	if len(r.Stories) != 2 || r.Stories[0].Title != "Clashes in Khartoum" {
		t.Errorf("%+v", r.Stories)
	}
	r, err = o.Recent(t.Context(), member("g1"), desk.Question{Limit: 1})
	must(t, err)
	if len(r.Stories) != 1 || r.More != 2 {
		t.Errorf("%d and %d more", len(r.Stories), r.More)
	}
	s, err := o.Summary(t.Context(), member("g1"), desk.Question{})
	must(t, err)
	if s.Now.Stories != 3 || s.Before.Stories != 1 || len(s.Main) != 3 || s.Main[0].Severity < s.Main[2].Severity {
		t.Errorf("%+v", s)
	}
	if !slices.ContainsFunc(s.Places, func(p desk.PlaceCount) bool { return p.Name == "Sudan" && p.Now == 1 && p.Before == 1 }) {
		t.Errorf("places %+v", s.Places)
	}
	for _, since := range []string{"yesterday", "-3d", "0h", "99999d", "3"} {
		_, err := o.Recent(t.Context(), member("g1"), desk.Question{Since: since})
		refusal(t, err, desk.Invalid)
	}
	own, err := o.Recent(t.Context(), manager("g2"), desk.Question{Region: "Iraq"})
	must(t, err)
	if len(own.Stories) != 2 {
		t.Errorf("its own guild sees %d", len(own.Stories))
	}
}

func TestSourcesAreTriedWhenAdded(t *testing.T) {
	o := newOffice(t, desk.Options{})
	srv := feedServer(t)
	c := manager("g1")
	got, err := o.AddSource(t.Context(), c, srv+"/news?api_key=hush", "")
	must(t, err)
	if got.Trial != nil || got.Items != 5 || len(got.Newest) != 3 || got.Newest[0].Title != "Item 0" || got.Source.Name != "Feed of /news" {
		t.Errorf("%+v", got)
	}
	if strings.Contains(got.Source.URL, "hush") {
		t.Errorf("shows its key: %s", got.Source.URL)
	}
	_, err = o.AddSource(t.Context(), c, srv+"/news?api_key=hush", "")
	refusal(t, err, desk.Invalid, "reads this already")
	got, err = o.AddSource(t.Context(), c, srv+"/page", "By page")
	must(t, err)
	if got.Found != srv+"/found" || got.Source.Name != "By page" {
		t.Errorf("%+v", got)
	}
	got, err = o.AddSource(t.Context(), c, srv+"/picture", "")
	must(t, err)
	if got.Trial == nil || got.Source.State != desk.SourceFailing || got.Source.Why == "" {
		t.Errorf("%+v", got)
	}
	for _, bad := range []string{"", "ftp://example.com/x", "javascript:alert(1)", "http://10.0.0.1/x", "http://", "http://[::1]:80/", strings.Repeat("a", 3000)} {
		_, err := o.AddSource(t.Context(), c, bad, "")
		refusal(t, err, desk.Invalid)
	}
	_, err = o.AddSource(t.Context(), member("g1"), srv+"/x", "")
	refusal(t, err, desk.Forbidden)
	_, err = o.AddSource(t.Context(), desk.Caller{User: "u1"}, srv+"/x", "")
	refusal(t, err, desk.Forbidden, "server only")
	for _, typed := range []string{"by page", fmt.Sprint(got.Source.ID - 1), srv + "/found"} { // as url:, where completion offers sources
		tried, err := o.TestSource(t.Context(), c, "", typed)
		must(t, err)
		if tried.Trial != nil || tried.Items == 0 {
			t.Errorf("tried %q: %+v", typed, tried)
		}
	}
	list, err := o.ListSources(t.Context(), member("g1"))
	must(t, err)
	if len(list) != 4 || list[0].Own || !list[3].Own {
		t.Errorf("%+v", list)
	}
	paused, err := o.PauseSource(t.Context(), c, "By page", true)
	must(t, err)
	if paused.State != desk.SourcePaused {
		t.Errorf("%+v", paused)
	}
	st, err := o.Status(t.Context(), c)
	must(t, err)
	if st.Sources[desk.SourceFailing] != 1 || st.Sources[desk.SourcePaused] != 1 || len(st.Worst) != 1 {
		t.Errorf("%+v", st)
	}
}

func TestCompletion(t *testing.T) {
	o := newOffice(t, desk.Options{})
	_, err := o.Subscribe(t.Context(), manager("g1"), desk.Subscription{Region: "Iraq", Name: "Drones over Iraq"})
	must(t, err)
	for _, c := range []struct {
		what  desk.Completing
		typed string
		want  string
	}{
		{desk.CompleteRegion, "bagh", "baghdad-iq"},
		{desk.CompleteActor, "hashed", "popular-mobilization-forces"},
		{desk.CompleteRule, "over", "1"},
		{desk.CompleteSource, "wor", "1"},
	} {
		list, err := o.Complete(t.Context(), manager("g1"), c.what, c.typed)
		must(t, err)
		if len(list) == 0 || len(list) > desk.MostChoices || list[0].Value != c.want {
			t.Errorf("%s %q: %+v", c.what, c.typed, list)
		}
	}
	for i := range 20 { // sources are listed by name; the number that was typed comes before those that begin with it
		_, err := o.store.AddSource(t.Context(), feed.Source{Guild: "g1", Name: fmt.Sprintf("%c", 'z'-i), URL: fmt.Sprintf("https://z.example/%d", i)}, 50)
		must(t, err)
	}
	if list, err := o.Complete(t.Context(), manager("g1"), desk.CompleteSource, "2"); err != nil || len(list) < 3 || list[0].Value != "2" {
		t.Errorf("2: %v %v", list, err)
	}
	if list, err := o.Complete(t.Context(), manager("g1"), desk.CompleteFeed, "un"); err != nil || len(list) == 0 {
		t.Errorf("feeds: %v %v", list, err)
	}
}

func TestBacktestHearsOfReportsWithoutAPlaceWhereThatIsChosen(t *testing.T) {
	o := newOffice(t, desk.Options{})
	o.publish(hour, "Shares of a drone maker rise", "Shares of a drone maker rise after its results.")
	for _, step := range []struct {
		unplaced string
		want     int
	}{{"strict", 0}, {"include", 1}} {
		_, err := o.SetUnplaced(t.Context(), manager("g1"), step.unplaced)
		must(t, err)
		_, b, err := o.TestRule(t.Context(), member("g1"), "", "region:Iraq drone", "")
		must(t, err)
		if b.Stories != step.want {
			t.Errorf("%s: %d", step.unplaced, b.Stories)
		}
	}
}
