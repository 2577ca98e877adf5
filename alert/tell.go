package alert

import (
	"fmt"
	"slices"
	"time"

	"tocsin/rules"
	"tocsin/story"
)

// A view is a story as some subscribers see it: all but the guilds that have reports of their own in it, or one of those.
type view struct {
	guild  string
	except []string // with an empty guild: those who have a view of their own
	story  story.Story
}

// views returns the story of an item as everybody sees it who may see the item.
func (p *Pipeline) views(tx Tx, it *item) ([]view, error) {
	guilds := []string{it.Guild}
	var private []string
	if it.Guild == "" {
		var err error
		if private, err = tx.Private(it.Story); err != nil {
			return nil, err
		}
		guilds = append(guilds, private...)
	}
	out := make([]view, len(guilds))
	for i, g := range guilds {
		s, err := tx.Story(it.Story, g)
		if err != nil {
			return nil, err
		}
		out[i] = view{guild: g, story: s}
		if g == "" {
			out[i].except = private
		}
	}
	return out, nil
}

// tell puts into the outbox what follows from an item: alerts for the rules that its story meets for the first time, and
// news for the messages that tell the story already.
func (p *Pipeline) tell(tx Tx, it *item) (met int64, err error) {
	views, err := p.views(tx, it)
	if err != nil {
		return 0, err
	}
	for i := range views {
		v := &views[i]
		living, err := p.living(tx, v)
		if err != nil {
			return met, err
		}
		n, err := p.meet(tx, it, v, living)
		met += n
		if err != nil {
			return met, err
		}
		for _, l := range living {
			if err := p.freshen(tx, it, v, l); err != nil {
				return met, err
			}
		}
	}
	return met, nil
}

// living returns the messages that tell a story to those who see the view, by lane.
func (p *Pipeline) living(tx Tx, v *view) (map[string]*Living, error) {
	all, err := tx.Messages(v.story.ID, v.guild)
	if err != nil {
		return nil, err
	}
	out := map[string]*Living{}
	for i := range all {
		if !slices.Contains(v.except, all[i].To.Guild) || all[i].To.Guild == "" {
			out[all[i].To.Lane()] = &all[i]
		}
	}
	return out, nil
}

// meet finds the rules that a story meets for the first time with this item, and has each channel told once.
func (p *Pipeline) meet(tx Tx, it *item, v *view, living map[string]*Living) (int64, error) {
	about := rules.Item{Report: &it.Report, Doc: it.Doc, Tags: &it.Tags, Sources: v.story.Sources()}
	ids := p.index.Match(&about, nil)
	if rules.Unplaced(&it.Tags) {
		if err := p.include(tx, &about, &ids); err != nil {
			return 0, err
		}
	}
	if it.before != nil && len(ids) > 0 {
		// What the report met before it was told then, or was there before the rule was.
		was := about
		was.Report, was.Doc, was.Tags = &it.before.Report, it.before.Doc, &it.before.Tags
		earlier := p.index.Match(&was, nil)
		ids = slices.DeleteFunc(ids, func(id int64) bool { return slices.Contains(earlier, id) })
	}
	if len(ids) == 0 {
		return 0, nil
	}
	unmet, err := tx.Unmet(it.Story, ids, v.guild, v.except)
	if err != nil {
		return 0, err
	}
	var lanes []string
	byLane := map[string][]rules.Rule{}
	for _, r := range unmet {
		lane := addressOf(&r).Lane()
		if byLane[lane] == nil {
			lanes = append(lanes, lane)
		}
		byLane[lane] = append(byLane[lane], r)
	}
	met := 0
	for _, lane := range lanes {
		mutes, err := tx.Mutes(lane)
		if err != nil {
			return 0, err
		}
		list := audible(mutes, byLane[lane], it.Story, &it.Tags)
		if len(list) == 0 {
			continue
		}
		if err := p.alert(tx, it, v, list, living[lane], &about); err != nil {
			return 0, err
		}
		met += len(list)
	}
	return int64(met), nil
}

// include adds the rules that an item without a place meets since their subscribers chose so.
func (p *Pipeline) include(tx Tx, about *rules.Item, ids *[]int64) error {
	list, err := tx.Including()
	if err != nil {
		return err
	}
	about.Unplaced = true
	for i := range list {
		e, err := p.expr(&list[i])
		if err == nil && !slices.Contains(*ids, list[i].ID) && e.Match(about) {
			*ids = append(*ids, list[i].ID)
		}
	}
	return nil
}

func addressOf(r *rules.Rule) Address {
	if r.Guild == "" {
		return Address{User: r.User}
	}
	return Address{Guild: r.Guild, Channel: r.Channel}
}

