package feed

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Limits of one document. What is beyond them is left out, and a warning says so.
const (
	maxItems = 2000
	maxDepth = 256 // elements within one another
)

// ErrNotFeed is what every error of Parse is: the document is something else, and the message says what.
var ErrNotFeed = errors.New("not a feed")

// Options are what is known of a document beside its bytes. The zero value knows nothing.
type Options struct {
	URL         string    // where it was fetched; the base of its relative links
	ContentType string    // the HTTP header
	Now         time.Time // dates after it are not given; zero gives dates as they stand
}

// A Document is what a feed says, whatever its format. Its strings are its own: they do not hold on to the body.
type Document struct {
	Format      string   `json:"format"` // rss, rdf, atom, json, cap or cdf
	Title       string   `json:"title"`
	Link        string   `json:"link"`
	Description string   `json:"description"`
	Language    string   `json:"language"` // BCP 47, as declared
	Entries     []Entry  `json:"entries"`  // in the order of the document
	Warnings    []string `json:"warnings"` // what was amiss with the document, for the operator

	Cut       bool           `json:"-"` // it ends early: there was more, which nobody has seen
	Updated   time.Time      `json:"-"`
	TTL       time.Duration  `json:"-"` // how long the publisher asks not to be polled again; 0 when it does not
	SkipHours []int          `json:"-"` // hours of the day, UTC, in which not to poll
	SkipDays  []time.Weekday `json:"-"` // days, UTC, on which not to poll
	FeedLinks []FeedLink     `json:"-"` // where else the feed is
}

// A FeedLink is an address that a feed gives of itself.
type FeedLink struct {
	Rel string // self, hub, next, prev-archive, ... or new-feed-url
	URL string // absolute
}

// An Entry is one item of a feed. Missing values are zero.
type Entry struct {
	ID         string      `json:"id"` // the publisher's identifier, verbatim
	Title      string      `json:"title"`
	Link       string      `json:"link"` // absolute http or https, or a relative one in a document without a base
	Published  time.Time   `json:"published,omitzero"`
	Updated    time.Time   `json:"updated,omitzero"`
	Summary    string      `json:"summary"` // sanitised HTML
	Content    string      `json:"content"` // sanitised HTML
	Authors    []string    `json:"authors"`
	Categories []string    `json:"categories"`
	Enclosures []Enclosure `json:"enclosures"`
	Lat        *float64    `json:"lat,omitempty"` // WGS 84
	Lon        *float64    `json:"lon,omitempty"`
	Language   string      `json:"-"` // of this entry, or of the feed
}

// An Enclosure is a file that belongs to an entry.
type Enclosure struct {
	URL  string `json:"url"`
	Type string `json:"type"`
}

// Date returns when the entry was published or, failing that, updated; zero when neither is known.
func (e *Entry) Date() time.Time {
	if e.Published.IsZero() {
		return e.Updated
	}
	return e.Published
}

// Text returns the plain text of the content or of the summary, whichever says more.
func (e *Entry) Text() string {
	content, summary := HTMLText(e.Content), HTMLText(e.Summary)
	if len(summary) > len(content) {
		return summary
	}
	return content
}

// Parse reads a feed document of any format. It never panics and takes time and memory in proportion to the body. An
// error wraps ErrNotFeed and says what the document is instead; everything else that is wrong with it is a warning.
func Parse(body []byte, opt Options) (*Document, error) {
	body = inflate(body)
	if what := describeBinary(body); what != "" {
		return nil, fmt.Errorf("%w: it is %s", ErrNotFeed, what)
	}
	text, warning := decode(body, opt.ContentType)
	doc := &Document{Entries: []Entry{}, Warnings: []string{}}
	if warning != "" {
		doc.warn("%s", warning)
	}
	var err error
	switch trimmed := strings.TrimLeft(text, " \t\r\n\f\v\x00\ufeff"); {
	case trimmed == "":
		err = fmt.Errorf("%w: the document is empty", ErrNotFeed)
	case trimmed[0] == '{' || trimmed[0] == '[':
		err = parseJSON(doc, trimmed, parseBase(opt.URL, nil))
	default:
		err = parseXML(doc, text, parseBase(opt.URL, nil))
	}
	if err != nil {
		return nil, err
	}
	doc.finish(opt.Now)
	return doc, nil
}

// finish holds the document to its limits.
func (d *Document) finish(now time.Time) {
	for i := range d.Entries {
		e := &d.Entries[i]
		if !now.IsZero() {
			e.Published, e.Updated = notAfter(e.Published, now), notAfter(e.Updated, now)
		}
		if e.Language == "" {
			e.Language = d.Language
		}
		if e.Authors == nil {
			e.Authors = []string{}
		}
		if e.Categories == nil {
			e.Categories = []string{}
		}
		if e.Enclosures == nil {
			e.Enclosures = []Enclosure{}
		}
	}
}

// clockSkew is how far a publisher's clock may be ahead of ours.
const clockSkew = 5 * time.Minute

// notAfter returns t, now where t is ahead by no more than clocks differ, and no date for one in the future.
func notAfter(t, now time.Time) time.Time {
	switch {
	case !t.After(now):
		return t
	case t.Sub(now) <= clockSkew:
		return now
	}
	return time.Time{}
}

func (d *Document) warn(format string, args ...any) {
	const most = 20
	if len(d.Warnings) < most {
		d.Warnings = append(d.Warnings, fmt.Sprintf(format, args...))
	}
}
