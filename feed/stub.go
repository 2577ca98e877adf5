package feed

import (
	"errors"
	"net/url"
	"strings"
	"time"
)

func parseJSON(doc *Document, text string, base *url.URL) error { return errors.New("json") }

func describePage(src string) string { return "it is an HTML page" }

func parseDate(s string) time.Time {
	s = strings.TrimSpace(s)
	for _, l := range []string{time.RFC3339, time.RFC1123Z, time.RFC1123, "2006-01-02 15:04:05", "2006-01-02"} {
		if t, err := time.Parse(l, s); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}

func (v *value) takeDate(next value) { v.take(next) }
