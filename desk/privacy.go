package desk

import (
	"context"
	"encoding/json"
	"time"

	"tocsin/report"
)

// A Kept is what is stored for a guild, or for and by a person, as they may have it in a file.
type Kept struct {
	Rules    []Exported     `json:"rules"`
	Sources  []KeptSource   `json:"sources,omitempty"`
	Mutes    []KeptMute     `json:"mutes"`
	Settings []KeptSettings `json:"settings"`
	Feedback []KeptFeedback `json:"feedback"`
	Posted   int            `json:"posted"` // records of alerts that were posted, or are to be
	Made     int            `json:"made"`   // rules of servers that name the person as who made them
}

// A KeptSource is a source of a guild's own. URL shows no credentials.
type KeptSource struct {
	Name string `json:"name"`
	URL  string `json:"url"`
}

// A KeptMute is a mute. Where is a channel's id, or "@" and a person's.
type KeptMute struct {
	Where string             `json:"where"`
	Kind  report.SubjectKind `json:"kind"`
	ID    string             `json:"id"`
	Name  string             `json:"name"`
	By    string             `json:"by"`
	Until time.Time          `json:"until"`
}

// KeptSettings are the settings of a channel or a person.
type KeptSettings struct {
	Where    string   `json:"where"`
	Settings Settings `json:"settings"`
}

// A KeptFeedback is what a member thought of an alert.
type KeptFeedback struct {
	Where   string    `json:"where"`
	Story   int64     `json:"story"`
	By      string    `json:"by"`
	Verdict Verdict   `json:"verdict"`
	At      time.Time `json:"at"`
}

// Kept returns what is stored for the caller, or for the caller's server.
func (d *Desk) Kept(ctx context.Context, c Caller, server bool) (Kept, error) {
	o, err := c.whose(server)
	if err != nil {
		return Kept{}, err
	}
	k, err := d.store.Kept(ctx, o)
	if err != nil {
		return k, err
	}
	list, err := d.store.ListRules(ctx, o)
	for _, r := range list {
		k.Rules = append(k.Rules, Export(r))
	}
	if err != nil || !server {
		return k, err
	}
	sources, err := d.store.Sources(ctx, o.Guild)
	for i := range sources {
		if sources[i].Guild == o.Guild {
			v := d.viewSource(&sources[i])
			k.Sources = append(k.Sources, KeptSource{v.Name, v.URL})
		}
	}
	return k, err
}

// ExportKept writes what is stored for the caller, or for the caller's server, as JSON.
func (d *Desk) ExportKept(ctx context.Context, c Caller, server bool) ([]byte, error) {
	k, err := d.Kept(ctx, c, server)
	if err != nil {
		return nil, err
	}
	return json.MarshalIndent(k, "", "  ")
}

// Forget deletes what is stored for the caller, or for the caller's server, for good.
func (d *Desk) Forget(ctx context.Context, c Caller, server bool) error {
	o, err := c.whose(server)
	if err != nil {
		return err
	}
	d.opt.Logger.InfoContext(ctx, "forgotten on request", "guild", o.Guild)
	return d.store.Forget(ctx, o)
}

// whose returns the owner that a caller asks about: themselves, or the server, which they must manage.
func (c Caller) whose(server bool) (Owner, error) {
	if !server {
		return c.self(), nil
	}
	return c.guild(), c.MayManage("what is kept of the server")
}
