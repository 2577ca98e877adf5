-- The whole schema as it stands now. A new database is made by this file; an older one by the steps in migrate.go, which
-- end in the same. Times are milliseconds since 1970, 0 for none; flags are 0 or 1; Discord's ids are text; guild is ''
-- for what belongs to the operator and serves everybody.

-- Single facts: what is known of this database as a whole.
CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

-- Where reports come from, with the state of reading it (feed.Source).
CREATE TABLE sources (
  id            INTEGER PRIMARY KEY AUTOINCREMENT, -- never used again: reports keep the id of a source that is gone
  guild         TEXT    NOT NULL,
  url           TEXT    NOT NULL,
  name          TEXT    NOT NULL,
  lang          TEXT    NOT NULL,
  region        TEXT    NOT NULL,
  kind          TEXT    NOT NULL,
  added_by      TEXT    NOT NULL,
  created       INTEGER NOT NULL,
  paused        INTEGER NOT NULL,
  etag          TEXT    NOT NULL,
  last_modified TEXT    NOT NULL,
  next_poll     INTEGER NOT NULL,
  last_fetch    INTEGER NOT NULL,
  last_success  INTEGER NOT NULL,
  last_item     INTEGER NOT NULL,
  interval      INTEGER NOT NULL, -- milliseconds
  ttl           INTEGER NOT NULL, -- milliseconds
  skip          INTEGER NOT NULL, -- feed.Skip
  habit         INTEGER NOT NULL, -- milliseconds
  failures      INTEGER NOT NULL,
  failing_since INTEGER NOT NULL,
  last_error    TEXT    NOT NULL,
  seeded        INTEGER NOT NULL,
  told          INTEGER NOT NULL,
  moved_to      TEXT    NOT NULL,
  moved_since   INTEGER NOT NULL,
  lease         INTEGER NOT NULL DEFAULT 0, -- a collector has it until then
  UNIQUE (guild, url)
);
CREATE INDEX sources_due ON sources (next_poll) WHERE paused = 0; -- claiming what is due

-- The reports about one event, as the reports of the operator's sources tell it (reports = 0: only private ones do).
-- What a guild with private reports in it sees is put together from its reports.
CREATE TABLE stories (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  title      TEXT    NOT NULL,
  link       TEXT    NOT NULL,
  first      INTEGER NOT NULL,
  last       INTEGER NOT NULL,
  reports    INTEGER NOT NULL,
  private    INTEGER NOT NULL, -- how many reports of guilds' own sources it has beside
  publishers TEXT    NOT NULL, -- JSON list
  countries  TEXT    NOT NULL, -- JSON list
  place      TEXT    NOT NULL,
  severity   INTEGER NOT NULL,
  killed     INTEGER,
  wounded    INTEGER,
  event      TEXT    NOT NULL,
  sources    INTEGER NOT NULL DEFAULT 0 -- how many publishers
);
CREATE INDEX stories_told ON stories (id, sources, private) WHERE sources > 1 OR private > 0; -- by how many, for backtests

-- What was published, with what tagging concluded (report.Report, report.Tags).
CREATE TABLE reports (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  story       INTEGER NOT NULL REFERENCES stories (id),
  guild       TEXT    NOT NULL, -- whose source it came from
  source      INTEGER NOT NULL, -- may be gone
  at          INTEGER NOT NULL, -- Report.When
  severity    INTEGER NOT NULL,
  source_name TEXT    NOT NULL,
  publisher   TEXT    NOT NULL,
  guid        TEXT    NOT NULL,
  link        TEXT    NOT NULL,
  lang        TEXT    NOT NULL,
  published   INTEGER NOT NULL,
  updated     INTEGER NOT NULL,
  fetched     INTEGER NOT NULL,
  lat         REAL,
  lon         REAL,
  title       TEXT    NOT NULL,
  text        TEXT    NOT NULL, -- or a blob: see squeeze.go
  tags        BLOB    NOT NULL  -- see tags.go
);
CREATE INDEX reports_story ON reports (story, id);       -- the reports of a story
CREATE INDEX reports_at    ON reports (at, id);          -- newest first, and within a time: /recent, backtests
CREATE INDEX reports_guild ON reports (guild) WHERE guild <> ''; -- forgetting a guild

