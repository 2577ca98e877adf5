package feed

import (
	"net/url"
	"strings"
	"time"
)

// A value is something that an element says: how it is written, and what its addresses are relative to.
type value struct {
	text string
	form form
	base *url.URL
	rank uint8 // of the property it came from; 0 when there is none
}

// A draft gathers what the elements of one feed or entry say, the best value for each field.
type draft struct {
	title, id, link, summary, content, language value
	published, updated                          date
	event, alert, instruction, sender           value    // of a CAP alert
	areas, notices                              []string // likewise
	authors                                     []string
	authorRank                                  uint8
	categories                                  []string
	enclosures                                  []Enclosure
	place                                       place
	infos                                       int    // of a CAP alert
	inherited                                   string // language of the elements around it
}

// A date is a time that an element says.
type date struct {
	time time.Time
	rank uint8 // 0 when there is none
}

// take keeps a date that can be read when it has a lower rank than the one kept before.
func (d *date) take(text string, rank uint8) {
	if d.rank != 0 && rank >= d.rank {
		return
	}
	if t := parseDate(text); !t.IsZero() {
		*d = date{t, rank}
	}
}

// take keeps a value when it says something and has a lower rank than the one kept before.
func (v *value) take(next value) {
	if v.rank != 0 && next.rank >= v.rank || strings.TrimSpace(next.text) == "" {
		return
	}
	*v = next
}

// Limits of what an entry may have of one kind.
const (
	maxTitle      = 1000 // runes
	maxListed     = 50
	maxListedSize = 200 // runes
)

// entry makes an entry of what was said. Its title stays to be read when all titles are known: see titles.
func (d *draft) entry(w *htmlWriter) Entry {
	e := Entry{
		ID:         strings.Clone(strings.TrimSpace(d.id.text)),
		Link:       strings.Clone(d.link.text),
		Published:  d.published.time,
		Updated:    d.updated.time,
		Summary:    d.summary.html(w),
		Content:    d.content.html(w),
		Authors:    d.authors,
		Categories: d.categories,
		Enclosures: d.enclosures,
		Language:   oneLine(d.language.text, maxListedSize),
	}
	d.addAlert(&e, w)
	if d.sender.rank != 0 {
		e.Authors = addTo(e.Authors, d.sender.text)
	}
	if d.event.rank != 0 {
		e.Categories = addTo(e.Categories, d.event.text)
	}
	if e.Language == "" {
		e.Language = strings.Clone(d.inherited)
	}
	e.Lat, e.Lon = d.place.position()
	return e
}

// html returns a value as sanitised HTML.
func (v *value) html(w *htmlWriter) string {
	switch {
	case v.rank == 0:
		return ""
	case v.form == formPlain, v.form == formMaybe && !looksLikeHTML(v.text) && !hasCharacterReference(v.text):
		return escapeText(v.text)
	}
	return w.sanitize(v.text, v.base, v.form == formMarkup)
}

// line returns a value as one line of text.
func (v *value) line() string {
	if v.form == formPlain || v.form == formMaybe && !looksLikeHTML(v.text) {
		return oneLine(v.text, maxTitle)
	}
	return oneLine(htmlText(v.text, v.form == formMarkup), maxTitle)
}

// addTo adds text to a list, unless it is empty or there already.
func addTo(list []string, text string) []string {
	text = oneLine(text, maxListedSize)
	if text == "" || len(list) >= maxListed {
		return list
	}
	for _, have := range list {
		if have == text {
			return list
		}
	}
	if list == nil {
		list = make([]string, 0, 4)
	}
	return append(list, text)
}

func (d *draft) addEnclosure(address, mediaType string) {
	if address == "" || len(d.enclosures) >= maxListed {
		return
	}
	for _, have := range d.enclosures {
		if have.URL == address {
			return
		}
	}
	d.enclosures = append(d.enclosures, Enclosure{URL: strings.Clone(address), Type: oneLine(mediaType, maxListedSize)})
}

// author takes a name; names of a lower rank replace those of a higher one.
func (d *draft) author(name string, rank uint8) {
	name = personName(name)
	if name == "" || d.authors != nil && rank > d.authorRank {
		return
	}
	if rank < d.authorRank {
		d.authors = nil
	}
	d.authorRank = rank
	d.authors = addTo(d.authors, name)
}

// personName makes a name of "mail@example.org (Name)" and "Name <mail@example.org>"; an address alone stays.
func personName(text string) string {
	text = oneLine(text, maxListedSize)
	if i := strings.IndexAny(text, "(<"); i >= 0 && strings.IndexByte(text, '@') >= 0 {
		inside := strings.TrimRight(text[i+1:], ")> ")
		outside := strings.TrimSpace(text[:i])
		if strings.Contains(outside, "@") || outside == "" {
			return strings.TrimSpace(inside)
		}
		return strings.Trim(outside, `" `)
	}
	return text
}

// interval reads the publisher's wish of how often to be polled.
func interval(period string, frequency int) time.Duration {
	unit := map[string]time.Duration{
		"hourly": time.Hour, "daily": 24 * time.Hour, "weekly": 7 * 24 * time.Hour,
		"monthly": 30 * 24 * time.Hour, "yearly": 365 * 24 * time.Hour,
	}[strings.ToLower(strings.TrimSpace(period))]
	return unit / time.Duration(max(frequency, 1))
}
