package store_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"tocsin/alert"
	"tocsin/desk"
	"tocsin/feed"
	"tocsin/report"
	"tocsin/rules"
)

func failure(o alert.Outcome) error {
	return &alert.Failure{Outcome: o, Err: errors.New("as the test wants it")}
}

// inSeededWorld is a world whose sources were read once: what is published from here on is news.
func inSeededWorld(t *testing.T, f func(w *world)) {
	inWorld(t, func(w *world) {
		w.run(30 * time.Second)
		f(w)
	})
}

func TestLostAnswerGivesOneMessage(t *testing.T) {
	inSeededWorld(t, func(w *world) {
		w.subscribe("g1", "c1", "r", "strike")
		n := 0
		w.discord.fail = func(d *alert.Delivery) (error, bool) {
			if n++; n <= 3 {
				return failure(alert.Unknown), true
			}
			return nil, true
		}
		w.news.publish(1, "Air strike on the northern depot")
		w.run(2 * time.Minute)
		w.expect("c1", "post: Air strike on the northern depot [1] r")
		if n != 4 {
			t.Errorf("%d attempts, want 4", n)
		}
	})
}

func TestRetryKeepsOrderAndDelaysNobodyElse(t *testing.T) {
	inSeededWorld(t, func(w *world) {
		w.subscribe("g1", "c1", "r", "strike")
		w.subscribe("g1", "c2", "r", "strike")
		start := time.Now()
		var other time.Time
		w.discord.fail = func(d *alert.Delivery) (error, bool) {
			if d.Channel == "c2" {
				other = time.Now()
				return nil, true
			}
			if time.Since(start) < 10*time.Minute {
				return &alert.Failure{Outcome: alert.Retry, After: 10 * time.Minute, Err: errors.New("429")}, false
			}
			return nil, true
		}
		w.news.publish(1, "First strike hits the northern depot", "Second strike reported near southern harbour")
		w.run(5 * time.Minute)
		w.expect("c1")
		if d := other.Sub(start); d > 2*time.Minute {
			t.Errorf("the other channel waited %v", d)
		}
		if n := w.discord.calls["c1"]; n != 1 {
			t.Errorf("the limited channel was called %d times in its 10 minutes, want 1", n)
		}
		w.run(20 * time.Minute)
		want := []string{"post: First strike hits the northern depot [1] r", "post: Second strike reported near southern harbour [1] r"}
		w.expect("c1", want...)
		w.expect("c2", want...)
	})
}

func TestGlobalLimitHoldsEveryChannel(t *testing.T) {
	inSeededWorld(t, func(w *world) {
		w.opt.Posts = 1 // so that the second channel's turn comes after the first was refused
		w.stop()
		w.start()
		w.subscribe("g1", "c1", "r", "strike")
		w.subscribe("g1", "c2", "r", "strike")
		calls := 0
		limited := true
		w.discord.fail = func(d *alert.Delivery) (error, bool) {
			calls++
			if limited {
				return &alert.Failure{Outcome: alert.Retry, After: 30 * time.Minute, Global: true, Err: errors.New("429")}, false
			}
			return nil, true
		}
		w.news.publish(1, "First strike hits the northern depot")
		w.run(10 * time.Minute)
		if calls != 1 {
			t.Errorf("%d calls under a global limit, want 1", calls)
		}
		limited = false
		w.run(30 * time.Minute)
		w.expect("c1", "post: First strike hits the northern depot [1] r")
		w.expect("c2", "post: First strike hits the northern depot [1] r")
	})
}

