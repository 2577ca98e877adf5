package store_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"tocsin/alert"
	"tocsin/desk"
	"tocsin/feed"
	"tocsin/report"
	"tocsin/rules"
)

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
		if err := w.store.Mute(w.t.Context(), desk.Owner{Guild: "g1"}, "c1", desk.Mute{Subject: report.Subject{Kind: report.StorySubject, ID: strconv.FormatInt(story, 10)}, By: "u1", Until: time.Now().Add(time.Hour)}); err != nil {
			t.Fatal(err)
		}
		w.subscribe("g1", "c1", "s", "killed>=5")
		w.news.publish(2, "Clashes at the northern border crossing leave 9 killed")
		w.run(10 * time.Minute)
		w.expect("c1", "post: Clashes at the northern border crossing leave 2 killed [1] r")
	})
}

// A muted rule raises no alert, others go on, and it does again when the mute has ended.
func TestMutedRule(t *testing.T) {
	inSeededWorld(t, func(w *world) {
		r := w.subscribe("g1", "c1", "r", "strike")
		w.subscribe("g1", "c1", "other", "killed>=2")
		m := desk.Mute{Subject: report.Subject{Kind: report.RuleSubject, ID: strconv.FormatInt(r.ID, 10)}, By: "u1", Until: time.Now().Add(time.Hour)}
		if err := w.store.Mute(w.t.Context(), desk.Owner{Guild: "g1"}, "c1", m); err != nil {
			t.Fatal(err)
		}
		w.news.publish(1, "Air strike on the northern depot leaves 2 killed", "Strike on the harbour of the capital")
		w.run(2 * time.Minute)
		w.expect("c1", "post: Air strike on the northern depot leaves 2 killed [1] other")
		w.run(time.Hour)
		w.news.publish(2, "Another strike hits a bridge over the great river")
		w.run(10 * time.Minute)
		w.expect("c1", "post: Air strike on the northern depot leaves 2 killed [1] other", "post: Another strike hits a bridge over the great river [1] r")
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
