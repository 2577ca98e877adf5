package storetest

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"tocsin/alert"
	"tocsin/desk"
	"tocsin/feed"
	"tocsin/report"
)

func sourceClaims(s *suite) {
	ctx := s.Context()
	for i := range 3 {
		_, err := s.AddSource(ctx, source("", fmt.Sprintf("https://%d.example/", i)), 0)
		s.ok(err)
	}
	claim := func(max int) (n int) {
		due, err := s.ClaimSources(ctx, s.clock.now, time.Minute, max)
		s.ok(err)
		return len(due)
	}
	if a, b, c := claim(2), claim(2), claim(2); a != 2 || b != 1 || c != 0 {
		s.Errorf("claimed %d, %d and %d of 3", a, b, c)
	}
	s.clock.pass(2 * time.Minute)
	due, err := s.ClaimSources(ctx, s.clock.now, time.Minute, 9)
	s.ok(err)
	if len(due) != 3 {
		s.Fatalf("%d are due when the leases have ended, want 3", len(due))
	}
	next := due[0]
	next.NextPoll, next.ETag = s.clock.now.Add(time.Hour), "\"\x01é"
	s.ok(s.Save(ctx, func(tx alert.Tx) error { return tx.SaveSource(&next) }))
	s.clock.pass(2 * time.Minute)
	if n := claim(9); n != 2 {
		s.Errorf("%d are due, want the 2 that were not read", n)
	}
	list, err := s.Sources(ctx, "")
	s.ok(err)
	if i := slices.IndexFunc(list, func(f feed.Source) bool { return f.ID == next.ID }); i < 0 || list[i] != next {
		s.Errorf("saved %+v, got %+v", next, list)
	}
}

// With a guild's source those come that others have of the same address, due or not, but not paused ones.
func sharedClaims(s *suite) {
	ctx := s.Context()
	add := func(guild, url string, next time.Time) feed.Source {
		f := source(guild, url)
		f.NextPoll = next
		f, err := s.AddSource(ctx, f, 9)
		s.ok(err)
		return f
	}
	later := s.clock.now.Add(time.Hour)
	first, second := add("g1", "https://a.example/", time.Time{}), add("g2", "https://a.example/", later)
	paused := add("g3", "https://a.example/", later)
	s.ok(s.PauseSource(ctx, "g3", paused.ID, true))
	add("g2", "https://b.example/", later)
	for range 2 {
		due, err := s.ClaimSources(ctx, s.clock.now, time.Minute, 1)
		s.ok(err)
		if len(due) != 2 || due[0].ID != first.ID || due[1].ID != second.ID {
			s.Fatalf("claimed %+v, want sources %d and %d", due, first.ID, second.ID)
		}
		due, err = s.ClaimSources(ctx, s.clock.now, time.Minute, 9)
		s.ok(err)
		if len(due) != 0 {
			s.Errorf("claimed %d more", len(due))
		}
		s.clock.pass(2 * time.Minute)
	}
}

func known(s *suite) {
	a := s.save(stored("Strike on the depot", "", report.Tags{}, s.clock.now))
	other := []report.Key{12345}
	s.ok(s.Save(s.Context(), func(tx alert.Tx) error { return tx.AddKeys(1, a.Report.ID, other) }))
	for _, tc := range []struct {
		source int64
		keys   []report.Key
		want   int
	}{{1, a.Keys, 1}, {1, other, 1}, {1, slices.Concat(other, a.Keys), 1}, {2, a.Keys, 0}, {1, []report.Key{6}, 0}, {1, nil, 0}} {
		got, err := s.Known(s.Context(), tc.source, tc.keys)
		s.ok(err)
		if len(got) != tc.want || len(got) > 0 && got[0].Title != a.Report.Title {
			s.Errorf("source %d, keys %v: %+v, want %d", tc.source, tc.keys, got, tc.want)
		}
	}
}

// found returns the reports of a query by their ids.
func (s *suite) found(q desk.Query) map[int64]desk.Brief {
	s.Helper()
	all := map[int64]desk.Brief{}
	for b, err := range s.Briefs(s.Context(), q) {
		s.ok(err)
		if _, twice := all[b.ID]; twice {
			s.Errorf("%+v: report %d twice", q, b.ID)
		}
		all[b.ID] = *b
	}
	return all
}

