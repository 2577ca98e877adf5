package feed

import (
	"math/bits"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"tocsin/report"
)

const (
	longestPoll  = 24 * time.Hour     // between polls, however little a source publishes and however long it asks for
	longestRetry = 7 * 24 * time.Hour // Retry-After beyond this is taken for a mistake
	busyHabit    = 40 * time.Minute   // who publishes as often is polled as often as is allowed, others in proportion
	urgentPolls  = 6                  // times the shortest interval: longest for authorities, who speak seldom but cannot wait
	silencePolls = 10                 // a source silent for ten times its habit is polled as if it were slower
	slowShare    = 60                 // a slow server is read at most a sixtieth of the time, or a few would take all slots
	jitterShare  = 10                 // up to a tenth of the interval is added, so that polls spread

	// TellAfter is how long a source fails before its subscribers are told.
	TellAfter = 3 * 24 * time.Hour

	quietAfter  = 6 * time.Hour // no source is called quiet sooner
	quietHabits = 12            // nor before so many times its habit has passed
)

// A Skip holds the hours of the day (bits 0 to 23) and the days of the week (bits 24, Sunday, to 30), both in UTC, in
// which a publisher asks not to be polled. The store keeps it as a number.
type Skip uint32

func newSkip(hours []int, days []time.Weekday) Skip {
	var s Skip
	for _, h := range hours {
		if h >= 0 && h <= 24 {
			s |= 1 << (h % 24) // RSS 0.9x counts hours from 1 to 24
		}
	}
	for _, d := range days {
		if d >= time.Sunday && d <= time.Saturday {
			s |= 1 << (24 + d)
		}
	}
	return s
}

func (s Skip) has(t time.Time) bool {
	t = t.UTC()
	return s&(1<<t.Hour()) != 0 || s&(1<<(24+t.Weekday())) != 0
}

// after returns t, or the beginning of the first hour after it that is not to be skipped. Who asks never to be polled is
// not heeded.
func (s Skip) after(t time.Time) time.Time {
	if bits.OnesCount32(uint32(s&(1<<24-1))) == 24 || bits.OnesCount32(uint32(s>>24)) == 7 {
		return t
	}
	for s.has(t) {
		t = t.UTC().Truncate(time.Hour).Add(time.Hour)
	}
	return t
}

// interval returns the time between polls that a source deserves by how often it publishes, between minPoll and a day: at
// the default of 5 minutes an eighth of its habit, or of a tenth of its silence, as long as that was watched.
func (s *Source) interval(now time.Time, minPoll time.Duration) time.Duration {
	every := s.Habit
	if !s.LastItem.IsZero() {
		every = max(every, now.Sub(later(s.LastItem, s.Created))/silencePolls)
	}
	wait := min(float64(minPoll)*float64(every)/float64(busyHabit), float64(longestPoll))
	if s.Kind == KindAuthority {
		wait = min(wait, float64(urgentPolls*minPoll))
	}
	return max(time.Duration(wait), minPoll)
}

// planNext sets Interval and NextPoll after a successful poll. asked is how long the answer is good for; jitter is in [0, 1).
func (s *Source) planNext(now time.Time, minPoll, asked time.Duration, jitter float64) {
	s.Interval = max(s.interval(now, minPoll), min(max(asked, s.TTL), longestPoll))
	wait := s.Interval + time.Duration(jitter*float64(s.Interval/jitterShare))
	s.NextPoll = s.Skip.after(now.Add(wait))
}

// planRetry sets NextPoll after a failure: minPoll (5 minutes) times two to the number of failures before, up to a day, and not
// before the publisher allows. It never gives up.
func (s *Source) planRetry(now time.Time, minPoll, retryAfter time.Duration, jitter float64) {
	wait := longestPoll
	if doublings := max(s.Failures-1, 0); doublings < 20 {
		wait = min(minPoll<<doublings, longestPoll)
	}
	wait = max(wait, minPoll)
	wait += time.Duration(jitter * float64(wait/jitterShare))
	s.NextPoll = now.Add(max(wait, min(retryAfter, longestRetry)))
}

// moveAfter is how long a permanent redirect is seen before it is believed.
const moveAfter = 3 * 24 * time.Hour

// settleMove keeps track of where permanent redirects lead, and makes that the address once they have led there for long. A
// redirect from https to http is followed but never believed.
func (s *Source) settleMove(to string, now time.Time) {
	switch {
	case to == "" || strings.HasPrefix(s.URL, "https:") && !strings.HasPrefix(to, "https:"):
		s.MovedTo, s.MovedSince = "", time.Time{}
	case to != s.MovedTo:
		s.MovedTo, s.MovedSince = to, now
	case now.Sub(s.MovedSince) >= moveAfter:
		s.URL, s.MovedTo, s.MovedSince = to, "", time.Time{}
	}
}

