package alert

import "sync/atomic"

// Stats count what a Pipeline has done since it was made.
type Stats struct {
	Polls      int64 // sources read, also in vain
	PollErrors int64
	Reports    int64 // new reports saved
	Updates    int64 // known reports that say something else now
	Met        int64 // rules met by a story for the first time
	Posted     int64 // deliveries done
	Retries    int64 // deliveries put off
	Failed     int64 // deliveries given up: refused by Discord, or the channel is gone
}

type counters struct {
	polls, pollErrors, reports, updates, met, posted, retries, failed atomic.Int64
}

// Stats returns the counts as they stand.
func (p *Pipeline) Stats() Stats {
	c := &p.stats
	return Stats{Polls: c.polls.Load(), PollErrors: c.pollErrors.Load(), Reports: c.reports.Load(), Updates: c.updates.Load(),
		Met: c.met.Load(), Posted: c.posted.Load(), Retries: c.retries.Load(), Failed: c.failed.Load()}
}
