package alert

import (
	"context"
	"errors"
	"iter"
	"time"

	"tocsin/feed"
	"tocsin/report"
	"tocsin/rules"
	"tocsin/story"
	"tocsin/text"
)

// A Source reads one source: *feed.Fetcher does. On an error the source in the result still carries the state to save.
type Source interface {
	Fetch(ctx context.Context, s feed.Source) (feed.Result, error)
}

// A Tagger concludes where, who, what and how bad, and knows the names that rules use and how places nest: *tag.Tagger does.
type Tagger interface {
	rules.Names
	Tag(d *text.Doc, r *report.Report) report.Tags
	Within(placeID string) []string // ids of everything that contains a place
}

// A Store keeps the state of the pipeline. What it hands out to work on is leased: whoever has it may be gone when the
// lease ends, and then another gets it.
type Store interface {
	Polls
	News
	Outbox
	Watched
}

// Polls are the sources that are to be read.
type Polls interface {
	// ClaimSources returns sources that are due, most overdue first, and keeps them from others until the lease ends: max at
	// the most, and with each of a guild those that others have of the same address.
	ClaimSources(ctx context.Context, now time.Time, lease time.Duration, max int) ([]feed.Source, error)
}

// News is what was collected.
type News interface {
	// Known returns the reports of a source that were met under one of the keys, the newest 20 a key.
	Known(ctx context.Context, source int64, keys []report.Key) ([]report.Report, error)
	// Since yields reports with what was concluded from them, oldest first; Doc is nil.
	Since(ctx context.Context, t time.Time) iter.Seq2[Stored, error]
	// Save runs f in one transaction: all that it saves is kept, or nothing. f may be cut short at any point.
	Save(ctx context.Context, f func(Tx) error) error
}

// Watched is what silence is judged by.
type Watched interface {
	// Active returns all rules that are not paused.
	Active(ctx context.Context) ([]rules.Rule, error)
	// Sources returns the operator's sources and the guild's own.
	Sources(ctx context.Context, guild string) ([]feed.Source, error)
	// Silences returns of which regions channels and persons were told that the sources are silent: ids of places, in order.
	Silences(ctx context.Context) (map[Address][]string, error)
}

// A Stored is a report as it is kept.
type Stored struct {
	Report report.Report
	Guild  string       // whose source it came from; empty for the operator's
	Doc    *text.Doc    // its words, for search; needed to save it
	Tags   report.Tags  // what was concluded from it
	Keys   []report.Key // by which it is recognised
	Story  int64        // 0: it begins a story of its own
}

// A Tx is a transaction that saves what came of one poll.
type Tx interface {
	SaveSource(s *feed.Source) error

	// AddReport saves a new report, puts it into its story and sets both ids.
	AddReport(s *Stored) error
	// UpdateReport replaces title, text and tags of a known report (s.Report.ID) and tells its story anew. It sets s.Story.
	UpdateReport(s *Stored) error
	// AddKeys remembers further forms in which a report was met.
	AddKeys(source, report int64, keys []report.Key) error

	// Story returns a story as a guild's sources and the operator's tell it (guild empty: the operator's alone).
	Story(id int64, guild string) (story.Story, error)
	// Private returns the guilds that have reports of their own in a story.
	Private(story int64) ([]string, error)

	// RuleChanges returns which rules match now among those changed since a revision, and which ceased to.
	RuleChanges(since int64) (revision int64, active []rules.Rule, gone []int64, err error)
	// PauseRule pauses a rule by the service, with words for its owner.
	PauseRule(id int64, why string) error
	// Unmet returns those of the rules that are active and that the story has not met yet. With a guild only its rules are
	// returned, without one those of everybody but of the guilds excepted.
	Unmet(story int64, ids []int64, guild string, except []string) ([]rules.Rule, error)

	// Including returns the active rules of channels and persons who chose that reports without a place meet every region.
	Including() ([]rules.Rule, error)

	// AddMatch records that a story met a rule, and what tells it.
	AddMatch(m Met) error
	// Messages returns the living messages of a story; with a guild, only its.
	Messages(story int64, guild string) ([]Living, error)
	// SaveMessage saves the living message of a story in a channel.
	SaveMessage(m Living) error
	// Mutes returns what a channel wants to hear no more of at present.
	Mutes(lane string) ([]report.Subject, error)

	// Told counts the messages about stories that a channel was sent, or is to be sent, since a time.
	Told(lane string, since time.Time) (int, error)
	// Waiting returns the delivery of a kind about a story that has not been attempted yet.
	Waiting(lane string, k Kind, story int64) (Order, bool, error)
	// Gathering returns the newest digest of a batch; open says that fewer than room matches are in it and that it has
	// not been attempted yet. ok is false when there never was one.
	Gathering(lane string, b Batch, room int) (o Order, open, ok bool, err error)
	// Enqueue puts a delivery into the outbox and returns its id.
	Enqueue(o Order) (int64, error)
	// Hearers returns the channels and persons that were alerted by a source since a time, and those of the guild that owns it.
	Hearers(source int64, guild string, since time.Time) ([]Address, error)
	// SaveSilences replaces the regions of which a channel or a person was told that the sources are silent.
	SaveSilences(to Address, regions []string) error
}

