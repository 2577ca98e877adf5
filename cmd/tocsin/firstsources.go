package main

import (
	"context"
	"fmt"
)

// firstSources gives a fresh database the operator's sources to begin with: those of a file, or the default set. Who has
// removed all of them wants none.
func (s *service) firstSources(ctx context.Context, file string) error {
	known, err := s.store.Sources(ctx, "")
	if err != nil {
		return fmt.Errorf("list sources: %w", err)
	}
	if len(known) > 0 {
		if file != "" {
			s.log.Info("the sources stay as they are: a list is read only when there are none yet; \"tocsin sources import\" adds what is new in it", "list", file)
		}
		return nil
	}
	kept, err := s.store.Counts(ctx, "")
	if err != nil {
		return fmt.Errorf("count reports: %w", err)
	}
	if kept.Reports > 0 {
		s.log.Warn("there are no sources that serve every server; \"tocsin sources import\" adds some")
		return nil
	}
	first, err := listToBegin(s.fetcher, file)
	if err != nil {
		return err
	}
	if _, err := s.store.AddSources(ctx, first); err != nil {
		return fmt.Errorf("add the first sources: %w", err)
	}
	s.log.Info("begins with sources", "count", len(first), "from", file)
	s.wake()
	return nil
}
