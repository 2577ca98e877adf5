package alert_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tocsin/alert"
	"tocsin/feed"
	"tocsin/rules"
)

// After three days of failing those are told once who were alerted by the source, and all of the guild that owns it; once
// more when it is back. What is posted is plain text: it holds no mark that Discord would show as something else.
func TestSubscribersOfASourceAreToldThatItFails(t *testing.T) {
	inWorld(t, func(w *world) {
		w.subscribe("g1", "hears", "flood")
		w.subscribe("g2", "hears not", "avalanche")
		w.subscribe("g3", "owns", "avalanche")
		w.read(feed.Source{Name: "shared.example"}, feed.Source{Name: "own.example", Guild: "g3"})
		w.publish("shared.example", "Flood in Recife", "A river left its bed.")
		w.run(3 * time.Minute)
		w.answer("shared.example", 503)
		w.answer("own.example", 404)
		w.run(5 * time.Minute)
		w.expect("hears", alert.Post)
		w.stop()
		time.Sleep(feed.TellAfter)
		w.start()
		w.run(time.Hour)
		w.answer("shared.example", 0)
		w.answer("own.example", 0)
		w.run(3 * time.Hour)
		said := w.expect("hears", alert.Post, alert.Notice, alert.Notice)
		if n := said[1].Notice; !strings.HasPrefix(n, "The source “shared.example” cannot be read since 1 January 00:") ||
			!strings.HasSuffix(n, " UTC: its server is not available now (HTTP 503). Alerts that would come from it are missing.") {
			t.Errorf("it says %q", n)
		}
		if n := said[2].Notice; n != "The source “shared.example” can be read again." {
			t.Errorf("it says %q", n)
		}
		w.expect("hears not")
		for _, d := range w.expect("owns", alert.Notice, alert.Notice) {
			if !strings.Contains(d.Notice, "own.example") || strings.ContainsAny(d.Notice, "<>`") {
				t.Errorf("the owner is told %q", d.Notice)
			}
		}
	})
}

// Sources on a country speak for its cities, those of no region for countries that have none of their own, and nobody is told
// of the silence of a neighbour's.
func TestSilenceIsJudgedByTheNearestSources(t *testing.T) {
	inWorld(t, func(w *world) {
		for channel, rule := range map[string]string{"country": "region:Sudan", "city": "region:Khartoum", "neighbour": "region:Chad", "far": "region:Peru", "words": "strike"} {
			w.subscribe("g1", channel, rule)
		}
		w.tick, w.poll = time.Minute, 15*time.Minute
		w.again()
		var all []feed.Source
		for i, region := range []string{"SD", "SD", "SD", "SD", "TD", "TD", "", ""} {
			name := fmt.Sprintf("s%d.example", i)
			for hour := range 6 {
				w.publish(name, fmt.Sprintf("Market day number %d of %s", hour, name), "Fruit was sold.")
				time.Sleep(10 * time.Minute)
			}
			all = append(all, feed.Source{Name: name, Region: region})
		}
		w.read(all...)
		news := func(hours int, from ...int) {
			for range hours * 3 {
				for _, i := range from {
					w.publish(fmt.Sprintf("s%d.example", i), fmt.Sprintf("Market day at %s", time.Now().Format(time.TimeOnly)), "Fruit was sold.")
				}
				w.run(20 * time.Minute)
				if err := w.pipe.Watch(w.Context()); err != nil {
					t.Fatal(err)
				}
			}
		}
		news(1, 0, 1, 2, 3, 4, 5, 6, 7)
		news(7, 3, 4, 5, 6, 7)
		const sudan = "3 of 4 sources on Sudan have been silent for 6 hours: quiet is not calm. /sources list says which."
		for _, channel := range []string{"country", "city"} {
			if n := w.expect(channel, alert.Notice)[0].Notice; n != sudan {
				t.Errorf("#%s is told %q, want %q", channel, n, sudan)
			}
		}
		for _, channel := range []string{"neighbour", "far", "words"} {
			w.expect(channel)
		}
		news(7, 0, 1, 2, 3, 4, 5)
		if n := w.expect("far", alert.Notice)[0].Notice; !strings.HasPrefix(n, "2 of 2 sources on the whole world have been silent for 6 hours") {
			t.Errorf("who asks for a country without sources is told %q", n)
		}
		w.expect("country", alert.Notice)
		w.expect("words")
	})
}

// A rule that this version cannot read is paused, and whoever made it is told; of one that is nobody's, nobody.
func TestARuleThatCannotBeReadIsPaused(t *testing.T) {
	inWorld(t, func(w *world) {
		for _, maker := range []string{"ana", ""} {
			_, _, err := w.store.PutRule(w.Context(), rules.Rule{Guild: "g1", Channel: "c1", Name: "of " + maker, Text: "region:Nowhereland", CreatedBy: maker}, 9)
			if err != nil {
				t.Fatal(err)
			}
		}
		w.read(feed.Source{Name: "one.example"})
		w.run(time.Minute)
		if active, err := w.store.Active(w.Context()); err != nil || len(active) > 0 {
			t.Errorf("active: %+v, %v: want both paused", active, err)
		}
		if said := w.expect("@ana", alert.Notice)[0].Notice; !strings.Contains(said, "“of ana”") || !strings.Contains(said, "Nowhereland") {
			t.Errorf("ana was told %q", said)
		}
		w.expect("@")
	})
}
