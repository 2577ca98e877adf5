package store

import (
	"context"
	_ "embed"
	"fmt"
)

//go:embed schema.sql
var schema string

// upgrades bring a database from version i+1 to i+2, each in one transaction. They are never changed once released;
// schema.sql always says what they end in.
var upgrades = []string{
	// 2: the number of publishers, so that a backtest need not count them for every report that it reads.
	`ALTER TABLE stories ADD COLUMN sources INTEGER NOT NULL DEFAULT 0;
	UPDATE stories SET sources = json_array_length(publishers) WHERE publishers <> 'null';`,
	// 3: who was told that the sources on a region are silent, so that nobody is told twice.
	`CREATE TABLE silences (
		guild   TEXT NOT NULL,
		channel TEXT NOT NULL,
		user    TEXT NOT NULL,
		region  TEXT NOT NULL,
		PRIMARY KEY (guild, channel, user, region)
	) WITHOUT ROWID;`,
	// 4: rules, regions and actors can be muted, as stories could.
	`ALTER TABLE mutes RENAME TO mutes_of_stories;
	CREATE TABLE mutes (
		lane  TEXT    NOT NULL,
		kind  TEXT    NOT NULL,
		id    TEXT    NOT NULL,
		name  TEXT    NOT NULL,
		guild TEXT    NOT NULL,
		by    TEXT    NOT NULL,
		until INTEGER NOT NULL,
		PRIMARY KEY (lane, kind, id)
	) WITHOUT ROWID;
	INSERT INTO mutes SELECT lane, 'story', story, '', guild, by, until FROM mutes_of_stories;
	DROP TABLE mutes_of_stories;`,
	// 5: packs of what rules ask of reports, in the place of an index over their words. Store.packRest fills them.
	`CREATE TABLE packs (
		id      INTEGER PRIMARY KEY AUTOINCREMENT,
		reports INTEGER NOT NULL,
		first   INTEGER NOT NULL,
		last    INTEGER NOT NULL,
		newest  INTEGER NOT NULL,
		briefs  BLOB    NOT NULL,
		words   BLOB    NOT NULL
	);
	CREATE INDEX stories_told ON stories (id, sources, private) WHERE sources > 1 OR private > 0;
	DROP TABLE words;`,
	// 6: packs by column, so that a summary reads only what it counts. Store.packRest fills them.
	`DROP TABLE packs;
	CREATE TABLE packs (
		id      INTEGER PRIMARY KEY AUTOINCREMENT,
		reports INTEGER NOT NULL,
		first   INTEGER NOT NULL,
		last    INTEGER NOT NULL,
		newest  INTEGER NOT NULL,
		heads   BLOB    NOT NULL,
		focus   BLOB    NOT NULL,
		actors  BLOB    NOT NULL,
		rest    BLOB    NOT NULL,
		words   BLOB    NOT NULL
	);`,
}

// version is what PRAGMA user_version says of a database that is up to date.
func version() int { return 1 + len(upgrades) }

// migrate makes the tables of a new database, or takes the steps that an older one lacks.
func (s *Store) migrate(ctx context.Context) error {
	have, err := ours(ctx, s.conn)
	if err != nil {
		return err
	}
	switch {
	case have > version():
		return fmt.Errorf("%w (its version is %d, this program's %d)", ErrNewer, have, version())
	case have == 0:
		return s.step(ctx, schema, version())
	}
	for ; have < version(); have++ {
		if err := s.step(ctx, upgrades[have-1], have+1); err != nil {
			return err
		}
		s.log.Info("database upgraded", "version", have+1)
	}
	return nil
}

func (s *Store) step(ctx context.Context, statements string, to int) error {
	// Not through inTx: a script is many statements, which cannot be prepared as one.
	_, err := s.conn.ExecContext(ctx, fmt.Sprintf("BEGIN IMMEDIATE;\n%s\nPRAGMA user_version = %d;\nCOMMIT", statements, to))
	if err != nil {
		_, _ = s.conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
		return fmt.Errorf("make version %d: %w", to, err)
	}
	return nil
}

// quickCheck is up to which size, in bytes, a database is read whole before it is used: a fraction of a second. Of a
// larger one Check reads all, when an operator asks.
const quickCheck = 64 << 20

// check refuses a file that is no database, or a damaged one.
func (s *Store) check(ctx context.Context) error {
	var pages, size int64
	if err := s.conn.QueryRowContext(ctx, "SELECT (SELECT page_count FROM pragma_page_count), (SELECT page_size FROM pragma_page_size)").Scan(&pages, &size); err != nil {
		return err
	}
	if pages*size > quickCheck {
		return nil
	}
	return sound(ctx, s.conn, `PRAGMA quick_check(3)`)
}
