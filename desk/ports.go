package desk

import (
	"context"
	"errors"
	"iter"
	"time"

	"tocsin/feed"
	"tocsin/report"
	"tocsin/rules"
	"tocsin/story"
)

// What a store answers that desk decides on; anything else is an error of the store.
var (
	ErrNotFound = errors.New("not found")          // there is none, or it belongs to somebody else: nobody can tell which
	ErrQuota    = errors.New("quota reached")      // nothing was saved
	ErrExists   = errors.New("exists already")     // nothing was saved
	ErrChanged  = errors.New("changed in between") // nothing was saved
)

// An Owner is whose rules, settings and mutes they are: a guild's, or a person's (Guild empty). Exactly one is set.
type Owner struct {
	Guild string
	User  string
}

// OwnerOf returns whose rule it is.
func OwnerOf(r rules.Rule) Owner {
	if r.Guild != "" {
		return Owner{Guild: r.Guild}
	}
	return Owner{User: r.User}
}

// Rules keeps what subscribers ask for. Every method sees the rules of one owner only.
type Rules interface {
	// Rule returns one rule, or ErrNotFound.
	Rule(ctx context.Context, o Owner, id int64) (rules.Rule, error)
	// ListRules returns all rules of an owner, oldest first.
	ListRules(ctx context.Context, o Owner) ([]rules.Rule, error)
	// PutRule saves a rule in one transaction. With ID 0 it replaces the rule of that name in its channel (for a
	// person: of that name), compared without regard to case, or inserts one; with an ID it replaces that rule
	// (ErrNotFound when the owner has none such, ErrExists when its name in its channel is another's). It refuses with
	// ErrQuota to insert when the owner already has max rules. It returns the rule as saved, and as it was before (nil
	// when it is new); that earlier state is what UndoRule goes back to. A rule that differs in nothing but times and
	// author is left as it is, and undo with it: saved and before are then equal. Created, LastFired and Fired of a
	// replaced rule stay.
	PutRule(ctx context.Context, r rules.Rule, max int) (saved rules.Rule, before *rules.Rule, err error)
	// UndoRule takes the last PutRule of a rule back if it is still the one that was saved at that time (Rule.Updated),
	// else ErrChanged. It returns the rule as it is now, nil when it is gone.
	UndoRule(ctx context.Context, o Owner, id int64, saved time.Time) (*rules.Rule, error)
	// PauseRule pauses or resumes a rule; why is empty when a member did it.
	PauseRule(ctx context.Context, o Owner, id int64, paused bool, why string) error
	// DeleteRule deletes a rule with its matches; what waits to be posted for it alone is not posted.
	DeleteRule(ctx context.Context, o Owner, id int64) error
}

// A Query selects reports that somebody may see: of the operator's sources and of those of the guild (none when empty).
type Query struct {
	Guild   string
	Since   time.Time  // by Report.When, inclusive
	Until   time.Time  // exclusive; zero for no end
	Needs   []Need     // reports that do not meet all of them may be left out
	Ear     *rules.Ear // hears the words that are asked for; nil for none
	Sources bool       // the number of publishers is asked for
}

// A Need and its kinds are those of the rules, named here for those who keep reports.
type (
	Need     = rules.Need
	NeedKind = rules.NeedKind
)

const (
	NeedFocus = rules.NeedFocus
	NeedPlace = rules.NeedPlace
	NeedActor = rules.NeedActor
	NeedEvent = rules.NeedEvent
	NeedStem  = rules.NeedStem
	NeedLevel = rules.NeedLevel
)

// A Brief is what rules ask of a stored report. Item.Report has its source, publisher and position only; Item.Doc the
// words that the query's Ear hears, as they follow each other, and something that no rule asks for in the place of others;
// Item.Tags has no names and mentions; Item.Sources is how many publishers of its story the guild may see, as the story
// stands now, 0 where the query does not ask.
type Brief struct {
	Gist
	Item rules.Item
}

// A Gist is what is counted of a stored report.
type Gist struct {
	ID      int64
	Story   int64
	When    time.Time
	Level   report.Level
	Country string           // ISO 3166-1 alpha-2 of where it happens, likeliest; empty where nobody knows
	Event   report.EventType // of the main event; empty where it did not happen
}

// GistOf returns what is counted of a report with these tags, all but which report it is.
func GistOf(t *report.Tags) Gist {
	g := Gist{Level: t.Severity.Level}
	if len(t.Focus) > 0 {
		g.Country = t.Focus[0]
	}
	if len(t.Events) > 0 && t.Events[0].Status.Happened() {
		g.Event = t.Events[0].Type
	}
	return g
}

// A Found is a stored report with what was concluded from it.
type Found struct {
	Report report.Report
	Tags   report.Tags
	Story  int64
}

