package store

import (
	"context"
	"fmt"
	"slices"

	"tocsin/alert"
	"tocsin/text"
)

// As in a log-structured tree, a transaction writes a pack of its own, and merges it with those before it once there are
// mergeAt of like size, or enough for a full one: a report is written three times at most.
const (
	mergeAt  = 64
	fullPack = 1024 // reports; what has as many is never written again
)

// rank says which packs are of like size.
func rank(reports int) int {
	switch {
	case reports < mergeAt:
		return 0
	case reports < fullPack:
		return 1
	}
	return 2
}

// merging says how many of the newest packs, given by their reports, newest first, a new one of n reports is merged with.
func merging(sizes []int, n int) int {
	for taken := 0; ; {
		to, r := taken, rank(n)
		for n < fullPack && to < len(sizes) && rank(sizes[to]) <= r {
			n += sizes[to]
			to++
		}
		if to == taken || to-taken+1 < mergeAt && n < fullPack {
			return taken
		}
		taken = to
	}
}

// pack keeps a report of this transaction for its pack.
func (t *tx) pack(s *alert.Stored, again bool) {
	if t.fresh == nil {
		t.fresh = &pack{}
	}
	t.fresh.add(s, again)
}

// savePack saves the pack of the transaction.
func (t *tx) savePack() error {
	if t.fresh == nil {
		return nil
	}
	rows, err := t.query(`SELECT id, reports FROM packs ORDER BY id DESC LIMIT ?`, 2*mergeAt)
	type saved struct {
		id      int64
		reports int
	}
	newest, err := collect(rows, err, func(r scanner) (p saved, err error) {
		err = r.Scan(&p.id, &p.reports)
		return p, err
	})
	if err != nil {
		return err
	}
	sizes := make([]int, len(newest))
	for i, p := range newest {
		sizes[i] = p.reports
	}
	whole := &pack{}
	for _, p := range slices.Backward(newest[:merging(sizes, len(t.fresh.briefs))]) {
		var c columns
		err := t.row(`DELETE FROM packs WHERE id = ? RETURNING heads, focus, actors, rest, words`, p.id).Scan(&c.heads, &c.focus, &c.actors, &c.rest, &c.words)
		if err != nil {
			return err
		}
		if err := whole.append(&c); err != nil {
			return fmt.Errorf("pack %d: %w", p.id, err)
		}
	}
	if len(whole.briefs) > 0 {
		whole.appendPack(t.fresh)
	} else {
		whole = t.fresh
	}
	whole.settle()
	return t.insertPack(whole)
}

func (t *tx) insertPack(p *pack) error {
	first, last, newest := p.briefs[0].at, p.briefs[0].at, int64(0)
	for i := range p.briefs {
		b := &p.briefs[i]
		first, last, newest = min(first, b.at), max(last, b.at), max(newest, b.id)
	}
	c := p.encode()
	_, err := t.exec(`INSERT INTO packs (reports, first, last, newest, heads, focus, actors, rest, words) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		len(p.briefs), first, last, newest, c.heads, c.focus, c.actors, c.rest, c.words)
	return err
}

// packRest packs the reports that are newer than any pack: those of a database from before there were packs. It goes on
// where it was interrupted.
func (s *Store) packRest(ctx context.Context) error {
	words := text.NewAnalyser()
	for {
		done := 0
		err := s.inTx(ctx, func(t *tx) error {
			rows, err := t.query(`SELECT `+reportColumns+`, guild, tags, story FROM reports
				WHERE id > (SELECT coalesce(max(newest), 0) FROM packs) ORDER BY id LIMIT ?`, 2*fullPack)
			rest, err := collect(rows, err, func(r scanner) (v alert.Stored, err error) {
				err = scanReport(r, &v.Report, &v.Guild, tagsColumn{&v.Tags}, &v.Story)
				return v, err
			})
			if err != nil {
				return err
			}
			for i := range rest {
				rest[i].Doc = words.Analyse(rest[i].Report.Title, rest[i].Report.Text, rest[i].Tags.Lang)
				t.pack(&rest[i], false)
			}
			done = len(rest)
			return nil
		})
		if err != nil || done == 0 {
			return err
		}
		s.log.Info("reports packed", "reports", done)
	}
}
