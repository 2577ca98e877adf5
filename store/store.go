// Package store keeps everything that must survive, in one SQLite file: sources, reports, stories, rules, matches and
// the outbox. It is the only place that knows SQL.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	_ "modernc.org/sqlite"
)

// Options are what Open can do without. The zero value is fine.
type Options struct {
	Log *slog.Logger     // nil: nothing is logged
	Now func() time.Time // nil: time.Now
	// MaxPages bounds the file, in pages of 16 KiB, so that a full disk can be tried; 0 for no bound.
	MaxPages int
}

// A Store is an open database. It may be used by several goroutines. SQLite has one writer at a time: writes wait for
// each other here, in order, rather than in SQLite, where the unlucky one times out.
type Store struct {
	path string
	file os.FileInfo // what stood there when it was opened
	log  *slog.Logger
	now  func() time.Time
	lock *processLock

	read  *sql.DB
	write *sql.DB

	mu    sync.Mutex // held for a whole write transaction
	conn  *sql.Conn  // the one connection of write
	known statements // prepared on conn
	texts squeezer

	readMu    sync.Mutex
	readKnown statements
}

type statements map[string]*sql.Stmt

const readers = 4

// Open opens the database at path, makes it when it is missing, and brings an older one up to date. Only one process
// may have it open: a second gets a *LockedError that names the first. Leases that a process left behind when it was
// killed end here, since nobody else can hold one. The other errors to decide on are ErrCorrupt, ErrForeign,
// ErrReadOnly, ErrFull, ErrUnwritable and ErrNewer.
func Open(ctx context.Context, path string, opt Options) (*Store, error) {
	if opt.Log == nil {
		opt.Log = slog.New(slog.DiscardHandler)
	}
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if err := usable(path); err != nil {
		return nil, err
	}
	lock, err := lockProcess(path+".lock", opt.Now())
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	s := &Store{path: path, log: opt.Log, now: opt.Now, lock: lock, known: statements{}, readKnown: statements{}}
	if err := s.open(ctx, opt); err != nil {
		s.Close()
		return nil, fmt.Errorf("open %s: %w", path, classify(err))
	}
	return s, nil
}

func (s *Store) open(ctx context.Context, opt Options) (err error) {
	if s.write, err = sql.Open("sqlite", dsn(s.path, opt.MaxPages, false)); err != nil {
		return err
	}
	s.write.SetMaxOpenConns(1)
	if s.conn, err = s.write.Conn(ctx); err != nil {
		return err
	}
	if err = s.check(ctx); err != nil {
		return err
	}
	if err = s.migrate(ctx); err != nil {
		return err
	}
	if s.read, err = sql.Open("sqlite", dsn(s.path, 0, true)); err != nil {
		return err
	}
	s.read.SetMaxOpenConns(readers)
	s.read.SetMaxIdleConns(readers)
	if s.file, err = os.Stat(s.path); err != nil {
		return err
	}
	if err = s.packRest(ctx); err != nil {
		return err
	}
	return s.releaseLeases(ctx)
}

// dsn is the data source name. Pragmas stand in it because one that is executed reaches only the connection that
// happens to run it. A report with what was concluded from it is some 3 to 5 KiB: of smaller pages, which many databases from
// before have, a third stays empty. Write transactions begin IMMEDIATE: begun as readers they would lose updates to each other.
func dsn(path string, maxPages int, readOnly bool) string {
	v := url.Values{"_pragma": {"page_size(16384)", "busy_timeout(5000)", "synchronous(FULL)", "foreign_keys(1)",
		"cache_size(-16000)", "temp_store(MEMORY)"}}
	v.Set("_journal_mode", "WAL") // not among the pragmas: the driver runs those by the alphabet, and WAL settles the size of pages
	if readOnly {
		v["_pragma"] = append(v["_pragma"], "query_only(1)")
	} else {
		v.Set("_txlock", "immediate")
	}
	if maxPages > 0 {
		v["_pragma"] = append(v["_pragma"], fmt.Sprintf("max_page_count(%d)", maxPages))
	}
	return fileURL(path, v)
}

func fileURL(path string, v url.Values) string {
	u := url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: v.Encode()}
	return u.String()
}

// usable says early, in words, what SQLite would say late and in codes.
func usable(path string) error {
	if path == "" || strings.Contains(path, ":memory:") {
		return fmt.Errorf("%w: a path is needed (a database in memory would not survive)", ErrUnwritable)
	}
	if strings.Contains(path, "://") {
		return fmt.Errorf("%w: a path is needed, of a SQLite file; there is no other kind of database yet", ErrUnwritable)
	}
	dir := filepath.Dir(path)
	if fi, err := os.Stat(dir); err != nil || !fi.IsDir() {
		return fmt.Errorf("%w: the directory %s does not exist", ErrUnwritable, dir)
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil // whether it can be made shows when the lock is taken beside it
	case errors.Is(err, os.ErrPermission):
		return fmt.Errorf("%w: %s", ErrReadOnly, path)
	case err != nil:
		return fmt.Errorf("%w: %w", ErrUnwritable, err)
	}
	defer f.Close()
	fi, err := f.Stat()
	switch {
	case err != nil:
		return fmt.Errorf("%w: %w", ErrUnwritable, err)
	case !fi.Mode().IsRegular():
		return fmt.Errorf("%w: %s is not a file", ErrUnwritable, path)
	case fi.Size() == 0:
		return nil // as good as none
	}
	if err := sqliteFile(f); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// Close gives the database free. It is safe to call on a store that failed to open.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var errs []error
	for _, st := range s.known {
		errs = append(errs, st.Close())
	}
	for _, st := range s.readKnown {
		errs = append(errs, st.Close())
	}
	s.known, s.readKnown = statements{}, statements{}
	if s.conn != nil {
		errs = append(errs, s.conn.Close())
	}
	if s.read != nil {
		errs = append(errs, s.read.Close())
	}
	if s.write != nil {
		errs = append(errs, s.write.Close())
	}
	if s.lock != nil {
		errs = append(errs, s.lock.release())
	}
	return errors.Join(errs...)
}

// Path returns where the database is.
func (s *Store) Path() string { return s.path }

// InPlace says whether the file of the database still stands at its path. When somebody has moved or removed it, all goes on
// in the open file, which nobody finds any more once it is closed.
func (s *Store) InPlace() bool {
	now, err := os.Stat(s.path)
	return err == nil && os.SameFile(now, s.file)
}