// Reports are what was collected.
type Reports interface {
	// Briefs yields the reports of a query, in no certain order, each until the next one is yielded. Any rule that asks for
	// no other words meets a brief as it meets the report. It stops at the first error.
	Briefs(ctx context.Context, q Query) iter.Seq2[*Brief, error]
	// Gists yields the reports of a query that meet all its needs, which are of the kinds focus, actor and level only, in no
	// certain order, each until the next one is yielded. It stops at the first error.
	Gists(ctx context.Context, q Query) iter.Seq2[*Gist, error]
	// Reports returns reports that the guild may see, in the order of ids; others are left out.
	Reports(ctx context.Context, guild string, ids []int64) ([]Found, error)
	// Stories returns stories as the reports that the guild may see tell them, in the order of ids; those of which it
	// may see nothing are left out.
	Stories(ctx context.Context, guild string, ids []int64) ([]story.Story, error)
}

// A Fired is a rule that fired on a story, with the report that it fired on first and what met it.
type Fired struct {
	Rule   int64
	Name   string
	Text   string
	Why    []rules.Reason
	Report report.Report
	Tags   report.Tags
	At     time.Time
}

// A Mute is something that a channel, or a person, wants to hear no more of for a time.
type Mute struct {
	report.Subject
	Name  string // as its members read it
	By    string // who muted it
	Until time.Time
}

// A Judged is a report that met a rule, with what members thought of its alert.
type Judged struct {
	Report      report.Report
	NotRelevant bool // somebody found it beside the point
}

// Verdict is what a subscriber thinks of an alert.
type Verdict string

const NotRelevant Verdict = "not_relevant"

// Alerts are what was told, and what subscribers did with it. Channel is empty for a person.
type Alerts interface {
	// Fired returns the rules of a channel, or of a person, that fired on a story, first one first; none, and no error,
	// for a story that was not told there.
	Fired(ctx context.Context, o Owner, channel string, story int64) ([]Fired, error)
	// Mute keeps a subject from being told there any more until m.Until. A story of which the owner may see nothing is
	// ErrNotFound.
	Mute(ctx context.Context, o Owner, channel string, m Mute) error
	// Unmute ends a mute, or returns ErrNotFound.
	Unmute(ctx context.Context, o Owner, channel string, s report.Subject) error
	// Mutes returns the mutes that have not ended, the one that ends first coming first.
	Mutes(ctx context.Context, o Owner, channel string) ([]Mute, error)
	// Judged returns the reports that the latest matches of a rule were made by, newest first, at most n.
	Judged(ctx context.Context, o Owner, rule int64, n int) ([]Judged, error)
	// SaveFeedback keeps one verdict a person, story and channel: the latest.
	SaveFeedback(ctx context.Context, o Owner, channel string, story int64, by string, v Verdict) error
}

// Sources keeps where reports come from. A guild sees the operator's and its own, a person (guild empty) the operator's.
type Sources interface {
	// Sources returns the operator's sources, then the guild's own, each by name.
	Sources(ctx context.Context, guild string) ([]feed.Source, error)
	// AddSource saves a new source of s.Guild with all its state. ErrExists (with the source that has the address, the
	// guild's or the operator's) and ErrQuota (the guild has max already) save nothing.
	AddSource(ctx context.Context, s feed.Source, max int) (feed.Source, error)
	// RemoveSource removes a source of exactly that guild; its reports stay.
	RemoveSource(ctx context.Context, guild string, id int64) error
	// PauseSource pauses or resumes a source of exactly that guild; a resumed one is due at once.
	PauseSource(ctx context.Context, guild string, id int64, paused bool) error
}

// Unplaced says what happens to reports without a place where a rule asks for a region.
type Unplaced string

const (
	Strict  Unplaced = "strict"  // they meet no region: the default
	Include Unplaced = "include" // they meet every region, and the alert says so
)

// Settings are what a channel, or a person (Channel empty), chose. The zero value is the defaults.
type Settings struct {
	Unplaced Unplaced // empty for Strict
}

// A SettingsStore keeps settings; Settings returns the zero value for who has chosen nothing.
type SettingsStore interface {
	Settings(ctx context.Context, o Owner, channel string) (Settings, error)
	SaveSettings(ctx context.Context, o Owner, channel string, s Settings) error
}

// Counts are how the service is doing, over all guilds but for LastAlert.
type Counts struct {
	Reports    int       // stored
	Stories    int       // stored
	LastReport time.Time // when the newest was fetched
	LastAlert  time.Time // when the asking guild was last posted to
	Queue      int       // deliveries that wait
	Oldest     time.Time // when the one that has waited longest was made; zero for none
	Doubtful   int       // deliveries of which nobody knows whether they were posted, in the last day
}

// Health tells how the service is doing.
type Health interface {
	Counts(ctx context.Context, guild string) (Counts, error)
}

// Privacy tells and forgets what is stored for a guild, or for and by a person.
type Privacy interface {
	// Kept returns it, without rules and sources.
	Kept(ctx context.Context, o Owner) (Kept, error)
	// Forget deletes it, with rules and sources. What a person made for a guild stays, without their name.
	Forget(ctx context.Context, o Owner) error
}

// A Store is all that must survive.
type Store interface {
	Rules
	Reports
	Alerts
	Sources
	SettingsStore
	Health
	Privacy
}
