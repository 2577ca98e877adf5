package alert

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"
)

const (
	postLease = 2 * time.Minute  // longer than a delivery takes with all its waiting
	postLimit = 30 * time.Second // for one attempt, and for looking for an earlier one
	grace     = 10 * time.Second // for what is in flight when Run ends
	idle      = time.Second      // how often Run looks for what became due by itself
	// nonceMemory is how long a nonce is trusted to keep Discord from posting twice: it remembers for "the past few
	// minutes" (facts on message creation with enforce_nonce).
	nonceMemory  = 2 * time.Minute
	firstBackoff = time.Second
	lastBackoff  = 5 * time.Minute
)

// ErrHalted says that Discord refuses the token: nothing can be posted by anyone.
var ErrHalted = errors.New("the token is refused by Discord: give a valid one in DISCORD_TOKEN and start again; what waits is posted then")

// Run delivers what is in the outbox, until the context ends or the token is refused; then it finishes what is in flight.
func (p *Pipeline) Run(ctx context.Context) error {
	work, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	halted := make(chan error, 1)
	err := p.dispatch(ctx, work, halted)
	late, stop := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer stop()
	if drained := p.posting.drain(late); drained != nil {
		p.opt.Log.Warn("stopped with deliveries in flight; they are resolved at the next start")
		cancel()
		<-p.posting.idle()
	}
	return err
}

// dispatch claims what is due and begins to deliver it.
func (p *Pipeline) dispatch(ctx, work context.Context, halted chan error) error {
	tick := time.NewTicker(idle)
	defer tick.Stop()
	for {
		n, err := p.claim(ctx, work, halted)
		if err != nil && ctx.Err() == nil {
			p.opt.Log.Error("the outbox cannot be read; trying again", "err", err)
		}
		if n > 0 {
			select {
			case err := <-halted:
				return err
			default:
				continue
			}
		}
		select {
		case <-ctx.Done():
			return nil
		case err := <-halted:
			return err
		case <-p.wake:
		case <-tick.C:
		}
	}
}

// claim begins the deliveries that are due and returns how many.
func (p *Pipeline) claim(ctx, work context.Context, halted chan error) (int, error) {
	now := p.opt.Now()
	room := p.posting.room()
	if room == 0 || p.global.left(now) > 0 || ctx.Err() != nil {
		return 0, nil
	}
	claimed, err := p.store.Claim(ctx, now, postLease, room)
	if err != nil {
		return 0, err
	}
	for _, c := range claimed {
		p.posting.start(func() {
			if err := p.deliver(work, c); err != nil {
				if errors.Is(err, ErrHalted) {
					select {
					case halted <- err:
					default:
					}
					return
				}
				p.opt.Log.Error("a delivery was not recorded; it is resolved when its lease ends", "delivery", c.ID, "err", err)
			}
		})
	}
	return len(claimed), nil
}

// deliver makes one attempt at a delivery and records what became of it.
func (p *Pipeline) deliver(ctx context.Context, c Claimed) error {
	d, err := p.store.Load(ctx, c.ID)
	if errors.Is(err, ErrNothing) {
		return p.record(ctx, func() error { return p.store.Void(ctx, c.ID, p.opt.Now()) })
	}
	if err != nil {
		return err
	}
	d.Attempt = c.Attempt
	if p.forgotten(&c) {
		done, err := p.resolve(ctx, &c, d)
		if done || err != nil {
			return err
		}
	}
	began := p.opt.Now()
	p.opt.CrashAt("before-post")
	limited, cancel := context.WithTimeout(ctx, postLimit)
	defer cancel()
	receipt, err := p.notifier.Deliver(limited, d)
	p.opt.CrashAt("after-post")
	if err != nil {
		return p.failed(ctx, &c, err, began)
	}
	p.opt.CrashAt("before-sent")
	return p.sent(ctx, &c, receipt)
}

func (p *Pipeline) sent(ctx context.Context, c *Claimed, r Receipt) error {
	p.stats.posted.Add(1)
	return p.record(ctx, func() error { return p.store.Sent(ctx, c.ID, r, p.opt.Now()) })
}

// forgotten says whether an earlier attempt may have been posted so long ago that its nonce no longer tells. An edit
// can be made twice.
func (p *Pipeline) forgotten(c *Claimed) bool {
	return !c.Tried.IsZero() && c.Kind != Edit && p.opt.Now().Sub(c.Tried) >= nonceMemory
}

// resolve looks for the message of an earlier attempt; done says that there is nothing to post now. Where nobody can
// tell, it is posted again and says so: a repeat is better than a loss.
func (p *Pipeline) resolve(ctx context.Context, c *Claimed, d *Delivery) (done bool, err error) {
	limited, cancel := context.WithTimeout(ctx, postLimit)
	defer cancel()
	found, err := p.notifier.Find(limited, d)
	var f *Failure
	switch {
	case err == nil && found != nil:
		return true, p.sent(ctx, c, *found)
	case err == nil:
		c.Tried = time.Time{}
		return false, nil
	case errors.As(err, &f) && f.Outcome != Unknown:
		return true, p.failed(ctx, c, err, c.Tried)
	}
	c.Tried = time.Time{}
	d.Doubtful = true
	return false, p.record(ctx, func() error { return p.store.Doubt(ctx, c.ID) })
}

// failed records an attempt that did not succeed. began is when it was made.
func (p *Pipeline) failed(ctx context.Context, c *Claimed, err error, began time.Time) error {
	var f *Failure
	if !errors.As(err, &f) {
		f = &Failure{Outcome: Unknown, Err: err}
	}
	now := p.opt.Now()
	p.opt.Log.Info("a delivery failed", "delivery", c.ID, "outcome", f.Outcome, "attempt", c.Attempt, "code", f.Code, "err", f.Err)
	why := f.Err.Error()
	switch f.Outcome {
	case Gone:
		p.stats.failed.Add(1)
		return p.record(ctx, func() error { return p.store.Gone(ctx, c.ID, why, now) })
	case Invalid:
		p.stats.failed.Add(1)
		return p.record(ctx, func() error { return p.store.Refused(ctx, c.ID, why, now) })
	}
	tried := c.Tried
	if f.Outcome == Unknown && tried.IsZero() {
		tried = began
	}
	until := now.Add(max(backoff(c.Attempt), f.After))
	if f.Global {
		p.global.extend(now.Add(f.After))
	}
	p.stats.retries.Add(1)
	err = p.record(ctx, func() error { return p.store.Later(ctx, c.ID, until, why, tried) })
	if f.Outcome == Halt {
		return errors.Join(fmt.Errorf("%w (%s)", ErrHalted, why), err)
	}
	return err
}

// backoff returns how long to wait after an attempt, the first being 1: a second, doubled up to five minutes, less up to
// a fifth so that channels that failed together do not come back together.
func backoff(attempt int) time.Duration {
	d := lastBackoff
	if attempt < 10 {
		d = min(firstBackoff<<(attempt-1), lastBackoff)
	}
	return d - time.Duration(rand.Int64N(int64(d)/5))
}

// record writes what became of a delivery, and goes on trying: what was posted but not recorded would be posted again.
func (p *Pipeline) record(ctx context.Context, write func() error) error {
	for n := 1; ; n++ {
		err := write()
		if err == nil || ctx.Err() != nil {
			return err
		}
		p.opt.Log.Error("what became of a delivery cannot be recorded; trying again", "err", err)
		select {
		case <-time.After(backoff(n)):
		case <-ctx.Done():
			return err
		}
	}
}
