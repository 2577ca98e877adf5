package alert_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tocsin/alert"
	"tocsin/feed"
	"tocsin/report"
)

func TestAReportBecomesAnAlertWithItsReasons(t *testing.T) {
	inWorld(t, func(w *world) {
		w.publish("harbour.example", "Air strike kills five in Mosul", "It was there before anybody asked.")
		time.Sleep(time.Minute)
		w.subscribe("g1", "c1", "region:Iraq severity>=moderate")
		w.subscribe("g2", "c2", "region:Peru")
		w.read(feed.Source{Name: "harbour.example"})
		w.expect("c1")
		w.publish("harbour.example", "Drone strike kills two militia commanders in Baghdad", "A drone strike killed two commanders of a militia in Baghdad, the capital of Iraq, on Thursday. Seven people were wounded.")
		w.run(3 * time.Minute)
		a := w.expect("c1", alert.Post)[0].Alert
		w.expect("c2")
		if a.Tags.Killed == nil || *a.Tags.Killed != 2 || !slices.Contains(a.Tags.Focus, "IQ") || a.Story.Severity < report.Moderate {
			t.Errorf("it says that %v were killed in %v, %v", a.Tags.Killed, a.Tags.Focus, a.Story.Severity)
		}
		if len(a.Sources) != 1 || a.Sources[0].Publisher != "harbour.example" || len(a.Matches) != 1 {
			t.Fatalf("sources %+v, matches %+v", a.Sources, a.Matches)
		}
		var why []string
		for _, r := range a.Matches[0].Why {
			why = append(why, strings.TrimSpace(r.Clause+" "+r.Text))
		}
		if got := strings.Join(why, ", "); got != "region:Iraq Baghdad, severity>=moderate" {
			t.Errorf("it matched by %s", got)
		}
	})
}

// A poll is saved whole or not at all. When the disk is full nothing of it is known, told or forgotten; when there is room
// again all of it comes, once.
func TestAPollIsSavedWholeOrNotAtAll(t *testing.T) {
	inWorld(t, func(w *world) {
		w.subscribe("g1", "c1", "strike")
		w.read(feed.Source{Name: "harbour.example"})
		w.limit = 1 // as large as it is
		w.again()
		for i := range 40 {
			w.publish("harbour.example", fmt.Sprintf("Air strike on depot number %d of the %s", i, strings.Repeat(string(rune('a'+i%26)), 5+i)), strings.Repeat(fmt.Sprintf("Witness %d saw smoke. ", i), 200))
			time.Sleep(time.Second)
		}
		w.run(3 * time.Minute)
		w.expect("c1")
		if c, err := w.store.Counts(w.Context(), ""); err != nil || c.Reports != 0 || c.Queue != 0 {
			t.Errorf("of a poll that could not be saved there are %d reports and %d deliveries, %v", c.Reports, c.Queue, err)
		}
		if s, err := w.store.Sources(w.Context(), ""); err != nil || len(s) != 1 || s[0].LastFetch.After(time.Now().Add(-3*time.Minute)) {
			t.Errorf("the source is %+v, %v: want it as before the poll", s, err)
		}
		w.limit = 0
		w.again()
		w.run(15 * time.Minute)
		seen := map[string]int{}
		for _, d := range w.wall.in("c1") {
			if d.Digest != nil {
				for _, a := range d.Digest.Alerts {
					seen[a.Report.Title]++
				}
			} else if d.Kind == alert.Post {
				seen[titleOf(&d)]++
			}
		}
		if len(seen) != 40 {
			t.Errorf("%d of 40 reports were told", len(seen))
		}
		for title, n := range seen {
			if n != 1 {
				t.Errorf("%q was told %d times", title, n)
			}
		}
	})
}

