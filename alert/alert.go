// Package alert is the pipeline: collect, tag, group, match, outbox, deliver.
package alert

import (
	"context"
	"fmt"
	"time"

	"tocsin/report"
	"tocsin/rules"
	"tocsin/story"
)

// Kind says what a delivery does on Discord.
type Kind string

const (
	Post   Kind = "post"   // a new message about a story
	Edit   Kind = "edit"   // the living message of a story, brought up to date
	Reply  Kind = "reply"  // an answer to it: it has become worse
	Digest Kind = "digest" // several stories in one message: a storm, or a rule delivered hourly or daily
	Notice Kind = "notice" // words of the service itself: a source that fails, a rule that was paused
)

// An Alert is what is to be shown about one story in one channel: the report that raised it, what is known of the
// story, and every rule of the channel that it met.
type Alert struct {
	Story   story.Story
	Report  report.Report
	Tags    report.Tags
	Sources []Telling // who tells the story, in the order of their first report
	Matches []Match   // never empty
	Was     *Before   // for a Reply: what the message said before
}

// Before is what a living message said before its story became worse.
type Before struct {
	Severity report.Level
	Killed   *int
	Wounded  *int
}

// A Telling is one publisher's report of a story.
type Telling struct {
	Source    string
	Publisher string
	Title     string
	Link      string
	When      time.Time
}

// A Match is a rule met by a report, with what met it.
type Match struct {
	Rule    int64
	Name    string
	Text    string // the rule in the rule language
	Mention string // id of the role to ping; empty for none
	Why     []rules.Reason
}

// A Delivery is one posting: the outbox row with what it is about.
type Delivery struct {
	ID       int64
	Kind     Kind
	Guild    string // empty for a direct message
	Channel  string // empty for a direct message whose channel is not known yet
	User     string // who gets the direct message; empty in a guild
	Nonce    string // at most 25 characters, the same for every attempt
	Message  string // id of the message that is edited or answered; empty for a new one
	Attempt  int    // 1 for the first
	Created  time.Time
	Doubtful bool   // an earlier attempt may have been posted, and nobody can tell: say "possible repeat"
	Alert    *Alert // for Post, Edit and Reply
	Digest   *DigestOf
	Notice   string // for Notice, and a line above an alert otherwise
}

// DigestOf is what a digest shows.
type DigestOf struct {
	Title  string // why there is a digest: "14 alerts in this hour: more than the channel's cap of 10"
	Alerts []Alert
	Total  int // including those left out of Alerts for room
}

// A Receipt says what became of a delivery that succeeded.
type Receipt struct {
	Message string // Discord id of the message
	Channel string // where it stands
}

// A Notifier posts. Deliver returns a *Failure for everything that went wrong. Find looks for the message of a doubtful
// delivery: found with its receipt, or surely not there (nil, nil), or a *Failure of kind Unknown when it cannot tell.
type Notifier interface {
	Deliver(ctx context.Context, d *Delivery) (Receipt, error)
	Find(ctx context.Context, d *Delivery) (*Receipt, error)
}

// Outcome says what to do about a delivery that failed.
type Outcome string

const (
	Retry   Outcome = "retry"   // not posted; again later
	Unknown Outcome = "unknown" // perhaps posted; the nonce tells while Discord remembers it, looking at the channel later
	Gone    Outcome = "gone"    // the channel or the right to post there is gone: pause its rules, tell the owner
	Invalid Outcome = "invalid" // Discord refuses the message itself; again would be the same
	Halt    Outcome = "halt"    // the token is refused: nothing can be posted by anyone
)

// A Failure is a delivery that did not succeed.
type Failure struct {
	Outcome Outcome
	After   time.Duration // not before, as Discord asked; 0 when it did not
	Global  bool          // After holds for every channel
	Code    int           // Discord's error code; 0 without one
	Err     error         // without secrets
}

func (f *Failure) Error() string { return fmt.Sprintf("deliver (%s): %v", f.Outcome, f.Err) }

func (f *Failure) Unwrap() error { return f.Err }