func TestChannelThatIsGone(t *testing.T) {
	inSeededWorld(t, func(w *world) {
		gone := w.subscribe("g1", "c1", "r", "strike")
		w.subscribe("g1", "c2", "r", "strike")
		w.discord.fail = func(d *alert.Delivery) (error, bool) {
			if d.Channel == "c1" {
				return failure(alert.Gone), false
			}
			return nil, true
		}
		w.news.publish(1, "First strike hits the northern depot", "Second strike reported near southern harbour")
		w.run(2 * time.Minute)
		w.news.publish(1, "Third strike of a long and bitter night")
		w.run(2 * time.Minute)
		if n := w.discord.calls["c1"]; n != 1 {
			t.Errorf("%d calls for a channel that is gone, want 1", n)
		}
		if n := len(w.discord.lines("c2")); n != 3 {
			t.Errorf("%d alerts in the other channel, want 3", n)
		}
		r, err := w.store.Rule(w.t.Context(), desk.Owner{Guild: "g1"}, gone.ID)
		if err != nil || !r.Paused || r.PausedWhy == "" {
			t.Errorf("rule of the gone channel: %+v, %v: want it paused, with words", r, err)
		}
		told := w.discord.lines("@owner")
		if len(told) != 1 || !strings.Contains(told[0], "<#c1>") || !strings.Contains(told[0], "“r”") {
			t.Errorf("the owner was told %q", told)
		}
	})
}

func TestRefusedMessageBlocksNothing(t *testing.T) {
	inSeededWorld(t, func(w *world) {
		w.subscribe("g1", "c1", "r", "strike")
		w.discord.fail = func(d *alert.Delivery) (error, bool) {
			if strings.HasPrefix(d.Alert.Report.Title, "First") {
				return failure(alert.Invalid), false
			}
			return nil, true
		}
		w.news.publish(1, "First strike hits the northern depot", "Second strike reported near southern harbour")
		w.run(2 * time.Minute)
		w.expect("c1", "post: Second strike reported near southern harbour [1] r")
		if c, err := w.store.Counts(w.t.Context(), "g1"); err != nil || c.Queue != 0 {
			t.Errorf("queue %d, %v: want it empty", c.Queue, err)
		}
	})
}

func TestHaltEndsRunAndKeepsWhatWaits(t *testing.T) {
	inSeededWorld(t, func(w *world) {
		w.subscribe("g1", "c1", "r", "strike")
		w.discord.fail = func(d *alert.Delivery) (error, bool) { return failure(alert.Halt), false }
		w.news.publish(1, "First strike hits the northern depot")
		w.run(2 * time.Minute)
		if !errors.Is(w.ended(), alert.ErrHalted) {
			t.Errorf("Run ended with %v, want ErrHalted", w.ended())
		}
		w.stop()
		w.discord.fail = nil
		w.start()
		w.run(10 * time.Minute)
		w.expect("c1", "post: First strike hits the northern depot [1] r")
	})
}

// A restart long after a post whose answer was lost: the channel tells whether it stands there, or nobody can.
func TestRestartBeyondTheNonce(t *testing.T) {
	for _, tc := range []struct {
		name   string
		stored bool
		blind  bool
		want   []string
	}{
		{"posted", true, false, []string{"post: First strike hits the northern depot [1] r"}},
		{"not posted", false, false, []string{"post: First strike hits the northern depot [1] r"}},
		{"posted, history hidden", true, true, []string{"post: First strike hits the northern depot [1] r",
			"post (doubtful): First strike hits the northern depot [1] r"}},
		{"not posted, history hidden", false, true, []string{"post (doubtful): First strike hits the northern depot [1] r"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			inSeededWorld(t, func(w *world) {
				w.subscribe("g1", "c1", "r", "strike")
				w.discord.blind = tc.blind
				down := true
				w.discord.fail = func(d *alert.Delivery) (error, bool) {
					if !down {
						return nil, true
					}
					return failure(alert.Unknown), tc.stored
				}
				w.news.publish(1, "First strike hits the northern depot")
				w.run(90 * time.Second)
				w.stop()
				time.Sleep(10 * time.Minute)
				down = false
				w.start()
				w.run(time.Minute)
				w.expect("c1", tc.want...)
			})
		})
	}
}

