package rules

import "time"

// Deliver says when the alerts of a rule are posted.
type Deliver string

const (
	Instant Deliver = "instant"
	Hourly  Deliver = "hourly"
	Daily   Deliver = "daily"
)

// A Rule is a subscriber's standing question, and where and how to answer it. It belongs to a guild's channel, or to a
// person, who is answered by direct message (Guild and Channel empty then). The store keeps all of it; Text is the
// question in the rule language, canonical as Expr.String prints it.
type Rule struct {
	ID        int64
	Guild     string // Discord ids; empty for a person's rule
	Channel   string
	User      string // whose rule it is, for a person's rule; empty for a channel's
	Name      string // unique in its channel or for its person
	Text      string
	Mention   string // id of the role that is pinged; empty for none
	Deliver   Deliver
	Paused    bool
	PausedWhy string // in words, when the service paused it; empty when a member did
	CreatedBy string // Discord id of the member
	Created   time.Time
	Updated   time.Time
	LastFired time.Time // zero while it has never fired
	Fired     int       // how many stories it has fired on
}
