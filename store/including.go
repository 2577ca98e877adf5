package store

import "tocsin/rules"

// Including returns the active rules of channels and persons who chose that reports without a place meet every region.
func (t *tx) Including() ([]rules.Rule, error) {
	rows, err := t.query(`SELECT ` + ruleColumns + ` FROM rules WHERE paused = 0 AND iif(guild = '', '@' || user, channel) IN (
		SELECT lane FROM settings WHERE chosen ->> 'Unplaced' = 'include') ORDER BY id`)
	return collect(rows, err, scanRule)
}
