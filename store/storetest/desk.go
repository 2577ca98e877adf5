package storetest

import (
	"slices"
	"strconv"
	"time"

	"tocsin/alert"
	"tocsin/desk"
	"tocsin/report"
	"tocsin/rules"
)

func putAndUndo(s *suite) {
	ctx := s.Context()
	first, before, err := s.PutRule(ctx, rule("Strikes", "strike"), 5)
	s.ok(err)
	if before != nil || first.ID == 0 || !first.Created.Equal(s.clock.now) {
		s.Errorf("a new rule: %+v, before %+v", first, before)
	}
	s.clock.pass(time.Minute)
	same, _, err := s.PutRule(ctx, rule("STRIKES", "strike"), 5)
	s.ok(err)
	if same.ID != first.ID || same.Name != "STRIKES" {
		s.Errorf("the name in other capitals gave %+v", same)
	}
	again, before, err := s.PutRule(ctx, rule("STRIKES", "strike"), 5)
	s.ok(err)
	if before == nil || again != *before || again != same {
		s.Errorf("what changes nothing gave %+v, before %+v", again, before)
	}
	s.clock.pass(time.Minute)
	changed := again
	changed.Text = "flood"
	changed, before, err = s.PutRule(ctx, changed, 5)
	s.ok(err)
	if before == nil || before.Text != "strike" || changed.Text != "flood" || !changed.Updated.After(again.Updated) {
		s.Errorf("a change gave %+v, before %+v", changed, before)
	}
	_, err = s.UndoRule(ctx, guild1, first.ID, again.Updated)
	s.refused("undo of an older change", err, desk.ErrChanged)
	back, err := s.UndoRule(ctx, guild1, first.ID, changed.Updated)
	s.ok(err)
	if back == nil || back.Text != "strike" {
		s.Errorf("undone: %+v", back)
	}
	_, err = s.UndoRule(ctx, guild1, first.ID, back.Updated)
	s.refused("undo twice", err, desk.ErrChanged)
	fresh := s.put(rule("Floods", "flood"))
	gone, err := s.UndoRule(ctx, guild1, fresh.ID, fresh.Updated)
	s.ok(err)
	if gone != nil {
		s.Errorf("undo of a new rule left %+v", gone)
	}
}

func quotaAndNames(s *suite) {
	ctx := s.Context()
	a, _, err := s.PutRule(ctx, rule("a", "x"), 1)
	s.ok(err)
	_, _, err = s.PutRule(ctx, rule("b", "x"), 1)
	s.refused("a rule beyond the quota", err, desk.ErrQuota)
	b := s.put(rule("b", "y"))
	b.Name = "A"
	_, _, err = s.PutRule(ctx, b, 5)
	s.refused("a name that is another's", err, desk.ErrExists)
	person := s.put(rules.Rule{User: "u1", Name: "a", Text: "x"})
	if person.ID == a.ID {
		s.Error("a person's rule took the place of a guild's")
	}
	list, err := s.ListRules(ctx, desk.Owner{User: "u1"})
	s.ok(err)
	if len(list) != 1 || list[0].ID != person.ID {
		s.Errorf("a person's rules: %+v", list)
	}
}

func changesAreTold(s *suite) {
	ctx := s.Context()
	revision := int64(0)
	follow := func() (active, gone []int64) {
		s.ok(s.Save(ctx, func(tx alert.Tx) error {
			next, now, not, err := tx.RuleChanges(revision)
			for _, r := range now {
				active = append(active, r.ID)
			}
			gone, revision = not, next
			return err
		}))
		return active, gone
	}
	expect := func(what string, wantActive, wantGone []int64) {
		s.Helper()
		if active, gone := follow(); !slices.Equal(active, wantActive) || !slices.Equal(gone, wantGone) {
			s.Errorf("%s: active %v, gone %v; want %v, %v", what, active, gone, wantActive, wantGone)
		}
	}
	a, b := s.put(rule("a", "x")), s.put(rule("b", "y"))
	expect("two new ones", []int64{a.ID, b.ID}, nil)
	expect("nothing", nil, nil)
	s.ok(s.PauseRule(ctx, guild1, a.ID, true, "because"))
	b.Text = "z"
	s.put(b)
	expect("one paused, one changed", []int64{b.ID}, []int64{a.ID})
	s.ok(s.PauseRule(ctx, guild1, a.ID, false, ""))
	s.ok(s.DeleteRule(ctx, guild1, b.ID))
	expect("one resumed, one deleted", []int64{a.ID}, []int64{b.ID})
	revision = 0
	if active, _ := follow(); !slices.Equal(active, []int64{a.ID}) {
		s.Errorf("from the beginning: %v", active)
	}
}