// One story is one message: another outlet edits it, a higher toll answers it and says what it was.
func TestALivingMessageIsEditedAndAnswered(t *testing.T) {
	inWorld(t, func(w *world) {
		w.subscribe("g1", "c1", "region:Mali")
		w.read(feed.Source{Name: "one.example"}, feed.Source{Name: "two.example"}, feed.Source{Name: "three.example"})
		w.publish("one.example", "Gunmen kill four villagers near Mopti in Mali", "Gunmen on motorcycles attacked a village near Mopti in central Mali on Tuesday and killed four people, officials said.")
		w.run(2 * time.Minute)
		w.publish("two.example", "Gunmen on motorcycles kill four villagers near Mopti, Mali", "Gunmen on motorcycles attacked a village near Mopti in central Mali on Tuesday, killing four people, a mayor said.")
		w.run(3 * time.Minute)
		w.expect("c1", alert.Post, alert.Edit)
		w.publish("three.example", "Toll of attack near Mopti in Mali rises to nineteen", "Gunmen on motorcycles attacked a village near Mopti in central Mali on Tuesday and killed nineteen people, officials said.")
		w.run(3 * time.Minute)
		said := w.expect("c1", alert.Post, alert.Edit, alert.Reply, alert.Edit)
		if e := said[1]; e.Message != "m1" || len(e.Alert.Sources) != 2 {
			t.Errorf("the edit is of %s and names %d sources", e.Message, len(e.Alert.Sources))
		}
		if r := said[2]; r.Message != "m1" || r.Alert.Was == nil || r.Alert.Was.Killed == nil || *r.Alert.Was.Killed != 4 || *r.Alert.Story.Killed != 19 {
			t.Errorf("the answer to %s was %+v", r.Message, r.Alert.Was)
		}
	})
}

// An edited report meets only those rules that it did not meet before it was edited, and each once.
func TestAnUpdateTellsOnlyWhatItAdds(t *testing.T) {
	inWorld(t, func(w *world) {
		w.subscribe("g1", "words", "explosion")
		w.subscribe("g1", "toll", "killed>=5")
		w.read(feed.Source{Name: "one.example"})
		w.publish("one.example", "Explosion in a factory in Izmir", "An explosion shook a factory in Izmir in Turkey. Nothing is known of casualties.")
		w.run(2 * time.Minute)
		w.expect("words", alert.Post)
		w.expect("toll")
		w.wire.mu.Lock()
		w.wire.site("one.example").items[0].text = "An explosion shook a factory in Izmir in Turkey and killed six workers."
		w.wire.mu.Unlock()
		w.run(3 * time.Minute)
		w.expect("toll", alert.Post)
		if said := w.wall.in("words"); said[0].Kind != alert.Post || slices.ContainsFunc(said[1:], func(d alert.Delivery) bool { return d.Kind == alert.Post }) {
			t.Errorf("the words were told of again: %d deliveries", len(said))
		}
		w.again()
		w.run(3 * time.Minute)
		w.expect("toll", alert.Post)
	})
}

// Who is stopped in the middle of a fetch has not made it: it is made again at once after the start, and counts as no failure.
func TestStoppedInTheMiddleOfAPoll(t *testing.T) {
	inWorld(t, func(w *world) {
		w.subscribe("g1", "c1", "strike")
		w.read(feed.Source{Name: "one.example"})
		w.publish("one.example", "Air strike on a bridge", "It fell.")
		w.wire.mu.Lock()
		w.wire.site("one.example").hang = true
		w.wire.mu.Unlock()
		time.Sleep(2 * time.Minute)
		if err := w.pipe.Tick(w.Context()); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Second)
		began := time.Now()
		w.stop()
		if d := time.Since(began); d > time.Second {
			t.Errorf("it took %v to stop", d)
		}
		w.wire.mu.Lock()
		w.wire.site("one.example").hang = false
		w.wire.mu.Unlock()
		w.start()
		if s, err := w.store.Sources(w.Context(), ""); err != nil || s[0].Failures != 0 {
			t.Errorf("the source has failed %d times, %v", s[0].Failures, err)
		}
		w.run(10 * time.Second)
		w.expect("c1", alert.Post)
	})
}