// find holds what a store finds against a walk over all reports: never less, and of the right guild and time.
func find(s *suite) {
	rng := rand.New(rand.NewPCG(3, 4))
	pick := func(of string) string { w := strings.Fields(of); return w[rng.IntN(len(w))] }
	const nouns, places, actors = "strike depot drone drones flood market İstanbul киев 北京 o'brien 2,500", "IQ IQ.07 baghdad-iq SY", "pmf isis us"
	var all []*alert.Stored
	for range 250 {
		t := report.Tags{Severity: report.Severity{Level: report.Level(rng.IntN(5))}}
		t.Places = []report.Place{{ID: pick(places), Focus: rng.IntN(2) == 0, Within: []string{pick(places)}}}
		t.Actors = []report.Actor{{ID: pick(actors), Within: []string{pick(actors)}}}
		t.Events = []report.Event{{Type: report.EventType(pick("airstrike protest")), Status: report.Status(pick("reported denied"))}}
		t.Focus = []string{pick("IQ SY")}[:rng.IntN(2)]
		v := stored(pick(nouns)+" "+pick(nouns), pick("g1 g2 "), t, s.clock.now.Add(-time.Duration(rng.IntN(500))*time.Minute))
		v.Report.GUID, v.Keys = fmt.Sprint(len(all)), nil
		all = append(all, s.save(v))
	}
	kinds := []desk.Need{{Kind: desk.NeedFocus, Any: []string{"IQ", "x y"}}, {Kind: desk.NeedPlace, Any: []string{"baghdad-iq"}},
		{Kind: desk.NeedActor, Any: []string{"pmf", "isis"}}, {Kind: desk.NeedEvent, Any: []string{"protest"}},
		{Kind: desk.NeedStem, Any: []string{"drone*"}}, {Kind: desk.NeedStem, Any: []string{"flood", "strike"}},
		{Kind: desk.NeedStem, Any: []string{`"OR* (`, "NEAR("}}, {Kind: desk.NeedLevel, Level: report.High}}
	for range 200 {
		q := desk.Query{Guild: pick("g1 g2 g3"), Since: s.clock.now.Add(-time.Duration(rng.IntN(600)) * time.Minute)}
		if rng.IntN(2) == 0 {
			q.Until = q.Since.Add(time.Duration(rng.IntN(600)) * time.Minute)
		}
		for range rng.IntN(3) {
			q.Needs = append(q.Needs, kinds[rng.IntN(len(kinds))])
		}
		s.compare(q, all)
	}
}

func (s *suite) compare(q desk.Query, all []*alert.Stored) {
	s.Helper()
	got := s.found(q)
	s.counted(q, all)
	for _, v := range all {
		at := v.Report.When()
		may := told(q, v)
		b, ok := got[v.Report.ID]
		if ok && (!may || b.Story != v.Story || !b.When.Equal(at)) {
			s.Errorf("%+v: found %q of guild %q at %v as %+v", q, v.Report.Title, v.Guild, at, b)
		}
		if may && meets(v, q.Needs) && !ok {
			s.Errorf("%+v: did not find %q %+v", q, v.Report.Title, v.Tags)
		}
	}
}

// told says whether a report is of the guild and time of a query.
func told(q desk.Query, v *alert.Stored) bool {
	at := v.Report.When()
	return (v.Guild == "" || v.Guild == q.Guild) && !at.Before(q.Since) && (q.Until.IsZero() || at.Before(q.Until))
}

// counted holds gists against the reports: those that meet the needs, each once, and no other.
func (s *suite) counted(q desk.Query, all []*alert.Stored) {
	s.Helper()
	q.Needs = slices.DeleteFunc(slices.Clone(q.Needs), func(n desk.Need) bool {
		return n.Kind != desk.NeedFocus && n.Kind != desk.NeedActor && n.Kind != desk.NeedLevel
	})
	want := map[desk.Gist]int{}
	for _, v := range all {
		if told(q, v) && meets(v, q.Needs) {
			g := desk.GistOf(&v.Tags)
			g.ID, g.Story, g.When = v.Report.ID, v.Story, v.Report.When().UTC()
			want[g]++
		}
	}
	for g, err := range s.Gists(s.Context(), q) {
		s.ok(err)
		if want[*g]--; want[*g] < 0 {
			s.Errorf("%+v: %+v, which is not asked for or is told twice", q, *g)
		}
	}
	for g, n := range want {
		if n > 0 {
			s.Errorf("%+v: does not tell %+v", q, g)
		}
	}
}