func TestLivingMessage(t *testing.T) {
	inSeededWorld(t, func(w *world) {
		w.subscribe("g1", "c1", "r", "strike OR clashes")
		w.subscribe("g1", "c1", "three", "sources>=2")
		w.news.publish(1, "Clashes at the northern border crossing leave 2 killed")
		w.run(2 * time.Minute)
		w.news.publish(2, "Clashes at the northern border crossing leave 2 killed today")
		w.run(4 * time.Minute)
		w.expect("c1", "post: Clashes at the northern border crossing leave 2 killed [1] r",
			"edit: Clashes at the northern border crossing leave 2 killed [2] r three")
		w.news.publish(2, "Clashes at the northern border crossing leave 9 killed by strike")
		w.run(4 * time.Minute)
		got := w.discord.lines("c1")
		if len(got) != 4 || !strings.HasPrefix(got[3], "reply: Clashes at the northern border crossing leave 9") ||
			!strings.HasPrefix(got[2], "edit: ") {
			t.Errorf("after it became worse:\n%s", strings.Join(got, "\n"))
		}
		for _, m := range w.discord.messages {
			if m.Kind == alert.Reply && (m.Alert.Was == nil || m.Alert.Was.Severity != report.Moderate || *m.Alert.Was.Killed != 2) {
				t.Errorf("the reply says that it was %+v", m.Alert.Was)
			}
		}
	})
}

func TestLaterRuleWithAMentionAnswers(t *testing.T) {
	inSeededWorld(t, func(w *world) {
		w.subscribe("g1", "c1", "r", "clashes", func(r *rules.Rule) { r.Mention = "role1" })
		w.subscribe("g1", "c1", "two", "sources>=2", func(r *rules.Rule) { r.Mention = "role2" })
		w.news.publish(1, "Clashes at the northern border crossing on Monday")
		w.run(2 * time.Minute)
		w.news.publish(2, "Clashes at the northern border crossing on Monday night")
		w.run(4 * time.Minute)
		last := w.discord.messages[len(w.discord.messages)-1]
		if last.Kind != alert.Reply {
			t.Fatalf("want a reply, got %v", w.discord.lines("c1"))
		}
		pings := ""
		for _, m := range last.Alert.Matches {
			pings += m.Name + "=" + m.Mention + " "
		}
		if pings != "two=role2 r= " {
			t.Errorf("the reply pings %q: want only the role of the rule that is new", pings)
		}
	})
}

func TestStormCollapses(t *testing.T) {
	inSeededWorld(t, func(w *world) {
		w.subscribe("g1", "c1", "r", "strike")
		w.subscribe("g1", "c2", "only one", "number7x")
		var titles []string
		for i := range 300 {
			titles = append(titles, fmt.Sprintf("strike alpha%d bravo%d charlie%d delta%d number%dx", i, i, i, i, i))
		}
		w.news.publish(1, titles...)
		w.run(15 * time.Minute)
		posts, inDigests := 0, map[string]bool{}
		for _, m := range w.discord.messages {
			if m.Channel != "c1" {
				continue
			}
			if m.Kind == alert.Post {
				posts++
				continue
			}
			if m.Kind != alert.Digest || len(m.Digest.Alerts) > 20 || m.Digest.Total != len(m.Digest.Alerts) {
				t.Errorf("%s of %d", m.Kind, len(m.Digest.Alerts))
			}
			for _, a := range m.Digest.Alerts {
				inDigests[a.Report.Title] = true
			}
		}
		if posts != 20 || len(inDigests) != 280 {
			t.Errorf("%d posts and %d stories in digests, want 20 and 280", posts, len(inDigests))
		}
		w.expect("c2", "post: strike alpha7 bravo7 charlie7 delta7 number7x [1] only one")
	})
}

func TestHourlyDigest(t *testing.T) {
	inSeededWorld(t, func(w *world) {
		w.subscribe("g1", "c1", "r", "strike", func(r *rules.Rule) { r.Deliver = rules.Hourly })
		w.news.publish(1, "First strike hits the northern depot", "Second strike reported near southern harbour")
		w.run(30 * time.Minute)
		w.expect("c1")
		w.run(31 * time.Minute)
		w.expect("c1", "digest: 2 alerts of the last hour")
		w.run(2 * time.Hour)
		w.expect("c1", "digest: 2 alerts of the last hour")
	})
}

