package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"tocsin/store"
)

// open opens the database, and makes it where there is none.
func (c *databaseFlag) open(ctx context.Context) (*store.Store, error) {
	db, err := store.Open(ctx, c.DB, store.Options{})
	if err != nil {
		return nil, wrongSetting("db", err)
	}
	return db, nil
}

// look opens a database that must be there for reading, also while the service runs.
func (c *databaseFlag) look(ctx context.Context) (*store.Reader, error) {
	if err := c.present(); err != nil {
		return nil, err
	}
	db, err := store.OpenReader(ctx, c.DB)
	if err != nil {
		return nil, wrongSetting("db", err)
	}
	return db, nil
}

// missing says whether there is no database yet.
func (c *databaseFlag) missing() bool {
	_, err := os.Stat(c.DB)
	return errors.Is(err, os.ErrNotExist)
}

// present refuses a database that is not there: what only looks makes no empty file of a mistyped name.
func (c *databaseFlag) present() error {
	if c.missing() {
		return wrongSetting("db", fmt.Errorf("there is no database %s yet: \"tocsin run\" makes it, and so does \"tocsin sources import\"", c.DB))
	}
	return nil
}