func sourceDoubles(s *suite) {
	ctx := s.Context()
	all, err := s.AddSource(ctx, source("", "https://a.example/"), 0)
	s.ok(err)
	same, err := s.AddSource(ctx, source("g1", "https://a.example/"), 5)
	s.refused("an address of the operator's", err, desk.ErrExists)
	if same.ID != all.ID {
		s.Errorf("told of %+v", same)
	}
	_, err = s.AddSource(ctx, source("g1", "https://b.example/"), 1)
	s.ok(err)
	_, err = s.AddSource(ctx, source("g2", "https://b.example/"), 1)
	s.ok(err)
	_, err = s.AddSource(ctx, source("g1", "https://c.example/"), 1)
	s.refused("a source beyond the quota", err, desk.ErrQuota)
	list, err := s.Sources(ctx, "g1")
	s.ok(err)
	if len(list) != 2 || list[0].Guild != "" || list[1].Guild != "g1" {
		s.Errorf("a guild sees %+v", list)
	}
}

func anotherGuild(s *suite) {
	ctx := s.Context()
	r := s.put(rule("r", "strike"))
	src, err := s.AddSource(ctx, source("g1", "https://a.example/"), 5)
	s.ok(err)
	private := s.save(stored("Strike on the depot", "g1", report.Tags{}, s.clock.now))
	stolen := r
	stolen.Guild = "g2"
	_, _, err = s.PutRule(ctx, stolen, 5)
	s.refused("PutRule", err, desk.ErrNotFound)
	_, err = s.UndoRule(ctx, guild2, r.ID, r.Updated)
	s.refused("UndoRule", err, desk.ErrNotFound)
	_, err = s.Rule(ctx, guild2, r.ID)
	s.refused("Rule", err, desk.ErrNotFound)
	s.refused("PauseRule", s.PauseRule(ctx, guild2, r.ID, true, ""), desk.ErrNotFound)
	s.refused("DeleteRule", s.DeleteRule(ctx, guild2, r.ID), desk.ErrNotFound)
	s.refused("DeleteRule of a person", s.DeleteRule(ctx, desk.Owner{User: "u1"}, r.ID), desk.ErrNotFound)
	s.refused("RemoveSource", s.RemoveSource(ctx, "g2", src.ID), desk.ErrNotFound)
	s.refused("RemoveSource of the operator", s.RemoveSource(ctx, "", src.ID), desk.ErrNotFound)
	s.refused("PauseSource", s.PauseSource(ctx, "g2", src.ID, true), desk.ErrNotFound)
	mute := desk.Mute{Subject: report.Subject{Kind: report.StorySubject, ID: strconv.FormatInt(private.Story, 10)}, By: "u2", Until: s.clock.now.Add(time.Hour)}
	s.refused("Mute", s.Mute(ctx, guild2, "c2", mute), desk.ErrNotFound)
	s.ok(s.Mute(ctx, desk.Owner{Guild: "g1"}, "c1", mute))
	s.refused("Unmute", s.Unmute(ctx, guild2, "c1", mute.Subject), desk.ErrNotFound)
	if list, err := s.Mutes(ctx, guild2, "c1"); err != nil || len(list) != 0 {
		s.Errorf("another guild sees %+v, %v", list, err)
	}
	met := alert.Met{Rule: r.ID, Story: private.Story, Report: private.Report.ID, To: alert.Address{Guild: "g1", Channel: r.Channel}, At: s.clock.now}
	s.ok(s.Save(ctx, func(tx alert.Tx) error { return tx.AddMatch(met) }))
	for owner, want := range map[desk.Owner]int{{Guild: "g1"}: 1, guild2: 0} {
		if list, err := s.Judged(ctx, owner, r.ID, 9); err != nil || len(list) != want {
			s.Errorf("%+v reads %d judged alerts of a rule, want %d, %v", owner, len(list), want, err)
		}
	}
	s.refused("SaveFeedback", s.SaveFeedback(ctx, guild2, "c2", private.Story, "u2", desk.NotRelevant), desk.ErrNotFound)
	for guild, want := range map[string]int{"g1": 1, "g2": 0, "": 0} {
		stories, err := s.Stories(ctx, guild, []int64{private.Story})
		s.ok(err)
		if found := s.found(desk.Query{Guild: guild}); len(stories) != want || len(found) != want {
			s.Errorf("guild %q sees %d stories and finds %d reports of a private source, want %d", guild, len(stories), len(found), want)
		}
	}
}

func choices(s *suite) {
	ctx := s.Context()
	v, err := s.Settings(ctx, guild1, "c1")
	s.ok(err)
	if v != (desk.Settings{}) {
		s.Errorf("nothing chosen: %+v", v)
	}
	s.ok(s.SaveSettings(ctx, guild1, "c1", desk.Settings{Unplaced: desk.Include}))
	if v, err = s.Settings(ctx, guild1, "c1"); err != nil || v.Unplaced != desk.Include {
		s.Errorf("chosen: %+v, %v", v, err)
	}
	if v, err = s.Settings(ctx, guild2, "c1"); err != nil || v != (desk.Settings{}) {
		s.Errorf("another guild asks for the channel: %+v, %v", v, err)
	}
}
