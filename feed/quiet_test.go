package feed_test

import (
	"testing"
	"time"

	"tocsin/feed"
)

func TestQuietIsNotCalm(t *testing.T) {
	hour := time.Hour
	for _, c := range []struct {
		habit, silent time.Duration
		want          bool
	}{
		{10 * time.Minute, 5 * hour, false},
		{10 * time.Minute, 6 * hour, true},
		{4 * hour, 47 * hour, false},
		{4 * hour, 48 * hour, true},
		{0, 1000 * hour, false},
	} {
		s := feed.Source{Habit: c.habit, LastItem: now.Add(-c.silent)}
		if got := feed.Quiet(&s, now); got != c.want {
			t.Errorf("habit %v, silent for %v: %v", c.habit, c.silent, got)
		}
		if s.Paused = true; feed.Quiet(&s, now) {
			t.Error("a paused source is quiet")
		}
	}
	if feed.Quiet(&feed.Source{Habit: hour}, now) {
		t.Error("a source that was never heard is quiet")
	}
}

func TestHushCountsOnlyWhatWasWatched(t *testing.T) {
	ago := func(hours int) time.Time { return now.Add(-time.Duration(hours) * time.Hour) }
	steady := feed.Source{Seeded: true, Habit: 10 * time.Minute, Created: ago(1000), LastItem: ago(7), LastSuccess: now}
	for name, c := range map[string]struct {
		change func(*feed.Source)
		want   feed.Hush
	}{
		"silent":                     {func(s *feed.Source) {}, feed.Hush{For: 7 * time.Hour}},
		"heard of late":              {func(s *feed.Source) { s.LastItem = ago(5) }, feed.Hush{}},
		"added with old items":       {func(s *feed.Source) { s.Created = ago(1) }, feed.Hush{}},
		"nobody looked":              {func(s *feed.Source) { s.LastSuccess = ago(6) }, feed.Hush{}},
		"never read":                 {func(s *feed.Source) { s.Seeded = false }, feed.Hush{}},
		"paused":                     {func(s *feed.Source) { s.Paused = true }, feed.Hush{}},
		"of no habit":                {func(s *feed.Source) { s.Habit = 0 }, feed.Hush{}},
		"of a slow habit":            {func(s *feed.Source) { s.Habit = time.Hour }, feed.Hush{}},
		"failing for long":           {func(s *feed.Source) { s.Failures, s.FailingSince = 9, ago(6) }, feed.Hush{For: 6 * time.Hour, Failing: true}},
		"failing for a moment":       {func(s *feed.Source) { s.LastItem, s.Failures, s.FailingSince = ago(1), 1, ago(0) }, feed.Hush{}},
		"silent, then failing since": {func(s *feed.Source) { s.Failures, s.FailingSince = 1, ago(0) }, feed.Hush{For: 7 * time.Hour}},
	} {
		s := steady
		c.change(&s)
		if got := feed.Hushed(&s, now); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}
