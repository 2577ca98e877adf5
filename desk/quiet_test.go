package desk_test

import (
	"strings"
	"testing"
	"time"

	"tocsin/desk"
	"tocsin/feed"
)

func TestSourceThatIsReadInPartSaysSo(t *testing.T) {
	o := newOffice(t, desk.Options{})
	_, err := o.store.AddSource(t.Context(), feed.Source{Name: "Huge", URL: "https://huge.example/rss", Seeded: true, LastSuccess: now,
		LastError: "it is larger than 10 MiB: only its first part was read"}, 0)
	must(t, err)
	list, err := o.ListSources(t.Context(), member("g1"))
	must(t, err)
	if list[0].State != desk.SourcePartial || !strings.Contains(list[0].Why, "10 MiB") {
		t.Errorf("source %+v; want it read in part, and why", list[0])
	}
}

func TestStatusAndSourcesSayWhichSourceIsQuiet(t *testing.T) {
	o := newOffice(t, desk.Options{})
	_, err := o.store.AddSource(t.Context(), feed.Source{Name: "Hushed", URL: "https://hushed.example/rss", Seeded: true, LastSuccess: now,
		Habit: 10 * time.Minute, LastItem: now.Add(-7 * time.Hour)}, 0)
	must(t, err)
	list, err := o.ListSources(t.Context(), member("g1"))
	must(t, err)
	if len(list) != 2 || list[0].State != desk.SourceQuiet || !strings.Contains(list[0].Why, "nothing new for 7 hours") || list[1].State != desk.SourceFine {
		t.Errorf("sources %+v; want one quiet for 7 hours, and one fine", list)
	}
	st, err := o.Status(t.Context(), member("g1"))
	must(t, err)
	if st.Sources[desk.SourceQuiet] != 1 || st.Sources[desk.SourceFine] != 1 || len(st.Worst) != 1 || st.Worst[0].Name != "Hushed" {
		t.Errorf("status %+v", st)
	}
}