-- Every form in which a report was met, for recognising it (report.Keys).
CREATE TABLE report_keys (
  source INTEGER NOT NULL,
  key    INTEGER NOT NULL,
  report INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
  PRIMARY KEY (source, key, report)
) WITHOUT ROWID;
CREATE INDEX report_keys_report ON report_keys (report); -- deleting a report

-- What rules ask of reports, many in a row, so that a rule is tried on all of them at once: see pack.go. Where two hold the
-- same report, the newer one tells.
CREATE TABLE packs (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  reports INTEGER NOT NULL, -- how many
  first   INTEGER NOT NULL, -- Report.When of the earliest
  last    INTEGER NOT NULL, -- and of the latest
  newest  INTEGER NOT NULL, -- the largest of their ids
  heads   BLOB    NOT NULL, -- what is counted of them: /summary and /recent read this, and of the next two what they ask for
  focus   BLOB    NOT NULL, -- where they happen
  actors  BLOB    NOT NULL, -- who is named
  rest    BLOB    NOT NULL, -- what else rules ask of them beside words
  words   BLOB    NOT NULL
);

-- What subscribers ask for (rules.Rule). A guild's rule has a channel, a person's has guild = channel = ''.
CREATE TABLE rules (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  guild      TEXT    NOT NULL,
  channel    TEXT    NOT NULL,
  user       TEXT    NOT NULL,
  name       TEXT    NOT NULL,
  folded     TEXT    NOT NULL, -- the name without regard to case
  text       TEXT    NOT NULL,
  mention    TEXT    NOT NULL,
  deliver    TEXT    NOT NULL,
  paused     INTEGER NOT NULL,
  paused_why TEXT    NOT NULL,
  created_by TEXT    NOT NULL,
  created    INTEGER NOT NULL,
  updated    INTEGER NOT NULL,
  last_fired INTEGER NOT NULL DEFAULT 0,
  fired      INTEGER NOT NULL DEFAULT 0,
  undo       TEXT,             -- JSON: the rule before the last PutRule, "" when that made it; NULL: nothing to undo
  UNIQUE (guild, channel, user, folded)
);
CREATE INDEX rules_user ON rules (user) WHERE guild = ''; -- the rules of a person

-- Which rules changed, so that whoever matches can follow without reading them all again.
CREATE TABLE rule_changes (
  revision INTEGER PRIMARY KEY AUTOINCREMENT,
  rule     INTEGER NOT NULL
);
CREATE TRIGGER rule_added   AFTER INSERT ON rules BEGIN INSERT INTO rule_changes (rule) VALUES (new.id); END;
CREATE TRIGGER rule_changed AFTER UPDATE OF text, paused ON rules BEGIN INSERT INTO rule_changes (rule) VALUES (new.id); END;
CREATE TRIGGER rule_deleted AFTER DELETE ON rules BEGIN INSERT INTO rule_changes (rule) VALUES (old.id); END;