// meets says whether a report meets all needs, by what the words of desk.Need say.
func meets(v *alert.Stored, needs []desk.Need) bool {
	return !slices.ContainsFunc(needs, func(n desk.Need) bool {
		if n.Kind == desk.NeedLevel {
			return v.Tags.Severity.Level < n.Level
		}
		return !slices.ContainsFunc(n.Any, func(want string) bool { return has(v, n.Kind, want) })
	})
}

func has(v *alert.Stored, k desk.NeedKind, want string) bool {
	p, a := v.Tags.Places[0], v.Tags.Actors[0]
	switch k {
	case desk.NeedFocus:
		return p.Focus && (p.ID == want || slices.Contains(p.Within, want))
	case desk.NeedPlace:
		return p.ID == want || slices.Contains(p.Within, want)
	case desk.NeedActor:
		return a.ID == want || slices.Contains(a.Within, want)
	case desk.NeedEvent:
		return string(v.Tags.Events[0].Type) == want
	}
	begin, prefix := strings.CutSuffix(want, "*")
	for _, tok := range v.Doc.Tokens {
		if tok.Fold == want || tok.Stem == want || prefix && strings.HasPrefix(tok.Fold, begin) {
			return true
		}
	}
	return false
}

func lanes(s *suite) {
	ctx := s.Context()
	to := func(channel string) alert.Address { return alert.Address{Guild: "g1", Channel: channel} }
	notice := func(channel string) int64 {
		return s.order(alert.Order{Kind: alert.Notice, To: to(channel), Notice: "x"})
	}
	a1, a2, b1 := notice("a"), notice("a"), notice("b")
	later := s.order(alert.Order{Kind: alert.Notice, To: to("c"), Notice: "x", Due: s.clock.now.Add(time.Hour)})
	expect := func(what string, want ...int64) {
		s.Helper()
		if got := s.claim(); !slices.Equal(got, want) {
			s.Errorf("%s: claimed %v, want %v", what, got, want)
		}
	}
	expect("first", a1, b1)
	expect("both lanes are leased")
	s.ok(s.Later(ctx, a1, s.clock.now.Add(10*time.Minute), "429", time.Time{}))
	s.ok(s.Sent(ctx, b1, alert.Receipt{Message: "m"}, s.clock.now))
	b2 := notice("b")
	expect("one lane is held", b2)
	s.ok(s.Sent(ctx, b2, alert.Receipt{Message: "m2"}, s.clock.now))
	s.clock.pass(11 * time.Minute)
	expect("the hold has ended: in order", a1)
	s.ok(s.Refused(ctx, a1, "no", s.clock.now))
	expect("what was refused blocks nothing", a2)
	s.clock.pass(time.Hour)
	expect("what became due", a2, later)
}

func leases(s *suite) {
	ctx := s.Context()
	id := s.order(alert.Order{Kind: alert.Notice, To: alert.Address{User: "u1"}, Notice: "x"})
	first, err := s.Claim(ctx, s.clock.now, time.Minute, 1)
	s.ok(err)
	claimedAt := s.clock.now
	s.clock.pass(2 * time.Minute)
	second, err := s.Claim(ctx, s.clock.now, time.Minute, 1)
	s.ok(err)
	if len(first) != 1 || len(second) != 1 || first[0].Attempt != 1 || !first[0].Tried.IsZero() ||
		second[0].Attempt != 2 || !second[0].Tried.Equal(claimedAt) {
		s.Fatalf("first %+v, second %+v", first, second)
	}
	a, err := s.Load(ctx, id)
	s.ok(err)
	s.clock.pass(2 * time.Minute)
	b, err := s.Load(ctx, id)
	s.ok(err)
	if a.Nonce == "" || len(a.Nonce) > 25 || a.Nonce != b.Nonce || a.User != "u1" || a.Notice != "x" {
		s.Errorf("loaded %+v, then %+v", a, b)
	}
	s.ok(s.Sent(ctx, id, alert.Receipt{Message: "m1"}, s.clock.now))
	s.ok(s.Sent(ctx, id, alert.Receipt{Message: "m2"}, s.clock.now)) // a second receipt changes nothing
	if got := s.claim(); len(got) != 0 {
		s.Errorf("claimed %v after it was sent", got)
	}
}

