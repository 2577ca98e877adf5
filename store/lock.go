package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"
)

// A LockedError says that another process has the database open, and which.
type LockedError struct {
	PID   int       `json:"pid"`
	Host  string    `json:"host"`
	Since time.Time `json:"since"`
}

func (e *LockedError) Error() string {
	if e.PID == 0 {
		return "another process has the database open: stop it first, or use another database"
	}
	return fmt.Sprintf("process %d on %s has the database open since %s: stop it first, or use another database",
		e.PID, e.Host, e.Since.Format(time.RFC3339))
}

// A processLock is held on a file beside the database by the operating system, which lets go of it however the process
// ends. What the file says is only for people; a file that was left behind locks nobody out.
type processLock struct{ f *os.File }

var errBusy = errors.New("locked by another process")

func lockProcess(path string, now time.Time) (*processLock, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		if errors.Is(err, os.ErrPermission) {
			return nil, fmt.Errorf("%w (%w)", ErrReadOnly, err)
		}
		return nil, fmt.Errorf("%w (%w)", ErrUnwritable, err)
	}
	err = lockFile(f)
	if err != nil {
		defer f.Close()
		if !errors.Is(err, errBusy) {
			return nil, fmt.Errorf("lock %s: %w", path, err)
		}
		holder := &LockedError{}
		if b, err := io.ReadAll(io.LimitReader(f, 1<<12)); err == nil {
			// A holder that is only just writing its name is still a holder: one without a name.
			_ = json.Unmarshal(b, holder)
		}
		return nil, holder
	}
	host, _ := os.Hostname() // an unnamed host is still locked
	b, err := json.Marshal(LockedError{PID: os.Getpid(), Host: host, Since: now.UTC().Truncate(time.Second)})
	if err == nil {
		if err = f.Truncate(0); err == nil {
			_, err = f.WriteAt(append(b, '\n'), 0)
		}
	}
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("%w: write %s: %w", ErrUnwritable, path, err)
	}
	return &processLock{f}, nil
}

// release lets go. The file stays: removing it would let two processes lock two files of one name.
func (l *processLock) release() error {
	err := l.f.Truncate(0)
	return errors.Join(err, l.f.Close())
}
