package alert

import (
	"time"

	"tocsin/report"
	"tocsin/story"
)

// Discord limits edits of messages that are older than an hour, and nobody reads every one: they gather.
const (
	editEvery    = time.Minute
	editEveryOld = 10 * time.Minute
	oldMessage   = time.Hour
)

func factsOf(s *story.Story) Before {
	return Before{Severity: s.Severity, Killed: s.Killed, Wounded: s.Wounded}
}

// worse says whether a story has become worse than a channel was told: a higher severity, or more people killed, or half
// as many wounded again.
func worse(now, before *Before) bool {
	return now.Severity > before.Severity ||
		count(now.Killed) > count(before.Killed) ||
		count(now.Wounded) >= count(before.Wounded)+max(1, count(before.Wounded)/2)
}

func same(a, b *Before) bool {
	return a.Severity == b.Severity && count(a.Killed) == count(b.Killed) && count(a.Wounded) == count(b.Wounded)
}

func count(n *int) int {
	if n == nil {
		return 0
	}
	return *n
}

// freshen brings a message up to date with what its story is now: an edit, and an answer that calls attention when it has
// become worse.
func (p *Pipeline) freshen(tx Tx, it *item, v *view, l *Living) error {
	facts, before := factsOf(&v.story), l.Shown
	grown := worse(&facts, &before)
	if !grown && same(&facts, &before) && l.Sources == v.story.Sources() && it.verdict == report.New {
		return nil
	}
	if mutes, err := tx.Mutes(l.To.Lane()); err != nil || silences(mutes, l.Story, &it.Tags) {
		return err
	}
	l.Sources = v.story.Sources()
	if grown {
		l.Shown = facts
		if !l.Posted.IsZero() && l.Message == "" {
			_, err := p.post(tx, it, v, l.To, l) // so far it was one line of a digest
			return err
		}
	}
	if err := tx.SaveMessage(*l); err != nil {
		return err
	}
	if grown && l.Message != "" {
		if _, err := p.reply(tx, it, l, &before); err != nil {
			return err
		}
	}
	return p.again(tx, it, l)
}

// again has a message edited; one that is still to be posted is read when it is, unless that is happening just now.
func (p *Pipeline) again(tx Tx, it *item, l *Living) error {
	if !l.Posted.IsZero() {
		if l.Message == "" {
			return nil
		}
		return p.edit(tx, it, l)
	}
	_, waits, err := tx.Waiting(l.To.Lane(), Post, l.Story)
	if err != nil || waits {
		return err
	}
	return p.edit(tx, it, l)
}

// edit asks for an edit, unless one is waiting already.
func (p *Pipeline) edit(tx Tx, it *item, l *Living) error {
	_, waits, err := tx.Waiting(l.To.Lane(), Edit, l.Story)
	if err != nil || waits {
		return err
	}
	now := p.opt.Now()
	due, every := now.Add(p.opt.Gather), editEvery
	if !l.Posted.IsZero() && now.Sub(l.Posted) > oldMessage {
		every = editEveryOld
	}
	if next := l.Edited.Add(every); !l.Edited.IsZero() && next.After(due) {
		due = next
	}
	_, err = tx.Enqueue(Order{Kind: Edit, To: l.To, Story: l.Story, Report: it.Report.ID, Due: due})
	return err
}

// reply asks for an answer to a living message, unless one is waiting already: that one will say it.
func (p *Pipeline) reply(tx Tx, it *item, l *Living, was *Before) (int64, error) {
	o, waits, err := tx.Waiting(l.To.Lane(), Reply, l.Story)
	if err != nil || waits && (was == nil || o.Was != nil) {
		return o.ID, err
	}
	return tx.Enqueue(Order{Kind: Reply, To: l.To, Story: l.Story, Report: it.Report.ID, Was: was, Due: p.opt.Now()})
}
