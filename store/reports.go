package store

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"slices"
	"time"

	"tocsin/alert"
	"tocsin/feed"
	"tocsin/report"
)

const reportColumns = `id, source, source_name, publisher, guid, link, title, text, lang, published, updated, fetched, lat, lon`

type position struct {
	lat, lon sql.NullFloat64
}

func (p *position) get() *report.Position {
	if !p.lat.Valid || !p.lon.Valid {
		return nil
	}
	return &report.Position{Lat: p.lat.Float64, Lon: p.lon.Float64}
}

// place returns the position of a report as it is kept.
func place(r *report.Report) (lat, lon any) {
	if r.Position == nil {
		return nil, nil
	}
	return r.Position.Lat, r.Position.Lon
}

// scanReport scans reportColumns, and what follows them into more.
func scanReport(r scanner, into *report.Report, more ...any) error {
	var p position
	err := r.Scan(append([]any{&into.ID, &into.SourceID, &into.Source, &into.Publisher, &into.GUID, &into.Link, &into.Title,
		squeezed{&into.Text}, &into.Lang, when{&into.Published}, when{&into.Updated}, when{&into.Fetched}, &p.lat, &p.lon}, more...)...)
	into.Position = p.get()
	return err
}

func reportOf(r scanner) (v report.Report, err error) {
	err = scanReport(r, &v)
	return v, err
}

// knownPerKey is how many reports are told of under one key: more of them share something that says nothing.
const knownPerKey = 20

// Known returns the reports of a source that were met under one of the keys, the newest 20 a key.
func (s *Store) Known(ctx context.Context, source int64, keys []report.Key) ([]report.Report, error) {
	v := s.view(ctx)
	var ids []int64
	for _, k := range keys {
		rows, err := v.query(`SELECT report FROM report_keys WHERE source = ? AND key = ? ORDER BY report DESC LIMIT ?`, source, int64(k), knownPerKey)
		found, err := collect(rows, err, scanID)
		if err != nil {
			return nil, err
		}
		ids = append(ids, found...)
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	out := make([]report.Report, 0, len(ids))
	for _, id := range slices.Backward(ids) {
		r, err := reportOf(v.row(`SELECT `+reportColumns+` FROM reports WHERE id = ?`, id))
		if err != nil {
			return nil, classify(err)
		}
		out = append(out, r)
	}
	return out, nil
}

// Since yields the reports since a time with what was concluded from them, oldest first.
func (s *Store) Since(ctx context.Context, since time.Time) iter.Seq2[alert.Stored, error] {
	return func(yield func(alert.Stored, error) bool) {
		rows, err := s.view(ctx).query(`SELECT `+reportColumns+`, guild, tags, story FROM reports WHERE at >= ? ORDER BY at, id`, ms(since))
		if err != nil {
			yield(alert.Stored{}, err)
			return
		}
		defer rows.Close()
		for rows.Next() {
			var v alert.Stored
			err := scanReport(rows, &v.Report, &v.Guild, tagsColumn{&v.Tags}, &v.Story)
			if !yield(v, classify(err)) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(alert.Stored{}, classify(err))
		}
	}
}

// Save runs f in one transaction.
func (s *Store) Save(ctx context.Context, f func(alert.Tx) error) error {
	return s.inTx(ctx, func(t *tx) error { return f(t) })
}

// SaveSource saves the state of reading a source and ends the lease on it.
func (t *tx) SaveSource(s *feed.Source) error { return t.saveSource(s) }

// AddReport saves a new report, puts it into its story and sets both ids.
func (t *tx) AddReport(s *alert.Stored) error {
	if err := t.joinStory(s); err != nil {
		return fmt.Errorf("story %d: %w", s.Story, err)
	}
	r := &s.Report
	lat, lon := place(r)
	text, err := t.s.texts.squeeze(r.Text)
	if err != nil {
		return err
	}
	r.ID, err = t.insert(`INSERT INTO reports (story, guild, source, at, severity, source_name, publisher, guid, link, lang,
		published, updated, fetched, lat, lon, title, text, tags) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		s.Story, s.Guild, r.SourceID, ms(r.When()), s.Tags.Severity.Level, r.Source, r.Publisher, r.GUID, r.Link, r.Lang,
		ms(r.Published), ms(r.Updated), ms(r.Fetched), lat, lon, r.Title, text, encodeTags(&s.Tags))
	if err != nil {
		return err
	}
	t.pack(s, false)
	return t.AddKeys(r.SourceID, r.ID, s.Keys)
}

// AddKeys remembers further forms in which a report was met.
func (t *tx) AddKeys(source, id int64, keys []report.Key) error {
	for _, k := range keys {
		if _, err := t.exec(`INSERT OR IGNORE INTO report_keys (source, key, report) VALUES (?, ?, ?)`, source, int64(k), id); err != nil {
			return err
		}
	}
	return nil
}

// UpdateReport replaces what a known report says and tells its story anew.
func (t *tx) UpdateReport(s *alert.Stored) error {
	r := &s.Report
	lat, lon := place(r)
	text, err := t.s.texts.squeeze(r.Text)
	if err != nil {
		return err
	}
	err = t.row(`UPDATE reports SET severity = ?, publisher = ?, link = ?, updated = ?, lat = ?, lon = ?, title = ?, text = ?, tags = ?
		WHERE id = ? RETURNING story, guild`, s.Tags.Severity.Level, r.Publisher, r.Link, ms(r.Updated), lat, lon, r.Title, text,
		encodeTags(&s.Tags), r.ID).Scan(&s.Story, &s.Guild)
	if err != nil {
		return classify(err)
	}
	t.pack(s, true)
	return t.retell(s.Story)
}
