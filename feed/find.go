package feed

import (
	"context"
	"errors"
	"fmt"
)

// maxFound bounds how many of the feeds that a page names are tried.
const maxFound = 5

// A PageError says that an address is a web page, and which feeds the page names. It wraps ErrNotFeed.
type PageError struct {
	Feeds []string // absolute, not yet checked
}

func (e *PageError) Error() string {
	if len(e.Feeds) == 1 {
		return fmt.Sprintf("%v: it is a web page that names one", ErrNotFeed)
	}
	return fmt.Sprintf("%v: it is a web page that names %d", ErrNotFeed, len(e.Feeds))
}

func (e *PageError) Unwrap() error { return ErrNotFeed }

// Find fetches src, whose address may be that of a feed or of a web page that names its feeds. The Source of the result
// has the address of the feed that was found. When no feed of the page can be read, the error says why the first cannot.
func Find(ctx context.Context, f interface {
	Fetch(ctx context.Context, src Source) (Result, error)
}, src Source) (Result, error) {
	res, err := f.Fetch(ctx, src)
	var page *PageError
	if !errors.As(err, &page) {
		return res, err
	}
	var first error
	for _, address := range page.Feeds[:min(len(page.Feeds), maxFound)] {
		found := src
		found.URL = address
		if res, err := f.Fetch(ctx, found); err == nil {
			return res, nil
		} else if first == nil {
			first = err
		}
	}
	return res, fmt.Errorf("the page names a feed, but %w", first)
}
