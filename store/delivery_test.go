package store_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"tocsin/alert"
	"tocsin/desk"
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
		hangs  bool
		want   []string
	}{
		{"posted", true, false, false, []string{"post: First strike hits the northern depot [1] r"}},
		{"not posted", false, false, false, []string{"post: First strike hits the northern depot [1] r"}},
		{"posted, history hidden", true, true, false, []string{"post: First strike hits the northern depot [1] r",
			"post (doubtful): First strike hits the northern depot [1] r"}},
		{"not posted, history hidden", false, true, false, []string{"post (doubtful): First strike hits the northern depot [1] r"}},
		{"not posted, no answer about the history", false, false, true, []string{"post (doubtful): First strike hits the northern depot [1] r"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			inSeededWorld(t, func(w *world) {
				w.subscribe("g1", "c1", "r", "strike")
				w.discord.blind, w.discord.hangs = tc.blind, tc.hangs
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

// What was to tell a story and never did keeps no later rule from telling it.
func TestStoryThatWasNeverToldIsToldByALaterRule(t *testing.T) {
	const first, again = "First strike hits the northern depot", "First strike hits the northern depot again"
	for _, tc := range []struct {
		name  string
		fails alert.Outcome // of all that is delivered until the story is told again; empty for nothing
		lose  func(w *world, r rules.Rule)
	}{
		{"refused", alert.Invalid, func(*world, rules.Rule) {}},
		{"the channel was gone", alert.Gone, func(*world, rules.Rule) {}},
		{"its rule was deleted before the digest of a storm", "", func(w *world, r rules.Rule) {
			if err := w.store.DeleteRule(w.t.Context(), desk.Owner{Guild: "g1"}, r.ID); err != nil {
				t.Fatal(err)
			}
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			inSeededWorld(t, func(w *world) {
				w.opt.Cap = 1
				w.stop()
				w.start()
				if tc.fails == "" { // what fills the channel's hour, so that the story waits for a digest
					w.subscribe("g1", "c1", "other", "clashes")
					w.news.publish(2, "Clashes at a border crossing far away")
					w.run(time.Minute)
				}
				r := w.subscribe("g1", "c1", "r", "strike")
				down := tc.fails != ""
				w.discord.fail = func(*alert.Delivery) (error, bool) {
					if down {
						return failure(tc.fails), false
					}
					return nil, true
				}
				w.news.publish(1, first)
				w.run(61 * time.Second)
				tc.lose(w, r)
				w.run(2 * time.Hour)
				down = false
				w.subscribe("g1", "c1", "two", "sources>=2")
				w.news.publish(2, again)
				w.run(5 * time.Minute)
				told := w.discord.lines("c1")
				if len(told) == 0 || !strings.HasPrefix(told[len(told)-1], "post: "+again) {
					t.Errorf("the channel has %q, want that the story is told", told)
				}
			})
		})
	}
}