// Tell says what the subscribers of a source are to be told after a poll.
type Tell string

const (
	TellNothing Tell = ""
	TellFailing Tell = "failing" // it has failed for TellAfter; once
	TellBack    Tell = "back"    // it is back after they were told that it fails
)

// tell decides what is to be told and remembers it in Told.
func (s *Source) tell(now time.Time) Tell {
	switch {
	case !s.Told && s.Failures > 0 && now.Sub(s.FailingSince) >= TellAfter:
		s.Told = true
		return TellFailing
	case s.Told && s.Failures == 0:
		s.Told = false
		return TellBack
	}
	return TellNothing
}

// Quiet says whether a source that used to publish has been silent for far longer than its habit: twelve times, and at
// least six hours. A paused one and one whose habit is not known are never quiet; one that fails may be.
func Quiet(s *Source, now time.Time) bool {
	if s.Paused || s.Habit == 0 || s.LastItem.IsZero() {
		return false
	}
	return now.Sub(s.LastItem) >= s.patience()
}

func (s *Source) patience() time.Duration { return max(quietAfter, quietHabits*s.Habit) }

// A Hush says for how long nothing has come from a source; the zero value, that it is not silent.
type Hush struct {
	For     time.Duration
	Failing bool // it cannot be read; else it has nothing new
}

// Hushed says whether subscribers can rely on a source no more: it has failed for six hours, or is Quiet, counted only as
// long as it was watched. Neither one just added nor a night in which nobody looked makes a silence.
func Hushed(s *Source, now time.Time) Hush {
	if s.Paused || !s.Seeded {
		return Hush{}
	}
	if failing := now.Sub(s.FailingSince); s.Failures > 0 && failing >= quietAfter {
		return Hush{failing, true}
	}
	if watched := s.LastSuccess.Sub(later(s.LastItem, s.Created)); Quiet(s, s.LastSuccess) && watched >= s.patience() {
		return Hush{For: watched}
	}
	return Hush{}
}

// heard brings LastItem and Habit up to date with the reports of a poll. Reports without a date tell nothing of either: who
// knows which of them are new sets LastItem.
func (s *Source) heard(reports []report.Report, now time.Time) {
	var times []time.Time
	for i := range reports {
		if t := reports[i].Published; !t.IsZero() && !t.After(now) {
			times = append(times, t)
		}
	}
	if len(times) == 0 {
		return
	}
	slices.SortFunc(times, func(a, b time.Time) int { return b.Compare(a) })
	if times[0].After(s.LastItem) {
		s.LastItem = times[0]
	}
	if h := habit(times); h > 0 {
		s.Habit = h
	}
}

// habit returns the median time between the newest of times, which are in descending order; 0 when there are too few. What
// is published together counts once, or a weekly batch would pass for a report a minute.
func habit(times []time.Time) time.Duration {
	const few, many, together = 3, 30, 5 * time.Minute
	times = times[:min(len(times), many)]
	var gaps []time.Duration
	last := times[0]
	for _, t := range times[1:] {
		if gap := last.Sub(t); gap >= together {
			gaps = append(gaps, gap)
			last = t
		}
	}
	if len(gaps) < few {
		return 0
	}
	slices.Sort(gaps)
	return gaps[len(gaps)/2]
}

// freshFor returns how long the headers of an answer say that it is good for: Cache-Control max-age less Age, else Expires.
func freshFor(h http.Header, now time.Time) time.Duration {
	for _, line := range h.Values("Cache-Control") {
		for directive := range strings.SplitSeq(line, ",") {
			name, value, _ := strings.Cut(strings.TrimSpace(directive), "=")
			if !strings.EqualFold(name, "max-age") {
				continue
			}
			if age, ok := seconds(strings.Trim(value, `"`)); ok {
				spent, _ := seconds(h.Get("Age"))
				return max(age-spent, 0)
			}
		}
	}
	value := h.Get("Expires")
	if value == "" {
		return 0
	}
	expires, err := http.ParseTime(value)
	if err != nil {
		return 0
	}
	if date, err := http.ParseTime(h.Get("Date")); err == nil {
		now = date
	}
	return max(expires.Sub(now), 0)
}

// retryAfter reads the header of that name: seconds or a date.
func retryAfter(h http.Header, now time.Time) time.Duration {
	value := h.Get("Retry-After")
	if d, ok := seconds(value); ok {
		return d
	}
	if t, err := http.ParseTime(value); err == nil {
		return max(t.Sub(now), 0)
	}
	return 0
}

func seconds(s string) (time.Duration, bool) {
	n, err := strconv.ParseInt(strings.TrimSpace(s), 10, 64)
	if err != nil || n < 0 {
		return 0, false
	}
	return time.Duration(min(n, int64(longestRetry/time.Second))) * time.Second, true
}
