package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/alecthomas/kong"

	"tocsin/desk"
	"tocsin/rules"
	"tocsin/tag"
)

// rulesCmd takes rules out of the database and puts them in, for back-ups and for moving between servers.
type rulesCmd struct {
	databaseFlag
	Export rulesExport `cmd:"" help:"Write the rules of a server or a person as JSON lines, as /rules list file does."`
	Import rulesImport `cmd:"" help:"Save rules from JSON lines. A rule of the same name in its channel is replaced. Stop the service first."`
}

// AfterApply lets the sub-commands find the database.
func (c *rulesCmd) AfterApply(k *kong.Context) error {
	k.Bind(&c.databaseFlag)
	return nil
}

// An ownerFlag names whose rules are meant.
type ownerFlag struct {
	Guild string `placeholder:"ID" help:"Discord id of the server."`
	User  string `placeholder:"ID" help:"Discord id of the person, for rules by direct message."`
}

func (o *ownerFlag) owner() (desk.Owner, error) {
	if (o.Guild == "") == (o.User == "") {
		return desk.Owner{}, usageError{errors.New("say whose rules: --guild ID or --user ID")}
	}
	if id := o.Guild + o.User; !isID(id) {
		return desk.Owner{}, usageError{fmt.Errorf("%q is not a Discord id, which is a number: switch on developer mode in Discord's settings and choose Copy ID", id)}
	}
	return desk.Owner{Guild: o.Guild, User: o.User}, nil
}

func isID(s string) bool {
	_, err := strconv.ParseUint(s, 10, 64)
	return err == nil
}

// withRules opens the database for f.
func (o *ownerFlag) withRules(ctx context.Context, in *databaseFlag, f func(desk.Rules, desk.Owner) error) (err error) {
	owner, err := o.owner()
	if err != nil {
		return err
	}
	db, err := in.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return f(db, owner)
}

type rulesExport struct{ ownerFlag }

// Run prints the rules, oldest first.
func (c *rulesExport) Run(ctx context.Context, in *databaseFlag, s *streams) (err error) {
	owner, err := c.owner()
	if err != nil {
		return err
	}
	db, err := in.look(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	list, err := db.ListRules(ctx, owner)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		fmt.Fprintf(s.Err, "%s has no rules.\n", c.Guild+c.User)
	}
	enc := newEncoder(s.Out)
	for _, r := range list {
		if err := enc.Encode(desk.Export(r)); err != nil {
			return err
		}
	}
	return nil
}

type rulesImport struct {
	ownerFlag
	Channel string `placeholder:"ID" help:"Put all rules into this channel instead of the one that each names."`
	File    string `arg:"" help:"JSON lines as export writes them; - is the standard input."`
}

// importQuota is more rules than any owner may have by command: what was exported may always come back.
const importQuota = 10_000

// Run saves what can be saved, and says of each line that cannot why.
func (c *rulesImport) Run(ctx context.Context, to *databaseFlag, s *streams) error {
	in, err := openInput(c.File, s.In)
	if err != nil {
		return err
	}
	defer in.Close()
	names, err := tag.New()
	if err != nil {
		return err
	}
	return c.withRules(ctx, to, func(db desk.Rules, owner desk.Owner) error {
		saved, bad := 0, 0
		for lines := newJSONLines(in); ; {
			line, err := lines.next()
			if err == io.EOF {
				break
			}
			if err != nil && err != errLongLine {
				return fmt.Errorf("%s: %w", c.File, err)
			}
			if err == nil {
				err = c.save(ctx, db, names, owner, line)
			}
			if err != nil {
				fmt.Fprintf(s.Err, "%s:%d: %v\n", c.File, lines.number, err)
				bad++
				continue
			}
			saved++
		}
		fmt.Fprintf(s.Err, "%d rules saved, %d not.\n", saved, bad)
		if bad > 0 {
			return errBadInput
		}
		return nil
	})
}

// save reads one line and saves its rule in canonical form.
func (c *rulesImport) save(ctx context.Context, db desk.Rules, names rules.Names, owner desk.Owner, line []byte) error {
	var x desk.Exported
	if err := json.Unmarshal(line, &x); err != nil {
		return fmt.Errorf("not a rule as \"tocsin rules export\" writes it: %w", inWords(err))
	}
	e, err := rules.Parse(x.Rule, names)
	if err != nil {
		return err
	}
	r := rules.Rule{Guild: owner.Guild, User: owner.User, Name: x.Name, Text: e.String(), Mention: x.Mention, Deliver: x.Deliver,
		Paused: x.Paused, CreatedBy: owner.User, Created: time.Now()}
	r.Updated = r.Created
	if owner.Guild != "" {
		r.Channel, r.User = x.Channel, ""
		if c.Channel != "" {
			r.Channel = c.Channel
		}
		if r.Channel == "" {
			return errors.New("the rule names no channel: give one with --channel")
		}
		if !isID(r.Channel) {
			return fmt.Errorf("the channel %q is not a Discord id, which is a number", r.Channel)
		}
	}
	switch r.Deliver {
	case "":
		r.Deliver = rules.Instant
	case rules.Instant, rules.Hourly, rules.Daily:
	default:
		return fmt.Errorf("deliver is %q: use instant, hourly or daily", r.Deliver)
	}
	if r.Name == "" {
		return errors.New("the rule has no name")
	}
	_, _, err = db.PutRule(ctx, r, importQuota)
	return err
}
