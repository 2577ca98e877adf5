package bot_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tocsin/alert"
	"tocsin/bot/localdiscord"
	"tocsin/report"
	"tocsin/story"
)

const posting = "/channels/{channel_id}/messages"

// delivery is a post about a story in the town's channel.
func (w *town) delivery(id int64, nonce string) *alert.Delivery {
	return &alert.Delivery{ID: id, Kind: alert.Post, Guild: w.guild, Channel: w.channel, Nonce: nonce, Attempt: 1, Created: time.Now(),
		Alert: &alert.Alert{Story: story.Story{ID: 7, Title: "Strike in Baghdad", Link: "https://news.example/1", Place: "Baghdad, Iraq", Severity: report.High},
			Report:  report.Report{Title: "Strike in Baghdad", Fetched: time.Now()},
			Matches: []alert.Match{{Rule: 1, Name: "Iraq", Text: "region:IQ"}}}}
}

// failed returns the failure of a delivery, which there must be.
func (w *town) failed(t *testing.T, d *alert.Delivery) *alert.Failure {
	t.Helper()
	_, err := w.bot.Deliver(soon(t), d)
	f, ok := errors.AsType[*alert.Failure](err)
	if !ok {
		t.Fatalf("no failure but %v", err)
	}
	return f
}

func TestAlertIsPostedEditedAndAnswered(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	role, err := w.CreateRole(w.guild, "watch", 0)
	must(t, err)
	must(t, w.SetRole(w.guild, role, func(r *localdiscord.Role) { r.Mentionable = true }))
	must(t, w.AddMember(w.guild, w.CreateUser("rolf"), role))
	d := w.delivery(1, "n1")
	d.Alert.Matches[0].Mention = role
	posted, err := w.bot.Deliver(soon(t), d)
	must(t, err)
	edit := w.delivery(2, "n2")
	edit.Kind, edit.Message, edit.Alert.Story.Title = alert.Edit, posted.Message, "Strike in Baghdad kills two"
	if _, err = w.bot.Deliver(soon(t), edit); err != nil {
		t.Fatal(err)
	}
	reply := w.delivery(3, "n3")
	reply.Kind, reply.Message, reply.Alert.Was = alert.Reply, posted.Message, &alert.Before{Severity: report.Moderate}
	_, err = w.bot.Deliver(soon(t), reply)
	must(t, err)
	list := w.Messages(w.channel)
	if len(list) != 2 || len(list[0].Revisions) != 1 || list[1].ReplyTo() != posted.Message {
		t.Fatalf("posted %+v", list)
	}
	if len(list[0].Pinged) == 0 || len(list[0].Revisions[0].Pinged) == 0 {
		t.Error("the role was not pinged")
	}
	has(t, shown(list[0].Content, list[0].Embeds), "🟠 High · Strike in Baghdad kills two", "Baghdad, Iraq", "Why you see this")
	has(t, shown(list[1].Content, list[1].Embeds), "Worse: 🟠 High, was 🟡 Moderate")
}

func TestALostAnswerGivesNoSecondMessage(t *testing.T) {
	for _, kind := range []localdiscord.FaultKind{localdiscord.StoredReset, localdiscord.Stored502, localdiscord.ResetMidBody, localdiscord.StoredHang} {
		t.Run(string(kind), func(t *testing.T) {
			w := newTown(t, localdiscord.Options{})
			w.Fault(localdiscord.Fault{Method: "POST", Route: posting, Kind: kind})
			d := w.delivery(1, "n1")
			ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
			defer cancel()
			_, err := w.bot.Deliver(ctx, d)
			if f, ok := errors.AsType[*alert.Failure](err); !ok || f.Outcome != alert.Unknown {
				t.Fatalf("not unknown but %v", err)
			}
			found, err := w.bot.Find(soon(t), d)
			must(t, err)
			again, err := w.bot.Deliver(soon(t), d)
			must(t, err)
			if n := len(w.Messages(w.channel)); n != 1 || found == nil || found.Message != again.Message {
				t.Errorf("%d messages, found %+v, delivered %+v", n, found, again)
			}
		})
	}
}