// alert has one channel told of the rules of it that were just met, and records them as met.
func (p *Pipeline) alert(tx Tx, it *item, v *view, met []rules.Rule, l *Living, about *rules.Item) error {
	to := addressOf(&met[0])
	order, err := p.order(tx, it, v, to, met, l)
	if err != nil {
		return err
	}
	for i := range met {
		r := &met[i]
		e, err := p.expr(r)
		if err != nil {
			return fmt.Errorf("rule %d: %w", r.ID, err)
		}
		told := order
		if told == 0 {
			if told, err = p.gather(tx, to, batchOf(r), p.boundary(r)); err != nil {
				return err
			}
		}
		err = tx.AddMatch(Met{Rule: r.ID, Story: it.Story, Report: it.Report.ID, Order: told, To: to, Why: e.Why(about), At: p.opt.Now()})
		if err != nil {
			return err
		}
	}
	return nil
}

// order returns what tells a channel of rules that were just met: its living message, a new one, or a digest for the
// storm. It is 0 when each rule goes into its own hourly or daily digest.
func (p *Pipeline) order(tx Tx, it *item, v *view, to Address, met []rules.Rule, l *Living) (int64, error) {
	instant := slices.ContainsFunc(met, func(r rules.Rule) bool { return r.Deliver == rules.Instant || r.Deliver == "" })
	if l == nil {
		if !instant {
			return 0, nil
		}
		return p.post(tx, it, v, to, l)
	}
	switch {
	case l.Posted.IsZero(): // what will tell it shows these rules too
		return l.Order, p.again(tx, it, l)
	case l.Message == "":
		if !instant {
			return 0, nil
		}
		return p.post(tx, it, v, to, l)
	case slices.ContainsFunc(met, func(r rules.Rule) bool { return r.Mention != "" }):
		return p.reply(tx, it, l, nil)
	}
	return l.Order, p.edit(tx, it, l)
}

// CapEvery is the time that a channel's cap holds for.
const CapEvery = time.Hour

// post asks for a new message about a story, or, above the channel's cap, for a place in the digest of the storm.
// l is what told it in an earlier digest, nil mostly.
func (p *Pipeline) post(tx Tx, it *item, v *view, to Address, l *Living) (id int64, err error) {
	now := p.opt.Now()
	told, err := tx.Told(to.Lane(), now.Add(-CapEvery))
	if err != nil {
		return 0, err
	}
	if told >= p.opt.Cap {
		id, err = p.gather(tx, to, Storm, now.Add(p.opt.Storm))
	} else {
		id, err = tx.Enqueue(Order{Kind: Post, To: to, Story: it.Story, Report: it.Report.ID, Due: now})
	}
	if err != nil {
		return 0, err
	}
	begun := Living{Story: it.Story, To: to, Order: id, Shown: factsOf(&v.story), Sources: v.story.Sources()}
	if l != nil {
		*l = begun
	}
	return id, tx.SaveMessage(begun)
}

// digestRoom is how many alerts one digest shows; the next ones begin another, so that none is left out.
const digestRoom = 20

// stormEvery is the least time between two digests of a storm.
const stormEvery = 10 * time.Minute

// gather returns the digest of a batch that is still open, or begins one.
func (p *Pipeline) gather(tx Tx, to Address, b Batch, due time.Time) (int64, error) {
	last, open, ok, err := tx.Gathering(to.Lane(), b, digestRoom)
	if err != nil || open {
		return last.ID, err
	}
	if ok && b == Storm {
		switch next := last.Due.Add(stormEvery); {
		case last.Due.After(p.opt.Now()): // full, and not sent yet: the rest goes with it
			due = last.Due
		case next.After(due):
			due = next
		}
	}
	return tx.Enqueue(Order{Kind: Digest, To: to, Batch: b, Due: due})
}

func batchOf(r *rules.Rule) Batch {
	if r.Deliver == rules.Daily {
		return DayBatch
	}
	return HourBatch
}

// digestHour is when daily digests go out, in UTC.
const digestHour = 7

// boundary returns when the next digest of a rule goes out: at the full hour, or once a day.
func (p *Pipeline) boundary(r *rules.Rule) time.Time {
	now := p.opt.Now().UTC()
	if r.Deliver != rules.Daily {
		return now.Truncate(time.Hour).Add(time.Hour)
	}
	t := time.Date(now.Year(), now.Month(), now.Day(), digestHour, 0, 0, 0, time.UTC)
	if !t.After(now) {
		t = t.AddDate(0, 0, 1)
	}
	return t
}
