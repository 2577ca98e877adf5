package store

import (
	"context"

	"tocsin/alert"
	"tocsin/rules"
)

// Active returns all rules that are not paused, oldest first: see alert.Watched.
func (s *Store) Active(ctx context.Context) ([]rules.Rule, error) {
	rows, err := s.view(ctx).query(`SELECT ` + ruleColumns + ` FROM rules WHERE paused = 0 ORDER BY id`)
	return collect(rows, err, scanRule)
}

// Silences returns of which regions channels and persons were told that the sources are silent: see alert.Watched.
func (s *Store) Silences(ctx context.Context) (map[alert.Address][]string, error) {
	type told struct {
		to     alert.Address
		region string
	}
	rows, err := s.view(ctx).query(`SELECT guild, channel, user, region FROM silences ORDER BY guild, channel, user, region`)
	all, err := collect(rows, err, func(r scanner) (v told, err error) {
		err = r.Scan(&v.to.Guild, &v.to.Channel, &v.to.User, &v.region)
		return v, err
	})
	out := map[alert.Address][]string{}
	for _, v := range all {
		out[v.to] = append(out[v.to], v.region)
	}
	return out, err
}

// SaveSilences replaces the regions of which a channel or a person was told.
func (t *tx) SaveSilences(to alert.Address, regions []string) error {
	if _, err := t.exec(`DELETE FROM silences WHERE guild = ? AND channel = ? AND user = ?`, to.Guild, to.Channel, to.User); err != nil {
		return err
	}
	for _, r := range regions {
		if _, err := t.exec(`INSERT INTO silences (guild, channel, user, region) VALUES (?, ?, ?, ?)`, to.Guild, to.Channel, to.User, r); err != nil {
			return err
		}
	}
	return nil
}