// A clock that ran a year ahead and was set right again stops nothing for a year.
func clockSetBack(s *suite) {
	ctx := s.Context()
	right := s.clock.now
	s.clock.pass(365 * 24 * time.Hour)
	src, err := s.AddSource(ctx, source("", "https://a.example/"), 0)
	s.ok(err)
	src.NextPoll = s.clock.now.Add(time.Hour)
	s.ok(s.Save(ctx, func(tx alert.Tx) error { return tx.SaveSource(&src) }))
	id := s.order(alert.Order{Kind: alert.Notice, To: alert.Address{User: "u1"}, Notice: "x", Due: right})
	s.claim()
	s.clock.now = right
	if due, err := s.ClaimSources(ctx, right, time.Minute, 9); err != nil || len(due) != 1 {
		s.Errorf("due: %v, %v; want the source", due, err)
	}
	if due, err := s.ClaimSources(ctx, right, time.Minute, 9); err != nil || len(due) != 0 {
		s.Errorf("due again: %v, %v", due, err)
	}
	if got := s.claim(); !slices.Equal(got, []int64{id}) {
		s.Errorf("claimed %v, want %v", got, id)
	}
}

func gone(s *suite) {
	ctx := s.Context()
	r, elsewhere := s.put(rule("r", "x")), rule("r", "x")
	elsewhere.Channel = "c2"
	elsewhere = s.put(elsewhere)
	to := alert.Address{Guild: "g1", Channel: "c1"}
	id := s.order(alert.Order{Kind: alert.Notice, To: to, Notice: "x"})
	s.order(alert.Order{Kind: alert.Notice, To: to, Notice: "y"})
	s.claim()
	s.ok(s.Gone(ctx, id, "unknown channel", s.clock.now))
	got, err := s.Rule(ctx, guild1, r.ID)
	s.ok(err)
	if !got.Paused || !strings.Contains(got.PausedWhy, "unknown channel") {
		s.Errorf("the rule of the channel: %+v", got)
	}
	if got, err = s.Rule(ctx, guild1, elsewhere.ID); err != nil || got.Paused {
		s.Errorf("the rule of another channel: %+v, %v", got, err)
	}
	claimed, err := s.Claim(ctx, s.clock.now, time.Minute, 9)
	s.ok(err)
	if len(claimed) != 1 || claimed[0].To != (alert.Address{User: "u1"}) {
		s.Errorf("left to deliver: %+v, want a direct message to who made the rule", claimed)
	}
}

func nothingHalf(s *suite) {
	boom := errors.New("boom")
	half := func(end func() error) error {
		return s.Save(s.Context(), func(tx alert.Tx) error {
			if err := tx.AddReport(stored("Strike on the depot", "", report.Tags{}, s.clock.now)); err != nil {
				return err
			}
			if _, err := tx.Enqueue(alert.Order{Kind: alert.Notice, To: alert.Address{User: "u"}, Notice: "x"}); err != nil {
				return err
			}
			return end()
		})
	}
	s.refused("a transaction that fails", half(func() error { return boom }), boom)
	func() {
		defer func() {
			if recover() == nil {
				s.Error("a panic in a transaction was kept from the caller")
			}
		}()
		_ = half(func() error { panic(boom) })
	}()
	c, err := s.Counts(s.Context(), "")
	s.ok(err)
	if c.Reports != 0 || c.Stories != 0 || c.Queue != 0 || len(s.claim()) != 0 || len(s.found(desk.Query{})) != 0 {
		s.Errorf("left behind: %+v", c)
	}
	s.save(stored("Strike on the bridge", "", report.Tags{}, s.clock.now)) // the next one has nothing of it to bear
}
