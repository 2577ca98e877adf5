package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"tocsin/rules"
	"tocsin/rules/internal/market"
)

// database keeps the rules in PostgreSQL: arrays of ids, numbers, and a tsquery. A report is one query.
type database struct {
	ctx context.Context
	*pgx.Conn
}

func newDatabase(ctx context.Context, url string, made []market.Rule) (*database, error) {
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return nil, fmt.Errorf("connect to PostgreSQL: %w", err)
	}
	d := &database{ctx, conn}
	if err := d.load(made); err != nil {
		d.close()
		return nil, err
	}
	return d, nil
}

// load makes the table, its words as text first: PostgreSQL makes the stems.
func (d *database) load(made []market.Rule) error {
	_, err := d.Exec(d.ctx, `CREATE TEMPORARY TABLE raw (id int, regions text[], actors text[], events text[], severity int, killed int, q text, title text)`)
	if err != nil {
		return err
	}
	rows := pgx.CopyFromSlice(len(made), func(i int) ([]any, error) {
		q := newQuery(made[i])
		return []any{i, q.regions, q.actors, q.events, q.severity, q.killed, tsquery(q), q.title}, nil
	})
	_, err = d.CopyFrom(d.ctx, pgx.Identifier{"raw"}, []string{"id", "regions", "actors", "events", "severity", "killed", "q", "title"}, rows)
	if err != nil {
		return fmt.Errorf("copy the rules: %w", err)
	}
	for _, sql := range []string{
		`SET max_parallel_workers_per_gather = 0`, `SET jit = off`,
		`CREATE TEMPORARY TABLE standing AS SELECT id, regions, actors, events, severity, killed,
			CASE WHEN q <> '' THEN to_tsquery('english', q) END AS q, CASE WHEN title <> '' THEN to_tsquery('english', title) END AS title FROM raw`,
		`CREATE INDEX ON standing USING gin (regions)`,
		`ANALYZE standing`,
	} {
		if _, err := d.Exec(d.ctx, sql); err != nil {
			return fmt.Errorf("%s: %w", sql, err)
		}
	}
	return nil
}

// tsquery writes the words of a rule for to_tsquery.
func tsquery(q query) string {
	one := func(w string) string {
		if stem, ok := strings.CutSuffix(w, "*"); ok {
			return stem + ":*"
		}
		return strings.ReplaceAll(strings.Trim(w, `"`), " ", " <-> ")
	}
	var any, all []string
	for _, w := range q.words {
		any = append(any, "("+one(w)+")")
	}
	if len(any) > 0 {
		all = append(all, "("+strings.Join(any, " | ")+")")
	}
	for _, w := range q.not {
		all = append(all, "!("+one(w)+")")
	}
	return strings.Join(all, " & ")
}

// Every rule of the market asks for a region, which the index over regions serves; the vector is made once a report.
const findRules = `WITH doc AS MATERIALIZED (SELECT to_tsvector('english', $2) AS body, to_tsvector('english', $3) AS title)
	SELECT count(*) FROM standing s, doc WHERE s.regions && $1 AND (s.actors IS NULL OR s.actors && $1) AND (s.events IS NULL OR s.events && $1)
	AND s.severity <= $4 AND s.killed <= $5 AND (s.q IS NULL OR doc.body @@ s.q) AND (s.title IS NULL OR doc.title @@ s.title)`

func (d *database) match(it *rules.Item) (int, error) {
	n := 0
	err := d.QueryRow(d.ctx, findRules, about(it), it.Doc.Text, it.Doc.Title, int(it.Tags.Severity.Level), *it.Tags.Killed).Scan(&n)
	return n, err
}

func (d *database) close() { _ = d.Close(d.ctx) } // the temporary tables go with the connection