-- What is to be posted, and, once done, the ledger of what was.
CREATE TABLE outbox (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  kind     TEXT    NOT NULL, -- alert.Kind
  lane     TEXT    NOT NULL, -- the channel, or '@' and the person: one at a time, in order
  guild    TEXT    NOT NULL,
  channel  TEXT    NOT NULL,
  user     TEXT    NOT NULL,
  story    INTEGER NOT NULL, -- 0 for none
  report   INTEGER NOT NULL, -- the one that gave rise to it; 0 for none
  batch    TEXT    NOT NULL, -- which digest it is: storm, hourly, daily; else ''
  notice   TEXT    NOT NULL,
  was      TEXT    NOT NULL, -- JSON of alert.Before for a reply; else ''
  nonce    TEXT    NOT NULL UNIQUE,
  created  INTEGER NOT NULL,
  due      INTEGER NOT NULL,
  state    TEXT    NOT NULL DEFAULT 'waiting', -- waiting, sent, refused (Discord), gone (the channel), void (nothing left to say)
  attempt  INTEGER NOT NULL DEFAULT 0,
  tried    INTEGER NOT NULL DEFAULT 0, -- the first attempt that may have been posted
  doubtful INTEGER NOT NULL DEFAULT 0,
  error    TEXT    NOT NULL DEFAULT '',
  message  TEXT    NOT NULL DEFAULT '',
  done     INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX outbox_waiting ON outbox (lane, due, id) WHERE state = 'waiting'; -- claiming; what waits for a channel
CREATE INDEX outbox_lane    ON outbox (lane, kind, created); -- counting a channel's alerts of an hour
CREATE INDEX outbox_guild   ON outbox (guild, done);         -- when a guild was last posted to; forgetting it

-- Channels and persons that are being posted to, or must not be before a time: because Discord said so, or failed there.
CREATE TABLE lanes (
  lane  TEXT PRIMARY KEY,
  lease INTEGER NOT NULL, -- a worker has it until then
  hold  INTEGER NOT NULL
) WITHOUT ROWID;

-- The living message of a story in a channel (alert.Living), and what it last called attention to.
CREATE TABLE messages (
  story    INTEGER NOT NULL REFERENCES stories (id) ON DELETE CASCADE,
  lane     TEXT    NOT NULL,
  guild    TEXT    NOT NULL,
  channel  TEXT    NOT NULL, -- where it stands; for a person known once it was posted
  user     TEXT    NOT NULL,
  outbox   INTEGER NOT NULL, -- the post or digest that told it
  message  TEXT    NOT NULL, -- '' while it is not posted
  posted   INTEGER NOT NULL,
  edited   INTEGER NOT NULL,
  sources  INTEGER NOT NULL, -- when it was last brought up to date
  severity INTEGER NOT NULL,
  killed   INTEGER,
  wounded  INTEGER,
  PRIMARY KEY (story, lane)
) WITHOUT ROWID;
CREATE INDEX messages_lane ON messages (lane); -- forgetting a channel's; what never came to be told there

-- A rule met by a story, once.
CREATE TABLE matches (
  rule    INTEGER NOT NULL REFERENCES rules (id) ON DELETE CASCADE,
  story   INTEGER NOT NULL REFERENCES stories (id) ON DELETE CASCADE,
  lane    TEXT    NOT NULL,
  report  INTEGER NOT NULL,
  outbox  INTEGER NOT NULL, -- what tells it
  at      INTEGER NOT NULL,
  why     TEXT    NOT NULL, -- JSON of []rules.Reason
  PRIMARY KEY (rule, story)
) WITHOUT ROWID;
CREATE INDEX matches_story  ON matches (story, lane, at); -- all rules of a channel that a story met
CREATE INDEX matches_outbox ON matches (outbox);          -- what a digest tells
CREATE INDEX matches_report ON matches (report);          -- who hears a source

-- What a channel wants to hear no more of for a time (report.Subject).
CREATE TABLE mutes (
  lane  TEXT    NOT NULL,
  kind  TEXT    NOT NULL, -- story, rule, region, actor
  id    TEXT    NOT NULL,
  name  TEXT    NOT NULL, -- as its members read it
  guild TEXT    NOT NULL,
  by    TEXT    NOT NULL,
  until INTEGER NOT NULL,
  PRIMARY KEY (lane, kind, id)
) WITHOUT ROWID;

-- What members thought of alerts.
CREATE TABLE feedback (
  lane    TEXT    NOT NULL,
  story   INTEGER NOT NULL REFERENCES stories (id) ON DELETE CASCADE,
  by      TEXT    NOT NULL,
  guild   TEXT    NOT NULL,
  verdict TEXT    NOT NULL,
  at      INTEGER NOT NULL,
  PRIMARY KEY (lane, story, by)
) WITHOUT ROWID;

-- What a channel or a person chose.
CREATE TABLE settings (
  lane     TEXT PRIMARY KEY,
  guild    TEXT NOT NULL,
  chosen   TEXT NOT NULL -- JSON of desk.Settings
) WITHOUT ROWID;

-- Of which regions a channel or a person was told that most of their sources are silent, until they are back.
CREATE TABLE silences (
  guild   TEXT NOT NULL,
  channel TEXT NOT NULL, -- '' for a person
  user    TEXT NOT NULL,
  region  TEXT NOT NULL, -- a place's id
  PRIMARY KEY (guild, channel, user, region)
) WITHOUT ROWID;