// On the days on which clocks are set forward and back there is one daily digest each, and sources are read as ever.
func TestDaysOfDaylightSaving(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Skip("this machine knows no zones:", err)
	}
	for _, change := range []time.Time{time.Date(2000, 3, 26, 0, 0, 0, 0, zone), time.Date(2000, 10, 29, 0, 0, 0, 0, zone)} {
		inWorld(t, func(w *world) {
			w.stop()
			w.opt.Now = func() time.Time { return time.Now().In(zone) }
			w.tick = 20 * time.Second
			time.Sleep(time.Until(change.Add(-time.Hour)))
			w.start()
			r := w.subscribe("g1", "c1", "strike")
			r.Deliver = "daily"
			if _, _, err := w.store.PutRule(w.Context(), r, 100); err != nil {
				t.Fatal(err)
			}
			w.read(feed.Source{Name: "one.example"})
			for n := range 6 {
				w.publish("one.example", fmt.Sprintf("Air strike on the %s number %d", strings.Repeat(string(rune('a'+n)), 6), n), fmt.Sprintf("Witness %d saw smoke.", n))
				w.run(2 * time.Hour)
			}
			w.expect("c1", alert.Digest)
			asked := w.wire.sites["one.example"].asked
			longest, shortest := time.Duration(0), time.Hour
			for i := range asked[1:] {
				gap := asked[i+1].Sub(asked[i])
				longest, shortest = max(longest, gap), min(shortest, gap)
			}
			if shortest < time.Minute || longest > 4*time.Minute {
				t.Errorf("about %s the source was read after %v at the least and %v at the most", change.Format(time.DateOnly), shortest, longest)
			}
		})
	}
}

// Two guilds that have one address as a source of their own are served by one fetch, each by itself: what was there when it
// asked is no news to it, and who has paused it hears nothing.
func TestOneFetchServesAllGuilds(t *testing.T) {
	inWorld(t, func(w *world) {
		for _, guild := range []string{"g1", "g2", "g3", "g4"} {
			w.subscribe(guild, "c"+guild, "flood")
		}
		shared := feed.Source{Name: "shared.example"}
		of := func(guild string) feed.Source { shared.Guild = guild; return shared }
		w.read(of("g1"), of("g2"))
		paused := w.add(of("g3"))
		if err := w.store.PauseSource(w.Context(), "g3", paused.ID, true); err != nil {
			t.Fatal(err)
		}
		site := w.wire.site("shared.example")
		w.publish("shared.example", "Flood in Recife", "A river left its bed.")
		asked := len(site.asked)
		w.run(2 * time.Minute)
		if n := len(site.asked) - asked; n < 1 || n > 2 {
			t.Errorf("the site was asked %d times in two minutes", n)
		}
		for _, d := range append(w.expect("cg1", alert.Post), w.expect("cg2", alert.Post)...) {
			if len(d.Alert.Sources) != 1 {
				t.Errorf("guild %s sees %d sources", d.Guild, len(d.Alert.Sources))
			}
		}
		time.Sleep(time.Second)
		w.add(of("g4"))
		w.run(2 * time.Minute)
		w.publish("shared.example", "Flood in Dhaka", "Streets are under water.")
		asked = len(site.asked)
		w.run(10 * time.Minute)
		if n := len(site.asked) - asked; n > 10 {
			t.Errorf("the site was asked %d times in ten minutes", n)
		}
		w.expect("cg1", alert.Post, alert.Post)
		w.expect("cg2", alert.Post, alert.Post)
		w.expect("cg3")
		w.expect("cg4", alert.Post)

		w.answer("shared.example", 500)
		w.run(time.Hour)
		for _, guild := range []string{"g1", "g2", "g4"} {
			all, err := w.store.Sources(w.Context(), guild)
			if err != nil || len(all) != 1 || all[0].Failures == 0 || all[0].LastError == "" {
				t.Errorf("guild %s has %+v, %v: want that it fails", guild, all, err)
			}
		}
		w.answer("shared.example", 0)
		w.publish("shared.example", "Flood in Parma", "Cellars are full.")
		w.run(3 * time.Hour)
		w.expect("cg1", alert.Post, alert.Post, alert.Post)
		w.expect("cg4", alert.Post, alert.Post)
	})
}
