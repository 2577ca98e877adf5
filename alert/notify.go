package alert

import (
	"fmt"
	"time"

	"tocsin/feed"
)

// heardWithin is how recently a source must have raised an alert in a channel for the channel to be its subscriber.
const heardWithin = 30 * 24 * time.Hour

// notify tells the subscribers of a source once that it fails, and once that it is back: silence is not calm.
func (p *Pipeline) notify(tx Tx, l *poll) error {
	var words string
	s := &l.source
	switch l.tell {
	case feed.TellFailing:
		// Without Discord's marks for times: names of sources come from outside, so the whole is posted as plain text.
		words = fmt.Sprintf("The source “%s” cannot be read since %s UTC: %s Alerts that would come from it are missing.",
			s.Name, s.FailingSince.UTC().Format("2 January 15:04"), sentence(s.LastError))
	case feed.TellBack:
		words = fmt.Sprintf("The source “%s” can be read again.", s.Name)
	default:
		return nil
	}
	now := p.opt.Now()
	who, err := tx.Hearers(s.ID, s.Guild, now.Add(-heardWithin))
	if err != nil {
		return err
	}
	for _, to := range who {
		if _, err := tx.Enqueue(Order{Kind: Notice, To: to, Notice: words, Due: now}); err != nil {
			return err
		}
	}
	return nil
}

// sentence ends words with a full stop.
func sentence(s string) string {
	if s == "" || s[len(s)-1] == '.' {
		return s
	}
	return s + "."
}