func TestPrivateSourceStaysPrivate(t *testing.T) {
	inSeededWorld(t, func(w *world) {
		own, err := w.store.AddSource(w.t.Context(), feed.Source{Guild: "g1", URL: "https://own.example/", Name: "Own"}, 50)
		if err != nil {
			t.Fatal(err)
		}
		w.run(time.Minute)
		w.subscribe("g1", "c1", "mine", "strike")
		w.subscribe("g1", "c1", "two", "sources>=2")
		w.subscribe("g2", "c2", "theirs", "strike")
		w.subscribe("g2", "c2", "two", "sources>=2")
		w.subscribe("", "", "me", "strike", func(r *rules.Rule) { r.User = "u1" })
		w.news.publish(own.ID, "Air strike on the northern depot at dawn")
		w.run(3 * time.Minute)
		w.expect("c1", "post: Air strike on the northern depot at dawn [1] mine")
		w.expect("c2")
		w.news.publish(1, "Air strike on the northern depot at dawn today")
		w.run(3 * time.Minute)
		w.expect("c1", "post: Air strike on the northern depot at dawn [1] mine",
			"edit: Air strike on the northern depot at dawn [2] mine two")
		w.expect("c2", "post: Air strike on the northern depot at dawn today [1] theirs")
		w.expect("@u1", "post: Air strike on the northern depot at dawn today [1] me")
		for _, m := range w.discord.messages {
			for _, s := range m.Alert.Sources {
				if m.Guild != "g1" && s.Source == "Own" {
					t.Errorf("guild %q is told of a private source", m.Guild)
				}
			}
		}
		story := w.discord.messages[0].Alert.Story.ID
		seen, err := w.store.Stories(w.t.Context(), "g2", []int64{story})
		if err != nil || len(seen) != 1 || seen[0].Sources() != 1 || seen[0].Title != "Air strike on the northern depot at dawn today" {
			t.Errorf("another guild sees %+v, %v", seen, err)
		}
	})
}

func TestMutedStory(t *testing.T) {
	inSeededWorld(t, func(w *world) {
		w.subscribe("g1", "c1", "r", "clashes")
		w.news.publish(1, "Clashes at the northern border crossing leave 2 killed")
		w.run(2 * time.Minute)
		story := w.discord.messages[0].Alert.Story.ID
		if err := w.store.MuteStory(w.t.Context(), desk.Owner{Guild: "g1"}, "c1", story, "u1", time.Now().Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		w.subscribe("g1", "c1", "s", "killed>=5")
		w.news.publish(2, "Clashes at the northern border crossing leave 9 killed")
		w.run(10 * time.Minute)
		w.expect("c1", "post: Clashes at the northern border crossing leave 2 killed [1] r")
	})
}

func TestDeletedRuleIsNotPosted(t *testing.T) {
	inSeededWorld(t, func(w *world) {
		r := w.subscribe("g1", "c1", "r", "strike", func(r *rules.Rule) { r.Deliver = rules.Hourly })
		w.news.publish(1, "First strike hits the northern depot")
		w.run(2 * time.Minute)
		if err := w.store.DeleteRule(w.t.Context(), desk.Owner{Guild: "g1"}, r.ID); err != nil {
			t.Fatal(err)
		}
		w.run(2 * time.Hour)
		w.expect("c1")
	})
}

func TestRuleChangesAreFollowed(t *testing.T) {
	inSeededWorld(t, func(w *world) {
		o := desk.Owner{Guild: "g1"}
		r := w.subscribe("g1", "c1", "r", "strike")
		w.news.publish(1, "First strike hits the northern depot")
		w.run(2 * time.Minute)
		if err := w.store.PauseRule(w.t.Context(), o, r.ID, true, ""); err != nil {
			t.Fatal(err)
		}
		w.news.publish(1, "Second strike reported near southern harbour")
		w.run(2 * time.Minute)
		if err := w.store.PauseRule(w.t.Context(), o, r.ID, false, ""); err != nil {
			t.Fatal(err)
		}
		w.news.publish(1, "Third strike of a long and bitter night")
		w.run(2 * time.Minute)
		r.Text = "flood"
		if _, _, err := w.store.PutRule(w.t.Context(), r, 100); err != nil {
			t.Fatal(err)
		}
		w.news.publish(1, "Fourth strike seen over western hills", "Flood in the valley of the great river")
		w.run(2 * time.Minute)
		w.expect("c1", "post: First strike hits the northern depot [1] r", "post: Third strike of a long and bitter night [1] r",
			"post: Flood in the valley of the great river [1] r")
	})
}