// An Address is where something is posted: a channel, or a person by direct message.
type Address struct {
	Guild   string
	Channel string
	User    string // in a guild empty
}

// Lane names the address: deliveries of one lane go one at a time and in order.
func (a Address) Lane() string {
	if a.Guild == "" {
		return "@" + a.User
	}
	return a.Channel
}

// Batch says what gathers in a digest.
type Batch string

const (
	Storm     Batch = "storm"  // more alerts than the channel's cap
	HourBatch Batch = "hourly" // rules that are delivered hourly
	DayBatch  Batch = "daily"  // rules that are delivered daily
)

// An Order is a delivery that is asked for: a row of the outbox.
type Order struct {
	ID     int64
	Kind   Kind
	To     Address
	Story  int64
	Report int64 // the one that gave rise to it
	Batch  Batch // for a digest
	Notice string
	Was    *Before
	Due    time.Time
}

// A Met is a rule met by a story.
type Met struct {
	Rule   int64
	Story  int64
	Report int64
	Order  int64
	To     Address
	Why    []rules.Reason
	At     time.Time
}

// A Living is the message of a story in a channel. It begins with Message empty
// when the post is asked for, and stays so for a story that was told in a digest only.
type Living struct {
	Story   int64
	To      Address
	Order   int64
	Message string
	Posted  time.Time // zero while it is not posted
	Edited  time.Time
	Shown   Before // what it last called attention to
	Sources int    // independent publishers when it was last brought up to date
}

// Outbox is what is to be posted. A lane is claimed as a whole, so that its deliveries go in order and a slow one delays
// no other lane.
type Outbox interface {
	// Claim leases the lanes in which something is due, one delivery each, the oldest first.
	Claim(ctx context.Context, now time.Time, lease time.Duration, max int) ([]Claimed, error)
	// Load returns a claimed delivery with all that it shows, as it stands now; ErrNothing when nothing is left to say.
	Load(ctx context.Context, id int64) (*Delivery, error)
	// Sent records a delivery as done and frees its lane.
	Sent(ctx context.Context, id int64, r Receipt, now time.Time) error
	// Later keeps a delivery and holds its lane. tried is the first attempt that may have been posted, zero for none.
	Later(ctx context.Context, id int64, until time.Time, why string, tried time.Time) error
	// Doubt marks a delivery as one of which nobody can tell whether it was posted.
	Doubt(ctx context.Context, id int64) error
	// Refused closes a delivery that will never succeed and frees its lane.
	Refused(ctx context.Context, id int64, why string, now time.Time) error
	// Void closes a delivery that has nothing to say and frees its lane.
	Void(ctx context.Context, id int64, now time.Time) error
	// Gone closes everything that waits for the lane of a delivery, pauses its rules with words, and asks for a direct
	// message to each who made one.
	Gone(ctx context.Context, id int64, why string, now time.Time) error
}

// A Claimed is a delivery to be made now.
type Claimed struct {
	ID      int64
	Kind    Kind
	To      Address
	Attempt int       // 1 for the first
	Tried   time.Time // the first attempt before this one that may have been posted; zero when none was
}

// ErrNothing says that a delivery has nothing left to say: its rules are deleted, or its story is muted.
var ErrNothing = errors.New("nothing to deliver")
