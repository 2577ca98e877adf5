package store_test

import (
	"testing"
	"testing/synctest"
	"time"

	"tocsin/alert"
	"tocsin/desk"
	"tocsin/feed"
	"tocsin/rules"
)

// addAbout adds a source that reports on a region, has been read for a week, and was heard of just now.
func (w *world) addAbout(guild, name, region string) *feed.Source {
	w.t.Helper()
	s, err := w.store.AddSource(w.t.Context(), feed.Source{Guild: guild, URL: "https://" + name + ".example/", Name: name, Region: region,
		Created: time.Now().Add(-7 * 24 * time.Hour), Seeded: true, Habit: 10 * time.Minute, LastItem: time.Now(), LastSuccess: time.Now()}, 9)
	if err != nil {
		w.t.Fatal(err)
	}
	return &s
}

// pass lets time go by in which all sources are read and only some have news, and then looks for silence.
func (w *world) pass(d time.Duration, all []*feed.Source, news ...*feed.Source) {
	w.t.Helper()
	time.Sleep(d)
	for _, s := range news {
		s.LastItem = time.Now()
	}
	for _, s := range all {
		if s.Failures == 0 {
			s.LastSuccess = time.Now()
		}
		if err := w.store.Save(w.t.Context(), func(tx alert.Tx) error { return tx.SaveSource(s) }); err != nil {
			w.t.Fatal(err)
		}
	}
	w.watch()
}

func (w *world) watch() {
	w.t.Helper()
	if err := w.pipe.Watch(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
	time.Sleep(time.Minute)
	synctest.Wait()
}

func TestWatchTellsOfSilenceOnce(t *testing.T) {
	inWorld(t, func(w *world) {
		a, b, c, d := w.addAbout("", "a", "Sudan"), w.addAbout("", "b", "Khartoum"), w.addAbout("", "c", "Sudan"), w.addAbout("", "d", "Sudan")
		all := []*feed.Source{a, b, c, d}
		w.subscribe("g1", "c1", "one", "region:Sudan strike")
		w.subscribe("g1", "c1", "two", "region:Sudan,Khartoum flood")
		w.subscribe("g1", "c2", "not there", "strike -region:Sudan")
		w.subscribe("g1", "c3", "elsewhere", "region:Mali")
		paused := w.subscribe("g1", "c4", "paused", "region:Sudan")
		if err := w.store.PauseRule(w.t.Context(), desk.Owner{Guild: "g1"}, paused.ID, true, ""); err != nil {
			w.t.Fatal(err)
		}
		w.pass(5*time.Hour, all)
		w.expect("c1")
		w.pass(2*time.Hour, all, c, d)
		w.expect("c1") // half of them
		w.pass(7*time.Hour, all, d)
		first := "notice: 3 of 4 sources on Sudan have been silent for 7 hours: quiet is not calm. /sources list says which."
		w.expect("c1", first)
		w.pass(time.Hour, all, d)
		w.stop()
		w.start()
		w.watch()
		w.expect("c1", first)

		w.pass(time.Hour, all, a, b, c, d)
		w.expect("c1", first)
		w.pass(8*time.Hour, all, a)
		w.expect("c1", first, "notice: 3 of 4 sources on Sudan have been silent for 8 hours: quiet is not calm. /sources list says which.")
		for _, channel := range []string{"c2", "c3", "c4"} {
			w.expect(channel)
		}
	})
}

// One message tells of several regions, and of sources that fail; who asks for the whole continent hears of it too.
func TestWatchTellsOfSeveralRegionsInOneMessage(t *testing.T) {
	inWorld(t, func(w *world) {
		all := []*feed.Source{w.addAbout("", "a", "Sudan"), w.addAbout("", "b", "Sudan"), w.addAbout("", "c", "Mali"), w.addAbout("", "d", "Mali"),
			w.addAbout("", "e", "Mali")}
		all[2].Failures, all[2].FailingSince = 1, time.Now()
		w.subscribe("g1", "c1", "one", "region:Sudan OR region:Mali strike")
		w.subscribe("", "", "mine", "region:Africa", func(r *rules.Rule) { r.User = "u1" })
		w.pass(9*time.Hour, all)
		w.expect("c1", "notice: 3 of 3 sources on Mali have been silent or failing for 9 hours, 2 of 2 on Sudan for 9 hours: quiet is not calm. /sources list says which.")
		w.expect("@u1", "notice: 5 of 5 sources on Africa have been silent or failing for 9 hours: quiet is not calm. /sources list says which.")
	})
}

// Nobody hears of the sources of another guild.
func TestWatchHearsOnlyWhatTheGuildHears(t *testing.T) {
	inWorld(t, func(w *world) {
		all := []*feed.Source{w.addAbout("", "shared", "Sudan"), w.addAbout("g1", "own", "Sudan")}
		w.subscribe("g1", "c1", "sudan", "region:Sudan")
		w.subscribe("g2", "c2", "sudan", "region:Sudan")
		w.pass(7*time.Hour, all)
		w.expect("c1", "notice: 2 of 2 sources on Sudan have been silent for 7 hours: quiet is not calm. /sources list says which.")
		w.expect("c2")
	})
}

// Sources that were never read, are paused, or were added with old items in them a moment ago make no silence.
func TestWatchLeavesAFreshInstallationAlone(t *testing.T) {
	inWorld(t, func(w *world) {
		var all []*feed.Source
		for _, name := range []string{"old1", "old2", "unread1", "unread2", "paused1", "paused2"} {
			s := w.addAbout("g1", name, "Sudan")
			s.Seeded = name[:3] == "old" || name[:3] == "pau"
			s.LastItem = time.Now().Add(-999 * time.Hour)
			all = append(all, s)
		}
		for _, s := range all[4:] {
			if err := w.store.PauseSource(w.t.Context(), "g1", s.ID, true); err != nil {
				w.t.Fatal(err)
			}
		}
		w.subscribe("g1", "c1", "sudan", "region:Sudan")
		w.subscribe("g1", "c2", "young", "region:Mali")
		young := []*feed.Source{w.addYoung("y1"), w.addYoung("y2")}
		w.pass(time.Hour, append(all, young...), all[0], all[1])
		w.expect("c1")
		w.expect("c2")
		w.pass(7*time.Hour, append(all, young...))
		w.expect("c1", "notice: 2 of 2 sources on Sudan have been silent for 7 hours: quiet is not calm. /sources list says which.")
		w.expect("c2", "notice: 2 of 2 sources on Mali have been silent for 8 hours: quiet is not calm. /sources list says which.")
	})
}

// addYoung adds a source on Mali whose items were old already.
func (w *world) addYoung(name string) *feed.Source {
	w.t.Helper()
	s, err := w.store.AddSource(w.t.Context(), feed.Source{URL: "https://" + name + ".example/", Name: name, Region: "Mali", Seeded: true,
		Habit: 10 * time.Minute, LastItem: time.Now().Add(-999 * time.Hour), LastSuccess: time.Now()}, 0)
	if err != nil {
		w.t.Fatal(err)
	}
	return &s
}
