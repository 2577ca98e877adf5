package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"tocsin/store"
)

// backupCmd copies the database while the service may run.
type backupCmd struct {
	databaseFlag
	File string `arg:"" help:"Where the copy goes: a file that is not there yet."`
}

func (c *backupCmd) Run(ctx context.Context, s *streams) error {
	if err := c.present(); err != nil {
		return err
	}
	if info, err := os.Stat(filepath.Dir(c.File)); err != nil || !info.IsDir() {
		return usageError{fmt.Errorf("%s: the directory %s does not exist", c.File, filepath.Dir(c.File))}
	}
	err := store.Backup(ctx, c.DB, c.File)
	if errors.Is(err, os.ErrExist) {
		return usageError{fmt.Errorf("%s is there already: give another name", c.File)}
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.Out, "%s holds a checked copy of %s.\n", c.File, c.DB)
	return err
}

// restoreCmd puts a backup in the place of the database.
type restoreCmd struct {
	databaseFlag
	File string `arg:"" help:"A copy that tocsin backup wrote."`
}

func (c *restoreCmd) Run(ctx context.Context, s *streams) error {
	f, err := openInput(c.File, nil)
	if err != nil {
		return err
	}
	f.Close()
	kept, err := store.Restore(ctx, c.File, c.DB)
	var locked *store.LockedError
	switch {
	case errors.As(err, &locked):
		return wrongSetting("db", err)
	case errors.Is(err, store.ErrForeign):
		return fmt.Errorf("%s is not a Tocsin backup: give a file that \"tocsin backup\" wrote; nothing was changed", c.File)
	case errors.Is(err, store.ErrCorrupt):
		return fmt.Errorf("%s is damaged: try an older backup; nothing was changed", c.File)
	case err != nil:
		return err
	}
	fmt.Fprintf(s.Out, "%s is as it was in %s.\n", c.DB, c.File)
	if kept != "" {
		fmt.Fprintf(s.Out, "What was there is kept in %s.\n", kept)
	}
	return nil
}

// healthcheckCmd asks a running service whether it is well, for supervisors that can only run a command.
type healthcheckCmd struct {
	addrFlag
}

func (c *healthcheckCmd) Run(ctx context.Context, s *streams) error {
	if c.Addr == "" {
		return wrongSetting("addr", errors.New("set it to the address at which the service serves its health"))
	}
	host, port, err := c.hostPort()
	if err != nil {
		return err
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/healthz", nil)
	if err != nil {
		return wrongSetting("addr", err)
	}
	res, err := (&http.Client{Transport: &http.Transport{Proxy: nil}}).Do(req)
	if err != nil {
		return fmt.Errorf("not healthy: %w", err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("not healthy: %s", res.Status)
	}
	_, err = fmt.Fprintln(s.Out, "healthy")
	return err
}