func TestFailuresSayWhatToDo(t *testing.T) {
	for _, c := range []struct {
		name  string
		fault localdiscord.Fault
		want  alert.Failure
	}{
		{"500", localdiscord.Fault{Kind: localdiscord.Status500}, alert.Failure{Outcome: alert.Unknown}},
		{"503", localdiscord.Fault{Kind: localdiscord.Status503}, alert.Failure{Outcome: alert.Unknown}},
		{"no JSON", localdiscord.Fault{Kind: localdiscord.NotJSON}, alert.Failure{Outcome: alert.Unknown}},
		{"route limit", localdiscord.Fault{Kind: localdiscord.RateLimitRoute, RetryAfter: time.Hour}, alert.Failure{Outcome: alert.Retry, After: time.Hour}},
		{"shared limit", localdiscord.Fault{Kind: localdiscord.RateLimitShared, RetryAfter: time.Minute}, alert.Failure{Outcome: alert.Retry, After: time.Minute}},
		{"global limit", localdiscord.Fault{Kind: localdiscord.RateLimitGlobal, RetryAfter: time.Minute}, alert.Failure{Outcome: alert.Retry, After: time.Minute, Global: true}},
		{"global limit as documented", localdiscord.Fault{Kind: localdiscord.RateLimitNoReset, RetryAfter: time.Minute}, alert.Failure{Outcome: alert.Retry, After: time.Minute, Global: true}},
		{"page of the proxy", localdiscord.Fault{Kind: localdiscord.RateLimitHTML, RetryAfter: time.Minute}, alert.Failure{Outcome: alert.Retry, After: time.Minute, Global: true}},
		{"no access", localdiscord.Fault{Kind: localdiscord.Refused, Status: 403, Code: 50001}, alert.Failure{Outcome: alert.Gone, Code: 50001}},
		{"no channel", localdiscord.Fault{Kind: localdiscord.Refused, Status: 404, Code: 10003}, alert.Failure{Outcome: alert.Gone, Code: 10003}},
		{"invalid form", localdiscord.Fault{Kind: localdiscord.Refused, Status: 400, Code: 50035}, alert.Failure{Outcome: alert.Invalid, Code: 50035}},
		{"archived thread", localdiscord.Fault{Kind: localdiscord.Refused, Status: 400, Code: 50083}, alert.Failure{Outcome: alert.Gone, Code: 50083}},
		{"revoked token", localdiscord.Fault{Kind: localdiscord.Unauthorized}, alert.Failure{Outcome: alert.Halt}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newTown(t, localdiscord.Options{})
			c.fault.Method, c.fault.Route = "POST", posting
			w.Fault(c.fault)
			f := w.failed(t, w.delivery(1, "n1"))
			if f.Outcome != c.want.Outcome || f.Code != c.want.Code || f.Global != c.want.Global || f.After.Round(time.Second) != c.want.After {
				t.Errorf("%+v, not %+v", f, c.want)
			}
			if words := f.Err.Error(); f.Outcome == alert.Gone && (!strings.Contains(words, "/rules resume") || strings.Contains(words, "/channels/")) {
				t.Errorf("the rule's owner reads: %s", words)
			}
		})
	}
}

func TestALimitIsHonouredWithoutAsking(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	other, err := w.CreateChannel(w.guild, "other", localdiscord.TextChannel)
	must(t, err)
	w.Fault(localdiscord.Fault{Method: "POST", Route: posting, Kind: localdiscord.RateLimitRoute, RetryAfter: time.Hour, Times: -1})
	w.failed(t, w.delivery(1, "n1"))
	w.ClearFaults()
	if f := w.failed(t, w.delivery(1, "n1")); f.Outcome != alert.Retry || f.After < 59*time.Minute || f.Global {
		t.Errorf("asked again: %+v", f)
	}
	d := w.delivery(2, "n2")
	d.Channel = other
	if _, err := w.bot.Deliver(soon(t), d); err != nil {
		t.Errorf("another channel waits too: %v", err)
	}
	w.Fault(localdiscord.Fault{Method: "POST", Route: posting, Kind: localdiscord.RateLimitHTML, RetryAfter: time.Hour})
	d.ID, d.Nonce = 3, "n3"
	w.failed(t, d)
	if f := w.failed(t, d); f.Outcome != alert.Retry || !f.Global {
		t.Errorf("asked again: %+v", f)
	}
}

func TestADeletedChannelIsGone(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	must(t, w.DeleteChannel(w.channel))
	if f := w.failed(t, w.delivery(1, "n1")); f.Outcome != alert.Gone {
		t.Errorf("%+v", f)
	}
}

func TestADirectMessage(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	d := w.delivery(1, "n1")
	d.Guild, d.Channel, d.User = "", "", w.member
	r, err := w.bot.Deliver(soon(t), d)
	must(t, err)
	if n := len(w.Messages(r.Channel)); n != 1 {
		t.Errorf("%d messages", n)
	}
	w.Actor(w.owner).CloseDMs()
	d.User = w.owner
	if f := w.failed(t, d); f.Outcome != alert.Gone {
		t.Errorf("closed direct messages: %+v", f)
	}
}

func TestFindTellsNotThereFromCannotTell(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	d := w.delivery(1, "n1")
	if r, err := w.bot.Find(soon(t), d); r != nil || err != nil {
		t.Errorf("in an empty channel: %v %v", r, err)
	}
	_, err := w.Actor(w.member).Say(w.channel, "hello")
	must(t, err)
	if r, err := w.bot.Find(soon(t), d); r != nil || err != nil {
		t.Errorf("among others: %v %v", r, err)
	}
	must(t, w.RevokeBotPermission(w.channel, localdiscord.PermReadMessageHistory))
	_, err = w.bot.Find(soon(t), d)
	if f, ok := errors.AsType[*alert.Failure](err); !ok || f.Outcome != alert.Unknown {
		t.Errorf("without the permission: %v", err)
	}
}

// TestCrowdedChannelsAskForNo429 posts to two channels from many sides at once, more than their limits let through.
func TestCrowdedChannelsAskForNo429(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	other, err := w.CreateChannel(w.guild, "other", localdiscord.TextChannel)
	must(t, err)
	var posted, later atomic.Int64
	var all sync.WaitGroup
	for i := range 40 {
		all.Go(func() {
			d := w.delivery(int64(i+1), fmt.Sprint("n", i))
			if i%2 == 0 {
				d.Channel = other
			}
			_, err := w.bot.Deliver(t.Context(), d)
			f, failed := errors.AsType[*alert.Failure](err)
			switch {
			case err == nil:
				posted.Add(1)
			case failed && f.Outcome == alert.Retry && !f.Global:
				later.Add(1)
			default:
				t.Error(err)
			}
		})
	}
	all.Wait()
	if posted.Load() < 10 || posted.Load()+later.Load() != 40 {
		t.Errorf("%d posted, %d later", posted.Load(), later.Load())
	}
	if n := strings.Count(w.Transcript(), "<- 429"); n > 0 {
		t.Errorf("%d answers of 429", n)
	}
}
