package store_test

import (
	"path/filepath"
	"testing"

	"tocsin/store"
	"tocsin/store/storetest"
)

func TestConformance(t *testing.T) {
	storetest.Run(t, func(t *testing.T, clock *storetest.Clock) storetest.Store {
		return open(t, filepath.Join(t.TempDir(), "t.db"), store.Options{Now: clock.Now})
	})
}
