package main

import (
	"context"
	"errors"
	"fmt"
	"os"
)

// runCmd is the service.
type runCmd struct {
	config
}

// Run starts the service and returns when ctx ends.
func (c *runCmd) Run(ctx context.Context, io *streams) (err error) {
	if err := c.check(); err != nil {
		return err
	}
	secret, err := botToken()
	if err != nil {
		return err
	}
	log, err := c.logger(io.Err)
	if err != nil {
		return err
	}
	s, err := newService(ctx, c.config, secret, log, tuning{crashAt: crashPoint(os.Getenv("TOCSIN_CRASH_AT"))})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if err := s.firstSources(ctx, c.Sources); err != nil {
		return err
	}
	stopHealth, err := s.serveHealth(c.Addr)
	if err != nil {
		return err
	}
	defer stopHealth()
	log.Info("tocsin runs", "version", versionOf(), "db", c.DB)
	return s.Run(ctx)
}

// crashPoint returns what ends the process, without any tidying, when the pipeline reaches the named point; nil for no
// name. The end-to-end tests use it to show that nothing is lost or doubled.
func crashPoint(name string) func(string) {
	if name == "" {
		return nil
	}
	return func(point string) {
		if point == name {
			fmt.Fprintln(os.Stderr, "tocsin: TOCSIN_CRASH_AT reached", point)
			if p, err := os.FindProcess(os.Getpid()); err == nil {
				_ = p.Kill()
			}
			select {} // the signal is on its way
		}
	}
}
