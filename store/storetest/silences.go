package storetest

import (
	"slices"

	"tocsin/alert"
)

func silences(s *suite) {
	paused := s.put(rule("paused", "x"))
	s.ok(s.PauseRule(s.Context(), guild1, paused.ID, true, ""))
	active := s.put(rule("active", "x"))
	if got, err := s.Active(s.Context()); err != nil || len(got) != 1 || got[0] != active {
		s.Errorf("active: %+v, %v; want the one that is not paused", got, err)
	}
	channel, person := alert.Address{Guild: "g1", Channel: "c1"}, alert.Address{User: "u1"}
	save := func(to alert.Address, regions ...string) {
		s.ok(s.Save(s.Context(), func(tx alert.Tx) error { return tx.SaveSilences(to, regions) }))
	}
	save(channel, "SD", "ML")
	save(person, "SD")
	save(channel, "ML", "IQ")
	got, err := s.Silences(s.Context())
	s.ok(err)
	if len(got) != 2 || !slices.Equal(got[channel], []string{"IQ", "ML"}) || !slices.Equal(got[person], []string{"SD"}) {
		s.Errorf("silences: %v", got)
	}
	save(channel)
	if got, err = s.Silences(s.Context()); err != nil || len(got) != 1 || len(got[person]) != 1 {
		s.Errorf("the channel's are back, left is %v, %v", got, err)
	}
}
